"""Reads the content of a QR symbol from its modules, with nothing of what made it (ISO/IEC 18004:2015).

Finished files are judged with it, module by module: no camera is between the paper and the answer, so every module has
to be right, and what error correction would mend is a fault.
"""

from __future__ import annotations

from functools import lru_cache

from pressroom.records import dataclass

# Codewords of each version, and by level (L, M, Q, H) its correction codewords in a block and the number of blocks
# (ISO/IEC 18004:2015, table 9), versions 1 to 13.
_TOTAL = (26, 44, 70, 100, 134, 172, 196, 242, 292, 346, 404, 466, 532)
_CORRECTION = {"L": (7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26),
               "M": (10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22),
               "Q": (13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24),
               "H": (17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22)}
_BLOCKS = {"L": (1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4), "M": (1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9),
           "Q": (1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12), "H": (1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16)}
_ALIGNED = ((), (6, 18), (6, 22), (6, 26), (6, 30), (6, 34), (6, 22, 38), (6, 24, 42), (6, 26, 46), (6, 28, 50),
            (6, 30, 54), (6, 32, 58), (6, 34, 62))
_LEVELS = {1: "L", 0: "M", 3: "Q", 2: "H"}
_FORMAT_MASK, _FORMAT_BITS = 0b101010000010010, 15
_ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
MOST_VERSION = len(_TOTAL)
"""The largest version that is read."""


class Unreadable(Exception):  # noqa: N818 - an outcome, no programming error
    """The modules are no symbol; says why."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """The places of a version's codewords, for one mask.

    Attributes:
        places: of each bit in its codeword, from the first codeword's highest bit on: row * side + column.
        turned: of each codeword, the bits that the mask turned.
        rest, dark_rest: the modules that are left over, and those of them that the mask makes dark (7.7.3).
    """

    places: tuple[int, ...]
    turned: bytes
    rest: int
    dark_rest: int


def content(rows: list[int]) -> str:
    """What a symbol holds; each row is an integer whose lowest bit is the module at its left.

    Raises:
        Unreadable: a module is wrong, or the version is beyond those that are read.
    """
    side = len(rows)
    version, rest = divmod(side - 17, 4)
    if rest or not 1 <= version <= MOST_VERSION:
        raise Unreadable(f"{side} modules on a side")
    level, mask = _format(rows)
    whole = 0
    for number, row in enumerate(rows):
        whole |= row << number * side
    known, pattern = _pattern(version)
    if whole & known != pattern:
        raise Unreadable("a module of its pattern is wrong")
    shape = _shape(version, mask)
    if whole & shape.rest != shape.dark_rest:
        raise Unreadable("a module that is left over is wrong")
    modules = f"{whole:0{side * side}b}"[::-1]
    bits = int("".join(map(modules.__getitem__, shape.places)), 2) ^ int.from_bytes(shape.turned)
    return _text(_data(bits.to_bytes(len(shape.turned)), version, level), version)


def _format(rows: list[int]) -> tuple[str, int]:
    """The level of correction and the mask (7.9): a BCH code, which has to be whole, in both of its places."""
    side = len(rows)

    def at(row: int, column: int) -> int:
        return rows[row] >> column & 1
    first = [at(8, column) for column in (0, 1, 2, 3, 4, 5, 7, 8)] + [at(row, 8) for row in (7, 5, 4, 3, 2, 1, 0)]
    second = [at(row, 8) for row in range(side - 1, side - 8, -1)] + [at(8, column) for column in range(side - 8, side)]
    if first != second or not at(side - 8, 8):
        raise Unreadable("its format is damaged")
    value = int("".join(map(str, first)), 2) ^ _FORMAT_MASK
    rest = value
    for shift in range(4, -1, -1):
        if rest >> 10 + shift & 1:
            rest ^= 0b10100110111 << shift
    if rest:
        raise Unreadable("its format is damaged")
    return _LEVELS[value >> 13], value >> 10 & 7


@lru_cache(maxsize=64)
def _shape(version: int, mask: int) -> _Shape:
    side, count = 17 + 4 * version, 8 * _TOTAL[version - 1]
    function = _function(version)
    places, turned = list[int](), list[int]()
    row, step = side - 1, -1
    for right in range(side - 1, 0, -2):
        column = right - 1 if right <= 6 else right
        while 0 <= row < side:
            for each in (column, column - 1):
                if (row, each) not in function:
                    places.append(row * side + each)
                    turned.append(_turns(mask, row, each))
            row += step
        row, step = row - step, -step
    words = bytes(int("".join(map(str, turned[at:at + 8])), 2) for at in range(0, count, 8))
    rest = [*zip(places[count:], turned[count:], strict=True)]
    return _Shape(tuple(places[:count]), words, sum(1 << place for place, _ in rest),
                  sum(turns << place for place, turns in rest))


@lru_cache(maxsize=16)
def _pattern(version: int) -> tuple[int, int]:
    """The modules that are the same in all symbols of a version, and those of them that are dark (6.3, 7.10)."""
    side = 17 + 4 * version
    dark: dict[tuple[int, int], bool] = {}
    for at in range(8, side - 8):
        dark[6, at] = dark[at, 6] = at % 2 == 0
    for top, left in ((0, 0), (0, side - 7), (side - 7, 0)):
        for row in range(max(top - 1, 0), min(top + 8, side)):
            for column in range(max(left - 1, 0), min(left + 8, side)):
                ring = max(abs(row - top - 3), abs(column - left - 3))
                dark[row, column] = ring in (0, 1, 3)
    for row in _ALIGNED[version - 1]:
        for column in _ALIGNED[version - 1]:
            if (row, column) not in ((6, 6), (6, side - 7), (side - 7, 6)):
                dark |= {(row + down, column + across): max(abs(down), abs(across)) != 1
                         for down in range(-2, 3) for across in range(-2, 3)}
    if version >= 7:
        rest = version << 12
        for shift in range(5, -1, -1):
            if rest >> 12 + shift & 1:
                rest ^= 0b1111100100101 << shift
        for bit in range(18):
            is_dark = bool((version << 12 | rest) >> bit & 1)
            dark[bit // 3, side - 11 + bit % 3] = dark[side - 11 + bit % 3, bit // 3] = is_dark
    return (sum(1 << row * side + column for row, column in dark),
            sum(1 << row * side + column for (row, column), is_dark in dark.items() if is_dark))


def _function(version: int) -> frozenset[tuple[int, int]]:
    """The modules that hold no codeword (6.3): finders, timing, alignment, format and version."""
    side, found = 17 + 4 * version, set[tuple[int, int]]()
    for row in range(side):
        for column in range(side):
            corner = (row < 9 and column < 9) or (row < 9 and column >= side - 8) or (row >= side - 8 and column < 9)
            known = version >= 7 and ((row < 6 and side - 11 <= column) or (column < 6 and side - 11 <= row))
            if corner or row == 6 or column == 6 or known:
                found.add((row, column))
    centres = _ALIGNED[version - 1]
    for row in centres:
        for column in centres:
            if (row, column) not in ((6, 6), (6, side - 7), (side - 7, 6)):
                found |= {(row + down, column + across) for down in range(-2, 3) for across in range(-2, 3)}
    return frozenset(found)


def _turns(mask: int, row: int, column: int) -> int:
    """Whether a mask turns a module (7.8.2)."""
    product = row * column
    rests = ((row + column) % 2, row % 2, column % 3, (row + column) % 3, (row // 2 + column // 3) % 2,
             product % 2 + product % 3, (product % 2 + product % 3) % 2, ((row + column) % 2 + product % 3) % 2)
    return int(rests[mask] == 0)


def _data(words: bytes, version: int, level: str) -> bytes:
    """The data codewords, whose blocks all have to be code words of the correction (7.5, 7.6)."""
    total, blocks, correction = _TOTAL[version - 1], _BLOCKS[level][version - 1], _CORRECTION[level][version - 1]
    short, longer = divmod(total - blocks * correction, blocks)
    lengths = [short] * (blocks - longer) + [short + 1] * longer
    data: list[list[int]] = [[] for _ in lengths]
    stream = iter(words)
    for position in range(max(lengths)):
        for number, length in enumerate(lengths):
            if position < length:
                data[number].append(next(stream))
    checks: list[list[int]] = [[] for _ in lengths]
    for _ in range(correction):
        for number in range(blocks):
            checks[number].append(next(stream))
    for own, check in zip(data, checks, strict=True):
        tables = _syndromes(len(own) + correction, correction)
        sums = 0
        for table, word in zip(tables, (*own, *check), strict=True):
            sums ^= table[word]
        if sums:
            raise Unreadable("a module is wrong")
    return bytes(word for own in data for word in own)


@lru_cache(maxsize=64)
def _syndromes(length: int, correction: int) -> tuple[tuple[int, ...], ...]:
    """For each codeword of a block, what each of its values adds to all syndromes, packed into one integer."""
    power, logs = [1], {1: 0}
    for exponent in range(1, 255):
        value = power[-1] << 1
        power.append(value ^ 0x11D if value > 255 else value)
        logs[power[-1]] = exponent
    tables = []
    for position in range(length):
        degree = length - 1 - position
        tables.append((0, *(sum(power[(logs[word] + degree * root) % 255] << 8 * root for root in range(correction))
                            for word in range(1, 256))))
    return tuple(tables)


def _text(data: bytes, version: int) -> str:
    """The segments of the data (7.4)."""
    bits, left = int.from_bytes(data), 8 * len(data)

    def take(count: int) -> int:
        nonlocal left
        if count > left:
            raise Unreadable("its data ends too early")
        left -= count
        return bits >> left & (1 << count) - 1
    parts: list[bytes] = []
    wide = version >= 10
    while left >= 4 and (mode := take(4)):
        if mode == 0b0100:
            parts.append(bytes(take(8) for _ in range(take(16 if wide else 8))))
        elif mode == 0b0010:
            count = take(11 if wide else 9)
            pairs = [divmod(take(11), 45) for _ in range(count // 2)]
            numbers = [each for pair in pairs for each in pair] + ([take(6)] if count % 2 else [])
            parts.append("".join(_ALPHANUMERIC[each] for each in numbers).encode())
        elif mode == 0b0001:
            count = take(12 if wide else 10)
            digits = "".join(f"{take(10):03}" for _ in range(count // 3))
            rest = count % 3
            parts.append((digits + (f"{take(3 * rest + 1):0{rest}}" if rest else "")).encode())
        else:
            raise Unreadable("a mode that no address has")
    try:
        return b"".join(parts).decode()
    except UnicodeDecodeError:
        raise Unreadable("its bytes are no text") from None
