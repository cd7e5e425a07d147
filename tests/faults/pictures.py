"""Mistakes in pictures: photographs, drawings, pages of PDFs, and what stands on the layout beside them."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from unittest.mock import patch

import pypdf
from PIL import Image

from pressroom.artwork.drawings import drawing
from pressroom.artwork.photographs import for_press, inspect
from pressroom.cache import Cache
from pressroom.colour.profiles import read_profile
from pressroom.findings import Finding
from pressroom.marks import Picture
from pressroom.sheet.geometry import Box
from tests.artwork import drawn
from tests.artwork.test_placed_pages import MATERIAL, _spot, _with_picture
from tests.faults.bench import BRAND, CAMPAIGN, FOOT, Bench, edits, refusal, trips
from tests.fit.test_see_through import LAYOUT as VEIL_LAYOUT
from tests.fit.test_see_through import MATERIAL as VEIL

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">\n{}\n</svg>\n'

edits("field-left-out", name=FOOT, old="above: partner, gap: 1%", new="above: partner, gap: 20%")
edits("across-words", of="leaflet", name="layouts/leaflet.yaml", old="name: note, at:",
      new="name: note, across: [inside-1, inside-2], at:")


def _photograph(bench: Bench, name: str, side: int = 2600, darker: int = 1) -> None:
    grey = Image.linear_gradient("L").resize((side, side))
    picture = Image.merge("RGB", (grey, grey.rotate(90), grey.rotate(180))).point(lambda part: part // darker)
    picture.save(bench.path(f"assets/pictures/{name}"))


def _shown(bench: Bench, name: str, *words: str) -> list[Finding]:
    """What is found where a poster shows this file."""
    bench.write("materials/plan.yaml", f"variant: blue\n{MATERIAL}".replace(
        "plan.pdf,", name if "," in name else f"{name},"))
    return bench.run(*(words or ("check", "plan")))


def _pixels(*codes: str, content: Callable[[], bytes] | bytes, name: str = "photo.png") -> None:
    def case(bench: Bench) -> list[Finding]:
        bench.write(f"assets/pictures/{name}", content if isinstance(content, bytes) else content())
        return _shown(bench, name)
    trips(*codes)(case)


def _png(**options: object) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").resize((2400, 2400)).save(out, "PNG", **options)
    return out.getvalue()


def _webp() -> bytes:
    out = io.BytesIO()
    grey = Image.linear_gradient("L").resize((2400, 2400))
    Image.merge("RGB", (grey, grey.rotate(90), grey)).save(out, "WEBP", method=0)
    return out.getvalue()


def _bomb() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    head = struct.pack(">IIBBBBB", 40000, 40000, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
            + chunk(b"IEND", b""))


_pixels("picture-broken", content=lambda: _png()[:-2000])
_pixels("picture-format", content=b"BM and the rest", name="photo.jpg")
_pixels("picture-read", content=lambda: _webp(), name="photo.webp")
_pixels("picture-grey", content=lambda: _png())
_pixels("picture-too-large", content=_bomb)
_pixels("picture-profile", content=lambda: _png(icc_profile=b"not a profile at all"))
_pixels("svg-broken", content=b"<svg", name="plan.svg")
_pixels("svg-unsupported", name="plan.svg",
        content=SVG.format('<filter id="f"/><path d="M0 0H9V9Z" filter="url(#f)"/>').encode())
_pixels("svg-empty", content=SVG.format("<g/>").encode(), name="plan.svg")
_pixels("svg-colour", content=SVG.format('<path fill="#123456" d="M0 0h9v9z"/>').encode(), name="plan.svg")


@trips("picture-missing")
def nowhere(bench: Bench) -> list[Finding]:
    return _shown(bench, "nowhere.jpg")


@trips("picture-outside")
def outside(bench: Bench) -> list[Finding]:
    return _shown(bench, "../../etc/passwd")


@trips("svg-missing")
def drawing_that_is_gone(bench: Bench) -> list[Finding]:
    return refusal(lambda: drawing(bench.path("assets/pictures/nowhere.svg"), Cache(bench.folder / "cache")))


@trips("svg-differs")
def an_arc_that_is_lost(bench: Bench) -> list[Finding]:
    """No drawing is known to differ, so the reader loses its arcs here."""
    bench.write("assets/pictures/plan.svg", SVG.format('<path d="M1 1h3v8H1z"/><path d="M7 4a1 1 0 1 0 0 3z"/>'))
    with patch("pressroom.artwork.drawings.path_data.arc", return_value=()):
        return refusal(lambda: drawing(bench.path("assets/pictures/plan.svg"), Cache(bench.folder / "cache")))


@trips("svg-not-compared")
def without_the_renderer(bench: Bench) -> list[Finding]:
    bench.write("assets/pictures/plan.svg", SVG.format('<path d="M0 0h9v9z"/>'))
    with patch("pressroom.artwork.drawings.source.can_compare", return_value=False):
        return _shown(bench, "plan.svg")


@trips("picture-changed")
def exchanged_after_it_was_looked_at(bench: Bench) -> list[Finding]:
    _photograph(bench, "photo.png", 200)
    file, cache = bench.path("assets/pictures/photo.png"), Cache(bench.folder / "cache")
    facts = inspect(file, cache)
    mark = Picture(file, facts.sha256, Box(0, 0, 720, 720), (0, 0, 1, 1), facts.pixels, None)
    _photograph(bench, "photo.png", 300)
    profile = read_profile(bench.path("assets/icc/FOGRA39L_coated.icc"))
    return refusal(lambda: for_press(mark, profile, 3.0, cache))


@trips("ink-moved")
def dark_photograph(bench: Bench) -> list[Finding]:
    _photograph(bench, "photo.png", darker=6)
    bench.edit("assets/printers/online.yaml", "ink-limit: 300", "ink-limit: 240")
    return _shown(bench, "photo.png, treatment: colour,", "plan", "--edition", "press")


@trips("picture-inks")
def plates_of_another_condition(bench: Bench) -> list[Finding]:
    other = bench.path("assets/icc/PSO_Uncoated_ISO12647_eci.icc").read_bytes()
    plates = Image.linear_gradient("L").resize((1200, 1200))
    Image.merge("CMYK", [plates.point(lambda step: step // 3)] * 4).save(
        bench.path("assets/pictures/photo.tif"), icc_profile=other, compression="tiff_lzw")
    return _shown(bench, "photo.tif", "plan", "--edition", "press")


@trips("spot-in-duotone")
def duotone_in_a_spot_colour(bench: Bench) -> list[Finding]:
    bench.edit(BRAND, "cmyk: [100, 65, 0, 5]}", "cmyk: [100, 65, 0, 5], spot: PANTONE 286 C}")
    bench.edit("assets/printers/offset.yaml", "spots: none  ", "spots: [PANTONE 286 C]  ")
    _photograph(bench, "photo.png")
    return _shown(bench, "photo.png, treatment: duotone,", "plan", "--edition", "press", "--printer", "offset")


@trips("see-through-picture")
def see_through_for_an_older_standard(bench: Bench) -> list[Finding]:
    Image.new("RGBA", (600, 600), (200, 30, 30, 128)).save(bench.path("assets/pictures/veil.png"))
    bench.write("layouts/veil.yaml", VEIL_LAYOUT + "  - {kind: shape, at: c5-6 r5-6, ink: accent}\n"
                "  - {kind: picture, file: veil.png, alt: Un voile, at: c4-9 r4-9}\n")
    bench.write("materials/veil.yaml", VEIL)
    return bench.run("veil", "--edition", "press", "--printer", "x1a")


# -- pages of PDFs ---------------------------------------------------------------------------------------------------

_STATE = {"/ExtGState": {"/Odd": pypdf.generic.DictionaryObject({drawn.named("/TR"): drawn.named("/Identity")})}}


def _page(*codes: str, content: Callable[[], bytes], more: str = "", words: tuple[str, ...] = ()) -> None:
    def case(bench: Bench) -> list[Finding]:
        bench.write("assets/pictures/plan.pdf", content())
        return _shown(bench, f"plan.pdf,{more}", *words)
    trips(*codes)(case)


def _unmapped() -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(drawn.drawing()))
    for font in writer.pages[0]["/Resources"]["/Font"].values():  # type: ignore[attr-defined]
        font.get_object().pop("/ToUnicode", None)
    return drawn.written(writer)


_page("placed-colour", content=lambda: drawn.drawing(rgb=True))
_page("placed-font", content=lambda: drawn.drawing(font="Helvetica"))
_page("placed-plate", content=_spot)
_page("placed-group", content=lambda: drawn.changed(drawn.drawing(), {"/Group": drawn.group("/DeviceRGB")}))
_page("placed-forbidden", content=lambda: drawn.changed(drawn.drawing(), paint=b"/Odd gs 0 0 9 9 re f",
                                                        resources=_STATE))  # type: ignore[arg-type]
_page("placed-screen", content=lambda: _with_picture("/DeviceCMYK", 4, 4))
_page("placed-grey", content=lambda: drawn.changed(drawn.drawing(), paint=b"0.25 g 0 0 50 50 re f"))
_page("placed-letters", content=_unmapped)
_page("placed-transparency", content=lambda: drawn.drawing(alpha=True), words=("plan", "--printer", "x1a"))
_page("placed-notes-lost", content=lambda: drawn.filled_form(drawn.drawing(), notes=3))
_page("placed-treatment", content=drawn.drawing, more=" treatment: grey,")
_page("page-not-taken", content=drawn.drawing, more=" page: 3,")


@trips("page-of-no-pdf")
def page_of_a_photograph(bench: Bench) -> list[Finding]:
    _photograph(bench, "photo.png", 600)
    return _shown(bench, "photo.png, page: 2,")


@trips("sign-room")
def sorting_sign_in_a_narrow_imprint(bench: Bench) -> list[Finding]:
    bench.edit(CAMPAIGN, "imprint:\n", "imprint:\n  sorting-sign: true\n")
    bench.edit(FOOT, "name: imprint, at: {portrait: c3-6 r44-48,", "name: imprint, at: {portrait: c3-4 r44-48,")
    return bench.check()


@trips("picture-keeps")
def box_that_no_crop_can_keep(bench: Bench) -> list[Finding]:
    _photograph(bench, "photo.png")
    return _shown(bench, "photo.png, keep: [[0.0, 0.0, 1.0, 1.0]],", "plan")
