"""The third stage: elements to marks at fixed places. A triptych is cut into its sheets here.

A piece is fitted more than once: sizes of one style agree on all its sheets, so after a first
round each style is held to the least size that any of its texts came out at.
"""

from __future__ import annotations

from collections.abc import Mapping

from pressroom.cache import Cache
from pressroom.elements.base import Setting
from pressroom.errors import Refused
from pressroom.fit import law
from pressroom.fit.legibility import judge
from pressroom.fit.sheets import FittedSheet, fit_sheet
from pressroom.nouns import Fit, Piece

# Two texts of one style differ by less than this in size, in points, when they may count as equal.
_EQUAL = 0.01
_MOST_ROUNDS = 4


def fit(piece: Piece, cache: Cache) -> Fit:
    """The marks of every sheet of `piece`.

    Raises:
        Refused: a text does not fit, or an element has no place.
    """
    caps: dict[str, float] = {}
    for _ in range(_MOST_ROUNDS):
        sheets = [fit_sheet(piece, number, caps, cache) for number in range(max(len(piece.spec.sheets), 1))]
        findings = [item for sheet in sheets for item in sheet.findings]
        if any(item.fails for item in findings):
            raise Refused([*piece.findings, *findings])
        agreed = _agreed([setting for sheet in sheets for setting in sheet.settings])
        if not agreed:
            break
        caps = {**caps, **agreed}
    return _done(piece, sheets)


def _done(piece: Piece, sheets: list[FittedSheet]) -> Fit:
    findings = [item for sheet in sheets for item in sheet.findings]
    findings += [item for sheet in sheets for item in judge(piece, sheet)]
    findings += law.judged(piece, [(sheet.number, sheet.sheet.marks) for sheet in sheets])
    if any(item.fails for item in findings):
        raise Refused([*piece.findings, *findings])
    return Fit(piece, tuple(sheet.sheet for sheet in sheets), tuple(sheet.settings for sheet in sheets),
               tuple(findings))


def _agreed(settings: list[Setting]) -> Mapping[str, float]:
    """For each style whose texts came out in different sizes, the least of them."""
    sizes: dict[str, list[float]] = {}
    for setting in settings:
        sizes.setdefault(setting.style, []).append(setting.size)
    return {style: min(found) for style, found in sizes.items() if max(found) - min(found) > _EQUAL}
