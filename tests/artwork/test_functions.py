"""Functions of a placed page, at places where the values were worked out by hand (ISO 32000-1, 7.10)."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject, NumberObject

from pressroom.pdf.functions import function
from tests.artwork import drawn
from tests.artwork.test_placed_pages import MATERIAL

Render = Callable[..., tuple[int, str, str]]


def numbers(*values: float) -> ArrayObject:
    return ArrayObject([FloatObject(value) for value in values])


def table(samples: bytes, sizes: tuple[int, ...], outputs: int, bits: int = 8,
          **entries: ArrayObject) -> DecodedStreamObject:
    """A sampled function; its first input varies fastest (7.10.2)."""
    made = DecodedStreamObject()
    made.set_data(samples)
    made.update({NameObject("/FunctionType"): NumberObject(0), NameObject("/BitsPerSample"): NumberObject(bits),
                 NameObject("/Size"): ArrayObject([NumberObject(size) for size in sizes]),
                 NameObject("/Domain"): numbers(*[0, 1] * len(sizes)),
                 NameObject("/Range"): numbers(*[0, 1] * outputs)})
    made.update({NameObject(f"/{key}"): value for key, value in entries.items()})
    return made


@pytest.mark.parametrize(("at", "gives"), [
    (0.0, 0.0), (0.25, 0.1), (0.5, 0.2), (0.75, 0.6), (1.0, 1.0), (-1.0, 0.0), (2.0, 1.0)])
def test_samples_are_read_from_the_first_to_the_last_with_straight_lines_between(at: float, gives: float) -> None:
    assert function(table(bytes((0, 51, 255)), (3,), 1))([at]) == pytest.approx([gives])


def test_encode_and_decode_say_where_a_table_begins_and_what_its_ends_mean() -> None:
    backwards = table(bytes((0, 51, 255)), (3,), 1, Encode=numbers(2, 0))
    assert [function(backwards)([at])[0] for at in (0.0, 0.5, 1.0)] == pytest.approx([1.0, 0.2, 0.0])
    narrow = table(bytes((0, 255)), (2,), 1, Decode=numbers(0.25, 0.75))
    assert [function(narrow)([at])[0] for at in (0.0, 0.5, 1.0)] == pytest.approx([0.25, 0.5, 0.75])


@pytest.mark.parametrize(("at", "gives"), [
    ((0, 0), (0.0, 1.0)), ((1, 0), (0.2, 0.8)), ((0, 1), (0.4, 0.6)), ((1, 1), (1.0, 0.0)), ((0.5, 0), (0.1, 0.9)),
    ((0, 0.5), (0.2, 0.8)), ((0.5, 0.5), (0.4, 0.6))])
def test_of_two_inputs_the_first_varies_fastest_and_outputs_stand_side_by_side(
        at: tuple[float, float], gives: tuple[float, float]) -> None:
    samples = bytes((0, 255, 51, 204, 102, 153, 255, 0))
    assert function(table(samples, (2, 2), 2))(at) == pytest.approx(gives)


@pytest.mark.parametrize(("bits", "samples", "gives"), [
    (1, b"\x60", [0.0, 1.0, 1.0, 0.0]), (2, b"\x1b", [0.0, 1 / 3, 2 / 3, 1.0]), (4, b"\x05\xaf", [0, 1 / 3, 2 / 3, 1]),
    (12, b"\x00\x05\x55\xaa\xaf\xff", [0.0, 1 / 3, 2 / 3, 1.0]),
    (16, b"\x00\x00\x55\x55\xaa\xaa\xff\xff", [0.0, 1 / 3, 2 / 3, 1.0]),
    (24, bytes.fromhex("000000555555aaaaaaffffff"), [0.0, 1 / 3, 2 / 3, 1.0]),
    (32, bytes.fromhex("0000000055555555aaaaaaaaffffffff"), [0.0, 1 / 3, 2 / 3, 1.0])])
def test_samples_of_every_width_are_unpacked_from_the_highest_bit(
        bits: int, samples: bytes, gives: list[float]) -> None:
    read = function(table(samples, (4,), 1, bits))
    assert [read([at / 3])[0] for at in range(4)] == pytest.approx(gives)


def test_stitched_functions_take_each_its_own_stretch() -> None:
    def part(low: float, high: float) -> DictionaryObject:
        return DictionaryObject({NameObject("/FunctionType"): NumberObject(2), NameObject("/N"): NumberObject(1),
                                 NameObject("/Domain"): numbers(0, 1), NameObject("/C0"): numbers(low),
                                 NameObject("/C1"): numbers(high)})
    whole = DictionaryObject({
        NameObject("/FunctionType"): NumberObject(3), NameObject("/Domain"): numbers(0, 1),
        NameObject("/Functions"): ArrayObject([part(0, 0.5), part(0.6, 1)]), NameObject("/Bounds"): numbers(0.25),
        NameObject("/Encode"): numbers(0, 1, 1, 0)})
    read = function(whole)
    assert [read([at])[0] for at in (0.0, 0.125, 0.25, 0.625, 1.0)] == pytest.approx([0.0, 0.25, 1.0, 0.8, 0.6])


def test_a_gradient_of_samples_falls_the_same_way_for_members_as_on_the_press(project: Path, render: Render) -> None:
    fall = DictionaryObject({
        NameObject("/ShadingType"): NumberObject(2), NameObject("/ColorSpace"): NameObject("/DeviceCMYK"),
        NameObject("/Coords"): drawn.box(0, 0, 600, 0), NameObject("/Function"): NameObject("/Later")})
    content = drawn.changed(drawn.drawing(), {"/Group": drawn.group()}, b"q 0 0 600 400 re W n /Fall sh Q",
                            {"/Shading": {"/Fall": fall}})
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    shading = writer.pages[0]["/Resources"]["/Shading"]["/Fall"]  # type: ignore[index]
    shading[NameObject("/Function")] = writer._add_object(table(bytes((255, 0, 0, 0, 0, 0, 255, 0)), (2,), 4))
    (project / "assets/pictures/plan.pdf").write_bytes(drawn.written(writer))
    (project / "materials/plan.yaml").write_text(MATERIAL, "utf-8")
    code, _, err = render("plan", "--edition", "members")
    assert code == 0, err
    page = pypdf.PdfReader(project / "out/members/plan-A4.pdf").pages[0]
    (form,) = [each.get_object() for name, each in page["/Resources"]["/XObject"].items() if name.startswith("/P")]  # type: ignore[index]
    told = form["/Resources"]["/Shading"]["/Fall"]["/Function"]
    data = told.get_data()
    first, last = data[:3], data[-3:]
    assert first[0] < 60 < first[2]  # cyan: little red, much blue
    assert last[2] < 60 < last[0]  # yellow: much red, little blue
