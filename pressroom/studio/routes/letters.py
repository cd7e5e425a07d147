"""Letters for a commune: looked up in the register, and downloaded as Word files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from pressroom import interpreter
from pressroom.studio import addressing
from pressroom.studio.pages import Senseless, data, language_of, page, script_words, sent
from pressroom.studio.routes.send import zipped
from pressroom.studio.wording import letters as letters_words
from pressroom.studio.workspace import Workspace

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

LONGEST = 400
"""Letters of one field."""

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WORDS = (*letters_words.WORDS, "why", "close", "cancel")


async def letters_page(request: Request) -> Response:
    """The page."""
    workspace: Workspace = request.app.state.workspace
    texts = await workspace.run(addressing.texts, workspace)
    return page(request, "letters.html", texts=texts, has_register=addressing.has_register(workspace),
                command=interpreter.command_name(), words=script_words(language_of(request), _WORDS))


async def look_up(request: Request) -> Response:
    """The recipients of a commune, or the communes that are meant."""
    workspace: Workspace = request.app.state.workspace
    wanted = _wanted(await sent(request))
    return data(await workspace.run(addressing.look_up, workspace, wanted, language_of(request)))


async def word(request: Request) -> Response:
    """The letters, addressed: a Word file, or a zip of several. What the sender typed is kept nowhere."""
    workspace: Workspace = request.app.state.workspace
    folder, files = await workspace.run(addressing.made, workspace, _wanted(await sent(request)))
    return _download(folder, files)


async def blank(request: Request) -> Response:
    """The letters with their prompts, in a zip."""
    workspace: Workspace = request.app.state.workspace
    return _download("lettres", await workspace.run(addressing.blank, workspace))


def _wanted(values: Mapping[str, Any]) -> addressing.Wanted:
    """The letters that a script asks for.

    Raises:
        Senseless: no page asks so.
    """
    constituency, sender = values.get("constituency", 0) or 0, values.get("sender", {})
    if not isinstance(constituency, int) or isinstance(constituency, bool) or not 0 <= constituency < 100:
        raise Senseless
    if not isinstance(sender, dict) or sender.keys() - set(addressing.SENDER):
        raise Senseless
    texts = [values.get("commune", ""), values.get("file", ""), *sender.values()]
    if not texts[0] or not all(isinstance(text, str) and len(text) <= LONGEST for text in texts):
        raise Senseless
    return addressing.Wanted(texts[0], constituency, sender, texts[1])


def _download(folder: str, files: Mapping[str, bytes]) -> Response:
    from starlette.responses import Response

    if len(files) == 1:
        [(name, content)] = files.items()
        kind = _WORD
    else:
        name, content, kind = f"{folder}.zip", zipped(files), "application/zip"
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


ROUTES = (
    Route("/letters", letters_page),
    Route("/letters/find", look_up, methods=["POST"]),
    Route("/letters/word", word, methods=["POST"]),
    Route("/letters/blank", blank),
)
