"""What differs between two files: one `Difference` for every kind."""

from __future__ import annotations

from types import MappingProxyType

from pressroom.findings import N_, Value
from pressroom.records import dataclass, field
from pressroom.sheet.geometry import Box
from pressroom.sheet.units import to_mm
from pressroom.text.translation import OWN_WORDS, Translate, filled, with_decimals

TITLES = MappingProxyType({
    "pages": N_("Pages"), "words": N_("Words"), "pixels": N_("Pixels"), "plates": N_("Plates"),
    "spots": N_("Spot inks"), "overprint": N_("Overprint"), "boxes": N_("Page boxes"), "fonts": N_("Fonts"),
    "pictures": N_("Pictures"), "intent": N_("Output intent"), "metadata": N_("Metadata"), "tags": N_("Tags"),
    "other": N_("Everything else in the file")})
"""The kinds of differences, in the order of reports, and their titles."""

_MOST_TEXT = 300  # characters of a value of a file that are shown
_NAMES = frozenset((*OWN_WORDS, "box", "state", "before"))
"""Placeholders whose values are words of this program."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs.

    Attributes:
        kind: of `TITLES`.
        message: an English sentence with `{places}`; translated when shown.
        values: what fills them; lengths in millimetres.
        page: counted from 1; 0 for the whole file.
        area: its place on the new page, points from the trim's top-left; None without one.
    """

    kind: str
    message: str
    values: MappingProxyType[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    page: int = 0
    area: Box | None = None

    def text(self, translate: Translate) -> str:
        """The sentence in the reader's language, with its place."""
        own = {name: filled(translate(value), self.values) if name in _NAMES and isinstance(value, str) else value
               for name, value in self.values.items()}
        sentence = filled(translate(self.message), with_decimals(own, translate))
        return f"{sentence} ({place(self.area, translate)})" if self.area else sentence


def difference(kind: str, message: str, /, page: int = 0, area: Box | None = None, **values: Value) -> Difference:
    """A difference; long values of a file are cut."""
    shown = {name: f"{value[:_MOST_TEXT]}…" if isinstance(value, str) and len(value) > _MOST_TEXT else value
             for name, value in values.items()}
    return Difference(kind, message, MappingProxyType(shown), page, area)


def place(area: Box, translate: Translate) -> str:
    """Size and position of an area, in millimetres from the trim's top-left."""
    edges = {"width": to_mm(area.width), "height": to_mm(area.height), "x": to_mm(area.x0), "y": to_mm(area.y0)}
    return filled(translate(N_("{width} x {height} mm, {x} mm from the left and {y} mm from the top")),
                  with_decimals({name: millimetres(edge) for name, edge in edges.items()}, translate))


def millimetres(length: float) -> float:
    """A length in millimetres, to a tenth; never -0.0."""
    return round(length, 1) + 0.0


@dataclass(frozen=True, slots=True)
class PageChange:
    """What words and pixels changed on one page.

    Attributes:
        page: counted from 1.
        gone, come: runs of words that were removed, and added.
        areas: how many changed areas were framed; -1 for a page whose size differs, or that is in one file only.
        share: of its pixels that differ, 0 to 1.
        before, picture: PNG of the old and of the new page with the changed areas framed; empty when no pixel changed.
        plates: PNG of the new page, pale, with the places where plates differ; empty when none does.
    """

    page: int
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()
    areas: int = 0
    share: float = 0.0
    before: bytes = b""
    picture: bytes = b""
    plates: bytes = b""

    @property
    def changed(self) -> bool:
        """Whether words or pixels differ."""
        return bool(self.gone or self.come or self.areas)
