"""`render.py studio`: pages on this machine, for people who write."""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom.cli.console import Console
from pressroom.findings import N_, Refused

if TYPE_CHECKING:
    from pressroom.studio.gate import Gate
    from pressroom.web.server import Served

HOST = "127.0.0.1"


def studio(root: Path, args: argparse.Namespace, console: Console) -> int:
    """Serve the studio until Ctrl-C; 0. The address holds a secret of this run: nobody else has it."""
    from pressroom.build.watching import SECONDS_FOR_CTRL_C
    from pressroom.studio.app import application
    from pressroom.studio.watching import Watching

    gate, workspace = application(root, HOST)
    try:
        with _served(gate, root, args.port) as server, Watching(workspace):
            address = gate.address(server.address)
            console.print(N_("the studio is at {address}; Ctrl-C ends"), address=address)
            if not args.no_open:
                _open(address)
            with contextlib.suppress(KeyboardInterrupt):
                while not threading.Event().wait(SECONDS_FOR_CTRL_C):
                    continue
    finally:
        workspace.close()
    console.remark(N_("ended"))
    return 0


def own_port(root: Path) -> int:
    """The port that a project's studio takes where it is free, so that a window finds it again after its end.

    What a browser keeps, it keeps for an address and its port. Registered ports end at 49151 (RFC 6335, 6).
    """
    return 49152 + int(hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:6], 16) % 10_000


@contextlib.contextmanager
def _served(gate: Gate, root: Path, port: int) -> Iterator[Served]:
    """The studio on this port; on the project's own, or any that is free, where none is asked for.

    Raises:
        Refused: the port that is asked for is in use.
    """
    from pressroom.web.server import served

    with contextlib.ExitStack() as stack:
        try:
            server = stack.enter_context(served(gate, HOST, port or own_port(root), "studio"))
        except Refused:
            if port:
                raise
            server = stack.enter_context(served(gate, HOST, 0, "studio"))
        yield server


def _open(address: str) -> None:
    """Open the browser; without one, the printed address is all there is."""
    import webbrowser  # lazy: a studio without a browser is asked for by tests and over a network

    with contextlib.suppress(webbrowser.Error, OSError):
        webbrowser.open(address)
