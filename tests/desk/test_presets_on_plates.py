"""A sample of pieces under every preset, handed to the judge as if somebody else had made them, and to Ghostscript."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from pressroom.programs import ghostscript
from tests.conftest import lend_profiles

Render = Callable[..., tuple[int, str, str]]
ROOT = Path(__file__).resolve().parents[2]
PRESETS = sorted(path.stem for path in (ROOT / "assets/printers").glob("*.yaml"))
SAMPLE = [("petition", "210x297mm"), ("leaflet", "297x210mm"), ("doctor", "210x297mm")]
pytestmark = [pytest.mark.external, pytest.mark.skipif(not ghostscript(), reason="no Ghostscript")]


@pytest.mark.parametrize("printer", PRESETS)
def test_pieces_pass_as_strangers_and_hold_the_ink_limit_on_their_plates(
        project: Path, render: Render, printer: str) -> None:
    lend_profiles(project)
    asked = yaml.safe_load((ROOT / f"assets/printers/{printer}.yaml").read_text(encoding="utf-8"))
    for material, trim in SAMPLE:
        code, _, err = render(material, "--format", "A4", "--edition", "press", "--printer", printer)
        assert code == 0, err
        told = json.loads((project / "out/manifest.json").read_text(encoding="utf-8"))["files"]
        (path,) = [each["path"] for each in told if each["material"] == material and each["printer"] == printer
                   and each["edition"] == "press"]
        code, out, err = render("preflight", str(project / "out" / path), "--printer", printer, "--trim", trim,
                                "--plates", "--json")
        assert code == 0, (out, err)
        (judged,) = json.loads(out)
        assert judged["passed"]
        for ink in judged["ink"]:
            assert set(ink["plates"]) <= {"Cyan", "Magenta", "Yellow", "Black"}
            assert 0.3 < ink["most"] <= (asked["ink-limit"] or 300) / 100 + 0.02
