"""Bon à tirer: the approved press file, by its checksum, and the sheet to sign."""

from __future__ import annotations

from pathlib import Path

from pressroom.build.signoffs import SignOff
from pressroom.colour.ink import BLACK
from pressroom.desk import original
from pressroom.desk.package import require_ready
from pressroom.desk.text_block import TextSetter
from pressroom.file_index import FileIndex
from pressroom.findings import N_, Finding, Refused, code, finding
from pressroom.marks import Group, Mark, PlacedPage, Shape, Sheet
from pressroom.publish import finished, stored_manifest
from pressroom.publish.manifest import Entry
from pressroom.records import dataclass
from pressroom.sheet.geometry import Box, polygon, rectangle
from pressroom.sheet.units import mm, to_mm
from pressroom.stages import Job
from pressroom.text.dates import day_as_given
from pressroom.text.translation import Translate, decimals, filled

NOT_BUILT = code(
    "not-built", N_("Only a finished press file in out/ can be approved."),
    N_("Build first: `render.py NAME`, with --printer where it is not for the campaign's own."))

_WIDTH, _HEIGHT, _MARGIN = mm(210), mm(297), mm(15)


@dataclass(frozen=True, slots=True)
class Approval:
    """An approval and its sheet.

    Attributes:
        record: the entry of signoffs/.
        sheet: the proof sheet, a PDF of one page for each page of the piece.
        findings: what staff should know.
    """

    record: SignOff
    sheet: bytes
    findings: tuple[Finding, ...] = ()


def approve(job: Job, index: FileIndex, name: str, format_name: str, printer: str, by: str, day: str,
            translate: Translate) -> list[Approval]:
    """Approve the press files of a material, in one format or all.

    Raises:
        Refused: there is none, or one is not what the last build wrote.
    """
    require_ready(job, name)
    out, stored = index.folder, stored_manifest.read(index.folder, index.manifest)
    entries = [entry for entry in stored.entries.values()
               if entry.edition == "press" and entry.material == name and format_name in ("", entry.format)
               and entry.printer == (printer or job.campaign.printer)]
    if not entries:
        raise Refused([*stored.findings, finding(NOT_BUILT, N_("there is no press file of {name} in {folder}"),
                                                 N_("build it first"), name=name, folder=out.as_posix())])
    version = job.materials[name].version if name in job.materials else 1
    approvals: list[Approval] = []
    for entry in sorted(entries, key=lambda one: one.path):
        path, content = out / entry.path, finished.content_of(index, entry)
        record = SignOff(entry.piece, entry.path, entry.printer, entry.sha256, len(content), version, by, day)
        sheet, findings = _sheet(job, entry, path, content, record, translate)
        approvals.append(Approval(record, sheet, (*(stored.findings if not approvals else ()), *findings)))
    return approvals


def _sheet(job: Job, entry: Entry, path: Path, content: bytes, record: SignOff,
           translate: Translate) -> tuple[bytes, tuple[Finding, ...]]:
    from pressroom.paint.loose import Paper, write

    source = original.original_of(path, content)
    pages = tuple(range(1, source.pages + 1))
    extract = original.extract_pages(source, pages)
    setter = TextSetter(job)
    sheets = [_page(setter, entry, path, number, len(pages), extract.forms[number].size, record, translate)
              for number in pages]
    sheet = write(sheets, Paper(_title(entry.piece, translate),
                                job.campaign.organisation.name, job.campaign.language, "2000-01-01",
                                f"sign-off/{entry.piece}/{record.sha256}", sources={path: extract}, intent=path))
    return sheet, original.lost_annotations(extract, path)


def _page(setter: TextSetter, entry: Entry, path: Path, number: int, count: int, size: tuple[float, float],
          record: SignOff, translate: Translate) -> Sheet:
    right, bottom = _WIDTH - _MARGIN, _HEIGHT - _MARGIN
    title = setter.block(_title(entry.title, translate), Box(_MARGIN, _MARGIN, right, _MARGIN + mm(16)), 15, least=9,
                         bold=True, role="heading")
    top, foot = _MARGIN + mm(18), bottom - mm(66)
    scale = min((right - _MARGIN) / size[0], (foot - top) / size[1], 1.0)
    left = (_WIDTH - size[0] * scale) / 2
    box = Box(left, top, left + size[0] * scale, top + size[1] * scale)
    width, height = (f"{round(to_mm(side), 1):g}" for side in size)
    of = filled(translate(N_("{file} (page {page} of {count})")), {"file": record.file, "page": number, "count": count})
    shown = filled(translate(N_("{width} x {height} mm, shown at {share} %")), {
        "width": decimals(width, translate), "height": decimals(height, translate), "share": f"{scale * 100:.0f}"})
    rows = ((N_("File"), of), (N_("Trim"), shown),
            (N_("Printer"), record.printer), ("SHA-256", record.sha256), (N_("Approved by"), record.by or "_" * 40),
            (N_("On"), day_as_given(record.day, setter.language)), (N_("Signature"), ""))
    marks: list[Mark] = [title.group, Group((PlacedPage(path, number, box),)),
                         Shape(rectangle(box.grown(0.3)), stroke=BLACK, width=0.4)]
    y = foot + mm(6)
    for label, text in rows:
        marks.append(setter.block(translate(label), Box(_MARGIN, y, _MARGIN + mm(32), y + mm(9)), 8.5, bold=True).group)
        if text:
            marks.append(setter.block(text, Box(_MARGIN + mm(33), y, right, y + mm(9)), 8.5, least=5.5,
                                      polished=False).group)
        y += mm(6.2)
    marks.append(Shape(polygon(((_MARGIN + mm(33), bottom), (right, bottom)), closed=False), stroke=BLACK, width=0.4))
    return Sheet(_WIDTH, _HEIGHT, 0.0, tuple(marks))


def _title(name: str, translate: Translate) -> str:
    return filled(translate(N_("Approved for printing: {title}")), {"title": name})
