"""Type sizes against the distance that a sheet is read from."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.elements.context import Setting
from pressroom.findings import N_, compared
from pressroom.review import spoils
from pressroom.review.part import ReviewedPart
from pressroom.review.rule import Fault, fault, rule
from pressroom.sheet.units import to_mm
from pressroom.stages import Piece

# Points for each metre of reading distance: 34 is read with ease, 22 with comfort, 9 is the limit. Whoever follows
# a call has come near, to the code beside it.
PER_METRE = {"headline": 34.0, "message": 22.0, "call": 9.0, "practical": 9.0}
# Where one word would take more than half of a line: a headline is read with comfort, a message nearer to the limit.
LONG_WORD = {"headline": 22.0, "message": 16.0}
# Captions of codes are read from where the code is scanned: ten times its side.
SCANNED_PER_METRE, LEAST_CAPTION, LEAST_IMPRINT = 9.0, 8.0, 6.0
_SLACK = 0.02


@rule("too-small-to-read",
      why=N_("People read a poster from where they stand; smaller type is not read at all."),
      mend=N_("Raise the least size of the style, give the words more room, or say with distance_m: how near readers "
              "come."),
      source="Reading distance", needs=("paper",), spoil=spoils.words_too_small_for_their_distance)
def too_small_to_read(part: ReviewedPart) -> Iterator[Fault]:
    """A text of a style that says what it is to a passer-by (`reads:`) has the size that its distance asks for."""
    for setting, reads in _reading(part):
        least = _least(reads, part.piece)
        if setting.long_word and reads in LONG_WORD:
            least = LONG_WORD[reads] * part.piece.distance_m
        if setting.size < least - _SLACK:
            size, needed = compared(setting.size, least, 1)
            yield fault(N_("{name} is set in {size} pt; read from {distance} m it needs {least} pt"),
                        N_("change the size in {where}"), source=setting.at, area=setting.area,
                        measured=size, limit=needed, name=text_name(setting),
                        size=f"{size:g}", distance=f"{part.piece.distance_m:g}", least=f"{needed:g}",
                        where=str(setting.at))


@rule("low-capitals", why=N_("A headline whose capitals are less than a twenty-fifth of the sheet does not lead it."),
      mend=N_("Raise the least size of the headline, or cut words."), source="Poster design, rule 1",
      needs=("paper",), spoil=spoils.headline_with_low_capitals)
def low_capitals(part: ReviewedPart) -> Iterator[Fault]:
    """A headline's capitals are at least 4 % of the sheet's height, or of twice its width where it is taller."""
    sheet = part.piece.format
    least = sheet.least_capitals / sheet.height
    for setting, reads in _reading(part):
        if reads != "headline":
            continue
        face = part.piece.faces[part.piece.spec.styles[setting.style].font].regular
        share = setting.size * face.cap_height / sheet.height
        if share < least - 0.0005:
            shown, needed = compared(share * 100, least * 100, 1)
            yield fault(N_("the capitals of {name} are {share} % of the sheet's height, {least} % are needed"),
                        N_("change the size in {where}"), source=setting.at, area=setting.area,
                        measured=compared(share, least, 4)[0], limit=least,
                        name=text_name(setting), share=f"{shown:g}", least=f"{needed:g}",
                        where=str(setting.at))


def _reading(part: ReviewedPart) -> Iterator[tuple[Setting, str]]:
    """Texts that say what they are to a passer-by, and what that is."""
    for setting in part.settings:
        reads = part.piece.spec.styles[setting.style].reads or (
            setting.style if setting.style in (*PER_METRE, "caption", "imprint") else None)
        if reads is not None:
            yield setting, reads


def _least(reads: str, piece: Piece) -> float:
    if reads in PER_METRE:
        return PER_METRE[reads] * piece.distance_m
    if reads == "imprint":
        return LEAST_IMPRINT
    scanning_m = to_mm(piece.format.qr_side) * 10 / 1000
    return max(LEAST_CAPTION, SCANNED_PER_METRE * scanning_m)


def text_name(setting: Setting) -> str:
    """What messages call a text: its name in the material, or its style."""
    return setting.words[0].name if setting.words else setting.style
