"""One run of the pipeline for a command, and what it prints of it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom.build.request import BuildRequest
from pressroom.cli.console import Console
from pressroom.findings import N_
from pressroom.text import translation

if TYPE_CHECKING:
    from pressroom.stages import Published


def run(request: BuildRequest, console: Console, is_stale: Callable[[], bool] = lambda: False) -> Published:
    """Run the pipeline.

    Raises:
        Refused: nothing could be begun.
        Stale: `is_stale` says that the project has changed; what was finished is published.
    """
    from pressroom.build.judge_process import judge_beside

    # First, so that another process imports preflight's libraries while this one imports its own. Where much is made
    # anew, workers judge what they make.
    cache = None if request.fresh else request.root / ".cache"
    worth = not (request.fresh and len(request.names) != 1)
    with judge_beside(cache, worth=worth, meanwhile=translation.prepare) as judge:
        from pressroom.build.pipeline import build
        from pressroom.cli.progress import bar

        with bar(sys.stderr, console) as progress:
            progress.is_stale = is_stale
            return build(request, progress, judge)


def report(published: Published, request: BuildRequest, console: Console) -> None:
    """Print what became of the files."""
    for path in published.withdrawn:
        console.print(N_("withdrawn: {path}"), path=path)
    for path in published.kept:
        console.print(N_("kept as it was: {path}"), path=path)
    console.print(N_("{made} file{made||s} made, {unchanged} unchanged; see {report}"), made=len(published.made),
                  unchanged=len(published.unchanged), report=_short_path(request.out / "report.html"))


def folder_of(root: Path, option: str) -> Path:
    """The folder of finished files: the project's out/, or `--out`, relative to the current folder."""
    out = Path(option)
    return out if out.is_absolute() else Path.cwd() / out if option != "out" else root / out


def _short_path(path: Path) -> str:
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
