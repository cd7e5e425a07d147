"""Which requests are meant for a server of this machine: by the name they call it, and by the page they come from.

A page elsewhere can let its own name lead to this machine (DNS rebinding), and any page can send a form here. The
first is known by the Host header, the second by Origin (RFC 9110, 7.2; RFC 6454, 7).
"""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

LOCAL = ("localhost", "127.0.0.1", "[::1]")
EVERY_ADDRESS = ("0.0.0.0", "::")


def is_own_host(name: str, host: str) -> bool:
    """Whether a Host header names the server that listens on `host`; any other name is refused."""
    name = re.sub(r":\d{1,5}$", "", name.strip().lower())
    if name in (*LOCAL, host.lower(), f"[{host.lower()}]"):
        return True
    if host not in EVERY_ADDRESS:
        return False
    try:  # listening on every address: clients must use a number, as any name could be rebound
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def is_own_origin(origin: str, host: str, port: int) -> bool:
    """Whether an Origin header names a page of the server on `host` and `port`; browsers send one with every form.

    An empty one is a client that is no browser: it could forge the header, and needs no page of another site.
    """
    if not origin:
        return True
    scheme, _, name = origin.strip().lower().partition("://")
    has_port = name.endswith(f":{port}") or (port == 80 and not re.search(r":\d+$", name))
    return scheme == "http" and has_port and is_own_host(name, host)


class OwnHosts:
    """An ASGI application that answers 421 to requests that call the server by a name of another machine."""

    def __init__(self, app: ASGIApp, host: str) -> None:
        self.app, self.host = app, host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            names = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
            if len(names) != 1 or not is_own_host(names[0], self.host):
                from starlette.responses import PlainTextResponse  # lazy: commands that serve nothing need none of it

                refusal = PlainTextResponse("421\n", 421, {"Cache-Control": "no-store",
                                                           "X-Content-Type-Options": "nosniff"})
                await refusal(scope, receive, send)
                return
        await self.app(scope, receive, send)
