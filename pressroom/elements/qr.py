"""QR codes: one vector path, in black alone on unprinted paper, with a quiet zone."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated, ClassVar, Literal

from pressroom.colour.ink import BLACK, PAPER
from pressroom.elements.base import Element, element
from pressroom.elements.context import FitContext, Fitted, Link, Setting, SymbolFit
from pressroom.elements.symbol import (
    QUIET,
    Level,
    Symbol,
    limits,
    modules,
    most_characters,
    only_capitals,
    outline,
    symbol,
)
from pressroom.elements.typesetting import SetWords, set_words, wordings_of
from pressroom.field_types import Name, PartLength, Switch, Text
from pressroom.findings import N_, Refused, code, finding
from pressroom.marks import Group, Shape
from pressroom.models import Field
from pressroom.sheet.geometry import Box, around, rectangle

QR_LINK = code("qr-link", N_("The layout has a QR code, and the material names no link for it."),
               N_("Add link: with a key of campaign.yaml."))
QR_OUTGROWS = code(
    "qr-outgrows",
    N_("A code of more modules than its place in the layout has room for would run into its neighbours, or have "
       "modules that no phone reads."),
    N_("Take a shorter address, capitals where the host takes them, or a layout with more room for the code."),
    source="QR practice, rule 1; QR practice, rule 2; ISO/IEC 18004:2015")
# Every address has more characters than version 1 holds: where not even version 2 fits, the box is too small for any.
_LEAST_VERSION = 2
_SLACK = 0.01
_DESCENT = 0.2  # em; the shortest descenders of text faces

# Shares of the caption, of the height that it has with the address, tried one after the other.
_SHARES = (0.5, 0.65, 0.35, 0.75, 0.25)

# The caption, and the address in words.
_AboveBelow = tuple[SetWords | None, SetWords | None]


@element
class QrElement(Element):
    """The QR code of a link, with a caption above and the address below.

    Attributes:
        link: a key under `links:` of the material, or of campaign.yaml; left out, the material's own `link:`. Texts of
            the layout refer to it as `{links.NAME.shown}`, `{links.NAME.call}` and `{links.NAME.partner}`.
        caption: the words above, unless the link has its own; none when the material gives none of them.
        shown: whether the address is printed below; an IBAN always is.
        correction: the level of error correction: M, or Q and H where something may cover the code. A donation's is M.
        side: of the symbol without its quiet zone; by default it follows the format.
        largest: how many times its least side the symbol may have, where the box has the room.
        align: the side of the box with which the symbol's dark edge aligns.
        anchor: the edge of the box at which symbol and words are placed.
        caption_style, shown_style: styles of the layout.
        alone: whether its caption and its address stand beside it, as texts of the layout.
        panel: whether a panel of paper white is under the symbol and its quiet zone.
    """

    kind: Literal["qr"]
    link: Name | None = None
    caption: Text = ""
    shown: Switch = True
    correction: Level = "M"
    side: PartLength | None = None
    largest: Annotated[float, Field(ge=1, le=4)] = 1.0
    align: Literal["left", "right"] = "right"
    anchor: Literal["top", "bottom"] = "bottom"
    caption_style: str = "caption"
    shown_style: str = "caption"
    ink: str = "foot-words"
    alone: Switch = False
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
        link = context.links.get(self.link or "link")
        if link is None:
            context.findings.append(finding(QR_LINK, N_("the layout has a QR code, but the material names no link"),
                                            N_("add link: and a key of campaign.yaml"), source=context.place(location),
                                            sheet=context.sheet))
            return Fitted()
        level: Level = "M" if link.kind == "donation" else self.correction
        qr_symbol = context.encode(link.payload, level) if context.encode else symbol(
            link.payload, context.cache, level)
        words = self._words(link, box, context, location)
        room = (box.width, box.height)
        if not _fits(self._needs(qr_symbol.side, words, context), room):
            smaller = self._smaller(link, qr_symbol.side, box, context, location, words)
            if not _fits(self._needs(qr_symbol.side, smaller, context), room) and self._outgrown(
                    link, level, qr_symbol.version, words, box, context, location):
                return Fitted()
            words = smaller
        needs = self._needs(qr_symbol.side, words, context)
        module = self._module(qr_symbol.side, context)
        if not any(words):
            module = max(module, min(self.largest * context.format.qr_side / qr_symbol.side,
                                     module * (box.height / needs[1]), box.width / qr_symbol.side))
        most = most_characters(limits(link.kind)[1], level, capitals=only_capitals(link.payload))
        fit = SymbolFit(link, qr_symbol.version, needs, room, most)
        return self._compose(qr_symbol, fit, words, box, module, context)

    def _module(self, side: int, context: FitContext) -> float:
        """The side of a module of a symbol that has `side` of them, in points."""
        wanted = self.side.points(context.format.short) if self.side else 0.0
        return max(context.format.qr_side / side, context.format.qr_module, wanted / side)

    def _needs(self, side: int, words: _AboveBelow, context: FitContext) -> tuple[float, float]:
        """Width of a symbol, and height of symbol, quiet zone and words, in points."""
        module = self._module(side, context)
        above, below = words
        over = above.area.height + _missing_depth(above) + module if above else 0.0
        zones = 2 if above or below else 1  # a symbol alone stands on the edge of its box, and so does its last row
        return side * module, (side + zones * QUIET) * module + over + (below.area.height + module if below else 0.0)

    def _outgrown(self, link: Link, level: Level, version: int, words: _AboveBelow, box: Box, context: FitContext,
                  location: tuple[str | int, ...]) -> bool:
        """Whether a shorter content would fit; the finding about it is at the content's own place."""
        def fits(side: int) -> bool:
            least = self._smaller(link, side, box, context, location, words)
            return _fits(self._needs(side, least, context), (box.width, box.height))
        fitting = next((each for each in range(version - 1, _LEAST_VERSION - 1, -1) if fits(modules(each))), 0)
        if not fitting:
            return False
        most = most_characters(fitting, level, capitals=only_capitals(link.payload))
        count = len(link.payload.encode())
        message = (N_("the code of {name} has {count} characters, {added} of them for tracking; on {format} {place} "
                      "has room for {most}") if link.added else
                   N_("the code of {name} has {count} characters; on {format} {place} has room for {most}"))
        hint = (N_("shorten it by {over}, or take a short link that leads there") if link.kind == "url" else
                N_("shorten it by {over}, or choose a layout with more room for the code"))
        context.findings.append(finding(
            QR_OUTGROWS, message, hint, source=link.place, sheet=context.sheet, measured=count, limit=most,
            name=link.key, count=count, most=most, over=max(count - most, 1), added=link.added,
            format=context.format.name, place=str(context.place(location))))
        return True

    def _compose(self, qr_symbol: Symbol, fit: SymbolFit, words: _AboveBelow, box: Box, module: float,
                 context: FitContext) -> Fitted:
        above, below = words
        side, quiet, gap = qr_symbol.side * module, QUIET * module, module
        # The quiet zone may take the gutter, and nothing of the next column.
        inset = max(0.0, quiet - context.frame.gutter)
        x = box.x1 - side if self.align == "right" else min(box.x0 + inset, max(box.x0, box.x1 - side))
        # The baseline of the address is on the edge of the box, as that of its neighbours is.
        tail = below.area.y1 - below.runs[-1].y if below else 0.0
        if below:  # descenders stay clear of the printer's safe margin
            tail = min(tail, context.frame.trim.y1 - context.safe - box.y1)
        under = below.area.height + gap if below else 0.0
        over = above.area.height + _missing_depth(above) + gap if above else 0.0
        lower = quiet if not above and not below else 0.0
        bottom = box.y1 - under + tail + lower if self.anchor == "bottom" else box.y0 + over + side + 2 * quiet
        y = bottom - quiet - side
        panel = Box(x, y, x + side, y + side).grown(quiet)
        parts = [self._shift(above, box, x, panel.y0 - gap, bottom=True),
                 self._shift(below, box, x, panel.y1 + gap)]
        return self._group(qr_symbol, fit, module, panel, [part for part in parts if part],
                           self._beside(fit.link, context))

    def _words(self, link: Link, box: Box, context: FitContext, location: tuple[str | int, ...]) -> _AboveBelow:
        """Caption and address, each as large as the box allows."""
        return (self._set(self._caption(link, context), self.caption_style, box, box.height, context, location),
                self._set(self._address(link), self.shown_style, box, box.height, context, location))

    def _smaller(self, link: Link, side: int, box: Box, context: FitContext, location: tuple[str | int, ...],
                 words: _AboveBelow) -> _AboveBelow:
        """Caption and address in what a symbol leaves of the box; `words` where their least sizes need more."""
        above, below = words
        height = box.height - self._needs(side, words, context)[1] + sum(
            one.area.height + (_missing_depth(one) if one is above else 0.0) for one in words if one)
        if height <= 0:
            return words
        whole = sum(one.area.height for one in words if one)
        shares = ((above.area.height / whole, *_SHARES) if above and below else (1.0,)) if whole else ()
        for share in shares:
            parts = [height * share, height * (1 - share)] if above and below else [height, height]
            with suppress(Refused):
                return (self._set(self._caption(link, context), self.caption_style, box, parts[0], context, location),
                        self._set(self._address(link), self.shown_style, box, parts[1], context, location))
        return words

    def _caption(self, link: Link, context: FitContext) -> str:
        if self.alone:
            return ""
        own = f"{link.name}.caption"
        return f"{{{own}}}" if own in context.words else self.caption

    def _beside(self, link: Link, context: FitContext) -> str:
        """What the link says of itself in a text of the layout, for those who hear the symbol."""
        own = context.words.get(f"{link.name}.caption")
        return own.text if self.alone and own else ""

    def _address(self, link: Link) -> str:
        return f"{{{link.name}.shown}}" if (self.shown or link.kind == "donation") and not self.alone else ""

    def _set(self, template: str, style: str, box: Box, height: float, context: FitContext,
             location: tuple[str | int, ...]) -> SetWords | None:
        wordings = wordings_of(template, context, context.place(location)) if template else None
        return set_words(wordings, style, self.ink, Box(0, 0, box.width, height), context) if wordings else None

    @staticmethod
    def _shift(part: SetWords | None, box: Box, x: float, y: float, *, bottom: bool = False) -> SetWords | None:
        """Words aligned with the symbol's left edge, or moved left so that they stay in the box."""
        if part is None:
            return None
        dx = min(x, box.x1 - part.area.width) - part.area.x0
        dy = y - (part.area.y1 + _missing_depth(part) if bottom else part.area.y0)
        return part.moved(dx, dy)

    def _group(self, qr_symbol: Symbol, fit: SymbolFit, module: float, panel: Box, words: list[SetWords],
               beside: str) -> Fitted:
        link = fit.link
        symbol_box = panel.grown(-QUIET * module)
        marks: list[Group] = []
        if self.panel:
            marks.append(Group((Shape(rectangle(panel), fill=PAPER),), role="artifact"))
        above = [part for part in words if part.area.y1 <= symbol_box.y0]
        below = [part for part in words if part not in above]
        code_shape = Shape(outline(qr_symbol, symbol_box.x0, symbol_box.y0, module), fill=BLACK)
        alt = " ".join([*(part.text for part in above), *([beside] if beside else []), link.shown])
        marks += [Group(part.runs, role="caption") for part in above]
        marks.append(Group((code_shape,), role="figure", alt=alt, link=link.href, area=symbol_box,
                           code=link.payload))
        marks += [Group(part.runs, role="caption", link=link.href, area=part.area.grown(2), alt=link.shown)
                  if link.href else Group(part.runs, role="caption") for part in below]
        area = around([symbol_box, *(part.area for part in words)])
        settings: tuple[Setting, ...] = tuple(part.setting for part in words)
        return Fitted(tuple(marks), area, tuple(part.text for part in [*above, *below]), (link.payload,), settings,
                      panel, (fit,))


def _missing_depth(words: SetWords) -> float:
    """What descenders would add below the last line, so that captions side by side share their baseline."""
    return max(0.0, words.runs[-1].y + _DESCENT * words.setting.size - words.area.y1)


def _fits(needs: tuple[float, float], room: tuple[float, float]) -> bool:
    return needs[0] <= room[0] + _SLACK and needs[1] <= room[1] + _SLACK
