"""`render.py letters`: the generic letters, or those of one commune or department, mailing."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom.cli.console import Console
from pressroom.cli.run_build import folder_of
from pressroom.findings import N_, Refused, code, finding

if TYPE_CHECKING:
    from pressroom.letters.mailing import Mailing
    from pressroom.stages import Job

NO_COMMUNE = code("commune-needed", N_("These options concern letters to one commune or department."),
                  N_("Add --commune NAME or --department NUMBER."))


def letters(root: Path, args: argparse.Namespace, console: Console) -> int:
    """Make letters; 0 when all of them were made."""
    out = folder_of(root, args.out)
    if args.commune or args.department:
        return _addressed(root, out, args, console)
    if args.constituency or args.sender or args.database or args.replace:
        raise Refused([finding(NO_COMMUNE, N_("--constituency, --sender, --database and --replace need a commune"))],
                      exit_code=2)
    return _generic(root, out, args, console)


def _day(text: str) -> str:
    from pressroom.officials.table_day import OFFICIALS_DATE

    try:
        return date.fromisoformat(text).isoformat() if text else date.today().isoformat()
    except ValueError:
        raise Refused([finding(OFFICIALS_DATE, N_("{day} is not a date"), N_("write --today 2026-05-05"),
                               day=text[:40])], exit_code=2) from None


def _generic(root: Path, out: Path, args: argparse.Namespace, console: Console) -> int:
    from pressroom import load
    from pressroom.build.pipeline import build
    from pressroom.build.progress import Progress
    from pressroom.build.request import BuildRequest
    from pressroom.letters.generic import letter_names, make

    job = load.job(root, args.names)
    names = tuple(letter_names(job, args.names))
    pieces = build(BuildRequest(root, out, names, today=_day(args.today), language=args.lang or "")
                    ) if names else None
    letters = make(job, out, tuple(args.names), Progress().waiting)
    for item in (pieces, letters):
        if item:
            console.findings(each for each in item.findings if item is pieces or not pieces
                             or each not in pieces.findings)
            for path in item.withdrawn:
                console.print(N_("withdrawn: {path}"), path=path)
            for path in item.kept:
                console.print(N_("kept as it was: {path}"), path=path)
    new, unchanged = [*letters.made], [*letters.unchanged]
    if pieces:
        new, unchanged = [*new, *pieces.made], [*unchanged, *pieces.unchanged]
    console.print(N_("{made} file{made||s} made, {unchanged} unchanged; see {report}"), made=len(new),
                  unchanged=len(unchanged), report=(out / "letters").as_posix())
    return 0 if letters.passed and (pieces is None or pieces.passed) else 1


def _addressed(root: Path, out: Path, args: argparse.Namespace, console: Console) -> int:
    from pressroom import load
    from pressroom.files import is_inside
    from pressroom.letters.folder_update import SUMS, folder_update
    from pressroom.letters.mailing import MailingRequest, of_commune, of_department, sender_of
    from pressroom.officials import store
    from pressroom.publish import folder

    job: Job = load.job(root, args.names)
    sender, findings = sender_of(Path(args.sender)) if args.sender else (None, [])
    database = Path(args.database) if args.database else root / store.DEFAULT
    request = MailingRequest(database, _day(args.today), sender, tuple(args.names))
    mailing: Mailing = (of_department(job, args.department, request) if args.department
                        else of_commune(job, args.commune, args.constituency, request))
    inside = f"letters/{mailing.folder}"
    target = out / inside
    with folder.lock(out, lambda: None):
        if not is_inside(out, inside):
            raise Refused([folder.outside(out, inside)])
        update = folder_update(target, mailing.files, replace=args.replace, whole=not args.names)
        if update.begun != update.files[SUMS]:
            folder.write_all(out, {f"{inside}/{SUMS}": update.begun})
        folder.write_all(out, {f"{inside}/{name}": content for name, content in update.files.items()})
    console.findings([*findings, *mailing.findings, *update.findings])
    names = [name for name in mailing.files if name not in update.edited]
    if args.department:
        console.print(N_("{count} letter{count||s} written to {folder}"), count=len(names), folder=target.as_posix())
        return 0
    for name in names:
        console.print_line((target / name).as_posix())
    return 0
