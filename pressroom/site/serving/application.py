"""The site as an ASGI application: files as `answers` says, the reload script, and the events that it listens to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom.site.pages import piece_of
from pressroom.site.serving.answers import CHANGES, SCRIPT, Answer, Request, answer, segments
from pressroom.site.serving.watching import Rebuilds
from pressroom.web.hosts import OwnHosts

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_CHUNK = 256 * 1024
_RELOAD = b"""let seen;
new EventSource("/-/changes").onmessage = (event) => {
  if (seen !== undefined && event.data !== seen) location.reload();
  seen = event.data;
};
"""


def application(site: Path, host: str, rebuilds: Rebuilds | None = None,
                on_piece: Callable[[str], None] | None = None) -> ASGIApp:
    """The folder `site` at `host`; with `rebuilds`, open pages reload after each.

    `on_piece` gets the name of each piece whose page is looked at; it is called in any thread.
    """
    from starlette.responses import Response  # lazy: commands that serve nothing need none of it
    from starlette.routing import Route, Router

    script = Response(_RELOAD, media_type="text/javascript",
                      headers={"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"})
    routes = [] if rebuilds is None else [Route(CHANGES, rebuilds.followed, methods=["GET"]),
                                          Route(SCRIPT, script, methods=["GET"])]
    pages = _Pages(site, rebuilds is not None, on_piece)
    return OwnHosts(Router(routes, default=pages, redirect_slashes=False), host)


class _Pages:
    """Sends the files of the site. What they are read with may block, so it is done in threads."""

    def __init__(self, site: Path, live: bool, on_piece: Callable[[str], None] | None) -> None:
        self.site, self.live, self.on_piece = site, live, on_piece

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - no body is read
        from anyio.to_thread import run_sync  # lazy: it comes with Starlette

        request = _request_of(scope)
        reply, first = await run_sync(self._begun, request)
        try:
            headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in reply.headers.items()]
            if _has_body(request):
                headers.append((b"connection", b"close"))
            await send({"type": "http.response.start", "status": reply.status, "headers": headers})
            rest = reply.length - len(first) if request.method != "HEAD" else 0
            await send({"type": "http.response.body", "body": first, "more_body": rest > 0})
            while rest > 0 and reply.content and (block := await run_sync(reply.content.read, min(_CHUNK, rest))):
                rest -= len(block)
                await send({"type": "http.response.body", "body": block, "more_body": rest > 0})
        finally:
            if reply.content is not None:
                reply.content.close()

    def _begun(self, request: Request) -> tuple[Answer, bytes]:
        """The answer and its first bytes."""
        reply = answer(self.site, request, live=self.live)
        if self.on_piece and reply.status in (200, 304):
            name = piece_of("/".join(segments(request.target) or ()))
            if name:
                self.on_piece(name)
        if reply.content is None or request.method == "HEAD":
            return reply, b""
        try:
            reply.content.seek(reply.start)
            return reply, reply.content.read(min(_CHUNK, reply.length))
        except BaseException:
            reply.content.close()
            raise


def _request_of(scope: Scope) -> Request:
    query = scope["query_string"]
    target = scope["raw_path"] + (b"?" + query if query else b"")
    return Request(scope["method"], target.decode("latin-1"),
                   {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]})


def _has_body(request: Request) -> bool:
    """Whether a body follows: none is read, so that the connection can have no further request."""
    return request.headers.get("content-length", "0") != "0" or "transfer-encoding" in request.headers
