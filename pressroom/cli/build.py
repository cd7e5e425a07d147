"""`render.py build`: make what changed."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from pressroom.build import freshness
from pressroom.build.request import BuildRequest
from pressroom.cli.console import Voice
from pressroom.findings import N_


def build(root: Path, told: argparse.Namespace, voice: Voice) -> int:
    """Make what was asked for; 0 when every piece was made and passed."""
    today = told.today or date.today().isoformat()
    out = folder_of(root, told.out)
    request = BuildRequest(root, out, tuple(told.names), tuple(told.edition), told.format, told.printer, today,
                           told.fresh, told.lang or "")
    if not told.fresh:
        count = freshness.nothing_changed(root, out, request.selection, today)
        if count is not None:
            voice.tell(N_("nothing changed: {count} files stand"), count=count)
            return 0
    return _build(request, voice)


def _build(request: BuildRequest, voice: Voice) -> int:
    from pressroom.build.judge_process import JudgeProcess

    judge = JudgeProcess()  # first, so that it imports its libraries while this process imports its own
    try:
        from pressroom.build.pipeline import build
        from pressroom.cli.progress import bar

        with bar(sys.stderr, voice) as progress:
            published = build(request, progress, judge)
    finally:
        judge.close()
    voice.findings(published.findings)
    for path in published.withdrawn:
        voice.tell(N_("withdrawn: {path}"), path=path)
    for path in published.kept:
        voice.tell(N_("kept as it was: {path}"), path=path)
    voice.tell(N_("{made} files made, {unchanged} unchanged; see {report}"), made=len(published.made),
               unchanged=len(published.unchanged), report=_shown(request.out / "report.html"))
    return 0 if published.passed else 1


def folder_of(root: Path, told: str) -> Path:
    """Where finished files lie: the project's out/, or what `--out` names, from where the command is called."""
    out = Path(told)
    return out if out.is_absolute() else Path.cwd() / out if told != "out" else root / out


def _shown(path: Path) -> str:
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
