"""The campaign: what holds for every piece, changed in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from pressroom.specs.spec_files import CAMPAIGN
from pressroom.studio import campaign_state, settings_routes
from pressroom.studio.pages import language_of, page
from pressroom.studio.wording.settings import for_scripts

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from pressroom.studio.workspace import Workspace


async def campaign(request: Request) -> Response:
    """The page."""
    workspace: Workspace = request.app.state.workspace
    state = await workspace.run(campaign_state.state, workspace, CAMPAIGN, language_of(request))
    return page(request, "settings.html", kind="campaign", base="/campaign", state=state, title="", shows_pieces=True,
                words=for_scripts(language_of(request)))


ROUTES = (Route("/campaign", campaign),
          *settings_routes.routes("/campaign", lambda _: CAMPAIGN, campaign_state.state))
