"""The command on finished files: plates, a report with pictures, repairs, and the certificate of a symbol."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pypdf
import pytest

from pressroom import preflight, programs
from pressroom.brief import Brief
from pressroom.preflight.certificate import CONDITIONS, certificates, open_proof
from pressroom.preflight.spoils import catalogue, changed, drop, first_page, painted, put, stream
from tests.preflight import goodfile

Render = Callable[..., tuple[int, str, str]]
GS = pytest.mark.skipif(not programs.ghostscript(), reason="no Ghostscript")
RGB = "1 0 0 rg 1 0 0 1 {x0} {y1} cm 60 -80 20 20 re f"


@cache
def good() -> bytes:
    return goodfile.made()


def bare(good_file: bytes) -> bytes:
    """Without boxes, intent, metadata; with an action: what many programs write."""
    def act(writer: Any) -> None:
        for key in ("/TrimBox", "/BleedBox"):
            drop(first_page(writer), key)
        drop(catalogue(writer), "/OutputIntents")
        drop(catalogue(writer), "/Metadata")
        writer.metadata = None
        put(catalogue(writer), "/OpenAction", {"/S": "/Named", "/N": "/Print"})
    return changed(act)(good_file)


@pytest.fixture
def file(tmp_path: Path) -> Callable[[bytes], str]:
    def write(content: bytes) -> str:
        path = tmp_path / "file.pdf"
        path.write_bytes(content)
        return str(path)
    return write


@GS
@pytest.mark.external
def test_plates_are_reported_page_by_page(render: Render, file: Callable[[bytes], str]) -> None:
    code, out, _ = render("preflight", file(good()), "--plates")
    assert code == 0
    assert "4 plates (Cyan, Magenta, Yellow, Black), at most" in out
    code, out, _ = render("preflight", file(good()), "--plates", "--json")
    ink = json.loads(out)[0]["ink"][0]
    assert ink["plates"] == ["Cyan", "Magenta", "Yellow", "Black"]
    assert ink["resolution"] == 72


def test_plates_without_ghostscript_end_with_3(render: Render, file: Callable[[bytes], str],
                                               monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "ghostscript", lambda: "")
    code, _, err = render("preflight", file(good()), "--plates")
    assert code == 3
    assert "no-ghostscript" in err


def test_without_plates_a_foreign_file_gets_a_note(render: Render, file: Callable[[bytes], str]) -> None:
    code, _, err = render("preflight", file(good()))
    assert code == 0
    assert "was not checked" in err


def test_a_file_is_checked_against_the_standard_that_it_claims(render: Render, file: Callable[[bytes], str]) -> None:
    assert render("preflight", file(painted(RGB)(good())))[0] == 1
    assert render("preflight", file(goodfile.made(press=False)))[0] == 0
    older = goodfile.made(live=False)
    assert render("preflight", file(older))[0] == 0
    code, _, err = render("preflight", file(painted("/Veil gs 0 0 0 0.5 k 1 0 0 1 {x0} {y1} cm 60 -80 20 20 re f",
                                                    {"/ExtGState": {"/Veil": {"/ca": 0.5}}})(older)))
    assert code == 1
    assert "x1a-transparency" in err


def test_a_trim_is_required_of_every_page_whatever_their_number(
        render: Render, file: Callable[[bytes], str]) -> None:
    two = goodfile.made(pages=2)
    assert render("preflight", file(two), "--trim", "148x210mm")[0] == 0

    def act(writer: Any) -> None:
        left, bottom, right, top = (float(edge) for edge in writer.pages[1]["/TrimBox"])
        put(writer.pages[1], "/TrimBox", [left, bottom, right - 9, top])
    code, _, err = render("preflight", file(changed(act)(two)), "--trim", "148x210mm")
    assert code == 1
    assert "sheet 2: the trim is" in err
    assert "page-count" not in err


@pytest.mark.parametrize(("language", "sentence"), [("fr", "À faire"), ("en", "What to do")])
def test_the_report_shows_each_place_and_the_remedy(render: Render, file: Callable[[bytes], str], tmp_path: Path,
                                                    language: str, sentence: str) -> None:
    from PIL import Image

    folder = tmp_path / "seen"
    code, _, _ = render("preflight", file(painted(RGB)(good())), "--report", str(folder), "--lang", language)
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert code == 1
    assert sentence in page
    assert "colour-rgb" in page
    name = next(part.split('"')[0] for part in page.split('src="')[1:])
    with Image.open(folder / name) as picture:
        colours = {colour for _, colour in picture.convert("RGB").getcolors(99999) or []}
        assert (214, 0, 60) in colours  # the mark
        assert any(red > 200 and green < 60 and blue < 60 for red, green, blue in colours)  # what it is about


@GS
@pytest.mark.external
def test_the_report_has_a_heat_map_of_the_ink(render: Render, file: Callable[[bytes], str], tmp_path: Path) -> None:
    from PIL import Image

    render("preflight", file(good()), "--plates", "--report", str(tmp_path / "seen"))
    with Image.open(tmp_path / "seen/pictures/1-ink-1.png") as heat:
        assert heat.convert("RGB").getpixel((5, 5)) != (255, 255, 255)  # the ground
        assert (255, 255, 255) in {colour for _, colour in heat.convert("RGB").getcolors(99999) or []}  # paper


def test_a_bare_file_is_repaired_into_one_that_passes(render: Render, file: Callable[[bytes], str],
                                                      tmp_path: Path) -> None:
    source, out = file(bare(good())), tmp_path / "mended.pdf"
    assert not preflight.judge(bare(good()), Brief(edition="press", standard="PDF/X-4")).passed
    code, text, _ = render("preflight", source, "--repair", str(out), "--printer", "online", "--trim", "148x210mm")
    assert code == 0
    for change in ("TrimBox", "BleedBox", "output intent added: FOGRA39", "Trapped", "1 action or link removed",
                   "PDF/X-4"):
        assert change in text
    assert Path(source).read_bytes() == bare(good())
    trim = pypdf.PdfReader(io.BytesIO(out.read_bytes())).pages[0]["/TrimBox"]
    assert [float(edge) for edge in trim] == pytest.approx(
        [goodfile.ORIGIN, goodfile.ORIGIN, goodfile.ORIGIN + goodfile.TRIM[0], goodfile.ORIGIN + goodfile.TRIM[1]],
        abs=0.01)


def test_a_repair_never_overwrites_a_file(render: Render, file: Callable[[bytes], str]) -> None:
    source = file(bare(good()))
    code, _, err = render("preflight", source, "--repair", source, "--printer", "online")
    assert code == 2
    assert "repair-where" in err
    assert Path(source).read_bytes() == bare(good())


def test_no_output_intent_is_added_to_a_file_with_other_colours_than_cmyk(render: Render, file: Callable[[bytes], str],
                                                           tmp_path: Path) -> None:
    out = tmp_path / "mended.pdf"
    code, text, err = render("preflight", file(bare(painted(RGB)(good()))), "--repair", str(out), "--printer",
                             "online", "--trim", "148x210mm")
    assert code == 1
    assert "no output intent was added: a path on page 1 is in DeviceRGB" in text
    assert "intent-count" in err


OLDER = ("--printer", "x1a", "--trim", "148x210mm")


def test_a_file_without_transparency_is_repaired_into_the_older_standard(
        render: Render, file: Callable[[bytes], str], tmp_path: Path) -> None:
    def act(writer: Any) -> None:  # a group of the page and one of a form, in which nothing is transparent
        writer._info.pop("/GTS_PDFXVersion", None)
        put(first_page(writer), "/Group", {"/S": "/Transparency", "/CS": "/DeviceCMYK"})
        put(catalogue(writer), "/Version", "/1.7")
    grouped = changed(act)(painted("/Grouped Do", {"/XObject": {"/Grouped": lambda writer: writer._add_object(stream(
        b"0 0 0 0.5 k 60 60 20 20 re f", {"/Type": "/XObject", "/Subtype": "/Form", "/BBox": [0, 0, 90, 90],
                                          "/Group": {"/S": "/Transparency", "/CS": "/DeviceCMYK"}}))}})(
        goodfile.made(live=False)))
    source, out = file(bare(grouped)), tmp_path / "mended.pdf"
    code, text, err = render("preflight", source, "--repair", str(out), *OLDER)
    assert code == 0, err
    for change in ("2 transparency groups removed", "output intent added: FOGRA39", "information says PDF/X-1a:2003"):
        assert change in text
    pdf = out.read_bytes()
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert pdf.startswith(b"%PDF-1.4")
    assert reader.metadata is not None
    assert reader.metadata["/GTS_PDFXVersion"] == "PDF/X-1a:2003"
    assert "/Version" not in reader.trailer["/Root"]
    report = preflight.judge(pdf, Brief(edition="press", standard="PDF/X-1a:2003"))
    assert [item.code for item in report.findings if item.fails] == []
    # It keeps its standard when it is mended again and no printer is named.
    again = tmp_path / "again.pdf"
    assert render("preflight", str(out), "--repair", str(again))[0] == 0
    assert again.read_bytes().startswith(b"%PDF-1.4")


@pytest.mark.parametrize(("spoil", "reason"), [
    (lambda pdf: pdf, "x1a-transparency"), (painted(RGB), "colour-rgb"),
    (changed(lambda writer: put(first_page(writer), "/TrimBox", [0, 0, 999, 9999])), "box-nesting")],
    ids=["transparency", "RGB", "boxes"])
def test_a_file_that_cannot_be_repaired_is_not_declared_the_older_standard(
        render: Render, file: Callable[[bytes], str], tmp_path: Path, spoil: Callable[[bytes], bytes],
        reason: str) -> None:
    pdf = goodfile.made(live=reason == "x1a-transparency")
    out = tmp_path / "mended.pdf"
    code, _, err = render("preflight", file(spoil(pdf)), "--repair", str(out), *OLDER)
    assert code == 1
    assert "not-repaired" in err
    assert f"[{reason}]" in err
    assert not out.exists()


def test_a_file_that_cannot_be_opened_is_not_repaired(render: Render, file: Callable[[bytes], str],
                                                      tmp_path: Path) -> None:
    out = tmp_path / "mended.pdf"
    code, _, err = render("preflight", file(b"no PDF"), "--repair", str(out))
    assert code == 1
    assert "not-repaired" in err
    assert not out.exists()


def test_a_repair_that_changes_the_look_of_a_page_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    from pressroom.findings import Refused
    from pressroom.preflight import repair

    monkeypatch.setattr(repair, "_actions", lambda work: drop(work.writer.pages[0], "/Contents"))
    with pytest.raises(Refused, match="look different"):
        repair.repair(good(), repair.RepairRequest(None, 9.0, "", "", b"", "", "2024-01-01T00:00:00+00:00"))


@pytest.mark.parametrize("press", [True, False])
def test_a_good_symbol_is_read_under_every_condition(press: bool) -> None:
    symbol, = certificates(open_proof(goodfile.made(press=press), "good"))
    assert symbol.payload == goodfile.URL
    assert symbol.faults == ()
    assert symbol.module == pytest.approx(goodfile.QR_MODULE, rel=0.01)
    assert symbol.quiet >= 4
    assert symbol.contrast > 0.8
    assert {each.condition for each in symbol.readings} == set(CONDITIONS)
    readings = [each for each in symbol.readings if each.reader == "zxing-cpp" and each.rasteriser == "PDFium"]
    assert [each.result for each in readings] == ["read"] * len(CONDITIONS)
    assert all(each.reason for each in symbol.readings if each.result == "not run")


@pytest.mark.parametrize(("spoil", "fault"), [
    ("qr-quiet-zone", "quiet zone"), ("qr-module", "smaller than 0.5 mm"), ("qr-contrast", "contrast")])
def test_a_weak_symbol_is_not_certified(spoil: str, fault: str) -> None:
    from pressroom.preflight.check import every

    pdf = next(check.spoil for check in every() if check.code.name == spoil)(good())
    weak = certificates(open_proof(pdf, "weak"))
    assert any(fault in each for symbol in weak for each in symbol.faults)


def test_the_certificate_prints_its_table_and_ends_with_1_on_a_failure(
        render: Render, file: Callable[[bytes], str]) -> None:
    code, out, _ = render("qr-certificate", file(good()))
    assert code == 0
    assert goodfile.URL in out
    for condition in CONDITIONS:
        assert condition in out
    code, out, _ = render("qr-certificate", file(good()), "--json")
    assert json.loads(out)[0]["symbols"][0]["payload"] == goodfile.URL
    assert render("qr-certificate", file(good()), "--qr", "https://elsewhere.example/")[0] == 1
    assert render("qr-certificate", file(b"no PDF"))[0] == 1
    assert render("qr-certificate", file(good()) + ".none")[0] == 2


def test_a_program_that_runs_too_long_is_stopped(tmp_path: Path) -> None:
    import sys

    with pytest.raises(programs.Unfinished, match="did not end"):
        programs.run(sys.executable, ["-c", "import signal; signal.pause()"], seconds=0.3, folder=tmp_path)
    with pytest.raises(programs.Unfinished, match="ended with 3"):
        programs.run(sys.executable, ["-c", "raise SystemExit(3)"], seconds=9, folder=tmp_path)
    with pytest.raises(programs.Missing):
        programs.run("no-such-program", [], seconds=9, folder=tmp_path)
