"""The same project makes the same bytes, whatever the machine, its user and its settings."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tests.wear import figures
from tests.wear.project import NAMES, content, edit, small_copy, use, used
from tests.wear.seal import Sealed, namespaces

Shared = Callable[[str, Callable[[Path], None]], Path]
FOLDER = "Ailleurs, l’été/projet n° 2"
ANOTHER = {"USER": "marie", "LOGNAME": "marie", "HOME": "/nonexistent"}
# What differs from the machine of the tests: variables, and the umask.
WAYS: Mapping[str, tuple[Mapping[str, str], int]] = {
    "hash seed": ({"PYTHONHASHSEED": "4242", "SOURCE_DATE_EPOCH": "1"}, -1),
    "locale": ({"LANG": "C", "LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, -1),
    "zone and folder": ({"TZ": "Pacific/Kiritimati"}, -1),
    "user and umask": (ANOTHER, 0o077),
    "one processor": ({"WEAR_PROCESSORS": "1"}, -1),
    "many processors": ({"WEAR_PROCESSORS": "64", "TZ": "Pacific/Pago_Pago"}, -1),
    "clock that jumps by ten years": ({"WEAR_CLOCK": "315360000"}, -1)}


@pytest.mark.wear
@pytest.mark.parametrize("way", WAYS)
def test_no_setting_of_the_machine_changes_a_byte(way: str, tmp_path: Path, shared: Shared) -> None:
    environment, umask = WAYS[way]
    reference = content(used(shared))
    sealed = replace(small_copy(tmp_path / (FOLDER if "folder" in way else "project"), *NAMES),
                     environment=environment, umask=umask)
    if "user" in way and namespaces():  # a number that no name belongs to
        sealed = replace(sealed, before=("unshare", "--user", "--map-user=4242", "--map-group=4242"))
    if way == "one processor" and shutil.which("taskset"):
        sealed = replace(sealed, before=("taskset", "-c", str(min(os.sched_getaffinity(0)))))
    use(sealed)
    found = content(sealed.folder)
    figures.count(runs=1)
    assert {path for path in {*reference, *found} if found.get(path) != reference.get(path)} == set()
    assert len(found) > 80


@pytest.mark.wear
def test_times_of_files_that_jump_neither_change_a_byte_nor_hide_a_change(tmp_path: Path, shared: Shared) -> None:
    sealed = Sealed(tmp_path / "project")
    shutil.copytree(used(shared), sealed.folder, symlinks=True)
    before = content(sealed.folder)
    material = sealed.folder / "materials/petition.yaml"
    stamp = material.stat()
    for when in (0, 315_532_800, 4_102_444_800, 9_000_000_000):  # 1970, 1980, 2100 and 2255
        for path in [*(sealed.folder / "materials").rglob("*"), *(sealed.folder / "out").rglob("*")]:
            os.utime(path, (when, when))
        code, _, err = sealed.run("build")
        figures.count(faults=1)
        assert code == 0, err
        assert {path for path, digest in content(sealed.folder).items() if before.get(path) != digest} <= {
            "out/report.html", "out/manifest.json"}, when
    # as long as before, at the time of before: only a reading of the file can tell
    edit(material, lambda text: text.replace("besoin", "envies", 1))
    os.utime(material, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    code, _, err = sealed.run("build")
    assert code == 0, err
    assert content(sealed.folder)["out/press/petition-A4.pdf"] != before["out/press/petition-A4.pdf"]


@pytest.mark.wear
def test_a_command_that_is_sealed_off_reaches_no_network_and_writes_nowhere_else(
        small_project: Callable[..., Sealed], tmp_path: Path) -> None:
    sealed = small_project("petition")
    outside = tmp_path / "outside.txt"
    code = (f"import socket, pathlib\n"
            f"try:\n pathlib.Path({os.fspath(outside)!r}).write_text('x')\nexcept OSError: print('read-only')\n"
            "try:\n socket.create_connection(('127.0.0.1', 9), 1)\n"
            "except ConnectionRefusedError: print('a network')\nexcept OSError: print('no network')\n"
            "pathlib.Path('inside.txt').write_text('x')\n")
    ended, shown, err = sealed.program("-c", code).end()
    assert (ended, shown.split("\n")[:2]) == (0, ["read-only", "no network"]), err
    assert (sealed.folder / "inside.txt").exists()
    assert not outside.exists()
