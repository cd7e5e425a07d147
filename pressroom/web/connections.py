"""Connections within bounds of number and time, which uvicorn's own have not.

Imported where a server starts, as it imports uvicorn and h11.
"""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

MOST_CONNECTIONS = 96
"""Open at once, more than the streams of the studio's pages.

One more takes the place of the one that has waited longest without a whole request; where every one is being answered,
it is refused with 503.
"""

SECONDS_TO_SEND = 15.0
"""For a whole request, head and body, from the connection's beginning or the request's first byte."""

SECONDS_TO_READ = 15.0
"""For a client to take what the server has ready for it (some 50 KB at a time), and what is left at the end."""

SECONDS_IDLE = 15
"""For the next request on a connection."""

SECONDS_TO_END = 0.3
"""For answers that are being sent when the server ends."""

FULL = (b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 4\r\n"
        b"Cache-Control: no-store\r\nRetry-After: 1\r\nConnection: close\r\n\r\n503\n")


class BoundedConnection(H11Protocol):
    """A connection that ends when its client is too slow.

    Attributes:
        since: when the wait for a whole request began, by the loop's clock; None while a whole one is being answered.
    """

    since: float | None = None
    _refused = False
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take the connection, or refuse it."""
        if len(self.connections) >= MOST_CONNECTIONS and not self._make_room():
            self.transport, self._refused = transport, True
            transport.write(FULL)
            transport.close()
            return
        super().connection_made(transport)
        self._await_request()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._stop_timer()
        if not self._refused:
            super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read a part of a request; its time begins with its first byte."""
        if self._refused:
            return
        if self._timer is None and self._is_between_requests():
            self._await_request()
        super().data_received(data)

    def handle_events(self) -> None:
        """Read what has come, and stop the clock of a request that is whole."""
        super().handle_events()
        if self.transport.is_closing():
            self._abort_after(SECONDS_TO_READ)
        elif self.since is not None and self.conn.their_state in (h11.DONE, h11.MUST_CLOSE):
            self.since = None
            self._stop_timer()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP; a connection on which an answer has begun is closed."""
        try:
            super().send_400_response(msg)
        except h11.LocalProtocolError:
            self.transport.abort()

    def on_response_complete(self) -> None:
        """Wait for the next request, or for the client to take the rest."""
        super().on_response_complete()
        if self.transport.is_closing():
            self._abort_after(SECONDS_TO_READ)
        elif self.since is None and self._is_between_requests():
            self.since = self.loop.time()  # uvicorn's own timer ends it

    def pause_writing(self) -> None:
        """Wait for a client that does not take what is sent."""
        super().pause_writing()
        self._abort_after(SECONDS_TO_READ)

    def resume_writing(self) -> None:
        """Go on: the client took enough."""
        super().resume_writing()
        if self.transport.is_closing():
            return
        self._stop_timer()
        if self.since is not None:
            self._abort_after(self.since + SECONDS_TO_SEND - self.loop.time())

    def timeout_keep_alive_handler(self) -> None:
        """Close a connection on which no further request came."""
        if not self.transport.is_closing():
            self._close()

    def shutdown(self) -> None:
        """End with the server."""
        if self.cycle is None or self.cycle.response_complete:
            self._close()
        else:
            self.cycle.keep_alive = False
        self._abort_after(SECONDS_TO_END)

    def _close(self) -> None:
        self.transport.close()
        self._abort_after(SECONDS_TO_READ)

    def _is_between_requests(self) -> bool:
        return self.cycle is None or (self.cycle.response_complete and self.conn.our_state in (h11.IDLE, h11.DONE))

    def _await_request(self) -> None:
        self.since = self.loop.time()
        self._abort_after(SECONDS_TO_SEND)

    def _make_room(self) -> bool:
        """End the connection that has waited longest for its client to send a request; whether there was one.

        First those that have had an answer: a browser opens them again when it needs them.
        """
        waiting = [each for each in self.connections
                   if isinstance(each, BoundedConnection) and each.since is not None]
        if not waiting:
            return False
        longest: Any = min(waiting, key=lambda each: (each.cycle is None, each.since))
        self.connections.discard(longest)  # before the loop tells it so: several may come in one round
        longest.transport.abort()
        return True

    def _abort_after(self, seconds: float) -> None:
        self._stop_timer()
        self._timer = self.loop.call_later(seconds, self.transport.abort)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
