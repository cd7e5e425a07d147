"""Pages of other PDFs among our marks: each is embedded once, and shown wherever a mark places it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reportlab.pdfbase import pdfdoc

from pressroom.artwork.placed_pages import ExtractedPages, Form
from pressroom.marks import PlacedPage
from pressroom.paint.content import number
from pressroom.paint.document import File, array, dictionary, name

# A page finds the graphics state that ISO 32000-1 8.4.1 promises it, whatever was painted before it.
_FRESH = "/GSf gs 1 w 0 J 0 j 10 M [] 0 d"


class _Body(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object copied from another file; its references are known once all of them are part of this one."""

    def __init__(self, body: tuple[bytes | int, ...], stream: bytes | None) -> None:
        self.body, self.stream = body, stream
        self.references: list[pdfdoc.PDFObjectReference] = []

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The object's bytes."""
        said = b"".join(part if isinstance(part, bytes) else pdfdoc.format(self.references[part], document)
                        for part in self.body)
        if self.stream is None:
            return said
        return said + b" /Length %d >>\nstream\n" % len(self.stream) + self.stream + b"\nendstream\n"


class PlacedPages:
    """The pages of other files that one file shows.

    Attributes:
        sources: what was taken, by the path that marks name.
    """

    def __init__(self, sources: Mapping[Path, ExtractedPages], press: bool) -> None:
        self.sources, self._press = sources, press
        self._keys: dict[tuple[Path, int], str] = {}

    def shown(self, mark: PlacedPage, left: float, top: float) -> str:
        """The operators that show a page; `left` and `top` as in `Content`."""
        form = self.sources[mark.file].forms[mark.page]
        key = self._keys.setdefault((mark.file, mark.page), f"P{len(self._keys) + 1}")
        box, reach = mark.box, mark.reach
        x, y = left + box.x0, top - box.y1
        colour = "0 0 0 1 k 0 0 0 1 K" if self._press else "0 g 0 G"
        window = (f"{number(x - reach)} {number(y - reach)} {number(box.width + 2 * reach)} "
                  f"{number(box.height + 2 * reach)} re W n")
        matrix = " ".join(_fine(part) for part in _matrix(form, mark.turn, x, y, box.width, box.height))
        return f"q {window} {_FRESH} {colour} {matrix} cm /{key} Do Q"

    def embed(self, file: File, intent: Path | None = None) -> dict[str, object]:
        """Write what is shown into the file; its forms by resource name. `intent` is whose output intent it takes."""
        forms: dict[str, object] = {}
        for path, taken in self.sources.items():
            made = [_Body(body, stream) for body, stream in zip(taken.bodies, taken.streams, strict=True)]
            references = [file.add(one) for one in made]
            for one in made:
                one.references = references
            forms |= {key: references[taken.forms[page].body] for (of, page), key in self._keys.items() if of == path}
            if path == intent and taken.intent is not None:
                file.catalog.OutputIntents = array([references[taken.intent]])
        return forms


def fresh_state() -> object:
    """The graphics state `GSf` that `shown` begins with."""
    return dictionary({"Type": name("ExtGState"), "OP": pdfdoc.PDFfalse, "op": pdfdoc.PDFfalse, "OPM": 0})


def _matrix(form: Form, turn: int, x: float, y: float, width: float, height: float) -> tuple[float, ...]:
    """From the page's own space to the paper: its trim, turned as asked, fills the box at (x, y)."""
    x0, y0, x1, y1 = form.trim
    turned = (form.rotate + turn) % 360
    across, up = (width / (y1 - y0), height / (x1 - x0)) if turned % 180 else (width / (x1 - x0), height / (y1 - y0))
    if turned == 90:
        return 0, -up, across, 0, x - across * y0, y + up * x1
    if turned == 180:
        return -across, 0, 0, -up, x + across * x1, y + up * y1
    if turned == 270:
        return 0, up, -across, 0, x + across * y1, y - up * x0
    return across, 0, 0, up, x - across * x0, y - up * y0


def _fine(value: float) -> str:
    """A number of a matrix: finer than a place, because a long page multiplies it."""
    shown = f"{value:.7f}".rstrip("0").rstrip(".")
    return "0" if shown in ("-0", "") else shown
