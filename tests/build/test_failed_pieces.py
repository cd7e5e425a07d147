"""What fails is kept as it was and said to be; what is no longer asked for is withdrawn."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]


def files(project: Path) -> dict[str, bytes]:
    out = project / "out"
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("petition*"))}


def listed(project: Path) -> set[str]:
    told = json.loads((project / "out/manifest.json").read_text(encoding="utf-8"))
    return {entry["path"] for entry in told["files"]}

# A press release of the poster's name, with a character that no font of the brand has.
RELEASE = """title: "Négocier, enfin, pour 漢"
kind: release
layout: release
place: Nice
date: 2023-01-23
version: 1
signed: president
body: |
  Le syndicat demande que les négociations reprennent, dans un climat serein et sans ultimatum.
"""


@pytest.fixture
def built(project: Path, render: Render, only: Callable[..., None], edit: Edit) -> dict[str, bytes]:
    """A poster in one format, in all editions."""
    only("petition")
    edit("materials/petition.yaml", "formats: [A4, A3, A2, 400x600mm, screen]", "formats: [A4]")
    code, _, err = render()
    assert code == 0, err
    found = files(project)
    assert "members/petition-A4.pdf" in found
    return found


def test_a_piece_that_fails_as_another_kind_keeps_the_files_of_the_kind_it_was(
        project: Path, render: Render, built: dict[str, bytes]) -> None:
    path = project / "materials/petition.yaml"
    path.unlink()
    broken = project / "materials/releases/petition.yaml"
    broken.parent.mkdir(exist_ok=True)
    broken.write_text(RELEASE, encoding="utf-8")
    code, out, err = render()
    assert code == 1
    assert "[missing-glyph]" in err
    assert files(project) == built
    assert set(built) <= listed(project)
    assert "withdrawn" not in out
    assert {line for line in out.splitlines() if line.startswith("kept as it was: ")} == {
        f"kept as it was: {name}" for name in built}
    broken.write_text(RELEASE.replace("漢", "les soins"), encoding="utf-8")
    code, out, err = render()
    assert code == 0, err
    assert "withdrawn: members/petition-A4.pdf" in out
    assert "releases/petition.pdf" in listed(project)
    assert set(files(project)) == {"releases/petition.pdf", "previews/petition-A4.png"}
