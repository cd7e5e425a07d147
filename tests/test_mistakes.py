"""Mistakes of staff: a clear finding at its place, exit 1, nothing half-written, the last good file kept."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

Only = Callable[..., None]
Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]

PETITION = "materials/petition.yaml"
ONE = ("petition", "--format", "A4", "--edition", "press")


def state(project: Path) -> dict[str, str]:
    out = project / "out"
    return {path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(out.rglob("*.pdf"))} if out.exists() else {}


def line_of(project: Path, file: str, part: str) -> int:
    lines = (project / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if part in line)


CASES = [
    ("a misspelt key", PETITION, "variant: blue", "varient: blue", "varient", ("unknown-key", "did you mean variant?")),
    ("an unknown palette", PETITION, "variant: blue", "variant: bleu", "bleu", ("unknown-name", "did you mean blue?")),
    ("an unknown link", PETITION, "link: petition", "link: pettition", "pettition",
     ("unknown-name", "did you mean petition?")),
    ("an unknown format", PETITION, "formats: [A4,", "formats: [A33, A4,", "A33", ("unknown-format", "A33")),
    ("an unknown layout", PETITION, "layout: statement", "layout: statment", "statment",
     ("unknown-name", "did you mean statement?")),
    ("an unknown kind", PETITION, "kind: poster", "kind: postr", "postr", ("wrong-value", "did you mean poster?")),
    ("an unknown ink of a part", "layouts/parts/ground.yaml", "ink: ground", "ink: grund", "grund",
     ("unknown-name", "did you mean ground?")),
    ("an unknown font of the layout", "layouts/statement.yaml", "font: display", "font: dispaly", "dispaly",
     ("unknown-name", "did you mean display?")),
    ("an unknown style of the layout", "layouts/statement.yaml", "style: headline", "style: hedline", "style: hedline",
     ("unknown-name", "did you mean headline?")),
    ("an unknown ink in words", PETITION, "{accent}", "{acent}", "acent", ("ink-in-words", "acent")),
    ("an unknown figure in words", PETITION, "message: \"", "message: \"{figures.los} ", "figures.los",
     ("unknown-name", "did you mean figures.loss?")),
    ("a date that is none", PETITION, "date: 2023-01-20", "date: 20/01/2023", "20/01/2023",
     ("wrong-value", "2023-01-31")),
    ("a word that the layout does not show", PETITION, "  call:", "  cal:", "  cal:",
     ("unknown-name", "did you mean call?")),
    ("a key that stands twice", PETITION, "kind: poster", "kind: poster\nkind: poster", "kind: poster",
     ("duplicate-key", "kind occurs twice")),
    ("a number where a list belongs", PETITION, "formats: [A4, A3, A2, 400x600mm, screen]", "formats: 4", "formats",
     ("wrong-value",)),
    ("an absurd size", PETITION, "400x600mm", "99000x2mm", "99000x2mm", ("unknown-format",)),
    ("a tab", PETITION, "  message:", "\tmessage:", "message:", ("yaml-syntax", "spaces")),
    ("cells outside the grid", "layouts/statement.yaml", "c1-12 r", "c1-99 r", "c1-99",
     ("no-place", "c1-99")),
    ("an emoji in a headline", PETITION, "Votre kiné", "Votre 🦴 kiné", "🦴", ("missing-glyph", "U+1F9B4")),
    ("words from right to left", PETITION, "Votre kiné", "שלום kiné", "headline:", ("right-to-left",)),
]


@pytest.mark.parametrize(("file", "old", "new", "at", "said"), [case[1:] for case in CASES],
                         ids=[case[0] for case in CASES])
def test_a_mistake_is_said_at_its_line_and_the_last_good_file_is_kept(
        project: Path, render: Render, edit: Edit, file: str, old: str, new: str, at: str,
        said: tuple[str, ...]) -> None:
    assert render(*ONE)[0] == 0
    before = state(project)
    assert before
    edit(file, old, new)
    code, _, err = render(*ONE)
    assert code == 1
    line = line_of(project, file, at)
    places = {number for number, text in enumerate((project / file).read_text().splitlines(), 1) if at in text}
    assert any(f"{file}:{number}:" in err for number in places | {line}), err
    for words in said:
        assert words in err
    assert state(project) == before
    assert not list((project / "out").rglob("*.part"))


def test_all_mistakes_of_all_files_are_said_at_once_in_order(render: Render, edit: Edit) -> None:
    edit(PETITION, "variant: blue", "varient: blue")
    edit(PETITION, "date: 2023-01-20", "date: soon")
    edit("materials/join.yaml", "kind: poster", "kind: paster")
    code, _, err = render("check", "petition", "join")
    assert code == 1
    found = [line.split(":")[0] for line in err.splitlines() if line.startswith("materials/")]
    assert found == sorted(found)
    assert {"materials/petition.yaml", "materials/join.yaml"} <= set(found)
    assert "varient" in err
    assert "soon" in err
    assert "paster" in err


def test_a_headline_of_two_hundred_characters_is_refused_at_its_line(project: Path, render: Render, edit: Edit) -> None:
    edit(PETITION, "Votre kiné a besoin", "Votre kiné " + "a besoin de vous et de tous " * 7)
    code, _, err = render(*ONE)
    assert code == 1
    assert f"{PETITION}:{line_of(project, PETITION, 'headline:')}:" in err
    assert "[overset]" in err


def test_words_that_do_not_fit_say_by_how_much_and_where_the_size_may_change(
        project: Path, render: Render, edit: Edit) -> None:
    edit(PETITION, "Votre kiné a besoin", "Votre kiné " + "a besoin de vous et de tous " * 30)
    code, _, err = render(*ONE)
    assert code == 1
    assert f"{PETITION}:{line_of(project, PETITION, 'headline:')}:" in err
    assert "characters too many for A4 at the smallest allowed" in err
    assert "layouts/statement.yaml:" in err


def test_an_empty_file_is_named_as_empty(project: Path, render: Render) -> None:
    (project / PETITION).write_text("")
    code, _, err = render("check", "petition")
    assert code == 1
    assert "materials/petition.yaml: error: the file is empty [file-empty]" in err


def test_latin_1_bytes_are_named_with_their_line(project: Path, render: Render) -> None:
    path = project / PETITION
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1", "replace"))
    code, _, err = render("check", "petition")
    assert code == 1
    assert f"{PETITION}:1:" in err
    assert "file-encoding" in err


def test_a_yaml_bomb_is_refused_at_once(project: Path, render: Render) -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    (project / PETITION).write_text("\n".join(rows))
    code, _, err = render("check", "petition")
    assert code == 1
    assert "yaml-aliases" in err


def test_an_alias_that_holds_itself_is_refused(project: Path, render: Render) -> None:
    (project / PETITION).write_text("words: &a\n  headline: *a\n")
    code, _, err = render("check", "petition")
    assert code == 1
    assert "yaml-aliases" in err


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd"])
def test_a_picture_outside_the_project_is_refused(render: Render, edit: Edit, project: Path, name: str) -> None:
    picture_of(project, edit, name)
    code, _, err = render("million", "--format", "A4", "--edition", "press")
    assert code == 1
    assert "picture-outside" in err
    assert "root:" not in err


def test_a_missing_picture_is_named_with_the_nearest_there_is(render: Render, edit: Edit, project: Path) -> None:
    picture_of(project, edit, "treatmnt.svg")
    code, _, err = render("million", "--format", "A4", "--edition", "press")
    assert code == 1
    assert "picture-missing" in err
    assert "did you mean treatment.svg?" in err


def test_a_truncated_jpeg_is_refused(render: Render, edit: Edit, project: Path) -> None:
    photograph(project / "assets/pictures/cut.jpg", 1200, 900)
    path = project / "assets/pictures/cut.jpg"
    path.write_bytes(path.read_bytes()[:-2000])
    picture_of(project, edit, "cut.jpg")
    code, _, err = render("million", "--format", "A4", "--edition", "press")
    assert code == 1
    assert "picture-broken" in err


def test_an_svg_with_a_filter_is_refused_at_the_line_of_the_svg(render: Render, edit: Edit, project: Path) -> None:
    (project / "assets/pictures/soft.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">\n<filter id="f"/>\n'
        '<path d="M0 0H10V10Z" filter="url(#f)"/>\n</svg>\n')
    picture_of(project, edit, "soft.svg")
    code, _, err = render("million", "--format", "A4", "--edition", "press")
    assert code == 1
    assert "svg-unsupported" in err
    assert "soft.svg:2:" in err or "soft.svg:3:" in err


def picture_of(project: Path, edit: Edit, name: str) -> None:
    text = (project / "materials/million.yaml").read_text(encoding="utf-8")
    now = text.split("file: ")[1].split(",")[0].split("\n")[0]
    edit("materials/million.yaml", f"file: {now}", f"file: {name}")


def photograph(path: Path, width: int, height: int) -> None:
    from PIL import Image

    gradient = Image.linear_gradient("L").resize((width, height))
    Image.merge("RGB", (gradient, gradient.rotate(90), gradient.rotate(180))).save(path, quality=90)


def test_a_picture_of_72_ppi_on_a_poster_is_refused_with_its_resolution(render: Render, edit: Edit,
                                                                        project: Path) -> None:
    photograph(project / "assets/pictures/small.jpg", 400, 400)
    picture_of(project, edit, "small.jpg")
    edit("materials/million.yaml", "formats: [A4, A3, A2, screen]", "formats: [A2]")
    code, _, err = render("million", "--edition", "press")
    assert code == 1
    assert "ppi" in err


def test_a_picture_that_claims_a_billion_pixels_is_refused(render: Render, edit: Edit, project: Path) -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    head = struct.pack(">IIBBBBB", 40000, 40000, 8, 2, 0, 0, 0)
    (project / "assets/pictures/bomb.png").write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b""))
    picture_of(project, edit, "bomb.png")
    code, _, err = render("million", "--format", "A4", "--edition", "press")
    assert code == 1
    assert "picture-too-large" in err


def test_a_long_address_is_an_error_at_its_line(render: Render, edit: Edit) -> None:
    edit("materials/campaign.yaml", "https://chng.it/2pnk55wX", "https://chng.it/" + "a" * 150)
    code, _, err = render(*ONE)
    assert code == 1
    assert "qr-outgrows" in err
    assert "materials/campaign.yaml:" in err


@pytest.mark.parametrize(("url", "is_told"), [
    ("https://chng.it/autre", True), ("https://www.chng.it/2pnk55wX?source=affiche#haut", False),
    ("https://chng.it/2pnk55wX/?a=1", False), ("https://chng.it/2pnk55w%58", False),
    ("https://chng.it/2PNK55WX/", False), ("https://www.change.org/p/kines", False), ("https://chng.it/", True)])
def test_an_address_beside_the_code_that_leads_elsewhere_is_told(render: Render, edit: Edit, url: str,
                                                                 is_told: bool) -> None:
    edit("materials/campaign.yaml", "https://chng.it/2pnk55wX", url)
    out = "".join(map(str, render("check", "petition")[1:]))
    assert ("link-shown" in out) is is_told


def test_a_link_that_has_ended_is_an_error(render: Render, edit: Edit) -> None:
    edit("materials/campaign.yaml", "    shown: chng.it/2pnk55wX", "    shown: chng.it/2pnk55wX\n    until: 2023-06-30")
    assert render(*ONE, "--today", "2023-06-30")[0] == 0
    code, _, err = render(*ONE, "--today", "2023-07-01")
    assert code == 1
    assert "link-expired" in err


def test_a_material_named_like_a_command_is_refused(project: Path, render: Render, only: Only) -> None:
    only("petition")
    (project / PETITION).rename(project / "materials/check.yaml")
    code, _, err = render("check")
    assert code == 1
    assert "file-name" in err


@pytest.mark.parametrize("words", [("nosuch",), ("petition", "--printer", "nosuch"), ("petition", "--format", "A9")])
def test_a_command_line_that_names_what_is_not_there_ends_with_2(render: Render, words: tuple[str, ...]) -> None:
    assert render(*words)[0] == 2
