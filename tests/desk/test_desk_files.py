"""What the desk does with files that are brought to it: stamp, impose, tile, compare; and with files that mean harm."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
import zxingcpp

from pressroom.desk.rendering import render_page
from pressroom.fit.tiling import cuts_along
from tests.artwork.drawn import filled_form
from tests.desk import bring

Render = Callable[..., tuple[int, str, str]]
LINK = "https://chng.it/2pnk55wX"


@pytest.fixture
def poster(project: Path) -> Path:
    path = project / "local.pdf"
    path.write_bytes(bring.poster(2))
    return path


@pytest.fixture
def press(project: Path, render: Render) -> Path:
    assert render("petition", "--format", "A4", "--edition", "press")[0] == 0
    return project / "out/press/petition-A4.pdf"


def codes(path: Path, page: int = 1, dpi: float = 130) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(render_page(path.read_bytes(), page, dpi).picture)]


def forms(path: Path, page: int = 0) -> list[pypdf.generic.StreamObject]:
    found = pypdf.PdfReader(path).pages[page]["/Resources"].get("/XObject", {})
    return [each.get_object() for each in found.values()]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_stamp_stands_at_the_foot_on_the_right_however_the_page_is_turned(
        project: Path, render: Render, rotate: int) -> None:
    source = project / "local.pdf"
    source.write_bytes(bring.poster(rotate=rotate))
    before = source.read_bytes()
    code, out, err = render("stamp", str(source), "--link", "petition", "-o", str(project / "new.pdf"))
    assert code == 0, err
    assert "53 x" in out
    assert source.read_bytes() == before
    import pypdfium2

    document = pypdfium2.PdfDocument(project / "new.pdf")
    picture = document[0].render(scale=2).to_pil()
    document.close()
    (found,) = zxingcpp.read_barcodes(picture)
    assert found.text == LINK
    assert found.position.top_left.x > picture.width * 0.55
    assert found.position.top_left.y > picture.height * 0.55
    assert found.position.top_left.x < found.position.top_right.x  # upright, as it is seen


def test_a_stamp_is_vector_in_black_alone_with_embedded_fonts_and_leaves_other_pages(
        project: Path, render: Render, poster: Path) -> None:
    assert render("stamp", str(poster), "--link", "petition", "--page", "2", "--at", "top")[0] == 0
    made = pypdf.PdfReader(project / "local-stamped.pdf")
    assert len(made.pages) == 2
    assert "/XObject" not in made.pages[0]["/Resources"]
    (form,) = forms(project / "local-stamped.pdf", 1)
    words = form.get_data().decode("latin-1").split()
    assert not {"rg", "RG", "g", "G", "sh", "BI", "Do"} & set(words)
    for font in form["/Resources"]["/Font"].values():
        assert "/FontFile2" in font["/DescendantFonts"][0]["/FontDescriptor"]
    said = made.pages[1].extract_text()
    assert "Signez la pétition" in said
    assert "chng.it/2pnk55wX" in said
    assert "Édité par le Syndicat Alizé" in said


def test_a_stamped_press_file_still_passes_as_pdf_x4(project: Path, render: Render, press: Path) -> None:
    code, _, err = render("stamp", str(press), "--link", "site", "--edition", "press", "--at", "left", "--size",
                          "30mm", "-o", str(project / "new.pdf"))
    assert code == 0, err
    assert "stamp-covers" in err
    assert render("preflight", str(project / "new.pdf"), "--printer", "online", "--qr", LINK, "--qr",
                  "https://www.alize-kine.org/")[0] == 0


@pytest.mark.parametrize(("words", "exit_code", "said"), [
    (("--link", "petition", "--size", "300mm"), 1, "stamp-outside"),
    (("--link", "petition", "--size", "8mm"), 1, "stamp-small"),
    (("--link", "petitoin"), 2, "did you mean petition"),
    (("--link", "petition", "--size", "wide"), 2, "bad-length"),
    (("--link", "petition", "--page", "7"), 1, "file-not-opened"),
    (("--link", "petition", "--printer", "nobody"), 2, "unknown-name"),
])
def test_a_stamp_that_cannot_stand_is_refused_and_writes_nothing(
        project: Path, render: Render, poster: Path, words: tuple[str, ...], exit_code: int, said: str) -> None:
    code, _, err = render("stamp", str(poster), *words)
    assert code == exit_code, err
    assert said in err
    assert not (project / "local-stamped.pdf").exists()


def test_nothing_is_written_over_the_source_nor_over_what_is_there(project: Path, render: Render, poster: Path) -> None:
    before = poster.read_bytes()
    for more in ((), ("--replace",)):
        assert render("stamp", str(poster), "--link", "petition", "-o", str(poster), *more)[0] == 2
        assert render("impose", str(poster), "--on", "SRA2", "-o", str(poster), *more)[0] == 2
    assert poster.read_bytes() == before
    taken = project / "taken.pdf"
    taken.write_bytes(b"mine")
    assert render("tile", str(poster), "-o", str(taken))[0] == 1
    assert taken.read_bytes() == b"mine"
    assert render("tile", str(poster), "-o", str(taken), "--replace")[0] == 0


def test_copies_keep_vectors_group_and_intent_and_every_code(project: Path, render: Render, press: Path) -> None:
    made = project / "sheet.pdf"
    code, out, err = render("impose", str(press), "--on", "SRA3", "-o", str(made))
    assert code == 0, err
    assert "2 copies" in out
    reader = pypdf.PdfReader(made)
    page = reader.pages[0]
    assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (907, 1276)
    (form,) = forms(made)  # one form, shown twice
    assert form["/Group"]["/CS"] == "/DeviceCMYK"
    assert form.get_data() == pypdf.PdfReader(press).pages[0].get_contents().get_data()
    assert page.get_contents().get_data().count(b" Do ") == 2
    assert codes(made, dpi=110) == [LINK, LINK]
    assert len(reader.trailer["/Root"]["/OutputIntents"]) == 1
    assert render("preflight", str(made), "--qr", LINK)[0] == 0


def test_crop_marks_stand_outside_the_block_and_what_does_not_fit_is_refused(
        project: Path, render: Render, press: Path) -> None:
    made = project / "sheet.pdf"
    assert render("impose", str(press), "--on", "A3", "--copies", "1", "-o", str(made))[0] == 0
    page = pypdf.PdfReader(made).pages[0]
    assert page.trimbox.width == pytest.approx(210 * 72 / 25.4, abs=0.01)
    assert float(page.trimbox.left - page.bleedbox.left) == pytest.approx(3 * 72 / 25.4, abs=0.01)
    message = render("impose", str(press), "--on", "A4")[2]
    assert "does-not-fit" in message
    (needed,) = re.findall(r"needs (\d+) x (\d+) mm", message)
    assert int(needed[1]) - int(needed[0]) == 297 - 210
    assert "too-many-copies" in render("impose", str(press), "--on", "SRA3", "--copies", "9")[2]
    assert "gap-cuts-bleed" in render("impose", str(press), "--on", "SRA3", "--gap", "1mm")[2]
    assert render("impose", str(press), "--on", "B9")[0] == 2


def test_a_tiled_poster_has_every_part_on_some_sheet_at_its_own_size(
        project: Path, render: Render, press: Path) -> None:
    made = project / "tiles.pdf"
    code, out, err = render("tile", str(press), "--on", "A5", "-o", str(made))
    assert code == 0, err
    reader = pypdf.PdfReader(made)
    columns, rows = (int(part) for part in out.split("written: ")[1].split(" sheets")[0].split(" x "))
    assert len(reader.pages) == columns * rows >= 4
    assert [found for page in range(len(reader.pages)) for found in codes(made, page + 1)].count(LINK) >= 1
    labels = [page.extract_text() for page in reader.pages]
    assert all(label in text for label, text in zip(("A1", "A2", "B1"), (labels[0], labels[1], labels[columns]),
                                                    strict=True))
    assert reader.pages[0].get_contents().get_data().count(b" Do ") == 1
    assert b" 1 0 0 1 " in reader.pages[0].get_contents().get_data()


def test_a_seam_never_stands_in_a_code_that_fits_on_a_sheet() -> None:
    for at in range(0, 900, 7):
        keep = [(float(at), at + 100.0), (at + 130.0, at + 210.0)]
        found = cuts_along(1000.0, 300.0, 28.0, keep)
        assert found.starts[0] == 0
        assert found.ends[-1] == 1000
        assert not found.through
        for start, end, after in zip(found.starts, found.ends, (*found.starts[1:], None), strict=True):
            assert end - start <= 300.01
            assert after is None or (after < end and not any(low < after < high for low, high in keep))


def test_a_code_wider_than_a_sheet_is_said() -> None:
    assert cuts_along(1000.0, 300.0, 28.0, [(200.0, 700.0)]).through == ((200.0, 700.0),)


def test_what_changed_is_said_in_words_and_framed(project: Path, render: Render, press: Path,
                                                  edit: Callable[[str, str, str], None]) -> None:
    old = project / "old.pdf"
    old.write_bytes(press.read_bytes())
    assert "nothing differs: no word and no pixel" in render("compare", str(old), str(press))[1]
    edit("materials/petition.yaml", "négociations", "discussions")
    assert render("petition", "--format", "A4", "--edition", "press")[0] == 0
    code, out, _ = render("compare", str(old), str(press))
    assert code == 0
    assert "- négociations." in out
    assert "+ discussions." in out
    from PIL import Image

    with Image.open(project / "out/proofs/petition-A4-changes-1.png") as picture:
        assert (226, 0, 110) in {colour for _, colour in picture.convert("RGB").getcolors(1 << 24)}


def test_pages_that_are_in_one_file_only_are_said(project: Path, render: Render) -> None:
    (project / "a.pdf").write_bytes(bring.poster(1))
    (project / "b.pdf").write_bytes(bring.poster(2))
    for names, sign in ((("a", "b"), "+"), (("b", "a"), "-")):
        code, out, err = render("compare", *(str(project / f"{name}.pdf") for name in names))
        assert code == 0, err
        assert "page 2" in out
        assert f"  {sign} page 2 bas de page" in out
        assert "in one file only" in out


@pytest.mark.parametrize("name", bring.HOSTILE)
def test_a_file_that_means_harm_is_refused_and_nothing_is_written(
        project: Path, render: Render, name: str) -> None:
    bad, good = project / "bad.pdf", project / "good.pdf"
    bad.write_bytes(bring.HOSTILE[name]())
    good.write_bytes(bring.poster())
    there = sorted(project.rglob("*.p*"))
    for words in (("stamp", str(bad), "--link", "petition"), ("impose", str(bad), "--on", "SRA2"), ("tile", str(bad)),
                  ("compare", str(bad), str(good)), ("compare", str(good), str(bad)), ("proof", str(bad))):
        code, _, err = render(*words)
        assert code == 1, (words, err)
        assert "[file-not-opened]" in err or "[page-not-taken]" in err, (words, err)
        assert "Traceback" not in err
    assert sorted(project.rglob("*.p*")) == there


@pytest.mark.parametrize("name", bring.HOSTILE)
def test_a_file_that_means_harm_fails_preflight_and_its_repair(project: Path, render: Render, name: str) -> None:
    bad = project / "bad.pdf"
    bad.write_bytes(bring.HOSTILE[name]())
    there = sorted(project.rglob("*.p*"))
    for more in ((), ("--printer", "online", "--trim", "A4"), ("--repair", str(project / "mended.pdf"))):
        code, _, err = render("preflight", str(bad), *more)
        assert code == 1, (name, more, err)
        assert "Traceback" not in err
    assert sorted(project.rglob("*.p*")) == there


def test_a_page_that_is_drawn_without_end_is_refused_in_time(project: Path, render: Render,
                                                             monkeypatch: pytest.MonkeyPatch) -> None:
    from pressroom.preflight import guarded

    narrow = guarded.Bounds(once=0.7, altogether=2.0)
    monkeypatch.setattr(guarded, "Bounds", lambda: narrow)
    bad = project / "bad.pdf"
    bad.write_bytes(bring.endless())
    worse = project / "worse.pdf"  # the page is drawn only where it differs
    worse.write_bytes(bring.endless().replace(b"q 300 0 0", b"q 290 0 0"))
    there = sorted(project.rglob("*.p*"))
    for words in (("stamp", str(bad), "--link", "petition"), ("impose", str(bad), "--on", "SRA2"), ("tile", str(bad)),
                  ("compare", str(bad), str(worse)), ("preflight", str(bad)), ("qr-certificate", str(bad)),
                  ("preflight", str(bad), "--repair", str(project / "mended.pdf"))):
        code, out, err = render(*words)
        assert code == 1, (words, out, err)
        assert "Traceback" not in err
    assert sorted(project.rglob("*.p*")) == there


def test_hidden_layers_and_units_of_their_own_are_refused(project: Path, render: Render) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(bring.poster()))
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject

    layer = writer._add_object(DictionaryObject({NameObject("/Type"): NameObject("/OCG")}))
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject({
        NameObject("/OCGs"): ArrayObject([layer]),
        NameObject("/D"): DictionaryObject({NameObject("/OFF"): ArrayObject([layer])})})
    (project / "layers.pdf").write_bytes(bring.written(writer))
    assert "hidden layers" in render("tile", str(project / "layers.pdf"))[2]
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(bring.poster()))
    writer.pages[0][NameObject("/UserUnit")] = NumberObject(2)
    (project / "unit.pdf").write_bytes(bring.written(writer))
    assert "UserUnit" in render("tile", str(project / "unit.pdf"))[2]


@pytest.mark.parametrize("command", [("impose", "--on", "SRA2"), ("tile",)])
def test_fields_come_as_they_are_filled_in_and_notes_that_do_not_are_told(
        project: Path, render: Render, command: tuple[str, ...]) -> None:
    source = project / "form.pdf"
    source.write_bytes(filled_form(bring.poster(), notes=2))
    code, _, err = render(command[0], str(source), *command[1:], "-o", str(project / "new.pdf"))
    assert code == 0, err
    assert "warning: not placed from page 1 of form.pdf: 2 notes or empty fields" in err
    assert "placed-notes-lost" in err
    (placed,) = forms(project / "new.pdf")
    (field,) = placed["/Resources"]["/XObject"].values()
    assert b"0 1 0 0 k 0 0 50 10 re f" in field.get_object().get_data()
    assert b"4.00000 0.00000 0.00000 4.00000 300.00000 300.00000 cm" in placed.get_data()


def test_a_stamp_leaves_fields_and_notes_where_they_are(project: Path, render: Render) -> None:
    source = project / "form.pdf"
    source.write_bytes(filled_form(bring.poster(), notes=2))
    assert render("stamp", str(source), "--link", "petition", "-o", str(project / "new.pdf"))[0] == 0
    assert len(pypdf.PdfReader(project / "new.pdf").pages[0]["/Annots"]) == 3
