"""The size that a text is given: a share of the sheet in running text, a shorter wording where the long one has no room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pressroom import load, resolve
from pressroom.cache import Cache
from pressroom.findings import Refused
from pressroom.fit import fit
from pressroom.sheet.units import mm
from pressroom.stages import Piece

Edit = Callable[[str, str, str], None]


def piece(root: Path, material: str, edition: str = "members") -> Piece:
    job = load.job(root)
    choice = resolve.Choice(material, "A4", edition, job.campaign.printer)  # type: ignore[arg-type]
    return resolve.piece(job, choice, Cache(root / ".cache"))


def test_a_share_in_running_text_is_of_the_sheets_short_side(project: Path, edit: Edit) -> None:
    edit("layouts/letter.yaml", "  text: {font: text, size: 9.8pt", "  text: {font: text, size: 1.5%")
    fitted = fit(piece(project, "lettre-maire"), Cache(project / ".cache"))
    sizes = {setting.size for page in fitted.settings for setting in page if setting.style == "text"}
    assert sizes == {pytest.approx(0.015 * mm(210), abs=0.01)}


def with_headline(root: Path, text: str, *shorter: str) -> Piece:
    """The petition, without any finding of its own, under another headline."""
    whole = piece(root, "petition")
    words = dict(whole.words[0])
    words["headline"] = replace(words["headline"], text=text, shorter=shorter)
    return replace(whole, words=(words,), findings=())


def test_a_wording_too_long_gives_way_to_a_shorter_one_though_nothing_else_is_wrong(project: Path) -> None:
    too_long = " ".join(["anticonstitutionnellement"] * 12)
    fitted = fit(with_headline(project, too_long, "Court"), Cache(project / ".cache"))
    assert "Court" in fitted.sheets[0].words
    with pytest.raises(Refused):
        fit(with_headline(project, too_long), Cache(project / ".cache"))
