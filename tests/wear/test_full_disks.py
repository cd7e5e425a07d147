"""Disks that are full, folders that several commands write, and files that change under a build."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.wear.seal import Sealed


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
