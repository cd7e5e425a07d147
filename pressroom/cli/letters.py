"""`render.py letters`: the generic letters, or those of one commune or department, addressed."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom.cli.build import folder_of
from pressroom.cli.console import Voice
from pressroom.findings import N_, Refused, code, finding

if TYPE_CHECKING:
    from pressroom.letters.mailing import Mailing
    from pressroom.stages import Job

NO_COMMUNE = code("commune-needed", N_("These options say more about a commune; without one they mean nothing."),
                N_("Add --commune NAME or --department NUMBER."))


def letters(root: Path, told: argparse.Namespace, voice: Voice) -> int:
    """Make letters; 0 when all of them were made."""
    out = folder_of(root, told.out)
    if told.commune or told.department:
        return _addressed(root, out, told, voice)
    if told.constituency or told.sender or told.database or told.replace:
        raise Refused([finding(NO_COMMUNE, N_("--constituency, --sender, --database and --replace need a commune"))],
                      exit_code=2)
    return _generic(root, out, told, voice)


def _day(said: str) -> str:
    from pressroom.officials.imports import OFFICIALS_DATE

    try:
        return date.fromisoformat(said).isoformat() if said else date.today().isoformat()
    except ValueError:
        raise Refused([finding(OFFICIALS_DATE, N_("{day} is not a date"), N_("write --today 2026-05-05"),
                               day=said[:40])], exit_code=2) from None


def _generic(root: Path, out: Path, told: argparse.Namespace, voice: Voice) -> int:
    from pressroom import load
    from pressroom.build.pipeline import Progress, build
    from pressroom.build.request import BuildRequest
    from pressroom.letters.generic import letter_names, make

    job = load.job(root, told.names)
    names = tuple(letter_names(job, told.names))
    printed = build(BuildRequest(root, out, names, today=_day(told.today), language=told.lang or "")
                    ) if names else None
    done = make(job, out, tuple(told.names), Progress().waiting)
    for item in (printed, done):
        if item:
            voice.findings(found for found in item.findings if item is printed or not printed
                           or found not in printed.findings)
            for path in item.withdrawn:
                voice.tell(N_("withdrawn: {path}"), path=path)
            for path in item.kept:
                voice.tell(N_("kept as it was: {path}"), path=path)
    made, still = [*done.made], [*done.unchanged]
    if printed:
        made, still = [*made, *printed.made], [*still, *printed.unchanged]
    voice.tell(N_("{made} files made, {unchanged} unchanged; see {report}"), made=len(made), unchanged=len(still),
               report=(out / "letters").as_posix())
    return 0 if done.passed and (printed is None or printed.passed) else 1


def _addressed(root: Path, out: Path, told: argparse.Namespace, voice: Voice) -> int:
    from pressroom import load
    from pressroom.letters.folder_update import folder_update
    from pressroom.letters.mailing import MailingRequest, of_commune, of_department, sender_of
    from pressroom.officials import store
    from pressroom.publish import folder

    job: Job = load.job(root, told.names)
    sender, findings = sender_of(Path(told.sender)) if told.sender else (None, [])
    database = Path(told.database) if told.database else root / store.DEFAULT
    asked = MailingRequest(database, _day(told.today), sender, tuple(told.names))
    done: Mailing = (of_department(job, told.department, asked) if told.department
                       else of_commune(job, told.commune, told.constituency, asked))
    where = out / "letters" / done.folder
    with folder.lock(out, lambda: None):
        there = folder_update(where, done.files, replace=told.replace, whole=not told.names)
        folder.write_all(where, there.files)
    voice.findings([*findings, *done.findings, *there.findings])
    written = [name for name in done.files if name not in there.edited]
    if told.department:
        voice.tell(N_("{count} letters written to {folder}"), count=len(written), folder=where.as_posix())
        return 0
    for name in written:
        voice.plain((where / name).as_posix())
    return 0
