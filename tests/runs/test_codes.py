"""Symbols made by an affine map are the library's, and are read back module by module."""

from __future__ import annotations

import random

import pytest
import zxingcpp

from pressroom.elements.symbol import Level, most_characters, new_symbol
from pressroom.runs import decode
from pressroom.runs.codes import matrix

SIGNS = ("abcdefghijklmnopqrstuvwxyz/:.?=&-_%~é", "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
LEVELS: tuple[Level, ...] = ("M", "Q", "H")


def contents(count: int, seed: int) -> list[tuple[str, Level]]:
    """Addresses, numbers and capitals, mixed, so that segments of every kind occur."""
    chance = random.Random(seed)
    made = []
    for number in range(count):
        parts = "".join("".join(chance.choices(chance.choice(SIGNS), k=chance.randint(1, 40)))
                        for _ in range(chance.randint(1, 4)))
        made.append((f"https://example.org/p?c={number:06d}" if number % 4 == 0 else parts, chance.choice(LEVELS)))
    return made


@pytest.mark.parametrize(("content", "level"), contents(60, 1))
def test_a_symbol_is_the_library_s_module_by_module(content: str, level: Level) -> None:
    assert matrix(content, level).symbol() == new_symbol(content, level)


@pytest.mark.parametrize("version", range(1, 14))
@pytest.mark.parametrize("level", LEVELS)
def test_every_version_is_read_back_by_the_house_and_by_another_reader(version: int, level: Level) -> None:
    content = ("é" + "https://example.org/" * 40)[:most_characters(version, level) - 1]
    made = matrix(content, level)
    assert made.version == version
    assert decode.content(made.rows()) == content
    side, scale, quiet = len(made.rows()), 4, 4
    wide = (side + 2 * quiet) * scale
    grey = bytearray(b"\xff" * wide * wide)
    for row, bits in enumerate(made.rows()):
        for column in range(side):
            if bits >> column & 1:
                for y in range((row + quiet) * scale, (row + quiet + 1) * scale):
                    start = y * wide + (column + quiet) * scale
                    grey[start:start + scale] = b"\0" * scale
    [found] = zxingcpp.read_barcodes(memoryview(bytes(grey)).cast("B", (wide, wide)))
    assert found.text == content


@pytest.mark.parametrize(("content", "level"), contents(12, 2))
def test_one_wrong_module_is_seen_wherever_it_is(content: str, level: Level) -> None:
    made = matrix(content, level)
    rows = made.rows()
    if made.version > decode.MOST_VERSION:
        pytest.skip("beyond the versions that are read")
    for row in range(len(rows)):
        for column in range(row % 3, len(rows), 3):
            wrong = [*rows]
            wrong[row] ^= 1 << column
            with pytest.raises(decode.Unreadable):
                decode.content(wrong)
