"""Ghostscript's plates before and after each fix-up: they differ only where they should."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from pressroom.desk.fixing import every
from pressroom.programs import ghostscript
from tests.desk.test_fixups import BOXES, GREY, GROUND, PICTURED, WORDS, fixed, layered, made
from tests.desk.test_fonts_at_hand import REQUEST, simple

pytestmark = [pytest.mark.external, pytest.mark.skipif(not ghostscript(), reason="no Ghostscript")]

_FINE = 10  # pixels a point: the thinnest lines differ from hairlines
_TOLD = [0] * 4 + [255] * 252  # rounding is no difference
GROUP = b"/Group<</S/Transparency/CS/DeviceRGB>>"
OVER = b"/ExtGState<</O<</OP true/op true/OPM 1>>>>"
STAMP = (b"/Annots[<</Type/Annot/Subtype/Square/F 4/Rect[200 200 240 240]/AP<</N 5 0 R>>>>]")
Place = tuple[int, int, int, int]
"""From the left and the top: two corners, in points."""
SHEET: Place = (0, 0, 300, 300)
TEXT: Place = (45, 138, 145, 156)


def _stamped() -> bytes:
    return made(GROUND, BOXES + STAMP, objects={5: b"<</Type/XObject/Subtype/Form/BBox[0 0 40 40]/Length 25>>\nstream\n"
                                                   b"0 1 1 0 k 0 0 40 40 re f  \nendstream"})


def _two_intents() -> bytes:
    intent = b"<</Type/OutputIntent/S/GTS_PDFX/OutputConditionIdentifier(%b)>>"
    return made(GROUND).replace(b"/Type/Catalog", b"/Type/Catalog/OutputIntents[%b%b]" % (
        intent % b"FOGRA39", intent % b"FOGRA47"), 1)


# What is fixed, the plates that change, and where: nothing else does.
CASES: dict[str, tuple[bytes, str, tuple[Place, ...]]] = {
    "black-text": (made(GROUND + b"0 0 0 rg " + WORDS % 9), "CMYK", (TEXT,)),
    "white-knocks-out": (made(GROUND + b"/O gs 0 0 0 0 k 30 30 50 50 re f", resources=OVER), "CM",
                         ((29, 219, 81, 271),)),
    "no-layers": (layered(GROUND + b"/OC /L BDC 0 1 1 0 k 40 40 50 50 re f EMC 0 0 0 1 k " + WORDS % 9), "", ()),
    "page-group": (made(GROUND + b"0 0 0 1 k " + WORDS % 9, BOXES + GROUP), "", ()),
    "one-intent": (_two_intents(), "", ()),
    "no-annotations": (_stamped(), "CMY", ((199, 59, 241, 101),)),
    "hairlines": (made(b"0 0 0 1 K 0.02 w 9 9 m 99 9 l S 2 w 9 50 m 99 50 l S 0 1 0 0 k 200 200 50 50 re f"), "K",
                  ((8, 289, 100, 293),)),
    "to-cmyk": (made(GROUND + b"1 0 0 rg 200 200 60 60 re f 0 0 0 rg " + WORDS % 9, BOXES + GROUP.replace(
        b"RGB", b"CMYK")), "CMYK", ((196, 36, 264, 104), TEXT)),
    "grey-to-k": (made(GROUND + b"0.25 g 200 200 50 50 re f " + PICTURED, resources=b"/XObject<</I 5 0 R>>", objects={
        5: GREY}), "", ()),
    "bleed-mirror": (made(b"0 1 0 0 k 20 20 260 260 re f 1 0 0 0 k 100 100 50 50 re f"), "M", (
        (11, 11, 21, 290), (279, 11, 290, 290), (11, 11, 290, 21), (11, 279, 290, 290))),
    "bleed-stretch": (made(b"0 1 0 0 k 20 20 260 260 re f 1 0 0 0 k 100 100 50 50 re f"), "M", (
        (11, 11, 21, 290), (279, 11, 290, 290), (11, 11, 290, 21), (11, 279, 290, 290))),
    "embed-fonts": (simple(), "K", ((25, 75, 160, 110),)),
}


def test_every_fix_up_has_a_case() -> None:
    assert set(CASES) == {each.name for each in every()}


@pytest.mark.parametrize("name", CASES)
def test_plates_differ_where_a_fix_up_changes_them_and_nowhere_else(name: str, tmp_path: Path) -> None:
    pdf, plates, places = CASES[name]
    request = REQUEST if name == "embed-fonts" else None
    out, changes, _ = fixed(pdf, name, **({"request": request} if request else {}))
    assert changes != "[]"
    changed = _changed(pdf, out, tmp_path)
    assert {plate for plate, points in changed.items() if points} == set(plates)
    for plate, points in changed.items():
        outside = [point for point in points if not any(_inside(point, place) for place in places)]
        assert not outside, (plate, outside[:5])


def _inside(point: tuple[int, int], place: Place) -> bool:
    return place[0] <= point[0] <= place[2] and place[1] <= point[1] <= place[3]


def _changed(one: bytes, other: bytes, folder: Path) -> dict[str, set[tuple[int, int]]]:
    """By plate, the points of the page that differ, from its top left."""
    found = {}
    for number, pdf in enumerate((one, other)):
        (folder / f"{number}.pdf").write_bytes(pdf)
        subprocess.run(["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=tiffsep", f"-r{72 * _FINE}", "-o",
                        str(folder / f"{number}-.tif"), str(folder / f"{number}.pdf")], check=True)
    for plate in ("Cyan", "Magenta", "Yellow", "Black"):
        with Image.open(folder / f"0-({plate}).tif") as before, Image.open(folder / f"1-({plate}).tif") as after:
            assert before.size == after.size
            difference = ImageChops.difference(before, after).point(_TOLD).reduce(_FINE)
            points = (at for at, value in enumerate(difference.tobytes()) if value)
            found["K" if plate == "Black" else plate[0]] = {divmod(at, difference.width)[::-1] for at in points}
    return found
