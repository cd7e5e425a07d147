"""Inks for a screen colour: the mixture of one printing condition that comes nearest to it, below an ink limit.

The search starts from the profile's own separation and from the same with its grey component printed in black, and
changes one or two inks at a time, in whole per cent, while the difference falls. A mixture of two colours and black is
preferred: its hue does not depend on the balance of three. Grey is printed in black alone, which no ink can tint.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations, product

from pressroom.colour.difference import TOLERANCE, Lab, ciede2000, difference, lab_of
from pressroom.colour.ink import PURE, Cmyk, Srgb
from pressroom.colour.profiles import Profile, as_bytes, lab_profile, opened, srgb_profile, transform
from pressroom.records import dataclass, replace

# Whole per cent of cyan, magenta, yellow, black.
_Mixture = tuple[int, int, int, int]

_STEPS = (8, 4, 2, 1)
_NEUTRAL = 0.02  # between the largest and the smallest part of a grey
_GREY, _DARK = 2.0, 0.1  # how far black alone may be from a grey; below this every grey is black
# Per cent of black beside colours: from 85 % an ink counts as a rich black (GWG 2022, R0015), which holds less ink.
_MOST_BLACK, _MOST_RICH = 80, 240.0
_LEAST_INK = 2  # per cent; less is invisible
# What a mixture may cost in CIEDE2000: a third colour, and each per cent of ink.
_THIRD_COLOUR, _PER_CENT = 0.5, 0.001
_MOST_STEPS = 400


@dataclass(frozen=True, slots=True)
class Proposal:
    """Inks for a screen colour.

    Attributes:
        asked: the screen colour.
        cmyk: the mixture, fractions in whole per cent.
        printed: how it looks once printed.
        difference: CIEDE2000 between both.
        in_gamut: whether some mixture of the condition, of whatever ink, comes within the tolerance.
    """

    asked: Srgb
    cmyk: Cmyk
    printed: Srgb
    difference: float
    in_gamut: bool

    @property
    def good(self) -> bool:
        """Whether it prints within the tolerance."""
        return self.difference <= TOLERANCE


class Press:
    """A printing condition, for many conversions: nothing is cached."""

    def __init__(self, profile: Profile) -> None:
        press, screen = opened(profile.content), srgb_profile()
        self._srgb = transform(press, "CMYK", screen, "RGB")
        self._lab = transform(press, "CMYK", lab_profile(), "LAB")
        self._inks = transform(screen, "RGB", press, "CMYK")

    def srgbs(self, cmyks: Sequence[Cmyk]) -> list[Srgb]:
        """How mixtures (fractions) look once printed; clipped where a screen cannot show it."""
        from PIL import Image

        raw = self._srgb.apply(Image.frombytes("CMYK", (len(cmyks), 1), as_bytes(cmyks))).tobytes()
        return [(raw[at] / 255, raw[at + 1] / 255, raw[at + 2] / 255) for at in range(0, len(raw), 3)]

    def labs(self, cmyks: Sequence[Cmyk]) -> list[Lab]:
        """CIELAB of printed mixtures: from sRGB, which has the finer steps, else as the profile says."""
        from PIL import Image

        raw = self._lab.apply(Image.frombytes("CMYK", (len(cmyks), 1), as_bytes(cmyks))).tobytes()
        coarse = [(raw[at] / 2.55, _signed(raw[at + 1]), _signed(raw[at + 2])) for at in range(0, len(raw), 3)]
        return [lab_of(srgb) if min(srgb) > 0 and max(srgb) < 1 else lab
                for srgb, lab in zip(self.srgbs(cmyks), coarse, strict=True)]

    def separated(self, srgb: Srgb) -> Cmyk:
        """The profile's own mixture for a screen colour."""
        from PIL import Image

        raw = self._inks.apply(Image.frombytes("RGB", (1, 1), as_bytes([srgb]))).tobytes()
        return raw[0] / 255, raw[1] / 255, raw[2] / 255, raw[3] / 255


def _signed(byte: int) -> float:
    return float(byte - 256 if byte > 127 else byte)


def propose(asked: Srgb, press: Press, most_ink: float) -> Proposal:
    """The inks that print a screen colour, with at most `most_ink` per cent in all."""
    if max(asked) - min(asked) < _NEUTRAL:
        grey = _grey(asked, press)
        if grey.difference <= _GREY or max(asked) < _DARK:
            return grey
    best = _search(asked, press, most_ink, _MOST_BLACK)
    if not best.good:
        rich = _search(asked, press, min(most_ink, _MOST_RICH), 100)
        best = min(best, rich, key=lambda each: each.difference)
    return best if best.good else replace(best, in_gamut=_search(asked, press, 400.0, 100).good)


def of_mixture(cmyk: Cmyk, press: Press) -> Srgb:
    """How a mixture looks once printed, as screens and members' files show it: pure paper and black stay pure."""
    return PURE.get(cmyk) or press.srgbs([cmyk])[0]


def _grey(asked: Srgb, press: Press) -> Proposal:
    """Black alone; pure black also counts as what members' files show for it."""
    shades = [(0.0, 0.0, 0.0, step / 100) for step in range(101)]
    looks = [*zip(shades, press.srgbs(shades), strict=True), *PURE.items()]
    apart, shade, look = min((difference(asked, look), shade, look) for shade, look in looks)
    return Proposal(asked, shade, look, apart, apart <= TOLERANCE)


def _search(asked: Srgb, press: Press, most_ink: float, most_black: int) -> Proposal:
    descent = _Descent(lab_of(asked), press, most_ink, most_black)
    cyan, magenta, yellow, black = (round(part * 100) for part in press.separated(asked))
    common = min(cyan, magenta, yellow)
    starts = [(cyan, magenta, yellow, black),
              (cyan - common, magenta - common, yellow - common, min(100, black + common))]
    found = {descent.lowest(descent.within(start)) for start in starts}
    mixture = min(found, key=lambda each: (descent.costs([each])[0], each))
    cmyk = _fractions(mixture)
    apart = descent.differences([mixture])[0]
    return Proposal(asked, cmyk, of_mixture(cmyk, press), apart, apart <= TOLERANCE)


@dataclass(frozen=True, slots=True)
class _Descent:
    """Looks for the mixture nearest to a colour.

    Attributes:
        target: the colour.
        press: the condition.
        most_ink, most_black: in all, and of black; per cent.
    """

    target: Lab
    press: Press
    most_ink: float
    most_black: int

    def differences(self, mixtures: Sequence[_Mixture]) -> list[float]:
        labs = self.press.labs([_fractions(each) for each in mixtures])
        return [ciede2000(self.target, lab) for lab in labs]

    def costs(self, mixtures: Sequence[_Mixture]) -> list[float]:
        return [apart + _PER_CENT * sum(each) + (_THIRD_COLOUR if min(each[:3]) else 0)
                for apart, each in zip(self.differences(mixtures), mixtures, strict=True)]

    def lowest(self, start: _Mixture) -> _Mixture:
        """The mixture at the foot of the slope that begins at `start`."""
        here, cost = start, self.costs([start])[0]
        steps, count = iter(_STEPS), 0
        step = next(steps, 0)
        while step and count < _MOST_STEPS:
            around = sorted(self.neighbours(here, step))
            costs = self.costs(around) if around else []
            nearest = min(range(len(around)), key=costs.__getitem__, default=-1)
            if nearest >= 0 and costs[nearest] < cost - 1e-9:
                here, cost, count = around[nearest], costs[nearest], count + 1
            else:
                step = next(steps, 0)
        return here

    def neighbours(self, here: _Mixture, step: int) -> set[_Mixture]:
        """Mixtures with one or two inks changed by `step`, and those without an ink that is nearly none."""
        moves: set[_Mixture] = set()
        for first, second in combinations(range(4), 2):
            for one, two in product((-step, 0, step), repeat=2):
                parts = list(here)
                parts[first], parts[second] = parts[first] + one, parts[second] + two
                moves.add(self.within(parts))
        return moves - {here}

    def within(self, parts: Iterable[int]) -> _Mixture:
        """The mixture between 0 and 100, below the ink limit: common parts of the colours become black."""
        cyan, magenta, yellow, black = (min(part, 100) if part >= _LEAST_INK else 0 for part in parts)
        black = min(black, self.most_black)
        while cyan + magenta + yellow + black > self.most_ink:
            if min(cyan, magenta, yellow) and black < self.most_black:
                cyan, magenta, yellow, black = cyan - 1, magenta - 1, yellow - 1, black + 1
            else:
                cyan, magenta, yellow = max(cyan - 1, 0), max(magenta - 1, 0), max(yellow - 1, 0)
        return cyan, magenta, yellow, black


def _fractions(mixture: _Mixture) -> Cmyk:
    cyan, magenta, yellow, black = mixture
    return cyan / 100, magenta / 100, yellow / 100, black / 100
