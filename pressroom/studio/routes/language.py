"""The reader's language, where it is not the browser's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse
from starlette.routing import Route

from pressroom.studio.pages import LANGUAGE_COOKIE
from pressroom.text.translation import LANGUAGES

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


async def choose(request: Request) -> Response:
    """Keep the language in a cookie, and go back to the page."""
    form = await request.form()
    path = str(form.get("path", "/"))
    answer = RedirectResponse(path if path[:1] == "/" and path[1:2] not in ("/", "\\") else "/", 303)
    language = str(form.get("language", ""))
    if language in LANGUAGES:
        answer.set_cookie(LANGUAGE_COOKIE, language, max_age=31_536_000, httponly=True, samesite="strict")
    return answer


ROUTES = (Route("/language", choose, methods=["POST"]),)
