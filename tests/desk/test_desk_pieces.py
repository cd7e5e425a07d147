"""What the desk does with our own pieces: packed for a printer, signed off, shown as they will print."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

from pressroom import programs

Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]
PRINTER = ('imprint: {name: "", address: ""}', 'imprint: {name: "Imprimerie du port", address: "06700 Saint-Laurent"}')
ONE = ("petition", "--format", "A4")


def test_a_package_is_whole_and_the_same_each_time(project: Path, render: Render, edit: Edit) -> None:
    edit("assets/printers/offset.yaml", *PRINTER)
    words = ("package", *ONE, "--printer", "offset", "--copies", "500", "--contact", "Marie Dupont")
    code, _, err = render(*words)
    assert code == 0, err
    path = project / "out/printers/offset/petition-A4.zip"
    first = path.read_bytes()
    assert render(*words)[0] == 0
    assert path.read_bytes() == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        files = {name.removeprefix("petition-A4/"): archive.read(name) for name in archive.namelist()}
    assert set(files) == {"petition-A4.pdf", "petition-A4-ticket.json", "petition-A4-ticket.pdf", "SHA256SUMS",
                          "petition-A4-proof.png", "petition-A4-preflight.html"}
    for line in files["SHA256SUMS"].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(files[name]).hexdigest() == digest
    ticket = json.loads(files["petition-A4-ticket.json"])
    assert ticket["copies"] == 500
    assert ticket["format"] == {"name": "A4", "trim_mm": [210.0, 297.0], "bleed_mm": 5.0, "safe_mm": 5.0,
                                "marks": ["crop"]}
    assert ticket["file"]["sha256"] == hashlib.sha256(files["petition-A4.pdf"]).hexdigest()
    page = pypdf.PdfReader(io.BytesIO(files["petition-A4-ticket.pdf"]))
    assert len(page.pages) == 1
    assert page.trailer["/Root"]["/MarkInfo"]["/Marked"]
    said = page.pages[0].extract_text()
    assert "Imprimerie du port" in said
    assert ticket["file"]["sha256"] in said.replace("\n", "")


@pytest.mark.parametrize(("language", "words", "others"), [
    ("fr", ("Fiche de fabrication", "traits de coupe", "cyan, magenta, jaune, noir",
            "encrage de 300 % au plus", "5,5 mm", "Mo"),
     r"Job ticket|crop|yellow|at most|Bleed|5\.5|MB"),
    ("en", ("Job ticket", "crop marks", "cyan, magenta, yellow, black", "at most 300 % of ink", "5.5 mm", "MB"),
     r"Fiche de fabrication|coupe|jaune|encrage|Fond|5,5|Mo\b")])
def test_the_ticket_is_in_the_language_of_the_preset_to_the_last_word(
        language: str, words: tuple[str, ...], others: str, project: Path, render: Render, edit: Edit) -> None:
    edit("assets/printers/offset.yaml", *PRINTER)
    edit("assets/printers/offset.yaml", "bleed: 5mm", f"language: {language}\nbleed: 5.5mm")
    code, _, err = render("package", *ONE, "--printer", "offset")
    assert code == 0, err
    with zipfile.ZipFile(project / "out/printers/offset/petition-A4.zip") as archive:
        ticket = archive.read("petition-A4/petition-A4-ticket.pdf")
    said = re.sub(r"\s+", " ", pypdf.PdfReader(io.BytesIO(ticket)).pages[0].extract_text())
    assert [each for each in words if each not in said] == []
    assert not re.search(others, said)


def test_nothing_is_packed_for_a_printer_without_a_name(project: Path, render: Render) -> None:
    code, _, err = render("package", *ONE, "--printer", "offset")
    assert code == 1
    assert "assets/printers/offset.yaml" in err
    assert "[printer-unnamed]" in err
    assert not (project / "out").exists()
    assert render("package", "petitoin")[0] == 2


def test_a_build_says_whether_what_was_signed_is_what_it_makes(project: Path, render: Render, edit: Edit) -> None:
    assert "not-built" in render("sign-off", "petition")[2]
    assert render(*ONE, "--edition", "press")[0] == 0
    code, _, err = render("sign-off", "petition", "--by", "Marie: \"Dupont\"", "--on", "2023-02-01")
    assert code == 0, err
    kept = (project / "signoffs/petition-A4.yaml").read_text(encoding="utf-8")
    press = (project / "out/press/petition-A4.pdf").read_bytes()
    assert hashlib.sha256(press).hexdigest() in kept
    sheet = pypdf.PdfReader(project / "out/proofs/petition-A4-sign-off.pdf").pages[0].extract_text()
    assert hashlib.sha256(press).hexdigest() in sheet.replace("\n", "")
    assert 'Marie: "Dupont"' in sheet
    assert "Bon à tirer" in sheet
    assert "page 1 sur 1" in sheet
    assert "1er\u00a0février 2023" in sheet.replace(" février", "\u00a0février")
    assert not re.search(r"Approved|Trim|shown at|\\^", sheet)
    code, _, err = render(*ONE, "--edition", "press")
    assert code == 0
    assert "[signed-holds]" in err
    edit("materials/petition.yaml", "négociations", "discussions")
    code, _, err = render(*ONE, "--edition", "press")
    assert code == 0
    assert "[signed-differs]" in err
    (project / "signoffs/petition-A4.yaml").write_text("{", encoding="utf-8")
    assert "[signed-unreadable]" in render(*ONE, "--edition", "press")[2]


def test_a_file_that_is_not_the_builds_own_is_not_signed(project: Path, render: Render) -> None:
    assert render(*ONE, "--edition", "press")[0] == 0
    path = project / "out/press/petition-A4.pdf"
    path.write_bytes(path.read_bytes() + b"\n")
    code, _, err = render("sign-off", "petition")
    assert code == 1
    assert "[built-differs]" in err
    assert not (project / "signoffs").exists()


def test_a_proof_shows_trim_bleed_and_safe_margin(project: Path, render: Render,
                                                  monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image

    monkeypatch.setattr(programs, "ghostscript", lambda: "")
    code, _, err = render("proof", *ONE)
    assert code == 0, err
    assert "overprint is not simulated" in err
    with Image.open(project / "out/proofs/petition-A4-proof.png") as picture:
        colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 24)}
    assert {(226, 0, 110), (0, 120, 220), (0, 140, 60)} <= colours
    code, _, err = render("proof", *ONE, "--plates")
    assert code == 3
    assert "[no-plates]" in err


@pytest.mark.external
@pytest.mark.skipif(not shutil.which("gs"), reason="Ghostscript is not here")
def test_plates_show_where_each_ink_is(project: Path, render: Render) -> None:
    from PIL import Image

    code, out, err = render("proof", *ONE, "--plates")
    assert code == 0, err
    assert "overprint is not" not in err
    inked = {}
    for plate in ("cyan", "magenta", "yellow", "black"):
        with Image.open(project / f"out/proofs/petition-A4-plate-{plate}.png") as picture:
            inked[plate] = sum(picture.convert("L").histogram()[:30]) / (picture.width * picture.height)
    assert inked["cyan"] > 0.4
    assert 0 < inked["black"] < 0.1
    assert str(project / "out/proofs/petition-A4-proof.png") in out


def bold(page: pypdf.PageObject) -> dict[str, bool]:
    """The words of each run of a page that has some, and whether they are bold."""
    found: dict[str, bool] = {}

    def visit(text: str, _cm: object, _tm: object, font: dict[str, str] | None, _size: float) -> None:
        if text.strip() and font:
            found[" ".join(text.split())] = "Bold" in font["/BaseFont"]
    page.extract_text(visitor_text=visit)
    return found


def test_in_a_package_nothing_depends_on_the_day_and_every_user_may_read_the_files(
        project: Path, render: Render, edit: Edit) -> None:
    edit("assets/printers/offset.yaml", *PRINTER)
    assert render("package", *ONE, "--printer", "offset")[0] == 0
    with zipfile.ZipFile(project / "out/printers/offset/petition-A4.zip") as archive:
        assert archive.namelist() == sorted(archive.namelist())
        assert {(each.date_time, each.create_system, each.external_attr >> 16, each.compress_type)
                for each in archive.infolist()} == {((1980, 1, 1, 0, 0, 0), 3, 0o644, zipfile.ZIP_DEFLATED)}


def ticket_of(project: Path, piece: str) -> tuple[dict[str, object], pypdf.PdfReader]:
    with zipfile.ZipFile(project / f"out/printers/offset/{piece}.zip") as archive:
        return (json.loads(archive.read(f"{piece}/{piece}-ticket.json")),
                pypdf.PdfReader(io.BytesIO(archive.read(f"{piece}/{piece}-ticket.pdf"))))


def test_a_ticket_is_in_one_language_with_bold_labels_and_a_heading_that_is_heard(
        project: Path, render: Render, edit: Edit) -> None:
    edit("assets/printers/offset.yaml", *PRINTER)
    assert render("package", *ONE, "--printer", "offset")[0] == 0
    ticket, reader = ticket_of(project, "petition-A4")
    assert ticket["folds_mm"] == {}
    words = bold(reader.pages[0])
    heavy = {text for text, is_bold in words.items() if is_bold}
    assert {"Client", "Imprimeur", "Format fini", "Couleurs", "Plis", "SHA-256"} <= heavy
    assert len(heavy) == 15  # the heading and 14 labels
    assert "Fiche de fabrication : La pétition des patients" in heavy
    assert any(text.startswith("cyan, magenta, jaune, noir ; FOGRA39, ") for text in words)
    assert any(text.endswith("% au plus") for text in words)
    assert words["traits de coupe"] is False
    assert any(re.fullmatch(r"petition-A4\.pdf, \d,\d Mo, PDF/X-4", text) for text in words)
    tree = reader.trailer["/Root"]["/StructTreeRoot"]["/K"].get_object()  # type: ignore[index]
    assert tree["/K"][0].get_object()["/S"] == "/H1"


def test_a_ticket_says_who_approved_the_file_and_never_that_of_other_bytes(project: Path, render: Render,
                                                                          edit: Edit) -> None:
    edit("assets/printers/offset.yaml", *PRINTER)
    assert render(*ONE, "--edition", "press", "--printer", "offset")[0] == 0
    assert render("sign-off", *ONE, "--printer", "offset", "--by", "Marie Dupont", "--on", "2023-02-01")[0] == 0
    code, out, err = render("package", *ONE, "--printer", "offset")
    assert (code, "signed-differs" in out + err) == (0, False)
    ticket, reader = ticket_of(project, "petition-A4")
    assert ticket["approval"] == {"by": "Marie Dupont", "day": "2023-02-01"}
    assert bold(reader.pages[0])["Marie Dupont, 1er février 2023"] is False
    edit("materials/petition.yaml", "besoin", "envie")
    assert render(*ONE, "--edition", "press", "--printer", "offset")[0] == 0
    code, out, err = render("package", *ONE, "--printer", "offset")
    assert "[signed-differs]" in out + err
    ticket, reader = ticket_of(project, "petition-A4")
    assert ticket["approval"] is None
    assert "Approuvé par" not in bold(reader.pages[0])


def test_what_was_approved_for_one_printer_says_nothing_of_the_file_for_another(project: Path, render: Render,
                                                                               edit: Edit) -> None:
    edit("assets/printers/offset.yaml", *PRINTER)
    assert render(*ONE, "--edition", "press")[0] == 0
    assert render("sign-off", *ONE, "--by", "Marie Dupont", "--on", "2023-02-01")[0] == 0
    assert render(*ONE, "--edition", "press", "--printer", "offset")[0] == 0
    code, out, err = render("package", *ONE, "--printer", "offset")
    assert (code, "signed-differs" in out + err) == (0, False)
    assert ticket_of(project, "petition-A4")[0]["approval"] is None


def test_a_ticket_names_the_folds_of_each_page(project: Path, render: Render, edit: Edit) -> None:
    edit("assets/printers/offset.yaml", *PRINTER)
    assert render("package", "leaflet", "--printer", "offset")[0] == 0
    ticket, reader = ticket_of(project, "leaflet-A4")
    assert ticket["folds_mm"] == {"1": [97.0, 197.0], "2": [100.0, 200.0]}
    assert "1: 97 mm, 197 mm; 2: 100 mm, 200 mm" in bold(reader.pages[0])


def test_the_sheet_to_sign_is_in_one_language_with_bold_labels_and_a_line_to_sign_on(
        project: Path, render: Render) -> None:
    assert render(*ONE, "--edition", "press")[0] == 0
    assert render("sign-off", "petition", "--by", "Marie", "--on", "2023-02-01")[0] == 0
    reader = pypdf.PdfReader(project / "out/proofs/petition-A4-sign-off.pdf")
    words = bold(reader.pages[0])
    labels = ("Fichier", "Format fini", "Imprimeur", "SHA-256", "Approuvé par", "Le", "Signature")
    assert [words[label] for label in labels] == [True] * len(labels)
    assert words["Bon à tirer : La pétition des patients"]
    assert words["press/petition-A4.pdf (page 1 sur 1)"] is False
    assert any(text.startswith("210 x 297 mm, montré à") for text in words)
    assert reader.metadata is not None
    assert reader.metadata.title == "Bon à tirer\u00a0: petition-A4"
    content = reader.pages[0].get_contents()
    assert content is not None
    width = 210 * 72 / 25.4
    operators = content.get_data()
    (line,) = [path for path in re.finditer(rb"[\d.]+ [\d.]+ m\s+([\d.]+) [\d.]+ l\s+(\w+)", operators)
               if float(path[1]) == pytest.approx(width - 15 * 72 / 25.4, abs=0.01)]
    assert line[2] == b"S"
    thickness = re.findall(rb"([\d.]+) w\b", operators[:line.start()])[-1]
    assert float(thickness) >= 0.25  # thinner lines break up in print


def test_a_small_piece_is_shown_to_be_signed_at_its_own_size(project: Path, render: Render, edit: Edit) -> None:
    edit("materials/petition.yaml", "formats: [", "formats: [170x178mm, ")
    edit("layouts/statement.yaml", "\ngrid: ", "\nmade-for: [170x178mm]\ngrid: ")
    assert render("petition", "--format", "170x178mm", "--edition", "press")[0] == 0
    assert render("sign-off", "petition", "--by", "Marie", "--on", "2023-02-01")[0] == 0
    page = pypdf.PdfReader(project / "out/proofs/petition-170x178mm-sign-off.pdf").pages[0]
    assert "170 x 178 mm, montré à 100 %" in " ".join(page.extract_text().split())


@pytest.mark.parametrize("imprint", ['{name: "Imprimerie du port", address: ""}', '{name: "", address: "06700 Nice"}'])
def test_nothing_is_packed_for_a_printer_without_a_whole_imprint(render: Render, edit: Edit, imprint: str) -> None:
    edit("assets/printers/offset.yaml", PRINTER[0], f"imprint: {imprint}")
    code, _, err = render("package", *ONE, "--printer", "offset")
    assert code == 1
    assert "[printer-unnamed]" in err
