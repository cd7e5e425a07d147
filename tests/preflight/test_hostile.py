"""Files that mean harm, or are broken: an answer each time, soon, and never an exception."""

from __future__ import annotations

import os
import random
import zlib
from functools import cache

import pytest

from pressroom import preflight
from pressroom.brief import Brief
from pressroom.findings import Severity
from pressroom.preflight import guarded
from pressroom.preflight.raster import NotRun, Renderer
from pressroom.sheet.geometry import Box
from tests.preflight import goodfile
from tests.preflight.handmade import FORM, endless_shading, file, packed, page

BRIEF = Brief(name="foreign", standard="PDF/X-4")
FILTERS = b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>\nstream\n%b\nendstream"


@cache
def good() -> bytes:
    return goodfile.made()


def bomb() -> bytes:
    twice = zlib.compress(zlib.compress(b" " * 60_000_000, 9), 9)
    return page(raw=FILTERS % (len(twice), twice))


def laughs() -> bytes:
    """Ten forms in a form, sixteen deep."""
    forms = {number: packed(b"/A Do " * 10, FORM + b"/Resources<</XObject<</A %d 0 R>>>>" % (number + 1))
             for number in range(5, 20)}
    return page(b"/A Do", b"<</XObject<</A 5 0 R>>>>", objects={**forms, 20: packed(b"0 g 0 0 9 9 re f", FORM)})


def endless_form() -> bytes:
    return page(b"/A Do", b"<</XObject<</A 5 0 R>>>>", objects={
        5: packed(b"/A Do /A Do", FORM + b"/Resources<</XObject<</A 5 0 R>>>>")})


def fine_tiles() -> bytes:
    return page(b"/Pattern cs /P scn 0 0 300 300 re f", b"<</Pattern<</P 5 0 R>>>>", objects={5: packed(
        b"0 0 1 1 re f", b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 0.01/YStep 0.01/Resources<<>>")})


def huge_picture() -> bytes:
    return page(b"q 300 0 0 300 0 0 cm /I Do Q", b"<</XObject<</I 5 0 R>>>>", objects={5: packed(
        bytes(1_000_000), b"/Type/XObject/Subtype/Image/Width 30000/Height 30000/BitsPerComponent 8"
        b"/ColorSpace/DeviceGray")})


UNOPENABLE = {
    "nothing": b"", "no PDF": b"hello " * 50, "a header alone": b"%PDF-1.6\n",
    "a root that is a number": file({1: b"5"}), "pages that are themselves": file({
        1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"2 0 R"}),
}
TOO_MUCH = {
    "a bomb": bomb, "forms without end": laughs, "a form inside itself": endless_form,
    "tiles without number": fine_tiles,
    "a picture of 900 million pixels": lambda: huge_picture(),
    "saved states without end": lambda: page(b"q " * 5000),
}
ODD = {
    "brackets": page(b"[" * 5000), "a string": page(b"(" * 5000), "hexadecimal": page(b"<00 Tj <zz> Tj"),
    "numbers": page(b"1e400 0 0 1e400 0 0 cm --5 1.2.3 +-.5 99999999999999999999 re f 5 w S"),
    "no operands": page(b"cm re m l c gs cs scn k rg Tf Tj TJ ' \" Do sh Q d w BI ID EI"),
    "wrong operands": page(b"/A /B /C cm (x) w [1 2] Tf /N 5 Tf 1 Tj /X TJ (a) Do /Y gs <</A 1>> k"),
    "an inline image": page(b"q 9 0 0 9 0 0 cm BI /W 2 /H 2 /CS /RGB /BPC 8 /F /AHx ID 00FF00> EI Q BI /W 1 ID x"),
    "a huge page": page(b"0 g 0 0 9 9 re f", more=b"/MediaBox[0 0 1e9 1e9]"),
    "resources of another kind": page(b"/A gs /B Do /C cs /D sh", b"<</ExtGState 5/XObject[1]/ColorSpace(x)>>"),
    "a page tree that turns back": file({1: b"<</Type/Catalog/Pages 2 0 R>>",
                                         2: b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 1>>",
                                         3: b"<</Type/Page/MediaBox[0 0 9 9]/Parent 2 0 R>>"}),
}


@pytest.mark.parametrize("pdf", UNOPENABLE.values(), ids=UNOPENABLE.keys())
def test_a_file_that_cannot_be_opened_is_one_error(pdf: bytes) -> None:
    report = preflight.judge(pdf, BRIEF)
    assert [item.code for item in report.findings] in (["file-broken"], ["file-without-pages"])
    assert not report.passed
    assert report.pages == ()


@pytest.mark.parametrize("make", TOO_MUCH.values(), ids=TOO_MUCH.keys())
def test_endless_work_is_refused(make) -> None:  # type: ignore[no-untyped-def]
    pdf = make()
    report = preflight.judge(pdf, BRIEF)
    assert "content-unreadable" in {item.code for item in report.findings}
    assert not report.passed


@pytest.mark.parametrize("pdf", ODD.values(), ids=ODD.keys())
def test_invalid_content_is_reported_and_breaks_no_check(pdf: bytes) -> None:
    report = preflight.judge(pdf, BRIEF)
    assert not report.passed
    assert "check-failed" not in {item.code for item in report.findings}


@pytest.mark.parametrize("seed", range(12))
def test_random_damage_never_raises(seed: int) -> None:
    dice, pdf = random.Random(seed), bytearray(good())
    for _ in range(dice.choice((2, 20, 200))):
        pdf[dice.randrange(len(pdf))] = dice.randrange(256)
    report = preflight.judge(bytes(pdf), goodfile.press_brief())
    assert "check-failed" not in {item.code for item in report.findings}


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_file_that_breaks_off_fails(share: float) -> None:
    assert not preflight.judge(good()[:int(len(good()) * share)], goodfile.press_brief()).passed


def test_entities_of_an_xmp_packet_are_not_expanded() -> None:
    from pressroom.preflight.spoils import xmp

    pdf = xmp(b"<x:xmpmeta", b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x:xmpmeta')(good())
    assert "xmp-broken" in {item.code for item in preflight.judge(pdf, goodfile.press_brief()).findings}


def test_a_stream_beyond_the_bound_is_reported_before_anything_decodes_it() -> None:
    from pressroom.preflight.spoils import catalogue, changed, put, stream

    huge = changed(lambda writer: put(catalogue(writer), "/Metadata", writer._add_object(
        stream(bytes(200 * 2**20), {"/Type": "/Metadata", "/Subtype": "/XML"}))))(good())
    report = preflight.judge(huge, Brief(name="foreign"))
    assert [item.code for item in report.findings] == ["file-too-large"]


def bound(monkeypatch: pytest.MonkeyPatch, **bounds: float) -> None:
    narrow = guarded.Bounds(**bounds)  # type: ignore[arg-type]
    monkeypatch.setattr(guarded, "Bounds", lambda: narrow)


def test_a_file_that_is_drawn_without_end_is_stopped_and_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    bound(monkeypatch, once=0.7)
    report = preflight.judge(endless_shading(), Brief(name="foreign", edition="press"))
    assert not report.passed
    found = {item.code: item for item in report.findings}
    assert "did not end within" in str(found["drawing-ended"].values["reason"])
    assert found["qr-contrast"].severity is Severity.NOT_RUN
    assert "qr-contrast" not in report.ran


def test_slow_pages_are_stopped_together(monkeypatch: pytest.MonkeyPatch) -> None:
    bound(monkeypatch, once=9.0, altogether=0.5)
    document = guarded.renderer(endless_shading(300))
    with pytest.raises(NotRun, match="did not end"):
        document.page(0, Box(0, 0, 300, 300), 0).whole(250_000)
    document.close()


def test_a_drawing_that_takes_all_memory_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    bound(monkeypatch, memory=64 * 2**20)
    document = guarded.renderer(good())
    page = document.page(0, Box(0, 0, 300, 300), 0)
    with pytest.raises(NotRun):
        page.raster(60.0)
    document.close()


def test_a_guarded_page_is_drawn_as_any_other() -> None:
    from pressroom.preflight.proof import Proof

    pages = [Proof(good(), brief, []).pages[0] for brief in (Brief(ours=True), Brief())]
    one, other = (page.renderer for page in pages)
    assert type(one) is not type(other)
    assert one.raster(1.0) == other.raster(1.0)
    assert one.text() == other.text()
    assert one.lines() == other.lines()
    area = Box(0, 0, 90, 60)
    assert one.picture(2.0, area).tobytes() == other.picture(2.0, area).tobytes()
    plain, guard = Renderer(good()), guarded.renderer(good())
    assert plain.sheet(0, 1.0).tobytes() == guard.sheet(0, 1.0).tobytes()
    guard.close()
    assert len(guard) == len(plain) == 1  # it begins again when more is asked
    guard.close()


def test_a_fork_that_lets_go_of_a_file_leaves_it_to_its_parent() -> None:
    document = guarded.renderer(good())
    page = document.page(0, Box(0, 0, 300, 300), 0)
    child = os.fork()
    if not child:
        try:
            document.close()
        except BaseException:
            os._exit(1)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert page.raster(1.0)
    document.close()
