"""Words made comparable: extraction knows neither which space it met nor why a line ended."""

from __future__ import annotations

import re
import unicodedata

# PDFium writes U+0002 or U+FFFE for a hyphen that it takes for a line's end; hyphens are left out of comparisons
# together with the break that follows them.
_HYPHEN = re.compile("[-\u2010\u2011\u00ad\x02\ufffe]+(?:[ \t]*[\r\n]+[ \t]*)?|[\x02\ufffe]\\s*")


def folded(text: str) -> str:
    """White space folded: every run of spaces (no-break ones too) and line ends is one space; joined at hyphens."""
    joined = re.sub("[\x02\ufffe]\\s*", "", text)
    return " ".join(unicodedata.normalize("NFC", joined).split())


def comparable(text: str) -> str:
    """`folded`, without hyphens and the line ends behind them."""
    return " ".join(unicodedata.normalize("NFC", _HYPHEN.sub("", text)).split())


def first_difference(expected: str, found: str) -> tuple[str, str, str]:
    """Where an expected text parts from what was found: what was read so far, what should follow, what does."""
    low, high = 0, len(expected)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if expected[:middle] in found else (low, middle - 1)
    at = found.find(expected[:low]) + low if low else 0
    return expected[max(0, low - 20):low], expected[low:low + 20], found[at:at + 20] if low else ""
