"""Names of communes and people: valid cells, keys for the lookup, and mixed case for names in capitals."""

from __future__ import annotations

import functools
import unicodedata

from pressroom.patterns import regex

LONGEST = 120
# Letters with any accent, and punctuation: Château-Chinon (Ville), Saint-Martin / Saint-Barthélemy.
_NAME = regex(r"^[^\W\d_](?:[^\W_]|[ '’´`.,()/&°º–-])*$")
_PERSON = regex(r"^[^\W\d_](?:[^\W\d_]|[ '’´`.,()-])*$")
# UTF-8 that was read as Latin-1 and saved again: é became Ã©.
_TWICE = regex("[ÃÂ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_ARTICLES = frozenset(("le", "la", "les", "l"))
_SHORT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_ORDINAL = regex(r"^0*(\d+)(?:er|ere|e|eme|ieme|nd|nde)?$")
_LETTERS = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o", "ł": "l",
                          "Ł": "l", "đ": "d", "Đ": "d"})
_WORD = regex(r"[a-z0-9]+")
# Signs of other hyphens, other spaces and no width: what a name has instead.
_ODD = str.maketrans({**dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u202f"
                                      "\u205f\u3000_", " "),
                      **dict.fromkeys("\u2010\u2011\u2012\u2212", "-"),
                      **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff")})


def tidy(text: str) -> str:
    """A cell without the signs that typing and copying leave in it: odd spaces and hyphens, underscores.

    None of these is part of a name, and each of them would make a valid name look like an invalid one.
    """
    return " ".join(text.translate(_ODD).split()) if not text.isascii() or "_" in text else text


def is_place(text: str) -> bool:
    """Whether a cell can be the name of a commune or a department."""
    return len(text) <= LONGEST and bool(_NAME.match(text)) and not _TWICE.search(text)


def is_person(text: str) -> bool:
    """Whether a cell can be a first or a last name."""
    return len(text) <= LONGEST and bool(_PERSON.match(text)) and not _TWICE.search(text)


def plain(text: str) -> str:
    """Lower case without accents."""
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return text.lower()


@functools.lru_cache(maxsize=8192)  # a table repeats a department's name in hundreds of rows
def folded(text: str) -> tuple[str, str]:
    """The keys of a name, with and without its leading article.

    Case, accents, hyphens, apostrophes and spaces are ignored; St becomes Saint, `s/` becomes sur, 1er and 01 become 1,
    and `arrondissement` is dropped: `PARIS 01`, `Paris 1er` and `Paris 1er Arrondissement` have the same key.
    """
    bare = plain(text).replace("s/", "sur ")
    words = [_spelt(word) for word in _WORD.findall(bare) if word not in ("arrondissement", "cedex")]
    if len(words) > 1 and text.rstrip().endswith(")") and words[-1] in _ARTICLES:
        words = [words[-1], *words[:-1]]  # Fère (La)
    loose = words[1:] if len(words) > 1 and words[0] in _ARTICLES else words
    return "".join(words), "".join(loose)


def _spelt(word: str) -> str:
    if word in _SHORT:
        return _SHORT[word]
    if word[0].isdigit():
        match = _ORDINAL.match(word)
        return match[1] if match else word
    return word


_PARTICLES = frozenset(("DE", "DU", "DES", "D"))
_PARTS = regex(r"([ '’´`-]+)")


def mixed_case(name: str) -> str:
    """A name in capitals in mixed case: `DE LA TOUR-D'AUVERGNE` becomes `de La Tour-d’Auvergne`.

    The register has family names in capitals. Each part gets a capital letter, articles included; the prepositions de,
    du, des and d’ do not. Names with capitals inside (MCDONALD) and names that are in mixed case already stay as
    published, except for typographic apostrophes.
    """
    if name.isalpha() and not name.startswith("MC"):
        return _capital(name) if _in_capitals(name) else name
    if not _in_capitals(name):
        return _curly(name)
    parts = _PARTS.split(name)
    if any(part.startswith("MC") and len(part) > 3 for part in parts):
        return _curly(name)
    out = []
    for number, part in enumerate(parts):
        if number % 2:
            out.append(_curly(part))
        elif part in _PARTICLES and number + 1 < len(parts) and (part != "D" or parts[number + 1] in ("'", "’")):
            out.append(part.lower())
        else:
            out.append(_capital(part))
    return "".join(out)


def _in_capitals(name: str) -> bool:
    return name.replace("ß", "SS").isupper()  # "ß".isupper() is False


def _curly(text: str) -> str:
    return text.replace("'", "’").replace("´", "’").replace("`", "’")


def _capital(part: str) -> str:
    if part.startswith("(") and len(part) > 1:
        return part[:2] + part[2:].lower()
    return part[:1] + part[1:].lower()
