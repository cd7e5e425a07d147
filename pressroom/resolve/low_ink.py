"""The palette on bare paper: what each role becomes where ink is spared.

The rule, from what an ink looks like on paper (WCAG 2.1: words 4.5, headlines and shapes 3):

    ground, foot    paper
    words           the palette's words, or its ground where these would be lost (paper on blue), or black
    accent          its accent, or its ground, or the line
    words-large     words in headlines: a colour is thinned as far as it still stands out, so that stressed ones lead
    accent-large    the accent of a headline that is all accent, such as a giant number: thinned less
    line            edges of fields and large shapes: the ground, or the accent, or the words
    frame           around the sheet: the ground, that the piece stays known by its colour, or the line
    tint            fills large shapes and photographs' shadows: the ground or the line, thinned until it is light

All are brand inks or screens of one; `light:` of a palette names others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pressroom.colour.ink import BLACK, PAPER, Ink, contrast
from pressroom.records import replace
from pressroom.specs.brand import LightPalette

WORDS, LARGE, SHAPES, SEEN = 4.6, 3.3, 3.0, 1.25
# As much as fills a shape without inking it; a photograph's shadows take twice as much and more.
TINT, SHADOW = 0.18, 0.5
ROLES = ("ground", "words", "accent", "accent-words", "foot", "foot-words")


def light(roles: Mapping[str, Ink], wishes: LightPalette | None, brand: Mapping[str, Ink]) -> dict[str, Ink]:
    """The roles of a palette, and `line`, `frame`, `tint` and `shadow`, for the edition that spares ink."""
    def wished(role: str) -> Iterable[Ink]:
        name = getattr(wishes, role, None)
        return [brand[name]] if name is not None and name in brand else []

    ground, accent = roles["ground"], roles["accent"]
    words = _first([*wished("words"), roles["words"], ground], WORDS, BLACK)
    line = _first([*wished("line"), ground, accent], SHAPES, words)
    stressed = _first([*wished("accent"), accent, ground, line], SHAPES, words)
    if stressed == words:  # the same ink, yet another part: stressed words are not thinned
        stressed = replace(words, name=f"{words.name} (accent)")
    tinted = next(iter(wished("tint")), ground if contrast(ground, PAPER) > 1.1 else line)
    return {"ground": PAPER, "foot": PAPER, "words": words, "accent": stressed,
            "accent-words": _first([roles["accent-words"]], WORDS, BLACK), "foot-words": roles["foot-words"],
            "words-large": words if words.only_black else _thinned(words, LARGE),
            "accent-large": _thinned(stressed, WORDS), "line": line,
            "frame": _first([ground], SEEN, line), "tint": screen(tinted, TINT), "shadow": screen(line, SHADOW)}


def _first(inks: Iterable[Ink], least: float, otherwise: Ink) -> Ink:
    """The first that stands out from paper by `least`."""
    return next((ink for ink in inks if contrast(ink, PAPER) >= least), otherwise)


def screen(ink: Ink, most: float) -> Ink:
    """`ink` thinned until no plate bears more than `most` (a fraction); as it is where none does."""
    heaviest = max(ink.cmyk)
    return ink if heaviest <= most + 0.02 else _part(ink, most / heaviest)


def _thinned(ink: Ink, least: float) -> Ink:
    """The thinnest screen of `ink`, in steps of a twentieth, that stands out from paper by `least`."""
    screens = (_part(ink, step / 20) for step in range(8, 20))
    return next((each for each in screens if contrast(each, PAPER) >= least), ink)


def _part(ink: Ink, part: float) -> Ink:
    cyan, magenta, yellow, black = (plate * part for plate in ink.cmyk)
    red, green, blue = (1 - (1 - shade) * part for shade in ink.srgb)
    return Ink(f"{ink.name} {round(part * 100)} %", (cyan, magenta, yellow, black), (red, green, blue))
