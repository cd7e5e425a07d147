"""Opening picture files that may be damaged or hostile."""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from PIL import Image

from pressroom.artwork.photographs.kinds import HEAD_BYTES, PLAIN, is_lossy, kind_of, make_readable
from pressroom.artwork.photographs.stated_colours import cicp_of, stated_profile

_ORIENTATION, _PHOTOMETRIC = 0x0112, 262


@contextmanager
def open_picture(stream: IO[bytes]) -> Iterator[Image.Image]:
    """The picture in `stream`, with its header read but not its pixels.

    The library's limit on pixels is switched off inside, as posters need larger pictures; callers check
    `MOST_PIXELS` instead. Its warnings concern metadata that is not used here. What the file's beginning says beside
    is in `info`: `lossy`, `cicp`, `inverted`.

    Raises:
        PIL.UnidentifiedImageError: the file has none of the formats.
        NotReadableError: it has one that this installation does not read.
    """
    start = stream.tell()
    head = stream.read(HEAD_BYTES)
    stream.seek(start)
    kind = kind_of(head)
    make_readable(kind)
    lossy = is_lossy(kind, stream)
    stream.seek(start)
    cicp = cicp_of(kind, head, stream)
    stream.seek(start)
    limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(stream, formats=(kind,) if kind else PLAIN) as picture:
                picture.info |= {"lossy": lossy, "cicp": cicp, "inverted": _is_inverted(picture)}
                if kind == "PNG":
                    _widen_transparent_grey(picture, head[24])
                yield picture
    finally:
        Image.MAX_IMAGE_PIXELS = limit


def _widen_transparent_grey(picture: Image.Image, bits: int) -> None:
    """Bring a PNG's transparent grey to 8 bits, as the library does with the pixels but not with this (PNG, tRNS)."""
    grey = picture.info.get("transparency")
    if picture.mode == "L" and bits in (2, 4) and isinstance(grey, int):
        picture.info["transparency"] = grey * 255 // ((1 << bits) - 1)


def _is_inverted(picture: Image.Image) -> bool:
    """Whether the library gives the pixels the wrong way round.

    It takes every JPEG in CMYK for one of Adobe's programs, which write 255 for bare paper: files of others have no
    marker of Adobe's, and 0 is bare paper in them (libjpeg's documentation, libjpeg.txt). In a TIFF of 16 bits it
    ignores that 0 is white (TIFF 6.0, PhotometricInterpretation).
    """
    if picture.format in ("JPEG", "MPO"):
        return picture.mode == "CMYK" and "adobe" not in picture.info
    return (picture.format == "TIFF" and picture.mode in ("I;16", "I;16B")
            and picture.tag_v2.get(_PHOTOMETRIC) == 0)  # type: ignore[attr-defined]


@contextmanager
def library_messages() -> Iterator[list[str]]:
    """Lines that the TIFF library writes to stderr inside the block; the list is filled when the block ends.

    The library reports a damaged strip there only, fills in arbitrary pixels and returns success.
    """
    lines: list[str] = []
    with tempfile.TemporaryFile() as log:
        stderr = os.dup(2)
        os.dup2(log.fileno(), 2)
        try:
            yield lines
        finally:
            os.dup2(stderr, 2)
            os.close(stderr)
            log.seek(0)
            lines.extend(log.read().decode("utf-8", "replace").splitlines())


def orientation(picture: Image.Image) -> int:
    """The EXIF orientation, 1 (upright) to 8; always 1 for TIFF and HEIC, which the libraries turn themselves.

    Raises:
        OSError: a PNG is damaged.
    """
    if picture.format in ("TIFF", "HEIF"):
        return 1
    if picture.format == "PNG":
        picture.load()  # else the library does it below, where a damaged picture would be taken for damaged EXIF
    try:
        turn = picture.getexif().get(_ORIENTATION, 1)
    except Exception:  # damaged EXIF may raise any exception; pixels do not depend on it
        return 1
    return turn if isinstance(turn, int) and 1 <= turn <= 8 else 1


def embedded_profile(picture: Image.Image) -> tuple[bytes, str]:
    """The embedded ICC profile, or one of the colours that the file states otherwise; and why these cannot be used."""
    profile = picture.info.get("icc_profile")
    return (profile, "") if isinstance(profile, bytes) and profile else stated_profile(picture)


def has_alpha(picture: Image.Image) -> bool:
    """Whether parts of it are transparent: an alpha channel or a transparent colour."""
    return picture.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in picture.info
