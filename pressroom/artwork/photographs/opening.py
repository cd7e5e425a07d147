"""Opening picture files that may be damaged or hostile."""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from PIL import Image

# Phones write JPEG files with further pictures after the photograph (MPO).
FORMATS = {"JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG", "TIFF": "TIFF"}
_ORIENTATION = 0x0112


@contextmanager
def open_picture(stream: IO[bytes]) -> Iterator[Image.Image]:
    """The picture in `stream`, with its header read but not its pixels.

    The library's limit on pixels is switched off inside, as posters need larger pictures; callers check
    `MOST_PIXELS` instead. Its warnings concern metadata that is not used here.

    Raises:
        PIL.UnidentifiedImageError: the file has none of the formats.
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
    """The EXIF orientation, 1 (upright) to 8; always 1 for TIFF, which the library turns itself."""
    if picture.format == "TIFF":
        return 1
    try:
        turn = picture.getexif().get(_ORIENTATION, 1)
    except Exception:  # damaged EXIF may raise any exception; pixels do not depend on it
        return 1
    return turn if isinstance(turn, int) and 1 <= turn <= 8 else 1


def embedded_profile(picture: Image.Image) -> bytes:
    """The embedded ICC profile; empty when there is none."""
    profile = picture.info.get("icc_profile")
    return profile if isinstance(profile, bytes) else b""


def has_alpha(picture: Image.Image) -> bool:
    """Whether parts of it are transparent: an alpha channel or a transparent colour."""
    return picture.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in picture.info
