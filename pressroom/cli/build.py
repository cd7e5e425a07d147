"""`render.py build`: make what changed."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from pressroom.build import freshness
from pressroom.build.request import BuildRequest
from pressroom.cli.console import Voice
from pressroom.findings import N_, Refused

MOST_NAMED = 20  # files that a build while watching names; of more, it says how many
POLLING = N_("this system tells of no changes in the project's folder: its files are looked at several times a second")


def build(root: Path, told: argparse.Namespace, voice: Voice) -> int:
    """Make what was asked for, with `--watch` again after each change; 0 when every piece was made and passed."""
    return _watched(root, told, voice) if told.watch else _once(root, told, voice)


def _watched(root: Path, told: argparse.Namespace, voice: Voice) -> int:
    """Build after each change, until Ctrl-C; what the last build that ended came to."""
    from pressroom.build.watching import changes

    ended = None
    try:
        for _ in changes(root, polling=lambda: voice.aside(POLLING)):
            ended = _survived(root, told, voice, first=ended is None)
            told = argparse.Namespace(**{**vars(told), "fresh": False})
            voice.aside(N_("waiting for changes in materials, layouts and assets; Ctrl-C ends"))
            sys.stdout.flush()
    except KeyboardInterrupt:
        if ended is None:
            raise
    voice.aside(N_("ended"))
    return 1 if ended is None else ended


def _survived(root: Path, told: argparse.Namespace, voice: Voice, *, first: bool) -> int:
    """One build of many: what is wrong is said, and the next change is waited for.

    Raises:
        Refused: the command line is wrong, or a tool is missing, from the beginning: no change of a file mends that.
    """
    try:
        return _once(root, told, voice)
    except Refused as refused:
        if first and refused.exit_code > 1:
            raise
        voice.findings(refused.findings)
    except OSError as trouble:  # a file that was there a moment ago
        voice.aside(N_("not made again: {reason}"), reason=str(trouble))
    return 1


def _once(root: Path, told: argparse.Namespace, voice: Voice) -> int:
    today = told.today or date.today().isoformat()
    out = folder_of(root, told.out)
    request = BuildRequest(root, out, tuple(told.names), tuple(told.edition), told.format, told.printer, today,
                           told.fresh, told.lang or "")
    if not told.fresh:
        count = freshness.nothing_changed(root, out, request.selection, today)
        if count is not None:
            voice.tell(N_("nothing changed: {count} files stand"), count=count)
            return 0
    return _build(request, voice, named=told.watch)


def _build(request: BuildRequest, voice: Voice, *, named: bool) -> int:
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
    for path in published.made[:MOST_NAMED] if named else ():
        voice.tell(N_("made: {path}"), path=path)
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
