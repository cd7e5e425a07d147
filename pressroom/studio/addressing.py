"""Letters for a commune: who is in office there by the register, and the Word files addressed to them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from pressroom.findings import N_, Finding, Refused, finding
from pressroom.letters import address, compose
from pressroom.letters.generic import letters, read_template
from pressroom.letters.mailing import Mailing, MailingRequest, of_commune
from pressroom.officials import recipients, store
from pressroom.officials.answers import Candidates, Commune, Match, NoMatch, Official
from pressroom.officials.commune import MOST_LISTED, description
from pressroom.officials.register import Register
from pressroom.records import dataclass
from pressroom.specs.letter import LetterSpec, SenderSpec
from pressroom.specs.reader import parsed
from pressroom.specs.validate import UNKNOWN_NAME, validate
from pressroom.stages import Job
from pressroom.studio import sending
from pressroom.studio.pages import as_data
from pressroom.studio.workspace import Workspace

SENDER = ("name", "practice", "address", "postcode", "town", "email", "place")
"""Fields of the sender, in the order of the form."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The letters that are asked for.

    Attributes:
        commune: its name, postal code or INSEE code.
        constituency: its number, where the commune lies in several; else 0.
        sender: as typed, by field of `SENDER`; kept nowhere.
        file: one Word file of them; empty for all.
    """

    commune: str
    constituency: int = 0
    sender: Mapping[str, str] | None = None
    file: str = ""


def has_register(workspace: Workspace) -> bool:
    """Whether the tables of officials were imported."""
    return (workspace.root / store.DEFAULT).exists()


def texts(workspace: Workspace) -> list[dict[str, str]]:
    """The letters of the project: name, title, and the office that each is to."""
    job = sending.saved_job(workspace)
    return [{"name": name, "title": spec.title, "recipient": spec.recipient}
            for name, spec in job.materials.items() if isinstance(spec, LetterSpec)]


def look_up(workspace: Workspace, wanted: Wanted, language: str) -> dict[str, Any]:
    """The recipients of a commune with the names of their letters, or the communes that are meant.

    Raises:
        Refused: there is no register, or the campaign cannot be read.
    """
    job = sending.saved_job(workspace)
    with Register(workspace.root / store.DEFAULT) as register:
        match = register.find(wanted.commune)
        if not isinstance(match, Match):
            return {"candidates": _candidates(match), "isKnown": isinstance(match, Candidates), "recipients": []}
        answer = register.look_up(match.commune, wanted.constituency)
    found = recipients.recipients(job.campaign.officials, answer)
    mailing, findings = _addressed(workspace, job, wanted)
    return {
        "commune": description(match.commune), "insee": match.commune.insee, "candidates": [], "isKnown": True,
        "constituencies": [*match.commune.constituencies], "constituency": wanted.constituency,
        "recipients": [_shown(one, files) for one, files in _with_files(job, found, mailing)],
        "findings": as_data(findings or answer.findings, language), "canWrite": bool(mailing and mailing.files)}


def made(workspace: Workspace, wanted: Wanted) -> tuple[str, dict[str, bytes]]:
    """The Word files, by name, and the name of their folder.

    Raises:
        Refused: as `letters.mailing.of_commune`; the sender's fields have mistakes; or there is no such file.
    """
    mailing = of_commune(sending.saved_job(workspace), wanted.commune, wanted.constituency, _request(workspace, wanted))
    if wanted.file and wanted.file not in mailing.files:
        raise Refused([finding(UNKNOWN_NAME, N_("there is no letter {name}"), name=wanted.file[:80])], exit_code=2)
    files = {wanted.file: mailing.files[wanted.file]} if wanted.file else mailing.files
    return mailing.folder, files


def blank(workspace: Workspace) -> dict[str, bytes]:
    """The Word files with their prompts, to be filled in by hand.

    Raises:
        Refused: a letter or the template has mistakes.
    """
    job = sending.saved_job(workspace)
    ready, wrong = letters(job)
    if wrong:
        raise Refused(wrong)
    template = read_template(job.root)
    return {f"{one.name}.docx": compose.generic_file(one, template) for one in ready}


def _request(workspace: Workspace, wanted: Wanted) -> MailingRequest:
    return MailingRequest(workspace.root / store.DEFAULT, sending.today(), _sender(wanted.sender or {}))


def _sender(fields: Mapping[str, str]) -> SenderSpec | None:
    """The sender; None where no field is filled in, so that the letters keep their prompts.

    Raises:
        Refused: the name is missing, or a field has signs that a Word file cannot hold.
    """
    filled = {name: text.strip() for name, text in fields.items() if text.strip()}
    if not filled:
        return None
    shown = Path("sender")
    wrong = address.unprintable(filled)
    if wrong:
        raise Refused(wrong)
    return validate(parsed(json.dumps(filled, ensure_ascii=False), shown), SenderSpec)


def _addressed(workspace: Workspace, job: Job, wanted: Wanted) -> tuple[Mailing | None, tuple[Finding, ...]]:
    """The letters without a sender, and what is said of them; none where they must not be written."""
    try:
        mailing = of_commune(job, wanted.commune, wanted.constituency, _request(workspace, wanted))
    except Refused as refused:
        return None, refused.findings
    return mailing, tuple(mailing.findings)


def _with_files(job: Job, found: tuple[Official, ...], mailing: Mailing | None) -> Iterator[tuple[Official, list[str]]]:
    """Each recipient with the letters to them: a mailing has its files in the order of recipients."""
    names = iter(mailing.files if mailing else ())
    offices = [spec.recipient for spec in job.materials.values() if isinstance(spec, LetterSpec)]
    for one in found:
        yield one, [*islice(names, offices.count(one.office))]


def _shown(one: Official, files: list[str]) -> dict[str, Any]:
    place = f"{one.place}, {one.constituency}" if one.constituency else one.place
    return {"office": one.office, "title": one.words or one.office, "place": place if one.office != "maire" else "",
            "civility": {"f": "Mme", "m": "M."}.get(one.civility, ""), "name": one.name,
            "address": [*one.address, f"{one.postcode} {one.town}".strip()], "since": one.since,
            "asOf": one.source_date, "files": files}


def _candidates(match: Candidates | NoMatch) -> list[dict[str, str]]:
    """The communes among which one is to be chosen."""
    communes: tuple[Commune, ...] = match.communes if isinstance(match, Candidates) else match.near
    return [{"insee": each.part or each.insee, "name": description(each)} for each in communes[:MOST_LISTED]]
