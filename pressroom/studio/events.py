"""What open pages are told as it happens: a draft or a file that changed, a build that goes on (server-sent events)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

MOST_LISTENERS = 60
"""Open streams; what comes above that number is refused, and its page asks again later."""

_MOST_WAITING = 200
_SECONDS = 20.0  # until a comment tells whether a silent browser is still there


class Events:
    """Passes messages on to every page that listens."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[str]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def is_full(self) -> bool:
        """Whether no more pages may listen."""
        return len(self._queues) >= MOST_LISTENERS

    def tell(self, kind: str, **values: Any) -> None:
        """Send a message, from any thread."""
        text = f"data: {json.dumps({'kind': kind, **values}, ensure_ascii=False)}\n\n"
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._put, text)

    async def stream(self) -> AsyncIterator[str]:
        """The messages from now on, for one page."""
        self._loop = asyncio.get_running_loop()
        queue: asyncio.Queue[str] = asyncio.Queue(_MOST_WAITING)
        self._queues.add(queue)
        try:
            yield ": open\n\n"
            while True:
                try:
                    yield await asyncio.wait_for(queue.get(), _SECONDS)
                except TimeoutError:
                    yield ": \n\n"
        finally:
            self._queues.discard(queue)

    def _put(self, text: str) -> None:
        for queue in self._queues:
            while queue.full():  # a page that reads nothing loses the oldest messages; it reads the state when it wakes
                queue.get_nowait()
            queue.put_nowait(text)
