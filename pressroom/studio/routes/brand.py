"""The brand: inks as they print and as screens show them, palettes with their contrast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from pressroom.load import BRAND
from pressroom.studio import brand_state
from pressroom.studio.pages import data
from pressroom.studio.settings_routes import routes, settings_page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from pressroom.studio.workspace import Workspace


async def brand(request: Request) -> Response:
    """The page."""
    return await settings_page(request, "brand", "/brand", BRAND, brand_state.state)


async def proposed(request: Request) -> Response:
    """The inks that print a colour of a screen."""
    workspace: Workspace = request.app.state.workspace
    return data(await workspace.run(brand_state.proposed, workspace, request.query_params.get("colour", "")))


ROUTES = (Route("/brand", brand), Route("/brand/proposed", proposed),
          *routes("/brand", lambda _: BRAND, brand_state.state))
