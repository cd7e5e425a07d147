"""`render.py serve`: the site on this machine, updated after each change."""

from __future__ import annotations

import argparse
import contextlib
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from pressroom.build.judge_process import import_judge
from pressroom.build.order import LookedAt
from pressroom.build.progress import Stale
from pressroom.cli.build import request_of
from pressroom.cli.console import Console
from pressroom.cli.run_build import folder_of
from pressroom.cli.site import build_arguments, site
from pressroom.cli.watch import steps_first
from pressroom.files import is_inside
from pressroom.findings import N_, Refused


def serve(root: Path, args: argparse.Namespace, console: Console) -> int:
    """Build, make the site, serve it until Ctrl-C; when an update fails, the last site stays."""
    from pressroom.build.watching import changes
    from pressroom.cli.watch import POLLING
    from pressroom.site.freshness import FOLDER
    from pressroom.site.serving.application import application
    from pressroom.site.serving.watching import Rebuilds, Watch
    from pressroom.web.server import served

    out = folder_of(root, args.out)
    folder = out / FOLDER
    updates = _Updates(root, args, console)
    exit_code = updates.whole()
    import_judge()
    if not folder.is_dir() or not is_inside(out, FOLDER):
        return exit_code or 1
    rebuilds = None if args.no_reload else Rebuilds()
    app = application(folder, args.host, rebuilds, updates.look_at)
    with served(app, args.host, args.port, "serve") as server:
        watch = Watch(lambda ended: changes(root, ended, lambda: console.remark(POLLING)),
                      updates.after, rebuilds) if rebuilds else None
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
    from pressroom.build.watching import SECONDS_FOR_CTRL_C

    with contextlib.suppress(KeyboardInterrupt):
        while not threading.Event().wait(SECONDS_FOR_CTRL_C):
            continue


class _Updates:
    """Updates of the site; mistakes are printed, and the last site stays."""

    def __init__(self, root: Path, args: argparse.Namespace, console: Console) -> None:
        self.root, self.args, self.console = root, args, console
        self._looked_at = LookedAt()

    def whole(self) -> int:
        """Build everything and make the site; the exit code."""
        return self._reported(lambda: site(self.root, self.args, self.console))

    def look_at(self, name: str) -> None:
        """Remember the piece whose page a browser asked for last."""
        self._looked_at.shown = name

    def after(self, changed: frozenset[Path], is_newer: Callable[[], bool]) -> bool:
        """Build what the author of a change looks at, then the rest and the site; whether the site is made."""
        def update() -> int:
            request = request_of(self.root, build_arguments(self.args))
            steps_first(request, self.console, self._looked_at, changed, is_newer, [])
            return site(self.root, self.args, self.console, is_newer)
        return self._reported(update) == 0

    def _reported(self, update: Callable[[], int]) -> int:
        try:
            exit_code = update()
        except Stale:  # the next update is about to begin
            exit_code = 1
        except Refused as refused:
            self.console.findings(refused.findings)
            exit_code = refused.exit_code
        except Exception as trouble:  # an exception would end this thread, and updates would stop silently
            self.console.remark(N_("not updated: {reason}"), reason=f"{type(trouble).__name__}: {trouble}")
            exit_code = 1
        sys.stdout.flush()
        return exit_code
