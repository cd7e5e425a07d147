"""QR codes: one vector path, in black alone on unprinted paper, with a quiet zone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar, Literal

from pressroom.cache import Cache, key
from pressroom.colour.ink import BLACK, PAPER
from pressroom.elements.base import Element, element
from pressroom.elements.context import FitContext, Fitted, Link, Setting, SymbolFit
from pressroom.elements.typesetting import SetWords, set_words, wordings_of
from pressroom.field_types import PartLength, Switch, Text
from pressroom.findings import N_, code, finding
from pressroom.marks import Group, Shape
from pressroom.sheet.geometry import Box, Path, around, rectangle

# ISO/IEC 18004: four light modules on every side.
QUIET = 4
# From the first version on a phone may need longer, beyond the second it may fail.
WARN_VERSION, LAST_VERSION = 4, 6

QR_LINK = code("qr-link", N_("The layout has a QR code, and the material names no link for it."),
               N_("Add link: with a key of campaign.yaml."))
_ENGINE = "qr 1"


@dataclass(frozen=True, slots=True)
class Symbol:
    """A QR symbol.

    Attributes:
        rows: its modules, True for dark.
    """

    rows: tuple[tuple[bool, ...], ...]

    @property
    def side(self) -> int:
        """Modules on a side, without the quiet zone."""
        return len(self.rows)

    @property
    def version(self) -> int:
        """1 to 40 (ISO/IEC 18004: 17 + 4 x version modules)."""
        return (self.side - 17) // 4


def symbol(url: str, cache: Cache) -> Symbol:
    """The smallest symbol for `url` at error correction M."""
    cached = cache.get(key(_ENGINE, url))
    if cached is None:
        from qrcode.constants import ERROR_CORRECT_M
        from qrcode.main import QRCode

        encoder = QRCode(error_correction=ERROR_CORRECT_M, border=0)
        encoder.add_data(url)
        encoder.make(fit=True)
        rows = ["".join("1" if dark else "0" for dark in row) for row in encoder.get_matrix()]
        cached = json.dumps(rows).encode()
        cache.put(key(_ENGINE, url), cached)
    return Symbol(tuple(tuple(module == "1" for module in row) for row in json.loads(cached)))


def outline(qr_symbol: Symbol, x: float, y: float, module: float) -> Path:
    """One path with a rectangle for each run of dark modules; filled as a whole, so that no seam shows."""
    path: Path = ()
    for number, row in enumerate(qr_symbol.rows):
        start = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                path += rectangle(Box(x + start * module, y + number * module, x + (start + length) * module,
                                      y + (number + 1) * module))
            start += length
    return path


@element
class QrElement(Element):
    """The QR code of the material's link, with a caption above and the address below.

    Attributes:
        caption: the words above; none when the material gives none of them.
        shown: whether the address is printed below.
        side: of the symbol without its quiet zone; by default it follows the format.
        align: the side of the box with which the symbol's dark edge aligns.
        anchor: the edge of the box at which symbol and words are placed.
        caption_style, shown_style: styles of the layout.
        panel: whether a panel of paper white is under the symbol and its quiet zone.
    """

    kind: Literal["qr"]
    caption: Text = ""
    shown: Switch = True
    side: PartLength | None = None
    align: Literal["left", "right"] = "right"
    anchor: Literal["top", "bottom"] = "bottom"
    caption_style: str = "caption"
    shown_style: str = "caption"
    ink: str = "foot-words"
    panel: Switch = True

    EXAMPLE: ClassVar[str] = """
kind: qr
at: c9-12 r19-24
caption: "{call}"
"""

    def texts(self) -> tuple[str, ...]:
        """The caption."""
        return (self.caption,)

    def fit(self, context: FitContext, box: Box, location: tuple[str | int, ...]) -> Fitted:
        """The symbol and its words, which lead to the link."""
        link = context.links.get("link")
        if link is None:
            context.findings.append(finding(QR_LINK, N_("the layout has a QR code, but the material names no link"),
                                            N_("add link: and a key of campaign.yaml"), source=context.place(location),
                                            sheet=context.sheet))
            return Fitted()
        qr_symbol = symbol(link.url, context.cache)
        module = self._module(qr_symbol, context)
        return self._compose(qr_symbol, link, module, box, context, location)

    def _module(self, qr_symbol: Symbol, context: FitContext) -> float:
        side = self.side.points(context.format.short) if self.side else 0.0
        return max(context.format.qr_side / qr_symbol.side, context.format.qr_module, side / qr_symbol.side)

    def _compose(self, qr_symbol: Symbol, link: Link, module: float, box: Box, context: FitContext,
                 location: tuple[str | int, ...]) -> Fitted:
        side, quiet = qr_symbol.side * module, QUIET * module
        above = self._words(self.caption, self.caption_style, box, context, location)
        below = self._words("{link.shown}", self.shown_style, box, context, location) if self.shown else None
        gap = module
        heights = [part.area.height + gap if part else 0.0 for part in (above, below)]
        fit = SymbolFit(link, qr_symbol.version, (side, side + 2 * quiet + sum(heights)), (box.width, box.height))
        x = box.x1 - side if self.align == "right" else box.x0
        # The baseline of the address is on the edge of the box, as that of its neighbours is.
        tail = below.area.y1 - below.runs[-1].y if below else 0.0
        bottom = box.y1 - heights[1] + tail if self.anchor == "bottom" else box.y0 + heights[0] + side + 2 * quiet
        y = bottom - quiet - side
        panel = Box(x, y, x + side, y + side).grown(quiet)
        parts = [self._shift(above, box, x, panel.y0 - gap, bottom=True),
                 self._shift(below, box, x, panel.y1 + gap)]
        return self._group(qr_symbol, fit, module, panel, [part for part in parts if part])

    def _words(self, template: str, style: str, box: Box, context: FitContext,
               location: tuple[str | int, ...]) -> SetWords | None:
        wordings = wordings_of(template, context, context.place(location)) if template else None
        return set_words(wordings, style, self.ink, Box(0, 0, box.width, box.height), context) if wordings else None

    @staticmethod
    def _shift(part: SetWords | None, box: Box, x: float, y: float, *, bottom: bool = False) -> SetWords | None:
        """Words aligned with the symbol's left edge, or moved left so that they stay in the box."""
        if part is None:
            return None
        dx = min(x, box.x1 - part.area.width) - part.area.x0
        dy = y - (part.area.y1 if bottom else part.area.y0)
        return part.moved(dx, dy)

    def _group(self, qr_symbol: Symbol, fit: SymbolFit, module: float, panel: Box, words: list[SetWords]) -> Fitted:
        link = fit.link
        symbol_box = panel.grown(-QUIET * module)
        marks: list[Group] = []
        if self.panel:
            marks.append(Group((Shape(rectangle(panel), fill=PAPER),), role="artifact"))
        above = [part for part in words if part.area.y1 <= symbol_box.y0]
        below = [part for part in words if part not in above]
        code_shape = Shape(outline(qr_symbol, symbol_box.x0, symbol_box.y0, module), fill=BLACK)
        alt = " ".join([*(part.text for part in above), link.shown])
        marks += [Group(part.runs, role="caption") for part in above]
        marks.append(Group((code_shape,), role="figure", alt=alt, link=link.url, area=symbol_box))
        marks += [Group(part.runs, role="caption", link=link.url, area=part.area.grown(2), alt=link.shown)
                  for part in below]
        area = around([symbol_box, *(part.area for part in words)])
        settings: tuple[Setting, ...] = tuple(part.setting for part in words)
        return Fitted(tuple(marks), area, tuple(part.text for part in [*above, *below]), (link.url,), settings, panel,
                      (fit,))
