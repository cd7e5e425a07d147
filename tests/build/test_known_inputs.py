"""Pieces that nobody touched are not resolved again, and are never taken for untouched when they are not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pressroom import resolve
from pressroom.build import pipeline
from pressroom.build.known_inputs import KnownInputs
from pressroom.build.pipeline import Progress
from pressroom.build.request import BuildRequest
from pressroom.stages import Piece, Published

Render = Callable[..., tuple[int, str, str]]
WORDS = ("--edition", "press", "--format", "A4")


@pytest.fixture
def resolved(project: Path, only: Callable[..., None], render: Render, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the pieces that later builds resolve; two posters are built."""
    (project / ".cache").unlink()
    only("petition", "recrutement")
    if not (project / "materials/recrutement.yaml").is_file():
        text = (project / "materials/petition.yaml").read_text(encoding="utf-8")
        (project / "materials/recrutement.yaml").write_text(text, encoding="utf-8")
    assert render(*WORDS)[0] == 0
    names: list[str] = []
    original = resolve.piece

    def counted(*arguments: object) -> Piece:
        piece = original(*arguments)  # type: ignore[arg-type]
        names.append(piece.material)
        return piece
    monkeypatch.setattr(resolve, "piece", counted)
    return names


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_only_the_piece_whose_material_changed_is_resolved(project: Path, resolved: list[str], render: Render) -> None:
    _edit(project / "materials/petition.yaml", "version: 1", "version: 2")
    assert "1 file made, 1 unchanged" in render(*WORDS)[1]
    assert resolved == ["petition"]
    resolved.clear()
    _edit(project / "materials/recrutement.yaml", "version: 1", "version: 2")
    assert "1 file made, 1 unchanged" in render(*WORDS)[1]
    assert resolved == ["recrutement"]


@pytest.mark.parametrize("file", ["materials/campaign.yaml", "assets/brand.yaml", "layouts/statement.yaml",
                                  "assets/printers/online.yaml", "layouts/parts", "assets/pictures"])
def test_a_change_of_anything_that_pieces_share_resolves_all(project: Path, resolved: list[str], render: Render,
                                                             file: str) -> None:
    path = project / file
    path = path / "new.yaml" if path.is_dir() else path
    path.write_text((path.read_text(encoding="utf-8") if path.is_file() else "") + "# a remark\n", encoding="utf-8")
    render(*WORDS)
    assert sorted(resolved) == ["petition", "recrutement"]


@pytest.mark.parametrize("words", [("--today", "2040-01-01"), ("--printer", "leaflets"), ("--fresh",)])
def test_another_day_another_printer_and_a_fresh_build_resolve_all(project: Path, resolved: list[str], render: Render,
                                                                   words: tuple[str, ...]) -> None:
    _edit(project / "materials/petition.yaml", "version: 1", "version: 2")
    render(*WORDS, *words)
    assert sorted(resolved) == ["petition", "recrutement"]


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"%PDF-1.6")])
def test_a_file_that_is_gone_or_changed_is_made_again(project: Path, resolved: list[str], render: Render,
                                                      damage: Callable[[Path], None]) -> None:
    path = project / "out/press/petition-A4.pdf"
    before = path.read_bytes()
    damage(path)
    _edit(project / "materials/recrutement.yaml", "version: 1", "version: 2")
    render(*WORDS)
    assert path.read_bytes() == before
    assert sorted(resolved) == ["petition", "recrutement"]


def test_nothing_is_noted_when_a_shared_file_changes_during_the_build(project: Path, resolved: list[str],
                                                                      render: Render) -> None:
    layout = project / "layouts/statement.yaml"
    good = layout.read_text(encoding="utf-8")
    layout.write_text(good + "# a remark\n", encoding="utf-8")
    request = BuildRequest(project, project / "out", editions=("press",), format="A4")
    published: Published = pipeline.build(request, Progress(step=lambda _name: layout.write_text(good + "# two\n")
                                                            and None))
    assert published.passed
    layout.write_text(good + "# a remark\n", encoding="utf-8")
    resolved.clear()
    _edit(project / "materials/recrutement.yaml", "version: 1", "version: 2")
    render(*WORDS)
    assert sorted(resolved) == ["petition", "recrutement"]


def test_a_damaged_note_is_none(project: Path, resolved: list[str], render: Render,
                                monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KnownInputs, "_basis", lambda _known, choice: choice.name)
    render(*WORDS, "--fresh")
    for entry in (project / ".cache").iterdir():
        content = entry.read_bytes()
        if b"petition-A4" in content:
            entry.write_bytes(content.replace(b"petition-A4", b"petition-A5"))
    resolved.clear()
    render(*WORDS)
    _edit(project / "materials/recrutement.yaml", "version: 1", "version: 2")
    render(*WORDS)
    assert "petition" in resolved
