"""The same project makes the same bytes, whatever the machine, its user and its settings."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.wear.seal import Sealed
from tests.wear.test_kills import content


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
