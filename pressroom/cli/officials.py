"""`render.py officials`: make the register of elected officials, and say who would be written to."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom.cli.console import Voice
from pressroom.findings import N_, Refused, finding

if TYPE_CHECKING:
    from pressroom.officials.answers import Official
    from pressroom.specs.campaign import Officials


def officials(root: Path, told: argparse.Namespace, voice: Voice) -> int:
    """Import the open files, or find the officials of a commune."""
    from pressroom.officials import store

    database = Path(told.database) if told.database else root / store.DEFAULT
    today = _day(told.today)
    if told.action == "import":
        return _import(told, database, today, voice)
    return _find(root, told, database, today, voice)


def _day(said: str) -> str:
    from pressroom.officials.imports import OFFICIALS_DATE

    try:
        return datetime.date.fromisoformat(said).isoformat() if said else datetime.date.today().isoformat()
    except ValueError:
        raise Refused([finding(OFFICIALS_DATE, N_("{day} is not a date"), N_("write --today 2026-05-05"),
                               day=said[:40])], exit_code=2) from None


def _import(told: argparse.Namespace, database: Path, today: str, voice: Voice) -> int:
    from pressroom.officials import headers, imports

    made = imports.read_all([Path(name) for name in told.files], database, today, told.as_of)
    voice.findings(made.findings)
    for kind in headers.KINDS:
        table = made.tables.get(kind.name)
        if table:
            voice.tell(N_("{thing}: {count} rows of {file}, {day}"), thing=voice.translate(kind.title),
                       count=table.rows - table.skipped, file=table.file, day=table.date or "?")
    voice.tell(N_("{path} knows {count} communes; look one up: render.py officials find TEXT"),
               path=database.as_posix(), count=made.communes)
    return 0


def _find(root: Path, told: argparse.Namespace, database: Path, today: str, voice: Voice) -> int:
    from pressroom.officials import recipients
    from pressroom.officials.commune import description, find_commune
    from pressroom.officials.register import Register

    said = _said(root)
    with Register(database) as register:
        commune = find_commune(register, told.text)
        lookup = register.look_up(commune, told.constituency)
        findings = [*lookup.findings, *register.too_old(today, said.oldest_days), *recipients.too_old(said, today)]
        voice.plain(description(commune))
        for one in recipients.recipients(said, lookup):
            voice.tell("  {line}", line=_line(one, voice))
    voice.findings(findings)
    return 1 if any(item.fails for item in findings) else 0


def _said(root: Path) -> Officials:
    from pressroom.load import CAMPAIGN
    from pressroom.specs.campaign import CampaignSpec
    from pressroom.specs.reader import read
    from pressroom.specs.validate import validate

    return validate(read(root / CAMPAIGN, Path(CAMPAIGN)), CampaignSpec).officials


def _line(one: Official, voice: Voice) -> str:
    """An official on one line: office, name, where, since, and of what day this is known."""
    civility = {"f": "Mme", "m": "M."}.get(one.civility, "")
    place = f"{one.place}, {one.constituency}" if one.constituency else one.place
    office = f"{one.words or one.office}{f' ({place})' if place and one.office != 'maire' else ''}"
    address = ", ".join([*one.address, f"{one.postcode} {one.town}".strip()])
    parts = [office, f"{civility} {one.name}".strip(), address]
    if one.since:
        parts.append(voice.translate(N_("since {day}")).replace("{day}", one.since))
    if one.source_date:
        parts.append(voice.translate(N_("as of {day}")).replace("{day}", one.source_date))
    return " · ".join(part for part in parts if part)
