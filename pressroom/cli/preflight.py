"""`render.py preflight`: judge finished files, ours or not; show what was found, mend what is safe to mend."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom import files
from pressroom.cli.console import Voice
from pressroom.findings import N_, Finding, Refused, code, finding

if TYPE_CHECKING:
    from pressroom.brief import Brief, Report
    from pressroom.preflight.proof import Proof

NO_FILE = code("no-file", N_("The command names a file that cannot be read."), N_("Correct the path."))
BAD_TRIM = code(
    "bad-trim",
    N_("The trim is given as width x height in mm."),
    N_("Write --trim 297x420mm, or a name: A3."))
NO_GHOSTSCRIPT = code(
    "no-ghostscript", N_("Plates are made by Ghostscript, which this machine does not have."),
    N_("Install Ghostscript, or leave --plates out."))
REPAIR_WHERE = code(
    "repair-where", N_("A repair makes a new file out of one; no file is ever written over."),
    N_("Name one file, and an output that does not exist yet."))


def preflight(root: Path, told: argparse.Namespace, voice: Voice) -> int:
    """Judge finished files, ours or not; 0 when none has an error."""
    if told.plates:
        _need_ghostscript()
    trim = _trim(told.trim)
    if told.repair:
        return _repair(root, told, trim, voice)
    brief = _brief(root, told, trim)
    judged = [(name, *_examined(read_file(name), brief)) for name in told.files]
    if told.report:
        _report(Path(told.report), [(name, report, proof) for name, report, proof in judged], voice)
    answers = [(name, report) for name, report, _ in judged]
    _answer(answers, told.json, voice)
    return 1 if any(not report.passed for _, report in answers) else 0


def read_file(name: str) -> bytes:
    """A file that the command names.

    Raises:
        Refused: it cannot be read.
    """
    try:
        return files.content(Path(name))
    except files.Unread as trouble:
        raise Refused([finding(NO_FILE, N_("{name} cannot be read: {reason}"), name=name, reason=str(trouble))],
                      exit_code=2 if trouble.names_no_file else 1) from None


def _brief(root: Path, told: argparse.Namespace, trim: tuple[float, float] | None) -> Brief:
    from pressroom.build.pipeline import brief_for

    brief = brief_for(root, told.printer, trim, tuple(told.qr))
    if told.plates and not brief.edition:  # who asks for plates asks whether it can be printed
        brief = replace(brief, edition="press")
    return replace(brief, plates=bool(told.plates))


def _examined(content: bytes, brief: Brief) -> tuple[Report, Proof]:
    from pressroom.preflight import examine

    return examine(content, brief, as_declared=True)


def _need_ghostscript() -> None:
    from pressroom.programs import ghostscript

    if not ghostscript():
        raise Refused([finding(NO_GHOSTSCRIPT, N_("there is no Ghostscript on this machine"))], exit_code=3)


def _answer(answers: list[tuple[str, Report]], as_json: bool, voice: Voice) -> None:
    if as_json:
        from pressroom.publish.manifest import finding_to_json

        voice.plain(json.dumps([{"file": name, "passed": report.passed, "ran": [*report.ran],
                                 "findings": [finding_to_json(item) for item in report.findings],
                                 "ink": [{"page": number, "plates": [*page.ink.plates], "most": page.ink.most,
                                          "mean": page.ink.mean, "resolution": page.ink.resolution}
                                         for number, page in enumerate(report.pages, 1) if page.ink]}
                                for name, report in answers], ensure_ascii=False, indent=1))
        return
    for name, report in answers:
        _say(name, report.findings, len(report.ran), voice)
        if any(page.ink for page in report.pages):
            from pressroom.publish.preflight_page import ink_summary

            for number, page in enumerate(report.pages, 1):
                if page.ink:
                    voice.plain("  " + ink_summary(number, page.ink, voice.translate))


def _say(name: str, findings: Iterable[Finding], ran: int, voice: Voice) -> None:
    named = [replace(item, piece=name) for item in findings]
    voice.findings(named)
    failing = sum(item.fails for item in named)
    voice.tell(N_("{name}: {errors} errors, {others} other findings, {ran} checks"), name=name, errors=failing,
               others=len(named) - failing, ran=ran)


def _report(folder: Path, judged: list[tuple[str, Report, Proof]], voice: Voice) -> None:
    from pressroom.preflight.evidence import heat_maps, pictures
    from pressroom.publish.folder import write_all
    from pressroom.publish.preflight_page import heat_name, page, picture_name

    rows = [(name, report, pictures(proof, report.findings), heat_maps(proof)) for name, report, proof in judged]
    files = {"report.html": page(rows, voice.language, voice.translate)}
    for number, (_, _, shown, heats) in enumerate(rows):
        files |= {picture_name(number, index): content for index, content in shown.items()}
        files |= {heat_name(number, index): content for index, content in enumerate(heats, 1) if content}
    write_all(folder, files)
    voice.aside(N_("see {report}"), report=(folder / "report.html").as_posix())


def _repair(root: Path, told: argparse.Namespace, trim: tuple[float, float] | None, voice: Voice) -> int:
    """Write a repaired copy, say what was done, and judge it."""
    from datetime import UTC, datetime

    from pressroom.brief import Brief
    from pressroom.build.pipeline import repair_for
    from pressroom.preflight import claimed_standard
    from pressroom.preflight.proof import Proof
    from pressroom.preflight.repair import repair
    from pressroom.publish.folder import write_all
    from pressroom.sheet.units import mm

    out = Path(told.repair)
    if len(told.files) != 1 or out.exists():
        raise Refused([finding(REPAIR_WHERE, N_("{path} is there already") if out.exists() else
                               N_("a repair takes exactly one file"), path=out.as_posix())], exit_code=2)
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    content = read_file(told.files[0])
    says = "" if told.printer else claimed_standard(Proof(content, Brief(), []))
    request = repair_for(root, told.printer, trim, None if told.bleed is None else mm(told.bleed), now, says)
    result = repair(content, request)
    write_all(out.parent, {out.name: result.content})
    for change in result.changes:
        voice.tell(N_("changed: {what}"), what=_filled(change.sentence, change.values, voice))
    for change in result.unrepaired:
        voice.tell(N_("left as it is: {what}"), what=_filled(change.sentence, change.values, voice))
    report, _ = _examined(result.content, _brief(root, told, trim))
    _answer([(out.as_posix(), report)], told.json, voice)
    return 0 if report.passed else 1


def _filled(sentence: str, values: object, voice: Voice) -> str:
    from pressroom.text.translation import filled

    return filled(voice.translate(sentence), values)  # type: ignore[arg-type]


def _trim(text: str) -> tuple[float, float] | None:
    from pressroom.sheet import formats

    if not text:
        return None
    try:
        found = formats.parse(text if text.endswith("mm") or not text[0].isdigit() else f"{text}mm")
    except ValueError:
        raise Refused([finding(BAD_TRIM, N_("{value} is no trim"), N_("write --trim 297x420mm"), value=text)],
                      exit_code=2) from None
    return found.width, found.height
