"""Repairs that do not change the look of a page: boxes, output intent, metadata, trapping, actions.

pypdf rewrites the file, and both files are drawn: if a pixel differs, the repair is refused.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from pressroom.brief import Brief
from pressroom.findings import N_, Refused, Value, code, finding
from pressroom.pdf.objects import Pdf, entry, items, name, raw_entry, rectangle
from pressroom.preflight.checks.x1a import STANDARD as X1A
from pressroom.preflight.metadata import write_metadata
from pressroom.preflight.proof import Page, Proof
from pressroom.preflight.raster import NotRun
from pressroom.preflight.spoils import pypdf_object, stream
from pressroom.preflight.walk.painted import spaces_of, what
from pressroom.preflight.x1a_repair import remove_groups, verify
from pressroom.records import dataclass

NOT_REPAIRED = code("not-repaired", N_("A repair never changes what a page looks like, and never guesses."),
                    N_("Export the file again from the program that made it."), source="Pressroom, rule 5")
_ACTIONS = ("GoTo", "GoToR", "GoToE", "Launch", "Thread", "URI", "Sound", "Movie", "Hide", "Named", "SubmitForm",
            "ResetForm", "ImportData", "SetOCGState", "Rendition", "Trans", "GoTo3DView", "JavaScript")
_HEADERS = {"PDF/X-4": "%PDF-1.6", X1A: "%PDF-1.4"}
_PIXELS = 400_000
_SAME = 2  # greys by which two drawings of the same page may differ
_FITS = 0.5  # points by which a page may be smaller than the trim


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed, or was left as it is: a sentence with placeholders."""

    sentence: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class RepairedFile:
    """A file that was repaired.

    Attributes:
        content: its bytes.
        changes: what was changed.
        unrepaired: faults that were not repaired, because the page would look different or the right value is unknown.
    """

    content: bytes
    changes: tuple[Change, ...]
    unrepaired: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class RepairRequest:
    """The requirements on the repaired file.

    Attributes:
        trim: width and height, points; None when pages keep theirs.
        bleed: points.
        condition, condition_text: identifier and name of the printing condition.
        profile: of the output intent; empty to add none.
        standard: `PDF/X-4` or `PDF/X-1a:2003`, which is declared.
        now: date and time, ISO 8601 with zone.
    """

    trim: tuple[float, float] | None
    bleed: float
    condition: str
    condition_text: str
    profile: bytes
    standard: str
    now: str


class _Work:
    """A repair in progress."""

    def __init__(self, proof: Proof, writer: Any, request: RepairRequest) -> None:
        self.proof, self.writer, self.request = proof, writer, request
        self.changes: list[Change] = []
        self.unrepaired: list[Change] = []

    def change(self, sentence: str, **values: Value) -> None:
        """Record a change."""
        self.changes.append(Change(sentence, values))

    def leave(self, sentence: str, **values: Value) -> None:
        """Record a fault that is not repaired."""
        self.unrepaired.append(Change(sentence, values))


def repair(pdf: bytes, request: RepairRequest) -> RepairedFile:
    """The file with every fault repaired that does not concern the artwork.

    Raises:
        Refused: the file cannot be opened, a page would look different, or PDF/X-1a is requested and the artwork does
            not allow it.
    """
    proof = Proof(pdf, Brief(), [])
    if proof.trouble:
        raise _not_opened(proof.detail or proof.trouble)
    writer = _writer(pdf)
    work = _Work(proof, writer, request)
    for page, leaf in zip(proof.pages, list(writer.pages), strict=False):
        _boxes(work, page, leaf)
    _actions(work)
    _intent(work)
    if request.standard == X1A:
        remove_groups(proof, writer, work.change)
    write_metadata(work.proof, writer, request.standard if entry(writer._root_object, "/OutputIntents") else "",
                   request.now, work.change)
    if request.standard in _HEADERS:
        writer.pdf_header = _HEADERS[request.standard]
        writer._root_object.pop("/Version", None)
    out = io.BytesIO()
    writer.write(out)
    content = out.getvalue()
    if request.standard == X1A:
        verify(content, NOT_REPAIRED)
    require_same_look(proof, content)
    return RepairedFile(content, tuple(work.changes), tuple(work.unrepaired))


def _writer(pdf: bytes) -> Any:
    import pypdf

    try:
        return pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(pdf)))
    except Exception as error:  # what qpdf repairs can make pypdf raise anything, RecursionError included
        raise _not_opened(f"{type(error).__name__}: {error}"[:200]) from None


def _not_opened(reason: str) -> Refused:
    return Refused([finding(NOT_REPAIRED, N_("the file cannot be opened: {reason}"), reason=reason)])


def _boxes(work: _Work, page: Page, leaf: Pdf) -> None:
    from pypdf.generic import NameObject

    left, bottom, right, top = page.media
    trim = page.corners("/TrimBox") or page.corners("/ArtBox")
    if page.corners("/TrimBox") and page.corners("/ArtBox"):
        del leaf["/ArtBox"]
        work.change(N_("page {page}: ArtBox removed, TrimBox kept"), page=page.number)
    if trim is None:
        if work.request.trim is None:
            work.leave(N_("page {page}: no TrimBox; give its size with --trim"), page=page.number)
            return
        width, height = work.request.trim
        across, down = (right - left - width) / 2, (top - bottom - height) / 2
        if min(across, down) < -_FITS:
            work.leave(N_("page {page}: the page is smaller than the trim"), page=page.number)
            return
        across, down = max(0.0, across), max(0.0, down)
        trim = (left + across, bottom + down, right - across, top - down)
        leaf[NameObject("/TrimBox")] = pypdf_object([round(edge, 4) for edge in trim])
        work.change(N_("page {page}: TrimBox added, in the middle of the page"), page=page.number)
    if page.corners("/BleedBox") is None:
        bleed = work.request.bleed
        box = (max(left, trim[0] - bleed), max(bottom, trim[1] - bleed), min(right, trim[2] + bleed),
               min(top, trim[3] + bleed))
        leaf[NameObject("/BleedBox")] = pypdf_object([round(edge, 4) for edge in box])
        work.change(N_("page {page}: BleedBox added, within the MediaBox"), page=page.number)
    if rectangle(page.inherited.get("/CropBox")) is None:
        leaf[NameObject("/CropBox")] = pypdf_object([float(edge) for edge in page.media])
        work.change(N_("page {page}: CropBox added, equal to the MediaBox"), page=page.number)


def _is_action(value: Pdf) -> bool:
    return name(entry(value, "/S")) in _ACTIONS


def _actions(work: _Work) -> None:
    """Remove actions, and the links that have no appearance of their own."""
    count = 0
    visited: set[int] = set()
    waiting: list[Pdf] = [*work.writer._objects]
    while waiting:
        holder = waiting.pop()
        if id(holder) in visited or not isinstance(holder, dict | list):
            continue
        visited.add(id(holder))
        if isinstance(holder, dict):
            keys = [key for key in ("/A", "/OpenAction", "/PA") if _is_action(raw_entry(holder, key))]
            keys += [key for key in ("/AA", "/JS", "/JavaScript") if key in holder and name(entry(holder, "/S")) == ""]
            for key in keys:
                del holder[key]
            count += len(keys)
        waiting.extend(dict.values(holder) if isinstance(holder, dict) else list.__iter__(holder))
    for leaf in work.writer.pages:
        annotations = items(entry(leaf, "/Annots"))
        notes = [each for each in annotations if name(entry(each, "/Subtype")) != "Link" or "/AP" in each]
        if len(notes) < len(annotations):
            count += len(annotations) - len(notes)
            _set_annotations(leaf, notes)
    if count:
        work.change(N_("{count} {count|action or link|actions and links} removed"), count=count)


def _set_annotations(leaf: Pdf, notes: list[Pdf]) -> None:
    from pypdf.generic import ArrayObject, NameObject

    if notes:
        leaf[NameObject("/Annots")] = ArrayObject([each.indirect_reference or each for each in notes])
    else:
        del leaf["/Annots"]


def _intent(work: _Work) -> None:
    from pypdf.generic import ArrayObject, NameObject

    if work.proof.intents or not work.request.standard:
        return
    if not work.request.profile:
        work.leave(N_("there is no output intent; name the printer with --printer"))
        return
    for page in work.proof.pages:
        if page.walk.stop_reason:
            work.leave(N_("no output intent was added: the content of page {page} cannot be read"), page=page.number)
            return
        for thing in page.walk.things:
            for space in spaces_of(thing):
                if space.family not in ("DeviceCMYK", "Pattern") and space.kind not in ("all", "none"):
                    work.leave(N_("no output intent was added: a {thing} on page {page} is in {space}, whose "
                                  "colours would change"), thing=what(thing), page=page.number, space=space.label)
                    return
    writer = work.writer
    intent = pypdf_object({
        "/Type": "/OutputIntent", "/S": "/GTS_PDFX", "/OutputConditionIdentifier": work.request.condition,
        "/OutputCondition": work.request.condition_text, "/Info": work.request.condition_text,
        "/RegistryName": "http://www.color.org"})
    intent[NameObject("/DestOutputProfile")] = writer._add_object(stream(work.request.profile, {"/N": 4}))
    others = items(entry(writer._root_object, "/OutputIntents"))
    writer._root_object[NameObject("/OutputIntents")] = ArrayObject([*others, writer._add_object(intent)])
    work.change(N_("output intent added: {condition}"), condition=work.request.condition)


def require_same_look(before: Proof, content: bytes, *, most: int | None = None) -> None:
    """Check that both files look the same, but for so many greys.

    Raises:
        Refused: a page looks different, or cannot be drawn.
    """
    from PIL import Image, ImageChops

    after = Proof(content, Brief(), [])
    if after.trouble or len(after.pages) != len(before.pages):
        raise Refused([finding(NOT_REPAIRED, N_("the file cannot be rewritten"))])
    for one, other in zip(before.pages, after.pages, strict=True):
        try:
            rasters = [page.renderer.whole(_PIXELS) for page in (one, other)]
        except NotRun as reason:
            raise Refused([finding(NOT_REPAIRED, N_("page {page} cannot be drawn: {reason}"), page=one.number,
                                   reason=str(reason))]) from None
        images = [Image.frombytes("L", (each.columns, each.rows), each.grey) for each in rasters]
        alike = images[0].size == images[1].size
        found = ImageChops.difference(images[0], images[1]).getextrema()[1] if alike else None
        if not isinstance(found, int | float) or found > (_SAME if most is None else most):
            raise Refused([finding(NOT_REPAIRED, N_("page {page} would look different"), page=one.number)])
