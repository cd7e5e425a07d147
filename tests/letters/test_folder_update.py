"""A run that was killed while it replaced letters: none of them counts as edited."""

from __future__ import annotations

from pathlib import Path

from pressroom.letters.folder_update import SUMS, FolderUpdate, folder_update

NAMES = ("maire.docx", "depute.docx")


def update_to(folder: Path, text: str) -> FolderUpdate:
    return folder_update(folder, {name: f"{name} {text}".encode() for name in NAMES}, replace=False, whole=True)


def test_a_letter_is_not_edited_whether_a_killed_run_replaced_it_or_not(tmp_path: Path) -> None:
    for name, content in update_to(tmp_path, "first").files.items():
        (tmp_path / name).write_bytes(content)
    killed = update_to(tmp_path, "second")
    (tmp_path / SUMS).write_bytes(killed.begun)
    (tmp_path / NAMES[0]).write_bytes(killed.files[NAMES[0]])
    assert update_to(tmp_path, "third").edited == []
    (tmp_path / NAMES[1]).write_bytes(b"typed by a member")
    assert update_to(tmp_path, "third").edited == [NAMES[1]]


def test_without_a_change_there_is_nothing_to_note_beforehand(tmp_path: Path) -> None:
    for name, content in update_to(tmp_path, "first").files.items():
        (tmp_path / name).write_bytes(content)
    again = update_to(tmp_path, "first")
    assert again.begun == again.files[SUMS]
