"""`render.py studio`: pages on this machine, for people who write."""

from __future__ import annotations

import argparse
import contextlib
import threading
from pathlib import Path

from pressroom.cli.console import Console
from pressroom.findings import N_

HOST = "127.0.0.1"


def studio(root: Path, args: argparse.Namespace, console: Console) -> int:
    """Serve the studio until Ctrl-C; 0. The address holds a secret of this run: nobody else has it."""
    from pressroom.build.watching import SECONDS_FOR_CTRL_C
    from pressroom.studio.app import application
    from pressroom.studio.watching import Watching
    from pressroom.web.server import served

    gate, workspace = application(root, HOST)
    try:
        with served(gate, HOST, args.port, "studio") as server, Watching(workspace):
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


def _open(address: str) -> None:
    """Open the browser; without one, the printed address is all there is."""
    import webbrowser  # lazy: a studio without a browser is asked for by tests and over a network

    with contextlib.suppress(webbrowser.Error, OSError):
        webbrowser.open(address)
