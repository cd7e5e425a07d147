"""Preflight and placed pages refuse the same page contents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pressroom import preflight
from pressroom.artwork.placed_pages import inspect
from pressroom.artwork.placed_pages.extraction import extract
from pressroom.brief import Brief
from pressroom.cache import Cache
from pressroom.findings import Refused
from tests.preflight.handmade import FORM, packed, page

BLACK = b"0 0 0 1 k 0 0 9 9 re f "


def nested_forms(depth: int) -> bytes:
    forms = {5 + step: packed(b"/A Do", FORM + b"/Resources<</XObject<</A %d 0 R>>>>" % (6 + step))
             for step in range(depth)}
    return page(b"/A Do", b"<</XObject<</A 5 0 R>>>>", objects={**forms, 5 + depth: packed(BLACK, FORM)})


def looped_form() -> bytes:
    return page(b"/A Do", b"<</XObject<</A 5 0 R>>>>", objects={
        5: packed(b"/A Do", FORM + b"/Resources<</XObject<</A 5 0 R>>>>")})


def picture(width: int, height: int, content: int) -> bytes:
    entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceCMYK" % (
        width, height)
    return page(b"/I Do", b"<</XObject<</I 5 0 R>>>>", objects={5: packed(bytes(content), entries)})


REFUSED: dict[str, Callable[[], bytes]] = {
    "an operator that is none": lambda: page(BLACK + b"foo"),
    "an operator without operands": lambda: page(BLACK + b"w"),
    "an operator with operands of another kind": lambda: page(BLACK + b"(x) w"),
    "operands too many": lambda: page(b"0 0 0 0 1 k 0 0 9 9 re f"),
    "a state that was not saved": lambda: page(BLACK + b"Q"),
    "states saved without end": lambda: page(b"q " * 600 + BLACK),
    "brackets without end": lambda: page(b"[" * 99),
    "an unclosed bracket": lambda: page(BLACK + b"[ 1 2"),
    "an unterminated string": lambda: page(BLACK + b"(x"),
    "a dictionary without names": lambda: page(b"/A <<1 2>> BDC EMC"),
    "an inline picture without an end": lambda: page(b"BI /W 1 ID x"),
    "a resource that is not there": lambda: page(BLACK + b"/Gone gs"),
    "a form that is not there": lambda: page(BLACK + b"/Gone Do"),
    "text without a font": lambda: page(b"BT (x) Tj ET"),
    "a colour of other parts than its space": lambda: page(b"/DeviceCMYK cs 1 0 0 sc 0 0 9 9 re f"),
    "a form in itself": looped_form,
    "forms too deep": lambda: nested_forms(20),
    "operators without number": lambda: page(b"n " * 610_000),
    "objects without number": lambda: page(b"0 0 9 9 re f " * 100_100),
    "content without end": lambda: page(b" " * (33 * 2**20)),
    "a picture of too many pixels": lambda: picture(30_000, 30_000, 99),
    "a picture with fewer pixels than it should have": lambda: picture(100, 100, 39_999),
    "content that breaks off": lambda: page(raw=b"<</Length 9/Filter/FlateDecode>>\nstream\n%b\nendstream" % packed(
        BLACK)[-40:-31]),
}
GOOD: dict[str, Callable[[], bytes]] = {
    "a rectangle": lambda: page(BLACK), "forms": lambda: nested_forms(12), "many states": lambda: page(b"q " * 400),
    "a picture": lambda: picture(100, 100, 40_000),
    "numbers that viewers read": lambda: page(b"--5 0 4- 1.2.3 re f " + BLACK)}


def refused_by_preflight(pdf: bytes) -> bool:
    codes = {item.code for item in preflight.judge(pdf, Brief(name="foreign")).findings}
    return bool(codes & {"content-unreadable", "file-too-large", "object-damaged"})


def refused_as_picture(pdf: bytes, folder: Path) -> bool:
    (folder / "page.pdf").write_bytes(pdf)
    try:
        inspect(folder / "page.pdf", 1, Cache(folder / "cache"))
    except Refused as refusal:
        return [item.code for item in refusal.findings] == ["page-not-taken"]
    return False


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED.keys())
def test_preflight_and_placed_pages_refuse_the_same_content(make: Callable[[], bytes], tmp_path: Path) -> None:
    pdf = make()
    assert (refused_by_preflight(pdf), refused_as_picture(pdf, tmp_path)) == (True, True)


@pytest.mark.parametrize("make", GOOD.values(), ids=GOOD.keys())
def test_preflight_and_placed_pages_accept_the_same_content(make: Callable[[], bytes], tmp_path: Path) -> None:
    pdf = make()
    assert (refused_by_preflight(pdf), refused_as_picture(pdf, tmp_path)) == (False, False)


def test_a_page_whose_content_cannot_be_decoded_is_not_extracted() -> None:
    with pytest.raises(Refused):
        extract(REFUSED["content that breaks off"](), (1,), "page.pdf")
    assert extract(page(BLACK), (1,), "page.pdf").forms[1].size == (300.0, 300.0)


def test_uncompressed_content_is_copied_unchanged() -> None:
    pages = extract(page(raw=b"<</Length %d>>\nstream\n%b\nendstream" % (len(BLACK), BLACK)), (1,), "page.pdf")
    assert pages.streams[pages.forms[1].body] == BLACK
