"""Hashes of what a build reads: by content, though a file that has not moved is not read again."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pressroom import file_index, files
from pressroom.cache import Cache
from pressroom.program import of_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "project/assets").mkdir(parents=True)
    (tmp_path / "outside").write_text("one")
    (tmp_path / "project/assets/own").write_text("one")
    (tmp_path / "project/assets/linked").symlink_to(tmp_path / "outside")
    return tmp_path / "project"


def _hash(folder: Path) -> str:
    return of_files(folder, ("assets",), Cache(folder / ".cache"))


@pytest.mark.parametrize("change", [
    lambda folder: (folder / "assets/own").write_text("two"),
    lambda folder: (folder / "assets/linked").write_text("two"),
    lambda folder: (folder / "assets/own").rename(folder / "assets/other"),
    lambda folder: (folder / "assets/own").unlink(),
    lambda folder: (folder / "assets/new").write_text(""),
])
def test_every_change_of_a_content_a_name_or_a_links_target_is_seen(
        folder: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], object]) -> None:
    monkeypatch.setattr(file_index, "_SETTLED_NS", -1 << 62)  # as if the files were old: all are noted
    before = _hash(folder)
    assert _hash(folder) == before
    change(folder)
    assert _hash(folder) != before


def test_a_file_in_a_linked_folder_counts_and_a_link_that_leads_back_is_followed_once(folder: Path) -> None:
    elsewhere = folder.parent / "pictures"
    elsewhere.mkdir()
    (elsewhere / "one").write_text("one")
    (folder / "assets/pictures").symlink_to(elsewhere)
    (folder / "assets/back").symlink_to(folder / "assets")
    before = _hash(folder)
    assert _hash(folder) == before
    (elsewhere / "one").write_text("another")
    assert _hash(folder) != before


def test_a_file_that_was_touched_and_says_the_same_counts_as_unchanged(folder: Path) -> None:
    before = _hash(folder)
    os.utime(folder / "assets/own", ns=(1, 1))
    assert _hash(folder) == before


def test_a_file_that_was_noted_is_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_index, "_SETTLED_NS", -1 << 62)
    before, read = _hash(folder), []
    monkeypatch.setattr(files, "digest", lambda path: read.append(path) or "")
    assert _hash(folder) == before
    assert read == []
