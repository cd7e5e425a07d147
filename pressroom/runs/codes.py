"""QR symbols by the ten thousand: with version and correction fixed, a symbol is an affine map of its content's bytes.

Each byte of the content sets its own modules and those of its error correction, whatever the others are (Reed-Solomon
codes are linear over GF(2)). A symbol is therefore a constant, combined by exclusive or with two entries of tables for
each byte, and with one of eight masks. The mask is the one that the qrcode library would choose, by the same penalties
(ISO/IEC 18004:2015, 7.8.3), counted for all modules at once; the symbols are the library's, module by module.

A matrix is one integer: the module in row r and column c is bit r * stride + c, and dark is 1.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from qrcode import base, constants, util
from qrcode.main import QRCode

from pressroom.elements.symbol import Level, Symbol, modules, most_characters
from pressroom.patterns import regex
from pressroom.records import dataclass

_LEVELS: dict[Level, int] = {"M": constants.ERROR_CORRECT_M, "Q": constants.ERROR_CORRECT_Q,
                             "H": constants.ERROR_CORRECT_H}
_PAD = 11  # light columns beyond the symbol: what is looked for is 11 modules long at most
_OPTIMISE = 20  # of so many digits or capitals in a row the library makes a segment of its own
_DENSE = regex(rb"[0-9A-Z $%%*+\-./:]{%d}" % _OPTIMISE)
_BYTES = 0b0100  # the mode's number


@dataclass(frozen=True, slots=True)
class Matrix:
    """The modules of a symbol.

    Attributes:
        version: 1 to 40.
        bits: its modules, as this module packs them.
    """

    version: int
    bits: int

    def rows(self) -> list[int]:
        """Each row as an integer, the leftmost module in its lowest bit."""
        side = modules(self.version)
        stride, whole = side + _PAD, (1 << side) - 1
        return [self.bits >> row * stride & whole for row in range(side)]

    def symbol(self) -> Symbol:
        """The same as elements have it."""
        side = modules(self.version)
        return Symbol(tuple(tuple(bool(row >> column & 1) for column in range(side)) for row in self.rows()))


def matrix(content: str, level: Level = "M") -> Matrix:
    """The smallest symbol for `content` at an error correction."""
    data = content.encode()
    version = 0
    if _is_one_segment(data):
        version = next((each for each in range(1, 41) if most_characters(each, level) >= len(data)), 0)
    if version:
        words = _byte_words(data, version, level)
    else:
        encoder = QRCode(error_correction=_LEVELS[level], border=0)
        encoder.add_data(data, optimize=_OPTIMISE)
        version = encoder.best_fit()
        words = _words(encoder.data_list, version, level)
    return Matrix(version, _masked(_maker(version, level), words))


def _is_one_segment(data: bytes) -> bool:
    """Whether the library makes one segment of bytes of the content."""
    if len(data) > _OPTIMISE and not _DENSE.search(data):
        return True
    chunks = [*util.optimal_data_chunks(data, minimum=_OPTIMISE)]
    return len(chunks) == 1 and chunks[0].mode == util.MODE_8BIT_BYTE


def _byte_words(data: bytes, version: int, level: Level) -> bytes:
    """The data codewords of one segment of bytes (ISO/IEC 18004:2015, 7.4)."""
    count, room = 8 if version < 10 else 16, _capacity(version, level)
    bits, length = (_BYTES << count | len(data)) << 8 * len(data) | int.from_bytes(data), 4 + count + 8 * len(data)
    filled = min(-(-min(length + 4, 8 * room) // 8), room)
    head = (bits << 8 * filled - length).to_bytes(filled)
    return head + (b"\xec\x11" * room)[:room - filled]


def _words(segments: list[util.QRData], version: int, level: Level) -> bytes:
    """The data codewords of any segments."""
    buffer = util.BitBuffer()
    for each in segments:
        buffer.put(each.mode, 4)
        buffer.put(len(each), util.length_in_bits(each.mode, version))
        each.write(buffer)
    room = _capacity(version, level)
    for _ in range(min(8 * room - len(buffer), 4)):
        buffer.put_bit(False)
    while len(buffer) % 8:
        buffer.put_bit(False)
    head = bytes(buffer.buffer[:len(buffer) // 8])
    return head + (b"\xec\x11" * room)[:room - len(head)]


def _capacity(version: int, level: Level) -> int:
    return sum(block.data_count for block in base.rs_blocks(version, _LEVELS[level]))


@dataclass(frozen=True, slots=True)
class _Maker:
    """What all symbols of one version and correction share.

    Attributes:
        side, stride: modules of a row, and bits from one row to the next.
        cells: every module.
        plain: the modules that are the same whatever the content and the mask, without format and version.
        tables: of each data codeword the modules that each value of its upper and its lower four bits sets: one table
            for all eight is eight times as large, and hardly faster.
        masks: the modules that each mask turns.
        formats: the modules that format and version set, by mask.
    """

    side: int
    stride: int
    cells: int
    plain: int
    tables: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
    masks: tuple[int, ...]
    formats: tuple[int, ...]


def _masked(maker: _Maker, words: bytes) -> int:
    bits = 0
    for (upper, lower), word in zip(maker.tables, words, strict=True):
        bits ^= upper[word >> 4] ^ lower[word & 15]
    best, least = 0, 1 << 30
    for number, mask in enumerate(maker.masks):
        penalty = _penalty(maker, maker.plain | (bits ^ mask), least)
        if penalty < least:
            best, least = number, penalty
    return maker.plain | (bits ^ maker.masks[best]) | maker.formats[best]


def _penalty(maker: _Maker, dark: int, least: int) -> int:
    """The library's penalty of a symbol without format and version, which it leaves light while it compares.

    Once it is not below `least`, the rest is not counted.
    """
    light, stride = maker.cells ^ dark, maker.stride
    share = dark.bit_count() / (maker.side * maker.side)
    total = int(abs(share * 100 - 50) / 5) * 10
    for each in (dark, light):
        pairs = each & each >> 1
        total += 3 * (pairs & pairs >> stride).bit_count()
        for step in (1, stride):
            fives = each & each >> step
            fives &= fives >> 2 * step
            fives &= each >> 4 * step
            total += fives.bit_count() + 2 * (fives & ~(fives >> step)).bit_count()
    if total >= least:
        return total
    for step in (1, stride):
        middle = light >> step & dark >> 4 * step & light >> 5 * step & dark >> 6 * step & light >> 9 * step
        first = middle & dark & dark >> 2 * step & dark >> 3 * step & light >> 7 * step & light >> 8 * step
        last = middle & light & light >> 2 * step & light >> 3 * step & dark >> 7 * step & dark >> 8 * step
        total += 40 * ((first & light >> 10 * step) | (last & dark >> 10 * step)).bit_count()
    return total


@lru_cache(maxsize=16)
def _maker(version: int, level: Level) -> _Maker:
    side = modules(version)
    stride = side + _PAD
    blank = _blank(version, level, test=True)
    final = [_blank(version, level, test=False, mask=mask) for mask in range(8)]
    places = [row * stride + column for row, column in _order(side) if blank[row][column] is None]
    masks = []
    for number in range(8):
        turns = util.mask_func(number)
        masks.append(sum(1 << row * stride + column for row, column in _order(side)
                         if blank[row][column] is None and turns(row, column)))
    plain = _packed(blank, stride)
    return _Maker(side, stride, sum(((1 << side) - 1) << row * stride for row in range(side)), plain,
                  _tables(version, level, places), tuple(masks),
                  tuple(_packed(each, stride) & ~plain for each in final))


def _blank(version: int, level: Level, *, test: bool, mask: int = 0) -> list[list[bool | None]]:
    """The library's matrix before data is mapped into it."""
    encoder = QRCode(version, error_correction=_LEVELS[level], border=0)
    encoder.add_data("0")
    encoder.modules_count = modules(version)
    encoder.data_cache = b""
    mapped: list[Callable[..., None]] = []
    encoder.map_data = lambda *_: mapped.append(encoder.map_data)
    encoder.makeImpl(test, mask)
    rows: list[list[bool | None]] = encoder.modules
    return rows


def _packed(rows: list[list[bool | None]], stride: int) -> int:
    return sum(1 << number * stride + column for number, row in enumerate(rows)
               for column, dark in enumerate(row) if dark)


def _order(side: int) -> list[tuple[int, int]]:
    """Every module in the order in which bits are placed, function patterns among them (ISO/IEC 18004:2015, 7.7.3)."""
    places, row, step = [], side - 1, -1
    for right in range(side - 1, 0, -2):
        column = right - 1 if right <= 6 else right
        while 0 <= row < side:
            places += [(row, column), (row, column - 1)]
            row += step
        row, step = row - step, -step
    return places


def _tables(version: int, level: Level, places: list[int]) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """For each data codeword, what each of its values adds to the symbol: its own modules and its correction's."""
    blocks = base.rs_blocks(version, _LEVELS[level])
    at_data, at_correction = _interleaved(blocks)
    tables = []
    for number, block in enumerate(blocks):
        for position in range(block.data_count):
            singles = []
            for bit in range(8):
                word = 1 << bit
                correction = _correction(block.data_count, block.total_count - block.data_count, position, word)
                value = _placed(word, at_data[number][position], places)
                for each, at in zip(correction, at_correction[number], strict=True):
                    value |= _placed(each, at, places)
                singles.append(value)
            tables.append((_sums(singles[4:]), _sums(singles[:4])))
    return tuple(tables)


def _sums(singles: list[int]) -> tuple[int, ...]:
    """What each value of some bits sets; `singles` is what each bit does."""
    table = [0]
    for single in singles:
        table += [entry ^ single for entry in table]
    return tuple(table)


def _placed(word: int, index: int, places: list[int]) -> int:
    """The modules of a codeword at its index in the stream, its highest bit first."""
    return sum(1 << places[8 * index + bit] for bit in range(8) if word >> 7 - bit & 1)


def _interleaved(blocks: list[base.RSBlock]) -> tuple[list[list[int]], list[list[int]]]:
    """Where each block's data and correction codewords stand in the stream (ISO/IEC 18004:2015, 7.6)."""
    data: list[list[int]] = [[] for _ in blocks]
    correction: list[list[int]] = [[] for _ in blocks]
    index = 0
    for kind, counts in ((data, [block.data_count for block in blocks]),
                         (correction, [block.total_count - block.data_count for block in blocks])):
        for position in range(max(counts)):
            for number, count in enumerate(counts):
                if position < count:
                    kind[number].append(index)
                    index += 1
    return data, correction


def _correction(data_count: int, count: int, position: int, word: int) -> list[int]:
    """The correction codewords of a block of which only one codeword is not 0."""
    generator = base.Polynomial([1], 0)
    for power in range(count):
        generator *= base.Polynomial([1, base.gexp(power)], 0)
    block = [0] * data_count
    block[position] = word
    rest = base.Polynomial(block, len(generator) - 1) % generator
    found = [rest[index] for index in range(len(rest))]
    return [0] * (count - len(found)) + found
