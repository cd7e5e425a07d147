"""Every check against a file without fault, and against that file with one fault."""

from __future__ import annotations

from functools import cache

import pytest

from pressroom import preflight
from pressroom.brief import Brief, Limits
from pressroom.findings import Finding, Severity
from pressroom.preflight.check import BEFORE_OPENING, CHECK_FAILED, PREMISES, Check, every
from pressroom.preflight.x1a_repair import RULES
from pressroom.programs import ghostscript
from pressroom.text import examples
from pressroom.text.translation import message
from tests.preflight import goodfile

FOREIGN = Brief(name="foreign", standard="PDF/X-4")


@cache
def good(kind: str) -> bytes:
    return goodfile.made(press=kind not in ("members", "office"), office=kind == "office",
                         marked=kind in ("marked", "folded"), folded=kind == "folded",
                         live=kind != "x1a")


def files() -> list[tuple[str, Brief]]:
    """Good files, each with what was asked of it."""
    return [("press", goodfile.press_brief()), ("marked", goodfile.press_brief(marks=True)),
            ("folded", goodfile.folded_brief()),
            ("members", goodfile.members_brief()), ("office", goodfile.office_brief()), ("press", FOREIGN),
            ("members", Brief(name="unknown")),
            ("x1a", goodfile.press_brief(name="x1a", standard="PDF/X-1a:2003")),
            ("press", goodfile.press_brief(name="spots", spots=("PANTONE 286 C", "HKS 42 K"),
                                           technical=("CutContour",))),
            ("press", goodfile.press_brief(name="advert", pages=(), single=True, limits=Limits(scan_ppi_error=149.0))),
            ("press", goodfile.press_brief(name="steps", steps=("*",))),
            ("press", goodfile.press_brief(plates=True, limits=Limits(ink=3.3)))][:None if ghostscript() else -1]


def ground_for(check: Check) -> tuple[str, Brief]:
    """The first good file that the check applies to."""
    return next((kind, brief) for kind, brief in files() if check.applies(brief))


@pytest.mark.parametrize(("kind", "brief"), files(), ids=lambda value: value if isinstance(value, str) else value.name)
def test_a_good_file_has_no_finding_at_all(kind: str, brief: Brief) -> None:
    report = preflight.judge(good(kind), brief)
    assert [(item.code, item.message, dict(item.values)) for item in report.findings] == []
    assert set(report.ran) == {check.code.name for check in every() if check.applies(brief)}


SEPARATED = [pytest.mark.external, pytest.mark.skipif(not ghostscript(), reason="no Ghostscript")]


@pytest.mark.parametrize("check", [
    pytest.param(check, id=check.code.name, marks=SEPARATED if check.code.name.startswith("plate-") else [])
    for check in every()])
def test_a_spoiled_file_trips_its_check_and_no_other(check: Check) -> None:
    kind, brief = ground_for(check)
    report = preflight.judge(check.spoil(good(kind)), brief)
    assert {item.code: message(item, str) for item in report.findings}.keys() == {check.code.name}, (
        [(item.code, message(item, str)) for item in report.findings])
    assert {item.severity for item in report.findings} <= {Severity.ERROR, Severity.WARNING}
    example = examples.examples()[check.code.name]
    assert said(example) in map(said, report.findings), "run: python -m tests.rules --update"


# What comes out of a library, or of measuring on plates, may read differently with another version of it.
OF_LIBRARIES = {"complaint", "reason", "detail"}


def said(item: Finding) -> tuple[object, ...]:
    """A finding as the rule reference shows it."""
    values = {} if item.code.startswith("plate-") else {
        name: value for name, value in item.values.items() if name not in OF_LIBRARIES}
    return item.severity, item.message, item.hint, values


def test_every_premise_is_needed_by_some_check_and_every_check_has_a_source() -> None:
    needed = {need for check in every() for need in check.needs}
    assert needed == set(PREMISES)
    assert all(check.code.why and check.code.mend and check.code.source for check in every())
    assert BEFORE_OPENING in needed


def test_the_list_of_checks_names_each_once_with_its_source() -> None:
    listed = preflight.checks_available()
    assert [item.code for item in listed] == sorted({check.code.name for check in every()})
    assert all(item.source and item.summary for item in listed)


def test_a_file_of_the_other_standard_fails_its_identification() -> None:
    x1a = goodfile.press_brief(standard="PDF/X-1a:2003")
    codes = {item.code for item in preflight.judge(good("press"), x1a).findings}
    assert codes == {"x1a-identification", "x1a-version", "x1a-transparency", "x1a-group"}
    codes = {item.code for item in preflight.judge(good("x1a"), goodfile.press_brief()).findings}
    assert {"x4-identification", "header-version"} <= codes


@pytest.mark.parametrize("code", ["optional-content", "colour-rgb", "intent-count", "trapped", "box-trim"])
def test_rules_of_every_press_file_hold_for_the_older_standard_too(code: str) -> None:
    check = next(one for one in every() if one.code.name == code)
    brief = goodfile.press_brief(name="x1a", standard="PDF/X-1a:2003")
    assert code in {item.code for item in preflight.judge(check.spoil(good("x1a")), brief).findings}


def test_a_spot_that_the_brief_allows_is_no_finding_and_another_one_is() -> None:
    check = next(one for one in every() if one.code.name == "colour-spot")
    spoilt = check.spoil(good("press"))
    assert not preflight.judge(spoilt, goodfile.press_brief(spots=("Alarm",))).findings
    assert not preflight.judge(spoilt, goodfile.press_brief(spots=("*",))).findings
    assert [item.code for item in preflight.judge(spoilt, goodfile.press_brief(spots=("Other",))).findings] == [
        "colour-spot"]


def test_the_repair_to_x1a_holds_every_rule_of_the_standard() -> None:
    checks = {each.code.name: each.code.source for each in every()}
    cited = {name for name, source in checks.items() if "ISO 15930" in source} - {"x4-identification"}
    assert cited <= RULES
    assert RULES - {CHECK_FAILED.name, "optional-content"} <= {*checks, "content-unreadable"}


@pytest.mark.parametrize(("line", "codes"), [
    (b"%\xe2\xe3\xcf\xd3", set()), (b"%\xe2\xe3\xcf\xd3 Press 2", set()), (b"%\xe2\xe3\xcfabc", {"header-binary"}),
    (b"%\xe2\xe3\xcf", {"header-binary"}), (b"\xe2\xe3\xcf\xd3\xd3", {"header-binary"})])
def test_the_second_line_is_a_comment_that_begins_with_four_bytes_above_127(line: bytes, codes: set[str]) -> None:
    pdf = good("press").replace(b"%\xe2\xe3\xcf\xd3", line, 1)
    found = {item.code for item in preflight.judge(pdf, goodfile.press_brief()).findings}
    assert found - {"file-repaired"} == codes


@pytest.mark.parametrize(("version", "codes"), [
    (b"1.2", {"x1a-version"}), (b"1.3", set()), (b"1.4", set()), (b"1.5", {"x1a-version"})])
def test_a_file_of_the_older_standard_is_pdf_1_3_or_1_4(version: bytes, codes: set[str]) -> None:
    brief = goodfile.press_brief(name="x1a", standard="PDF/X-1a:2003")
    pdf = good("x1a").replace(b"%PDF-1.4", b"%PDF-" + version, 1)
    assert {item.code for item in preflight.judge(pdf, brief).findings} == codes


@pytest.mark.parametrize(("stand_in", "codes"), [("/DeviceCMYK", set()), ("/DeviceRGB", {"x1a-colour"})])
def test_the_older_standard_requires_alternate_spaces_in_cmyk(stand_in: str, codes: set[str]) -> None:
    from pressroom.preflight.spoils import painted, pypdf_object, stream

    def space(writer):  # type: ignore[no-untyped-def]
        parts = 4 if stand_in == "/DeviceCMYK" else 3
        tint = writer._add_object(stream(b"{" + b" dup" * (parts - 1) + b" }", {
            "/FunctionType": 4, "/Domain": [0, 1], "/Range": [0, 1] * parts}, flate=False))
        return pypdf_object(["/Separation", "/Alarm", stand_in, tint])
    spot = painted("/Spot cs 0.5 scn 1 0 0 1 {x0} {y1} cm 60 -80 20 20 re f", {"/ColorSpace": {"/Spot": space}})
    brief = goodfile.press_brief(name="x1a", standard="PDF/X-1a:2003", spots=("Alarm",))
    assert {item.code for item in preflight.judge(spot(good("x1a")), brief).findings} == codes


@pytest.mark.parametrize(("one", "other", "same"), [
    ("PANTONE 286 C", "Pantone 286 C", True), ("PANTONE 286 C", "PANTONE 286 U", True),
    ("PANTONE 286 C", "PANTONE 286 CP", True), ("PANTONE 286 C", "PANTONE 286C", True),
    ("PANTONE 286 CVC", "PANTONE 286", True), ("PANTONE Reflex Blue C", "PANTONE Reflex Blue U", True),
    ("HKS 41 K", "HKS 41 N", True), ("PANTONE 286 C", "PANTONE\u00a0286 C", True), ("Alarm", "\u0410larm", True),
    ("Alarm", "Al\u00adarm", True), ("Black", "black", True), ("PANTONE 286 C", "PANTONE 287 C", False),
    ("Alarm", "Alarm 2", False), ("HKS 41 K", "HKS 14 K", False), ("Music", "Mus", False)])
def test_names_that_differ_by_case_ending_or_look_alone_are_one_ink(one: str, other: str, same: bool) -> None:
    from pressroom.preflight.checks.spots import separation, stem
    from pressroom.preflight.spoils import painted

    assert (stem(one) == stem(other)) is same
    both = painted("/One cs 0.5 scn 0 0 9 9 re f /Two cs 0.5 scn 0 0 9 9 re f", {"/ColorSpace": {
        "/One": separation(f"/{one}"), "/Two": separation(f"/{other}")}})
    codes = {item.code for item in preflight.judge(both(good("press")), goodfile.press_brief(spots=("*",))).findings}
    assert ("spot-names" in codes) is same


def test_spellings_are_checked_where_spot_colours_are_allowed() -> None:
    check = next(one for one in every() if one.code.name == "spot-names")
    spoilt = check.spoil(good("press"))
    refused = {item.code for item in preflight.judge(spoilt, goodfile.press_brief()).findings}
    assert refused == {"colour-spot"}
    lessened = goodfile.press_brief(severities={"colour-spot": Severity.WARNING})
    assert {item.code for item in preflight.judge(spoilt, lessened).findings} == {"colour-spot", "spot-names"}
