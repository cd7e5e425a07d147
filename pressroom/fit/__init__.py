"""The third stage: elements to marks at fixed places. A triptych is cut into its sheets here, a leaflet imposed.

A piece is fitted more than once: sizes of one style agree on all its sheets, so after a first
round each style is held to the least size that any of its texts came out at.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pressroom.cache import Cache
from pressroom.elements.room import Setting
from pressroom.findings import Place, Refused
from pressroom.fit import white_edge
from pressroom.fit.flowing import fit_flow
from pressroom.fit.panels import fit_panels, imposed
from pressroom.fit.sheets import FittedSheet, fit_sheet
from pressroom.review import law
from pressroom.review.folds import fold_findings
from pressroom.review.legibility import judge
from pressroom.review.press_limits import folded_stock, press_demands
from pressroom.sheet.folds import Folding
from pressroom.stages import Fit, Piece
from pressroom.type.setting.setting import OVERSET

# Two texts of one style differ by less than this in size, in points, when they may count as equal.
_EQUAL = 0.01
_MOST_ROUNDS = 4


def fit(piece: Piece, cache: Cache) -> Fit:
    """The marks of every sheet of `piece`.

    Raises:
        Refused: a text does not fit, or an element has no place.
    """
    shorter = max((len(words.shorter) for sheet in piece.words for words in sheet.values()), default=0)
    for wording in range(shorter + 1):
        try:
            return _fitted(piece, wording, cache)
        except Refused as refused:
            # A long message may leave its headline no room: then the words that can give way, do.
            if wording == shorter or not any(item.code == OVERSET.name for item in refused.findings):
                raise
    raise AssertionError("the last wording is returned or refused")


def _fitted(piece: Piece, wording: int, cache: Cache) -> Fit:
    if piece.spec.flow:
        return fit_flow(piece, piece.spec.flow, cache)
    if piece.folding:
        return _leaflet(piece, piece.folding, wording, cache)
    paper, piece = piece, white_edge.inside(piece)
    caps: dict[str, float] = {}
    for _ in range(_MOST_ROUNDS):
        sheets = [fit_sheet(piece, number, caps, cache, wording) for number in range(max(len(piece.spec.sheets), 1))]
        findings = [item for sheet in sheets for item in sheet.findings]
        if any(item.fails for item in findings):
            raise Refused([*piece.findings, *white_edge.told(findings, paper.edge)])
        agreed = _agreed([setting for sheet in sheets for setting in sheet.settings])
        if not agreed:
            break
        caps = {**caps, **agreed}
    return _done(piece, sheets, paper)


def _done(piece: Piece, sheets: list[FittedSheet], paper: Piece) -> Fit:
    findings = [item for sheet in sheets for item in sheet.findings]
    findings += [piece.printer_spec.weigh(item) for sheet in sheets
                 for item in (*judge(piece, sheet), *press_demands(piece, sheet))]
    findings += law.judged(piece, [(sheet.number, sheet.sheet.marks) for sheet in sheets])
    findings = white_edge.told(findings, paper.edge)
    if any(item.fails for item in findings):
        raise Refused([*piece.findings, *findings])
    return Fit(paper, tuple(white_edge.mounted(sheet.sheet, paper.edge) for sheet in sheets),
               tuple(white_edge.settings_on(sheet.settings, paper.edge) for sheet in sheets), tuple(findings))


def _leaflet(piece: Piece, folding: Folding, wording: int, cache: Cache) -> Fit:
    """The two pages of a leaflet: each panel by itself, as often as sizes need to agree, then imposed."""
    caps: dict[str, float] = {}
    for _ in range(_MOST_ROUNDS):
        leaflet = fit_panels(piece, folding, caps, cache, wording)
        findings = leaflet.findings()
        if any(item.fails for item in findings):
            raise Refused([*piece.findings, *findings])
        agreed = _agreed([setting for one in leaflet.panels for setting in one.fitted.settings])
        if not agreed:
            break
        caps = {**caps, **agreed}
    findings += [item for one in leaflet.panels for item in one.told(judge(one.piece, one.fitted))]
    findings += [item for one in leaflet.panels for item in one.told(press_demands(one.piece, one.fitted))]
    findings += fold_findings(piece, folding, leaflet)
    if piece.edition == "press":
        findings += folded_stock(piece.printer_spec.stock, folding.folds(1),
                                 Place(Path(f"assets/printers/{piece.printer}.yaml")))
    if any(item.fails for item in findings):
        raise Refused([*piece.findings, *findings])
    sheets, settings = imposed(piece, folding, leaflet)
    return Fit(piece, tuple(sheets), tuple(settings), tuple(findings))


def _agreed(settings: list[Setting]) -> Mapping[str, float]:
    """For each style whose texts came out in different sizes, the least of them."""
    sizes: dict[str, list[float]] = {}
    for setting in settings:
        sizes.setdefault(setting.style, []).append(setting.size)
    return {style: min(found) for style, found in sizes.items() if max(found) - min(found) > _EQUAL}
