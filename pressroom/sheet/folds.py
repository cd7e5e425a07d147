"""Folded sheets: which panels a fold has, how wide each is, and where on the two pages it lies.

Points throughout. A leaflet's format names the open sheet, always with its long side across: `A4` is a sheet of
297 x 210 mm that folds to DL. Folding, rule 1 (docs/sources.md) gives the measures at A4; every other size follows:

- roll: the panel that is turned in is 3 % narrower than the two others (97, 100 and 100 mm at A4), so that it lies
  flat inside. Outside, from the left: flap, back, cover; the inside is their mirror.
- Z: three equal panels (99 mm at A4). Closed, the cover lies in front, and behind it the panel at the other end of the
  sheet's other page: so the back stands third on the inside, and the last of the inside panels on the outside.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Literal

from pressroom.records import dataclass, replace
from pressroom.sheet.formats import Format
from pressroom.sheet.geometry import Box
from pressroom.sheet.units import mm, to_mm

FoldName = Literal["roll", "z"]
PageName = Literal["outside", "inside"]

# Panels from left to right on each page. Page two is seen after turning the sheet over like a page of a book.
_OUTSIDE = {"roll": ("flap", "back", "cover"), "z": ("inside-3", "flap", "cover")}
_INSIDE = {"roll": ("inside-1", "inside-2", "inside-3"), "z": ("inside-1", "inside-2", "back")}
PANELS = ("cover", "flap", "inside-1", "inside-2", "inside-3", "back")
PAGES: tuple[PageName, PageName] = ("outside", "inside")

# Folding, rule 1: 2 to 3 mm narrower; 97 to 100 at A4.
TURNED_IN = 0.97
# A leaflet is read in the hand, whatever its size (Reading distance: DL and A5, 0.4 m).
READING_M = 0.4
# Width to height of a panel of an A4 leaflet.
DL = 100 / 210
# Machines fold up to 2 or 3 mm beside the line; words keep this clear on either side of it.
FOLD_CLEAR = mm(5)
# Machines set folds by tenths of a millimetre at the best.
_GRAIN_MM = 0.1


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a page between folds.

    Attributes:
        name: one of PANELS.
        page: 1 outside, 2 inside.
        box: on its page, points from the trim's top-left.
        folded: its sides that are folds; the others are trims.
    """

    name: str
    page: int
    box: Box
    folded: tuple[Literal["left", "right"], ...]


@dataclass(frozen=True, slots=True)
class Folding:
    """A sheet and its folds.

    Attributes:
        name: roll or z.
        sheet: the open sheet.
        panels: of page one from left to right, then of page two.
    """

    name: FoldName
    sheet: Format
    panels: tuple[Panel, ...]

    def panel(self, name: str) -> Panel:
        """The panel of that name.

        Raises:
            KeyError: the fold has none.
        """
        for panel in self.panels:
            if panel.name == name:
                return panel
        raise KeyError(name)

    @property
    def usual(self) -> Format:
        """The panel that sizes are taken from: a full one, but no wider for its height than DL.

        So a panel that is a little narrower keeps the sizes of its neighbours, and a wide one those of its height.
        """
        full = max(panel.box.width for panel in self.panels)
        return Format(self.sheet.name, min(full, self.sheet.height * DL), self.sheet.height)

    def on(self, page: int) -> tuple[Panel, ...]:
        """The panels of a page (1 or 2), from left to right."""
        return tuple(panel for panel in self.panels if panel.page == page)

    def folds(self, page: int) -> tuple[float, ...]:
        """Where a page's folds lie, in points from its left trim."""
        return tuple(panel.box.x1 for panel in self.on(page)[:-1])

    def rows(self, names: tuple[str, ...]) -> tuple[Panel, ...]:
        """Panels, those that lie side by side as one; `outside` and `inside` stand for all of a page.

        Raises:
            KeyError: there is no such panel or page.
        """
        chosen = {panel.name for name in names for panel in self._panels(name)}
        rows: list[Panel] = []
        for panel in self.panels:
            if panel.name not in chosen:
                continue
            last = rows[-1] if rows else None
            if last and last.page == panel.page and abs(last.box.x1 - panel.box.x0) < 0.001:
                rows[-1] = self._between(replace(last, box=last.box.united(panel.box)))
            else:
                rows.append(panel)
        return tuple(rows)

    def _between(self, row: Panel) -> Panel:
        """The row with its sides that are folds."""
        page = self.on(row.page)
        left: tuple[Literal["left", "right"], ...] = ("left",) if row.box.x0 > page[0].box.x0 else ()
        return replace(row, folded=(*left, "right") if row.box.x1 < page[-1].box.x1 else left)

    def _panels(self, name: str) -> tuple[Panel, ...]:
        return self.on(PAGES.index(name) + 1) if name in PAGES else (self.panel(name),)


def open_sheet(shape: Format) -> Format:
    """The sheet that a leaflet of this format is cut to: the long side lies across."""
    return Format(shape.name, max(shape.width, shape.height), min(shape.width, shape.height))


def folding(name: FoldName, sheet: Format, narrower: float | None = None) -> Folding:
    """`sheet` (open) in three; `narrower` is by how much (points) the printer wants the turned-in panel narrower."""
    turned_in = _turned_in(sheet.width, narrower) if name == "roll" else sheet.width / 3
    full = (sheet.width - turned_in) / 2
    widths = (turned_in, full, full)
    outside = _row(_OUTSIDE[name], widths, 1, sheet)
    return Folding(name, sheet, (*outside, *_row(_INSIDE[name], widths[::-1], 2, sheet)))


def _turned_in(width: float, narrower: float | None) -> float:
    """How wide the turned-in panel is, both others being equal: whole tenths of a millimetre for these."""
    full = width / (2 + TURNED_IN) if narrower is None else (width + narrower) / 3
    return width - 2 * mm(round(to_mm(full) / _GRAIN_MM) * _GRAIN_MM)


def _row(names: tuple[str, ...], widths: tuple[float, ...], page: int, sheet: Format) -> tuple[Panel, ...]:
    edges = [0.0, *accumulate(widths)]
    edges[-1] = sheet.width
    sides: tuple[tuple[Literal["left", "right"], ...], ...] = (("right",), ("left", "right"), ("left",))
    return tuple(Panel(name, page, Box(edges[at], 0.0, edges[at + 1], sheet.height), sides[at])
                 for at, name in enumerate(names))
