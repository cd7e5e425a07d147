"""The printers: every preset, its requirements as a form, and a new one from another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from pressroom.studio import printer_state
from pressroom.studio.pages import Senseless, data, language_of, page, sent
from pressroom.studio.settings_routes import routes, settings_page
from pressroom.studio.wording.settings import for_scripts

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from pressroom.studio.workspace import Workspace


async def printers(request: Request) -> Response:
    """Every preset."""
    workspace: Workspace = request.app.state.workspace
    found = await workspace.run(printer_state.every, workspace)
    return page(request, "printers.html", printers=found, words=for_scripts(language_of(request)))


async def printer(request: Request) -> Response:
    """One preset."""
    name = request.path_params["name"]
    return await settings_page(request, "printer", f"/printers/{name}", _file(request), printer_state.state,
                               title=name, shows_pieces=False)


async def begin(request: Request) -> Response:
    """A new preset from another."""
    workspace: Workspace = request.app.state.workspace
    asked = await sent(request)
    name, base = asked.get("name"), asked.get("base")
    if not isinstance(name, str) or not isinstance(base, str) or len(name) > 60:
        raise Senseless
    await workspace.run(printer_state.begin, workspace, name.strip(), base, language_of(request))
    workspace.events.tell("files", files=[])
    return data({"name": name.strip()})


def _file(request: Request) -> str:
    return printer_state.file_of(request.app.state.workspace, request.path_params["name"])


ROUTES = (Route("/printers", printers), Route("/printers", begin, methods=["POST"]),
          Route("/printers/{name}", printer),
          *routes("/printers/{name}", _file, printer_state.state))
