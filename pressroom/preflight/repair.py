"""Repairs that leave every page as it looks: boxes, output intent, metadata, trapping, actions.

The file is written anew by pypdf, and both are drawn: where a pixel differs nothing is given back.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pressroom.brief import Brief
from pressroom.findings import N_, Refused, Value, code, finding
from pressroom.pdf.objects import Pdf, entry, items, name, raw_entry, rectangle
from pressroom.preflight.checks.x1a import STANDARD as X1A
from pressroom.preflight.metadata import described
from pressroom.preflight.proof import Page, Proof
from pressroom.preflight.raster import NotRun
from pressroom.preflight.spoils import made, stream
from pressroom.preflight.walk.painted import spaces_of, what
from pressroom.preflight.x1a_repair import held, ungrouped

NOT_REPAIRED = code("not-repaired", N_("A repair never changes what a page looks like, and never guesses."),
                    N_("Export the file again from the program that made it."), source="Pressroom, rule 5")
_ACTIONS = ("GoTo", "GoToR", "GoToE", "Launch", "Thread", "URI", "Sound", "Movie", "Hide", "Named", "SubmitForm",
            "ResetForm", "ImportData", "SetOCGState", "Rendition", "Trans", "GoTo3DView", "JavaScript")
_HEADERS = {"PDF/X-4": "%PDF-1.6", X1A: "%PDF-1.4"}
_PIXELS = 400_000
_SAME = 2  # greys by which two drawings of the same may differ
_FITS = 0.5  # points by which a page may miss the trim and still be it


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was done, or was left alone, as a sentence with places to fill."""

    sentence: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Repaired:
    """A file that was repaired.

    Attributes:
        content: its bytes.
        done, left: what was changed, and what was not because the page would look otherwise or nobody knows how.
    """

    content: bytes
    done: tuple[Change, ...]
    left: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the repaired file should have.

    Attributes:
        trim: width and height, points; None when pages keep theirs.
        bleed: points.
        condition, condition_text: identifier of the printing condition, and what it means.
        profile: of the output intent; empty to add none.
        standard: `PDF/X-4` or `PDF/X-1a:2003`, to declare it.
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
    """One repair under way."""

    def __init__(self, proof: Proof, writer: Any, wanted: Wanted) -> None:
        self.proof, self.writer, self.wanted = proof, writer, wanted
        self.done: list[Change] = []
        self.left: list[Change] = []

    def did(self, sentence: str, **values: Value) -> None:
        """Something was changed."""
        self.done.append(Change(sentence, values))

    def leave(self, sentence: str, **values: Value) -> None:
        """Something was left."""
        self.left.append(Change(sentence, values))


def repaired(pdf: bytes, wanted: Wanted) -> Repaired:
    """The file with everything mended that can be mended without touching what is painted.

    Raises:
        Refused: the file cannot be opened, a page would look otherwise, or PDF/X-1a is wanted of a file that only
            painting anew would make so.
    """
    import pypdf

    proof = Proof(pdf, Brief(), [])
    if proof.trouble:
        raise Refused([finding(NOT_REPAIRED, N_("the file cannot be opened: {reason}"),
                               reason=proof.detail or proof.trouble)])
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(pdf)))
    work = _Work(proof, writer, wanted)
    for page, leaf in zip(proof.pages, list(writer.pages), strict=False):
        _boxes(work, page, leaf)
    _actions(work)
    _intent(work)
    if wanted.standard == X1A:
        ungrouped(proof, writer, work.did)
    described(work.proof, writer, wanted.standard if entry(writer._root_object, "/OutputIntents") else "", wanted.now,
              work.did)
    if wanted.standard in _HEADERS:
        writer.pdf_header = _HEADERS[wanted.standard]
        writer._root_object.pop("/Version", None)
    out = io.BytesIO()
    writer.write(out)
    content = out.getvalue()
    if wanted.standard == X1A:
        held(content, NOT_REPAIRED)
    _same(proof, content)
    return Repaired(content, tuple(work.done), tuple(work.left))


def _boxes(work: _Work, page: Page, leaf: Pdf) -> None:
    from pypdf.generic import NameObject

    left, bottom, right, top = page.media
    trim = page.corners("/TrimBox") or page.corners("/ArtBox")
    if page.corners("/TrimBox") and page.corners("/ArtBox"):
        del leaf["/ArtBox"]
        work.did(N_("page {page}: the ArtBox is gone, the TrimBox stays"), page=page.number)
    if trim is None:
        if work.wanted.trim is None:
            work.leave(N_("page {page}: there is no TrimBox; say its size with --trim"), page=page.number)
            return
        width, height = work.wanted.trim
        across, down = (right - left - width) / 2, (top - bottom - height) / 2
        if min(across, down) < -_FITS:
            work.leave(N_("page {page}: the page is smaller than the trim"), page=page.number)
            return
        across, down = max(0.0, across), max(0.0, down)
        trim = (left + across, bottom + down, right - across, top - down)
        leaf[NameObject("/TrimBox")] = made([round(edge, 4) for edge in trim])
        work.did(N_("page {page}: a TrimBox, in the middle of the page"), page=page.number)
    if page.corners("/BleedBox") is None:
        bleed = work.wanted.bleed
        box = (max(left, trim[0] - bleed), max(bottom, trim[1] - bleed), min(right, trim[2] + bleed),
               min(top, trim[3] + bleed))
        leaf[NameObject("/BleedBox")] = made([round(edge, 4) for edge in box])
        work.did(N_("page {page}: a BleedBox, as far as the page reaches"), page=page.number)
    if rectangle(page.inherited.get("/CropBox")) is None:
        leaf[NameObject("/CropBox")] = made([float(edge) for edge in page.media])
        work.did(N_("page {page}: a CropBox, equal to the MediaBox"), page=page.number)


def _is_action(value: Pdf) -> bool:
    return name(entry(value, "/S")) in _ACTIONS


def _actions(work: _Work) -> None:
    """Everything that runs, jumps or opens; links without a picture of their own go with what they did."""
    count = 0
    seen: set[int] = set()
    waiting: list[Pdf] = [*work.writer._objects]
    while waiting:
        holder = waiting.pop()
        if id(holder) in seen or not isinstance(holder, dict | list):
            continue
        seen.add(id(holder))
        if isinstance(holder, dict):
            keys = [key for key in ("/A", "/OpenAction", "/PA") if _is_action(raw_entry(holder, key))]
            keys += [key for key in ("/AA", "/JS", "/JavaScript") if key in holder and name(entry(holder, "/S")) == ""]
            for key in keys:
                del holder[key]
            count += len(keys)
        waiting.extend(dict.values(holder) if isinstance(holder, dict) else list.__iter__(holder))
    for leaf in work.writer.pages:
        listed = items(entry(leaf, "/Annots"))
        kept = [each for each in listed if name(entry(each, "/Subtype")) != "Link" or "/AP" in each]
        if len(kept) < len(listed):
            count += len(listed) - len(kept)
            _keep(leaf, kept)
    if count:
        work.did(N_("{count} actions and links are gone"), count=count)


def _keep(leaf: Pdf, kept: list[Pdf]) -> None:
    from pypdf.generic import ArrayObject, NameObject

    if kept:
        leaf[NameObject("/Annots")] = ArrayObject([each.indirect_reference or each for each in kept])
    else:
        del leaf["/Annots"]


def _intent(work: _Work) -> None:
    from pypdf.generic import ArrayObject, NameObject

    if work.proof.intents or not work.wanted.standard:
        return
    if not work.wanted.profile:
        work.leave(N_("there is no output intent; name the printer with --printer"))
        return
    for page in work.proof.pages:
        if page.walk.stopped:
            work.leave(N_("no output intent was added: page {page} cannot be followed"), page=page.number)
            return
        for thing in page.walk.things:
            for space in spaces_of(thing):
                if space.family not in ("DeviceCMYK", "Pattern") and space.kind not in ("all", "none"):
                    work.leave(N_("no output intent was added: a {thing} on page {page} is {space}, and would change"),
                               thing=what(thing), page=page.number, space=space.label)
                    return
    writer = work.writer
    intent = made({"/Type": "/OutputIntent", "/S": "/GTS_PDFX", "/OutputConditionIdentifier": work.wanted.condition,
                   "/OutputCondition": work.wanted.condition_text, "/Info": work.wanted.condition_text,
                   "/RegistryName": "http://www.color.org"})
    intent[NameObject("/DestOutputProfile")] = writer._add_object(stream(work.wanted.profile, {"/N": 4}))
    others = items(entry(writer._root_object, "/OutputIntents"))
    writer._root_object[NameObject("/OutputIntents")] = ArrayObject([*others, writer._add_object(intent)])
    work.did(N_("an output intent: {condition}"), condition=work.wanted.condition)


def _same(before: Proof, content: bytes) -> None:
    """Both files draw alike.

    Raises:
        Refused: a page looks otherwise, or cannot be drawn.
    """
    from PIL import Image, ImageChops

    after = Proof(content, Brief(), [])
    if after.trouble or len(after.pages) != len(before.pages):
        raise Refused([finding(NOT_REPAIRED, N_("the file cannot be written anew"))])
    for one, other in zip(before.pages, after.pages, strict=True):
        try:
            rasters = [page.renderer.whole(_PIXELS) for page in (one, other)]
        except NotRun as reason:
            raise Refused([finding(NOT_REPAIRED, N_("page {page} cannot be drawn: {reason}"), page=one.number,
                                   reason=str(reason))]) from None
        drawn = [Image.frombytes("L", (each.columns, each.rows), each.grey) for each in rasters]
        alike = drawn[0].size == drawn[1].size
        most = ImageChops.difference(drawn[0], drawn[1]).getextrema()[1] if alike else None
        if not isinstance(most, int | float) or most > _SAME:
            raise Refused([finding(NOT_REPAIRED, N_("page {page} would look otherwise"), page=one.number)])
