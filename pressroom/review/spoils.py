"""Damage for rules: each function changes a good fitted piece so that one rule trips, and no other.

They serve the tests and the rule reference; a build never calls them. A piece that has nothing to spoil, such as a
letter where a code is asked for, raises LookupError.
"""

from __future__ import annotations

from pathlib import Path

from pressroom.colour.ink import BLACK, Ink
from pressroom.elements.context import Setting
from pressroom.marks import Picture, Shape, TextRun, flat
from pressroom.records import replace
from pressroom.review.damage import (
    first_part,
    inserted,
    pick,
    plain_words,
    reinked,
    reset,
    solid,
    swapped,
)
from pressroom.sheet.geometry import Box, rectangle
from pressroom.stages import Fit, FittedSheet

# Pairs that pass by luminance: two hues of nearly one luma, and a red that protanopes see as dark as the blue on it.
_ONE_GREY = ((0.28, 0.27, 0.63), (0.0, 0.95, 0.02))
_ONE_TO_SOME = ((0.09, 0.01, 0.87), (0.99, 0.65, 0.33))
THIN = (0.1, 0.0, 0.0, 0.0)


# Legibility

def second_text_on_first(fit: Fit) -> Fit:
    """Where the first solid element stands, another does too."""
    def change(part: FittedSheet) -> FittedSheet:
        first, second = pick((one, other) for one in solid(part) for other in solid(part)
                             if one is not other and one.element.name not in other.element.over
                             and other.element.name not in one.element.over)
        return swapped(part, second, replace(second, fitted=replace(second.fitted, area=first.fitted.area)))
    return first_part(fit, change)


def headline_of_many_words(fit: Fit) -> Fit:
    """A slot holds one word more than the layout wants."""
    def change(part: FittedSheet) -> FittedSheet:
        at, piece = part.number - 1, part.piece
        texts = piece.words[at]
        name, most = pick((name, slot.most_words) for name, slot in piece.spec.slots.items()
                          if slot.most_words and name in texts
                          and any(f"{{{name}}}" in text for one in part.placed for text in one.element.texts()))
        long = {**texts, name: replace(texts[name], text=" ".join(["mot"] * (most + 1)))}
        return replace(part, piece=replace(piece, words=(*piece.words[:at], long, *piece.words[at + 1:])))
    return first_part(fit, change)


def hem_over_words(fit: Fit) -> Fit:
    """The layout keeps more of the edges clear than its words do."""
    def change(part: FittedSheet) -> FittedSheet:
        sheet = part.sheet
        nearest = pick(sorted(min(box.x0, box.y0, sheet.width - box.x1, sheet.height - box.y1)
                              for one in part.placed if one.element.kind == "text" and (box := one.fitted.area)))
        spec = part.piece.spec.model_copy(update={"clear": nearest + 1})
        return replace(part, piece=replace(part.piece, spec=spec))
    return first_part(fit, change)


def line_ends_on_small_word(fit: Fit) -> Fit:
    """A balanced text breaks after a small word."""
    def change(part: FittedSheet) -> FittedSheet:
        old = pick(one for one in part.settings if one.words and part.piece.spec.styles[one.style].balance)
        return reset(part, old, replace(old, small_endings=1))
    return first_part(fit, change)


def last_line_of_one_short_word(fit: Fit) -> Fit:
    """A text ends on a line that is one short word."""
    def change(part: FittedSheet) -> FittedSheet:
        old = pick(one for one in part.settings if one.words)
        return reset(part, old, replace(old, lines=(*old.lines, "ici")))
    return first_part(fit, change)


# Contrast

def words_in_the_colour_of_their_ground(fit: Fit) -> Fit:
    """Words look like what lies under them."""
    def change(part: FittedSheet) -> FittedSheet:
        pair = pick(plain_words(part))
        assert pair.ground is not None
        return swapped(part, pair.placed, reinked(pair.placed, Ink("faint", THIN, pair.ground.srgb)))
    return first_part(fit, change)


def _on_ground(part: FittedSheet, colours: tuple[tuple[float, float, float], ...]) -> FittedSheet:
    pair = pick(plain_words(part))
    words, ground = (Ink(name, THIN, colour) for name, colour in zip(("words", "ground"), colours, strict=True))
    under = Shape(rectangle(pair.area.grown(1)), fill=ground)
    return inserted(swapped(part, pair.placed, new := reinked(pair.placed, words)), (under,), new)


def words_of_another_hue_but_one_grey(fit: Fit) -> Fit:
    """Words and ground differ in colour, and are one grey when printed in black."""
    return first_part(fit, lambda part: _on_ground(part, _ONE_GREY))


def words_of_a_hue_that_some_eyes_miss(fit: Fit) -> Fit:
    """Words and ground differ, but not to eyes without red cones."""
    return first_part(fit, lambda part: _on_ground(part, _ONE_TO_SOME))


def picture_under_words(fit: Fit) -> Fit:
    """A photograph lies right under words."""
    def change(part: FittedSheet) -> FittedSheet:
        pair = pick(plain_words(part))
        picture = Picture(Path("photo.jpg"), "", pair.area.grown(1), (0, 0, 1, 1), (600, 400))
        return inserted(part, (picture,), pair.placed)
    return first_part(fit, change)


# Sizes

_SMALL_PRINT = {"imprint": 5.5, "caption": 7.5}


def words_too_small_for_their_distance(fit: Fit) -> Fit:
    """Small print is smaller than anyone reads."""
    def change(part: FittedSheet) -> FittedSheet:
        styles = part.piece.spec.styles
        old, size = pick((one, size) for name, size in _SMALL_PRINT.items() for one in part.settings
                         if (styles[one.style].reads or one.style) == name)
        return reset(part, old, replace(old, size=size))
    return first_part(fit, change)


def headline_with_low_capitals(fit: Fit) -> Fit:
    """The sheet is so high that a headline's capitals are 3.7 % of it."""
    def change(part: FittedSheet) -> FittedSheet:
        styles, piece = part.piece.spec.styles, part.piece
        headline = pick(one for one in part.settings if (styles[one.style].reads or one.style) == "headline")
        capitals = headline.size * piece.faces[styles[headline.style].font].regular.cap_height
        sheet, height = piece.format, capitals / 0.037
        larger = replace(sheet, width=sheet.width * height / sheet.height, height=height,
                         paper=sheet.paper or sheet.short)
        return replace(part, piece=replace(piece, format=larger))
    return first_part(fit, change)


# Taste

def _display_text(part: FittedSheet) -> Setting:
    styles = part.piece.spec.styles
    return pick(one for one in part.settings if (styles[one.style].reads or one.style) not in _SMALL_PRINT)


def type_of_many_sizes(fit: Fit) -> Fit:
    """Four larger sizes stand on the sheet beside those that are there."""
    def change(part: FittedSheet) -> FittedSheet:
        old = _display_text(part)
        larger = tuple(replace(old, size=old.size * 1.5 ** step) for step in range(1, 5))
        return replace(part, settings=(*part.settings, *larger))
    return first_part(fit, change)


def _covered(part: FittedSheet, role: str, share: float) -> FittedSheet:
    """The part with a band of an ink over its head."""
    band = Box(0, 0, part.sheet.width, part.sheet.height * share)
    return inserted(part, (Shape(rectangle(band), fill=part.piece.inks[role]),))


def accent_over_a_third(fit: Fit) -> Fit:
    """The accent covers a band of more than a fifth of the sheet."""
    return first_part(fit, lambda part: _covered(part, "accent", 0.22))


def half_the_sheet_in_another_ink(fit: Fit) -> Fit:
    """The foot's ink covers more than two fifths of what is not the foot."""
    def change(part: FittedSheet) -> FittedSheet:
        inks = part.piece.inks
        if inks["foot"].name in (inks["accent"].name, inks["ground"].name):
            raise LookupError
        return _covered(part, "foot", 0.42)
    return first_part(fit, change)


def words_all_over_the_sheet(fit: Fit) -> Fit:
    """One run of words is as large as the sheet."""
    def change(part: FittedSheet) -> FittedSheet:
        run = pick(mark for mark in flat(part.sheet.marks) if isinstance(mark, TextRun) and mark.width)
        size = run.size * part.sheet.width / run.width
        huge = replace(run, size=max(size, 1.4 * part.sheet.height), x=0.0, y=part.sheet.height)
        return replace(part, sheet=replace(part.sheet, marks=(*part.sheet.marks, huge)))
    return first_part(fit, change)


# Law

def everything_in_black(fit: Fit) -> Fit:
    """Black words on white paper, and nothing else."""
    def change(part: FittedSheet) -> FittedSheet:
        words = tuple(replace(mark, ink=BLACK) for mark in flat(part.sheet.marks) if isinstance(mark, TextRun))
        return replace(part, sheet=replace(part.sheet, marks=words))
    return first_part(fit, change)
