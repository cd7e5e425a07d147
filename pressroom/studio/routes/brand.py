"""The brand: inks as they print and as screens show them, palettes with their contrast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from pressroom.load import BRAND
from pressroom.studio import brand_state, settings_routes
from pressroom.studio.pages import data, language_of, page
from pressroom.studio.wording.settings import for_scripts

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from pressroom.studio.workspace import Workspace


async def brand(request: Request) -> Response:
    """The page."""
    workspace: Workspace = request.app.state.workspace
    state = await workspace.run(brand_state.state, workspace, BRAND, language_of(request))
    return page(request, "settings.html", kind="brand", base="/brand", state=state, title="", shows_pieces=True,
                words=for_scripts(language_of(request)))


async def proposed(request: Request) -> Response:
    """The inks that print a colour of a screen."""
    workspace: Workspace = request.app.state.workspace
    return data(await workspace.run(brand_state.proposed, workspace, request.query_params.get("colour", "")))


ROUTES = (Route("/brand", brand), Route("/brand/proposed", proposed),
          *settings_routes.routes("/brand", lambda _: BRAND, brand_state.state))
