"""Cassettes, hems and eyelets: nothing to read lies there, the artwork runs through, and the job ticket names them."""

from __future__ import annotations

import io
import itertools
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pressroom import load, resolve
from pressroom.cache import Cache
from pressroom.fit import fit
from pressroom.review import review
from pressroom.sheet.geometry import Box
from pressroom.sheet.units import mm
from pressroom.specs.finishing import Eyelets, Finish, Hidden
from pressroom.stages import Fit

Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]
PETITION, FORMATS = "materials/petition.yaml", "formats: [A4, A3, A2, 400x600mm, screen]"
ROLL_UP = "formats: [850x2000mm]\nhidden: {bottom: 100mm}"
BANNER = "formats: [3x1m]\nfinish: {3x1m: {hem: 30mm, eyelets: {every: 500mm, inset: 25mm, clear: 25mm}}}"


@pytest.fixture(autouse=True)
def _for_every_shape(edit: Edit) -> None:
    """A layout that serves posters stands for one that is drawn for roll-ups and banners."""
    edit("layouts/statement.yaml", "variant: blue\n",
         "variant: blue\nmade-for: [tall, portrait, landscape, wide, roll-up, banner]\n")


def fitted(project: Path, format_name: str, printer: str = "large-format") -> Fit:
    cache = Cache(project / ".cache")
    choice = resolve.Choice("petition", format_name, "press", printer)
    return fit(resolve.piece(load.job(project), choice, cache), cache)


def solid(made: Fit) -> list[Box]:
    return [area for one in made.parts[0].placed if not one.element.ARTWORK and (area := one.fitted.area)]


@pytest.mark.parametrize(("lines", "format_name"), [(ROLL_UP, "850x2000mm"), (BANNER, "3x1m")])
def test_a_layout_keeps_its_words_clear_of_what_is_hidden_and_its_ground_runs_through(
        project: Path, edit: Edit, render: Render, lines: str, format_name: str) -> None:
    edit(PETITION, FORMATS, lines)
    made = fitted(project, format_name)
    finish, trim = made.piece.finish, Box(0, 0, made.piece.format.width, made.piece.format.height)
    for area in solid(made):
        for zone in finish.zones(trim):
            common = area.overlap(zone)
            assert common is None or min(common.width, common.height) <= 0.5
    code, _, err = render("petition", "--format", format_name, "--edition", "press", "--printer", "large-format")
    assert code == 0, err  # with the artwork up to the bleed, which preflight checks on every side


def test_the_same_words_stand_deeper_without_a_cassette(project: Path, edit: Edit) -> None:
    edit(PETITION, FORMATS, "formats: [850x2000mm]")
    whole = max(area.y1 for area in solid(fitted(project, "850x2000mm")))
    edit(PETITION, "formats: [850x2000mm]", ROLL_UP)
    assert max(area.y1 for area in solid(fitted(project, "850x2000mm"))) < mm(1900) < whole + mm(100)


@pytest.mark.parametrize(("reach", "codes"), [(0.4, set()), (0.6, {"hidden-words"})])
@pytest.mark.parametrize("side", ["top", "bottom", "left", "right"])
def test_words_may_touch_a_hidden_strip_and_not_lie_in_it(project: Path, edit: Edit, side: str, reach: float,
                                                          codes: set[str]) -> None:
    edit(PETITION, FORMATS, "formats: [850x2000mm]")
    made = fitted(project, "850x2000mm")
    areas, shape = solid(made), made.piece.format
    nearest = {"top": min(area.y0 for area in areas), "left": min(area.x0 for area in areas),
               "bottom": shape.height - max(area.y1 for area in areas),
               "right": shape.width - max(area.x1 for area in areas)}[side]
    finish = Finish.model_construct(hidden=Hidden.model_construct(**{side: nearest + reach}))
    part = replace(made.parts[0], piece=replace(made.piece, finish=finish))
    found = {item.code for item in review(replace(made, parts=(part,)))}
    assert found & {"hidden-words"} == codes


def test_a_code_that_a_layout_puts_on_the_hem_is_told_at_its_line(project: Path, edit: Edit, render: Render) -> None:
    edit(PETITION, FORMATS, BANNER)
    edit("layouts/statement.yaml", "\nelements:\n",
         "\nelements:\n  - {kind: qr, at: {left: 0.3%, right: 93.7%, top: 30%, bottom: 30%}}\n")
    code, _, err = render("petition", "--format", "3x1m", "--edition", "press", "--printer", "large-format")
    assert code == 1
    lines = (project / "layouts/statement.yaml").read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "left: 0.3%" in text)
    place = rf"layouts/statement.yaml:{line}:\d+: error: "
    assert re.search(rf"{place}.*lies (on the hem|at an eyelet) \[hidden-words\]", err)


def test_a_preset_may_say_it_and_the_material_counts_for_more(project: Path, edit: Edit) -> None:
    edit(PETITION, FORMATS, "formats: [850x2000mm, A2]")
    path = project / "assets/printers/large-format.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "finish: {850x2000mm: {hidden: {bottom: 80mm}}}\n",
                    encoding="utf-8")
    assert fitted(project, "850x2000mm").piece.finish.hidden.bottom == pytest.approx(mm(80))
    assert fitted(project, "A2").piece.finish.is_empty
    edit(PETITION, "formats: [850x2000mm, A2]", "formats: [850x2000mm, A2]\nfinish: {850x2000mm: {hidden: {top: 2cm}}}")
    finish = fitted(project, "850x2000mm").piece.finish
    assert (finish.hidden.top, finish.hidden.bottom) == (pytest.approx(mm(20)), 0)


def test_a_sheet_of_which_most_is_hidden_is_refused(project: Path, edit: Edit, render: Render) -> None:
    edit(PETITION, FORMATS, "formats: [A4]\nhidden: {bottom: 150mm}")
    code, _, err = render("check", "petition")
    assert code == 1
    assert re.search(r"materials/petition.yaml:5:\d+: error: .*\[hidden-too-much\]", err)
    assert project.exists()


def test_eyelets_stand_in_each_corner_and_no_further_apart_than_asked() -> None:
    trim = Box(0, 0, mm(3000), mm(1000))
    rings = Finish.model_construct(eyelets=Eyelets.model_construct()).rings(trim)
    middles = {(round(x), round(y)) for x, y in (ring.centre for ring in rings)}
    inset = mm(25)
    assert {(round(x), round(y)) for x in (inset, mm(3000) - inset) for y in (inset, mm(1000) - inset)} <= middles
    along = sorted(x for x, y in middles if y == round(inset))
    assert all(second - first <= mm(500) + 1 for first, second in itertools.pairwise(along))
    assert len(rings) == 2 * 7 + 2 * 1


def test_the_ticket_has_them_and_the_scale(project: Path, edit: Edit, render: Render) -> None:
    edit(PETITION, FORMATS, "formats: [6000x3000mm]\ndistance-m: 12\nhidden: {bottom: 100mm}\n"
         "finish: {6000x3000mm: {hidden: {bottom: 100mm}, hem: 30mm, eyelets: {every: 500mm}}}")
    edit("assets/printers/large-format.yaml", 'imprint: {name: "", address: ""}', "imprint: {name: A, address: B}")
    code, out, err = render("package", "petition", "--printer", "large-format")
    assert code == 0, err
    (path,) = (project / "out").rglob("*.zip")
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        (name,) = [each for each in archive.namelist() if each.endswith("ticket.json")]
        ticket = json.loads(archive.read(name))
    assert ticket["scale"] == "1:10"
    assert ticket["finishing"] == {"hidden_mm": {"bottom": 100}, "hem_mm": 30,
                                   "eyelets": {"every_mm": 500, "inset_mm": 25}}
    assert out


def test_the_proof_draws_the_zones(project: Path, edit: Edit, render: Render) -> None:
    edit(PETITION, FORMATS, "formats: [A3]")
    assert render("proof", "petition", "--format", "A3")[0] == 0
    plain = next((project / "out/proofs").glob("*.png")).read_bytes()
    edit(PETITION, "formats: [A3]", "formats: [A3]\nfinish: {A3: {eyelets: {every: 500mm, inset: 1mm, clear: 1mm}}}")
    assert render("proof", "petition", "--format", "A3")[0] == 0
    assert next((project / "out/proofs").glob("*.png")).read_bytes() != plain
