"""Packing of bands into the streams of a PDF: as JPEG, or as Flate with PNG row filters."""

from __future__ import annotations

import zlib
from io import BytesIO

from PIL import Image

from pressroom.artwork.photographs.source import BAND_ROWS
from pressroom.records import dataclass, field

QUALITY = 92  # of libjpeg, without chroma subsampling; a lower quality shows in flat skies in print
MOST_JPEG_SIDE = 65_500  # libjpeg's limit; a restart interval must fit 16 bits as well
FLATE_LEVEL = 6  # level 9 takes three times as long and saves 1 %

_SOF0, _SOS, _EOI = 0xC0, 0xDA, b"\xff\xd9"
_RESTART_EVERY = 8
_AS_PNG = {1: "L", 3: "RGB", 4: "RGBA"}


def jpeg_band(band: Image.Image) -> bytes:
    """One band as a JPEG; CMYK is inverted and has Adobe's marker, as PDF readers expect."""
    out = BytesIO()
    band.save(out, "JPEG", quality=QUALITY, subsampling=0)
    return out.getvalue()


def as_printed(jpeg: bytes) -> Image.Image:
    """A JPEG band as a reader decodes it."""
    with Image.open(BytesIO(jpeg), formats=("JPEG",)) as band:
        band.load()
        return band


@dataclass(slots=True)
class JpegPacker:
    """Joins JPEG bands of `BAND_ROWS` rows into one JPEG, with a restart marker between bands.

    A restart resets the decoder's state (ITU-T T.81, E.2.4), so bands that are coded separately with the
    same tables decode as one scan. Only the coded stream is held in memory, not the picture.
    """

    width: int
    height: int
    scans: list[bytes] = field(default_factory=list)
    head: bytes = b""

    def add(self, jpeg: bytes) -> None:
        """The next band, from the top."""
        scan_at = _scan_start(jpeg)
        if not self.head:
            self.head = self._whole_head(jpeg[:scan_at])
        self.scans.append(jpeg[scan_at:].removesuffix(_EOI))

    def finish(self) -> bytes:
        """The JPEG of the whole picture."""
        parts = [self.head]
        for number, scan in enumerate(self.scans):
            if number:
                parts.append(bytes((0xFF, 0xD0 + (number - 1) % _RESTART_EVERY)))
            parts.append(scan)
        self.scans.clear()
        return b"".join([*parts, _EOI])

    def _whole_head(self, head: bytes) -> bytes:
        """A band's header with the picture's height, and with the restart interval, in blocks, before the scan."""
        whole = bytearray(head)
        frame, scan = _segment(head, _SOF0), _segment(head, _SOS)
        whole[frame + 5:frame + 7] = self.height.to_bytes(2, "big")
        interval = -(-self.width // 8) * (BAND_ROWS // 8)
        whole[scan:scan] = b"\xff\xdd\x00\x04" + interval.to_bytes(2, "big")
        return bytes(whole)


def _segment(jpeg: bytes, marker: int) -> int:
    at = 2
    while jpeg[at + 1] != marker:
        at += 2 + int.from_bytes(jpeg[at + 2:at + 4], "big")
    return at


def _scan_start(jpeg: bytes) -> int:
    at = _segment(jpeg, _SOS)
    return at + 2 + int.from_bytes(jpeg[at + 2:at + 4], "big")


@dataclass(slots=True)
class FlatePacker:
    """Packs bands with zlib, as they are or with PNG row filters."""

    predictor: bool
    packer: zlib._Compress = field(default_factory=lambda: zlib.compressobj(FLATE_LEVEL))
    parts: list[bytes] = field(default_factory=list)
    above: Image.Image | None = None

    def add(self, band: Image.Image) -> None:
        """The next band, from the top: 1 bit, grey, RGB or CMYK."""
        if self.predictor:
            rows = png_rows(band, self.above)
            self.above = band.crop((0, band.height - 1, band.width, band.height))
        else:
            rows = band.tobytes()
        self.parts.append(self.packer.compress(rows))

    def finish(self) -> bytes:
        """The whole stream."""
        content = b"".join([*self.parts, self.packer.flush()])
        self.parts.clear()
        return content


def png_rows(band: Image.Image, above: Image.Image | None) -> bytes:
    """Rows with PNG filters, chosen row by row by the imaging library's own PNG writer.

    The writer gets the last row of the band above, so that the first row is filtered against it.
    CMYK is passed as RGBA, as the filters work on bytes.
    """
    components = len(band.getbands())
    rows = band
    if above is not None:
        rows = Image.new(band.mode, (band.width, band.height + 1))
        rows.paste(above, (0, 0))
        rows.paste(band, (0, 1))
    out = BytesIO()
    Image.frombytes(_AS_PNG[components], rows.size, rows.tobytes()).save(out, "PNG", compress_level=0)
    filtered = zlib.decompress(_png_content(out.getvalue()))
    return filtered[0 if above is None else 1 + band.width * components:]


def _png_content(png: bytes) -> bytes:
    at, parts = 8, []
    while at < len(png):
        size = int.from_bytes(png[at:at + 4], "big")
        if png[at + 4:at + 8] == b"IDAT":
            parts.append(png[at + 8:at + 8 + size])
        at += 12 + size
    return b"".join(parts)


def predictor_pays(samples: list[Image.Image]) -> bool:
    """Whether PNG filters make these bands smaller, as they do for photographs, but not for flat colour."""
    plain = sum(len(zlib.compress(band.tobytes(), FLATE_LEVEL)) for band in samples)
    filtered = sum(len(zlib.compress(png_rows(band, None), FLATE_LEVEL)) for band in samples)
    return filtered < plain
