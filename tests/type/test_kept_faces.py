"""What earlier runs knew of a face says the same as the font itself, and never more than about that very file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pressroom.cache import Cache
from pressroom.type.fonts import Face, face, keep_faces, subset
from pressroom.type.fonts.face import _FACES
from tests.conftest import ROOT

FONT = ROOT / "assets/fonts/Inter-Regular.ttf"
WORDS = ("soins", "efficace", "l’été\u202f!", "12\u00a0%", "AVEC", "Œuvre")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def known(cache: Cache, file: Path = FONT) -> Face:
    """A face as a new process would read it."""
    _FACES.clear()
    return face(file, (), cache)


def said(one: Face) -> object:
    """All that setting and painting ask of a face."""
    shaped = [one.word(word, ("tnum",), "fr", size) for word in WORDS for size in (12.0, 90.0)]
    gids = sorted({glyph.gid for each in shaped for glyph in each.glyphs})
    return (shaped, [one.ink(gid) for gid in gids], [one.width(gid) for gid in gids],
            one.cap_height, one.x_height, one.ascent, one.descent, one.postscript_name, one.hyphen,
            one.missing_characters("a漢é"), subset(one, gids))


def test_a_kept_face_says_what_the_font_says_and_does_not_open_it(cache: Cache) -> None:
    first = said(known(cache))
    keep_faces()
    again = known(cache)
    assert said(again) == first
    assert "opened" not in vars(again)
    assert said(face(FONT)) == first


def test_a_new_word_opens_the_font_and_is_kept_beside_the_others(cache: Cache) -> None:
    said(known(cache))
    keep_faces()
    second = known(cache)
    new = second.word("kinésithérapeute")
    assert "opened" in vars(second)
    keep_faces()
    third = known(cache)
    assert third.word("kinésithérapeute") == new
    said(third)
    assert "opened" not in vars(third)


@pytest.mark.parametrize("content", [b"", b"{", b"[1,2,3,4]", b'[[],[],[],[]]', b"\xff\xfe"])
def test_a_damaged_entry_counts_for_nothing(cache: Cache, content: bytes) -> None:
    first = said(known(cache))
    keep_faces()
    for entry in [*cache.folder.iterdir()]:
        cache.put(entry.name, content)
    assert said(known(cache)) == first


def test_another_font_under_the_same_name_is_another_face(cache: Cache, tmp_path: Path) -> None:
    file = tmp_path / "font.ttf"
    shutil.copy(FONT, file)
    first = said(known(cache, file))
    keep_faces()
    shutil.copy(ROOT / "assets/fonts/Anton-Regular.ttf", file)
    assert said(known(cache, file)) != first
