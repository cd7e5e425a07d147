"""Who may speak to the studio: the browser that opened its address on this machine, and no page of another.

Any page in the browser can send requests to 127.0.0.1, and a name of its own can be made to lead there (DNS rebinding).
Therefore: the Host must be this machine's; a secret of the opened address becomes a cookie that is sent to no other
site and seen by no script; what changes something must come from a page of the studio itself (Origin, RFC 6454).
"""

from __future__ import annotations

import hmac
import secrets
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from pressroom.web.hosts import is_own_host

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

KEY = "key"
"""The parameter of the opened address that holds the secret."""

LARGEST_FORM = 2_000_000
LARGEST_UPLOAD = 200_000_000
"""Bytes of a request's body; only addresses of `UPLOADS` take the larger number."""

UPLOADS = ("/pictures/upload", "/runs/table")

_READING = ("GET", "HEAD")
_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"),
    "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin"}


class Gate:
    """Passes requests of the studio's own pages on, and answers all others itself.

    Attributes:
        secret: of this run; in the address that is opened.
    """

    def __init__(self, app: ASGIApp, host: str) -> None:
        self._app, self._host = app, host
        self.secret = secrets.token_urlsafe(24)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        own = f"http://{headers.get('host', '')}"
        if not is_own_host(headers.get("host", ""), self._host):
            await _plain(send, 421, "another host")
        elif headers.get("origin", own) != own or (scope["method"] not in _READING and "origin" not in headers):
            await _plain(send, 403, "another origin")
        elif self._is_given(scope):
            await self._admit(scope, send)
        elif not self._is_known(headers.get("cookie", ""), scope):
            await _plain(send, 403, _CLOSED)
        else:
            limit = LARGEST_UPLOAD if scope["path"] in UPLOADS else LARGEST_FORM
            await self._pass_on(scope, receive, send, headers.get("content-length", "0"), limit)

    def address(self, base: str) -> str:
        """The address that opens the studio, served at `base`."""
        return f"{base}?{urlencode({KEY: self.secret})}"

    def _is_given(self, scope: Scope) -> bool:
        given = dict(parse_qsl(scope["query_string"].decode("latin-1"))).get(KEY, "")
        return scope["method"] == "GET" and hmac.compare_digest(given.encode(), self.secret.encode())

    def _is_known(self, cookie: str, scope: Scope) -> bool:
        try:
            found = SimpleCookie(cookie).get(_name(scope))
        except CookieError:
            return False
        return found is not None and hmac.compare_digest(found.value.encode(), self.secret.encode())

    async def _admit(self, scope: Scope, send: Send) -> None:
        """Store the secret as a cookie, and open the same page without it in its address."""
        query = [pair for pair in parse_qsl(scope["query_string"].decode("latin-1")) if pair[0] != KEY]
        path = scope["raw_path"].decode("latin-1") if scope.get("raw_path") else "/"
        place = "/" + path.lstrip("/") + (f"?{urlencode(query)}" if query else "")
        cookie = f"{_name(scope)}={self.secret}; Path=/; HttpOnly; SameSite=Strict"
        await _answer(send, 303, b"", [(b"location", place.encode("latin-1")), (b"set-cookie", cookie.encode())])

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send, length: str, limit: int) -> None:
        if not length.isdigit() or int(length) > limit:
            await _plain(send, 413, "too large")
            return
        taken = 0

        async def bounded() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > limit:  # it has no length, or another one than it says
                from starlette.exceptions import HTTPException

                raise HTTPException(413)
            return message

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_own_headers(message["headers"])]
            await send(message)
        await self._app(scope, bounded, sealed)


_CLOSED = ("Cette page ne s’ouvre que par l’adresse que le studio a affichée au démarrage.\n"
           "This page opens only by the address that the studio showed when it started.")


def _name(scope: Scope) -> str:
    """The cookie's: cookies are shared by all ports of a host, and two projects may be open."""
    server = scope.get("server") or ("", 0)
    return f"pressroom-studio-{server[1]}"


def _own_headers(present: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    names = {name.lower() for name, _ in present}
    own = {"cache-control": "no-store", **_HEADERS}
    return [(name.encode(), value.encode()) for name, value in own.items() if name.encode() not in names]


async def _plain(send: Send, status: int, text: str) -> None:
    await _answer(send, status, f"{status} {text}\n".encode(), [(b"content-type", b"text/plain; charset=utf-8")])


async def _answer(send: Send, status: int, content: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    headers = [*headers, (b"content-length", str(len(content)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": [*headers, *_own_headers(headers)]})
    await send({"type": "http.response.body", "body": content})
