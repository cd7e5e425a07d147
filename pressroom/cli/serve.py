"""`render.py serve`: the site on this machine, made again after each change."""

from __future__ import annotations

import argparse
import threading
from pathlib import Path

from pressroom.cli.build import POLLING, folder_of
from pressroom.cli.console import Voice
from pressroom.cli.site import site
from pressroom.findings import N_, Refused


def serve(root: Path, told: argparse.Namespace, voice: Voice) -> int:
    """Build, make the site, show it until Ctrl-C; a site that cannot be made again stays as it was."""
    from pressroom.build.watching import changes
    from pressroom.site.freshness import FOLDER
    from pressroom.site.serving.server import run_server
    from pressroom.site.serving.watching import Rebuilds, Watch

    folder = folder_of(root, told.out) / FOLDER
    ended = _again(root, told, voice)
    if not folder.is_dir():
        return ended or 1
    rebuilds = None if told.no_reload else Rebuilds()
    with run_server(folder, told.host, told.port, rebuilds) as server:
        watch = Watch(lambda ended: changes(root, ended, lambda: voice.aside(POLLING)),
                      lambda: _again(root, told, voice) == 0, rebuilds) if rebuilds else None
        if watch:
            watch.start()  # before the address is shown: a reader may change a file at once
        voice.tell(N_("the site is at {address}; Ctrl-C ends"), address=server.address)
        try:
            _until_stopped()
        finally:
            if watch:
                watch.end()
    voice.aside(N_("ended"))
    return 0


def _until_stopped() -> None:
    """Wait for Ctrl-C."""
    import contextlib

    with contextlib.suppress(KeyboardInterrupt):
        threading.Event().wait()


def _again(root: Path, told: argparse.Namespace, voice: Voice) -> int:
    """Make the site again; what is wrong is said, and the old one stays."""
    import sys

    try:
        ended = site(root, told, voice)
    except Refused as refused:
        voice.findings(refused.findings)
        ended = refused.exit_code
    except Exception as trouble:  # one that ended this thread would end the renewing, and nobody would notice
        voice.aside(N_("not made again: {reason}"), reason=f"{type(trouble).__name__}: {trouble}")
        ended = 1
    sys.stdout.flush()
    return ended
