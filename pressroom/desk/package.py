"""One file for the printer: the press file, the job ticket, the proof picture and the preflight report."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile

from pressroom.build import signoffs
from pressroom.build.signoffs import SignOff
from pressroom.colour.ink import BLACK
from pressroom.desk.finishing import finishing, finishing_rows
from pressroom.desk.original import original_of
from pressroom.desk.press_file import PressFile
from pressroom.desk.rendering import fit_dpi, png, render_page
from pressroom.desk.text_block import TextSetter
from pressroom.findings import N_, Finding, Refused, code, finding
from pressroom.marks import Group, Mark, Shape, Sheet
from pressroom.publish.manifest import entry_of, finding_to_json
from pressroom.publish.report import report
from pressroom.records import dataclass
from pressroom.sheet.geometry import Box, polygon
from pressroom.sheet.units import mm, to_mm
from pressroom.specs.printer import PrinterSpec
from pressroom.stages import Job, Piece, draft
from pressroom.text.dates import day_as_given
from pressroom.text.translation import Translate, decimals, filled, megabytes

# The only date in the archive, the first that ZIP can hold, so that the same files make the same bytes.
_DATE = (1980, 1, 1, 0, 0, 0)
PROOF_DPI = 110.0
MARK_NAMES = {"crop": N_("crop marks"), "fold": N_("fold marks"), "registration": N_("registration marks"),
              "bar": N_("colour bar"), "slug": N_("slug line")}

PRINTER_UNNAMED = code(
    "printer-unnamed",
    N_("Every published print names its printer and the printer's address; a file without them is not sent to "
       "press."),
    N_("Fill in imprint: name and address in the printer's preset, then build and pack again."),
    source="Loi du 29 juillet 1881, article 3")


@dataclass(frozen=True, slots=True)
class Order:
    """The details of an order, which no file holds.

    Attributes:
        copies: 0 until known.
        paper, contact: in words; empty until known.
        records: of a run: how many people's data its files hold; 0 for every other piece.
        delete_by: the day on which the printer deletes these; empty without any.
    """

    copies: int = 0
    paper: str = ""
    contact: str = ""
    records: int = 0
    delete_by: str = ""


def require_imprint(job: Job, printer: str) -> None:
    """Check that the printer's preset has a name and an address for the imprint.

    Raises:
        Refused: one of them is missing.
    """
    spec = job.printers[printer]
    if spec.imprint.name and spec.imprint.address:
        return
    file = f"assets/printers/{printer}.yaml"
    document = job.documents[file if file in job.documents else f"assets/printers/{printer}.yml"]
    raise Refused([finding(PRINTER_UNNAMED, N_("the printer {name} has no name or no address for the imprint"),
                           N_("fill in imprint: {name: \"...\", address: \"...\"}"),
                           source=document.place(("imprint",)), name=printer)])


def require_ready(job: Job, name: str) -> None:
    """Check that a material is no draft.

    Raises:
        Refused: it is one.
    """
    if name in job.materials and job.materials[name].state == "draft":
        raise Refused([draft(job, name, N_("{name} is a draft: it is not sent to a printer"),
                                     fails=True)])


def approval_of(job: Job, press: PressFile) -> tuple[SignOff | None, list[Finding]]:
    """Who has approved the press file, and a warning where it was another one."""
    digest = hashlib.sha256(press.content).hexdigest()
    return signoffs.approval_of(job.root, press.piece.name, press.piece.printer, digest)


def make_package(job: Job, press: PressFile, order: Order, language: str, translate: Translate,
                 approval: SignOff | None = None, most_proofs: int = 0) -> bytes:
    """The archive; the same inputs make the same bytes. `approval` is that of the press file.

    Of a file with more pages than `most_proofs` the first and the last are shown; 0 shows all.
    """
    name = press.piece.name
    ticket = _ticket(press, order, approval)
    pages = _proofs(press, most_proofs)
    files = {
        f"{name}.pdf": press.content,
        f"{name}-ticket.json": (json.dumps(ticket, ensure_ascii=False, indent=1) + "\n").encode(),
        f"{name}-ticket.pdf": _ticket_pdf(job, press, ticket, language, translate),
        f"{name}-preflight.html": _report(job, press, pages, language, translate), **pages}
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {path}\n" for path, content in sorted(files.items()))
    files["SHA256SUMS"] = sums.encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{name}/{path}", _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, content, compresslevel=6)
    return out.getvalue()


def _proofs(press: PressFile, most: int) -> dict[str, bytes]:
    original = original_of(press.piece.profile, press.content)
    count = original.pages
    proofs = {}
    for number in range(1, count + 1) if not most or count <= most else (1, count):
        dpi = fit_dpi(original.page(number).paper, PROOF_DPI)
        rendering = render_page(press.content, number, dpi, press.piece.profile)
        tail = f"-{number}" if count > 1 else ""
        proofs[f"{press.piece.name}-proof{tail}.png"] = png(rendering.picture)
    return proofs


def _ticket(press: PressFile, order: Order, approval: SignOff | None) -> dict[str, object]:
    """The job in JSON: lengths in millimetres, keys in English for every printer."""
    piece, printer = press.piece, press.piece.printer_spec
    width, height = piece.format.trim_mm
    return {
        "schema": 1, "piece": piece.name, "title": piece.title, "kind": piece.kind, "version": piece.version,
        "date": piece.date, "publisher": piece.author,
        "printer": {"preset": piece.printer, "name": printer.imprint.name, "address": printer.imprint.address},
        "file": {"name": f"{piece.name}.pdf", "sha256": hashlib.sha256(press.content).hexdigest(),
                 "bytes": len(press.content), "standard": printer.standard, "pages": len(press.report.pages)},
        "format": {"name": piece.format.name, "trim_mm": [width, height], "bleed_mm": round(to_mm(printer.bleed), 2),
                   "safe_mm": round(to_mm(printer.safe), 2), "marks": [*printer.marks]},
        "colours": {"process": ["cyan", "magenta", "yellow", "black"], "condition": printer.condition.identifier,
                    "profile": printer.condition.profile, "ink_limit_percent": printer.ink_limit},
        "scale": f"1:{piece.scale:g}", "finishing": finishing(piece),
        "folds_mm": _folds(piece), "copies": order.copies or None, "paper": order.paper or _stock(printer) or None,
        "contact": order.contact or _contact(printer) or None,
        "approval": {"by": approval.by, "day": approval.day} if approval else None,
        "people": {"records": order.records, "delete_by": order.delete_by} if order.records else None,
        "preflight": {"passed": press.report.passed, "checks": len(press.report.ran),
                      "findings": [finding_to_json(item) for item in press.report.findings]}}


def _folds(piece: Piece) -> dict[str, list[float]]:
    """Folds of each page from its left edge, in millimetres; empty for a piece without folds."""
    if piece.folding is None:
        return {}
    return {str(page): [round(to_mm(fold), 2) for fold in piece.folding.folds(page)] for page in (1, 2)}


def _stock(printer: PrinterSpec) -> str:
    """The preset's paper in words; empty when it names none."""
    stock = printer.stock
    return ", ".join(part for part in (stock.name, f"{stock.gsm:g} g/m²" if stock.gsm else "") if part)


def _contact(printer: PrinterSpec) -> str:
    """The contact at the printer's; empty when the preset names none."""
    contact = printer.contact
    return ", ".join(part for part in (contact.name, contact.email, contact.phone) if part)


def _ticket_pdf(job: Job, press: PressFile, ticket: dict[str, object], language: str, translate: Translate) -> bytes:
    """One tagged A4 page, for screen readers too."""
    from pressroom.paint.loose import Paper, write

    setter, piece = TextSetter(job, language), press.piece
    left, right, y = mm(20), mm(190), mm(20)
    name = filled(translate(N_("Job ticket: {title}")), {"title": piece.title})
    title = setter.block(name, Box(left, y, right, y + mm(30)), 20, least=11, bold=True, role="heading")
    marks: list[Mark] = [title.group]
    y = title.area.y1 + mm(9)
    for label, text in _rows(press, ticket, language, translate):
        head = setter.block(translate(label), Box(left, y, left + mm(44), y + mm(14)), 10, least=8, bold=True)
        words = setter.block(text, Box(left + mm(46), y, right, y + mm(26)), 10, least=7, polished=False)
        y = max(head.area.y1, words.area.y1) + mm(2.6)
        line = Shape(polygon(((left, y), (right, y)), closed=False), stroke=BLACK, width=0.25)
        marks += [head.group, words.group, Group((line,), role="artifact")]
        y += mm(2.6)
    sheet = Sheet(mm(210), mm(297), 0.0, tuple(marks))
    return write([sheet], Paper(name, piece.author, language, piece.date, f"ticket/{piece.name}/{piece.printer}",
                                press=False, tagged=True))


def _rows(press: PressFile, ticket: dict[str, object], language: str, translate: Translate) -> list[tuple[str, str]]:
    piece, printer, content = press.piece, press.piece.printer_spec, press.content
    width, height = piece.format.trim_mm
    unknown = translate(N_("to be agreed"))
    folds = ticket["folds_mm"]
    folds_text = "; ".join(f"{page}: {', '.join(f'{fold:g} mm' for fold in positions)}"
                           for page, positions in folds.items()) if isinstance(folds, dict) else ""
    marks = ", ".join(translate(MARK_NAMES[mark]) for mark in printer.marks)
    pages = len(press.report.pages)
    checks = filled(translate(N_("passed: {ran} check{ran||s}, {count} remark{count||s} (see the report)")),
                    {"ran": len(press.report.ran), "count": len(press.report.findings)})
    colours = filled(
        translate(N_("cyan, magenta, yellow, black; {condition}, {profile}; at most {limit} % of ink")),
        {"condition": printer.condition.identifier, "profile": printer.condition.profile,
         "limit": f"{printer.ink_limit:g}"})
    return [
        (N_("Customer"), piece.author), (N_("Contact"), str(ticket["contact"] or unknown)),
        (N_("Printer"), f"{printer.imprint.name}, {printer.imprint.address}"),
        (N_("File"), f"{piece.name}.pdf, {megabytes(len(content), language, translate)}, {printer.standard}"),
        (N_("Pages"), str(pages)),
        (N_("Trim"), decimals(f"{width:g} x {height:g} mm ({piece.format.name})", translate)),
        (N_("Bleed"), decimals(f"{to_mm(printer.bleed):g} mm", translate)),
        (N_("Marks"), marks or translate(N_("none"))),
        (N_("Colours"), colours),
        (N_("Paper"), str(ticket["paper"] or unknown)),
        *finishing_rows(piece, translate),
        (N_("Folds"), decimals(folds_text, translate) or translate(N_("none"))),
        (N_("Copies"), str(ticket["copies"] or unknown)),
        *_people(ticket, language, translate), (N_("Preflight"), checks), *_approved(ticket, language),
        ("SHA-256", hashlib.sha256(content).hexdigest())]


def _people(ticket: dict[str, object], language: str, translate: Translate) -> list[tuple[str, str]]:
    """How many people's data the file holds, and until when; no row for a piece without any."""
    people = ticket["people"]
    if not isinstance(people, dict):
        return []
    words = filled(translate(N_("of {count} record{count||s}; to be deleted, with all copies, by {day}")),
                   {"count": people["records"], "day": day_as_given(people["delete_by"], language)})
    return [(N_("People's data"), words)]


def _approved(ticket: dict[str, object], language: str) -> list[tuple[str, str]]:
    """Who has approved the press file, and when; no row where nobody has."""
    approval = ticket["approval"]
    if not isinstance(approval, dict):
        return []
    return [(N_("Approved by"), f"{approval['by']}, {day_as_given(approval['day'], language)}")]


def _report(job: Job, press: PressFile, pages: dict[str, bytes], language: str, translate: Translate) -> bytes:
    entries = {press.piece.name: entry_of(f"{press.piece.name}.pdf", press.content, press.piece, "press", "",
                                          press.report)}
    entries |= {path: entry_of(path, content, press.piece, "preview", "", None) for path, content in pages.items()}
    return report(job.campaign.organisation.name, entries, press.report.findings, language, translate)
