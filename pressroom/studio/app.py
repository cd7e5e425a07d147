"""The studio as an ASGI application: the pages of every module in `routes/`, behind the gate."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom import files
from pressroom.findings import N_, Refused, finding
from pressroom.specs.document import FILE_MISSING
from pressroom.studio import routes
from pressroom.studio.gate import Gate
from pressroom.studio.pages import HERE, Senseless, as_data, data, language_of, page
from pressroom.studio.workspace import Workspace

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def application(root: Path, host: str) -> tuple[Gate, Workspace]:
    """The studio of the project at `root`, for a server that listens on `host`; and what it works on."""
    from starlette.applications import Starlette
    from starlette.routing import Route

    found = [route for module in pkgutil.iter_modules(routes.__path__, f"{routes.__name__}.")
             for route in importlib.import_module(module.name).ROUTES]
    app = Starlette(routes=[*found, Route("/static/{version}/{name}", _static)],
                    exception_handlers={Refused: _refused, Senseless: _senseless, files.Unread: _unread})
    app.state.workspace = Workspace(root)
    return Gate(app, host), app.state.workspace


async def _refused(request: Request, refused: Exception) -> Response:
    """What the user's files or words do not allow, as data for a script, else as a page."""
    assert isinstance(refused, Refused)
    status = 404 if refused.exit_code == 2 else 422
    findings = as_data(refused.findings, language_of(request))
    if request.headers.get("accept", "").startswith("text/html"):
        return page(request, "refused.html", status, findings=findings)
    return data({"findings": findings}, status)


async def _unread(request: Request, unread: Exception) -> Response:
    """A file of the project that cannot be read: missing, or no UTF-8."""
    return await _refused(request, Refused([finding(FILE_MISSING, N_("cannot be read: {reason}"), reason=str(unread))]))


async def _senseless(_request: Request, _error: Exception) -> Response:
    return data({"wrong": "request"}, 400)


async def _static(request: Request) -> Response:
    from starlette.responses import FileResponse, PlainTextResponse

    name = request.path_params["name"]
    known = {path.name: path for path in (HERE / "static").iterdir()}
    if name not in known:
        return PlainTextResponse("404\n", 404)
    return FileResponse(known[name], headers={"Cache-Control": "public, max-age=31536000, immutable"})
