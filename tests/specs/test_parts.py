"""What layouts share: parts with parameters, sheets that are alike, and mistakes in them at their lines."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pressroom import load
from pressroom.build import freshness
from pressroom.elements.base import Element
from pressroom.publish.manifest import finding_from_json, finding_to_json
from pressroom.specs.document import Document
from pressroom.specs.layout import LayoutSpec
from pressroom.stages import Job
from pressroom.text import translation

ROOT = Path(__file__).resolve().parents[2]
Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]
Only = Callable[..., None]

LAYOUT = """\
title: Trial
kind: poster
variant: blue
slots:
  headline: {says: a text}
styles:
  headline: {font: display, size: [34pt/m, 40%], reads: headline}
elements:
"""
PART = """\
title: Trial
says: for tests
with:
  ink: {says: the ink of the words}
  at: {kind: at, says: where it stands, default: c1-12 r1-6}
elements:
  - {kind: text, name: words, at: $at, text: "{headline}", style: headline, ink: $ink}
"""


@pytest.fixture
def trial(project: Path) -> Callable[..., list[str]]:
    """Findings of a layout with these elements, and of these parts: `file:line: message [code] (hint)`."""
    def call(elements: str, *, also: str = "", **parts: str) -> list[str]:
        for path in [*(project / "layouts").glob("*.yaml"), *(project / "layouts/parts").glob("*.yaml")]:
            path.unlink()
        for name, text in {"trial": PART, **parts}.items():
            (project / f"layouts/parts/{name}.yaml").write_text(text, encoding="utf-8")
        (project / "layouts/trial.yaml").write_text(LAYOUT + elements + also, encoding="utf-8")
        return said(load.job(project))
    return call


def said(job: Job) -> list[str]:
    """The findings about layouts and parts, as the command words them."""
    lines = []
    for item in job.findings:
        if item.source is None or not item.source.file.as_posix().startswith("layouts/"):
            continue
        words, hint = translation.message(item, str), translation.hint(item, str)
        used = "".join(f" < {user.file.as_posix()}:{user.line}" for user in item.source.used_in)
        lines.append(f"{item.source.file.as_posix()}:{item.source.line}: {words} [{item.code}] ({hint}){used}")
    return sorted(lines)


def drawn(project: Path) -> tuple[tuple[Element, ...], LayoutSpec, Document]:
    job = load.job(project)
    spec = job.layouts["trial"]
    return spec.elements, spec, job.documents["layouts/trial.yaml"]


def line_of(path: Path, words: str) -> int:
    return next(number for number, line in enumerate(path.read_text("utf-8").splitlines(), 1) if words in line)


def test_a_part_stands_where_it_is_used_with_the_values_it_is_given(
        project: Path, trial: Callable[..., list[str]]) -> None:
    assert trial("  - {kind: shape, at: sheet, ink: ground}\n"
                 "  - {part: trial, with: {ink: accent}}\n"
                 "  - {part: trial, at: c3 r9, with: {ink: words}}\n"
                 "  - {kind: shape, at: c1 r1, ink: foot}\n") == []
    elements, _, document = drawn(project)
    assert [item.kind for item in elements] == ["shape", "text", "text", "shape"]
    assert [getattr(item, "ink", "") for item in elements] == ["ground", "accent", "words", "foot"]
    assert [(str(item.at.portrait.columns), str(item.at.portrait.rows)) for item in elements[1:3]] == [  # type: ignore[union-attr]
        ("(1, 12)", "(1, 6)"), ("(3, 3)", "(9, 9)")]
    first, second = document.place(("elements", 1)), document.place(("elements", 2))
    assert str(first) == str(second) == "layouts/parts/trial.yaml:7:5"
    assert [[str(user) for user in place.used_in] for place in (first, second)] == [
        ["layouts/trial.yaml:10:12"], ["layouts/trial.yaml:11:12"]]
    assert str(document.place(("elements", 1, "ink"))).startswith("layouts/trial.yaml:10:")
    assert str(document.place(("elements", 1, "ink"), of_key=True)).startswith("layouts/parts/trial.yaml:7:")
    assert str(document.place(("elements", 1, "at"))).startswith("layouts/parts/trial.yaml:5:")
    assert str(document.place(("elements", 2, "at"))).startswith("layouts/trial.yaml:11:")
    assert str(document.place(("elements", 3))).startswith("layouts/trial.yaml:12:")


def test_a_mistake_in_a_part_is_one_finding_that_names_every_layout_which_uses_it(
        project: Path, render: Render, edit: Edit) -> None:
    edit("layouts/parts/poster-ground.yaml", "ink: foot}", "ikn: foot}")
    users = [path for path in sorted((project / "layouts").glob("*.yaml")) if "part: poster-ground" in path.read_text()]
    assert len(users) >= 6
    code, _, err = render("check", "petition", "million")
    assert code == 1
    assert err.count("unknown key ikn [unknown-key]") == 1
    assert "hint: did you mean ink?" in err
    named = re.search(r"used in (.*)", err)
    assert named
    assert named[1] == ", ".join(f"layouts/{path.name}:{line_of(path, 'poster-ground')}:12" for path in users)
    assert err.count("error: ") == 1
    assert re.search(r"layouts/parts/poster-ground\.yaml:7:\d+: error: million-1080x1080px, million-1080x1350px, "
                     r"million-1080x1920px \(\+\d+\): unknown key ikn", err), err
    assert "layouts/parts/poster-ground.yaml" in render("check", "petition", "--lang", "fr")[2]
    assert "utilisé dans layouts/bars.yaml" in render("check", "petition", "--lang", "fr")[2]


@pytest.mark.parametrize("name", ["../statement", "/etc/passwd", "trial.yaml", "sub/trial", "..", "Trial", "a b", '""',
                                  "[trial]", "{trial: trial}", ""])
def test_a_part_is_named_like_a_file_of_its_folder_and_nothing_else(
        project: Path, trial: Callable[..., list[str]], name: str) -> None:
    (project / "layouts/parts/sub").mkdir()
    (project / "layouts/parts/sub/trial.yaml").write_text(PART)
    found = trial(f"  - {{part: {name}}}\n", also="  - {part: trial, with: {ink: words}}\n")
    assert len(found) == 1
    assert found[0].startswith("layouts/trial.yaml:9: ")
    assert "cannot be the name of a part [unknown-name] (a part is a file of layouts/parts;" in found[0]


def test_a_part_that_is_not_there_is_named_with_the_nearest(trial: Callable[..., list[str]]) -> None:
    assert trial("  - {part: trail}\n  - {part: trial, with: {ink: words}}\n  - {part: nothing}\n") == [
        "layouts/trial.yaml:11: there is no part nothing [unknown-name] (add it to layouts/parts)",
        "layouts/trial.yaml:9: there is no part trail [unknown-name] (did you mean trial?)"]


@pytest.mark.parametrize(("use", "wanted"), [
    ("{part: trial}", "9: ink is missing: the ink of the words [missing-key] (the part trial needs it under with:)"),
    ("{part: trial, with: {ink: }}", "9: ink is empty [missing-key] ()"),
    ("{part: trial, with: {ikn: words, ink: words}}",
     "9: the part trial takes no ikn [unknown-key] (did you mean ink?)"),
    ("{part: trial, with: {ink: words, colour: red}}",
     "9: the part trial takes no colour [unknown-key] (it takes: ink, at)"),
    ("{part: trial, with: [ink]}", "9: with takes named values, one to a line [wrong-value] ()"),
    ("{part: trial, wiht: {ink: words}, with: {ink: words}}",
     "9: unknown key wiht beside part: [unknown-key] (did you mean with?)"),
    ("{part: trial, kind: text, with: {ink: words}}",
     "9: unknown key kind beside part: [unknown-key] (parameters of the part go under with:)"),
    ("{part: trial, at: c1, with: {ink: words, at: c2}}",
     "9: at is given twice, beside part: and under with: [unknown-key] (delete one of the two)"),
    ("{part: bare, at: c1}", "9: the part bare takes no at [unknown-key] (it takes no parameters)"),
])
def test_what_a_use_gets_wrong_is_said_at_its_line(trial: Callable[..., list[str]], use: str, wanted: str) -> None:
    bare = "title: Bare\nelements:\n  - {kind: shape, at: sheet, ink: ground}\n"
    good = "  - {part: trial, with: {ink: words}}\n  - {part: bare}\n"
    assert f"layouts/trial.yaml:{wanted}" in trial(f"  - {use}\n", also=good, bare=bare)


@pytest.mark.parametrize(("kind", "value", "says"), [
    ("text", "[a, b]", "value takes text"), ("number", "wide", "value takes a number, not wide"),
    ("number", "inf", "value takes a finite number"), ("length", "12", "12 is not a length"),
    ("switch", "maybe", "maybe is neither true nor false"), ("name", "No Name", "No Name is not a name"),
    ("names", "[a, B]", "B is not a name"), ("at", "z9", "z9 is not a range of cells"),
    ("at", "{portrait: c1, landscape: d2}", "d2 is not a range of cells")])
def test_a_value_of_the_wrong_kind_is_refused_where_it_is_given_and_where_it_is_the_default(
        trial: Callable[..., list[str]], kind: str, value: str, says: str) -> None:
    part = ("title: P\nwith:\n  value: {{kind: {kind}, says: a value{default}}}\n"
            "elements:\n  - {{kind: shape, name: $value, at: sheet, ink: ground}}\n")
    (found,) = trial(f"  - {{part: kinds, with: {{value: {value}}}}}\n", also="  - {part: trial, with: {ink: words}}\n",
                     kinds=part.format(kind=kind, default=""))
    assert found.startswith(f"layouts/trial.yaml:9: {says}")
    assert "[wrong-value]" in found
    (found,) = trial("  - {part: kinds}\n", also="  - {part: trial, with: {ink: words}}\n",
                     kinds=part.format(kind=kind, default=f", default: {value}"))
    assert found.startswith(f"layouts/parts/kinds.yaml:3: {says.replace('value', 'default', 1)}")
    assert found.endswith("< layouts/trial.yaml:9")


@pytest.mark.parametrize(("old", "new", "wanted"), [
    ("says: for tests", "sais: for tests", "2: unknown key sais [unknown-key] (did you mean says?)"),
    ("title: Trial\n", "", "1: title is missing [missing-key] ()"),
    ("kind: at,", "kind: att,", "5: kind cannot be att: it is one of 'text', 'number', 'length', 'switch', 'name', "
                                "'names' or 'at' [wrong-value] (did you mean at?)"),
    ("ink: $ink", "ink: $inc", "7: the part has no parameter inc [unknown-name] (did you mean ink?)"),
    ("ink: $ink", "ink: words", "4: the part does not use its parameter ink [part-parameter] (write $ink where "
                                "its value belongs, or delete it)"),
    ("at: $at", "at: c1-$at", "7: the parameter at is a box or a list: it cannot be part of a text [part-parameter] "
                              "(write it as the whole value, or give it the kind text)"),
    ("kind: text", "kind: txt", "7: kind cannot be txt: it is one of 'blanks', 'body', 'field', 'imprint', 'logo', "
                                "'picture', 'qr', 'shape', 'text' [wrong-value] (did you mean text?)"),
    ("style: headline", "stile: headline", "7: unknown key stile [unknown-key] (did you mean style?)"),
])
def test_a_mistake_of_a_part_is_said_at_its_line_with_who_uses_it(
        trial: Callable[..., list[str]], old: str, new: str, wanted: str) -> None:
    assert old in PART
    assert f"layouts/parts/trial.yaml:{wanted} < layouts/trial.yaml:9" in trial(
        "  - {part: trial, with: {ink: words}}\n", trial=PART.replace(old, new))


def test_a_mistake_in_an_element_of_kind_text_is_said_at_its_own_line(trial: Callable[..., list[str]]) -> None:
    element = "  - kind: text\n    text: Un mot\n    at: c1 r1\n    style: headline\n    anchor: middel\n"
    (found,) = trial(element + "  - {part: trial, with: {ink: words}}\n")
    assert found.startswith("layouts/trial.yaml:13: anchor cannot be middel")


def test_an_empty_part_is_refused(trial: Callable[..., list[str]]) -> None:
    (found,) = trial("  - {part: trial}\n", trial="title: T\n")
    assert found == ("layouts/parts/trial.yaml:1: a part has elements, styles or slots [missing-key] () "
                     "< layouts/trial.yaml:9")


def test_a_dollar_sign_is_written_twice(project: Path, trial: Callable[..., list[str]]) -> None:
    part = PART.replace('"{headline}"', '"$$ink, $5 {headline}"')
    assert trial("  - {part: trial, with: {ink: words}}\n", trial=part) == []
    elements, _, _ = drawn(project)
    assert elements[0].texts() == ("$ink, $5 {headline}",)


def test_in_a_layout_a_dollar_sign_is_itself(project: Path, trial: Callable[..., list[str]]) -> None:
    assert trial('  - {kind: text, at: c1 r1, style: headline, text: "$$ $ink"}\n'
                 '  - {part: trial, with: {ink: $ink}}\n') == []
    elements, _, _ = drawn(project)
    assert (elements[0].texts(), getattr(elements[1], "ink", "")) == (("$$ $ink",), "$ink")


INNER = "title: In\nwith:\n  colour: {says: an ink}\nelements:\n  - {kind: shape, at: sheet, ink: $colour}\n"
OUTER = "title: Out\nwith:\n  tone: {says: an ink}\nelements:\n  - {part: inner, with: {colour: $tone}}\n"


def test_a_part_in_a_part_says_the_whole_way(project: Path, trial: Callable[..., list[str]]) -> None:
    rest = "  - {part: trial, with: {ink: words}}\n"
    assert trial("  - {part: outer, with: {tone: accent}}\n", also=rest, inner=INNER, outer=OUTER) == []
    _, _, document = drawn(project)
    place = document.place(("elements", 0))
    assert [str(one) for one in (place, *place.used_in)] == [
        "layouts/parts/inner.yaml:5:5", "layouts/parts/outer.yaml:5:12", "layouts/trial.yaml:9:12"]
    assert str(document.place(("elements", 0, "ink"))) == "layouts/trial.yaml:9:32"
    (found,) = trial("  - {part: outer, with: {tone: accent}}\n", also=rest, inner=INNER,
                     outer=OUTER.replace("colour: $tone", "color: $tone, colour: $tone"))
    assert found == ("layouts/parts/outer.yaml:5: the part inner takes no color [unknown-key] (did you mean colour?) "
                     "< layouts/trial.yaml:9")


def test_parts_that_lead_back_to_themselves_are_refused(trial: Callable[..., list[str]]) -> None:
    rest = "  - {part: trial, with: {ink: words}}\n"
    part = "title: P\nelements:\n  - {{part: {}}}\n"
    (found,) = trial("  - {part: one}\n", also=rest, one=part.format("two"), two=part.format("one"))
    assert found == ("layouts/parts/two.yaml:3: the part one uses itself: one > two > one [part-nesting] () "
                     "< layouts/parts/one.yaml:3 < layouts/trial.yaml:9")
    (found,) = trial("  - {part: one}\n", also=rest, one=part.format("one"))
    assert found.startswith("layouts/parts/one.yaml:3: the part one uses itself: one > one [part-nesting]")


def test_parts_in_parts_have_a_bounded_depth_and_number(trial: Callable[..., list[str]]) -> None:
    rest = "  - {part: trial, with: {ink: words}}\n"
    part, last = "title: P\nelements:\n", "title: P\nelements:\n  - {kind: shape, at: sheet, ink: ground}\n"
    chain = {f"p{number}": f"{part}  - {{part: p{number + 1}}}\n" for number in range(1, 9)}
    assert trial("  - {part: p1}\n", also=rest, **{**chain, "p8": last}) == []
    (found,) = trial("  - {part: p1}\n", also=rest, **chain, p9=last)[:1]
    assert found.startswith("layouts/parts/p8.yaml:3: parts are nested more than 8 deep [part-nesting]")
    wide = {f"p{number}": part + f"  - {{part: p{number + 1}}}\n" * 10 for number in range(1, 8)}
    (found,) = trial("  - {part: p1}\n", also=rest, **wide, p8=last)[:1]
    assert "with its parts the layout has more than 2000 elements [part-nesting]" in found
    many = "".join("  - {part: p8}\n" for _ in range(999))
    assert trial(many, also=rest, p8=last) == []
    assert "more than 2000 elements" in trial(many + "  - {part: p8}\n", also=rest, p8=last)[-1]


def test_the_layouts_own_style_counts_before_a_parts(project: Path, trial: Callable[..., list[str]]) -> None:
    styles = "styles:\n  headline: {font: text, size: 9pt}\n  other: {font: text, size: 8pt}\n"
    part = PART + styles + "slots:\n  headline: {says: the part's}\n  more: {says: more}\n"
    assert trial("  - {part: trial, with: {ink: words}}\n", trial=part) == []
    _, spec, document = drawn(project)
    assert (spec.styles["headline"].font, spec.styles["other"].font) == ("display", "text")
    assert (spec.slots["headline"].says, spec.slots["more"].says) == ("a text", "more")
    assert str(document.place(("styles", "headline"))).startswith("layouts/trial.yaml:7:")
    other = document.place(("styles", "other", "size"))
    assert str(other) == "layouts/parts/trial.yaml:10:29"
    assert [str(user) for user in other.used_in] == ["layouts/trial.yaml:9:12"]
    part = part.replace("font: text, size: 8pt", "fnt: text")
    *_, found = trial("  - {part: trial, with: {ink: words}}\n", trial=part)
    assert found.startswith("layouts/parts/trial.yaml:10: unknown key fnt [unknown-key] (did you mean font?)")


def test_two_parts_that_bring_different_things_of_one_name_are_told(trial: Callable[..., list[str]]) -> None:
    part = "title: P\nstyles:\n  own: {{font: text, size: {}}}\nslots:\n  same: {{says: same}}\n"
    uses = "  - {part: one}\n  - {part: two}\n  - {part: trial, with: {ink: words}}\n"
    assert trial(uses, one=part.format("9pt"), two=part.format("9pt")) == []
    (found,) = trial(uses, one=part.format("9pt"), two=part.format("8pt"))
    assert found == ("layouts/parts/two.yaml:3: own differs between the part one and the part two "
                     "[parts-differ] (write it under styles: in the layout) < layouts/trial.yaml:10")
    headlines = [part.format(size).replace("own", "headline") for size in ("9pt", "8pt")]  # the layout's own counts
    assert trial(uses, one=headlines[0], two=headlines[1]) == []


def test_a_part_that_no_layout_uses_is_told_and_its_mistakes_too(
        project: Path, trial: Callable[..., list[str]]) -> None:
    assert trial("  - {kind: shape, at: sheet, ink: ground}\n") == [
        "layouts/parts/trial.yaml:1: no layout uses the part trial [part-unused] ()"]
    assert trial("  - {kind: shape, at: sheet, ink: ground}\n", trial=PART.replace("says:", "sais:", 1)) == [
        "layouts/parts/trial.yaml:2: unknown key sais [unknown-key] (did you mean says?)"]
    (project / "layouts/trial.yaml").write_text("elements: [")  # what it uses is unknown until it can be read
    (project / "layouts/parts/trial.yaml").write_text(PART)
    assert "part-unused" not in str(said(load.job(project)))


def test_every_part_of_the_project_is_used() -> None:
    assert said(load.job(ROOT)) == []
    assert sorted(load.job(ROOT).parts) == sorted(path.stem for path in (ROOT / "layouts/parts").glob("*.yaml"))


def test_files_that_cannot_name_a_part_are_told(project: Path, trial: Callable[..., list[str]]) -> None:
    use = "  - {part: trial, with: {ink: words}}\n"
    (found,) = trial(use, **{"My Foot": PART})
    assert found.startswith("layouts/parts/My Foot.yaml:0: My Foot cannot name a part [file-name]")
    (project / "layouts/parts/My Foot.yaml").unlink()
    (project / "layouts/parts/trial.yml").write_text(PART)
    (found,) = said(load.job(project))
    assert "layouts/parts/trial.yml:0: trial cannot name a part [file-name]" in found
    assert found.endswith("< layouts/trial.yaml:9")


def test_no_line_of_the_layouts_is_written_twice() -> None:
    """An element, a style or a slot that two layouts have belongs into a part."""
    lines: dict[str, str] = {}
    twice = []
    for path in sorted((ROOT / "layouts").rglob("*.yaml")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            words = line.strip().removeprefix("- ")
            if not re.search(r"\{(kind: |font: |says: |needed: )", words):
                continue
            if words in lines:
                twice.append(f"{path.name}:{number} is {lines[words]}")
            lines[words] = f"{path.name}:{number}"
    assert twice == []
    assert len(lines) > 100


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "layouts").glob("*.yaml")))
def test_every_element_has_its_line_in_the_layout_or_in_the_part_that_brings_it(name: str) -> None:
    job = load.job(ROOT)
    document = job.documents[f"layouts/{name}.yaml"]
    elements = job.layouts[name].every_element()
    assert len(elements) > 3
    for location, element in elements:
        place = document.place(location)
        assert f"kind: {element.kind}" in place.text, (location, place)
        assert (place.file.parent == Path("layouts/parts")) == bool(place.used_in)
        for user in place.used_in:
            assert "part: " in (ROOT / user.file).read_text("utf-8").splitlines()[user.line - 1]
    for style in job.layouts[name].styles:
        assert document.place(("styles", style), of_key=True).text.strip().startswith(f"{style}: ")


SHEET = "  - {part: trial, with: {ink: words}}\nsheets:\n"
ONE = "elements: [{kind: shape, at: sheet, ink: ground}]"
TWO = "elements: [{kind: shape, at: c1, ink: accent}, {part: trial, with: {ink: words}}]"


def test_sheets_that_are_alike_are_described_once(project: Path, trial: Callable[..., list[str]]) -> None:
    assert trial(SHEET + f"  - {{each: [1, 4], {TWO}}}\n  - {{{ONE}}}\n  - {{each: [3], {ONE}}}\n") == []
    _, spec, document = drawn(project)
    assert [len(sheet.elements) for sheet in spec.sheets] == [2, 1, 1, 2]
    assert [document.place(("sheets", number, "elements", 0)).line for number in range(4)] == [11, 12, 13, 11]
    last = document.place(("sheets", 3, "elements", 1))
    assert str(last).startswith("layouts/parts/trial.yaml:7:")
    assert [user.line for user in last.used_in] == [11]


@pytest.mark.parametrize(("sheets", "wanted"), [
    (f"  - {{each: [1, 2], {ONE}}}\n  - {{each: [2], {ONE}}}\n", "12: sheet 2 is described twice [sheet-numbers] ()"),
    (f"  - {{each: [1, 4], {ONE}}}\n  - {{{ONE}}}\n",
     "10: sheet 3 is not described, although sheet 4 is [sheet-numbers] ()"),
    (f"  - {{each: 2, {ONE}}}\n", "11: each takes a list [wrong-value] ()"),
    (f"  - {{each: [one], {ONE}}}\n", "11: entry takes a whole number, not one [wrong-value] ()"),
    (f"  - {{each: [0], {ONE}}}\n", "11: entry must be at least 1, not 0 [wrong-value] ()"),
    (f"  - {{each: [], {ONE}}}\n", "11: each: lists no sheet [sheet-numbers] ()"),
    (f"  - {{each: , {ONE}}}\n", "11: each is empty [missing-key] ()"),
    (f"  - {{each: [1, 2], {ONE}}}\n  - {{gap: 2mm, {ONE}}}\n", "12: unknown key gap [unknown-key] ()"),
    (f"  - {{eech: [1], {ONE}}}\n", "11: unknown key eech [unknown-key] (did you mean each?)"),
])
def test_sheets_that_are_numbered_wrongly_are_told(trial: Callable[..., list[str]], sheets: str, wanted: str) -> None:
    assert trial(SHEET + sheets) == [f"layouts/trial.yaml:{wanted}"]


def test_a_text_has_no_sheets_to_number(render: Render, edit: Edit) -> None:
    edit("layouts/letter.yaml", "  following:\n", "  following:\n    each: [1]\n")
    assert "unknown key each [unknown-key]" in render("check")[2]


def test_a_changed_part_makes_the_pieces_of_its_layouts_again_and_no_others(
        project: Path, render: Render, edit: Edit, only: Only) -> None:
    only("petition", "million", "notice-direct-access")
    layouts = {name: re.search(r"layout: (\S+)", (project / f"materials/{name}.yaml").read_text())[1]  # type: ignore[index]
               for name in ("petition", "million", "notice-direct-access")}
    assert layouts == {"petition": "statement", "million": "pictogram", "notice-direct-access": "notice"}
    ask = ("--format", "A4", "--edition", "press")
    assert render(*ask)[0] == 0

    def made() -> set[str]:
        before = entries(project)
        assert render(*ask)[0] == 0
        return {name for name, inputs in entries(project).items() if inputs != before[name]}
    assert made() == set()
    edit("layouts/parts/words-from-below.yaml", "gap: 4.5%", "gap: 4.4%")
    assert made() == {"million"}
    edit("layouts/parts/poster-ground.yaml", "top: 80.5%", "top: 80.4%")
    assert made() == {"petition", "million", "notice-direct-access"}
    edit("layouts/parts/foot.yaml", "elements:", "# a remark\nelements:")
    assert made() == set()


def entries(project: Path) -> dict[str, str]:
    files = json.loads((project / "out/manifest.json").read_text("utf-8"))["files"]
    return {item["material"]: item["inputs"] for item in files}


def test_a_process_that_stays_sees_a_part_that_changed(project: Path, edit: Edit) -> None:
    before = load.job(project)
    edit("layouts/parts/source.yaml", "style: small", "style: imprint")
    after = load.job(project)
    changed = {name for name in before.layouts if before.layouts[name] != after.layouts[name]}
    assert changed == {"facts", "figure", "notice", "pictogram", "picture", "statement"}
    assert after.layouts["leaflet"] is before.layouts["leaflet"]
    assert "layouts/parts/source.yaml" in load.job(project, ("petition",)).documents


def test_a_part_is_among_the_files_by_which_a_build_knows_that_nothing_changed(project: Path, edit: Edit) -> None:
    before = freshness.of_project(project, "")
    edit("layouts/parts/foot.yaml", "gap: 0.6%", "gap: 1.45%")
    assert freshness.of_project(project, "") != before


def test_the_size_that_could_give_way_is_named_where_the_part_has_it(project: Path, render: Render, edit: Edit) -> None:
    edit("materials/petition.yaml", "  call: ", "  call: \"" + "Signez " * 60 + "\"\n  # ")
    code, _, err = render("check", "petition")
    assert code == 1
    line = line_of(project / "layouts/parts/poster-styles.yaml", "  call: {font")
    assert re.search(rf"call: .*\n.*\n.*\n.*smaller size in layouts/parts/poster-styles\.yaml:{line}:", err), err


def test_a_finding_about_a_placed_element_of_a_part_names_its_user(project: Path, render: Render, edit: Edit) -> None:
    edit("layouts/parts/foot.yaml", "{kind: field, name: cabinet, at: {portrait: c7-9",
         "{kind: field, name: cabinet, width: 90mm, at: {portrait: c7-11")
    code, _, err = render("check", "petition")
    assert code == 1
    line = line_of(project / "layouts/parts/foot.yaml", "kind: qr")
    use = line_of(project / "layouts/statement.yaml", "{part: foot}")
    assert re.search(rf"layouts/parts/foot\.yaml:{line}:5: error: .*overlap.*\[collision\]", err), err
    assert f"used in layouts/statement.yaml:{use}:12" in err


def test_the_manifest_and_the_report_say_who_uses_a_part(project: Path, render: Render, edit: Edit) -> None:
    edit("layouts/parts/foot.yaml", "above: partner, gap: 1%", "above: partner, gap: 20%")
    assert render("petition", "--format", "A4", "--edition", "members")[0] == 0
    report = (project / "out/report.html").read_text("utf-8")
    assert re.search(r"layouts/parts/foot\.yaml:\d+:\d+; used in layouts/statement\.yaml:\d+:\d+", report)
    (place,) = [item for item in load.job(project).documents["layouts/statement.yaml"].origins.values()
                if item.document.file.name == "foot.yaml" and item.location == ("elements", 4)]
    from pressroom.findings import finding
    from pressroom.specs.validate import WRONG_VALUE

    document = load.job(project).documents["layouts/statement.yaml"]
    item = finding(WRONG_VALUE, "x", source=document.place(("elements", 6)))
    again = finding_from_json(json.loads(json.dumps(finding_to_json(item))))
    assert again.source is not None
    assert item.source is not None
    assert [str(one) for one in (again.source, *again.source.used_in)] == [
        str(one) for one in (item.source, *item.source.used_in)]
    assert place.used_in == item.source.used_in


def test_the_command_lists_parts(render: Render) -> None:
    code, out, _ = render("list", "parts")
    assert code == 0
    assert "foot\tFoot\t" in out


def test_the_schemas_take_a_part_wherever_an_element_may_stand() -> None:
    from pressroom.specs.schema import schemas

    layout, part = json.loads(schemas()["layout"]), json.loads(schemas()["part"])
    use = {"$ref": "#/$defs/PartUse"}
    places = [layout["properties"]["elements"], layout["properties"]["across"], part["properties"]["elements"],
              *(layout["$defs"][name]["properties"]["elements"] for name in ("SheetSpec", "HangingSpec", "PanelSpec"))]
    assert all(use in place["items"]["anyOf"] for place in places)
    assert layout["$defs"]["PartUse"]["properties"].keys() == {"part", "at", "with"}
    ink = part["$defs"]["ShapeElement"]["properties"]["ink"]["anyOf"]
    assert [re.search(item["pattern"], "$ink") is not None for item in ink if "pattern" in item] == [True]
    assert "styles" not in layout["required"]
