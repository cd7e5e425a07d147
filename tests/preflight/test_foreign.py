"""Files of unknown making: judged as far as the brief says what they should be, and no further."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

import pikepdf

from pressroom import preflight
from pressroom.brief import Brief, PageBrief
from pressroom.preflight.proof import Proof
from tests.preflight import goodfile
from tests.preflight.goodfile import MM
from tests.preflight.handmade import packed, page

SQUARE = b"/TrimBox[50 50 250 250]/BleedBox[40 40 260 260]"


def codes(pdf: bytes, brief: Brief) -> set[str]:
    return {item.code for item in preflight.judge(pdf, brief).findings}


def test_a_file_without_requirements_passes_in_any_colours() -> None:
    plain = page(b"1 0 0 rg 0 0 300 300 re f 0 0 0 1 k 0 0 9 9 re f")
    report = preflight.judge(plain, Brief(name="holiday.pdf"))
    assert report.findings == ()
    assert report.name == "holiday.pdf"


def test_press_rules_hold_for_a_file_that_must_be_x4() -> None:
    codes_found = codes(page(b"1 0 0 rg 50 50 200 200 re f", more=SQUARE), Brief(standard="PDF/X-4"))
    assert {"colour-rgb", "intent-count", "xmp-broken", "file-id", "trapped"} <= codes_found
    assert not {"trim-size", "words-missing", "qr-missing", "bleed-size", "document-title"} & codes_found


def test_trim_and_bleed_are_checked_when_they_are_required() -> None:
    brief = Brief(standard="PDF/X-4", bleed=3 * MM, pages=(PageBrief((200.0, 200.0)),))
    content = b"0 0 0 0 k 50 50 200 200 re f"
    found = {item.code: item for item in preflight.judge(page(content, more=SQUARE), brief).findings}
    assert found["bleed-size"].severity == "warning"  # more than asked is generous, not wrong
    assert "trim-size" not in found
    narrow = page(content, more=b"/TrimBox[50 50 250 249]/BleedBox[48 48 252 252]")
    found = {item.code: item for item in preflight.judge(narrow, brief).findings}
    assert found["bleed-size"].severity == "error"
    assert "trim-size" in found


def test_artwork_that_ends_at_the_trim_needs_bleed_and_paper_needs_none() -> None:
    brief = Brief(standard="PDF/X-4", bleed=10.0)
    to_trim = page(b"1 0.5 0 0 k 50 50 200 100 re f", more=SQUARE)
    to_bleed = page(b"1 0.5 0 0 k 40 40 220 110 re f", more=SQUARE)
    half_way = page(b"1 0.5 0 0 k 45 45 210 105 re f", more=SQUARE)
    inside = page(b"1 0.5 0 0 k 60 60 100 100 re f", more=SQUARE)
    slanted = page(b"1 0.5 0 0 k 30 0 m 130 0 l 330 300 l 230 300 l f", more=SQUARE)
    assert [("bleed-unpainted" in codes(pdf, brief)) for pdf in (to_trim, to_bleed, half_way, inside, slanted)] == [
        True, False, True, False, False]


def test_a_page_that_is_turned_is_read_upright() -> None:
    from pressroom.preflight.spoils import page_entry

    report = preflight.judge(page_entry("/Rotate", 90)(goodfile.made()), goodfile.press_brief())
    assert {item.code for item in report.findings} == {"page-rotated"}


def test_a_members_file_fails_as_a_press_file() -> None:
    codes_found = codes(goodfile.made(press=False), goodfile.press_brief())
    assert {"colour-rgb", "intent-count", "x4-identification", "annotation", "action", "box-bleed"} <= codes_found


def test_a_press_file_fails_as_a_members_file() -> None:
    codes_found = codes(goodfile.made(), goodfile.members_brief())
    assert {"colour-cmyk", "paper-not-trim", "untagged", "title-shown"} <= codes_found


def test_habits_of_other_programs_are_warnings_and_errors_in_our_own_files() -> None:
    brief = Brief(standard="PDF/X-4", pages=(PageBrief((200.4, 199.6)),))
    foreign = page(b"60 60 100 100 re f", more=SQUARE)
    found = {item.code: item.severity for item in preflight.judge(foreign, brief).findings}
    assert found["trim-size"] == found["colour-unset"] == "warning"
    found = {item.code: item.severity for item in preflight.judge(foreign, replace(brief, ours=True)).findings}
    assert found["trim-size"] == found["colour-unset"] == "error"
    larger = replace(brief, pages=(PageBrief((201.0, 200.0)),))
    assert {item.code: item.severity for item in preflight.judge(foreign, larger).findings}["trim-size"] == "error"


def test_a_profile_that_was_filled_up_to_whole_words_is_still_the_same() -> None:
    from pressroom.preflight.checks.intent import _intent
    from pressroom.preflight.spoils import changed, put, stream

    def with_profile(content: bytes) -> bytes:
        return changed(lambda writer: put(_intent(writer), "/DestOutputProfile",
                                          writer._add_object(stream(content, {"/N": 4}))))(goodfile.made())
    content = goodfile.profile()
    padded = (len(content) + 3).to_bytes(4, "big") + content[4:] + bytes(3)
    assert not codes(with_profile(padded), goodfile.press_brief())
    other = content[:-1] + bytes([content[-1] ^ 1])
    assert codes(with_profile(other), goodfile.press_brief()) == {"intent-profile-other"}


def encrypted(user: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(goodfile.made())) as good:
        good.save(out, encryption=pikepdf.Encryption(owner="owner", user=user, R=6))
    return out.getvalue()


def test_a_file_with_an_owners_password_alone_is_checked_and_reported_as_encrypted() -> None:
    report = preflight.judge(encrypted(""), goodfile.press_brief())
    found = {item.code: item for item in report.findings}
    assert {"file-encrypted", "header-version"} == set(found)  # AES with 256 bits is PDF 1.7
    assert found["file-encrypted"].hint == ""
    assert report.pages[0].qr


def test_a_file_that_needs_a_password_is_one_finding() -> None:
    found, = preflight.judge(encrypted("user"), goodfile.press_brief()).findings
    assert (found.code, found.hint) == ("file-encrypted", "nothing else was checked")


def test_a_shape_whose_outline_has_no_colour_of_its_own_is_reported_though_its_inside_has() -> None:
    brief = Brief(standard="PDF/X-4")
    assert "colour-unset" in codes(page(b"1 0 0 0 k 60 60 100 100 re B", more=SQUARE), brief)
    assert "colour-unset" not in codes(page(b"1 0 0 0 k 0 1 0 0 K 60 60 100 100 re B", more=SQUARE), brief)
    assert "colour-unset" not in codes(page(b"1 0 0 0 k 60 60 100 100 re f", more=SQUARE), brief)


def test_a_dot_of_one_point_is_no_thin_shape() -> None:
    brief = Brief(standard="PDF/X-4")
    assert "shape-thin" not in codes(page(b"1 0 0 0 k 60 60 1 0.125 re f", more=SQUARE), brief)
    assert "shape-thin" in codes(page(b"1 0 0 0 k 60 60 1.125 0.125 re f", more=SQUARE), brief)
    assert "shape-thin" not in codes(page(b"1 0 0 0 k 60 60 40 0.25 re f", more=SQUARE), brief)


def test_a_target_may_touch_the_bleed_and_not_stand_in_it() -> None:
    """A patch of ten points in the slug below a bleed that begins at 40."""
    brief = Brief(standard="PDF/X-4", targets=True)
    for y, found in ((26, False), (30, False), (30.25, False), (32, True)):
        patch = page(b"0 0 0 1 k 100 %g 10 10 re f" % y, more=SQUARE)
        assert ("slug-artwork" in codes(patch, brief)) is found, y
    assert "slug-artwork" in codes(page(b"0 0 0 1 k 100 26 10 10 re f", more=SQUARE), Brief(standard="PDF/X-4"))


def test_one_spot_colour_that_two_programs_describe_in_another_order_has_one_equivalent() -> None:
    def described(*entries: bytes, end: bytes = b"dup dup dup") -> bytes:
        return packed(b"{ %b }" % end, b"/FunctionType 4 " + b" ".join(entries))
    resources = b"<</ColorSpace<</A[/Separation/Warm/DeviceCMYK 5 0 R]/B[/Separation/Warm/DeviceCMYK 6 0 R]>>>>"
    domain, reach = b"/Domain[0 1]", b"/Range[0 1 0 1 0 1 0 1]"
    content = b"/A cs 1 scn 60 60 9 9 re f /B cs 1 scn 80 60 9 9 re f"
    brief = Brief(standard="PDF/X-4", spots=("*",))

    def found(second: bytes) -> set[str]:
        return codes(page(content, resources, SQUARE, {5: described(domain, reach), 6: second}), brief)
    assert "spot-stand-ins" not in found(described(reach, domain))
    assert "spot-stand-ins" in found(described(reach, domain, end=b"0 exch dup 0"))


def test_the_spaces_of_one_object_that_are_not_cmyk_are_named_in_alphabetical_order() -> None:
    """Four objects, each with one space for its inside and the next for its outline."""
    white, lookup = b"<</WhitePoint[0.9505 1 1.089]>>", b"0 <000000>"
    spaces = {"CalRGB": b"[/CalRGB %b]" % white, "DeviceRGB": b"/DeviceRGB",
              "Indexed of DeviceRGB": b"[/Indexed /DeviceRGB %b]" % lookup,
              "Indexed of Lab": b"[/Indexed [/Lab %b] %b]" % (white, lookup), "Lab": b"[/Lab %b]" % white}
    resources = b"<</ColorSpace<<%b>>>>" % b" ".join(b"/S%d %b" % each for each in enumerate(spaces.values()))
    content = b" ".join(b"/S%d cs /S%d CS 60 60 9 9 re B" % (at, at + 1) for at in range(4))
    report = preflight.judge(page(content, resources, SQUARE), Brief(standard="PDF/X-4"))
    assert [item.values["space"] for item in report.findings if item.code == "colour-rgb"] == [
        name for pair in pairwise(sorted(spaces)) for name in pair]


def test_a_trim_without_an_area_is_no_rectangle() -> None:
    for key in ("TrimBox", "ArtBox"):
        pdf = page(b"0 0 0 0 k 50 50 200 200 re f", more=b"/%b[50 50 50 250]/BleedBox[40 40 260 260]" % key.encode())
        (item,) = [item for item in preflight.judge(pdf, Brief(standard="PDF/X-4")).findings if item.code == "box-trim"]
        assert item.values == {"key": key}


def test_a_page_that_takes_its_box_from_the_page_tree_is_judged_as_one_with_its_own() -> None:
    """PDFium states no box of such pages, and was once given another paper size in its place."""
    made, brief = goodfile.made(), goodfile.press_brief()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        leaf = pdf.pages[0].obj
        pdf.Root.Pages.MediaBox = leaf.MediaBox
        del leaf.MediaBox
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    own, inherited = preflight.judge(made, brief), preflight.judge(out.getvalue(), brief)
    assert [item.code for item in inherited.findings if item.code != "file-id"] == [item.code for item in own.findings]
    assert inherited.pages == own.pages
    with Proof(out.getvalue(), brief, []) as proof, Proof(made, brief, []) as other:
        assert proof.pages[0].lines == other.pages[0].lines
        assert proof.pages[0].drawing.raster.grey == other.pages[0].drawing.raster.grey
