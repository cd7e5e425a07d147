"""The colours of a new project: from the user's answers to inks and palettes.

Colours are sRGB (`#0050a0`) or inks in per cent (`100,65,0,5`). sRGB is converted to inks through the profile of the
printing condition; grey becomes black alone, and mixtures stay below the ink limit of every preset.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from pressroom.cache import Cache
from pressroom.colour import profiles
from pressroom.colour.ink import BLACK, PAPER, Ink, contrast
from pressroom.findings import N_, Finding, Refused, code, finding

NO_COLOUR = code(
    "no-colour", N_("A colour of the brand is given as it looks on a screen, or as the inks that print it."),
    N_("Write \"#0050a0\", or cyan, magenta, yellow and black in per cent: 100,65,0,5."))
COLOURS_ALIKE = code(
    "colours-alike",
    N_("Stressed words and shapes in the second colour stand on the first, and the other way round: both must differ "
       "in lightness."),
    N_("Choose a second colour that is much lighter or much darker."),
    source="WCAG 2.1, 1.4.3")

TOO_MUCH_INK = code(
    "brand-ink", N_("A colour for every printer holds no more ink than the strictest of the presets allows."),
    N_("Take some of the three colours out, and add black."), source="Printer's preset")

# Between two colours that carry headlines and shapes, and for small words (WCAG 2.1, 1.4.3).
LARGE, SMALL = 3.0, 4.5
# Per cent; the brand's rich black holds as much, and every preset allows more.
MOST_INK, MOST_GIVEN = 240.0, 280.0
_HEX = re.compile(r"#?([0-9a-fA-F]{6})")
_INKS = re.compile(r"(?:cmyk)?\s*\(?\s*" + r"\s*[,/ ]\s*".join([r"(\d{1,3}(?:\.\d+)?)\s*%?"] * 4) + r"\s*\)?", re.I)

Cmyk = tuple[float, float, float, float]
Srgb = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour of the user; either `srgb` or `cmyk` is None.

    Attributes:
        text: the user's own words.
        srgb: red, green, blue, fractions.
        cmyk: cyan, magenta, yellow, black, per cent.
    """

    text: str
    srgb: Srgb | None = None
    cmyk: Cmyk | None = None


def parse(text: str) -> Colour:
    """The colour that a text names.

    Raises:
        Refused: it names none.
    """
    text = text.strip()
    if match := _HEX.fullmatch(text):
        red, green, blue = (int(match[1][at:at + 2], 16) / 255 for at in (0, 2, 4))
        return Colour(text, srgb=(red, green, blue))
    if match := _INKS.fullmatch(text):
        cyan, magenta, yellow, black = (float(part) for part in match.groups())
        total = cyan + magenta + yellow + black
        if max(cyan, magenta, yellow, black) <= 100 and total > MOST_GIVEN:
            raise Refused([finding(TOO_MUCH_INK, N_("{text} has {total} % of ink, at most {most} % is allowed"),
                                   text=text[:60], total=f"{total:g}", most=f"{MOST_GIVEN:g}")], exit_code=2)
        if max(cyan, magenta, yellow, black) <= 100:
            return Colour(text, cmyk=(cyan, magenta, yellow, black))
    raise Refused([finding(NO_COLOUR, N_("{text} is not a colour"), N_('write "#0050a0" or 100,65,0,5'),
                           text=text[:60])], exit_code=2)


@dataclass(frozen=True, slots=True)
class Inks:
    """Turns colours into inks for one printing condition."""

    profile: profiles.Profile
    cache: Cache

    def of(self, name: str, colour: Colour) -> Ink:
        """The ink called `name` that prints a colour, with its look on a screen once printed."""
        return self.mixed(name, colour.cmyk or self._proposed(colour.srgb or (0.0, 0.0, 0.0)))

    def mixed(self, name: str, cmyk: Cmyk) -> Ink:
        """The ink of a mixture (per cent), as it looks once printed; pure paper and pure black stay pure."""
        cyan, magenta, yellow, black = cmyk
        parts = (cyan / 100, magenta / 100, yellow / 100, black / 100)
        pure = next((ink.srgb for ink in (PAPER, BLACK) if ink.cmyk == parts), None)
        return Ink(name, parts, pure or profiles.srgb_of(parts, self.profile, self.cache))

    def _proposed(self, srgb: Srgb) -> Cmyk:
        if max(srgb) - min(srgb) < 0.02:  # through the profile, grey becomes four inks and shifts in hue with each
            shades = [(0.0, 0.0, 0.0, step / 100) for step in range(101)]
            looks = [PAPER.srgb, *profiles.srgb_of_all(shades[1:], self.profile, self.cache)]
            black = 100 if max(srgb) < 0.1 else min(range(101), key=lambda step: abs(sum(looks[step]) - sum(srgb)))
            return 0.0, 0.0, 0.0, float(black)
        cyan, magenta, yellow, black_ = (part * 100 for part in profiles.cmyk_of(srgb, self.profile, self.cache))
        return _rounded(_within(cyan, magenta, yellow, black_))


def _within(cyan: float, magenta: float, yellow: float, black: float) -> Cmyk:
    """A mixture of at most MOST_INK: the common part of its three colours is replaced by black."""
    over = cyan + magenta + yellow + black - MOST_INK
    if over > 0:
        replaced = min(over / 2, cyan, magenta, yellow, 100 - black)
        cyan, magenta, yellow, black = cyan - replaced, magenta - replaced, yellow - replaced, black + replaced
    return cyan, magenta, yellow, black


def _rounded(cmyk: Cmyk) -> Cmyk:
    """Whole per cent; less than two is invisible."""
    cyan, magenta, yellow, black = (float(round(part)) if part >= 2 else 0.0 for part in cmyk)
    return cyan, magenta, yellow, black


@dataclass(frozen=True, slots=True)
class Brand:
    """The inks of a new project.

    Attributes:
        house: the first colour; signal: the second.
        deep: the house colour, dark enough for words on paper; pale: a tint of it, light enough for words on it.
    """

    house: Ink
    signal: Ink
    deep: Ink
    pale: Ink


def brand_of(house: Colour, signal: Colour | None, inks: Inks) -> Brand:
    """The inks of a project whose colours are these; without a second one, yellow or a dark blue.

    Raises:
        Refused: the two colours are too much alike; the hint names one that would do.
    """
    first = inks.of("house", house)
    if signal is None:
        yellow, night = inks.mixed("signal", (0, 12, 95, 0)), inks.mixed("signal", (100, 75, 0, 60))
        second = yellow if contrast(yellow, first) > contrast(night, first) else night
    else:
        second = inks.of("signal", signal)
    brand = Brand(first, second, _until(first, lambda ink: contrast(ink, PAPER) >= SMALL + 0.1, _darker, inks, "deep"),
                  _until(_screen(first, inks), lambda ink: contrast(ink, BLACK) >= 13, _lighter, inks, "pale"))
    if faults := list(_alike(brand, inks)):
        raise Refused(faults, exit_code=2)
    return brand


def _alike(brand: Brand, inks: Inks) -> Iterator[Finding]:
    measured = contrast(brand.house, brand.signal)
    if measured >= LARGE:
        return
    distinct: Callable[[Ink], bool] = lambda ink: contrast(ink, brand.house) >= LARGE + 0.1  # noqa: E731
    down = contrast(BLACK, brand.house) > contrast(PAPER, brand.house)
    better = _until(brand.signal, distinct, _darker if down else _lighter, inks, "signal")
    yield finding(COLOURS_ALIKE, N_("{first} and {second} have a contrast of {ratio} in print, at least {least} is "
                                    "needed"),
                  N_("take for the second one {inks} ({hex}), or another that is lighter or darker"),
                  measured=round(measured, 2), limit=LARGE, first=ink_text(brand.house), second=ink_text(brand.signal),
                  ratio=f"{measured:.1f}", least=f"{LARGE:g}", inks=",".join(f"{part:g}" for part in per_cent(better)),
                  hex=hex_of(better))


def _until(ink: Ink, good: Callable[[Ink], bool], step: Callable[[Cmyk], Cmyk], inks: Inks, name: str) -> Ink:
    """The first mixture that is good, from `ink` on in steps, up to paper or black."""
    for _ in range(60):
        if good(ink):
            break
        ink = inks.mixed(name, _rounded(step(per_cent(ink))))
    return replace(ink, name=name)


def _darker(cmyk: Cmyk) -> Cmyk:
    cyan, magenta, yellow, black = cmyk
    if black >= 98:
        return 0.0, 0.0, 0.0, 100.0
    return _within(cyan, magenta, yellow, min(black + 4, 100))


def _lighter(cmyk: Cmyk) -> Cmyk:
    cyan, magenta, yellow, black = (part * 0.88 for part in cmyk)
    return cyan, magenta, yellow, black


def _screen(ink: Ink, inks: Inks) -> Ink:
    """A fifth of an ink, without its black."""
    cyan, magenta, yellow, black = per_cent(ink)
    if cyan + magenta + yellow == 0:
        return inks.mixed("pale", _rounded((0, 0, 0, black * 0.15)))
    return inks.mixed("pale", _rounded((cyan * 0.2, magenta * 0.2, yellow * 0.2, 0)))


def on(ground: Ink) -> str:
    """The ink of words on a ground: paper or black, of which one always has a contrast of 4.58 or more."""
    return "paper" if contrast(PAPER, ground) >= contrast(BLACK, ground) else "black"


def per_cent(ink: Ink) -> Cmyk:
    """An ink's mixture in per cent."""
    cyan, magenta, yellow, black = (round(part * 100, 1) for part in ink.cmyk)
    return cyan, magenta, yellow, black


def hex_of(ink: Ink) -> str:
    """How an ink looks on a screen once printed: `#00519E`."""
    return "#" + "".join(f"{round(part * 255):02X}" for part in ink.srgb)


def ink_text(ink: Ink) -> str:
    """An ink for a message: `C 100 M 65 Y 0 K 5`."""
    return " ".join(f"{letter} {part:g}" for letter, part in zip("CMYK", per_cent(ink), strict=True))
