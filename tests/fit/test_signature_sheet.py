"""A sheet to sign: rows and cells that a hand can fill in, and all that those who sign have to be told."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pressroom import load, resolve
from pressroom.cache import Cache
from pressroom.fit import fit
from pressroom.marks import Shape, flat
from pressroom.sheet.units import mm
from tests.wordings import DATA, confirmed

Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]


@pytest.fixture
def signatures(project: Path, render: Render, edit: Edit) -> Path:
    """A sheet that is ready, in a campaign that says what is done with the data."""
    assert render("new", "signatures", "--layout", "signature-sheet")[0] == 0
    path = project / "materials/signatures.yaml"
    path.write_text(confirmed(path.read_text("utf-8")), "utf-8")
    lines = "".join(f"  {key}: {json.dumps(text, ensure_ascii=False)}\n" for key, text in DATA.items())
    edit("materials/campaign.yaml", "language: fr\n", f"language: fr\ndata:\n{lines}")
    return project


def lines_of(project: Path, name: str, edition: str) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """The strokes of a path of the layout, each from one end to the other."""
    cache = Cache(project / ".cache")
    choice = resolve.Choice("signatures", "A4-landscape", edition, "online")  # type: ignore[arg-type]
    made = fit(resolve.piece(load.job(project), choice, cache), cache)
    (shape,) = [mark for one in made.parts[0].placed if one.element.name == name
                for mark in flat(one.fitted.marks) if isinstance(mark, Shape)]
    ends = [(float(one[1]), float(one[2])) for one in shape.path if one[0] in "ML"]
    return list(zip(ends[::2], ends[1::2], strict=True))


@pytest.mark.parametrize("edition", ["press", "members", "lowink"])
def test_rows_and_cells_have_the_size_of_handwriting(signatures: Path, edition: str) -> None:
    heights = sorted(start[1] for start, _ in lines_of(signatures, "rows", edition))
    steps = [below - above for above, below in itertools.pairwise(heights)]
    assert len(steps) == 10
    assert min(steps) >= mm(10)
    columns = sorted(start[0] for start, _ in lines_of(signatures, "columns", edition))
    assert len(columns) == 7
    assert columns[4] - columns[3] == pytest.approx(mm(120), abs=0.01)
    cells = sorted({round(start[0], 3) for start, _ in lines_of(signatures, "cells", edition)})
    ends = [columns[3], *cells, columns[4]]
    assert len(ends) - 1 == 30
    assert all(mm(3.99) <= right - left <= mm(4.01) for left, right in itertools.pairwise(ends))


def test_everything_stands_inside_the_margins_of_an_office_printer(signatures: Path) -> None:
    for name in ("rows", "columns", "cells"):
        for line in lines_of(signatures, name, "members"):
            assert all(mm(5) <= x <= mm(292) and mm(5) <= y <= mm(205) for x, y in line)


def test_it_says_who_keeps_the_data_and_that_it_is_not_left_lying_about(signatures: Path, render: Render) -> None:
    code, _, err = render("signatures", "--format", "A4-landscape", "--edition", "members")
    assert code == 0, err
    told = json.loads((signatures / "out/manifest.json").read_text("utf-8"))["files"]
    text = " ".join(told[0]["pages"][0]["text"].replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'").split())
    assert all(words in text for words in DATA.values())
    assert "sans surveillance" in text
    assert "Ne pas jeter" not in text
    assert told[0]["pages"][0]["qr"] == []


@pytest.mark.parametrize("key", DATA)
def test_each_thing_that_is_not_said_is_an_error_and_a_draft_may_lack_it(
        signatures: Path, render: Render, edit: Edit, key: str) -> None:
    edit("materials/campaign.yaml", f"  {key}: {json.dumps(DATA[key], ensure_ascii=False)}\n", "")
    code, _, err = render("check", "signatures")
    assert code == 1
    assert f"campaign.yaml says no data: {key} [data-notice]" in err
    assert "materials/campaign.yaml:" in err
    edit("materials/signatures.yaml", "state: ready ", "state: draft ")
    assert "data-notice" not in render("check", "signatures")[2]
    assert signatures.exists()
