"""The Ghent Workgroup's guideline of 2022: what each of its variants asks for (docs/sources.md, GWG 2022)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from pressroom.records import dataclass, field

VariantName = Literal["sheet-cmyk", "magazine", "newspaper", "digital", "large-format"]


@dataclass(frozen=True, slots=True)
class Variant:
    """One column of the guideline; sizes in points, resolutions in pixels an inch, ink 1.0 for one full ink.

    Attributes:
        pictures, bitmaps: least resolution, error and warning (R0031, R0032).
        per_metre: whether these are divided by the metres of viewing distance.
        reversed_text: least size of white text and of text in several inks (R0016, R0017).
        reversed_line: least width of such lines (R0018, R0019).
        ink_mean: most ink in the mean over 15 mm (R0026); None where it is not judged.
        rich_text: most ink of black text that holds more than K (R0015); None where it is not judged.
        black_text, black_lines: whether small black text and thin black lines overprint (R0009 to R0012).
        single: whether a file has one page (R0006).
        scans: least resolution of a page that is one picture, error and warning (R0033); None where it is not judged.
        weights: severities that differ from those of sheet-fed offset, by code.
        silent: codes of rows that the variant does not have.
        spots: whether any spot colour may stay one (R0020).
    """

    pictures: tuple[float, float] = (149.0, 224.0)
    bitmaps: tuple[float, float] = (549.0, 799.0)
    per_metre: bool = False
    reversed_text: float = 8.0
    reversed_line: float = 0.25
    ink_mean: float | None = 3.2
    rich_text: float | None = 2.8
    black_text: bool = True
    black_lines: bool = True
    single: bool = False
    scans: tuple[float, float] | None = None
    weights: Mapping[str, Literal["error", "warning", "note"]] = field(default_factory=lambda: MappingProxyType({}))
    silent: tuple[str, ...] = ()
    spots: bool = False


_ANY_SIZE = ("trims-differ", "page-rotated")  # R0004 is not asked

VARIANTS: Mapping[str, Variant] = MappingProxyType({
    "sheet-cmyk": Variant(),
    "magazine": Variant(reversed_text=9.0, ink_mean=3.05, single=True, scans=(149.0, 449.0), silent=_ANY_SIZE),
    "newspaper": Variant(pictures=(99.0, 149.0), reversed_text=10.0, ink_mean=2.45, rich_text=2.2, single=True,
                         scans=(99.0, 449.0), silent=_ANY_SIZE),
    "digital": Variant(pictures=(95.0, 149.0), bitmaps=(349.0, 599.0), reversed_text=5.0, ink_mean=None,
                       black_text=False, black_lines=False, silent=("font-courier",),
                       weights=MappingProxyType({"colour-spot": "warning"})),
    "large-format": Variant(pictures=(239.0, 299.0), per_metre=True, reversed_text=5.0, reversed_line=0.15,
                            ink_mean=None, rich_text=None, black_lines=False, spots=True,
                            weights=MappingProxyType({"user-unit": "warning"}),
                            silent=("colour-registration", "font-courier", *_ANY_SIZE)),
})
"""The columns of the guideline, by the name that a preset gives under `gwg`."""
