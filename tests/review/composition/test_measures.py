"""What the rules of composition measure, at cases that no spoil makes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pressroom.elements.base import kinds
from pressroom.elements.context import Fitted, Setting
from pressroom.findings import Finding, Place, Severity
from pressroom.marks import Group, Picture, Shape, flat
from pressroom.review import composition_of, damage
from pressroom.review.composition.baselines import neighbours
from pressroom.review.composition.damage import measures, nudged
from pressroom.review.composition.dominant import leader
from pressroom.review.composition.drawing_cropped import visible
from pressroom.review.composition.empty_band import bands
from pressroom.review.composition.foot_empty import inked
from pressroom.review.composition.left_edges import edges
from pressroom.review.composition.levels import LEAST_OF_FIGURE
from pressroom.review.composition.measure import Block, Composition
from pressroom.review.composition.parted_numbers import parted
from pressroom.review.composition.sentence_breaks import broken
from pressroom.sheet.geometry import Box, ellipse, rectangle
from pressroom.sheet.units import mm
from pressroom.stages import Fit, FittedSheet, Placed
from pressroom.type.fonts import face
from tests.review.composition import pieces

Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]


def poster() -> Fit:
    return pieces.made("composed-one")


def block(name: str) -> Block:
    return next(one for one in measures(poster().parts[0]).blocks if one.name == name)


def codes(fit: Fit) -> dict[str, Finding]:
    return {item.code: item for item in composition_of(fit)}


def drawn(kind: str, marks: tuple[Shape | Picture | Group, ...], box: Box | None = None, **fields: object) -> Placed:
    element = kinds()[kind].model_validate({"kind": kind, "at": "sheet", **fields})
    return Placed(element, ("elements", 0), Fitted(marks, box))


def with_more(*placed: Placed) -> FittedSheet:
    part = poster().parts[0]
    return replace(part, placed=(*part.placed, *placed))


def of_part(part: FittedSheet) -> Fit:
    return damage.with_part(poster(), 0, part)


def test_a_line_is_as_wide_as_the_outlines_of_its_glyphs_and_not_as_its_advances() -> None:
    line = block("headline").lines[0]
    run = next(mark for mark in flat(block("headline").placed.fitted.marks) if mark.y == line.baseline)  # type: ignore[union-attr]
    letters = face(run.font, run.instance)  # type: ignore[union-attr]
    inks = [letters.ink(glyph.gid) for glyph in run.glyphs]  # type: ignore[union-attr]
    tall = [ink for ink in inks if ink[2] > ink[0]]
    assert line.ink.y0 == pytest.approx(line.baseline - max(ink[3] for ink in tall) * line.size)
    assert line.ink.y1 == pytest.approx(line.baseline - min(ink[1] for ink in tall) * line.size)
    assert line.ink.x0 == pytest.approx(line.pen + tall[0][0] * line.size)
    assert line.ink.x1 < line.pen + run.width  # type: ignore[union-attr]


def test_what_the_layout_reserves_does_not_count() -> None:
    """The headline's box reaches from margin to margin, its ink over two thirds of that."""
    largest = leader(measures(poster().parts[0]))
    assert largest
    assert largest.name == "headline"
    assert largest.box.width < 0.8 * measures(poster().parts[0]).live.width


def test_the_foot_is_a_shape_along_the_lower_or_an_outer_edge_in_the_foots_ink() -> None:
    part = poster().parts[0]
    trim = part.sheet.trim
    foot = next(one for one in part.placed if one.element.name == "foot")

    def seen(box: Box, **fields: object) -> Composition:
        marks = (Group((Shape(rectangle(box), fill=part.piece.inks["foot"]),)),)
        return measures(damage.swapped(part, foot, drawn("shape", marks, **fields)))
    under = replace(trim, y0=trim.y1 * 0.8)
    assert seen(under.grown(10), ink="foot").foot == replace(under, y0=under.y0 - 10)
    assert seen(under, name="foot").foot == under
    assert seen(under, ink="accent").foot is None
    assert seen(replace(under, x1=trim.x1 * 0.9), ink="foot").foot is None
    assert seen(replace(trim, y1=trim.y1 * 0.2), ink="foot").foot is None
    assert seen(trim, ink="foot").foot is None
    beside = seen(replace(trim, x0=trim.x1 * 0.7), ink="foot")
    assert beside.foot == replace(trim, x0=trim.x1 * 0.7)
    assert beside.beside
    assert beside.live.x1 == pytest.approx(trim.x1 * 0.7)


def test_the_feet_of_three_sheets_make_one() -> None:
    each = [measures(part) for part in pieces.made("composed-three").parts]
    alone = [inked([one]) or 0.0 for one in each]
    assert inked(each) == pytest.approx(sum(alone) / 3)
    assert min(alone) < 0.18 < (inked(each) or 0.0)


def test_a_figure_needs_to_be_twice_as_large_as_its_headline() -> None:
    """2.2 times is enough for a figure and not for a headline."""
    part = poster().parts[0]
    first, second = block("headline"), block("message")
    larger = replace(second.placed, fitted=replace(second.placed.fitted, marks=tuple(
        replace(group, marks=tuple(replace(run, size=first.size / 2.2) for run in group.marks))  # type: ignore[union-attr, type-var]
        for group in second.placed.fitted.marks)))
    close = damage.swapped(part, second.placed, larger)
    assert "levels-close" in codes(of_part(close))
    words = first.placed.fitted.settings[0].words[0]
    setting = replace(first.placed.fitted.settings[0], words=(replace(words, name="figure"),))
    figure = replace(first.placed, fitted=replace(first.placed.fitted, settings=(setting,)))
    assert "levels-close" not in codes(of_part(damage.swapped(close, first.placed, figure)))
    assert LEAST_OF_FIGURE == 2.0


def test_a_notice_that_is_read_near_needs_nothing_that_leads() -> None:
    part = poster().parts[0]
    small = damage.swapped(part, block("headline").placed, replace(block("headline").placed, fitted=Fitted()))
    assert {"nothing-leads", "levels-close"} & set(codes(of_part(small)))
    near = replace(poster(), piece=replace(poster().piece, distance_m=0.5))
    assert not {"nothing-leads", "levels-close"} & set(codes(damage.with_part(near, 0, small)))


@pytest.mark.parametrize(("align", "counted"), [("left", True), ("justify", True), ("right", False), ("centre", False)])
def test_what_is_centred_or_flush_right_has_no_left_edge(align: str, counted: bool) -> None:
    part = nudged(poster().parts[0], block("message").placed, mm(9), 0.0)
    styles = part.piece.spec.styles
    spec = part.piece.spec.model_copy(update={"styles": {
        **styles, "message": styles["message"].model_copy(update={"align": align})}})
    assert (len(edges(measures(replace(part, piece=replace(part.piece, spec=spec))))) == 4) is counted


def test_a_photograph_has_an_edge_and_one_that_bleeds_has_none() -> None:
    def count(box: Box) -> int:
        picture = Picture(Path("a.jpg"), "", box, (0, 0, 1, 1), (9, 9))
        return len(edges(measures(with_more(drawn("picture", (Group((picture,)),), box)))))
    assert count(Box(200, 20, 300, 40)) == 4
    assert count(Box(-8, 20, 300, 40)) == 3


def test_texts_side_by_side_may_share_their_capitals_in_place_of_their_baselines() -> None:
    part = poster().parts[0]
    call, scan = block("call"), block("scan")
    raised = nudged(part, scan.placed, 0.0, call.capitals - scan.capitals)
    (pair,) = [one for one in neighbours(measures(raised)) if one.second.name == "scan"]
    assert pair.shared
    assert not pair.near_miss
    assert "baselines-off" not in codes(of_part(raised))
    assert "baselines-off" in codes(of_part(nudged(part, scan.placed, 0.0, -mm(2))))


def test_a_shape_among_the_words_fills_a_band_and_a_ground_under_them_does_not() -> None:
    part = poster().parts[0]

    def heights(*boxes: Box) -> list[float]:
        shapes = [drawn("shape", (Shape(rectangle(box), fill=part.piece.inks["accent"]),)) for box in boxes]
        return [band.height for band in bands(measures(with_more(*shapes)))]
    first, second = heights()
    top = block("message").ink.y1
    assert heights(part.sheet.trim) == [first, second]
    assert heights(Box(60, top + 20, 400, top + 30)) == pytest.approx([first, 20, second - 30])


@pytest.mark.parametrize(("lines", "seen"), [
    (("Appelez le 01 23 45", "67 89 dès demain"), "01 23 45|67 "), (("Appelez le", "01 23 45 67 89"), ""),
    (("Plus de 24", "% de pertes"), "4|%"), (("Voir n°", "12 du bulletin"), "n°|1"),
    (("Ils sont 12", "000 en France"), "12|000"), (("Dès 2023", "000 dossiers"), ""),
    (("En 2023", "ans de lutte"), "3|ans"),
    (("+33 1 23", "45 67 89 00"), "+33 1 23|45 "), (("un", "mot"), ""), (("24 heures", "sur 24"), ""),
    (("Depuis 15", "analyses"), ""), (("seul",), "")])
def test_a_number_is_parted_from_its_unit_or_in_itself(lines: tuple[str, ...], seen: str) -> None:
    assert parted(lines) == seen


@pytest.mark.parametrize(("lines", "headline", "seen"), [
    (("Ils ne tiennent", "plus. Aidez-les."), True, True), (("Ils ne tiennent", "plus. Aidez-les."), False, True),
    (("Ils ne tiennent plus. Aidez", "les vite."), True, False),
    (("Ils ne tiennent plus. Aidez", "les vite."), False, None),
    (("Ils ne tiennent plus.", "Aidez-les."), True, None), (("Stop. Assez.",), True, None),
    (("Avec M. Martin", "et Mme Durand"), True, None), (("Et 3.5 millions", "de soins"), True, None),
    (("Ils ne tiennent", "décidément. Aidez-les."), False, None), (("Qui tient\u202f? Vous", "et nous."), True, False)])
def test_a_sentence_ends_inside_a_line_or_leaves_a_short_word(
        lines: tuple[str, ...], headline: bool, seen: bool | None) -> None:
    setting = Setting("headline", 9.0, poster().piece.inks["words"], Box(0, 0, 1, 1), (), Place(Path("a.yaml")), lines)
    found = broken(setting, headline=headline)
    assert (found and found[1]) is seen


@pytest.mark.parametrize(("cut", "share"), [(0.0, 1.0), (0.5, 0.5), (0.75, 0.196)])
def test_as_much_of_a_drawing_is_seen_as_of_its_filled_area(cut: float, share: float) -> None:
    """A disc, of whose width a share is beyond the trim; of the last quarter of a disc a fifth is filled."""
    disc = Shape(ellipse(Box(-100 * cut, 10, 100 - 100 * cut, 110)), fill=poster().piece.inks["accent"])
    seen = visible(drawn("picture", (Group((disc,)),)), poster().parts[0].sheet.trim)
    assert seen == pytest.approx(share, abs=0.01)


def test_a_figure_in_the_ink_of_its_ground_is_an_error_and_the_rest_of_it_may_stand_on_the_foot(
        render: Render, edit: Edit) -> None:
    """In the leaflet a share is drawn over its rest, which stands on the foot in the foot's ink."""
    assert "[shapes-merge]" not in render("check", "leaflet")[2]
    edit("assets/brand.yaml", "blue:   {ground: blue,   words: paper, accent: yellow,",
         "blue:   {ground: blue,   words: paper, accent: paper,")
    code, _, err = render("check", "leaflet")
    assert any("[shapes-merge]" in line and " error: " in line for line in err.splitlines()), err
    assert code == 1


def test_a_drawing_whose_ink_is_its_grounds_is_lost() -> None:
    part = poster().parts[0]
    box = Box(500, 20, 560, 40)

    def seen(ink: str) -> set[str]:
        shape = Shape(ellipse(box), fill=part.piece.inks[ink])
        return set(codes(of_part(with_more(drawn("picture", (Group((shape,)),), box)))))
    assert "shapes-merge" in seen("ground")
    assert "shapes-merge" not in seen("accent")


def test_the_severity_of_a_lone_word_is_a_warning_and_of_a_sentence_inside_a_line_a_note() -> None:
    part = poster().parts[0]
    old = next(one for one in part.settings if one.style == "headline")

    def weight(*lines: str) -> Severity:
        return codes(of_part(damage.reset(part, old, replace(old, lines=lines))))["sentence-broken"].severity
    assert weight("Ils ne tiennent", "plus. Aidez-les.") is Severity.WARNING
    assert weight("Ils ne tiennent plus. Aidez", "les vite.") is Severity.NOTE


@pytest.mark.parametrize(("relation", "lost"), [
    ({}, True), ({"above": "floor"}, False), ({"on": "floor"}, False), ({"above": "floor", "gap": "1%"}, True),
    ({"above": "other"}, True)])
def test_a_figure_that_the_layout_puts_on_a_floor_is_one_with_it(relation: dict[str, str], lost: bool) -> None:
    ink, box = poster().parts[0].piece.inks["accent"], Box(60, 12, 90, 22)
    figure = drawn("picture", (Group((Shape(rectangle(box), fill=ink),)),), box, **relation)
    around = (Box(60, 22, 90, 24), Box(50, 12, 60, 24), Box(90, 12, 99, 24))
    floor = drawn("shape", tuple(Shape(rectangle(one), fill=ink) for one in around), name="floor")
    assert ("shapes-merge" in codes(of_part(with_more(floor, figure)))) is lost
