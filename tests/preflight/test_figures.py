"""What findings about a file count, sum up and quote."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from pressroom import preflight
from pressroom.brief import Brief
from pressroom.findings import Value
from pressroom.preflight.checks.intent import _intent
from pressroom.preflight.spoils import Act, Spoil, changed, first_page, put, root_entry, set_content, stream, xmp
from pressroom.text.translation import message
from tests.preflight import goodfile


@cache
def good() -> bytes:
    return goodfile.made()


def found(pdf: bytes, brief: Brief) -> list[tuple[str, dict[str, Value]]]:
    return [(item.code, dict(item.values)) for item in preflight.judge(pdf, brief).findings]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_embedded_files_and_streams_with_a_crypt_filter_are_counted(count: int) -> None:
    def with_each(each: Any) -> Act:
        return lambda writer: put(first_page(writer), "/PieceInfo", {f"/N{number}": each(writer)
                                                                      for number in range(count)})
    embedded = with_each(lambda writer: {"/Type": "/Filespec", "/EF": {"/F": writer._add_object(stream(b"hidden"))}})
    crypt = with_each(lambda writer: writer._add_object(stream(b"hidden", {"/Filter": ["/Crypt"]}, flate=False)))
    lzw = with_each(lambda writer: writer._add_object(stream(b"\x80\x0b\x60", {"/Filter": "/LZWDecode"}, flate=False)))
    elsewhere = with_each(lambda writer: writer._add_object(stream(b"", {"/F": "elsewhere.bin"})))
    for code, act in (("embedded-file", embedded), ("filter-crypt", crypt), ("filter-lzw", lzw),
                      ("external-stream", elsewhere)):
        assert found(changed(act)(good()), goodfile.press_brief()) == [(code, {"count": count})]


def test_a_standard_that_xmp_denies_is_quoted_up_to_eighty_letters() -> None:
    here, there = (f"PDF/X-4 {word}" + " of a very long name" * 5 for word in ("here", "there"))
    info = changed(lambda writer: put(writer._info, "/GTS_PDFXVersion", here.encode()))
    brief, keys = goodfile.press_brief(), {"key": "GTS_PDFXVersion", "twin": "GTS_PDFXVersion"}
    assert found(info(good()), brief) == [("info-xmp", {**keys, "here": here[:80], "there": "PDF/X-4"})]
    assert ("info-xmp", {**keys, "here": here[:80], "there": there[:80]}) in found(
        xmp(b">PDF/X-4<", f">{there}<".encode())(info(good())), brief)


HUGE = "word " * 200_000


@pytest.mark.parametrize(("code", "spoil"), [
    ("x4-identification", xmp(b">PDF/X-4<", f">{HUGE}<".encode())),
    ("intent-condition", changed(lambda writer: put(_intent(writer), "/OutputConditionIdentifier", HUGE.encode()))),
    ("header-version", root_entry("/Version", "/9" + "9" * 10_000))])
def test_a_text_without_end_is_quoted_up_to_three_hundred_letters(code: str, spoil: Spoil) -> None:
    (item,) = [item for item in preflight.judge(spoil(good()), goodfile.press_brief()).findings if item.code == code]
    assert max(len(str(value)) for value in (*item.values.values(), item.measured)) == 300
    assert message(item, str).count("…") == 1


def test_of_several_data_sets_in_a_profile_the_one_of_the_lowest_number_is_named() -> None:
    sets = b" ".join(b"FOGRA%d" % number for number in (58, 54, 49, 47, 41, 60, 45, 43))

    def act(writer: Any) -> None:
        put(_intent(writer), "/OutputConditionIdentifier", "FOGRA51")
        put(_intent(writer), "/DestOutputProfile", writer._add_object(stream(goodfile.profile() + sets, {"/N": 4})))
    assert found(changed(act)(good()), Brief(name="foreign", standard="PDF/X-4")) == [
        ("intent-mismatch", {"stated": "51", "found": "39"})]


def test_the_ink_of_a_low_ink_file_is_the_mean_of_its_pages() -> None:
    brief = goodfile.office_brief(pages=goodfile.office_brief().pages * 2)
    pdf = goodfile.made(press=False, office=True, pages=2)
    of_ink = {"ink-not-spared", "cover-misstated"}
    assert not of_ink & {code for code, _ in found(pdf, brief)}

    def act(writer: Any) -> None:
        set_content(writer, b"")
        put(writer._info, "/Subject", f"{(goodfile.OFFICE_COVER + 1) // 2} %")
    assert not of_ink & {code for code, _ in found(changed(act)(pdf), brief)}
    spared = replace(brief, most_cover=0.13)
    assert ("ink-not-spared", {"cover": "14", "most": "13"}) in found(pdf, spared)
    assert "ink-not-spared" not in dict(found(changed(act)(pdf), spared))
