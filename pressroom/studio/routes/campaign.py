"""The campaign: what holds for every piece, changed in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from pressroom.specs.spec_files import CAMPAIGN
from pressroom.studio import campaign_state
from pressroom.studio.settings_routes import routes, settings_page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


async def campaign(request: Request) -> Response:
    """The page."""
    return await settings_page(request, "campaign", "/campaign", CAMPAIGN, campaign_state.state)


ROUTES = (Route("/campaign", campaign),
          *routes("/campaign", lambda _: CAMPAIGN, campaign_state.state))
