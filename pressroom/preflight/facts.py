"""What is known of a whole file when the last of its pages has been let go: fonts, inks, layers.

Checks that count over the whole file ask these facts, as a page's content is read once and then forgotten. Facts of
parts of a file are joined, so that several processes can read it.
"""

from __future__ import annotations

from pressroom.brief import Brief
from pressroom.pdf.objects import Pdf, entry, lasting_id, raw_pairs, resolved
from pressroom.preflight.page import Page
from pressroom.preflight.survey import PROCESS_INKS
from pressroom.preflight.walk.painted import PaintedText, spaces_of
from pressroom.preflight.walk.typeface import FontKey, Typeface
from pressroom.records import dataclass, field


@dataclass(slots=True)
class Facts:
    """The facts of the pages so far.

    Attributes:
        fonts: by what identifies them, the codes shown in each font and the number of the first page that shows it.
        bare_fonts: page number, font and its name, of fonts that are listed on a page and neither embedded nor drawn.
        spots: names of the spot colours that something is painted in, in order.
        stepped, unstepped: those of them with which something is painted on the layer of a processing step, and apart
            from such layers.
        layers: whether content belongs to layers.
        excess: by page number, why the content of a page exceeds the bounds.
    """

    fonts: dict[FontKey, tuple[set[int], int]] = field(default_factory=dict)
    bare_fonts: list[tuple[int, FontKey, str]] = field(default_factory=list)
    spots: dict[str, None] = field(default_factory=dict)
    stepped: set[str] = field(default_factory=set)
    unstepped: set[str] = field(default_factory=set)
    layers: bool = False
    excess: dict[int, str] = field(default_factory=dict)
    _bare: dict[FontKey, str | None] = field(default_factory=dict)

    def add(self, page: Page, brief: Brief) -> None:
        """Add a page."""
        walk = page.walk
        for text in (each for each in walk.every if isinstance(each, PaintedText)):
            codes, _ = self.fonts.setdefault(text.face.key, (set(), page.number))
            codes.update(text.face.codes(text.string))
        self.layers = self.layers or walk.layers > 0
        if page.excess:
            self.excess[page.number] = page.excess
        if brief.edition == "press" or brief.standard:
            self.spots.update((ink, None) for thing in walk.on_plates for space in spaces_of(thing)
                              for ink in space.colorants if ink not in PROCESS_INKS)
            for thing in walk.on_plates:
                (self.stepped if thing.settings.step else self.unstepped).update(
                    ink for space in spaces_of(thing) for ink in space.colorants if ink not in PROCESS_INKS)
            self._add_bare_fonts(page)

    def _add_bare_fonts(self, page: Page) -> None:
        for _, raw in raw_pairs(entry(page.inherited.get("/Resources"), "/Font")):
            key = lasting_id(raw)
            if key not in self._bare:
                self._bare[key] = _bare_name(resolved(raw))
            if (label := self._bare[key]) is not None:
                self.bare_fonts.append((page.number, key, label))

    def join(self, later: Facts) -> None:
        """Add the facts of later pages."""
        for key, (codes, number) in later.fonts.items():
            self.fonts.setdefault(key, (set(), number))[0].update(codes)
        self.bare_fonts += later.bare_fonts
        self.spots.update(later.spots)
        self.stepped |= later.stepped
        self.unstepped |= later.unstepped
        self.layers = self.layers or later.layers
        self.excess.update(later.excess)


def _bare_name(font: Pdf) -> str | None:
    """The name of a font without a program; None when it has one, or is drawn."""
    face = Typeface(font)
    return face.label if face.program[1] is None and face.kind != "Type3" else None
