"""The site's colours and typefaces, taken from the brand: what has too little contrast is not used for words."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pressroom import library
from pressroom.cache import Cache, key
from pressroom.colour import profiles
from pressroom.colour.ink import BLACK, PAPER, Ink, contrast
from pressroom.findings import Place
from pressroom.stages import Job

WORDS_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3, for words of any size; all words of the site keep to it."""

_ENGINE = "site font 2"
# Letters of French and its neighbours, those in names of officials, and what typography puts between them; a name
# with a rarer letter shows it in the reader's own typeface.
_CHARACTERS = (*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, "ŒœŸŠšŽžŁłĆćČčĞğŞşİıŃńŐőŘřŚśŻż"),
               0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026, 0x202F, 0x20AC, 0x2190)
_FEATURES = ("kern", "ccmp")
_DROPPED_TABLES = ("STAT", "gasp", "DSIG")


@dataclass(frozen=True, slots=True)
class Colours:
    """Colours of one scheme, as `#rrggbb`.

    Attributes:
        page, raised: grounds of the page, and of what stands out from it.
        words, quiet: words, and those that matter less.
        link: of links and outlines on both grounds.
        button, button_words: of what is to be pressed.
        line: hair lines.
    """

    page: str
    raised: str
    words: str
    quiet: str
    link: str
    button: str
    button_words: str
    line: str


@dataclass(frozen=True, slots=True)
class Looks:
    """Everything of the brand that a style sheet needs.

    Attributes:
        light, dark: the two schemes.
        ground, ground_words, accent, accent_words: of the opening, as on the first palette's posters.
        grounds: of every palette, by name; wall is the colour behind pictures that are shared.
    """

    light: Colours
    dark: Colours
    ground: str
    ground_words: str
    accent: str
    accent_words: str
    grounds: Mapping[str, str]
    wall: str


def looks(job: Job, cache: Cache) -> Looks:
    """The brand on a screen."""
    inks = _inks(job, cache)
    palettes = job.brand.palettes
    first = next(iter(palettes.values()))
    tones = [ink for ink in inks.values() if ink.luminance < 0.999]
    darkest = min((ink for ink in tones if ink.luminance > 0), key=lambda ink: ink.luminance, default=BLACK)
    palest = max(tones, key=lambda ink: ink.luminance, default=PAPER)
    ground, words = inks[first.ground], inks[first.words]
    accent, accent_words = inks[first.accent], inks[first.accent_words]
    pale = _mix(palest, PAPER, 0.6)
    link = next((ink for ink in (ground, accent, darkest) if contrast(ink, pale) >= WORDS_CONTRAST), BLACK)
    night = _mix(darkest, BLACK, 0.45)
    light = Colours(_hex(_mix(_tint(inks, palest), PAPER, 0.78)), "#ffffff", _hex(darkest),
                    _hex(_readable(darkest, PAPER, _mix(_tint(inks, palest), PAPER, 0.78))), _hex(link), _hex(link),
                    _hex(max(PAPER, BLACK, key=lambda ink: contrast(ink, link))),
                    _hex(_mix(_tint(inks, palest), darkest, 0.12)))
    bright = next((ink for ink in (accent, ground, PAPER) if contrast(ink, darkest) >= WORDS_CONTRAST), PAPER)
    dark = Colours(_hex(night), _hex(_mix(darkest, night, 0.25)), _hex(_mix(_tint(inks, palest), PAPER, 0.5)),
                   _hex(_readable(PAPER, darkest, darkest)), _hex(bright), _hex(bright),
                   _hex(max(PAPER, BLACK, key=lambda ink: contrast(ink, bright))), _hex(_mix(darkest, PAPER, 0.18)))
    return Looks(light, dark, _hex(ground), _hex(words), _hex(accent), _hex(accent_words),
                 {name: _hex(inks[spec.ground]) for name, spec in palettes.items()}, _hex(darkest))


def _inks(job: Job, cache: Cache) -> dict[str, Ink]:
    cmyk = {name: tuple(part / 100 for part in spec.cmyk) for name, spec in job.brand.inks.items()
            if not spec.technical}
    srgb = {name: job.brand.inks[name].srgb for name in cmyk}
    condition = job.printers[job.campaign.printer].condition
    file = job.root / "assets/icc" / condition.profile
    return library.inks(cmyk, srgb, profiles.read_profile(file, Place(file)), cache)


def _tint(inks: Mapping[str, Ink], palest: Ink) -> Ink:
    """The palest ink that is cool or grey: a quiet ground, so that posters are what shines."""
    cool = [ink for ink in inks.values() if 0.5 < ink.luminance < 0.999 and ink.srgb[2] >= ink.srgb[0]]
    return max(cool, key=lambda ink: ink.luminance, default=_mix(palest, PAPER, 0.7))


def _readable(first: Ink, second: Ink, ground: Ink) -> Ink:
    """As much of `second` mixed into `first` as still reads well on `ground`, with something to spare."""
    best = first
    for part in range(1, 10):
        mix = _mix(first, second, part / 20)
        if contrast(mix, ground) < WORDS_CONTRAST + 1.2:
            break
        best = mix
    return best


def _mix(first: Ink, second: Ink, part: float) -> Ink:
    """`part` of the second in the first, as screens mix colours."""
    red, green, blue = (one + (two - one) * part for one, two in zip(first.srgb, second.srgb, strict=True))
    return Ink(first.name, first.cmyk, (red, green, blue))


def _hex(ink: Ink) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in ink.srgb)


def web_fonts(job: Job, cache: Cache) -> dict[str, bytes]:
    """The faces of the site by file name (WOFF 1.0), cut to Latin letters; the brand's `display` and `text`."""
    families = job.brand.type
    display = families.get("display") or next(iter(families.values()))
    text = families.get("text") or display
    files = {"display": display.regular, "text": text.regular, "text-bold": text.bold or text.semibold or text.regular}
    folder = job.root / "assets/fonts"
    return {f"{name}.woff": _woff_of(folder / file, cache) for name, file in files.items()}


def _woff_of(file: Path, cache: Cache) -> bytes:
    whole = file.read_bytes()
    name = key(_ENGINE, whole)
    content = cache.get(name)
    if content is None:
        content = woff(_subset(whole))
        cache.put(name, content)
    return content


def _subset(font: bytes) -> bytes:
    """The font with the site's characters only."""
    import uharfbuzz as hb

    subset = hb.SubsetInput()
    subset.unicode_set.update(_CHARACTERS)
    subset.flags = hb.SubsetFlags.NO_HINTING
    subset.layout_feature_tag_set.clear()
    subset.layout_feature_tag_set.update(_tags(_FEATURES))
    subset.drop_table_tag_set.update(_tags(_DROPPED_TABLES))
    return bytes(subset.subset(hb.Face(font)).blob.data)


def _tags(names: Iterable[str]) -> list[int]:
    return [int.from_bytes(name.encode("ascii"), "big") for name in names]


def woff(font: bytes) -> bytes:
    """A TrueType file as WOFF 1.0 (W3C Recommendation of 2012): the same tables, each deflated."""
    count = struct.unpack(">H", font[4:6])[0]
    tables = sorted(struct.unpack(">4sIII", font[12 + 16 * number:28 + 16 * number]) for number in range(count))
    at = 44 + 20 * count
    directory, bodies = b"", b""
    for tag, checksum, offset, length in tables:
        raw = font[offset:offset + length]
        packed = zlib.compress(raw, 9)
        body = packed if len(packed) < length else raw
        directory += struct.pack(">4sIIII", tag, at, len(body), length, checksum)
        padded = body + bytes(-len(body) % 4)
        bodies += padded
        at += len(padded)
    size = 12 + 16 * count + sum(length + -length % 4 for _, _, _, length in tables)
    head = struct.pack(">4s4sIHHIHHIIIII", b"wOFF", font[:4], at, count, 0, size, 1, 0, 0, 0, 0, 0, 0)
    return head + directory + bodies
