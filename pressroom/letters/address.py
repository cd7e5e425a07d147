"""The texts of a letter's content controls for one recipient and one sender."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from typing import TYPE_CHECKING

from pressroom.findings import N_, Finding, Place, Severity, code, finding
from pressroom.letters.ooxml import FORBIDDEN
from pressroom.resolve.letter import Letter, civility
from pressroom.specs.letter import FormsSpec, SenderSpec
from pressroom.text.dates import day_in_words

if TYPE_CHECKING:
    from pressroom.officials.answers import Official

NOT_WRITTEN_OUT = code(
    "unprintable-sign", N_("A Word file cannot contain control characters or incomplete characters."),
    N_("Type the text again; text copied from some programs contains such characters."), severity=Severity.WARNING)

_ARTICLES = {"le ": "du ", "les ": "des ", "la ": "de La ", "l’": "de L’", "l'": "de L'"}
# The INSEE's TNCC (type de nom en clair): the article of a commune's name, and « de » with it.
_BY_TNCC = {"0": ("", "de "), "1": ("", "d’"), "2": ("le ", "du "), "3": ("la ", "de La "), "4": ("les ", "des "),
            "5": ("l’", "de L’"), "6": ("aux ", "des "), "7": ("las ", "de Las "), "8": ("los ", "de Los ")}
_VOWELS = "aeiouyœæ"
LONGEST = 60


def values(letter: Letter, official: Official, forms: FormsSpec, sender: SenderSpec | None,
           today: str) -> dict[str, str]:
    """The texts of the controls of a letter to `official`, by tag; `today` is its date."""
    texts = {"date": day_in_words(today, letter.language)}
    if sender:
        texts |= {f"sender-{name}": getattr(sender, name)
                  for name in ("name", "practice", "address", "postcode", "town", "email")}
        texts |= {"signature": sender.name, "place": sender.place or sender.town}
    return texts | _recipient(letter, official, forms)


def _recipient(letter: Letter, official: Official, forms: FormsSpec) -> dict[str, str]:
    wordings, number = letter.wordings, official.constituency
    title = wordings.title({
        "office": official.words or letter.values.get("recipient-office", ""),
        "of-commune": of_place(official.place, official.article),
        "department": official.place, "constituency": f"{number}{'re' if number == 1 else 'e'}" if number else ""})
    # One line with commas: LibreOffice 7 shows a line break in a bound control as an empty line above it.
    return {"recipient-civility": civility(official.civility, forms), "recipient-name": official.name,
            "recipient-office": title, "recipient-address": ", ".join(official.address),
            "recipient-postcode": official.postcode, "recipient-town": official.town,
            **wordings.spoken(official.civility)}


def of_place(name: str, tncc: str = "") -> str:
    """« de » and a commune's name: du Mans, de La Rochelle, des Abymes, d’Hirson, de Nice.

    The INSEE says in its TNCC which article a name has and whether its h is mute. Without it, or where the name as it
    is written has another article, the first letters decide, and every h counts as a consonant.
    """
    if not name:
        return ""
    article, joined = _BY_TNCC.get(tncc, ("?", ""))
    if name.lower().startswith(article) and (article or not name.lower().startswith(tuple(_ARTICLES))):
        return joined + name[len(article):]
    for article, joined in _ARTICLES.items():
        if name.lower().startswith(article):
            return joined + name[len(article):]
    first = unicodedata.normalize("NFKD", name[0].lower())[0]
    return f"d’{name}" if first in _VOWELS else f"de {name}"


def unprintable(texts: dict[str, str], place: Place | None = None) -> list[Finding]:
    """A finding for each text with characters that XML cannot hold; the letter leaves them out."""
    return [finding(NOT_WRITTEN_OUT, N_("{tag} contains characters that cannot be written: {signs}; they are left out"),
                    source=place, tag=tag,
                    signs=" ".join(f"U+{ord(sign):04X}" for sign in dict.fromkeys(FORBIDDEN.findall(words))))
            for tag, words in texts.items() if FORBIDDEN.search(words)]


def file_name(name: str, others: Container[str] = ()) -> str:
    """A file name of at most `LONGEST` lower-case ASCII letters, digits and hyphens, different from `others`."""
    plain = unicodedata.normalize("NFKD", name.lower().replace("œ", "oe").replace("æ", "ae"))
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    whole = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:LONGEST].strip("-") or "x"
    candidate, number = whole, 1
    while candidate in others:
        number += 1
        candidate = f"{whole}-{number}"
    return candidate
