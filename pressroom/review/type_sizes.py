"""Type sizes against the distance that a sheet is read from."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.elements.room import Setting
from pressroom.findings import N_, Finding, code, finding
from pressroom.fit.sheets import FittedSheet
from pressroom.sheet.units import to_mm
from pressroom.stages import Piece

TOO_SMALL = code(
    "too-small-to-read", N_("Who passes by reads from where they stand; smaller type is not read at all."),
    N_("Raise the least size of the style, give the words more room, or say with distance_m: how near readers come."),
    source="PRESS 1.11: 34 points for each metre is read with ease, 22 with comfort, 9 is the limit")
LOW_CAPITALS = code(
    "low-capitals", N_("A headline whose capitals are less than a twenty-fifth of the sheet does not lead it."),
    N_("Raise the least size of the headline, or cut words."), source="POSTERS: capitals at least 4 % of the height")

# Points for each metre of reading distance (PRESS 1.11); a call is read like a message.
PER_METRE = {"headline": 34.0, "message": 22.0, "call": 22.0, "practical": 9.0}
# Captions of codes are read from where the code is scanned: ten times its side (PRESS 1.10).
SCANNED_PER_METRE, LEAST_CAPTION, LEAST_IMPRINT = 9.0, 8.0, 6.0
CAPITALS = 0.04
_SLACK = 0.02


def sizes(piece: Piece, sheet: FittedSheet) -> Iterator[Finding]:
    """Findings about texts of styles that say what they are to a passer-by (`reads:`)."""
    for setting in sheet.settings:
        style = piece.spec.styles[setting.style]
        reads = style.reads or (setting.style if setting.style in (*PER_METRE, "caption", "imprint") else None)
        if reads is None:
            continue
        least = _least(reads, piece)
        if setting.size < least - _SLACK:
            yield finding(TOO_SMALL, N_("{name} is set in {size} pt; read from {distance} m it needs {least} pt"),
                          N_("change the size in {where}"), source=setting.at, sheet=sheet.number, area=setting.area,
                          measured=round(setting.size, 2), limit=round(least, 2), name=_name(setting),
                          size=f"{setting.size:g}", distance=f"{piece.distance_m:g}", least=f"{least:.1f}",
                          where=str(setting.at))
        if reads == "headline":
            yield from _capitals(piece, sheet, setting, piece.faces[style.font].regular.cap_height)


def _least(reads: str, piece: Piece) -> float:
    if reads in PER_METRE:
        return PER_METRE[reads] * piece.distance_m
    if reads == "imprint":
        return LEAST_IMPRINT
    scanning_m = to_mm(piece.format.qr_side) * 10 / 1000
    return max(LEAST_CAPTION, SCANNED_PER_METRE * scanning_m)


def _capitals(piece: Piece, sheet: FittedSheet, setting: Setting, cap_height: float) -> Iterator[Finding]:
    share = setting.size * cap_height / piece.format.height
    if share < CAPITALS - 0.0005:
        yield finding(LOW_CAPITALS, N_("the capitals of {name} are {share} % of the sheet's height, 4 % are needed"),
                      N_("change the size in {where}"), source=setting.at, sheet=sheet.number, area=setting.area,
                      measured=round(share, 4), limit=CAPITALS, name=_name(setting), share=f"{share * 100:.1f}",
                      where=str(setting.at))


def _name(setting: Setting) -> str:
    return setting.words[0].name if setting.words else setting.style
