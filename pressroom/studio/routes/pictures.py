"""The pictures of the project: taken in, described, used, renamed, deleted and brought back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.responses import PlainTextResponse
from starlette.responses import Response as PlainResponse
from starlette.routing import Route

from pressroom.studio import (
    file_drafts,
    layouts,
    lives,
    picture_files,
    picture_notes,
    picture_sizes,
    picture_views,
    pictures,
    saving,
)
from pressroom.studio.pages import Senseless, data, language_of, page, script_words, sent
from pressroom.studio.receiving import receive
from pressroom.studio.wording import pictures as picture_words
from pressroom.studio.workspace import Workspace

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

MOST_AT_ONCE = 4
"""Pictures that arrive at the same time; a further one is asked to wait."""

_WORDS = (*picture_words.WORDS, "cancel", "save", "saved", "unsaved", "why")
_arriving: set[Path] = set()


async def all_pictures(request: Request) -> Response:
    """Every picture, and those that were deleted."""
    workspace = _workspace(request)
    found = await workspace.run(pictures.listed, workspace, language_of(request))
    deleted = await workspace.run(picture_files.deleted, workspace)
    return page(request, "pictures.html", pictures=found, deleted=deleted, words=_words(request))


async def listed(request: Request) -> Response:
    """The same as data."""
    workspace = _workspace(request)
    return data({"pictures": await workspace.run(pictures.listed, workspace, language_of(request))})


async def one(request: Request) -> Response:
    """A picture: what must stay in sight, what it shows, whose it is, who shows it."""
    workspace, name = _asked(request)
    state = await workspace.run(_state, workspace, name, language_of(request))
    fitting = await workspace.run(layouts.every, workspace, language_of(request))
    taking = await workspace.run(lambda: {key for key, layout in workspace.job().layouts.items()
                                          if pictures.slots(layout) and not layout.flow})
    return page(request, "picture.html", name=name, state=state, words=_words(request),
                layouts=[each for each in fitting if each["name"] in taking])


async def state(request: Request) -> Response:
    """The same as data."""
    workspace, name = _asked(request)
    return data(await workspace.run(_state, workspace, name, language_of(request)))


async def image(request: Request) -> Response:
    """A picture for the browser."""
    workspace, name = _asked(request)
    side = max(picture_views.SIDES) if request.query_params.get("side") == "large" else min(picture_views.SIDES)
    content, kind = await workspace.run(picture_views.view, workspace, name, side)
    if not content:
        return PlainTextResponse("404\n", 404)
    return PlainResponse(content, media_type=kind, headers={"Cache-Control": "private, max-age=3600"})


async def sizes(request: Request) -> Response:
    """The resolution of a picture by format."""
    workspace, name = _asked(request)
    return data({"rows": await workspace.run(picture_sizes.sizes, workspace, name, language_of(request))})


async def upload(request: Request) -> Response:
    """Take a picture in: the body is the file, its name is in the address."""
    workspace = _workspace(request)
    name = request.query_params.get("name", "")
    if not name or len(name) > 400:
        raise Senseless
    if len(_arriving) >= MOST_AT_ONCE:
        return PlainTextResponse("503\n", 503, {"Retry-After": "5"})
    arriving = picture_files.part(workspace.root)
    _arriving.add(arriving)
    try:
        await receive(request, arriving)
        taken = await workspace.run(picture_files.take, workspace, arriving, name)
    finally:
        _arriving.discard(arriving)
        arriving.unlink(missing_ok=True)
    workspace.events.tell("files", files=[f"{pictures.FOLDER}/{taken}"])
    return data({"name": taken})


async def describe(request: Request) -> Response:
    """Keep what is said of a picture that no piece shows yet."""
    workspace = _workspace(request)
    asked = await sent(request)
    key, value = asked.get("key"), _value(asked.get("value"))
    if key not in pictures.KEYS or key == "file":
        raise Senseless
    await workspace.run(picture_notes.note, workspace, _text(asked, "name"), key, value)
    return data({})


async def use(request: Request) -> Response:
    """Put a picture into a piece, where it is saved on its own page; or into one that is begun for it."""
    workspace = _workspace(request)
    asked = await sent(request)
    name, piece, layout = _text(asked, "name"), _text(asked, "piece"), str(asked.get("layout", ""))[:100]
    values = _value(asked.get("values", {}))
    if not isinstance(values, dict) or not values.keys() <= set(pictures.KEYS):
        raise Senseless
    language = language_of(request)

    def put() -> None:
        pictures.path_of(workspace, name)
        if layout:
            lives.begin(workspace, piece, layout, language)
        place = next((target for target in pictures.targets(workspace.job())
                      if target["name"] == piece and (layout or target["location"] == asked.get("location"))), None)
        if place is None:
            raise Senseless
        file_drafts.change(workspace, workspace.file_of(piece), tuple(place["location"]), None,
                           {"file": name, **{key: value for key, value in values.items() if value is not None}},
                           force=True)
        if layout:  # nothing of it is anybody's yet
            saving.save(workspace, workspace.file_of(piece))
            picture_notes.forget(workspace, name)
    await workspace.run(put)
    workspace.events.tell("draft", name=piece, window="")
    return data({"name": piece})


async def rename(request: Request) -> Response:
    """Give a picture another name, also in the pieces that show it."""
    workspace = _workspace(request)
    asked = await sent(request)
    name, new = _text(asked, "name"), _text(asked, "new")

    return await _done(request, await workspace.run(picture_files.rename, workspace, name, new))


async def delete(request: Request) -> Response:
    """Delete a picture that no piece shows."""
    workspace = _workspace(request)
    name = _text(await sent(request), "name")
    await workspace.run(picture_files.delete, workspace, name)
    return await _done(request, name)


async def bring_back(request: Request) -> Response:
    """Bring a deleted picture back."""
    workspace = _workspace(request)
    number = _text(await sent(request), "number")
    return await _done(request, await workspace.run(picture_files.bring_back, workspace, number))


def _state(workspace: Workspace, name: str, language: str) -> dict[str, Any]:
    return {**pictures.entry(workspace, name, language), "notes": picture_notes.notes(workspace, name)}


async def _done(request: Request, name: str) -> Response:
    _workspace(request).events.tell("files", files=[pictures.FOLDER])
    return data({"name": name})


def _workspace(request: Request) -> Workspace:
    workspace: Workspace = request.app.state.workspace
    return workspace


def _asked(request: Request) -> tuple[Workspace, str]:
    """The workspace, and the picture that the address names.

    Raises:
        Refused: there is no such picture.
    """
    workspace, name = _workspace(request), request.path_params["name"]
    pictures.path_of(workspace, name)
    return workspace, name


def _text(asked: dict[str, Any], key: str) -> str:
    value = asked.get(key)
    if not isinstance(value, str) or not value or len(value) > 400:
        raise Senseless
    return value


def _value(value: Any) -> Any:
    try:
        return file_drafts.value_from(value)
    except ValueError:
        raise Senseless from None


def _words(request: Request) -> dict[str, str]:
    return script_words(language_of(request), _WORDS)


ROUTES = (
    Route("/pictures", all_pictures),
    Route("/pictures/list", listed),
    Route("/pictures/upload", upload, methods=["POST"]),
    Route("/pictures/describe", describe, methods=["POST"]),
    Route("/pictures/use", use, methods=["POST"]),
    Route("/pictures/rename", rename, methods=["POST"]),
    Route("/pictures/delete", delete, methods=["POST"]),
    Route("/pictures/back", bring_back, methods=["POST"]),
    Route("/pictures/image/{name:path}", image),
    Route("/pictures/sizes/{name:path}", sizes),
    Route("/pictures/state/{name:path}", state),
    Route("/pictures/of/{name:path}", one),
)
