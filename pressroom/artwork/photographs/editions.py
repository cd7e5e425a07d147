"""Encoding of a picture's bands for the press and for a screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PIL import Image

from pressroom.artwork.photographs.colour import Colours, for_inks, for_light, profile_of
from pressroom.artwork.photographs.encoded import ColourFacts, Encoded
from pressroom.artwork.photographs.ink_limit import Tally, coverage, limit_ink, most_ink
from pressroom.artwork.photographs.pack import (
    MOST_JPEG_SIDE,
    FlatePacker,
    JpegPacker,
    as_printed,
    jpeg_band,
    predictor_pays,
)
from pressroom.artwork.photographs.source import BAND_ROWS, Source, source_of
from pressroom.colour.ink import BLACK, PAPER, Ink
from pressroom.colour.profiles import Profile, lab_profile, transform
from pressroom.colour.profiles import opened as open_profile
from pressroom.marks import Picture
from pressroom.records import replace

# Two decoders may differ by one step in each of the four plates (ITU-T T.83); the limit must hold with both.
_DECODER_STEPS = 4
_FIRST_HEADROOM = 6  # what JPEG at this quality usually adds to a dark pixel, in steps of 1/255
_NEXT_HEADROOM = 4
_MOST_TRIES = 10
_ADOBE_INVERTED = (1, 0, 1, 0, 1, 0, 1, 0)


class _LimitNotHeldError(Exception):
    """JPEG coding raises a pixel above the limit, even with the most headroom."""


def encode_for_press(picture: Picture, profile: Profile, ink_limit: float, cap_ppi: float) -> Encoded:
    """The picture for the press; see `for_press`."""
    most = int(ink_limit * 255 + 1e-6)
    with source_of(picture, cap_ppi) as source:
        embedded, _ = profile_of(source.picture)
        if source.mode == "1":
            return _line_art(source, [ink.cmyk for ink in picture.tint or (BLACK, PAPER)], most)
        colours = for_inks(source.mode, embedded, profile, picture.tint)
        tally = Tally(transform(open_profile(profile.content), "CMYK", lab_profile(), "LAB"))
        if _as_jpeg(source):
            try:
                packer = _press_jpeg(source, colours, most, tally)
            except _LimitNotHeldError:
                tally = Tally(tally.lab)
            else:
                jpeg = _jpeg(packer, source.size, 4, tally.facts(colours.read_as), _ADOBE_INVERTED)
                return _with_inks(jpeg, colours, most)
        if picture.ground:
            bands = _flattened_bands(source, colours, most, tally, picture.ground)
        else:
            bands = _limited_bands(source, colours, most, tally)
        flate = _flate(source, bands, colours, tally, most, opaque=bool(picture.ground))
        return _with_inks(flate, colours, most)


def _with_inks(encoded: Encoded, colours: Colours, most: int) -> Encoded:
    """The picture, with what became of its inks."""
    if not colours.inks or encoded.facts is None:
        return encoded
    return replace(encoded, facts=replace(encoded.facts, inks=colours.inks, black=colours.black(most)))


def encode_for_screen(picture: Picture, profile: Profile, cap_ppi: float) -> Encoded:
    """The picture for a screen; see `for_screen`."""
    with source_of(picture, cap_ppi) as source:
        embedded, _ = profile_of(source.picture)
        if source.mode == "1":
            return _line_art(source, [ink.srgb for ink in picture.tint or (BLACK, PAPER)], 0)
        colours = for_light(source.mode, embedded, profile, picture.tint)
        if _as_jpeg(source):
            packer = JpegPacker(*source.size)
            for band in source.bands():
                packer.add(jpeg_band(colours.convert(band)))
            source.release()
            return _jpeg(packer, source.size, len(colours.mode), ColourFacts(colours.read_as, inks=colours.inks), None)
        bands = ((colours.convert(_without_alpha(band)), band) for band in source.bands())
        return _flate(source, bands, colours, None, 0)


def _as_jpeg(source: Source) -> bool:
    return source.lossy and source.mode in ("L", "RGB", "CMYK") and max(source.size) <= MOST_JPEG_SIDE


def _jpeg(packer: JpegPacker, size: tuple[int, int], components: int, facts: ColourFacts,
          decode: tuple[int, ...] | None) -> Encoded:
    return Encoded(packer.finish(), "DCTDecode", *size, components, decode=decode, facts=facts)


def _press_jpeg(source: Source, colours: Colours, most: int, tally: Tally) -> JpegPacker:
    packer = JpegPacker(*source.size)
    for band in source.bands():
        before = colours.convert(band)
        jpeg, after, printed = _jpeg_within_limit(before, most)
        tally.add(before, after, printed)
        packer.add(jpeg)
    source.release()
    return packer


def _jpeg_within_limit(before: Image.Image, most: int) -> tuple[bytes, Image.Image, int]:
    """A band as JPEG within the limit when decoded; the coded band; the most ink in the decoded one.

    Raises:
        _LimitNotHeldError: no headroom is enough.
    """
    ceiling = most - _DECODER_STEPS
    aim = max(ceiling - _FIRST_HEADROOM, 255)
    total = coverage(before)
    for _ in range(_MOST_TRIES):
        after = limit_ink(before, aim, total)
        jpeg = jpeg_band(after)
        printed = most_ink(as_printed(jpeg))
        if printed <= ceiling:
            return jpeg, after, printed
        if aim == 255:
            break
        aim = max(aim - (printed - ceiling) - _NEXT_HEADROOM, 255)
    raise _LimitNotHeldError


def _limited_bands(source: Source, colours: Colours, most: int,
                   tally: Tally) -> Iterator[tuple[Image.Image, Image.Image]]:
    for band in source.bands():
        before = colours.convert(_without_alpha(band))
        after = limit_ink(before, most)
        tally.add(before, after, most_ink(after))
        yield after, band


def _flattened_bands(source: Source, colours: Colours, most: int, tally: Tally,
                     ground: Ink) -> Iterator[tuple[Image.Image, Image.Image]]:
    """The limited bands, mixed plate by plate with the ground where they are transparent."""
    flat = tuple(round(part * 255) for part in ground.cmyk)
    for after, band in _limited_bands(source, colours, most, tally):
        if band.mode not in ("LA", "RGBA"):
            yield after, band
            continue
        yield Image.composite(after, Image.new("CMYK", after.size, flat), band.getchannel("A")), band


def _without_alpha(band: Image.Image) -> Image.Image:
    return band.convert({"LA": "L", "RGBA": "RGB"}[band.mode]) if band.mode in ("LA", "RGBA") else band


def _flate(source: Source, bands: Iterable[tuple[Image.Image, Image.Image]], colours: Colours, tally: Tally | None,
           most: int, *, opaque: bool = False) -> Encoded:
    """Pack pairs of a converted band and its source, whose alpha becomes the soft mask unless `opaque`."""
    packer = FlatePacker(predictor_pays(_samples(source, colours, most)))
    veil = FlatePacker(predictor=True) if source.mode in ("LA", "RGBA") and not opaque else None
    for band, origin in bands:
        packer.add(band)
        if veil:
            veil.add(origin.getchannel("A"))
    source.release()
    facts = tally.facts(colours.read_as) if tally else ColourFacts(colours.read_as, inks=colours.inks)
    encoded = Encoded(packer.finish(), "FlateDecode", *source.size, len(colours.mode), predictor=packer.predictor,
                      facts=facts)
    if not veil:
        return encoded
    return replace(encoded, mask=Encoded(veil.finish(), "FlateDecode", *source.size, 1, predictor=True))


def _samples(source: Source, colours: Colours, most: int) -> list[Image.Image]:
    """Three bands, from the top, the middle and the end, on which packings are compared."""
    last = (source.size[1] - 1) // BAND_ROWS
    bands = [colours.convert(_without_alpha(source.band(number * BAND_ROWS))) for number in {0, last // 2, last}]
    return [limit_ink(band, most) for band in bands] if colours.mode == "CMYK" else bands


def _line_art(source: Source, colours: list[tuple[float, ...]], most: int) -> Encoded:
    """One bit a pixel, with the dark and the light colour as its palette."""
    packer = FlatePacker(predictor=False)
    for band in source.bands():
        packer.add(band)
    components = len(colours[0])
    palette = bytes(round(part * 255) for colour in colours for part in colour)
    facts = ColourFacts("line art")
    if components == 4:
        inks = Image.frombytes("CMYK", (len(colours), 1), palette)
        limited = limit_ink(inks, most)
        palette = limited.tobytes()
        facts = ColourFacts("line art", most_ink(inks) / 255, most_ink(limited) / 255)
    return Encoded(packer.finish(), "FlateDecode", *source.size, 1, bits=1, palette=palette,
                   palette_components=components, facts=facts)


