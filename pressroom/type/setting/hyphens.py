"""Where a word may be divided: at the exceptions listed here, then by pyphen's patterns.

At least two letters come before a hyphen and three after it, the custom of French printers.
Words with digits, addresses and words all in capitals are never divided. A compound may end a line after its own
hyphen, also in capitals; a no-break hyphen (U+2011) and addresses never do.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from pressroom.patterns import regex

LEFT, RIGHT = 2, 3
_SHORTEST = 6
_LETTERS = regex(r"[^\W\d_]+")
_OWN = regex(rf"(?<=[^\W\d_]{{{LEFT}}})[-\u2010](?=(?:[^\W\d_][-\u2010'’]?){{{RIGHT}}})")
_ADDRESS = regex(r"[@/\\_#]|\w\.\w")
_NEVER = regex(r"[\d@/\\_#]|\w\.\w|^[^a-zà-öø-ÿ]*$")

# Words that the patterns divide against sense or stem; a stem covers its plural in s.
_EXCEPTIONS: dict[str, tuple[str, ...]] = {
    "fr": (
        "ki-né-si-thé-ra-peute", "ki-né-si-thé-ra-pie", "phy-sio-thé-ra-peute", "phy-sio-thé-ra-pie",
        "mas-seur", "mé-decin", "mé-de-cins", "san-té", "hos-pi-ta-lier", "hos-pi-ta-lière", "cons-ti-tu-tion",
        "sub-ur-bain", "trans-at-lan-tique", "in-ter-ac-tion", "pre-scrip-tion", "sur-ef-fec-tif",
    ),
    "en": ("phys-io-ther-a-pist", "phys-io-ther-a-py", "pro-ject", "rec-ord", "pre-sent"),
}


@cache
def hyphenation_points(word: str, language: str) -> tuple[int, ...]:
    """Places, counted in characters, where `word` may be divided; none in an unknown language."""
    if _NEVER.search(word):
        return ()
    places = []
    for letters in _LETTERS.finditer(word):
        if len(letters[0]) >= _SHORTEST:
            places += [letters.start() + at for at in _points_in(letters[0], language.split("-")[0])
                       if LEFT <= at <= len(letters[0]) - RIGHT]
    return tuple(places)


@cache
def own_hyphens(word: str) -> tuple[int, ...]:
    """Places, counted in characters, after the hyphens of a compound where a line may end."""
    if _ADDRESS.search(word):
        return ()
    return tuple(match.end() for match in _OWN.finditer(word))


def _points_in(letters: str, language: str) -> tuple[int, ...]:
    for exception in _EXCEPTIONS.get(language, ()):
        stem = exception.replace("-", "")
        if letters.lower() in (stem, stem + "s"):
            cuts, at = [], 0
            for part in exception.split("-")[:-1]:
                at += len(part)
                cuts.append(at)
            return tuple(cuts)
    patterns = _patterns(language)
    return tuple(int(at) for at in patterns.positions(letters)) if patterns else ()


@cache
def _patterns(language: str) -> Any:
    import pyphen
    name = {"en": "en_GB"}.get(language, language)
    return pyphen.Pyphen(lang=name, left=LEFT, right=RIGHT) if name in pyphen.LANGUAGES else None
