"""Pages of the studio in the reader's language, and refusals as pages and data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache as once
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pressroom.findings import Finding, Value, by_weight, codes
from pressroom.studio.wording import WORDS
from pressroom.text import translation

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.requests import Request
    from starlette.responses import Response

HERE = Path(__file__).parent
LANGUAGE_COOKIE = "pressroom-language"


def language_of(request: Request) -> str:
    """The reader's language: the one that was chosen, else the first of the browser's that the studio speaks."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    if chosen in translation.LANGUAGES:
        return chosen
    for part in request.headers.get("accept-language", "").split(","):
        name = part.split(";")[0].strip().lower()[:2]
        if name in translation.LANGUAGES:
            return name
    return "en"


def phrase(language: str) -> Callable[..., str]:
    """A function from a name of the wording, and values of its places, to the words in a language."""
    translate = translation.translator(language)

    def words(name: str, /, **values: Value) -> str:
        return translation.filled(translate(WORDS[name]), translation.with_decimals(values, translate))
    return words


class Senseless(Exception):  # noqa: N818 - what a script sent, not an error of the program
    """A request that no page of the studio makes; it is answered with 400."""


async def sent(request: Request) -> dict[str, Any]:
    """What a script sent, by name.

    Raises:
        Senseless: it is no JSON, or has no names.
    """
    try:
        values = json.loads(await request.body())
        json.dumps(values, ensure_ascii=False).encode()  # half a character can be written into no file
    except (ValueError, RecursionError):
        raise Senseless from None
    if not isinstance(values, dict):
        raise Senseless
    return values


def page(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """A page from a template of `templates/`, which knows `phrase`, `language`, `static` and `words` for scripts."""
    from starlette.responses import HTMLResponse

    language = language_of(request)
    workspace = request.app.state.workspace
    content = _environment().get_template(template).render(
        phrase=phrase(language), language=language, static=_version(), path=request.url.path,
        organisation=workspace.organisation(), is_phone=False, **values)
    return HTMLResponse(content, status)


def script_words(language: str, names: Iterable[str]) -> dict[str, str]:
    """Words that scripts fill in by themselves: the places stay."""
    translate = translation.translator(language)
    return {name: translate(WORDS[name]) for name in names}


def as_data(findings: Iterable[Finding], language: str) -> list[dict[str, Any]]:
    """Findings for the browser, the gravest first, with the reason for the rule."""
    translate = translation.translator(language)
    known = codes()
    return [{
        "code": item.code, "severity": item.severity.value, "weight": translation.severity(item.severity, translate),
        "message": translation.message(item, translate), "hint": translation.hint(item, translate),
        "why": translate(known[item.code].why) if item.code in known else "",
        "source": translation.source(known[item.code].source, translate) if item.code in known else "",
        "file": item.source.file.as_posix() if item.source else "", "line": item.source.line if item.source else 0,
        "column": item.source.column if item.source else 0, "sheet": item.sheet or 0, "piece": item.piece,
        "area": [item.area.x0, item.area.y0, item.area.x1, item.area.y1] if item.area else None,
    } for item in by_weight(findings)]


def data(values: Mapping[str, Any], status: int = 200) -> Response:
    """An answer for a script."""
    from starlette.responses import Response

    content = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(content, status, media_type="application/json")


@once
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
                              trim_blocks=True, lstrip_blocks=True)
    environment.policies["json.dumps_kwargs"] = {"sort_keys": False}  # scripts compare it with what they get later
    return environment


@once
def _version() -> str:
    """Names the content of scripts and styles in their addresses, so that a browser keeps them until they change."""
    digest = hashlib.sha256()
    for path in sorted((HERE / "static").iterdir()):
        digest.update(path.read_bytes())
    return f"/static/{digest.hexdigest()[:12]}"
