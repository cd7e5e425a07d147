"""`render.py build`: make what changed."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from pressroom.build import freshness
from pressroom.build.request import BuildRequest
from pressroom.cli.console import Console
from pressroom.findings import N_, Refused

MOST_NAMED = 20  # files that a build names while watching
POLLING = N_("this system reports no changes in the project's folder: files are checked several times a second instead")


def build(root: Path, args: argparse.Namespace, console: Console) -> int:
    """Build once, or after each change with `--watch`; 0 when every piece was made and passed."""
    return _watch(root, args, console) if args.watch else _build_once(root, args, console)


def _watch(root: Path, args: argparse.Namespace, console: Console) -> int:
    """Build after each change, until Ctrl-C; the exit code of the last complete build."""
    from pressroom.build.watching import changes

    exit_code = None
    try:
        for _ in changes(root, polling=lambda: console.remark(POLLING)):
            exit_code = _build_in_loop(root, args, console, first=exit_code is None)
            args = argparse.Namespace(**{**vars(args), "fresh": False})
            console.remark(N_("waiting for changes in materials, layouts and assets; Ctrl-C ends"))
            sys.stdout.flush()
    except KeyboardInterrupt:
        if exit_code is None:
            raise
    console.remark(N_("ended"))
    return 1 if exit_code is None else exit_code


def _build_in_loop(root: Path, args: argparse.Namespace, console: Console, *, first: bool) -> int:
    """One build of many; mistakes are printed, and the loop goes on.

    Raises:
        Refused: the first build finds a wrong command line or a missing tool, which no change of a file mends.
    """
    try:
        return _build_once(root, args, console)
    except Refused as refused:
        if first and refused.exit_code > 1:
            raise
        console.findings(refused.findings)
    except OSError as trouble:  # a file was removed during the build
        console.remark(N_("not updated: {reason}"), reason=str(trouble))
    return 1


def _build_once(root: Path, args: argparse.Namespace, console: Console) -> int:
    today = args.today or date.today().isoformat()
    out = folder_of(root, args.out)
    request = BuildRequest(root, out, tuple(args.names), tuple(args.edition), args.format, args.printer, today,
                           args.fresh, args.lang or "")
    if not args.fresh:
        count = freshness.nothing_changed(root, out, request.selection, today)
        if count is not None:
            console.print(N_("up to date: {count} file{count||s}"), count=count)
            return 0
    return _run(request, console, list_files=args.watch)


def _run(request: BuildRequest, console: Console, *, list_files: bool) -> int:
    from pressroom.build.judge_process import judge_beside

    # First, so that another process imports preflight's libraries while this one imports its own.
    with judge_beside() as judge:
        from pressroom.build.pipeline import build
        from pressroom.cli.progress import bar

        with bar(sys.stderr, console) as progress:
            published = build(request, progress, judge)
    console.findings(published.findings)
    for path in published.made[:MOST_NAMED] if list_files else ():
        console.print(N_("made: {path}"), path=path)
    for path in published.withdrawn:
        console.print(N_("withdrawn: {path}"), path=path)
    for path in published.kept:
        console.print(N_("kept as it was: {path}"), path=path)
    console.print(N_("{made} file{made||s} made, {unchanged} unchanged; see {report}"), made=len(published.made),
                  unchanged=len(published.unchanged), report=_short_path(request.out / "report.html"))
    return 0 if published.passed else 1


def folder_of(root: Path, option: str) -> Path:
    """The folder of finished files: the project's out/, or `--out`, relative to the current folder."""
    out = Path(option)
    return out if out.is_absolute() else Path.cwd() / out if option != "out" else root / out


def _short_path(path: Path) -> str:
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
