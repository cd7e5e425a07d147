"""A picture file looked at once: its properties, and whether every pixel of it can be decoded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from PIL import Image, UnidentifiedImageError

from pressroom.artwork.photographs.colour import profile_of
from pressroom.artwork.photographs.grey import is_grey
from pressroom.artwork.photographs.kinds import HEAD_BYTES, NAMES, PLAIN, NotReadableError, kind_of, webp_size
from pressroom.artwork.photographs.opening import has_alpha, library_messages, open_picture, orientation
from pressroom.artwork.photographs.rules import MOST_PIXELS, MOST_PIXELS_WHOLE
from pressroom.artwork.photographs.stated_colours import says_srgb
from pressroom.colour.profiles import colour_space, description
from pressroom.findings import N_


def examine(stream: IO[bytes]) -> dict[str, Any]:
    """The plain values of PictureFacts, with `doubt` about the profile and `notes`, or else a `fault`."""
    stream.seek(0)
    head = stream.read(HEAD_BYTES)
    if not head:
        return {"fault": "empty"}
    try:
        return _examine(stream, head)
    except _Fault as fault:
        return fault.record
    except NotReadableError as fault:
        return {"fault": "reader", "what": NAMES[fault.kind]}
    except UnidentifiedImageError:
        if kind_of(head):
            return {"fault": "broken", "reason": N_("its beginning cannot be read")}
        return {"fault": "format", "what": _signature(head)}
    except MemoryError:
        raise
    except Exception as fault:  # a damaged file may raise any exception
        return {"fault": "broken", "reason": str(fault) or type(fault).__name__}


def _examine(stream: IO[bytes], head: bytes) -> dict[str, Any]:
    if kind_of(head) == "WEBP":
        _check_size(webp_size(head), MOST_PIXELS_WHOLE)
    stream.seek(0)
    with open_picture(stream) as picture:
        record = _header(picture, head)
        with library_messages() as messages:
            _decode(picture)
        if messages:
            return {"fault": "broken", "reason": messages[0]}
        profile, _ = profile_of(picture)
        grey = is_grey(picture, profile)
    if grey and record["format"] == "JPEG" and record["mode"] not in ("L", "LA"):
        stream.seek(0)
        with open_picture(stream) as picture:  # at an eighth of its size, a fine line of colour may be lost
            picture.load()
            grey = is_grey(picture, profile)
    if grey and "assumed" in record["notes"]:  # what is grey is said to be grey, and that is enough
        record["notes"].remove("assumed")
    return {**record, "grey": grey}


class _Fault(Exception):  # noqa: N818 - ends the inspection; not an error of the program
    def __init__(self, **record: Any) -> None:
        super().__init__()
        self.record = record


def _check_size(size: tuple[int, int], most: int) -> None:
    if size[0] * size[1] > most:
        raise _Fault(fault="large", pixels=size, limit=most)


def _header(picture: Image.Image, head: bytes) -> dict[str, Any]:
    width, height = picture.size
    _check_size(picture.size, MOST_PIXELS if picture.format in (*PLAIN, "MPO") else MOST_PIXELS_WHOLE)
    moves = _moves(picture)
    if picture.mode in ("I", "F", "HSV") or _is_signed(picture):
        raise _Fault(fault="mode", what=f"{picture.format}, {picture.mode}")
    bits = _bits(picture, head)
    if bits == 16 and "transparency" in picture.info:
        raise _Fault(fault="mode", what=N_("16 bits and one transparent colour"))
    profile, doubt = profile_of(picture)
    dpi = picture.info.get("dpi")
    sideways = orientation(picture) >= 5
    return {
        "format": NAMES[picture.format or ""], "pixels": (height, width) if sideways else (width, height),
        "mode": picture.mode, "bits": bits, "has_alpha": has_alpha(picture),
        "profile": description(profile) or colour_space(profile), "doubt": doubt,
        "dpi": float(dpi[0]) if dpi and 0 < float(dpi[0]) < 1e6 else None,
        "notes": list(_notes(picture, profile, doubt, moves=moves)),
    }


def _is_signed(picture: Image.Image) -> bool:
    """Whether a TIFF has numbers below 0 (TIFF 6.0, SampleFormat 2), which the library reads as if it had none."""
    return picture.format == "TIFF" and 2 in _numbers(picture.tag_v2.get(339))  # type: ignore[attr-defined]


def _numbers(entry: object) -> tuple[object, ...]:
    return entry if isinstance(entry, tuple) else (entry,)


def _moves(picture: Image.Image) -> bool:
    """Whether it is an animation, of which the first picture is shown; several pages cannot be chosen among."""
    if picture.format in ("PNG", "GIF", "WEBP", "AVIF", "HEIF"):
        return bool(getattr(picture, "is_animated", False))
    frames = getattr(picture, "n_frames", 1)
    if frames > 1 and picture.format != "MPO":
        raise _Fault(fault="pages", count=frames)
    return False


def _notes(picture: Image.Image, profile: bytes, doubt: str, *, moves: bool) -> Iterator[str]:
    """Names of what is said of it, as in `notes`."""
    if picture.format not in (*PLAIN, "MPO"):
        yield "format"
    if moves:
        yield "frames"
    if profile and not picture.info.get("icc_profile"):
        yield "stated"
    if not profile and not doubt and picture.mode not in ("1", "CMYK", "LAB") and not says_srgb(picture):
        yield "assumed"
    if picture.info["inverted"] and picture.mode == "CMYK":
        yield "inverted"


def _decode(picture: Image.Image) -> None:
    """Decode all pixels, so that a truncated file is detected; a JPEG at an eighth of its size, to save memory."""
    if picture.format in ("JPEG", "MPO"):
        picture.draft(picture.mode, (1, 1))
    picture.load()


def _bits(picture: Image.Image, head: bytes) -> int:
    if picture.format == "PNG":
        return head[24]  # after the signature, IHDR's length, name, width and height
    if picture.format == "TIFF":
        depths = picture.tag_v2.get(258, (1,))  # type: ignore[attr-defined]
        return int(max(depths) if isinstance(depths, tuple) else depths)
    return 8


def _signature(head: bytes) -> str:
    """The kind of a file by its first bytes, as words of a sentence."""
    signatures = (
        (b"GIF8", 0, N_("a GIF")), (b"ftyp", 4, N_("a film")),
        (b"%PDF", 0, N_("a PDF")), (b"8BPS", 0, N_("a Photoshop file")), (b"<svg", 0, N_("an SVG")),
        (b"<?xml", 0, N_("an XML file")), (b"BM", 0, N_("a BMP")), (b"%!PS", 0, N_("PostScript")),
        (b"\0\0\0\x0cjP  ", 0, N_("a JPEG 2000")), (b"\xff\x4f\xff\x51", 0, N_("a JPEG 2000")),
        (b"\0\0\0\x0cJXL ", 0, N_("a JPEG XL")), (b"\xff\x0a", 0, N_("a JPEG XL")),
        (b"PK", 0, N_("a zip archive")))
    return next((what for mark, at, what in signatures if head[at:at + len(mark)] == mark), N_("of an unknown format"))
