"""`render.py build`: make what changed."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from pressroom.build import freshness
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
    if told.watch:
        for path in done.made[:MOST_NAMED]:
            voice.tell(N_("made: {path}"), path=path)
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
