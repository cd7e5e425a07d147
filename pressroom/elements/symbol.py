"""QR symbols: their modules, how much a version holds, and how many modules a content may need (ISO/IEC 18004)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import groupby
from types import MappingProxyType
from typing import Literal

from pressroom.cache import Cache, key
from pressroom.records import dataclass
from pressroom.sheet.geometry import Box, Path, rectangle

Level = Literal["M", "Q", "H"]

# Four light modules on every side.
QUIET = 4
# From the first version on a phone may need longer, beyond the second it may fail (QR practice, rule 4).
WARN_VERSION, LAST_VERSION = 4, 6
_LIMITS: Mapping[str, tuple[int, int]] = MappingProxyType({
    "url": (WARN_VERSION, LAST_VERSION), "donation": (13, 13)})  # EPC069-12
_OTHER_LIMITS = (6, 10)
_ALPHANUMERIC = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
_ENGINE = "qr 1"


def limits(kind: str) -> tuple[int, int]:
    """The version above which a code of that kind is a warning, and the last one that is none of an error."""
    return _LIMITS.get(kind, _OTHER_LIMITS)


@dataclass(frozen=True, slots=True)
class Symbol:
    """A QR symbol.

    Attributes:
        rows: its modules, True for dark.
    """

    rows: tuple[tuple[bool, ...], ...]

    @property
    def side(self) -> int:
        """Modules on a side, without the quiet zone."""
        return len(self.rows)

    @property
    def version(self) -> int:
        """1 to 40."""
        return (self.side - 17) // 4


def modules(version: int) -> int:
    """Modules on a side of a version."""
    return 17 + 4 * version


def symbol(content: str, cache: Cache, level: Level = "M") -> Symbol:
    """The smallest symbol for `content` at an error correction."""
    name = key(_ENGINE, content) if level == "M" else key(_ENGINE, content, level)
    cached = cache.get(name)
    if cached is None:
        made = new_symbol(content, level)
        cached = json.dumps(["".join("1" if dark else "0" for dark in row) for row in made.rows]).encode()
        cache.put(name, cached)
    return Symbol(tuple(tuple(module == "1" for module in row) for row in json.loads(cached)))


def new_symbol(content: str, level: Level = "M") -> Symbol:
    """The same, kept nowhere."""
    from qrcode.main import QRCode

    encoder = QRCode(error_correction=_levels()[level], border=0)
    encoder.add_data(content)
    encoder.make(fit=True)
    return Symbol(tuple(tuple(map(bool, row)) for row in encoder.get_matrix()))


# Data codewords of versions 1 to 40 by level (ISO/IEC 18004:2015, table 7). The library has the same table, but its
# import takes 16 ms.
_CODEWORDS: dict[Level, tuple[int, ...]] = {
    "M": (16, 28, 44, 64, 86, 108, 124, 154, 182, 216, 254, 290, 334, 365, 415, 453, 507, 563, 627, 669, 714, 782,
          860, 914, 1000, 1062, 1128, 1193, 1267, 1373, 1455, 1541, 1631, 1725, 1812, 1914, 1992, 2102, 2216, 2334),
    "Q": (13, 22, 34, 48, 62, 76, 88, 110, 132, 154, 180, 206, 244, 261, 295, 325, 367, 397, 445, 485, 512, 568, 614,
          664, 718, 754, 808, 871, 911, 985, 1033, 1115, 1171, 1231, 1286, 1354, 1426, 1502, 1582, 1666),
    "H": (9, 16, 26, 36, 46, 60, 66, 86, 100, 122, 140, 158, 180, 197, 223, 253, 283, 313, 341, 385, 406, 442, 464,
          514, 538, 596, 628, 661, 701, 745, 793, 845, 901, 961, 986, 1054, 1096, 1142, 1222, 1276),
}


def _levels() -> dict[Level, int]:
    from qrcode import constants

    return {"M": constants.ERROR_CORRECT_M, "Q": constants.ERROR_CORRECT_Q, "H": constants.ERROR_CORRECT_H}


def only_capitals(content: str) -> bool:
    """Whether a content is of the 45 characters of which a symbol holds more than of others."""
    return _ALPHANUMERIC.issuperset(content)


def most_characters(version: int, level: Level, *, capitals: bool = False) -> int:
    """How many bytes a version holds, or how many of the 45 alphanumeric characters with `capitals`."""
    bits = 8 * _CODEWORDS[level][version - 1] - 4  # the mode's own four
    if capitals:
        pairs, rest = divmod(bits - (9 if version < 10 else 11), 11)
        return int(2 * pairs + (rest >= 6))
    return int((bits - (8 if version < 10 else 16)) // 8)


def outline(qr_symbol: Symbol, x: float, y: float, module: float) -> Path:
    """One path with a rectangle for each run of dark modules; filled as a whole, so that no seam shows."""
    path: Path = ()
    for number, row in enumerate(qr_symbol.rows):
        start = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                path += rectangle(Box(x + start * module, y + number * module, x + (start + length) * module,
                                      y + (number + 1) * module))
            start += length
    return path
