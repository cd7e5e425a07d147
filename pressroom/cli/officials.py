"""`render.py officials`: make the register of elected officials, and list the officials of a commune."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom.cli.console import Console
from pressroom.findings import N_, Finding, Refused, Severity, finding
from pressroom.records import replace

if TYPE_CHECKING:
    from pressroom.officials.age import Ages
    from pressroom.officials.answers import Official
    from pressroom.specs.campaign import Officials


def officials(root: Path, args: argparse.Namespace, console: Console) -> int:
    """Import the open files, or find the officials of a commune."""
    from pressroom.officials import store

    database = Path(args.database) if args.database else root / store.DEFAULT
    today = _day(args.today)
    if args.action == "import":
        return _import(root, args, database, today, console)
    return _find(root, args, database, today, console)


def _day(text: str) -> str:
    from pressroom.officials.table_day import OFFICIALS_DATE

    try:
        return datetime.date.fromisoformat(text).isoformat() if text else datetime.date.today().isoformat()
    except ValueError:
        raise Refused([finding(OFFICIALS_DATE, N_("{day} is not a date"), N_("write --today 2026-05-05"),
                               day=text[:40])], exit_code=2) from None


def _import(root: Path, args: argparse.Namespace, database: Path, today: str, console: Console) -> int:
    from pressroom.officials import headers, imports
    from pressroom.officials.age import Ages, read_elections

    register = imports.read_all([Path(name) for name in args.files], database, today, args.as_of)
    console.findings([*register.findings, *_before_elections(database, Ages(today, elections=read_elections(root)))])
    for kind in headers.KINDS:
        table = register.tables.get(kind.name)
        if table:
            console.print(N_("{thing}: {count} rows of {file}, {day}"), thing=console.translate(kind.title),
                          count=table.rows - table.skipped, file=table.shown.name, day=table.date or "?")
    console.print(N_("{path} holds {count} communes; to look one up: render.py officials find TEXT"),
                  path=database.as_posix(), count=register.communes)
    return 0


def _before_elections(database: Path, ages: Ages) -> list[Finding]:
    """Warnings about imported tables from before an election; whoever writes to their office-holders gets an error."""
    from pressroom.officials.age import OFFICIALS_BEFORE_ELECTION
    from pressroom.officials.register import Register

    with Register(database) as register:
        return [replace(item, severity=Severity.WARNING) for item in register.too_old(ages)
                if item.code == OFFICIALS_BEFORE_ELECTION.name]


def _find(root: Path, args: argparse.Namespace, database: Path, today: str, console: Console) -> int:
    from pressroom.officials import recipients
    from pressroom.officials.age import Ages, read_elections
    from pressroom.officials.commune import description, find_commune
    from pressroom.officials.register import Register

    settings = _settings(root)
    ages = Ages(today, settings.oldest_days, read_elections(root))
    with Register(database) as register:
        commune = find_commune(register, args.text)
        answer = register.look_up(commune, args.constituency)
        findings = [*answer.findings, *register.too_old(ages), *recipients.too_old(settings, ages),
                    *ages.of_elections()]
        console.print_line(description(commune))
        for official in recipients.recipients(settings, answer):
            console.print("  {line}", line=_line(official, console))
    console.findings(findings)
    return 1 if any(item.fails for item in findings) else 0


def _settings(root: Path) -> Officials:
    from pressroom.specs.campaign import CampaignSpec
    from pressroom.specs.reader import read
    from pressroom.specs.spec_files import CAMPAIGN
    from pressroom.specs.validate import validate

    return validate(read(root / CAMPAIGN, Path(CAMPAIGN)), CampaignSpec).officials


def _line(official: Official, console: Console) -> str:
    """An official on one line: office, name, address, since when, and the date of the source."""
    civility = {"f": "Mme", "m": "M."}.get(official.civility, "")
    place = f"{official.place}, {official.constituency}" if official.constituency else official.place
    office = f"{official.words or official.office}{f' ({place})' if place and official.office != 'maire' else ''}"
    address = ", ".join([*official.address, f"{official.postcode} {official.town}".strip()])
    parts = [office, f"{civility} {official.name}".strip(), address]
    if official.since:
        parts.append(console.translate(N_("since {day}")).replace("{day}", official.since))
    if official.source_date:
        parts.append(console.translate(N_("as of {day}")).replace("{day}", official.source_date))
    return " · ".join(part for part in parts if part)
