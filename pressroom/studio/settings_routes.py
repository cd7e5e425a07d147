"""What every page of settings asks for: its state, a change, a step back, saving, and the pieces that change by it."""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from pressroom.findings import Refused
from pressroom.specs.yaml_spliced import Unspliced
from pressroom.studio import changed_pieces, file_drafts
from pressroom.studio.changes import Conflict, location_of
from pressroom.studio.pages import Senseless, as_data, data, language_of, page, sent
from pressroom.studio.wording.settings import for_scripts
from pressroom.studio.workspace import Workspace

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

State = Callable[[Workspace, str, str], dict[str, Any]]
"""From the workspace, the file and the reader's language, what the page shows."""

Endpoint = Callable[["Request"], Awaitable["Response"]]


async def settings_page(request: Request, kind: str, base: str, relative: str, state_of: State, *, title: str = "",
                        shows_pieces: bool = True) -> Response:
    """The page of one file of settings, whose other addresses are below `base`."""
    workspace: Workspace = request.app.state.workspace
    language = language_of(request)
    state = await workspace.run(state_of, workspace, relative, language)
    return page(request, "settings.html", kind=kind, base=base, state=state, title=title, shows_pieces=shows_pieces,
                words=for_scripts(language))


def routes(base: str, relative_of: Callable[[Request], str], state_of: State) -> tuple[Route, ...]:
    """The addresses below `base` for one file, which a request names."""

    async def state(request: Request) -> Response:
        workspace: Workspace = request.app.state.workspace
        return data(await workspace.run(state_of, workspace, relative_of(request), language_of(request)))

    async def step(request: Request) -> Response:
        workspace: Workspace = request.app.state.workspace
        await workspace.run(file_drafts.step, workspace, relative_of(request), request.path_params["step"])
        _tell(request, relative_of(request), "")
        return await state(request)

    return (Route(f"{base}/state", state), Route(f"{base}/difference", _difference(relative_of)),
            *_looks(base, relative_of), Route(f"{base}/change", _change(relative_of, state), methods=["POST"]),
            Route(f"{base}/save", _save(relative_of, state), methods=["POST"]),
            Route(f"{base}/{{step:str}}", step, methods=["POST"]))


def _change(relative_of: Callable[[Request], str], state: Endpoint) -> Endpoint:
    async def change(request: Request) -> Response:
        workspace: Workspace = request.app.state.workspace
        relative, asked = relative_of(request), await sent(request)
        try:
            location, value = location_of(asked["location"]), file_drafts.value_from(asked.get("value"))
            before = file_drafts.value_from(asked.get("before"))
        except (Unspliced, KeyError, TypeError, ValueError):
            raise Senseless from None
        force = bool(asked.get("force")) or "before" not in asked

        def changed() -> Conflict | None:
            return file_drafts.change(workspace, relative, location, before, value, force=force)
        conflict = await workspace.run(changed)
        if conflict:
            return data({"conflicts": [file_drafts.conflict_data(conflict)]}, 409)
        _tell(request, relative, str(asked.get("window", ""))[:40])
        return await state(request)
    return change


def _save(relative_of: Callable[[Request], str], state: Endpoint) -> Endpoint:
    async def save(request: Request) -> Response:
        workspace: Workspace = request.app.state.workspace
        asked = await sent(request)
        try:
            kept = file_drafts.kept_from(asked.get("keep", []))
        except (Unspliced, KeyError, TypeError, AttributeError, ValueError):
            raise Senseless from None
        conflicts = await workspace.run(file_drafts.save, workspace, relative_of(request), kept)
        if conflicts:
            return data({"conflicts": [file_drafts.conflict_data(each) for each in conflicts]}, 409)
        return await state(request)
    return save


def _difference(relative_of: Callable[[Request], str]) -> Endpoint:
    async def difference(request: Request) -> Response:
        workspace: Workspace = request.app.state.workspace
        return data({"lines": await workspace.run(file_drafts.difference, workspace, relative_of(request))})
    return difference


def _looks(base: str, relative_of: Callable[[Request], str]) -> tuple[Route, ...]:
    async def pieces(request: Request) -> Response:
        workspace: Workspace = request.app.state.workspace
        return data({"pieces": await workspace.run(changed_pieces.changed, workspace, relative_of(request))})

    async def look(request: Request) -> Response:
        workspace: Workspace = request.app.state.workspace
        relative, query, language = relative_of(request), request.query_params, language_of(request)
        is_before = query.get("side") == "before"

        def drawn() -> dict[str, Any]:
            seen, digest = changed_pieces.look(workspace, relative, query, is_before=is_before)
            return {"picture": base64.b64encode(seen.picture).decode(), "size": seen.size, "digest": digest,
                    "findings": as_data([each for each in seen.findings if each.fails], language)}
        try:
            return data(await workspace.run(drawn))
        except Refused as refused:
            if refused.exit_code == 2:
                raise
            return data({"picture": "", "size": [0, 0], "digest": "", "findings": as_data(refused.findings, language)})
    return Route(f"{base}/pieces", pieces), Route(f"{base}/look", look)


def _tell(request: Request, relative: str, window: str) -> None:
    request.app.state.workspace.events.tell("draft", file=relative, name="", window=window)
