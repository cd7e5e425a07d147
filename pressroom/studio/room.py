"""How many letters a text can still take: told by the fitting itself, which is asked with longer and longer words."""

from __future__ import annotations

from itertools import cycle

from pressroom import resolve
from pressroom.cache import Cache
from pressroom.elements.context import Words
from pressroom.findings import Refused
from pressroom.fit import fit
from pressroom.records import replace
from pressroom.specs.document import Location
from pressroom.stages import Job, Piece
from pressroom.studio.looks import Asked
from pressroom.type.setting import OVERSET

MOST = 600
"""Letters beyond which a text has room enough for whatever is written."""

_WORDS = ("soins", "des", "patients", "et", "nous", "avec", "les", "kinés", "en", "danger")


def letters_left(job: Job, asked: Asked, location: Location, cache: Cache) -> int | None:
    """Letters that may be added to a text of the piece at the smallest allowed size; negative: to be left out.

    None where the piece cannot be laid out for another reason, or does not show the text.
    """
    choice = resolve.Choice(asked.material, asked.format, asked.edition, asked.printer or job.campaign.printer)
    try:
        piece = resolve.piece(job, choice, cache)
    except Refused:
        return None
    place = piece.document.place(location)
    if not any(words.place == place for sheet in piece.words for words in sheet.values()):
        return None
    too_many = _too_many(piece, place, 0, cache)
    if too_many is None or too_many > 0:
        return None if too_many is None else -too_many
    fits, over = 0, 8
    while over <= MOST and _too_many(piece, place, over, cache) == 0:
        fits, over = over, over * 2
    if over > MOST:
        return MOST
    while over - fits > max(1, fits // 20):
        middle = (fits + over) // 2
        if _too_many(piece, place, middle, cache) == 0:
            fits = middle
        else:
            over = middle
    return fits


def _too_many(piece: Piece, place: object, added: int, cache: Cache) -> int | None:
    """How many letters of the text at `place` are too many when so many are added; None for any other refusal."""
    longer = tuple({name: _longer(words, added) if words.place == place else words for name, words in sheet.items()}
                   for sheet in piece.words)
    try:
        fit(replace(piece, words=longer), cache)
    except Refused as refused:
        over = [item for item in refused.findings if item.code == OVERSET.name]
        own = [item for item in over if item.source == place]
        counts = [int(item.measured) for item in own or over if isinstance(item.measured, int | float)]
        return max(counts, default=1) if over else None
    return 0


def _longer(words: Words, added: int) -> Words:
    """The text alone, without its shorter wordings, and with words of common lengths after it."""
    more, each = "", cycle(_WORDS)
    while len(more) < added:
        more += " " + next(each)
    return replace(words, text=words.text + more[:added].rstrip(), shorter=())
