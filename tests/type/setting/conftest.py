from pathlib import Path

import pytest

from pressroom.colour.ink import BLACK, Ink
from pressroom.type.fonts import face
from pressroom.type.setting import Faces, Style

FONTS = Path(__file__).resolve().parents[3] / "assets" / "fonts"
CORAL = Ink("coral", (0.0, 0.75, 0.7, 0.0), (0.9, 0.4, 0.3))


@pytest.fixture(scope="session")
def inter() -> Faces:
    return Faces(*(face(FONTS / f"Inter-{name}.ttf") for name in ("Regular", "Bold", "Italic", "BoldItalic")))


@pytest.fixture(scope="session")
def headline() -> Style:
    """Anton from 20 to 300 points."""
    return Style(Faces(face(FONTS / "Anton-Regular.ttf")), 20.0, 300.0, BLACK, balance=True)


@pytest.fixture(scope="session")
def body(inter: Faces) -> Style:
    """Inter from 8 to 14 points, hyphenated."""
    return Style(inter, 8.0, 14.0, BLACK, leading=1.4, hyphenate=True)


@pytest.fixture(scope="session")
def inks() -> dict[str, Ink]:
    return {"coral": CORAL}
