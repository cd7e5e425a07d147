"""What the law wants said on printed matter, as findings for staff."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]
ONE = ("petition", "--format", "A4")


def text(project: Path, edition: str) -> str:
    files = json.loads((project / "out/manifest.json").read_text(encoding="utf-8"))["files"]
    (found,) = [each["pages"][0]["text"] for each in files if each["edition"] == edition]
    return str(found)


def test_a_poster_in_black_alone_on_white_is_warned_of(render: Render, edit: Edit) -> None:
    assert "black-on-white" not in render("check", "petition")[2]
    edit("assets/brand.yaml", "palettes:\n", "palettes:\n  plain: {ground: paper, words: black, accent: black, "
         "accent-words: paper, foot: paper, foot-words: black}\n")
    edit("materials/petition.yaml", "variant: blue", "variant: plain")
    code, _, err = render("check", "petition")
    assert code == 0, err
    assert "[black-on-white]" in err
    assert "materials/petition.yaml" in err


def test_the_members_imprint_leaves_a_line_for_the_practice(project: Path, render: Render, edit: Edit) -> None:
    assert render(*ONE, "--edition", "members")[0] == 0
    said = text(project, "members").replace("\u00a0", " ").replace("\u202f", " ")
    assert "Cabinet / cachet" in said
    assert "Imprimé par nos soins : cabinet ci-dessus" in said
    field = "  - {kind: field,"
    edit("layouts/statement.yaml", field, field.replace("  -", "  # -"))
    edit("layouts/statement.yaml", "below: cabinet, ", "")
    assert render(*ONE, "--edition", "members")[0] == 0
    assert "Imprimé par nos soins : ______" in text(project, "members").replace("\u00a0", " ").replace("\u202f", " ")
    edit("materials/campaign.yaml", " : {practice}", "")
    code, _, err = render(*ONE, "--edition", "members")
    assert code == 0
    assert "[practice-unnamed]" in err


def test_the_line_on_sorting_is_there_only_when_it_is_asked_for(project: Path, render: Render, edit: Edit) -> None:
    assert render(*ONE, "--edition", "press")[0] == 0
    assert "tri" not in text(project, "press").split()
    edit("materials/campaign.yaml", "imprint:\n", "imprint:\n  sorting: true\n")
    code, _, err = render(*ONE, "--edition", "press")
    assert code == 0, err
    assert "Pensez au tri" in text(project, "press")
