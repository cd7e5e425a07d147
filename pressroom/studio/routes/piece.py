"""A piece: its form, its sheet as it will print, and what is written to its file."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from pressroom.findings import Refused
from pressroom.specs.yaml_spliced import Unspliced
from pressroom.studio import file_drafts, piece_state, saving
from pressroom.studio.changes import Conflict, location_of
from pressroom.studio.pages import Senseless, as_data, data, language_of, page, script_words, sent
from pressroom.studio.room import letters_left
from pressroom.studio.wording import pictures as picture_words
from pressroom.studio.wording import piece as piece_words
from pressroom.studio.workspace import Workspace

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

# The words that scripts of the page fill in; those of fields are named after their slots.
_WORDS = (*piece_words.WORDS, *picture_words.WORDS, "why", "close", "cancel")


async def piece_page(request: Request) -> Response:
    """The page of a piece."""
    workspace, name = _asked(request)
    state = await workspace.run(piece_state.state, workspace, name, language_of(request))
    words = script_words(language_of(request), _WORDS)
    return page(request, "piece.html", name=name, state=state, words=words)


async def state(request: Request) -> Response:
    """The form, and what may be chosen."""
    workspace, name = _asked(request)
    return data(await workspace.run(piece_state.state, workspace, name, language_of(request)))


async def change(request: Request) -> Response:
    """Set one value of the draft; 409 where it is no longer what the window showed `before`."""
    workspace, name = _asked(request)
    asked = await sent(request)
    try:
        location, value = location_of(asked["location"]), file_drafts.value_from(asked.get("value"))
        before = file_drafts.value_from(asked.get("before"))
    except (Unspliced, KeyError, TypeError, ValueError):
        raise Senseless from None

    force = bool(asked.get("force")) or "before" not in asked

    def changed() -> Conflict | None:
        return piece_state.change(workspace, name, location, before, value, force=force)
    conflict = await workspace.run(changed)
    if conflict:
        return data({"conflicts": [file_drafts.conflict_data(conflict)]}, 409)
    workspace.events.tell("draft", name=name, window=str(asked.get("window", ""))[:40])
    return await state(request)


async def step(request: Request) -> Response:
    """Undo or redo, or throw the draft away."""
    workspace, name = _asked(request)
    await workspace.run(file_drafts.step, workspace, workspace.file_of(name), request.url.path.rpartition("/")[2])
    workspace.events.tell("draft", name=name, window="")
    return await state(request)


async def difference(request: Request) -> Response:
    """What saving would change in the file."""
    workspace, name = _asked(request)
    return data({"lines": await workspace.run(file_drafts.difference, workspace, workspace.file_of(name))})


async def save(request: Request) -> Response:
    """Write the draft to its file; 409 with both values where the file was changed at the same place."""
    workspace, name = _asked(request)
    asked = await sent(request)
    try:
        kept = file_drafts.kept_from(asked.get("keep", []))
    except (Unspliced, KeyError, TypeError, AttributeError, ValueError):
        raise Senseless from None
    conflicts = await workspace.run(saving.save, workspace, workspace.file_of(name), kept)
    if conflicts:
        return data({"conflicts": [file_drafts.conflict_data(each) for each in conflicts]}, 409)
    return await state(request)


async def look(request: Request) -> Response:
    """The sheet as a picture, with the places of its texts and what was found; `findings=later` asks for `found`."""
    workspace, name = _asked(request)
    query = request.query_params
    judged = query.get("findings", "") != "later"

    def drawn() -> dict[str, Any]:
        asked = piece_state.asked(workspace, name, query)
        seen = workspace.look(asked, judged=judged)
        return {"picture": base64.b64encode(seen.picture).decode(), "size": seen.size, "points": seen.points,
                "pages": seen.pages, "folded": seen.folded, "trim": seen.trim, "safe": seen.safe, "folds": seen.folds,
                "spots": [{"names": spot.names, "files": spot.files, "area": spot.area} for spot in seen.spots],
                "findings": as_data(seen.findings, language_of(request))}
    try:
        return data(await workspace.run(drawn))
    except Refused as refused:
        return data({"picture": "", "findings": as_data(refused.findings, language_of(request))})


async def found(request: Request) -> Response:
    """What was found on the sheet that `look` has shown."""
    workspace, name = _asked(request)

    def judged() -> list[dict[str, Any]]:
        asked = piece_state.asked(workspace, name, request.query_params)
        return as_data(workspace.found(asked), language_of(request))
    return data({"findings": await workspace.run(judged)})


async def room(request: Request) -> Response:
    """How many letters a text can still take."""
    workspace, name = _asked(request)
    query = request.query_params
    try:
        location = location_of(int(part) if part.isdecimal() and len(part) < 4 else part
                               for part in query.get("location", "").split("/"))
    except Unspliced:
        raise Senseless from None

    def left() -> int | None:
        asked = piece_state.asked(workspace, name, query)
        return letters_left(workspace.job(name), asked, location, workspace.cache)
    return data({"left": await workspace.run(left)})


def _asked(request: Request) -> tuple[Workspace, str]:
    """The workspace, and the material that the address names.

    Raises:
        Refused: there is no such material.
    """
    workspace: Workspace = request.app.state.workspace
    name = request.path_params["name"]
    workspace.file_of(name)
    return workspace, name


ROUTES = (
    Route("/piece/{name}", piece_page),
    Route("/piece/{name}/state", state),
    Route("/piece/{name}/look", look),
    Route("/piece/{name}/found", found),
    Route("/piece/{name}/room", room),
    Route("/piece/{name}/difference", difference),
    Route("/piece/{name}/change", change, methods=["POST"]),
    Route("/piece/{name}/save", save, methods=["POST"]),
    *(Route(f"/piece/{{name}}/{each}", step, methods=["POST"]) for each in file_drafts.STEPS),
)
