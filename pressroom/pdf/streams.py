"""Streams, decompressed within bounds: a few kilobytes must not become gigabytes.

qpdf and pypdf decode too, but their bounds hold for the whole process; here the caller sets the bound. Pillow undoes
row predictors, in C.
"""

from __future__ import annotations

import binascii
import io
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pressroom.findings import N_
from pressroom.pdf.bounds import MOST_ANY_STREAM, MOST_STREAM
from pressroom.pdf.errors import TooLarge, Undecodable
from pressroom.pdf.objects import Pdf, Stream, entry, is_stream, items, name, number, raw_entry, resolved

if TYPE_CHECKING:
    from PIL.Image import Image

_PIECE, _MOST_KEPT = 2**20, 8 * 2**20  # bytes
_DENSEST = 1032  # Flate's best: 258 bytes for two bits
PICTURE_FILTERS = frozenset({"DCTDecode", "JPXDecode", "JBIG2Decode", "CCITTFaxDecode"})
_FULL_NAMES = {"Fl": "FlateDecode", "AHx": "ASCIIHexDecode", "A85": "ASCII85Decode", "LZW": "LZWDecode",
               "RL": "RunLengthDecode", "DCT": "DCTDecode", "CCF": "CCITTFaxDecode"}


def filters(stream: Pdf) -> list[str]:
    """The stream's filters in decoding order, by their full names."""
    value = entry(stream, "/Filter")
    if value is None:
        value = entry(stream, "/F") if not is_stream(stream) else None
    values = items(value) if isinstance(value, list) else [value] if value is not None else []
    return [_FULL_NAMES.get(name(each), name(each)) for each in values]


def parameters(stream: Pdf, index: int) -> Pdf:
    """The decode parameters of one filter, or None."""
    value = entry(stream, "/DecodeParms")
    value = entry(stream, "/DP") if value is None else value
    if isinstance(value, list):
        values = items(value)
        return values[index] if index < len(values) else None
    return value if index == 0 else None


def raw(stream: Pdf) -> bytes:
    """The stream's bytes as in the file; empty for anything that is no stream."""
    value = resolved(stream)
    return value.raw if isinstance(value, Stream) else bytes(getattr(value, "_data", b"") or b"")


def decoded(stream: Pdf, most: int = MOST_STREAM) -> bytes:
    """The stream's bytes with every filter undone except a picture coding, such as JPEG.

    Raises:
        TooLarge: more than `most` bytes come out.
        Undecodable: a filter is unknown or its bytes are broken.
    """
    if raw_entry(stream, "/F") is not None:
        raise Undecodable(N_("part of it is in another file"))
    return without_filters(raw(stream), stream, most)


def without_filters(content: bytes, dictionary: Pdf, most: int = MOST_STREAM) -> bytes:
    """`content` with the filters of `dictionary` undone; raises as `decoded` does."""
    for index, filter_name in enumerate(filters(dictionary)):
        if filter_name in PICTURE_FILTERS:
            return content
        content = _unfiltered(filter_name, content, most)
        content = _without_predictor(content, parameters(dictionary, index), most)
    if len(content) > most:
        raise TooLarge(f"{len(content)} bytes")
    return content


def decoded_if_large(stream: Pdf, most: int = MOST_ANY_STREAM) -> bytes | None:
    """The decoded bytes of a stream that could exceed `most`; None for a shorter or a broken one.

    More than 8 MiB of Flate are counted, not kept, and read as None too.

    Renderers decode every stream whole except pictures, whose pixels are counted instead; they decode the outer
    filters of a picture under several.

    Raises:
        TooLarge: it exceeds `most`.
    """
    coded = filters(stream)
    if name(entry(stream, "/Subtype")) == "Image" and len(coded) < 2:
        return None
    if not coded:
        return None
    content = raw(stream)
    if len(content) * _DENSEST ** len(coded) < most:
        return None
    try:
        if coded == ["FlateDecode"]:
            inflated_bytes = inflated_within(content, most)
            return None if inflated_bytes is None else _without_predictor(inflated_bytes, parameters(stream, 0), most)
        return without_filters(content, stream, most)
    except TooLarge:
        raise
    except (Undecodable, zlib.error):
        return None


def inflated_within(content: bytes, most: int, most_kept: int = _MOST_KEPT) -> bytes | None:
    """Flate undone piece by piece; None for more than `most_kept` bytes, which are counted only.

    Raises:
        TooLarge: more than `most` bytes come out.
        zlib.error: the bytes are no Flate stream, or it ends too early.
    """
    pieces: list[bytes] = []
    size = 0
    for piece in inflated_pieces(content):
        size += len(piece)
        if size > most:
            raise TooLarge(f"more than {most} bytes")
        if size <= most_kept:
            pieces.append(piece)
    return b"".join(pieces) if size <= most_kept else None


def inflated_pieces(content: bytes) -> Iterator[bytes]:
    """Flate undone, in pieces of 1 MiB at most.

    Raises:
        zlib.error: the bytes are no Flate stream, or it ends too early.
    """
    engine, view = zlib.decompressobj(), memoryview(content)
    for start in range(0, len(view), _PIECE):
        piece = engine.decompress(view[start:start + _PIECE], _PIECE)
        while piece:
            yield piece
            piece = engine.decompress(engine.unconsumed_tail, _PIECE)
        if engine.eof:
            return
    raise zlib.error("the stream ends too early")


def _unfiltered(filter_name: str, content: bytes, most: int) -> bytes:
    try:
        if filter_name == "FlateDecode":
            return inflated(content, most)
        if filter_name == "ASCIIHexDecode":
            digits = b"".join(content.split(b">")[0].split())
            return binascii.unhexlify(digits + b"0" * (len(digits) % 2))
        if filter_name == "ASCII85Decode":
            return _ascii85(content)
        if filter_name == "RunLengthDecode":
            return _run_length(content, most)
        if filter_name == "Crypt":  # the identity without encryption (ISO 32000-1, 7.6.5); `filter-crypt` reports it
            return content
        if filter_name == "LZWDecode":
            return _lzw(content, most)
    except (binascii.Error, ValueError, zlib.error) as error:
        raise Undecodable(f"{filter_name}: {error}") from error
    raise Undecodable(f"filter {filter_name or 'without a name'}")


def inflated(content: bytes, most: int = MOST_STREAM) -> bytes:
    """Flate undone.

    Raises:
        TooLarge: more than `most` bytes come out.
        zlib.error: the bytes are no Flate stream, or it ends too early.
    """
    engine = zlib.decompressobj()
    out = engine.decompress(content, most + 1)
    if len(out) > most:
        raise TooLarge(f"more than {most} bytes")
    if not engine.eof:
        raise zlib.error("the stream ends too early")
    return out


def _ascii85(content: bytes) -> bytes:
    from base64 import a85decode

    body = content.split(b"~>")[0].strip()
    return a85decode(body.removeprefix(b"<~"))


def _run_length(content: bytes, most: int) -> bytes:
    out = bytearray()
    at = 0
    while at < len(content) and content[at] != 128:
        length = content[at]
        if length < 128:
            out += content[at + 1:at + 2 + length]
            at += 2 + length
        else:
            out += content[at + 1:at + 2] * (257 - length)
            at += 2
        if len(out) > most:
            raise TooLarge(f"more than {most} bytes")
    return bytes(out)


def _lzw(content: bytes, most: int) -> bytes:
    """LZW with early change (ISO 32000-1, 7.4.4); `filter-lzw` refuses it, and the other checks read on."""
    table: list[bytes] = []
    out, last, width, bits, buffer, size = [], b"", 9, 0, 0, 0
    for byte in content:
        buffer, bits = (buffer << 8 | byte) & 0xFFFFFF, bits + 8
        if bits < width:
            continue
        bits -= width
        entry_number = buffer >> bits & (1 << width) - 1
        if entry_number == 257:
            break
        if entry_number == 256:
            table, last, width = [bytes((value,)) for value in range(256)] + [b"", b""], b"", 9
            continue
        if entry_number > len(table) or (entry_number == len(table) and not last):
            raise ValueError("a code before its entry")
        piece = table[entry_number] if entry_number < len(table) else last + last[:1]
        if last and len(table) < 4096:
            table.append(last + piece[:1])
        last, size = piece, size + len(piece)
        out.append(piece)
        width = min(12, max(9, (len(table) + 1).bit_length()))
        if size > most:
            raise TooLarge(f"more than {most} bytes")
    return b"".join(out)


def _without_predictor(content: bytes, parms: Pdf, most: int) -> bytes:
    predictor = int(number(entry(parms, "/Predictor"), 1) or 1)
    if predictor == 1:
        return content
    colours = int(number(entry(parms, "/Colors"), 1) or 1)
    bits = int(number(entry(parms, "/BitsPerComponent"), 8) or 8)
    columns = int(number(entry(parms, "/Columns"), 1) or 1)
    pixel = -(-colours * bits // 8)  # bytes of a pixel, as PNG counts them
    across = -(-columns * colours * bits // 8)  # bytes of a row
    if predictor < 10 or bits not in (1, 2, 4, 8, 16) or not 0 < columns <= most or across % pixel:
        raise Undecodable(f"predictor {predictor} at {bits} bits")
    return as_rows(content, across // pixel, pixel)


def as_rows(content: bytes, columns: int, colours: int) -> bytes:
    """Rows of 8-bit samples from PNG-predicted ones; `colours` is the number of bytes of a pixel.

    Raises:
        Undecodable: Pillow cannot decode them, or no PNG has that many colours.
    """
    rows = len(content) // (columns * colours + 1)
    return png(zlib.compress(content[:rows * (columns * colours + 1)], 0), columns, rows, colours).tobytes()


def png(packed: bytes, columns: int, rows: int, colours: int) -> Image:
    """An image from PNG-predicted rows under Flate: with a header they are a PNG file.

    Raises:
        Undecodable: Pillow cannot decode them, or no PNG has that many colours.
    """
    from PIL import Image

    kind = {1: 0, 2: 4, 3: 2, 4: 6}.get(colours)
    if kind is None or rows == 0:
        raise Undecodable(f"predicted rows of {colours} colours")
    header = columns.to_bytes(4, "big") + rows.to_bytes(4, "big") + bytes((8, kind, 0, 0, 0))
    file = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")
    try:
        image = Image.open(io.BytesIO(file), formats=["PNG"])
        image.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Undecodable(str(error)) from error
    return image


def _chunk(kind: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")
