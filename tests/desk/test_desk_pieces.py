"""What the desk does with our own pieces: packed for a printer, signed off, shown as they will print."""

from __future__ import annotations

import hashlib
import io
import json
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
