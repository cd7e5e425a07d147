"""Pages of other PDFs among the marks: each is embedded once, and drawn by every mark that places it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pressroom.artwork.placed_pages import ExtractedPages, Form
from pressroom.marks import PlacedPage
from pressroom.paint.document import File, array
from pressroom.paint.numbers import number
from pressroom.paint.overprint import state
from pressroom.paint.reportlab_documents import pdfdoc

# The initial graphics state of a page (ISO 32000-1, 8.4.1), independent of earlier marks.
_FRESH = "/GSf gs 1 w 0 J 0 j 10 M [] 0 d"


class _Body(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object copied from another file; `references` is set once all objects are in this one."""

    def __init__(self, body: tuple[bytes | int, ...], stream: bytes | None) -> None:
        self.body, self.stream = body, stream
        self.references: list[pdfdoc.PDFObjectReference] = []

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The object's bytes."""
        content = b"".join(part if isinstance(part, bytes) else pdfdoc.format(self.references[part], document)
                           for part in self.body)
        if self.stream is None:
            return content
        return content + b" /Length %d >>\nstream\n" % len(self.stream) + self.stream + b"\nendstream\n"


class PlacedPages:
    """The placed pages of one file.

    Attributes:
        sources: objects of other files, by the path that marks name.
    """

    def __init__(self, sources: Mapping[Path, ExtractedPages], press: bool) -> None:
        self.sources, self._press = sources, press
        self._keys: dict[tuple[Path, int], str] = {}

    def operators(self, mark: PlacedPage, left: float, top: float) -> str:
        """The operators that draw a page; `left` and `top` as in `Content`."""
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
        """Add all sources to the file; the forms by resource name. `intent` is the source of the output intent."""
        forms: dict[str, object] = {}
        for path, source in self.sources.items():
            bodies = [_Body(body, stream) for body, stream in zip(source.bodies, source.streams, strict=True)]
            references = [file.add(one) for one in bodies]
            for one in bodies:
                one.references = references
            forms |= {key: references[source.forms[page].body] for (of, page), key in self._keys.items() if of == path}
            if path == intent and source.intent is not None:
                file.catalog.OutputIntents = array([references[source.intent]])
        return forms


def fresh_state() -> object:
    """The graphics state `GSf` with which `operators` begins."""
    return state(False, mode=0)


def _matrix(form: Form, turn: int, x: float, y: float, width: float, height: float) -> tuple[float, ...]:
    """From the space of the page to the sheet: its trim, turned by `turn` degrees, fills the box at (x, y)."""
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
    """A number of a matrix, with more decimals than a coordinate, because coordinates multiply its error."""
    digits = f"{value:.7f}".rstrip("0").rstrip(".")
    return "0" if digits in ("-0", "") else digits
