"""`render.py build`: make what changed."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from pressroom.build import freshness
from pressroom.build.request import BuildRequest
from pressroom.cli.console import Console
from pressroom.cli.run_build import folder_of, report, run
from pressroom.findings import N_


def build(root: Path, args: argparse.Namespace, console: Console,
          is_stale: Callable[[], bool] = lambda: False) -> int:
    """Build once, or after each change with `--watch`; 0 when every piece was made and passed.

    Raises:
        Stale: `is_stale` says that the project has changed; what was finished is published.
    """
    if not args.watch:
        return _build_once(request_of(root, args), console, is_stale)
    from pressroom.cli.watch import watch

    return watch(root, request_of(root, args), console)


def request_of(root: Path, args: argparse.Namespace) -> BuildRequest:
    """What the command line asks for."""
    today = args.today or date.today().isoformat()
    return BuildRequest(root, folder_of(root, args.out), tuple(args.names), tuple(args.edition), args.format,
                        args.printer, today, args.fresh, args.lang or "")


def _build_once(request: BuildRequest, console: Console, is_stale: Callable[[], bool]) -> int:
    if not request.fresh:
        count = freshness.nothing_changed(request.root, request.out, request.selection, request.today)
        if count is not None:
            console.print(N_("up to date: {count} file{count||s}"), count=count)
            return 0
    published = run(request, console, is_stale)
    console.findings(published.findings)
    report(published, request, console)
    return 0 if published.passed else 1
