"""Pages that follow a value of the server: server-sent events (HTML, 9.2)."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

MOST_LISTENING = 12
"""Streams of one value at once; one more is answered with 503."""

SECONDS_BETWEEN = 5.0
"""Between two signs that the stream lives, without which a client that went away would not be noticed."""


class Followed:
    """A text, and the ASGI application that sends it: at once, and after each change; only the newest matters."""

    def __init__(self, text: str = "") -> None:
        self._text = text
        self._listeners: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}
        self._lock = threading.Lock()

    def change(self, text: str) -> None:
        """Send `text` to whoever listens; from any thread."""
        with self._lock:
            self._text = text
            for wake, loop in self._listeners.items():
                with contextlib.suppress(RuntimeError):  # that loop has ended
                    loop.call_soon_threadsafe(wake.set)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request with a stream, until its client goes or the server ends."""
        from starlette.responses import PlainTextResponse, Response, StreamingResponse  # lazy: only where one serves

        headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
        if scope["method"] == "HEAD":
            await Response(headers=headers, media_type="text/event-stream")(scope, receive, send)
            return
        wake = asyncio.Event()
        with self._lock:
            has_room = len(self._listeners) < MOST_LISTENING
            if has_room:
                self._listeners[wake] = asyncio.get_running_loop()
        if not has_room:
            await PlainTextResponse("503\n", 503, headers)(scope, receive, send)
            return
        try:
            stream = StreamingResponse(self._events(wake), headers=headers, media_type="text/event-stream")
            await stream(scope, receive, send)
        finally:
            with self._lock:
                del self._listeners[wake]

    async def _events(self, wake: asyncio.Event) -> AsyncIterator[str]:
        sent = None
        while True:
            wake.clear()
            text = self._text
            yield ": \n\n" if text == sent else f"data: {text}\n\n"
            sent = text
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(wake.wait(), SECONDS_BETWEEN)
