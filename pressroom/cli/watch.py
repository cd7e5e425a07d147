"""`render.py build --watch`: build after each change, first what its author looks at."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from pressroom.build import freshness
from pressroom.build.judge_process import import_judge
from pressroom.build.order import LookedAt
from pressroom.build.progress import Stale
from pressroom.build.request import BuildRequest
from pressroom.cli import run_build
from pressroom.cli.console import Console
from pressroom.findings import N_, Finding, Refused
from pressroom.records import replace
from pressroom.stages import Published

MOST_NAMED = 20  # files that a build names while watching
POLLING = N_("this system reports no changes in the project's folder: files are checked several times a second instead")


def watch(root: Path, request: BuildRequest, console: Console) -> int:
    """Build after each change, until Ctrl-C; the exit code of the last complete build."""
    from pressroom.build import watching

    exit_code = None
    try:
        following = watching.Following(watching.changes(root, polling=lambda: console.remark(POLLING)))
        looked_at = LookedAt()
        for changed in following:
            code = _build(request, console, looked_at, changed, following.is_newer, first=exit_code is None)
            exit_code = code if code is not None else exit_code
            request = replace(request, fresh=False)
            import_judge()
            if code is not None:
                console.remark(N_("waiting for changes in materials, layouts and assets; Ctrl-C ends"))
            sys.stdout.flush()
    except KeyboardInterrupt:
        if exit_code is None:
            raise
    console.remark(N_("ended"))
    return 1 if exit_code is None else exit_code


def _build(request: BuildRequest, console: Console, looked_at: LookedAt, changed: Iterable[Path],
           is_newer: Callable[[], bool], *, first: bool) -> int | None:
    """One build of many: mistakes are printed, and the loop goes on; None where a newer change ended it.

    Raises:
        Refused: the first build finds a wrong command line or a missing tool, which no change of a file mends.
    """
    shown: list[Finding] = []
    try:
        if not first:
            steps_first(request, console, looked_at, changed, is_newer, shown)
        return _whole(request, console, is_newer, shown)
    except Stale as stale:
        _name(stale.published, console)
        return None
    except Refused as refused:
        if first and refused.exit_code > 1:
            raise
        console.findings(refused.findings)
    except OSError as trouble:  # a file was removed during the build
        console.remark(N_("not updated: {reason}"), reason=str(trouble))
    return 1


def steps_first(request: BuildRequest, console: Console, looked_at: LookedAt, changed: Iterable[Path],
                is_newer: Callable[[], bool], shown: list[Finding]) -> None:
    """Build what the author of the change looks at; each step's files are published, and named, before the next.

    The first step always comes to its end: somebody who saves again and again sees each state.

    Raises:
        Refused: nothing could be begun.
        Stale: there is a newer change.
    """
    for number, step in enumerate(looked_at.steps(request, changed)):
        published = run_build.run(step, console, is_newer if number else lambda: False)
        _name(published, console)
        _findings(published, console, shown)
        sys.stdout.flush()


def _whole(request: BuildRequest, console: Console, is_newer: Callable[[], bool], shown: list[Finding]) -> int:
    count = None if request.fresh else freshness.nothing_changed(request.root, request.out, request.selection,
                                                                 request.today)
    if count is not None:
        console.print(N_("up to date: {count} file{count||s}"), count=count)
        return 0
    published = run_build.run(request, console, is_newer)
    _findings(published, console, shown)
    _name(published, console)
    run_build.report(published, request, console)
    return 0 if published.passed else 1


def _findings(published: Published, console: Console, shown: list[Finding]) -> None:
    """Print the findings that no earlier step of this change has printed."""
    console.findings(item for item in published.findings if item not in shown)
    shown.extend(published.findings)


def _name(published: Published, console: Console) -> None:
    for path in published.made[:MOST_NAMED]:
        console.print(N_("made: {path}"), path=path)
