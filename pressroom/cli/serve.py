"""`render.py serve`: the site on this machine, updated after each change."""

from __future__ import annotations

import argparse
import threading
from pathlib import Path

from pressroom.cli.build import POLLING, folder_of
from pressroom.cli.console import Console
from pressroom.cli.site import site
from pressroom.files import is_inside
from pressroom.findings import N_, Refused


def serve(root: Path, args: argparse.Namespace, console: Console) -> int:
    """Build, make the site, serve it until Ctrl-C; when an update fails, the last site stays."""
    from pressroom.build.watching import changes
    from pressroom.site.freshness import FOLDER
    from pressroom.site.serving.server import run_server
    from pressroom.site.serving.watching import Rebuilds, Watch

    out = folder_of(root, args.out)
    folder = out / FOLDER
    exit_code = _remake(root, args, console)
    if not folder.is_dir() or not is_inside(out, FOLDER):
        return exit_code or 1
    rebuilds = None if args.no_reload else Rebuilds()
    with run_server(folder, args.host, args.port, rebuilds) as server:
        watch = Watch(lambda ended: changes(root, ended, lambda: console.remark(POLLING)),
                      lambda: _remake(root, args, console) == 0, rebuilds) if rebuilds else None
        if watch:
            watch.start()  # before the address is shown: a reader may change a file at once
        console.print(N_("the site is at {address}; Ctrl-C ends"), address=server.address)
        try:
            _until_stopped()
        finally:
            if watch:
                watch.end()
    console.remark(N_("ended"))
    return 0


def _until_stopped() -> None:
    """Wait for Ctrl-C."""
    import contextlib

    with contextlib.suppress(KeyboardInterrupt):
        threading.Event().wait()


def _remake(root: Path, args: argparse.Namespace, console: Console) -> int:
    """Update the site; mistakes are printed, and the last site stays."""
    import sys

    try:
        exit_code = site(root, args, console)
    except Refused as refused:
        console.findings(refused.findings)
        exit_code = refused.exit_code
    except Exception as trouble:  # an exception would end this thread, and updates would stop silently
        console.remark(N_("not updated: {reason}"), reason=f"{type(trouble).__name__}: {trouble}")
        exit_code = 1
    sys.stdout.flush()
    return exit_code
