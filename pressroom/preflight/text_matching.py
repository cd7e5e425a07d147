"""Comparison of extracted text: extraction loses the kind of spaces and the reason for line ends."""

from __future__ import annotations

import re
import unicodedata

from pressroom.patterns import regex

_HYPHENS = regex("[\u2010\u2011]")
# A hyphen of its own code belongs to the word in files that mark added ones; others end any line with it.
_OWN_HYPHEN = regex("(?<=\\S)\u2010[ \t]*[\r\n]+[ \t]*")
# PDFium writes U+FFFE (older ones U+0002) for a hyphen at a line's end, whether the word is broken there or not.
_LINE_END_HYPHEN = regex("[\x02\ufffe\u00ad]\\s*|(?<=\\S)-[ \t]*[\r\n]+[ \t]*")
_PERHAPS, _LIKELY = "\x01", "\x03"


def normalized(text: str) -> str:
    """The text with every run of spaces (no-break ones too) and line ends as one space.

    At a line-end hyphen the word is joined, as it is unknown whether the hyphen belongs to the word; U+2010 stays.
    """
    return _plain(comparable(text))


def _plain(text: str) -> str:
    return text.replace(_PERHAPS, "").replace(_LIKELY, "-")


def comparable(text: str) -> str:
    """As `normalized`, with a mark for each line-end hyphen: `occurrences` matches it as a hyphen or as nothing."""
    joined = _LINE_END_HYPHEN.sub(_PERHAPS, _HYPHENS.sub("-", _OWN_HYPHEN.sub(_LIKELY, text)))
    return " ".join(unicodedata.normalize("NFC", joined).split())


def occurrences(words: str, page_text: str) -> int:
    """How often `words` (normalized) occur in `page_text` (comparable)."""
    words = _plain(words)
    if _PERHAPS not in page_text and _LIKELY not in page_text:
        return page_text.count(words)
    letters = (f"[-{_PERHAPS}{_LIKELY}]" if letter == "-" else re.escape(letter) for letter in words)
    return len(re.findall(f"[{_PERHAPS}{_LIKELY}]?".join(letters), page_text))


def first_difference(words: str, page_text: str) -> tuple[str, str, str]:
    """The first difference between expected words and the page: the text before it, the expected and the actual one."""
    words, page_text = _plain(words), _plain(page_text)
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if words[:middle] in page_text else (low, middle - 1)
    at = page_text.find(words[:low]) + low if low else 0
    return words[max(0, low - 20):low], words[low:low + 20], page_text[at:at + 20] if low else ""
