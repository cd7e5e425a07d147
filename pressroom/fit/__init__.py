"""The third stage: elements to marks at fixed places. A triptych is cut into its sheets here, a leaflet imposed.

A piece is fitted more than once: sizes of one style agree on all its sheets, so after a first
round each style is held to the least size that any of its texts came out at.

Only what cannot be laid out is refused here; what can be laid out and should not be printed is for `review`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pressroom.cache import Cache
from pressroom.elements.context import Setting
from pressroom.findings import Finding, Refused
from pressroom.fit import white_edge
from pressroom.fit.draft_mark import marked
from pressroom.fit.flowing import fit_flow
from pressroom.fit.panels import fit_panels, imposed
from pressroom.fit.sheets import fit_sheet
from pressroom.fit.zones import ZONE, missed_findings, misses, room_made
from pressroom.sheet.folds import Folding
from pressroom.stages import Fit, FittedSheet, Piece
from pressroom.type.setting import OVERSET

# Two texts of one style differ by less than this in size, in points, when they may count as equal.
_EQUAL = 0.01
MOST_ROUNDS = 4


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
            # A long message may leave its headline, or the picture, no room: then the words that can give way, do.
            if wording == shorter or not any(item.code in (OVERSET.name, ZONE.name) for item in refused.findings):
                raise
    raise AssertionError("the last wording is returned or refused")


def _fitted(piece: Piece, wording: int, cache: Cache) -> Fit:
    return marked(_laid_out(piece, wording, cache))


def _laid_out(piece: Piece, wording: int, cache: Cache) -> Fit:
    if piece.spec.flow:
        return fit_flow(piece, piece.spec.flow, cache)
    if piece.folding:
        return _leaflet(piece, piece.folding, wording, cache)
    return _sheets(piece, wording, cache)


def _sheets(paper: Piece, wording: int, cache: Cache) -> Fit:
    """The sheets of a poster or a triptych, inside the white edge and then mounted on their paper."""
    piece, edge = white_edge.inside(paper), paper.edge

    def laid(caps: Mapping[str, float]) -> tuple[FittedSheet, ...]:
        for _ in range(MOST_ROUNDS):
            parts = tuple(fit_sheet(piece, number, caps, cache, wording, edge)
                          for number in range(max(len(piece.spec.sheets), 1)))
            _refusing(piece, _findings(parts))
            sizes_agreed = least_sizes(_settings(parts))
            if not sizes_agreed:
                break
            caps = {**caps, **sizes_agreed}
        return parts

    def tried(caps: Mapping[str, float]) -> tuple[FittedSheet, ...] | None:
        try:
            return laid(caps)
        except Refused:
            return None
    parts = laid({})
    if any(miss.lacks for miss in misses(piece, parts)):
        parts = room_made(piece, parts, {}, tried)
    findings = _refusing(piece, [*_findings(parts), *missed_findings(piece, misses(piece, parts))])
    return Fit(paper, tuple(white_edge.mounted(part.sheet, edge) for part in parts),
               tuple(white_edge.settings_on(part.settings, edge) for part in parts), tuple(findings), parts)


def _findings(parts: tuple[FittedSheet, ...]) -> list[Finding]:
    return [item for part in parts for item in part.on_page(part.findings)]


def _leaflet(piece: Piece, folding: Folding, wording: int, cache: Cache) -> Fit:
    """The two pages of a leaflet: each panel by itself, as often as sizes need to agree, then imposed."""
    caps: dict[str, float] = {}
    for _ in range(MOST_ROUNDS):
        laid = fit_panels(piece, folding, caps, cache, wording)
        findings = _refusing(piece, laid.findings())
        parts = tuple(one.fitted for one in laid.leaflet.panels)
        sizes_agreed = least_sizes(_settings(parts))
        if not sizes_agreed:
            break
        caps = {**caps, **sizes_agreed}
    sheets, settings = imposed(piece, folding, laid)
    return Fit(piece, tuple(sheets), tuple(settings), tuple(findings), parts, laid.leaflet)


def _refusing(piece: Piece, findings: list[Finding]) -> list[Finding]:
    """The findings, if the piece can be laid out.

    Raises:
        Refused: one of them is an error.
    """
    if any(item.fails for item in findings):
        raise Refused([*piece.findings, *findings])
    return findings


def least_sizes(settings: Iterable[Setting]) -> Mapping[str, float]:
    """For each style whose texts came out in different sizes, the least of them."""
    sizes: dict[str, list[float]] = {}
    for setting in settings:
        sizes.setdefault(setting.style, []).append(setting.size)
    return {style: min(each) for style, each in sizes.items() if max(each) - min(each) > _EQUAL}


def _settings(parts: tuple[FittedSheet, ...]) -> list[Setting]:
    return [setting for part in parts for setting in part.settings]
