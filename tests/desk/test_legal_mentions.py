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
    edit("layouts/parts/foot.yaml", field, field.replace("  -", "  # -"))
    edit("layouts/parts/foot.yaml", "below: [cabinet, cabinet-under], ", "")
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


def paths(project: Path, edition: str) -> int:
    import pypdf

    page = pypdf.PdfReader(project / f"out/{edition}/petition-A4.pdf").pages[0]
    return page.get_contents().get_data().count(b" m")


def test_the_sorting_sign_is_drawn_beside_the_imprint_only_when_it_is_asked_for(
        project: Path, render: Render, edit: Edit) -> None:
    import pypdf

    assert render(*ONE)[0] == 0
    before = paths(project, "press")
    assert "Donnez ou triez" not in text(project, "members")
    edit("materials/campaign.yaml", "imprint:\n", "imprint:\n  sorting-sign: true\n")
    code, _, err = render(*ONE)
    assert code == 0, err
    assert paths(project, "press") > before
    assert "Donnez ou triez" in text(project, "press")
    assert "sign-room" not in err
    tree = pypdf.PdfReader(project / "out/members/petition-A4.pdf").trailer["/Root"]["/StructTreeRoot"]
    heard = [kid.get_object().get("/Alt") for kid in tree["/K"]["/K"]]
    assert "Donnez ou triez" in heard


def test_an_official_sign_takes_the_figures_place_and_says_its_own_words(
        project: Path, render: Render, edit: Edit) -> None:
    edit("materials/campaign.yaml", "imprint:\n", "imprint:\n  sorting-sign: true\n")
    (project / "assets/logos/sorting.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0H10V10H0Z"/></svg>', encoding="utf-8")
    code, _, err = render(*ONE, "--edition", "press")
    assert code == 0, err
    assert "Donnez ou triez" not in text(project, "press")


def test_a_sign_without_room_is_left_out_and_that_is_said(project: Path, render: Render, edit: Edit) -> None:
    import yaml

    path = project / "materials/campaign.yaml"
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    told["imprint"] = {"publisher": "Alizé", "press": "", "members": "", "mention": "", "sorting-sign": True}
    path.write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    edit("layouts/parts/foot.yaml", "{kind: imprint, name: imprint, at: {portrait: c3-6 r44-48,",
         "{kind: imprint, name: imprint, at: {portrait: {left: 86mm, right: 70mm, top: 279.1mm, bottom: 12mm},")
    _, _, err = render("check", "petition")
    assert "[sign-room]" in err, err
