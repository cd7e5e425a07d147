"""The wall of all pieces, and what can be done with a piece as a whole."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from starlette.responses import Response as PlainResponse
from starlette.routing import Route

from pressroom.field_types import NAME
from pressroom.findings import Refused
from pressroom.studio import cards, history, layouts, lives, saving
from pressroom.studio.pages import Senseless, as_data, data, language_of, page, script_words, sent
from pressroom.studio.piece_state import asked as sheet_of
from pressroom.studio.wording import wall as wall_words

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from pressroom.studio.workspace import Workspace


async def wall(request: Request) -> Response:
    """Every piece."""
    workspace = _workspace(request)
    found = await workspace.run(cards.cards, workspace, cards.today())
    return page(request, "wall.html", cards=found, states=cards.STATES,
                words=script_words(language_of(request), wall_words.WORDS))


async def listed(request: Request) -> Response:
    """The same as data."""
    workspace = _workspace(request)
    return data({"cards": await workspace.run(cards.cards, workspace, cards.today())})


async def card(request: Request) -> Response:
    """The picture and the state of one piece, and why it has that state."""
    workspace = _workspace(request)
    return data(await workspace.run(cards.card, workspace, request.path_params["name"], language_of(request)))


async def choose_layout(request: Request) -> Response:
    """The layouts, to begin a piece from one."""
    workspace = _workspace(request)
    found = await workspace.run(layouts.every, workspace, language_of(request))
    return page(request, "new.html", layouts=found, words=script_words(language_of(request), wall_words.WORDS))


async def layout_picture(request: Request) -> Response:
    """A layout filled with its samples."""
    workspace = _workspace(request)
    picture = await workspace.run(layouts.picture, workspace, request.path_params["name"])
    return PlainResponse(picture, 200 if picture else 404, media_type="image/png")


async def begin(request: Request) -> Response:
    """A new piece from a layout."""
    asked = await sent(request)
    name, layout = _name(asked, "name"), _name(asked, "layout")
    return await _done(request, name, lives.begin, name, layout, language_of(request))


async def copy(request: Request) -> Response:
    """A copy of a piece, or a piece in another language."""
    asked = await sent(request)
    name, new, language = request.path_params["name"], _name(asked, "name"), str(asked.get("language", ""))
    if language and language not in ("fr", "en"):
        raise Senseless
    return await _done(request, new, lives.copy, name, new, language)


async def rename(request: Request) -> Response:
    """Another name for a piece."""
    asked = await sent(request)
    new = _name(asked, "name")
    return await _done(request, new, lives.rename, request.path_params["name"], new)


async def put_away(request: Request) -> Response:
    """Put a piece into the archive or the trash."""
    asked = await sent(request)
    if asked.get("place") not in tuple(lives.PLACES):
        raise Senseless
    return await _done(request, "", lives.put_away, request.path_params["name"], asked["place"])


async def away(request: Request) -> Response:
    """What was put away."""
    workspace = _workspace(request)
    found = await workspace.run(lives.away, workspace)
    return page(request, "away.html", away=found, words=script_words(language_of(request), wall_words.WORDS))


async def bring_back(request: Request) -> Response:
    """Bring a piece back."""
    asked = await sent(request)
    return await _done(request, "", lives.bring_back, str(asked.get("place", "")), str(asked.get("number", "")))


async def drop_gone(request: Request) -> Response:
    """Throw away what was typed in a piece whose file is gone."""
    asked = await sent(request)
    return await _done(request, "", lives.drop_gone, str(asked.get("number", "")))


async def versions(request: Request) -> Response:
    """The earlier versions of a piece."""
    workspace, name = _workspace(request), request.path_params["name"]
    relative = workspace.file_of(name)
    found = await workspace.run(history.versions, workspace.root, relative)
    return page(request, "versions.html", name=name, versions=found,
                words=script_words(language_of(request), wall_words.WORDS))


async def version_look(request: Request) -> Response:
    """The picture of an earlier version, and what it says otherwise."""
    workspace, name, version = _version(request)
    relative = workspace.file_of(name)

    def seen() -> dict[str, Any]:
        text = history.text_of(workspace.root, relative, version)
        if text is None:
            raise Senseless
        try:
            with workspace.in_place_of(relative, text):
                look = workspace.look(sheet_of(workspace, name, {"height": "500"}))
        except Refused as refused:
            return {"picture": "", "findings": as_data(refused.findings, language_of(request)), "lines": []}
        return {"picture": base64.b64encode(look.picture).decode(),
                "findings": as_data(look.findings, language_of(request)),
                "lines": saving.lines_between(text, workspace.text_of(relative))}
    return data(await workspace.run(seen))


async def go_back(request: Request) -> Response:
    """Make an earlier version the file again; what the file says now becomes an earlier version."""
    _, _, version = _version(request)
    name = request.path_params["name"]
    return await _done(request, name, saving.go_back, name, version)


async def _done(request: Request, name: str, call: Any, *words: Any) -> Response:
    workspace = _workspace(request)
    await workspace.run(call, workspace, *words)
    workspace.events.tell("files", files=[])
    return data({"name": name})


def _workspace(request: Request) -> Workspace:
    workspace: Workspace = request.app.state.workspace
    return workspace


def _version(request: Request) -> tuple[Workspace, str, str]:
    return _workspace(request), request.path_params["name"], request.path_params["version"]


def _name(asked: dict[str, Any], what: str) -> str:
    """A name from a script; whether it can be taken, the stages say."""
    name = asked.get(what)
    if not isinstance(name, str) or len(name) > 100 or (what == "layout" and not NAME.match(name)):
        raise Senseless
    return name.strip()


ROUTES = (
    Route("/", wall),
    Route("/wall", listed),
    Route("/wall/{name}", card),
    Route("/new", choose_layout),
    Route("/new", begin, methods=["POST"]),
    Route("/new/{name}.png", layout_picture),
    Route("/away", away),
    Route("/away", bring_back, methods=["POST"]),
    Route("/away/drop", drop_gone, methods=["POST"]),
    Route("/piece/{name}/copy", copy, methods=["POST"]),
    Route("/piece/{name}/rename", rename, methods=["POST"]),
    Route("/piece/{name}/away", put_away, methods=["POST"]),
    Route("/piece/{name}/versions", versions),
    Route("/piece/{name}/versions/{version}", version_look),
    Route("/piece/{name}/versions/{version}", go_back, methods=["POST"]),
)
