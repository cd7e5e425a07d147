"""One of our own press files for the screen: its inks through the printing condition, everything else as it is.

PDFium draws mixtures of inks as if they were light: a blue of the brand comes out far too bright. Here each mixture in
the file's own content is replaced by its look in print, so that what is drawn is still the file that is printed.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pressroom.artwork.photographs.pack import as_printed as inks_of
from pressroom.cache import Cache, key
from pressroom.colour import profiles
from pressroom.colour.ink import Cmyk
from pressroom.patterns import regex

if TYPE_CHECKING:
    from pikepdf import Pdf

# Four fractions and the operator of a device colour; texts of our files are numbers of glyphs, never such words.
_MIXTURE = regex(rb"(?<![\w.])((?:\d*\.?\d+\s+){3}\d*\.?\d+)\s+([kK])(?=\s)")
_QUALITY = 90
_ENGINE = "as printed 1"


def as_printed(content: bytes, profile: profiles.Profile, cache: Cache) -> bytes:
    """The file with the colours that its inks have in print (sRGB); pictures that it cannot read stay as they are."""
    import pikepdf  # lazy: pages that show no press file need none of it

    with pikepdf.open(io.BytesIO(content)) as pdf:
        streams = list(_contents(pdf))
        texts = [stream.read_bytes() for stream in streams]
        looks = _looks({found[1] for text in texts for found in _MIXTURE.finditer(text)}, profile, cache)
        for stream, text in zip(streams, texts, strict=True):
            stream.write(_MIXTURE.sub(lambda found: looks[found[1]] + (b" rg" if found[2] == b"k" else b" RG"), text))
        for each in pdf.objects:
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image":
                _picture(each, profile, cache)
            elif isinstance(each, pikepdf.Array) and len(each) == 4 and each[0] == "/Separation":
                _separation(each, profile, cache)
        out = io.BytesIO()
        pdf.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def _contents(pdf: Pdf) -> Iterator[Any]:
    """The content of pages and of forms."""
    import pikepdf

    for page in pdf.pages:
        own = page.obj.get("/Contents")
        yield from own if isinstance(own, pikepdf.Array) else [own] if own is not None else []
    for each in pdf.objects:
        if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form":
            yield each


def _looks(mixtures: set[bytes], profile: profiles.Profile, cache: Cache) -> dict[bytes, bytes]:
    """The operands of each mixture's look."""
    each = sorted(mixtures)
    parts: list[Cmyk] = []
    for mixture in each:
        cyan, magenta, yellow, black = (min(1.0, float(part)) for part in mixture.split())
        parts.append((cyan, magenta, yellow, black))
    looks = profiles.srgb_of_all(parts, profile, cache)
    return {mixture: b"%.4f %.4f %.4f" % look for mixture, look in zip(each, looks, strict=True)}


def _separation(space: Any, profile: profiles.Profile, cache: Cache) -> None:
    """A separate ink: its replacement in process inks becomes the look of that."""
    import pikepdf

    tint = space[3]
    if space[2] != "/DeviceCMYK" or not isinstance(tint, pikepdf.Dictionary) or "/C1" not in tint:
        return
    ends = [tuple(float(part) for part in tint.get(name, [0, 0, 0, 0])) for name in ("/C0", "/C1")]
    looks = profiles.srgb_of_all(ends, profile, cache)  # type: ignore[arg-type]
    space[2] = pikepdf.Name.DeviceRGB
    space[3] = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], N=float(tint.get("/N", 1)),
                                  C0=[round(part, 4) for part in looks[0]], C1=[round(part, 4) for part in looks[1]])


def _picture(stream: Any, profile: profiles.Profile, cache: Cache) -> None:
    """A photograph in inks."""
    import pikepdf

    if stream.get("/ColorSpace") != "/DeviceCMYK" or stream.get("/Filter") != "/DCTDecode":
        return
    raw = stream.read_raw_bytes()
    name = key(_ENGINE, profile.sha256, raw)
    found = cache.get(name)
    if found is None:
        out = io.BytesIO()
        change = profiles.transform(profiles.opened(profile.content), "CMYK", profiles.srgb_profile(), "RGB")
        change.apply(inks_of(raw)).save(out, "JPEG", quality=_QUALITY)
        found = out.getvalue()
        cache.put(name, found)
    for entry in ("/Decode", "/DecodeParms"):
        if entry in stream:
            del stream[entry]
    stream.write(found, filter=pikepdf.Name.DCTDecode)
    stream.ColorSpace = pikepdf.Name.DeviceRGB
