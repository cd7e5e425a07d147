"""Drafts stay out of what is published, and say so on every page; samples and placeholders are never published."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
import zxingcpp
from PIL import Image, ImageChops

from pressroom.cache import Cache
from pressroom.elements.symbol import symbol
from tests.specs.test_links import IBAN, with_link

Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]
PETITION, LETTER = "materials/petition.yaml", "materials/letters/lettre-maire.yaml"
DRAFT = ("kind: poster", "kind: poster\nstate: draft")


def made(project: Path) -> set[str]:
    return {path.relative_to(project / "out").as_posix() for path in (project / "out").rglob("*.*")
            if path.suffix in (".pdf", ".png", ".docx")}


def test_a_draft_has_no_press_file_and_the_one_it_had_is_withdrawn(project: Path, render: Render, edit: Edit) -> None:
    assert render("petition", "--format", "A4")[0] == 0
    ready = made(project)
    assert "press/petition-A4.pdf" in ready
    edit(PETITION, *DRAFT)
    code, _, err = render("petition", "--format", "A4")
    assert code == 0, err
    assert "materials/petition.yaml:3:8: note: petition is a draft: no file for a printer is made" in err
    assert made(project) == ready - {"press/petition-A4.pdf"}
    assert "press/petition-A4.pdf" not in (project / "out/manifest.json").read_text(encoding="utf-8")
    edit(PETITION, "state: draft", "state: ready")
    assert render("petition", "--format", "A4")[0] == 0
    assert made(project) == ready


def test_the_press_file_of_a_draft_is_made_when_asked_for_apart_from_those_for_printers(
        project: Path, render: Render, edit: Edit) -> None:
    edit(PETITION, *DRAFT)
    code, _, err = render("petition", "--format", "A4", "--edition", "press")
    assert code == 0, err
    assert made(project) == {"drafts/petition-A4.pdf"}
    assert render("petition", "--format", "A4", "--edition", "press", "--printer", "offset")[0] == 0
    assert made(project) == {"drafts/petition-A4.pdf", "drafts/offset-petition-A4.pdf"}
    edit(PETITION, "state: draft\n", "")
    assert render("petition", "--format", "A4", "--edition", "press")[0] == 0
    assert made(project) == {"press/petition-A4.pdf"}


def test_a_draft_is_marked_across_on_every_page_and_its_words_and_codes_are_read_as_ever(
        project: Path, render: Render, edit: Edit) -> None:
    words = ("petition", "--format", "A4", "--edition", "members", "--edition", "preview")
    assert render(*words)[0] == 0
    before = Image.open(project / "out/previews/petition-A4.png").convert("RGB")
    before.load()
    text = pypdf.PdfReader(project / "out/members/petition-A4.pdf").pages[0].extract_text()
    edit(PETITION, *DRAFT)
    code, _, err = render(*words)
    assert code == 0, err
    after = Image.open(project / "out/previews/petition-A4.png").convert("RGB")
    changed = ImageChops.difference(before, after).convert("L").point(lambda level: 255 * (level > 60))
    width, height = after.size
    tiles = [changed.crop((x * width // 3, y * height // 4, (x + 1) * width // 3, (y + 1) * height // 4))
             for x in range(3) for y in range(4)]
    assert sum(tile.getbbox() is not None for tile in tiles) >= 10, "the mark reaches across the sheet"
    reader = pypdf.PdfReader(project / "out/members/petition-A4.pdf")
    assert reader.pages[0].extract_text() == text
    assert "BROUILLON" in str(reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]) or _alternates(reader)
    told = json.loads((project / "out/manifest.json").read_text(encoding="utf-8"))
    entry = next(each for each in told["files"] if each["path"] == "members/petition-A4.pdf")
    assert entry["pages"][0]["qr"] == ["https://chng.it/2pnk55wX"]


VCARD = ('    vcard: {name: Jean Éric, telephone: "+33493000000"}\n'
         '    shown: Jean Éric')


@pytest.mark.parametrize(("link", "content"), [
    (f"    donation: {{name: Syndicat Alizé, iban: {IBAN}}}", "BCD\n002\n1\nSCT"),
    (VCARD, "BEGIN:VCARD\r\nVERSION:3.0"),
    ("    wifi: {network: Cabinet, password: longue-phrase}", "WIFI:T:WPA;S:Cabinet;"), ('    tel: "3237"', "tel:3237"),
])
def test_the_mark_of_a_draft_leaves_a_code_of_any_kind_and_its_quiet_zone_free(
        project: Path, render: Render, edit: Edit, link: str, content: str) -> None:
    with_link(project, link)
    pictures = []
    for _ in range(2):
        code, _, err = render("petition", "--format", "A4", "--edition", "preview")
        assert code == 0, err
        with Image.open(project / "out/previews/petition-A4.png") as picture:
            pictures.append(picture.convert("L"))
        if len(pictures) == 1:
            edit(PETITION, *DRAFT)
    ready, draft = pictures
    (read,) = zxingcpp.read_barcodes(ready)
    corners = (read.position.top_left, read.position.top_right, read.position.bottom_right, read.position.bottom_left)
    left, right = min(one.x for one in corners), max(one.x for one in corners)
    top, bottom = min(one.y for one in corners), max(one.y for one in corners)
    quiet = (right - left) * 4 // symbol(read.text, Cache(project / ".cache")).side
    around = (left - quiet, top - quiet, right + quiet, bottom + quiet)
    changed = ImageChops.difference(ready, draft)
    assert changed.getbbox(), "the mark is there"
    assert changed.crop(around).getextrema()[1] < 20, "only the scaling of the picture differs"
    (again,) = zxingcpp.read_barcodes(draft)
    assert again.text.startswith(content)
    assert again.text == read.text


def _alternates(reader: pypdf.PdfReader) -> bool:
    """Whether a figure of the file is called a draft."""
    return any(isinstance(each := reader.get_object(number), dict) and each.get("/Alt") == "BROUILLON"
               for number in range(1, len(reader.xref[0]) + 1))


def test_what_would_be_found_on_the_press_is_found_in_a_draft(render: Render, edit: Edit) -> None:
    edit(PETITION, *DRAFT)
    edit("assets/brand.yaml", "words: paper, accent: yellow", "words: blue, accent: yellow")
    code, _, err = render("petition", "--format", "A4", "--edition", "members")
    assert code == 1
    assert "[contrast]" in err
    assert render("petition", "--format", "A4")[0] == 1


@pytest.mark.parametrize("words", [("package", "petition", "--format", "A4"), ("sign-off", "petition")])
def test_a_draft_is_neither_packed_nor_signed(
        project: Path, render: Render, edit: Edit, words: tuple[str, ...]) -> None:
    edit(PETITION, *DRAFT)
    assert render("petition", "--format", "A4", "--edition", "press")[0] == 0
    code, _, err = render(*words)
    assert code == 1
    assert "materials/petition.yaml:3:8: error: petition is a draft" in err
    assert "write state: ready" in err
    assert not [*(project / "out").rglob("*.zip")]
    assert not (project / "signoffs").exists()


def test_a_draft_is_on_no_page_of_the_site_and_in_no_letter(
        project: Path, render: Render, edit: Edit, only: Callable[..., None]) -> None:
    only("petition", "direct-access", "lettre-maire", "lettre-depute")
    edit(PETITION, *DRAFT)
    edit(LETTER, "kind: letter", "kind: letter\nstate: draft")
    assert render("--format", "A4")[0] == 0
    code, _, err = render("letters")
    assert code == 0, err
    assert "letters/lettre-depute.docx" in made(project)
    assert "letters/lettre-maire.docx" not in made(project)
    code, _, err = render("letters", "lettre-maire")
    assert code == 1
    assert "lettre-maire is a draft: no letter is written from it" in err
    code, _, err = render("site")
    assert code == 0, err
    assert "petition is a draft and is not on the site" in err
    pages = "".join(path.read_text(encoding="utf-8") for path in (project / "out/site").rglob("*.html"))
    assert "direct-access" in pages
    assert "petition-A4" not in pages
    assert not [path for path in (project / "out/site").rglob("*petition*") if path.suffix in (".pdf", ".png")]


@pytest.mark.parametrize("layout", ["statement", "leaflet", "release", "letter"])
def test_what_new_writes_is_a_draft_until_each_of_its_samples_is_edited_or_confirmed(
        project: Path, render: Render, layout: str) -> None:
    assert render("new", "essai", "--layout", layout)[0] == 0
    (path,) = (project / "materials").rglob("essai.yaml")
    text = path.read_text(encoding="utf-8")
    assert "state: draft" in text
    assert render("check", "essai")[0] == 0
    marks = sum("!sample" in line and not line.lstrip().startswith("#") for line in text.splitlines()) - 1
    path.write_text(text.replace("state: draft", "state: ready"), encoding="utf-8")
    code, _, err = render("check", "essai")
    assert code == 1
    assert err.count("[sample-words]") == marks > 0
    confirmed = "\n".join(line if line.startswith("state:") else line.replace("!sample ", "")
                          for line in text.splitlines())
    path.write_text(confirmed.replace("state: draft", "state: ready"), encoding="utf-8")
    code, _, err = render("check", "essai")
    assert code == 0, err


@pytest.mark.parametrize("words", [
    "À COMPLÉTER", "[à compléter]", "Un accord (TODO) avec vous", "Lorem ipsum dolor", "<votre texte ici>",
    "A DEFINIR avec la section", "à préciser…", "TBD"])
def test_a_placeholder_is_refused_and_a_draft_may_keep_it(
        render: Render, edit: Edit, words: str) -> None:
    edit(PETITION, 'message: "Kinés épuisés, soins en danger : exigeons de vraies négociations."',
         f'message: "{words}"')
    code, _, err = render("check", "petition")
    assert code == 1
    assert err.count("[placeholder-words]") == 1
    assert "materials/petition.yaml:12:12: error:" in err
    edit(PETITION, *DRAFT)
    assert render("check", "petition")[0] == 0


@pytest.mark.parametrize("words", [
    "Un formulaire à compléter vous attend", "[Votre kiné]{accent} a besoin de vous", "Todo el mundo", "À venir voir"])
def test_words_that_only_resemble_a_placeholder_pass(render: Render, edit: Edit, words: str) -> None:
    edit(PETITION, 'message: "Kinés épuisés, soins en danger : exigeons de vraies négociations."',
         f'message: "{words}"')
    err = render("check", "petition")[2]
    assert "[placeholder-words]" not in err


def test_a_contact_that_reaches_nobody_is_left_out_of_releases_and_told(
        project: Path, render: Render, edit: Edit) -> None:
    edit("materials/campaign.yaml", "Téléphone : 00 00 00 00 00", "Téléphone : 04 93 00 00 12")
    code, _, err = render("access", "--edition", "members")
    assert code == 0, err
    assert err.count("[placeholder-contact]") == 1
    (file,) = (project / "out/releases").glob("*.pdf")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(file).pages)
    assert "alize.example" not in text
    assert "04" in text
