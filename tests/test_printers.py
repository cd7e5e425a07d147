"""Every preset: a piece builds under it and passes, with what that printer asks."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parent.parent
Render = Callable[..., tuple[int, str, str]]
MM = 72 / 25.4


@pytest.mark.parametrize("printer", sorted(path.stem for path in (ROOT / "assets/printers").glob("*.yaml")))
def test_a_piece_builds_and_passes_under_every_preset(project: Path, render: Render, printer: str) -> None:
    code, _, err = render("petition", "--format", "A4", "--edition", "press", "--printer", printer)
    assert code == 0, err
    told = json.loads((project / "out/manifest.json").read_text(encoding="utf-8"))
    (entry,) = told["files"]
    assert entry["printer"] == printer
    assert entry["preflight"]["passed"]


def test_the_offset_preset_has_five_millimetres_of_bleed_and_crop_marks_outside_it(
        project: Path, render: Render) -> None:
    render("petition", "--format", "A4", "--edition", "press", "--printer", "offset")
    page = PdfReader(project / "out/printers/offset/petition-A4.pdf").pages[0]
    bleed, trim, media = page.bleedbox, page.trimbox, page.mediabox
    assert float(trim.left - bleed.left) == pytest.approx(5 * MM, abs=0.05)
    assert float(bleed.left - media.left) == pytest.approx(10 * MM, abs=0.05)
    assert b"/All CS" in page.get_contents().get_data()


def test_the_uncoated_preset_embeds_its_own_profile(project: Path, render: Render) -> None:
    import hashlib

    render("petition", "--format", "A4", "--edition", "press", "--printer", "uncoated")
    reader = PdfReader(project / "out/printers/uncoated/petition-A4.pdf")
    (intent,) = reader.trailer["/Root"]["/OutputIntents"]
    intent = intent.get_object()
    assert intent["/OutputConditionIdentifier"] == "FOGRA47"
    embedded = intent["/DestOutputProfile"].get_object().get_data()
    own = (ROOT / "assets/icc/PSO_Uncoated_ISO12647_eci.icc").read_bytes()
    assert hashlib.sha256(embedded).digest() == hashlib.sha256(own).digest()
