"""What open pages are told as it happens: a draft or a file that changed, a build that goes on (server-sent events)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

MOST_LISTENERS = 60
"""Open streams; what comes above that number is refused, and its page asks again later."""

_MOST_WAITING = 200
_END = ""
_SECONDS = 20.0  # until a comment tells whether a silent browser is still there


class Events:
    """Passes messages on to every page that listens."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[str]] = set()
        self._ended = False
        self._loop: asyncio.AbstractEventLoop | None = None

    def tell(self, kind: str, **values: Any) -> None:
        """Send a message, from any thread."""
        text = f"data: {json.dumps({'kind': kind, **values}, ensure_ascii=False)}\n\n"
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._put, text)

    def listen(self) -> AsyncIterator[str] | None:
        """The messages from now on, for one page; None while too many pages listen."""
        if len(self._queues) >= MOST_LISTENERS:
            return None
        self._loop = asyncio.get_running_loop()
        queue: asyncio.Queue[str] = asyncio.Queue(_MOST_WAITING)
        self._queues.add(queue)
        return self._stream(queue)

    def close(self) -> None:
        """End every stream, from any thread: a server that ends waits for none."""
        self._ended = True
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._put, _END)

    async def _stream(self, queue: asyncio.Queue[str]) -> AsyncIterator[str]:
        try:
            yield ": open\n\n"
            while not self._ended:
                try:
                    text = await asyncio.wait_for(queue.get(), _SECONDS)
                except TimeoutError:
                    text = ": \n\n"
                if text != _END:
                    yield text
        finally:
            self._queues.discard(queue)

    def _put(self, text: str) -> None:
        for queue in self._queues:
            while queue.full():  # a page that reads nothing loses the oldest messages; it reads the state when it wakes
                queue.get_nowait()
            queue.put_nowait(text)
