"""The partner that a link names, and the materials that leave it out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pressroom import load, resolve
from pressroom.cache import Cache
from pressroom.fit import fit

Edit = Callable[[str, str, str], None]
OWN = '  partner: "Pétition lancée en partenariat avec le SNMKR"\n'
PARTNER = "partenariat"


def texts(project: Path, name: str) -> str:
    cache = Cache(project / ".cache")
    piece = resolve.piece(load.job(project), resolve.Choice(name, "A4", "press", "online"), cache)
    return " ".join(words for sheet in fit(piece, cache).sheets for words in sheet.words)


@pytest.mark.parametrize("name", ["petition", "triptych-patients", "leaflet"])
def test_partner_none_leaves_out_the_partner_of_the_link_on_every_sheet_and_panel(project: Path, edit: Edit,
                                                                                 name: str) -> None:
    edit(f"materials/{name}.yaml", OWN, "")
    assert PARTNER in texts(project, name)
    edit(f"materials/{name}.yaml", "\nwords:\n", "\nwords:\n  partner: none\n")
    assert PARTNER not in texts(project, name)


def test_a_sheet_may_leave_out_the_partner_that_the_others_name(project: Path, edit: Edit) -> None:
    before = texts(project, "triptych-patients").count(PARTNER)
    edit("materials/triptych-patients.yaml", "  - words:\n", "  - words:\n      partner: none\n")
    assert texts(project, "triptych-patients").count(PARTNER) == before - 1
