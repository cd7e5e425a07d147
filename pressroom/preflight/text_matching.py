"""Words made comparable: extraction knows neither which space it met nor why a line ended."""

from __future__ import annotations

import re
import unicodedata

_HYPHENS = re.compile("[\u2010\u2011]")
# PDFium writes U+FFFE (older ones U+0002) for a hyphen at a line's end, whether the word is broken there or not.
_LINE_END_HYPHEN = re.compile("[\x02\ufffe\u00ad]\\s*|(?<=\\S)-[ \t]*[\r\n]+[ \t]*")
_PERHAPS = "\x01"


def folded(text: str) -> str:
    """White space folded: every run of spaces (no-break ones too) and line ends is one space.

    At a line-end hyphen the word is joined: whether the hyphen was its own cannot be told any more.
    """
    return comparable(text).replace(_PERHAPS, "")


def comparable(text: str) -> str:
    """`folded`, but a line-end hyphen leaves a mark: `occurrences` takes it for a hyphen or for nothing."""
    joined = _LINE_END_HYPHEN.sub(_PERHAPS, _HYPHENS.sub("-", text))
    return " ".join(unicodedata.normalize("NFC", joined).split())


def occurrences(words: str, found: str) -> int:
    """How often `words` (folded) stand in `found` (comparable)."""
    words = words.replace(_PERHAPS, "")
    if _PERHAPS not in found:
        return found.count(words)
    letters = (f"[-{_PERHAPS}]" if letter == "-" else re.escape(letter) for letter in words)
    return len(re.findall(f"{_PERHAPS}?".join(letters), found))


def first_difference(words: str, found: str) -> tuple[str, str, str]:
    """Where expected words part from what was found: what was read so far, what should follow, what does."""
    words, found = words.replace(_PERHAPS, ""), found.replace(_PERHAPS, "")
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if words[:middle] in found else (low, middle - 1)
    at = found.find(words[:low]) + low if low else 0
    return words[max(0, low - 20):low], words[low:low + 20], found[at:at + 20] if low else ""
