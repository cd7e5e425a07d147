"""The stream of what happens, for every open page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


async def events(request: Request) -> Response:
    """Server-sent events; 503 while too many pages listen."""
    stream = request.app.state.workspace.events.listen()
    if stream is None:
        return PlainTextResponse("503\n", 503, {"Retry-After": "30"})
    return StreamingResponse(stream, media_type="text/event-stream")


ROUTES = (Route("/events", events),)
