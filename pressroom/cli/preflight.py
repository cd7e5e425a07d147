"""`render.py preflight`: check finished files, ours or not; write a report or a repaired copy."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom import files
from pressroom.cli.console import Console
from pressroom.findings import N_, Finding, Refused, Value, code, finding
from pressroom.records import replace

if TYPE_CHECKING:
    from pressroom.brief import Brief, Report
    from pressroom.pdf.source import HeldFile
    from pressroom.preflight.proof import Proof

_LARGE = 16 * 2**20  # bytes of a file that is read piece by piece

NO_FILE = code("no-file", N_("The command names a file that cannot be read."), N_("Correct the path."))
BAD_TRIM = code(
    "bad-trim",
    N_("The trim is given as width x height in mm."),
    N_("Write --trim 297x420mm, or a name: A3."))
NO_GHOSTSCRIPT = code(
    "no-ghostscript", N_("Plates are made by Ghostscript, which this machine does not have."),
    N_("Install Ghostscript, or leave --plates out."))
REPAIR_WHERE = code(
    "repair-where", N_("A repair writes one new file; no existing file is overwritten."),
    N_("Name one file, and an output that does not exist yet."))


def preflight(root: Path, args: argparse.Namespace, console: Console) -> int:
    """Check finished files, ours or not; 0 when none has an error."""
    if args.plates:
        _need_ghostscript()
    trim = _trim(args.trim)
    if args.fix and not args.repair:
        raise Refused([finding(REPAIR_WHERE, N_("a fix-up writes a new file: --repair OUT.pdf"))], exit_code=2)
    if args.repair:
        return _repair(root, args, trim, console)
    brief = _brief(root, args, trim)
    examined = []
    for name in args.files:
        report, proof = _examined(open_file(name), brief)
        if not args.report:  # no pictures are made of it
            proof.close()
        examined.append((name, report, proof))
    if args.report:
        _report(Path(args.report), [(name, report, proof) for name, report, proof in examined], console)
    reports = [(name, report) for name, report, _ in examined]
    _print_reports(reports, args.json, console)
    return 1 if any(not report.passed for _, report in reports) else 0


def open_file(name: str) -> bytes | HeldFile:
    """A file that the command names: its bytes, or the open file where it is large.

    Raises:
        Refused: it cannot be read.
    """
    from pressroom.pdf.source import HeldFile

    try:
        with files.opened(Path(name)) as stream:
            size = os.fstat(stream.fileno()).st_size
            if size >= _LARGE and hasattr(os, "pread"):
                return HeldFile(os.dup(stream.fileno()), size)
    except files.Unread:
        pass  # reported below
    return read_file(name)


def read_file(name: str) -> bytes:
    """The bytes of a file that the command names.

    Raises:
        Refused: it cannot be read.
    """
    try:
        return files.content(Path(name))
    except files.Unread as trouble:
        raise Refused([finding(NO_FILE, N_("{name} cannot be read: {reason}"), name=name, reason=str(trouble))],
                      exit_code=2 if trouble.names_no_file else 1) from None


def _brief(root: Path, args: argparse.Namespace, trim: tuple[float, float] | None) -> Brief:
    from pressroom.build.other_files import brief_for

    brief = brief_for(root, args.printer, trim, tuple(args.qr))
    if args.plates and not brief.edition:  # plates are measured on press files only
        brief = replace(brief, edition="press")
    return replace(brief, plates=bool(args.plates))


def _examined(content: bytes | HeldFile, brief: Brief) -> tuple[Report, Proof]:
    from pressroom.preflight import examine

    return examine(content, brief, as_declared=True)


def _need_ghostscript() -> None:
    from pressroom.programs import ghostscript

    if not ghostscript():
        raise Refused([finding(NO_GHOSTSCRIPT, N_("Ghostscript is not installed on this machine"))], exit_code=3)


def _print_reports(reports: list[tuple[str, Report]], as_json: bool, console: Console) -> None:
    if as_json:
        from pressroom.publish.manifest import finding_to_json

        console.print_line(json.dumps([{"file": name, "passed": report.passed, "ran": [*report.ran],
                                        "findings": [finding_to_json(item) for item in report.findings],
                                        "ink": [{"page": number, "plates": [*page.ink.plates], "most": page.ink.most,
                                                 "mean": page.ink.mean, "resolution": page.ink.resolution}
                                                for number, page in enumerate(report.pages, 1) if page.ink]}
                                       for name, report in reports], ensure_ascii=False, indent=1))
        return
    for name, report in reports:
        _print_report(name, report.findings, len(report.ran), console)
        if any(page.ink for page in report.pages):
            from pressroom.publish.preflight_page import ink_summary

            for number, page in enumerate(report.pages, 1):
                if page.ink:
                    console.print_line("  " + ink_summary(number, page.ink, console.translate))


def _print_report(name: str, findings: Iterable[Finding], ran: int, console: Console) -> None:
    findings_of_file = [replace(item, piece=name) for item in findings]
    console.findings(findings_of_file)
    failing = sum(item.fails for item in findings_of_file)
    console.print(N_("{name}: {errors} error{errors||s}, {others} other finding{others||s}, {ran} check{ran||s}"),
                  name=name, errors=failing, others=len(findings_of_file) - failing, ran=ran)


def _report(folder: Path, examined: list[tuple[str, Report, Proof]], console: Console) -> None:
    from pressroom.preflight.evidence import heat_maps, pictures
    from pressroom.publish.folder import write_all
    from pressroom.publish.preflight_page import heat_name, page, picture_name

    rows = [(name, report, pictures(proof, report.findings), heat_maps(proof)) for name, report, proof in examined]
    files = {"report.html": page(rows, console.language, console.translate)}
    for number, (_, _, evidence, heats) in enumerate(rows):
        files |= {picture_name(number, index): content for index, content in evidence.items()}
        files |= {heat_name(number, index): content for index, content in enumerate(heats, 1) if content}
    write_all(folder, files)
    console.remark(N_("see {report}"), report=(folder / "report.html").as_posix())


def _repair(root: Path, args: argparse.Namespace, trim: tuple[float, float] | None, console: Console) -> int:
    """Write a repaired copy, list the changes, and check it."""
    from datetime import UTC, datetime

    from pressroom.brief import Brief
    from pressroom.build.other_files import repair_for
    from pressroom.desk.mending import before_and_after, fixes_for, mended
    from pressroom.preflight import claimed_standard
    from pressroom.preflight.proof import Proof
    from pressroom.publish.folder import write_file
    from pressroom.sheet.units import mm

    out = Path(args.repair)
    if len(args.files) != 1 or out.exists():
        raise Refused([finding(REPAIR_WHERE, N_("{path} exists already") if out.exists() else
                               N_("a repair takes exactly one file"), path=out.as_posix())], exit_code=2)
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    content = read_file(args.files[0])
    says = "" if args.printer else claimed_standard(Proof(content, Brief(), []))
    request = repair_for(root, args.printer, trim, None if args.bleed is None else mm(args.bleed), now, says)
    fixes = fixes_for(root, args.printer, request.bleed, map(Path, args.fonts))
    result = mended(content, args.fix, fixes, request)
    write_file(out, result.content)
    for change in result.changes:
        console.print(N_("changed: {what}"), what=_sentence(change.sentence, change.values, console))
    for change in result.unrepaired:
        console.print(N_("left as it is: {what}"), what=_sentence(change.sentence, change.values, console))
    if args.fix and (picture := before_and_after(content, result.content)):
        write_file(out.with_suffix(".png"), picture)
        console.remark(N_("before and after: {picture}"), picture=out.with_suffix(".png").as_posix())
    report, proof = _examined(result.content, _brief(root, args, trim))
    proof.close()
    _print_reports([(out.as_posix(), report)], args.json, console)
    return 0 if report.passed else 1


def _sentence(sentence: str, values: Mapping[str, Value], console: Console) -> str:
    """A change in the reader's language; a reason is a sentence, too."""
    from pressroom.text.translation import filled, with_decimals

    shown = {name: console.translate(str(value)) if name == "reason" else value for name, value in values.items()}
    return filled(console.translate(sentence), with_decimals(shown, console.translate))


def _trim(text: str) -> tuple[float, float] | None:
    from pressroom.sheet import formats

    if not text:
        return None
    try:
        trim = formats.parse(text if text.endswith("mm") or not text[0].isdigit() else f"{text}mm")
    except ValueError:
        raise Refused([finding(BAD_TRIM, N_("{value} is not a trim size"), N_("write --trim 297x420mm"), value=text)],
                      exit_code=2) from None
    return trim.width, trim.height
