"""Sends answers over HTTP, with limits on time, size and number of connections."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import AF_INET6
from typing import Any

from pressroom.findings import N_, Refused, finding
from pressroom.site.serving.answers import CHANGES, SCRIPT, Answer, Request, answer, plain
from pressroom.site.serving.watching import Rebuilds
from pressroom.web.hosts import is_own_host
from pressroom.web.server import PORT_TAKEN

MOST_AT_ONCE = 48
MOST_LISTENING = 12
SECONDS = 15.0
_CHUNK = 64 * 1024
_RELOAD = b"""let seen;
new EventSource("/-/changes").onmessage = (event) => {
  if (seen !== undefined && event.data !== seen) location.reload();
  seen = event.data;
};
"""


class Server(ThreadingHTTPServer):
    """Serves the folder `site` at `host`; with `rebuilds`, open pages reload after each rebuild."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 32

    def __init__(self, site: Path, host: str, port: int, rebuilds: Rebuilds | None = None) -> None:
        self.site, self.host, self.rebuilds = site, host, rebuilds
        self.ended = threading.Event()
        self.connections = threading.BoundedSemaphore(MOST_AT_ONCE)
        self.listeners = threading.BoundedSemaphore(MOST_LISTENING)
        if ":" in host:
            self.address_family = AF_INET6
        super().__init__((host, port), _Request)

    @property
    def address(self) -> str:
        """The URL of the site."""
        host = "127.0.0.1" if self.host == "0.0.0.0" else f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.server_address[1]}/"

    def process_request(self, request: Any, client_address: Any) -> None:
        """Start a thread for a connection, or close it above `MOST_AT_ONCE` connections."""
        if not self.connections.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Handle the connection, then free its slot."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.connections.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore a browser that closed the connection; report any other error, which is a bug."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Request(BaseHTTPRequestHandler):
    server: Server
    server_version, sys_version = "pressroom", ""
    protocol_version = "HTTP/1.1"
    timeout = SECONDS

    def _carry_out(self) -> None:
        if self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # a body is never read
        if not is_own_host(self.headers.get("Host", ""), self.server.host):
            self._send(plain(421))
            return
        path = self.path.partition("?")[0]
        if self.server.rebuilds and self.command == "GET" and path == CHANGES:
            self._changes(self.server.rebuilds)
            return
        if self.server.rebuilds and path == SCRIPT:
            self._send(_script())
            return
        request = Request(self.command, self.path, {name.lower(): value for name, value in self.headers.items()})
        self._send(answer(self.server.site, request, live=self.server.rebuilds is not None))

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = do_PATCH = _carry_out  # noqa: N815

    def _send(self, reply: Answer) -> None:
        try:
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            if reply.content is not None and self.command != "HEAD":
                self._copy(reply)
        finally:
            if reply.content is not None:
                reply.content.close()

    def _copy(self, reply: Answer) -> None:
        assert reply.content is not None
        reply.content.seek(reply.start)
        remaining = reply.length
        while remaining > 0 and (chunk := reply.content.read(min(_CHUNK, remaining))):
            self.wfile.write(chunk)
            remaining -= len(chunk)
        self.close_connection = self.close_connection or remaining > 0

    def _changes(self, rebuilds: Rebuilds) -> None:
        """Send events with the number of rebuilds: one at once, then one after each rebuild."""
        if not self.server.listeners.acquire(blocking=False):
            self._send(plain(503))
            return
        try:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.close_connection = True
            last = -1
            while not self.server.ended.is_set():
                count = rebuilds.wait(last, 5.0) if last >= 0 else rebuilds.count
                self.wfile.write(f"data: {os.getpid()}-{count}\n\n".encode() if count != last else b": \n\n")
                self.wfile.flush()
                last = count
        finally:
            self.server.listeners.release()

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing."""


def _script() -> Answer:
    import io

    return Answer(200, {"Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "no-store",
                        "Content-Length": str(len(_RELOAD))}, io.BytesIO(_RELOAD), 0, len(_RELOAD))


@contextlib.contextmanager
def run_server(site: Path, host: str, port: int, rebuilds: Rebuilds | None = None) -> Iterator[Server]:
    """Run a server in a thread of its own while the context is open.

    Raises:
        Refused: the port is in use, or this machine does not have the address.
    """
    server = _bind(site, host, port, rebuilds)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.2}, name="serve", daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.ended.set()
        if rebuilds:
            rebuilds.add()
        server.shutdown()
        server.server_close()
        thread.join(5)


def _bind(site: Path, host: str, port: int, rebuilds: Rebuilds | None) -> Server:
    try:
        return Server(site, host, port, rebuilds)
    except (OSError, OverflowError) as trouble:
        in_use = isinstance(trouble, OSError) and trouble.errno == errno.EADDRINUSE
        message = (N_("port {port} of {host} is in use") if in_use
                   else N_("port {port} of {host} cannot be used: {reason}"))
        reason = trouble.strerror if isinstance(trouble, OSError) and trouble.strerror else str(trouble)
        raise Refused([finding(PORT_TAKEN, message, N_("render.py {command} --port {other}"), port=port, host=host,
                               reason=reason, command="serve", other=port + 1 if 0 < port < 65535 else 8000)],
                      exit_code=2) from None
