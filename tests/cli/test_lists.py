"""`list`: what each thing is for, and what it looks like."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pressroom import load

Only = Callable[..., None]
Render = Callable[..., tuple[int, str, str]]


def rows(out: str) -> dict[str, list[str]]:
    return {line.split("\t")[0]: line.split("\t")[1:] for line in out.splitlines()}


def test_each_layout_says_what_it_is_for(project: Path, render: Render) -> None:
    code, out, _ = render("list", "layouts")
    assert code == 0
    assert {name: parts[1] for name, parts in rows(out).items()} == {
        name: spec.says for name, spec in load.job(project).layouts.items()}


def test_a_layout_has_the_picture_of_a_piece_that_uses_it_once_one_was_built(project: Path, render: Render,
                                                                            only: Only) -> None:
    only("petition", "million")
    assert "out/" not in render("list", "layouts")[1]
    assert render("petition", "--format", "A4", "--edition", "preview")[0] == 0
    listed = rows(render("list", "layouts")[1])
    assert listed["statement"][-1] == "out/previews/petition-A4.png"
    assert (project / listed["statement"][-1]).is_file()
    assert not listed["pictogram"][-1].startswith("out/")
    (project / "out/previews/petition-A4.png").unlink()
    assert "out/" not in render("list", "layouts")[1]
