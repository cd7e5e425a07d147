"""A picture as a stream of a PDF, and its form in the cache."""

from __future__ import annotations

import json
from typing import Any, Literal

from pressroom.records import dataclass, names, replace

Filter = Literal["DCTDecode", "FlateDecode"]


@dataclass(frozen=True, slots=True)
class ColourFacts:
    """How the colours were converted.

    Attributes:
        read_as: the colour space in which the file's values were read, e.g. `Adobe RGB (1998)`, `sRGB (no profile)`.
        ink_before, ink_after: most ink in one pixel, before and after the limit; 1.0 is one full ink. 0 on screen.
        changed: share of the pixels that the limit changed, 0 to 1.
        shift_mean, shift_max: CIE76 colour difference over the changed pixels, as printed. Measured on
            every fourth pixel of every fourth row, in steps of 8-bit Lab, so accurate to about 1.
        inks: of a CMYK picture: `assumed` to be mixed for the printing condition, or `separated` anew; else empty.
        black: what black of 100 % became where they are separated anew, e.g. `60/60/64/80`.
    """

    read_as: str
    ink_before: float = 0.0
    ink_after: float = 0.0
    changed: float = 0.0
    shift_mean: float = 0.0
    shift_max: float = 0.0
    inks: str = ""
    black: str = ""


@dataclass(frozen=True, slots=True)
class Encoded:
    """An image stream of a PDF, and the entries of its dictionary.

    Attributes:
        stream: the bytes, as in the file.
        filter: their compression.
        width, height: in pixels.
        components: 1 is DeviceGray, 3 DeviceRGB, 4 DeviceCMYK; with a palette, 1 is an index into it.
        bits: of a component.
        decode: the Decode array, where it is not the default one.
        predictor: whether Flate rows are PNG-filtered; DecodeParms then holds Predictor 15, Colors, BitsPerComponent
            and Columns.
        palette: the colours of an Indexed space in sequence; `palette_components` 3 is DeviceRGB, 4 DeviceCMYK.
        mask: its soft mask (DeviceGray, 8 bits), None for an opaque picture.
        facts: how the colours were converted; None for a mask.
    """

    stream: bytes
    filter: Filter
    width: int
    height: int
    components: int
    bits: int = 8
    decode: tuple[int, ...] | None = None
    predictor: bool = False
    palette: bytes | None = None
    palette_components: int = 0
    mask: Encoded | None = None
    facts: ColourFacts | None = None


def pack(encoded: Encoded) -> bytes:
    """The picture as bytes: a line of JSON, then the streams."""
    heads: list[dict[str, Any]] = []
    streams: list[bytes] = []
    layer: Encoded | None = encoded
    while layer is not None:
        head = {name: getattr(layer, name) for name in names(layer) or ()}
        head["mask"], head["facts"] = None, _head_of_facts(layer.facts)
        head["palette"] = None if layer.palette is None else layer.palette.hex()
        head["stream"] = len(layer.stream)
        heads.append(head)
        streams.append(layer.stream)
        layer = layer.mask
    return b"\n".join([json.dumps(heads, sort_keys=True, separators=(",", ":")).encode(), b"".join(streams)])


def _head_of_facts(facts: ColourFacts | None) -> dict[str, Any] | None:
    return None if facts is None else {name: getattr(facts, name) for name in names(facts) or ()}


def unpack(content: bytes) -> Encoded:
    """The picture from the bytes of `pack`.

    Raises:
        ValueError: `content` does not come from `pack`.
    """
    at = content.index(b"\n") + 1
    layers: list[Encoded] = []
    for head in json.loads(content[:at]):
        size = head["stream"]
        layers.append(_layer(head, content[at:at + size]))
        at += size
    encoded = layers.pop()
    while layers:
        encoded = replace(layers.pop(), mask=encoded)
    return encoded


def _layer(head: dict[str, Any], stream: bytes) -> Encoded:
    facts = ColourFacts(**head["facts"]) if head["facts"] else None
    decode = tuple(head["decode"]) if head["decode"] else None
    palette = None if head["palette"] is None else bytes.fromhex(head["palette"])
    return Encoded(**{**head, "stream": stream, "facts": facts, "decode": decode, "palette": palette})
