"""An ASGI application, served by uvicorn in a thread of its own for as long as a block runs."""

from __future__ import annotations

import contextlib
import errno
import logging
import socket
import sys
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pressroom.findings import N_, Refused, code, finding
from pressroom.records import dataclass

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

PORT_TAKEN = code("port-taken", N_("Another program uses this port, or the system does not allow it."),
                  N_("End the other program, or choose another port with --port."))

WAITING = 64
"""Connections that the system holds until the server takes them."""

SECONDS_TO_END = 2


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs.

    Attributes:
        host, port: where it listens.
    """

    host: str
    port: int

    @property
    def address(self) -> str:
        """Its URL, as a browser on this machine opens it."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)
        return f"http://[{host}]:{self.port}/" if ":" in host else f"http://{host}:{self.port}/"


@contextlib.contextmanager
def served(app: ASGIApp, host: str, port: int, command: str) -> Iterator[Served]:
    """Serve `app` until the block ends; port 0 lets the system choose one. `command` starts it, for messages.

    Raises:
        Refused: the port is in use, or this machine does not have the address.
    """
    import uvicorn  # lazy: commands that serve nothing need none of it

    from pressroom.web.connections import SECONDS_IDLE, BoundedConnection

    with _bound(host, port, command) as listening:
        config = uvicorn.Config(
            _reporting(app), log_config=None, log_level="critical", access_log=False, lifespan="off",
            server_header=False, date_header=True, backlog=WAITING, timeout_keep_alive=SECONDS_IDLE,
            timeout_graceful_shutdown=SECONDS_TO_END, http=BoundedConnection, ws="none", loop="asyncio",
            proxy_headers=False)
        logging.getLogger("asyncio").setLevel(logging.ERROR)  # its warnings tell of clients that went away
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, name="server", daemon=True)
        thread.start()
        try:
            yield Served(host, listening.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join(2 * SECONDS_TO_END)


def _reporting(app: ASGIApp) -> ASGIApp:
    """The same application; a mistake of its own is logged, and nothing that a client does.

    uvicorn's log would also have requests that are no HTTP, and answers whose file became shorter.
    """
    async def reported(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await app(scope, receive, send)
        except Exception:
            logging.getLogger(__name__).exception("no answer to %s %s", scope.get("method"), scope.get("path"))
            raise
    return reported


def _bound(host: str, port: int, command: str) -> socket.socket:
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return _listening(family, address)
    except (OSError, OverflowError) as trouble:
        in_use = isinstance(trouble, OSError) and trouble.errno in (errno.EADDRINUSE, getattr(errno, "WSAEACCES", -1))
        message = (N_("port {port} of {host} is in use") if in_use
                   else N_("port {port} of {host} cannot be used: {reason}"))
        reason = trouble.strerror if isinstance(trouble, OSError) and trouble.strerror else str(trouble)
        raise Refused([finding(PORT_TAKEN, message, N_("render.py {command} --port {other}"), port=port, host=host,
                               reason=reason, command=command, other=port + 1 if 0 < port < 65535 else 8000)],
                      exit_code=2) from None


def _listening(family: int, address: Any) -> socket.socket:
    """A socket that listens from now on: who opens the address at once waits, and is not refused.

    asyncio sends small blocks without delay (TCP_NODELAY) only where the protocol is named: 40 ms less an answer.
    """
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform == "win32":  # there, another program could otherwise take over an address that is in use
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(WAITING)
    except BaseException:
        listening.close()
        raise
    return listening
