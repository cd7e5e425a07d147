"""What is said to type in place of a format, a name, a link or a figure that is none."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from pressroom.sheet import formats
from pressroom.specs.value_hints import format_hint, name_hint

Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]
Only = Callable[..., None]
PETITION = "materials/petition.yaml"


@pytest.mark.parametrize(("written", "typed"), [
    ("1x2m", "1000x2000mm"), ("40x60cm", "400x600mm"), ("24x36in", "609.6x914.4mm"), ("400x600", "400x600mm"),
    ("400 x 600 mm", "400x600mm"), ("400×600mm", "400x600mm"), ("0,4x0,6m", "400x600mm"), ("400mmx60cm", "400x600mm"),
    ("1080 x 1350 px", "1080x1350px"), ("1080*1080PX", "1080x1080px"),
    ("a4", "A4"), ("A4-portrait", "A4"), ("A4-paysage", "A4-landscape"),
    ("A4 landscape", "A4-landscape"), ("A3-landscpe", "A3-landscape"), ("a5l", "A5-landscape"), ("DL-Landscape",
                                                                                              "DL-landscape")])
def test_a_format_in_other_words_or_units_is_answered_with_what_to_type(written: str, typed: str) -> None:
    assert format_hint(written)[1] == typed
    assert formats.parse(typed)


@pytest.mark.parametrize("written", ["A7", "Letter", "B2", "folio", "x", ""])
def test_a_format_like_none_is_answered_with_all_that_there_are(written: str) -> None:
    hint, near = format_hint(written)
    assert near == ""
    assert "-landscape" in hint
    assert "400x600mm" in hint


@pytest.mark.parametrize(("written", "near"), [("20x30mm", "20x30mm"), ("60x90m", "60000x90000mm")])
def test_a_size_beyond_the_limits_is_answered_with_them(written: str, near: str) -> None:
    assert format_hint(written) == ("these are {near}; a side has 50 mm to 50 m", near)


@pytest.mark.parametrize(("key", "written", "near"), [
    ("link", "Petition", "petition"), ("layout", "STATEMENT", "statement"), ("link", "Pétition", "petition"),
    ("layout", "Triptych Wall", "triptych-wall"), ("variant", "blue_light", "blue-light"), ("link", "…", "")])
def test_a_name_in_capitals_with_accents_or_spaces_is_answered_with_the_name(key: str, written: str,
                                                                               near: str) -> None:
    assert name_hint(key, written)[1] == near


@pytest.mark.parametrize("address", ["https://chng.it/2pnk55wX", "www.alize-kine.org", "chng.it/2pnk55wX",
                                     "alize-kine.org", "mailto:a@alize.example"])
def test_an_address_under_link_is_answered_with_where_it_belongs(render: Render, edit: Edit, address: str) -> None:
    edit(PETITION, "link: petition", f'link: "{address}"')
    code, _, err = render("check", "petition")
    assert code == 1
    assert "under links: in materials/campaign.yaml" in err


def test_the_format_that_the_hint_names_builds(render: Render, edit: Edit, only: Only) -> None:
    only("petition")
    edit(PETITION, "formats: [A4, A3, A2, 400x600mm, screen]", "formats: [400 x 600 mm]")
    _, _, err = render("check")
    typed = re.search(r"hint: write (\S+)", err)
    assert typed
    edit(PETITION, "400 x 600 mm", typed[1])
    assert render("check")[0] == 0


@pytest.mark.parametrize(("written", "hint"), [
    ("{figures.perte}", "there is: {figures.loss} (24 %), {figures.treatments} (un million)"),
    ("{figures.los}", "did you mean figures.loss?"), ("{los}", "did you mean figures.loss?"),
    ("{figure.loss}", "did you mean figures.loss?"), ("{Figures.Loss}", "write {figures.loss}, or "),
    ("{figures.lôss}", "write {figures.loss}, or ")])
@pytest.mark.parametrize(("name", "old"), [("petition", 'message: "'), ("releases/access", 'standfirst: "'),
                                          ("releases/access", "body: |\n  ")])
def test_a_figure_that_is_none_is_one_finding_that_names_those_there_are(
        render: Render, edit: Edit, name: str, old: str, written: str, hint: str) -> None:
    edit(f"materials/{name}.yaml", old, f"{old}{written} ")
    code, _, err = render("check", name.rpartition("/")[2])
    assert code == 1
    assert err.count("error: ") == 1, err
    assert hint in err, err
