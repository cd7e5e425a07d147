"""The brand's inks as a press prints them and as screens show them, and the contrasts of its palettes."""

from __future__ import annotations

from pressroom import library
from pressroom.cache import Cache
from pressroom.colour.difference import TOLERANCE, ciede2000, lab_of
from pressroom.colour.ink import Ink, contrast
from pressroom.colour.profiles import read_profile
from pressroom.colour.proposals import Press
from pressroom.colour.seen import EYES, in_grey
from pressroom.findings import Place
from pressroom.records import dataclass, replace
from pressroom.stages import Job


@dataclass(frozen=True, slots=True)
class InkColours:
    """An ink in print and on a screen.

    Attributes:
        ink: its look in print and its screen colour.
        apart: CIEDE2000 between both.
        beyond_screens: whether no screen colour comes within the tolerance of the print, as with pure cyan.
    """

    ink: Ink
    apart: float
    beyond_screens: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two inks of a palette, one on the other.

    Attributes:
        role: of the upper one, e.g. `words`.
        upper, ground: the inks.
    """

    role: str
    upper: Ink
    ground: Ink

    @property
    def in_print(self) -> float:
        """Contrast once printed."""
        return contrast(self.upper, self.ground)

    @property
    def in_grey(self) -> float:
        """Contrast once printed in grey."""
        return contrast(in_grey(self.upper), in_grey(self.ground))

    @property
    def to_eyes(self) -> float:
        """The least contrast to eyes that lack one kind of cones."""
        return min(contrast(eyes(self.upper), eyes(self.ground)) for eyes in EYES.values())


@dataclass(frozen=True, slots=True)
class BrandColours:
    """What `render.py colours` shows.

    Attributes:
        organisation: whose brand it is.
        condition: the name of the printing condition.
        inks: in the order of the brand; tools' paths are left out, as nobody sees them.
        palettes: pairs of inks, by palette.
    """

    organisation: str
    condition: str
    inks: tuple[InkColours, ...]
    palettes: dict[str, tuple[Pair, ...]]


def brand_colours(job: Job, printer: str, cache: Cache) -> BrandColours:
    """The brand in the condition of one printer, and on screens.

    Raises:
        Refused: a profile cannot be used.
    """
    condition = job.printers[printer].condition
    file = job.root / "assets/icc" / condition.profile
    profile = read_profile(file, Place(file.relative_to(job.root)))
    specs = {name: spec for name, spec in job.brand.inks.items() if not spec.is_technical}
    mixtures = {name: spec.mixture for name, spec in specs.items()}
    screen = read_profile(job.screen_profile, Place(job.screen_profile.relative_to(job.root)))
    shown = library.inks(mixtures, {name: spec.srgb for name, spec in specs.items()}, screen, cache)
    looks = library.printed_looks(mixtures, profile, cache)
    inks = {name: replace(ink, printed=looks[name], spot=specs[name].spot) for name, ink in shown.items()}
    labs = Press(profile).labs([*mixtures.values()]) if mixtures else []
    rows = [InkColours(ink, ciede2000(lab, lab_of(ink.srgb)), ciede2000(lab, lab_of(ink.look)) > TOLERANCE)
            for ink, lab in zip(inks.values(), labs, strict=True)]
    return BrandColours(job.brand.name, profile.description or condition.identifier, tuple(rows), _pairs(job, inks))


def _pairs(job: Job, inks: dict[str, Ink]) -> dict[str, tuple[Pair, ...]]:
    """The pairs of each palette whose inks are all there."""
    palettes = {}
    for name, spec in job.brand.palettes.items():
        roles = (("words", spec.words, spec.ground), ("accent", spec.accent, spec.ground),
                 ("accent-words", spec.accent_words, spec.accent), ("foot-words", spec.foot_words, spec.foot))
        if all(upper in inks and ground in inks for _, upper, ground in roles):
            palettes[name] = tuple(Pair(role, inks[upper], inks[ground]) for role, upper, ground in roles)
    return palettes
