"""One piece at a time: what its file must hold, read back by others than who made it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]
ONE = ("million", "--format", "A4", "--edition", "press")


def page(project: Path, name: str = "million") -> Any:
    return PdfReader(project / f"out/press/{name}-A4.pdf").pages[0]


def manifest(project: Path) -> list[dict[str, Any]]:
    files: list[dict[str, Any]] = json.loads((project / "out/manifest.json").read_text(encoding="utf-8"))["files"]
    return files


def show(project: Path, edit: Edit, name: str) -> None:
    text = (project / "materials/million.yaml").read_text(encoding="utf-8")
    now = text.split("file: ")[1].split(",")[0].split("\n")[0].rstrip("}")
    edit("materials/million.yaml", f"file: {now}", f"file: {name}")


def photograph(path: Path, width: int, height: int, **told: Any) -> None:
    from PIL import Image

    grey = Image.linear_gradient("L").resize((width, height))
    Image.merge("RGB", (grey, grey.rotate(90), grey.rotate(180))).point(lambda part: part // 6).save(path, **told)


@pytest.mark.parametrize(("name", "filter_name"), [("photo.jpg", "/DCTDecode"), ("photo.png", "/FlateDecode"),
                                                   ("photo.tif", "/FlateDecode")])
def test_a_photograph_becomes_cmyk_once_and_stays_under_the_ink_limit(
        project: Path, render: Render, edit: Edit, name: str, filter_name: str) -> None:
    photograph(project / "assets/pictures" / name, 2600, 2600)
    show(project, edit, name)
    edit("assets/printers/online.yaml", "ink-limit: 300", "ink-limit: 240")
    code, _, err = render(*ONE)
    assert code == 0, err
    (picture,) = [one.get_object() for one in page(project)["/Resources"]["/XObject"].values()]
    assert picture["/ColorSpace"] == "/DeviceCMYK"
    assert picture["/Filter"] == filter_name
    assert "ink-moved" in err


def test_the_members_picture_is_srgb(project: Path, render: Render, edit: Edit) -> None:
    photograph(project / "assets/pictures/photo.jpg", 2600, 2600)
    show(project, edit, "photo.jpg")
    assert render("million", "--format", "A4", "--edition", "members")[0] == 0
    reader = PdfReader(project / "out/members/million-A4.pdf")
    (picture,) = [one.get_object() for one in reader.pages[0]["/Resources"]["/XObject"].values()]
    assert picture["/ColorSpace"] == "/DeviceRGB"


def test_every_press_file_says_black_and_cmyk_and_nothing_else(project: Path, render: Render) -> None:
    assert render(*ONE)[0] == 0
    content = page(project).get_contents().get_data().decode("latin-1").split()
    assert {"k", "K"} & set(content)
    assert not {"rg", "RG", "g", "G", "cs", "CS", "sh"} & set(content)


def test_small_black_words_overprint_and_large_ones_knock_out(project: Path, render: Render) -> None:
    assert render(*ONE)[0] == 0
    state, seen = "", {}
    for line in page(project).get_contents().get_data().decode("latin-1").splitlines():
        if line.endswith(" gs"):
            state = line
        if "BT " in line:
            size = float(line.split(" Tf")[0].split()[-1])
            seen[size] = state
    assert all((state == "/GSo gs") == (size < 24) for size, state in seen.items()), seen
    assert set(seen.values()) == {"/GSo gs", "/GSk gs"}


def test_a_tracked_link_says_kind_and_format(project: Path, render: Render) -> None:
    path = project / "materials/campaign.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\ntracking: {on: true}\n", encoding="utf-8")
    assert render(*ONE)[0] == 0
    assert manifest(project)[0]["pages"][0]["qr"] == ["https://chng.it/2pnk55wX?utm_medium=affiche-a4"]


def test_a_printer_with_a_name_stands_in_the_imprint_and_no_warning_is_left(
        project: Path, render: Render, edit: Edit) -> None:
    edit("assets/printers/online.yaml", 'imprint: {name: "", address: ""}',
         'imprint: {name: "Imprimerie du port", address: "06700 Saint-Laurent-du-Var"}')
    _, _, err = render(*ONE)
    assert "imprint-blank" not in err
    assert "Imprimé par Imprimerie du port, 06700 Saint-Laurent-du-Var" in manifest(project)[0]["pages"][0]["text"]


def test_words_that_may_be_left_out_go_where_room_is_short(project: Path, render: Render, edit: Edit) -> None:
    spare = "[" + "vraiment toujours encore une fois " * 9 + "]{?}"
    edit("materials/million.yaml", "  message: \"", f"  message: \"{spare}")
    assert render(*ONE)[0] == 0
    assert "vraiment" not in manifest(project)[0]["pages"][0]["text"]


def test_the_shorter_of_two_wordings_is_taken_where_the_long_one_does_not_fit(
        project: Path, render: Render, edit: Edit) -> None:
    lines = (project / "materials/petition.yaml").read_text(encoding="utf-8").splitlines()
    (old,) = [line for line in lines if line.startswith("  message:")]
    edit("materials/petition.yaml", old,
         f"  message: {{long: \"{'Une phrase bien trop longue. ' * 12}\", short: \"Signez vite.\"}}")
    code, _, err = render("petition", "--format", "A4", "--edition", "press")
    assert code == 0, err
    assert "Signez vite." in manifest(project)[0]["pages"][0]["text"]


def test_typography_can_be_chosen_for_one_material(project: Path, render: Render, edit: Edit) -> None:
    assert render("petition", "--format", "A4", "--edition", "press")[0] == 0
    (before,) = manifest(project)
    edit("materials/petition.yaml", "link: petition", "link: petition\ntypography: {off: [apostrophes]}")
    edit("materials/petition.yaml", "Votre kiné", "L'été, votre kiné")
    code, _, err = render("petition", "--format", "A4", "--edition", "press")
    assert code == 0, err
    (after,) = manifest(project)
    assert "L'été" in after["pages"][0]["text"]
    assert "L'été" not in before["pages"][0]["text"]
    edit("materials/petition.yaml", "apostrophes", "apostrofes")
    code, _, err = render("petition", "--format", "A4", "--edition", "press")
    assert code == 1
    assert "did you mean apostrophes?" in err


def test_the_bundled_preflight_passes_its_own_file_and_fails_a_wrong_trim(project: Path, render: Render) -> None:
    render("petition", "--format", "A4", "--edition", "press")
    file = str(project / "out/press/petition-A4.pdf")
    link = "https://chng.it/2pnk55wX"
    assert render("preflight", file, "--printer", "online", "--trim", "210x297mm", "--qr", link)[0] == 0
    assert render("preflight", file, "--printer", "online", "--trim", "297x420mm")[0] == 1
    assert render("preflight", file, "--qr", "https://example.org/other")[0] == 1
    assert render("preflight", str(project / "nothing.pdf"))[0] == 2
    code, out, _ = render("preflight", file, "--json")
    assert code == 0
    assert json.loads(out)[0]["passed"] is True


def test_a_new_material_builds_as_it_is_written(project: Path, render: Render) -> None:
    for layout in sorted(path.stem for path in (project / "layouts").glob("*.yaml")):
        assert render("new", f"try-{layout}", "--layout", layout)[0] == 0
        code, _, err = render("check", f"try-{layout}")
        assert code == 0, err
        assert render("new", f"try-{layout}", "--layout", layout)[0] == 1
    assert render("new", "build", "--layout", "statement")[0] == 2
    assert render("new", "fresh", "--layout", "statemnt")[0] == 2


def test_every_rule_can_be_explained_in_french(render: Render) -> None:
    code, out, _ = render("explain", "qr-small", "--lang", "fr")
    assert code == 0
    assert "À faire" in out
    assert render("explain", "qr-smal")[0] == 2


def test_typography_is_explained_change_by_change(render: Render) -> None:
    code, out, _ = render("check", "petition", "--explain-typography")
    assert code == 0
    assert "[U+202F]" in out or "[U+00A0]" in out or "’" in out
