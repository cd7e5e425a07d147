"""What a press file may hold beside its pages, and the language of a document."""

from __future__ import annotations

from functools import cache

import pytest

from pressroom import preflight
from pressroom.brief import Brief
from pressroom.findings import Finding
from pressroom.preflight.checks.interactive import _add_annotation
from pressroom.preflight.spoils import changed, root_entry
from pressroom.text.translation import message
from tests.preflight import goodfile


@cache
def press() -> bytes:
    return goodfile.made()


@cache
def members() -> bytes:
    return goodfile.made(press=False)


def texts(pdf: bytes, brief: Brief, code: str) -> list[str]:
    return [message(item, str) for item in found(pdf, brief, code)]


def found(pdf: bytes, brief: Brief, code: str) -> list[Finding]:
    return [item for item in preflight.judge(pdf, brief).findings if item.code == code]


@pytest.mark.parametrize(("corners", "inside"), [
    ((2, 2, 12, 12), False), ((2, 2, 32, 32), True), ((100, 100, 120, 120), True)],
    ids=["in the slug", "over the bleed's edge", "on the sheet"])
def test_an_annotation_in_the_slug_of_a_press_file_is_allowed(corners: tuple[float, ...], inside: bool) -> None:
    """The slug is ten millimetres wide, 28 points."""
    pdf = changed(_add_annotation("/Text", Rect=[*corners]))(press())
    assert texts(pdf, goodfile.press_brief(), "annotation") == ["a Text annotation is inside the bleed"] * inside


def test_an_annotation_without_a_place_is_taken_to_be_on_the_sheet() -> None:
    pdf = changed(_add_annotation("/Text", Rect=0))(press())
    (item,) = found(pdf, goodfile.press_brief(), "annotation")
    assert item.area is not None
    assert item.area.width == pytest.approx(goodfile.TRIM[0], abs=0.01)


def test_marks_for_print_are_allowed_inside_the_bleed() -> None:
    pdf = changed(_add_annotation("/TrapNet"))(press())
    assert texts(pdf, goodfile.press_brief(), "annotation") == []


@pytest.mark.parametrize(("language", "asked", "message"), [
    ("en-GB", "fr", "the language is “en-GB” instead of “fr”"), ("", "fr", "the language is “-” instead of “fr”"),
    ("", "", "the language is “-” instead of “?”"), ("de", "", ""), ("FR", "fr-CH", "")])
def test_the_language_is_compared_without_its_country_and_must_be_stated(
        language: str, asked: str, message: str) -> None:
    pdf = root_entry("/Lang", language.encode())(members())
    assert texts(pdf, goodfile.members_brief(language=asked), "document-language") == [message] * bool(message)


@pytest.mark.parametrize("action", [{"/S": "/JavaScript"}, {"/JS": b"1"}, {"/S": "/Rendition", "/JS": b"1"}],
                         ids=["by its kind", "by its text", "beside another kind"])
def test_a_script_is_known_by_its_kind_or_by_its_text(action: dict[str, object]) -> None:
    pdf = root_entry("/Names", {"/JavaScript": {"/Names": [b"run", action]}})(press())
    assert texts(pdf, goodfile.press_brief(), "javascript") == ["1 scripts"]


def test_actions_are_named_by_kind_in_alphabetical_order() -> None:
    kinds = ["URI", "Named", "Launch", "GoToR", "Thread", "Hide", "Sound", "GoTo", "Movie"]
    pdf = root_entry("/Names", {"/Actions": [{"/S": f"/{kind}"} for kind in kinds]})(press())
    assert texts(pdf, goodfile.press_brief(), "action") == [f"actions: {', '.join(sorted(kinds))}"]


def test_scripts_are_counted() -> None:
    names = [b"one", {"/S": "/JavaScript", "/JS": b"1"}, b"two", {"/S": "/JavaScript", "/JS": b"2"}]
    pdf = root_entry("/Names", {"/JavaScript": {"/Names": names}})(press())
    assert texts(pdf, goodfile.press_brief(), "javascript") == ["2 scripts"]
