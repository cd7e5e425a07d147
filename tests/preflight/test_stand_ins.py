"""Large photographs of our own files are drawn from a reduced picture; those of other programs never are."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat

from pressroom.brief import Brief
from pressroom.preflight import kept_pictures, pixels
from pressroom.preflight.proof import Proof

SIDE = 400


def photograph(size: tuple[int, int] = (1600, 1200)) -> bytes:
    """A JPEG in CMYK of soft fields."""
    across = Image.linear_gradient("L").resize(size)
    around = Image.radial_gradient("L").resize(size)
    out = io.BytesIO()
    Image.merge("CMYK", (across, around, ImageChops.invert(across), around.point(lambda ink: ink // 4))).save(
        out, "JPEG", quality=90)
    return out.getvalue()


def file(jpeg: bytes, size: tuple[int, int] = (1600, 1200)) -> bytes:
    """A page of SIDE x SIDE points with that picture, with a cross-reference table."""
    content = f"q {SIDE} 0 0 {SIDE * 3 // 4} 0 50 cm /Photo Do Q".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R /Resources << /XObject << /Photo 5 0 R >> "
        b">> >>" % (SIDE, SIDE),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceCMYK /BitsPerComponent 8 /Decode "
        b"[1 0 1 0 1 0 1 0] /Filter /DCTDecode /Length %d >>\nstream\n%s\nendstream" % (*size, len(jpeg), jpeg)]
    out, places = io.BytesIO(b"%PDF-1.6\n"), []
    out.seek(0, io.SEEK_END)
    for number, each in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, each))
    start = out.tell()
    out.write(b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


@pytest.fixture
def reduced(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """By how much pictures were reduced."""
    reductions: list[int] = []
    decode: Callable[..., Any] = pixels.cmyk_jpeg

    def noted(picture: Any, reduction: int) -> Any:
        reductions.append(reduction)
        return decode(picture, reduction)
    monkeypatch.setattr(kept_pictures, "cmyk_jpeg", noted)
    return reductions


def drawing(pdf: bytes, *, ours: bool) -> Image.Image:
    with Proof(pdf, Brief(ours=ours), []) as proof:
        scale = 1.0
        raster = proof.pages[0].renderer.raster(scale)
    return Image.frombytes("L", (raster.columns, raster.rows), raster.grey)


def test_a_stand_in_has_the_colours_of_the_photograph(reduced: list[int]) -> None:
    pdf = file(photograph())
    difference = ImageChops.difference(drawing(pdf, ours=True), drawing(pdf, ours=False))
    assert reduced == [4]
    assert ImageStat.Stat(difference).mean[0] < 1
    assert difference.getextrema()[1] < 12


def test_a_file_of_another_program_is_drawn_as_it_is(reduced: list[int]) -> None:
    drawing(file(photograph()), ours=False)
    assert reduced == []


@pytest.mark.parametrize("size", [(600, 450), (1200, 1200)], ids=["hardly finer than the drawing", "square"])
def test_no_stand_in_is_made_of_a_picture_that_is_small_or_may_be_a_symbol(
        size: tuple[int, int], reduced: list[int]) -> None:
    drawing(file(photograph(size), size), ours=True)
    assert reduced == []


def test_a_picture_that_cannot_be_decoded_is_drawn_as_it_is() -> None:
    jpeg = photograph()
    pdf = file(jpeg[:300] + bytes(len(jpeg) - 300))
    assert drawing(pdf, ours=True).tobytes() == drawing(pdf, ours=False).tobytes()


class Kept(dict[tuple[Any, ...], bytes]):
    """A store in memory."""

    def put(self, content: bytes, *parts: str | bytes | float) -> None:
        self[parts] = content

    def get(self, *parts: Any) -> bytes | None:  # type: ignore[override]
        return super().get(parts)


def facts(pdf: bytes, store: Kept, limit: float = 3.0) -> tuple[object, ...]:
    with Proof(pdf, Brief(ours=True), [], store=store) as proof:
        raster = proof.pages[0].renderer.raster(1.0)
        picture, = proof.pages[0].walk.pictures
        return raster.grey, proof.pictures.heaviest(picture, limit)


def test_a_photograph_is_decoded_once_for_files_that_have_the_same_one(
        reduced: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    summed: list[float] = []

    def noted(picture: Any, limit: float) -> tuple[float, float]:
        summed.append(limit)
        return pixels.heaviest(picture, limit)
    monkeypatch.setattr(kept_pictures, "heaviest", noted)
    store, pdf = Kept(), file(photograph())
    first = facts(pdf, store)
    assert facts(pdf.replace(b"0 50 cm", b"0 40 cm"), store)[1] == first[1]
    assert facts(pdf, store) == first
    assert (reduced, summed) == ([4], [3.0])
    facts(pdf, store, limit=2.4)
    facts(pdf.replace(b"/Decode [1 0 1 0 1 0 1 0]", b"/Decode [0 1 0 1 0 1 0 1]"), store)
    assert (reduced, summed) == ([4, 4], [3.0, 2.4, 3.0])


def test_what_is_kept_of_a_photograph_and_damaged_is_found_again(reduced: list[int]) -> None:
    store, pdf = Kept(), file(photograph())
    first = facts(pdf, store)
    for parts in store:
        store[parts] = store[parts][:-1]
    assert facts(pdf, store) == first
    assert reduced == [4, 4]
