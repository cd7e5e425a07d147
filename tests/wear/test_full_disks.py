"""Disks that are full: one clear error, the files that were there are whole, and with room all is made."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.wear import figures
from tests.wear.project import changed, content, run, undisturbed, words_of
from tests.wear.seal import namespaces
from tests.wear.test_kills import LEFT

Shared = Callable[[str, Callable[[Path], None]], Path]
# The folder that each command writes, and the bytes that are left on its disk.
SPACES = {"build": ("out", (4096, 100_000, 400_000)), "fresh build": ("out", (4096, 200_000)),
          "site": ("out", (4096, 200_000, 1_000_000)), "letters": ("out", (4096, 60_000)),
          "addressed letters": ("out", (4096, 12_288)), "sign-off": ("signoffs", (1,))}


@pytest.mark.wear
@pytest.mark.parametrize(("name", "space"), [(name, space) for name in SPACES for space in SPACES[name][1]])
def test_a_full_disk_is_one_error_and_the_files_that_were_there_are_whole(
        name: str, space: int, tmp_path: Path, shared: Shared) -> None:
    fully, sealed = undisturbed(shared, name), changed(shared, tmp_path / "project")
    disk = SPACES[name][0]
    code, out, err = replace(sealed, disk=disk, space=space).run(*words_of(name, sealed.folder))
    figures.count(faults=1)
    assert "Traceback" not in err, err
    if space == min(SPACES[name][1]):
        assert code == 1, (out, err)
    if code:
        assert code == 1, err
        assert err.count("cannot be written: No space left on device" if namespaces() else "cannot be written: File "
                         "too large") == 1, err
    if namespaces():
        shutil.rmtree(sealed.folder / disk)
        (sealed.folder / f"{disk}.after").rename(sealed.folder / disk)
    found = content(sealed.folder)
    torn = [path for path, digest in found.items() if not LEFT.search(path)
            and digest not in (fully.before.get(path), fully.after.get(path))]
    missing = fully.before.keys() & fully.after.keys() - found.keys()
    assert (torn, missing) == ([], set())
    run(sealed, name)
    assert content(sealed.folder) == fully.after


@pytest.mark.wear
def test_a_register_that_does_not_fit_is_one_error_and_the_old_one_stays(tmp_path: Path, shared: Shared) -> None:
    sealed = changed(shared, tmp_path / "project")
    database = sealed.folder / "register/officials.sqlite"
    database.parent.mkdir()
    (sealed.folder / "officials.sqlite").rename(database)
    before = database.read_bytes()
    words = (*words_of("import", sealed.folder), "--database", "register/officials.sqlite")
    code, _, err = replace(sealed, disk="register", space=20_480).run(*words)
    figures.count(faults=1)
    assert (code, "Traceback" in err, err.count("cannot be written")) == (1, False, 1), err
    if namespaces():
        shutil.rmtree(database.parent)
        database.parent.with_suffix(".after").rename(database.parent)
    assert [path.name for path in database.parent.iterdir()] == [database.name]
    assert database.read_bytes() == before
    assert sealed.run(*words)[0] == 0
    assert database.read_bytes() != before
