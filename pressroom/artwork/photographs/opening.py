"""Opening a picture's file without trusting it."""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from PIL import Image

# Phones write JPEG with further pictures behind the first one (MPO); the first one is the photograph.
FORMATS = {"JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG", "TIFF": "TIFF"}
_ORIENTATION = 0x0112


@contextmanager
def open_picture(stream: IO[bytes]) -> Iterator[Image.Image]:
    """The picture in `stream`; its header is read, its pixels are not.

    The library's own limit on pixels is lifted inside: it warns at a size that posters need, and
    `MOST_PIXELS` is checked instead. Its warnings are about metadata that is not used here.

    Raises:
        PIL.UnidentifiedImageError: none of the formats.
    """
    limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(stream, formats=("JPEG", "PNG", "TIFF")) as picture:
                yield picture
    finally:
        Image.MAX_IMAGE_PIXELS = limit


@contextmanager
def library_messages() -> Iterator[list[str]]:
    """Lines that the TIFF library writes to the error stream meanwhile; known when the block has ended.

    It calls a damaged strip an error there, fills in what it likes and reports success; nothing
    else tells a sound picture from a damaged one.
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
    """How the pixels are to be turned, 1 (not at all) to 8, as EXIF counts; TIFF is turned by the library itself."""
    if picture.format == "TIFF":
        return 1
    try:
        turn = picture.getexif().get(_ORIENTATION, 1)
    except Exception:  # damaged EXIF raises whatever its bytes lead to; pixels do not depend on it
        return 1
    return turn if isinstance(turn, int) and 1 <= turn <= 8 else 1


def embedded_profile(picture: Image.Image) -> bytes:
    """The ICC profile in the file, empty when there is none."""
    profile = picture.info.get("icc_profile")
    return profile if isinstance(profile, bytes) else b""


def has_alpha(picture: Image.Image) -> bool:
    """Whether parts of it are transparent: an alpha channel or a transparent colour."""
    return picture.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in picture.info
