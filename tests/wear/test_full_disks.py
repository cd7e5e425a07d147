"""Disks that are full, folders that several commands write, and files that change under a build."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.wear.seal import Sealed
from tests.wear.test_kills import check_manifest, content


@pytest.mark.wear
@pytest.mark.parametrize("size", ["64k", "200k", "400k", "700k", "1m"])
@pytest.mark.parametrize("words", [("build",), ("letters",), ("site",)], ids=lambda words: words[0])
def test_a_full_disk_is_told_and_the_files_that_were_there_are_whole(
        small_project: Callable[..., Sealed], size: str, words: tuple[str, ...]) -> None:
    sealed = small_project("petition", "lettre-maire")
    full = replace(sealed, disk=size)
    code, out, err = full.run(*words)
    assert "Traceback" not in err
    assert code in (0, 1), err
    if code:
        assert "error:" in err
    if words == ("build",) and size == "64k":
        assert code == 1
        assert "No space left" in err or "space" in err, (out, err)
    code, _, err = sealed.run(*words)  # with room, everything is made
    assert code == 0 or words == ("site",), err


@pytest.mark.wear
def test_builds_at_once_and_edits_during_them_leave_a_whole_folder(small_project: Callable[..., Sealed]) -> None:
    sealed = small_project("petition", "direct-access", "lettre-maire")
    assert sealed.run("build")[0] == 0
    material = sealed.folder / "materials/petition.yaml"
    good = material.read_text(encoding="utf-8")
    reference = content(sealed.folder)
    told: list[tuple[int, str]] = []

    def work(*words: str) -> None:
        code, _, err = sealed.run(*words)
        told.append((code, err))
    for number in range(4):
        works = [threading.Thread(target=work, args=words) for words in (
            ("build", "--fresh"), ("build", "petition"), ("letters",), ("build", "--edition", "preview"))]
        for each in works:
            each.start()
        for change in range(8):  # at times half a file: an editor that writes in two steps
            text = good.replace("besoin", f"besoin {number}{change}")
            material.write_text(text[:len(text) // 2] if change % 3 == 2 else text, encoding="utf-8")
            threading.Event().wait(0.2)
        for each in works:
            each.join()
        assert not [err for _, err in told if "Traceback" in err]
        check_manifest(sealed.folder)
    material.write_text(good, encoding="utf-8")
    code, _, err = sealed.run("build")
    assert code == 0, err
    found = content(sealed.folder)
    assert {path: found.get(path) for path in reference if not path.endswith(("report.html", "manifest.json"))} == {
        path: digest for path, digest in reference.items() if not path.endswith(("report.html", "manifest.json"))}
