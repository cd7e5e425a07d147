"""`render.py build`: make what changed."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from pressroom.build import freshness
from pressroom.cli.console import Voice
from pressroom.findings import N_


def build(root: Path, told: argparse.Namespace, voice: Voice) -> int:
    """Make what was asked for; 0 when every piece was made and passed."""
    today = told.today or date.today().isoformat()
    out = folder_of(root, told.out)
    # The same tuple as pipeline.Wanted.request, said here so that an unchanged build imports nothing of it.
    request = (tuple(told.names), tuple(told.edition), told.format, told.printer, told.lang or "")
    if not told.fresh:
        count = freshness.nothing_changed(root, out, request, today)
        if count is not None:
            voice.tell(N_("nothing changed: {count} files stand"), count=count)
            return 0
    return _build(root, out, told, today, voice)


def _build(root: Path, out: Path, told: argparse.Namespace, today: str, voice: Voice) -> int:
    from pressroom.build.judge_process import Chambers

    judge = Chambers()  # before anything else is imported: what he needs, he imports while this process makes the file
    try:
        from pressroom.build.pipeline import Wanted, build
        from pressroom.cli.progress import bar

        wanted = Wanted(root, out, tuple(told.names), tuple(told.edition), told.format, told.printer, today,
                        told.fresh, told.lang or "")
        with bar(sys.stderr, voice) as progress:
            done = build(wanted, progress, judge)
    finally:
        judge.close()
    voice.findings(done.findings)
    for path in done.withdrawn:
        voice.tell(N_("withdrawn: {path}"), path=path)
    for path in done.kept:
        voice.tell(N_("kept as it was: {path}"), path=path)
    voice.tell(N_("{made} files made, {unchanged} unchanged; see {report}"), made=len(done.made),
               unchanged=len(done.unchanged), report=_shown(out / "report.html"))
    return 0 if done.passed else 1


def folder_of(root: Path, told: str) -> Path:
    """Where finished files lie: the project's out/, or what `--out` names, from where the command is called."""
    out = Path(told)
    return out if out.is_absolute() else Path.cwd() / out if told != "out" else root / out


def _shown(path: Path) -> str:
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
