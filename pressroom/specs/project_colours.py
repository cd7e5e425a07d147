"""The colours of a new project: from the user's answers to inks and palettes.

Colours are sRGB (`#0050a0`) or inks in per cent (`100,65,0,5`). For sRGB, inks of the printing condition
are proposed (colour.proposals), below the ink limit of every preset.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pressroom.cache import Cache
from pressroom.colour import profiles
from pressroom.colour.ink import BLACK, PAPER, PURE, Cmyk, Ink, Srgb, contrast, hex_of, srgb_of
from pressroom.colour.proposals import Press, propose
from pressroom.findings import N_, Finding, Refused, code, compared, finding
from pressroom.patterns import regex
from pressroom.records import dataclass, replace

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
PALE = 12.0  # of black words on a tint of the house colour
# Per cent; the brand's rich black holds as much, and every preset allows more.
MOST_INK, MOST_GIVEN = 240.0, 280.0
_HEX = regex(r"#?([0-9a-fA-F]{6})")
_INKS = regex(r"(?:cmyk)?\s*\(?\s*" + r"\s*[,/ ]\s*".join([r"(\d{1,3}(?:\.\d+)?)\s*%?"] * 4) + r"\s*\)?", re.I)


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
        return Colour(text, srgb=srgb_of(match[1]))
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
        if colour.cmyk is not None:
            return self.mixed(name, colour.cmyk)
        proposal = propose(colour.srgb or BLACK.srgb, Press(self.profile), MOST_INK)
        return self.mixed(name, per_cent(proposal.cmyk))

    def mixed(self, name: str, cmyk: Cmyk) -> Ink:
        """The ink of a mixture (per cent), as it looks once printed; on screens, paper and black stay pure."""
        cyan, magenta, yellow, black = cmyk
        parts = (cyan / 100, magenta / 100, yellow / 100, black / 100)
        printed = profiles.srgb_of(parts, self.profile, self.cache)
        return Ink(name, parts, PURE.get(parts, printed), printed=printed)


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
        house_ground, signal_ground: both as grounds of words: the same, or a little further from each other where
            neither paper nor black can be read on one.
        black: the ink of words, as it looks once printed.
    """

    house: Ink
    signal: Ink
    deep: Ink
    pale: Ink
    house_ground: Ink
    signal_ground: Ink
    black: Ink

    @property
    def inks(self) -> tuple[Ink, ...]:
        """Those of its own, each once."""
        return tuple(dict.fromkeys((self.house, self.signal, self.deep, self.pale, self.house_ground,
                                    self.signal_ground)))

    def words_on(self, ground: Ink) -> str:
        """The ink of words on a ground: paper or black, whichever has the higher contrast."""
        return "paper" if contrast(PAPER, ground) >= contrast(self.black, ground) else "black"


def brand_of(house: Colour, signal: Colour | None, inks: Inks) -> Brand:
    """The inks of a project whose colours are these; without a second one, yellow or a dark blue.

    Raises:
        Refused: the two colours are too much alike; the hint names one that would do.
    """
    first, black = inks.of("house", house), inks.mixed("black", (0, 0, 0, 100))
    if signal is None:
        yellow, night = inks.mixed("signal", (0, 12, 95, 0)), inks.mixed("signal", (100, 75, 0, 60))
        second = yellow if contrast(yellow, first) > contrast(night, first) else night
    else:
        second = inks.of("signal", signal)
    if faults := list(_alike(first, second, black, inks)):
        raise Refused(faults, exit_code=2)
    deep = _until(first, lambda ink: contrast(ink, PAPER) >= SMALL + 0.1, _darker, inks, "deep")
    pale = _until(_screen(first, inks), lambda ink: contrast(ink, black) >= PALE, _lighter, inks, "pale")
    return Brand(first, second, deep, pale, _ground(first, second, black, inks), _ground(second, first, black, inks),
                 black)


def _ground(ink: Ink, other: Ink, black: Ink, inks: Inks) -> Ink:
    """`ink`, or one a little further from `other`, on which paper or black can be read."""
    readable: Callable[[Ink], bool] = lambda each: max(  # noqa: E731
        contrast(PAPER, each), contrast(black, each)) >= SMALL + 0.05
    if readable(ink):
        return ink
    return _until(ink, readable, _darker if other.luminance > ink.luminance else _lighter, inks, f"{ink.name}-ground")


def _alike(house: Ink, signal: Ink, black: Ink, inks: Inks) -> Iterator[Finding]:
    measured = contrast(house, signal)
    if measured >= LARGE:
        return
    distinct: Callable[[Ink], bool] = lambda ink: contrast(ink, house) >= LARGE + 0.1  # noqa: E731
    down = contrast(black, house) > contrast(PAPER, house)
    better = _until(signal, distinct, _darker if down else _lighter, inks, "signal")
    yield finding(COLOURS_ALIKE, N_("{first} and {second} have a contrast of {ratio} in print, at least {least} is "
                                    "needed"),
                  N_("take for the second one {inks} ({hex}), or another that is lighter or darker"),
                  measured=compared(measured, LARGE, 2)[0], limit=LARGE, first=ink_text(house), second=ink_text(signal),
                  ratio=f"{compared(measured, LARGE, 1)[0]:g}", least=f"{LARGE:g}",
                  inks=",".join(f"{part:g}" for part in per_cent(better.cmyk)), hex=hex_of(better.look))


def _until(ink: Ink, good: Callable[[Ink], bool], step: Callable[[Cmyk], Cmyk], inks: Inks, name: str) -> Ink:
    """The first mixture that is good, from `ink` on in steps, up to paper or black."""
    for _ in range(60):
        if good(ink):
            break
        ink = inks.mixed(name, _rounded(step(per_cent(ink.cmyk))))
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
    cyan, magenta, yellow, black = per_cent(ink.cmyk)
    if cyan + magenta + yellow == 0:
        return inks.mixed("pale", _rounded((0, 0, 0, black * 0.15)))
    return inks.mixed("pale", _rounded((cyan * 0.2, magenta * 0.2, yellow * 0.2, 0)))


def per_cent(mixture: Cmyk) -> Cmyk:
    """A mixture of fractions in per cent."""
    cyan, magenta, yellow, black = (round(part * 100, 1) for part in mixture)
    return cyan, magenta, yellow, black


def ink_text(ink: Ink) -> str:
    """An ink for a message: `C 100 M 65 Y 0 K 5`."""
    return " ".join(f"{letter} {part:g}" for letter, part in zip("CMYK", per_cent(ink.cmyk), strict=True))
