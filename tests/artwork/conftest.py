"""Fixtures of all tests of artwork."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.artwork.svg import Draw, drawer


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    """Draws an SVG: see `svg.drawer`."""
    return drawer(tmp_path)
