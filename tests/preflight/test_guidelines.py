"""The guidelines row by row: GWG 2022 for sheet-fed offset, and PDF/X-4. Each row is a spoiled file that trips
exactly the check which keeps it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from pressroom import preflight
from pressroom.brief import Brief, Limits
from pressroom.build.briefing import brief_for_file
from pressroom.build.rulebook import every_code
from pressroom.findings import Severity
from pressroom.preflight.check import every
from pressroom.preflight.spoils import Spoil, changed, page_entry, painted, put, stream, xmp
from pressroom.programs import ghostscript
from pressroom.specs.printer import PrinterSpec
from tests.conftest import ROOT
from tests.preflight import goodfile

Render = Callable[..., tuple[int, str, str]]

FOREIGN = Brief(name="foreign", standard="PDF/X-4")
OVER = {"/ExtGState": {"/SpoilOver": {"/OP": True, "/op": True, "/OPM": 1}}}
SWATCH = "1 0 0 1 {x0} {y1} cm 60 -80 20 20 re f"
LINE = "1 0 0 1 {x0} {y1} cm 60 -80 m 100 -80 l S"
WORD = "BT /{font} %g Tf 1 0 0 1 {x0} {y1} Tm 60 -80 Td <0001> Tj ET"


def own(code: str) -> Spoil:
    """The spoil that stands beside the check."""
    return next(check.spoil for check in every() if check.code.name == code)


def pixels(side: float, count: int = 100, *, space: str = "/DeviceCMYK", parts: int = 4, bits: int = 8,
           below: bool = True, **more: object) -> Spoil:
    """A picture of count x count pixels printed `side` points wide."""
    def make(writer: object) -> object:
        return writer._add_object(stream(b"\x30" * (count * count * parts * bits // 8), {  # type: ignore[attr-defined]
            "/Type": "/XObject", "/Subtype": "/Image", "/Width": count, "/Height": count, "/BitsPerComponent": bits,
            "/ColorSpace": space, **{f"/{key}": value for key, value in more.items()}}))
    return painted(f"1 0 0 1 {{x0}} {{y1}} cm {side} 0 0 {side} 60 -300 cm /Pixels Do",
                   {"/XObject": {"/Pixels": make}}, below=below)


def state(**entries: object) -> Spoil:
    return painted(f"/Spoilt gs 0 0 0 0.5 k {SWATCH}",
                   {"/ExtGState": {"/Spoilt": {f"/{key}": value for key, value in entries.items()}}})


E, W = Severity.ERROR, Severity.WARNING
# GWG 2022 SheetCMYK: row, our code, the weight that others' files get, the spoil.
GWG: list[tuple[str, str, Severity, Spoil]] = [
    ("R0031 colour pictures, error below 149", "picture-ppi", E, pixels(51)),
    ("R0031 colour pictures, warning below 224", "picture-ppi-low", W, pixels(40)),
    ("R0031 grey pictures, error below 149", "picture-ppi", E, pixels(51, space="/DeviceGray", parts=1)),
    ("R0031 grey pictures, warning below 224", "picture-ppi-low", W, pixels(40, space="/DeviceGray", parts=1)),
    ("R0032 line art, error below 549", "bitmap-ppi", E, own("bitmap-ppi")),
    ("R0032 line art, warning below 799", "bitmap-ppi-low", W, own("bitmap-ppi-low")),
    ("R0016 white text below 8 pt", "text-reversed-small", W, painted("0 0 0 0 k " + WORD % 7.5)),
    ("R0017 text of several inks below 8 pt", "text-reversed-small", W, painted("1 0.5 0 0 k " + WORD % 7.5)),
    ("R0018 white line below 0.25 pt", "line-reversed-thin", W, painted("0 0 0 0 K 0.2 w " + LINE)),
    ("R0019 line of several inks below 0.25 pt", "line-reversed-thin", W, painted("1 0.5 0 0 K 0.2 w " + LINE)),
    ("R0009 black text below 12 pt knocks out", "black-text-knocks-out", W, painted("0 0 0 1 k " + WORD % 11)),
    ("R0009 black text overprints without mode 1", "black-text-knocks-out", W, painted(
        "/Spoilt gs 0 0 0 1 k " + WORD % 11, {"/ExtGState": {"/Spoilt": {"/OP": True, "/op": True, "/OPM": 0}}})),
    ("R0010 black line below 2 pt knocks out", "black-line-knocks-out", W, painted("0 0 0 1 K 1.5 w " + LINE)),
    ("R0010 black line overprints without mode 1", "black-line-knocks-out", W, painted(
        "/Spoilt gs 0 0 0 1 K 1.5 w " + LINE, {"/ExtGState": {"/Spoilt": {"/OP": True, "/op": True, "/OPM": 0}}})),
    ("R0010 black line knocks out in mode 1", "black-line-knocks-out", W, painted(
        "/Spoilt gs 0 0 0 1 K 1.5 w " + LINE, {"/ExtGState": {"/Spoilt": {"/OP": False, "/op": False, "/OPM": 1}}})),
    ("R0011 black text in DeviceGray", "colour-grey", W, painted("0 g " + WORD % 11)),
    ("R0012 black line in DeviceGray", "colour-grey", W, painted("0 G 1.5 w " + LINE)),
    ("R0013 grey that overprints", "colour-grey", W, painted(f"/SpoilOver gs 0.5 g {SWATCH}", OVER)),
    ("R0015 rich black text over 280 %", "rich-black-text", W, painted("0.7 0.7 0.6 0.85 k " + WORD % 30)),
    ("R0007 white text overprints", "white-overprints", E, painted("/SpoilOver gs 0 0 0 0 k " + WORD % 30, OVER)),
    ("R0008 white path overprints", "white-overprints", W, painted(f"/SpoilOver gs 0 0 0 0 k {SWATCH}", OVER)),
    ("R0008 white line overprints", "white-overprints", W, painted(f"/SpoilOver gs 0 0 0 0 K 2 w {LINE}", OVER)),
    ("R0020 no spot colours", "colour-spot", E, own("colour-spot")),
    ("R0024 registration colour inside the page", "colour-registration", E, own("colour-registration")),
    ("R0002 no UserUnit", "user-unit", E, page_entry("/UserUnit", 2.0)),
    ("R0003 CropBox = MediaBox", "box-crop", E, own("box-crop")),
    ("R0004 one page size", "trims-differ", W, own("trims-differ")),
    ("R0004 no turned page", "page-rotated", W, own("page-rotated")),
    ("R0030 page group DeviceCMYK", "page-group", E, page_entry("/Group", {"/S": "/Transparency",
                                                                           "/CS": "/DeviceRGB"})),
    ("R0030 form group DeviceCMYK", "form-group", E, own("form-group")),
    ("R0035 intent CMYK", "intent-class", E, own("intent-class")),
    ("R0034/36 no layers", "optional-content", E, own("optional-content")),
    ("CMYK only: RGB", "colour-rgb", E, painted(f"0.2 0.4 0.8 rg {SWATCH}")),
    ("CMYK only: an RGB picture", "colour-rgb", E, pixels(20, space="/DeviceRGB", parts=3)),
    ("CMYK only: Lab", "colour-rgb", E, painted(f"/L cs 50 0 0 sc {SWATCH}", {"/ColorSpace": {"/L": [
        "/Lab", {"/WhitePoint": [0.9642, 1, 0.8249]}]}})),
    ("CMYK only: CalRGB", "colour-rgb", E, painted(f"/L cs 1 0 0 sc {SWATCH}", {"/ColorSpace": {"/L": [
        "/CalRGB", {"/WhitePoint": [0.9642, 1, 0.8249]}]}})),
    ("CMYK only: CMYK with a profile", "colour-icc-cmyk", E, own("colour-icc-cmyk")),
]


def wholly(change: str) -> Spoil:
    return page_entry("/Annots", [{"/Type": "/Annot", "/Subtype": change, "/F": 4, "/Rect": [100, 100, 120, 120]}])


# PDF/X-4: the number of the rule in docs/sources.md, the code, the spoil.
X4: list[tuple[int, str, Spoil]] = [
    (1, "header-version", own("header-version")), (1, "header-binary", own("header-binary")),
    (2, "x4-identification", own("x4-identification")),
    (3, "xmp-keys", xmp(b"<xmpMM:RenditionClass>default</xmpMM:RenditionClass>", b"")),
    (3, "xmp-keys", xmp(b"<xmpMM:DocumentID>uuid:4b1c7a52-5d1e-4d6c-8c1b-000000000001</xmpMM:DocumentID>", b"")),
    (3, "xmp-broken", own("xmp-broken")),
    (4, "info-xmp", own("info-xmp")), (5, "trapped", own("trapped")),
    (6, "file-id", own("file-id")), (6, "file-encrypted", own("file-encrypted")),
    (7, "intent-count", own("intent-count")), (7, "intent-profile", own("intent-profile")),
    (7, "intent-class", own("intent-class")), (7, "intent-registry", own("intent-registry")),
    (7, "intent-elsewhere", own("intent-elsewhere")),
    (8, "box-media", own("box-media")), (8, "box-trim", own("box-trim")), (8, "box-bleed", own("box-bleed")),
    (8, "box-nesting", own("box-nesting")),
    (9, "colour-rgb", painted(f"1 0 0 RG 2 w {LINE}")), (9, "colour-icc-cmyk", own("colour-icc-cmyk")),
    (10, "font-embedded", own("font-embedded")), (10, "font-widths", own("font-widths")),
    (10, "font-cidtogid", own("font-cidtogid")), (10, "font-notdef", own("font-notdef")),
    (10, "font-tounicode", own("font-tounicode")),
    (11, "javascript", own("javascript")), (11, "action", own("action")),
    (11, "action", page_entry("/AA", {"/O": {"/S": "/Named", "/N": "/Print"}})),
    (11, "annotation", wholly("/Link")), (11, "annotation", wholly("/Stamp")), (11, "form-field", own("form-field")),
    (12, "transfer-function", state(TR2="/Identity")), (12, "transfer-function", own("transfer-function")),
    (12, "transfer-function", state(HTP=[0, 0])),
    (12, "halftone", state(HT={"/Type": "/Halftone", "/HalftoneType": 6, "/Width": 1, "/Height": 1})),
    (12, "halftone", own("halftone")),
    (12, "picture-alternates", own("picture-alternates")),
    (12, "picture-alternates", pixels(20, Alternates=[])),
    (12, "external-stream", own("external-stream")),
    (13, "filter-lzw", own("filter-lzw")), (13, "filter-crypt", own("filter-crypt")),
    (13, "picture-coding", own("picture-coding")), (13, "picture-depth", pixels(20, bits=16)),
    (14, "page-group", own("page-group")), (14, "form-group", own("form-group")),
    (14, "blend-mode", own("blend-mode")),
    (15, "optional-content", own("optional-content")),
    (16, "file-repaired", own("file-repaired")),
    (17, "colour-unset", own("colour-unset")),
]


@cache
def good() -> bytes:
    return goodfile.made()


def severities(pdf: bytes, brief: Brief) -> dict[str, Severity]:
    return {item.code: item.severity for item in preflight.judge(pdf, brief).findings}


@pytest.mark.parametrize(("row", "code", "weight", "spoil"), GWG, ids=[row[0] for row in GWG])
def test_a_row_of_the_sheet_fed_guideline_is_kept(row: str, code: str, weight: Severity, spoil: Spoil) -> None:
    assert severities(spoil(good()), FOREIGN) == {code: weight}, row


@pytest.mark.parametrize(("rule", "code", "spoil"), X4, ids=[f"{rule}-{code}" for rule, code, _ in X4])
def test_a_rule_of_the_standard_is_kept(rule: int, code: str, spoil: Spoil) -> None:
    assert severities(spoil(good()), FOREIGN).keys() == {code}, rule


def test_every_rule_of_the_standard_has_a_check() -> None:
    assert {rule for rule, _, _ in X4} == set(range(1, 18))


def test_pictures_of_sixteen_pixels_and_soft_masks_are_exempt_from_resolution() -> None:
    assert severities(pixels(60, 16)(good()), FOREIGN) == {}

    def masked(writer: object) -> None:
        mask = writer._add_object(stream(b"\x80", {  # type: ignore[attr-defined]
            "/Type": "/XObject", "/Subtype": "/Image", "/Width": 1, "/Height": 1, "/BitsPerComponent": 8,
            "/ColorSpace": "/DeviceGray"}))
        from pressroom.preflight.spoils import picture
        put(picture(writer), "/SMask", mask)
    assert severities(changed(masked)(good()), FOREIGN) == {}


# GWG 2022, other columns: the variant, its row, the spoil, and what trips under it and under SheetCMYK.
VARIANTS: list[tuple[str, str, Spoil, set[str], set[str]]] = [
    ("magazine", "R0016", painted("0 0 0 0 k " + WORD % 8.5), {"text-reversed-small"}, set()),
    ("newspaper", "R0017", painted("1 0.5 0 0 k " + WORD % 9.5), {"text-reversed-small"}, set()),
    ("digital", "R0016", painted("0 0 0 0 k " + WORD % 5.5), set(), {"text-reversed-small"}),
    ("large-format", "R0018", painted("0 0 0 0 K 0.2 w " + LINE), set(), {"line-reversed-thin"}),
    ("newspaper", "R0031", pixels(51), {"picture-ppi-low"}, {"picture-ppi"}),
    ("digital", "R0031", pixels(40), set(), {"picture-ppi-low"}),
    ("digital", "R0032", own("bitmap-ppi-low"), set(), {"bitmap-ppi-low"}),
    ("newspaper", "R0015", painted("0.7 0.5 0.3 0.85 k " + WORD % 30), {"rich-black-text"}, set()),
    ("large-format", "R0015", painted("0.7 0.7 0.6 0.85 k " + WORD % 30), set(), {"rich-black-text"}),
    ("digital", "R0009", painted("0 0 0 1 k " + WORD % 11), set(), {"black-text-knocks-out"}),
    ("large-format", "R0009", painted("0 0 0 1 k " + WORD % 11), {"black-text-knocks-out"}, {"black-text-knocks-out"}),
    ("large-format", "R0010", painted("0 0 0 1 K 1.5 w " + LINE), set(), {"black-line-knocks-out"}),
    ("large-format", "R0020", own("colour-spot"), set(), {"colour-spot"}),
    ("large-format", "R0024", own("colour-registration"), set(), {"colour-registration"}),
    ("large-format", "R0004", own("page-rotated"), set(), {"page-rotated"}),
]


@pytest.mark.parametrize(("variant", "row", "spoil", "trips", "in_offset"), VARIANTS,
                         ids=[f"{row[0]}-{row[1]}" for row in VARIANTS])
def test_a_row_of_another_variant_is_kept_as_that_variant_has_it(variant: str, row: str, spoil: Spoil, trips: set[str],
                                                                 in_offset: set[str]) -> None:
    def found(name: str) -> set[str]:
        printer = PrinterSpec(title="Own", gwg=name)
        brief = brief_for_file(printer, None, None, ())
        brief = replace(brief, standard="PDF/X-4", bleed=0.0, marks=None, condition="", limits=replace(
            brief.limits, safe=-1e6, safe_error=-1e6))
        report = preflight.judge(spoil(good()), brief)
        return {item.code for item in report.findings if item.severity in (Severity.ERROR, Severity.WARNING)}
    assert found(variant) == trips, row
    assert found("sheet-cmyk") == in_offset, row


def test_every_row_that_is_listed_is_cited_by_a_rule_and_shown_by_explain(render: Render) -> None:
    listed = (ROOT / "docs/sources.md").read_text(encoding="utf-8").partition("### GWG 2022")[2].partition("\n### ")[0]
    cited: dict[str, str] = {}
    for name, code in every_code().items():
        cited |= dict.fromkeys(re.findall(r"GWG 2022, (R\d{4})", code.source), name)
    rows = set(re.findall(r"(?m)^- (R\d{4}):", listed))
    assert rows == set(cited)
    for row, name in cited.items():
        assert f"GWG 2022, {row}" in render("explain", name)[1]


def test_black_text_from_12_pt_on_may_knock_out_in_a_file_from_elsewhere() -> None:
    assert severities(painted("0 0 0 1 k " + WORD % 12)(good()), FOREIGN) == {}


def test_there_are_more_than_sixty_spoiled_files_and_every_check_has_one() -> None:
    spoiled = [*(check.spoil for check in every()), *(row[3] for row in GWG), *(row[2] for row in X4)]
    assert len({id(each) for each in spoiled}) >= 150
    assert {row[1] for row in GWG} | {row[1] for row in X4} <= {check.code.name for check in every()}


def test_a_foreign_file_without_plates_gets_a_note() -> None:
    report = preflight.judge(good(), Brief(name="foreign", standard="PDF/X-4", plates=False))
    assert [(item.code, item.severity) for item in report.findings] == [("plate-ink", Severity.NOT_RUN)]


@pytest.mark.external
@pytest.mark.skipif(not ghostscript(), reason="no Ghostscript")
def test_the_plates_of_a_page_are_counted_and_their_ink_is_reported_with_its_resolution() -> None:
    page, = preflight.judge(good(), goodfile.press_brief(plates=True)).pages
    assert page.ink is not None
    assert page.ink.plates == ("Cyan", "Magenta", "Yellow", "Black")
    assert page.ink.resolution == 72
    assert page.ink.most == pytest.approx(1.6, abs=0.03)  # the ground: cyan and 60 % of magenta
    assert page.ink.mean == pytest.approx(1.6, abs=0.03)


@pytest.mark.external
@pytest.mark.skipif(not ghostscript(), reason="no Ghostscript")
def test_a_spot_of_ink_is_weighed_where_it_lies() -> None:
    pdf = painted("1 0 0 1 {x0} {y1} cm 1 1 0.9 0 k 200 -100 30 30 re f")(good())
    brief = Brief(name="foreign", standard="PDF/X-4", plates=True, limits=Limits(ink=2.8))
    area = next(item.area for item in preflight.judge(pdf, brief).findings if item.code == "plate-ink")
    assert area is not None
    assert (area.x0, area.y0) == pytest.approx((200, 70), abs=3)
