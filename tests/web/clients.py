"""Clients of a server, closer to the wire than a library would be."""

from __future__ import annotations

import socket


def exchange(port: int, request: str | bytes, seconds: float = 10) -> bytes:
    """What the server sends until it closes the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as line:
        line.sendall(request.encode("latin-1") if isinstance(request, str) else request)
        answer = b""
        while block := line.recv(65536):
            answer += block
        return answer
