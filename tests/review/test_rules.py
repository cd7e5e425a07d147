"""Every rule before ink: good pieces pass, its spoil trips it and no other, and a printer may weigh it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from pressroom import load, resolve
from pressroom.build import edition
from pressroom.cache import Cache
from pressroom.findings import Refused, Severity
from pressroom.fit import fit
from pressroom.review import every, review
from pressroom.review.rule import PREMISES, rule
from pressroom.specs.printer import Waiver
from pressroom.stages import Fit
from pressroom.text import examples
from tests.conftest import ROOT
from tests.review.composition import pieces

KINDS = {"poster": ("composed-one", "press"), "triptych": ("composed-three", "press"), "leaflet": ("leaflet", "press"),
         "release": ("opposition", "members"), "letter": ("lettre-maire", "members"),
         "high": ("composed-high", "press"), "screen": ("petition", "screen")}
FORMATS = {"screen": "1080x1920px"}
HANGING, LAID_OUT = {"poster", "triptych"}, {"poster", "triptych", "leaflet"}
HIGH, SCREEN = {"high"}, {"screen"}
# Where a rule has nothing to judge: texts that run over pages have neither codes nor headlines, nor a press edition.
ON = {"accent-wide": HANGING, "black-on-white": HANGING, "crowded": HANGING | SCREEN, "hem": HANGING,
      "many-sizes": HANGING | SCREEN, "no-leading-ink": HANGING | SCREEN, "fold-colour": {"leaflet"},
      "fold-crossed": {"leaflet"}, "fold-margin": {"leaflet"}, "stock-grain": {"leaflet"},
      "stock-unscored": {"leaflet"}, "cut-through": LAID_OUT, "headline-long": LAID_OUT | SCREEN,
      "hidden-words": LAID_OUT,
      "low-capitals": LAID_OUT, "qr-dense": LAID_OUT, "qr-small": LAID_OUT, "rich-black-words": LAID_OUT,
      "too-small-to-print": LAID_OUT, "too-small-reversed": LAID_OUT, "too-small-to-read": LAID_OUT,
      "small-ending": LAID_OUT | SCREEN | {"release"}, "screen-safe": SCREEN, "screen-size": SCREEN,
      "printed-on-screen": SCREEN, "baselines-off": HANGING, "code-could-grow": HANGING | HIGH,
      "code-out-of-reach": HIGH, "drawing-cropped": HANGING, "empty-band": HANGING, "foot-empty": HANGING,
      "foot-high": HANGING, "foot-margins": HANGING, "levels-close": HANGING, "low-words": HIGH,
      "sentence-broken": LAID_OUT | {"release", "screen"},
      "many-left-edges": HANGING, "nothing-leads": HANGING | HIGH, "shapes-merge": LAID_OUT}
EVERY = [(each.code.name, kind) for each in every() for kind in KINDS
         if kind in ON.get(each.code.name, set(KINDS) - HIGH)]
WITH_LIMITS = [(name, kind) for name, kind in EVERY if {each.code.name: each for each in every()}[name].near]
Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]


@cache
def good(kind: str) -> Fit:
    """A piece of that kind in which no rule finds anything."""
    material, name = KINDS[kind]
    if material.startswith("composed"):
        return pieces.made(material)
    job, kept = load.job(ROOT), Cache(ROOT / ".cache")
    choice = resolve.Choice(material, FORMATS.get(kind, "A4"), name, job.campaign.printer)  # type: ignore[arg-type]
    return fit(resolve.piece(job, choice, kept), kept)


def spoiled(name: str, kind: str) -> Fit:
    return {each.code.name: each for each in every()}[name].spoil(good(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_a_good_piece_passes_every_rule(kind: str) -> None:
    assert review(good(kind)) == ()


@pytest.mark.parametrize(("name", "kind"), EVERY)
def test_a_spoil_trips_its_rule_and_no_other(name: str, kind: str) -> None:
    found = review(spoiled(name, kind))
    assert {item.code for item in found} == {name}
    if kind == next(first for code, first in EVERY if code == name):  # the piece of the rule reference
        assert examples.examples()[name].message in {item.message for item in found}, "python -m tests.rules --update"


@pytest.mark.parametrize(("name", "kind"), WITH_LIMITS)
def test_the_same_change_just_within_the_limit_trips_nothing(name: str, kind: str) -> None:
    near = {each.code.name: each for each in every()}[name].near
    assert near
    changed = near(good(kind))
    assert changed != good(kind)
    assert review(changed) == ()


def test_every_rule_of_composition_has_a_change_on_either_side_of_its_limit() -> None:
    composed = {each.code.name for each in every() if each.of_composition}
    assert len(composed) == 15
    assert composed == {name for name, _ in WITH_LIMITS}


@pytest.mark.parametrize(("name", "kind"), EVERY)
def test_a_spoil_changes_one_part_and_leaves_their_number_and_order(name: str, kind: str) -> None:
    before, after = good(kind), spoiled(name, kind)
    assert [part.number for part in after.parts] == [part.number for part in before.parts]
    assert sum(one is not other for one, other in zip(before.parts, after.parts, strict=True)) <= 1 or (
        after.piece.printer_spec != before.piece.printer_spec)


@pytest.mark.parametrize(("name", "kind"), [
    (each.code.name, kind) for each in every() for kind in KINDS
    if kind not in HIGH and (each.code.name, kind) not in EVERY])
def test_a_rule_is_silent_where_it_has_nothing_to_judge(name: str, kind: str) -> None:
    each = {each.code.name: each for each in every()}[name]
    try:
        assert not each.applies(good(kind).piece) or each.spoil(good(kind)) is None
    except LookupError:
        return


@pytest.mark.parametrize(("name", "kind"), EVERY)
def test_a_printer_may_weigh_and_waive_it_on_every_kind_of_piece(name: str, kind: str,
                                                                  monkeypatch: pytest.MonkeyPatch) -> None:
    bad = spoiled(name, kind)
    monkeypatch.setattr(edition, "fit", lambda piece, _cache: replace(bad, piece=piece))
    printer = bad.piece.printer_spec

    def severities(**changes: object) -> set[Severity]:
        piece = replace(bad.piece, printer_spec=printer.model_copy(update=changes))
        try:
            findings = edition.reviewed(piece, Cache(ROOT / ".cache"))[1]
        except Refused as refused:
            findings = refused.findings
            assert any(item.fails for item in findings)
        return {item.severity for item in findings if item.code == name}
    for weight in ("error", "warning", "note"):
        assert severities(severities={name: weight}) == {Severity(weight)}
    assert severities(waivers=(Waiver(code=name, reason="this press can do it"),)) == {Severity.NOTE}


def test_findings_stand_on_the_page_of_the_finished_sheet() -> None:
    (item,) = review(spoiled("fold-margin", "leaflet"))
    panel = next(one for one in good("leaflet").leaflet.panels if one.panel.folded)  # type: ignore[union-attr]
    assert item.sheet == panel.panel.page
    assert item.area is not None
    assert panel.panel.box.x0 <= item.area.x0 < panel.panel.box.x1


def test_a_rule_that_needs_what_no_piece_has_is_refused() -> None:
    with pytest.raises(ValueError, match="no premise"):
        rule("never", why="", mend="", source="", spoil=lambda piece: piece, needs=("nothing",))
    assert "press" in PREMISES


LAYOUTS = {"petition": ("statement", 'text: "{message}", style: message'),
           "leaflet": ("parts/leaflet-inside", 'text: "{title}", style: title')}


def weigh(project: Path, line: str) -> None:
    """Add a line to the campaign's preset."""
    path = project / "assets/printers/online.yaml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")


def lines_of(code: str, err: str) -> list[str]:
    return [line for line in err.splitlines() if f"[{code}]" in line]


@pytest.mark.parametrize("material", LAYOUTS)
def test_contrast_that_a_printer_only_warns_of_fails_neither_poster_nor_leaflet(
        project: Path, render: Render, edit: Edit, material: str) -> None:
    layout, text = LAYOUTS[material]
    edit(f"layouts/{layout}.yaml", text, f"{text}, ink: ground")
    code, _, err = render("check", material)
    assert code == 1
    assert any(" error: " in line for line in lines_of("contrast", err))
    weigh(project, "severities: {contrast: warning}")
    code, _, err = render("check", material)
    assert code == 0
    assert lines_of("contrast", err)
    assert all(" warning: " in line for line in lines_of("contrast", err))


def test_a_margin_at_folds_that_a_printer_does_not_ask_for_is_a_warning(
        project: Path, render: Render, edit: Edit) -> None:
    edit("layouts/parts/leaflet-inside.yaml", 'at: c1-12 r1-11, text: "{title}"',
         'at: {left: 4mm, top: 8%, right: 8%, bottom: 76%}, text: "{title}"')
    code, _, err = render("check", "leaflet")
    assert code == 1
    assert any(" error: " in line for line in lines_of("fold-margin", err))
    weigh(project, "severities: {fold-margin: warning}")
    code, _, err = render("check", "leaflet")
    assert code == 0, err
    assert all(" warning: " in line for line in lines_of("fold-margin", err))
    assert lines_of("fold-margin", err)


def test_a_poster_in_black_is_a_note_where_the_printer_waives_it(project: Path, render: Render, edit: Edit) -> None:
    edit("assets/brand.yaml", "palettes:\n", "palettes:\n  plain: {ground: paper, words: black, accent: black, "
         "accent-words: paper, foot: paper, foot-words: black}\n")
    edit("materials/petition.yaml", "variant: ", "variant: plain  # ")
    assert any(" warning: " in line for line in lines_of("black-on-white", render("check", "petition")[2]))
    weigh(project, "waivers: [{code: black-on-white, reason: it is printed on yellow paper}]")
    (line, *_) = lines_of("black-on-white", render("check", "petition")[2])
    assert " note: " in line
