"""The word across a draft: wherever there is room for it, whole, and beside codes."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from pressroom import load, resolve
from pressroom.cache import Cache
from pressroom.fit import fit
from pressroom.fit.draft_mark import marked
from pressroom.marks import Group, Mark, Shape
from pressroom.sheet.geometry import Box, path_box, rectangle
from pressroom.stages import Fit
from tests.conftest import ROOT


@cache
def poster() -> Fit:
    kept = Cache(ROOT / ".cache")
    return fit(resolve.piece(load.job(ROOT), resolve.Choice("petition", "A4", "members", "online"), kept), kept)


def words(*codes: Box, width: float = 0.0) -> list[Box]:
    """Where the words stand on a draft with these codes and nothing else, of another width where one is given."""
    (sheet,) = poster().sheets
    sheet = replace(sheet, width=width or sheet.width)
    marks: tuple[Mark, ...] = tuple(
        Group((Shape(rectangle(code)),), role="figure", area=code, code="https://a.example/") for code in codes)
    draft = replace(poster(), piece=replace(poster().piece, draft=True), sheets=(replace(sheet, marks=marks),))
    word = marked(draft).sheets[0].marks[-1]
    assert isinstance(word, Group)
    return [box for shape in word.marks if isinstance(shape, Shape) and (box := path_box(shape.path))]


CODES = (Box(120, 220, 220, 320), Box(380, 520, 480, 620))


@pytest.mark.parametrize("count", [0, 1, 2])
def test_the_word_leaves_each_code_free_with_its_quiet_zone(count: int) -> None:
    clear = [code.grown(0.13 * code.width) for code in CODES[:count]]
    assert all(word.overlap(code) is None for word in words(*CODES[:count]) for code in clear)


def test_there_are_fewer_words_on_a_sheet_for_each_code_that_stands_in_their_way() -> None:
    counts = [len(words(*CODES[:count])) for count in (0, 1, 2)]
    assert counts == sorted(set(counts), reverse=True)
    assert counts[-1] > 2


@pytest.mark.parametrize("width", range(400, 900, 25))
def test_no_word_is_cut_off_at_the_edge(width: int) -> None:
    (sheet,) = poster().sheets
    inside = Box(0, 0, width, sheet.height)
    assert words(width=width)
    assert all(inside.contains(word) for word in words(width=width))
