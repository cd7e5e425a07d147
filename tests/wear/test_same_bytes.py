"""The same project makes the same bytes, whatever the machine, its user and its settings."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.wear.seal import Sealed
from tests.wear.test_kills import content

PIECES = ("petition", "direct-access", "opposition", "lettre-maire", "leaflet")


def made(sealed: Sealed) -> dict[str, str]:
    for words in (("build", "--fresh"), ("letters",), ("site", "--today", "2023-02-01")):
        code, _, err = sealed.run(*words)
        assert code == 0, err
    return content(sealed.folder)


@pytest.mark.wear
def test_neither_hashes_nor_locale_zone_folder_user_umask_nor_processors_change_a_byte(
        small_project: Callable[..., Sealed], tmp_path: Path) -> None:
    first = small_project(*PIECES)
    home = tmp_path / "other user"
    home.mkdir()
    elsewhere = small_project(*PIECES, name="Ailleurs, l’été/projet n° 2")
    ways = {
        "hash seed": (first, {"PYTHONHASHSEED": "1"}),
        "locale and zone": (first, {"LANG": "tr_TR.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "Pacific/Kiritimati"}),
        "another seed, user and home": (elsewhere, {"PYTHONHASHSEED": "4242", "USER": "marie", "LOGNAME": "marie",
                                                    "HOME": os.fspath(home), "SOURCE_DATE_EPOCH": "1"})}
    reference = made(first)
    assert len(reference) > 30
    for name, (sealed, environment) in ways.items():
        found = made(replace(sealed, environment=environment))
        assert {path for path in reference if found.get(path) != reference[path]} == set(), name
        assert found.keys() == reference.keys(), name
    found = made(replace(first, umask=0o077))
    assert found == reference, "umask"
    if shutil.which("taskset"):
        found = made(replace(first, before=("taskset", "-c", "0")))
        assert found == reference, "one processor"


@pytest.mark.wear
def test_clocks_that_jump_neither_change_a_byte_nor_hide_a_change(small_project: Callable[..., Sealed]) -> None:
    sealed = small_project("petition")
    assert sealed.run("build")[0] == 0
    before = content(sealed.folder)
    material = sealed.folder / "materials/petition.yaml"
    text = material.read_text(encoding="utf-8")
    stamp = material.stat()
    for when in (0, 315_532_800, 4_102_444_800, 9_000_000_000):  # 1970, 1980, 2100 and 2255
        for path in [*(sealed.folder / "materials").rglob("*"), *(sealed.folder / "out").rglob("*")]:
            os.utime(path, (when, when))
        code, _, err = sealed.run("build")
        assert code == 0, err
        assert content(sealed.folder) == before, when
    # as long as before, at the time of before: only a reading of the file can tell
    material.write_text(text.replace("besoin", "envies", 1), encoding="utf-8")
    os.utime(material, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    code, _, err = sealed.run("build")
    assert code == 0, err
    assert content(sealed.folder) != before


@pytest.mark.wear
def test_a_command_that_is_sealed_off_reaches_no_network_and_writes_nowhere_else(
        small_project: Callable[..., Sealed], tmp_path: Path) -> None:
    sealed = small_project("petition")
    outside = tmp_path / "outside.txt"
    code = (f"import socket, pathlib, pressroom\n"
            f"try:\n pathlib.Path({os.fspath(outside)!r}).write_text('x')\nexcept OSError: print('read-only')\n"
            "try:\n socket.create_connection(('127.0.0.1', 9), 1)\nexcept OSError: print('no network')\n"
            "pathlib.Path('inside.txt').write_text('x')\n")
    (sealed.folder / "probe.py").write_text(code, encoding="utf-8")
    shown = replace(sealed, before=("sh", "-c", '"$0" probe.py; exit 0')).run()[1]
    assert shown.split("\n")[:2] == ["read-only", "no network"]
    assert (sealed.folder / "inside.txt").exists()
    assert not outside.exists()
