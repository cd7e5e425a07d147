"""Headlines of one layout begin at one height: over fits, in `check`, and in a build that makes only what changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pressroom.build import families
from pressroom.review.composition.family import MOST, lowered, tops_of
from tests.review.composition import pieces

Render = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize(("by", "found"), [(MOST + 0.001, 1), (MOST - 0.001, 0), (-MOST - 0.001, 1), (0.0, 0)])
def test_two_headlines_may_begin_within_a_hundredth_of_the_height(by: float, found: int) -> None:
    fits = lowered([pieces.made("composed-one"), pieces.made("composed-two")], by)
    assert [item.code for item in families.of_fits(pieces.job(), fits)] == ["headline-tops"] * found


@pytest.mark.parametrize(("by", "found"), [(MOST + 0.001, 1), (MOST - 0.001, 0)])
def test_the_sheets_of_a_triptych_are_a_family_too(by: float, found: int) -> None:
    assert len(families.of_fits(pieces.job(), lowered([pieces.made("composed-three")], by))) == found


def test_accents_do_not_raise_a_headline() -> None:
    """The third sheet's first word has one, and nothing in the first's is as high."""
    first, *_, third = tops_of(pieces.made("composed-three"))
    assert abs(first - third) < 0.0005


def test_pieces_of_other_layouts_and_formats_are_no_family() -> None:
    fits = [pieces.made("composed-one"), pieces.made("composed-high"), pieces.made("composed-three")]
    assert families.of_fits(pieces.job(), fits) == []


@pytest.fixture
def two(project: Path) -> Path:
    """A project with two pieces of one layout."""
    for path in (project / "materials").rglob("*.yaml"):
        if path.stem != "campaign":
            path.unlink()
    pieces.add_to(project)
    for name in ("composed-three", "composed-high"):
        (project / f"materials/{name}.yaml").unlink()
    return project


def found(err: str) -> list[str]:
    return [line for line in err.splitlines() if "[headline-tops]" in line]


def standing_on_what_is_below(project: Path) -> None:
    layout = project / "layouts/composed.yaml"
    layout.write_text(layout.read_text(encoding="utf-8").replace("style: headline, anchor: capitals",
                                                                 "style: headline, anchor: bottom"), encoding="utf-8")


def shorten(project: Path) -> None:
    material = project / "materials/composed-two.yaml"
    text = material.read_text(encoding="utf-8")
    material.write_text(text.replace("Tarifs justes, vite.", "Kinés."), encoding="utf-8")


def test_a_build_compares_what_it_makes_with_what_it_leaves_as_it_is(two: Path, render: Render) -> None:
    standing_on_what_is_below(two)
    assert found(render("--edition", "press")[2]) == []
    tops = {entry["material"]: entry["headlines"] for entry in json.loads(
        (two / "out/manifest.json").read_text(encoding="utf-8"))["files"]}
    assert tops.keys() == {"composed-one", "composed-two"}
    assert all(len(each) == 1 and 0 < each[0] < 0.1 for each in tops.values())
    shorten(two)
    code, out, err = render("--edition", "press")
    (line,) = found(err)
    assert "composed-two-A3" in line
    assert " warning: " in line
    assert "composed-one" not in out
    assert code == 0


def test_check_compares_the_pieces_that_it_fits(two: Path, render: Render) -> None:
    standing_on_what_is_below(two)
    shorten(two)
    assert len(found(render("check")[2])) == 1
    assert found(render("check", "composed-one")[2]) == []
