"""The site's colours and typefaces, taken from the brand; text colours have the contrast that WCAG requires."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from pressroom import files, library
from pressroom.cache import Cache, key
from pressroom.colour import profiles
from pressroom.colour.ink import BLACK, PAPER, Ink, contrast
from pressroom.findings import Place
from pressroom.records import dataclass
from pressroom.stages import Job

WORDS_CONTRAST = 4.5
"""Least contrast of text (WCAG 2.2, 1.4.3); the site uses it for text of every size."""

_ENGINE = "site font 2"
# Letters of French and its neighbours, letters in names of officials, and typographic punctuation; other letters appear
# in the reader's own typeface.
_CHARACTERS = (*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, "ŒœŸŠšŽžŁłĆćČčĞğŞşİıŃńŐőŘřŚśŻż"),
               0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026, 0x202F, 0x20AC, 0x2190)
_FEATURES = ("kern", "ccmp")
_DROPPED_TABLES = ("STAT", "gasp", "DSIG")


@dataclass(frozen=True, slots=True)
class Colours:
    """Colours of one scheme, as `#rrggbb`.

    Attributes:
        page, raised: grounds of the page, and of cards on it.
        words, quiet: of text, and of secondary text.
        link: of links and outlines on both grounds.
        button, button_words: ground and text of buttons.
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
    """The brand's colours for the style sheet, as `#rrggbb`.

    Attributes:
        light, dark: the two schemes.
        ground, ground_words, accent, accent_words: of the page's head, from the first palette.
        grounds: of every palette, by name.
        wall: the ground of pictures for social networks.
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
    """The brand's colours on a screen."""
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
    inks = {name: spec for name, spec in job.brand.inks.items() if not spec.is_technical}
    profile = profiles.read_profile(job.screen_profile, Place(job.screen_profile))
    return library.inks({name: spec.mixture for name, spec in inks.items()},
                        {name: spec.srgb for name, spec in inks.items()}, profile, cache)


def _tint(inks: Mapping[str, Ink], palest: Ink) -> Ink:
    """The palest cool or grey ink: a quiet ground, on which the posters stand out."""
    cool = [ink for ink in inks.values() if 0.5 < ink.luminance < 0.999 and ink.srgb[2] >= ink.srgb[0]]
    return max(cool, key=lambda ink: ink.luminance, default=_mix(palest, PAPER, 0.7))


def _readable(first: Ink, second: Ink, ground: Ink) -> Ink:
    """`first` with as much of `second`, up to 45 %, as keeps the contrast on `ground` 1.2 above the limit."""
    best = first
    for part in range(1, 10):
        mix = _mix(first, second, part / 20)
        if contrast(mix, ground) < WORDS_CONTRAST + 1.2:
            break
        best = mix
    return best


def _mix(first: Ink, second: Ink, part: float) -> Ink:
    """A mix in sRGB, with the share `part` of `second`."""
    red, green, blue = (one + (two - one) * part for one, two in zip(first.srgb, second.srgb, strict=True))
    return Ink(first.name, first.cmyk, (red, green, blue))


def _hex(ink: Ink) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in ink.srgb)


def web_fonts(job: Job, cache: Cache) -> dict[str, bytes]:
    """The site's fonts by file name: the brand's `display` and `text` as WOFF 1.0, subset to `_CHARACTERS`."""
    families = job.brand.type
    display = families.get("display") or next(iter(families.values()))
    text = families.get("text") or display
    bold = next(weight for weight in ("bold", "semibold", "regular") if weight in text.fonts)
    fonts = {"display": display.fonts["regular"], "text": text.fonts["regular"], "text-bold": text.fonts[bold]}
    folder = job.root / "assets/fonts"
    return {f"{name}.woff": _woff_of(folder / font.name, font.instance, cache) for name, font in fonts.items()}


def _woff_of(file: Path, instance: tuple[tuple[str, float], ...], cache: Cache) -> bytes:
    whole = files.content(file)
    name = key(_ENGINE, whole, repr(instance))
    content = cache.get(name)
    if content is None:
        if instance:
            from pressroom.type.fonts.file import open_font  # lazy: it imports HarfBuzz

            whole = bytes(open_font(file, instance).blob.data)
        content = woff(_subset(whole))
        cache.put(name, content)
    return content


def _subset(font: bytes) -> bytes:
    """The font reduced to the site's characters."""
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
    """A font file as WOFF 1.0 (W3C Recommendation, 13 December 2012): the same tables, compressed."""
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
