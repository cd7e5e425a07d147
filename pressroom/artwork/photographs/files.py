"""Locating a picture's file and inspecting its content."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from pressroom import files
from pressroom.artwork.photographs.rules import BROKEN, FORMAT, MISSING, MOST_PIXELS, OUTSIDE, PROFILE, TOO_LARGE
from pressroom.cache import Cache, key
from pressroom.colour.profiles import colour_space, description
from pressroom.findings import DID_YOU_MEAN, N_, Finding, FindingCode, Place, Refused, finding, nearest
from pressroom.records import dataclass, replace

if TYPE_CHECKING:
    from PIL import Image

PICTURES = Path("assets/pictures")
_ENGINE = "picture facts 1"


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """The properties of a picture file.

    Attributes:
        file: its path.
        sha256: of its bytes, hex.
        format: JPEG, PNG or TIFF, by content, not by name.
        pixels: width and height, after EXIF orientation.
        mode: 1, L, P, RGB, CMYK ... as the imaging library calls it.
        bits: of one component, as stored.
        has_alpha: whether parts of it are transparent.
        profile: the name of its embedded colour profile; empty without a usable profile.
        dpi: the horizontal resolution that the file states; None when it states none.
        findings: warnings; errors are raised.
    """

    file: Path
    sha256: str
    format: str
    pixels: tuple[int, int]
    mode: str
    bits: int
    has_alpha: bool
    profile: str
    dpi: float | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def one_bit(self) -> bool:
        """Whether it is line art, which needs a higher resolution."""
        return self.bits == 1 and self.mode == "1"


def locate(name: str, root: Path, source: Place | None = None) -> Path:
    """The file that a material calls `name`, in the project's folder `root` or in its assets/pictures/.

    Raises:
        Refused: it is outside the project, or there is no such file.
    """
    place = source or Place(Path(name))
    inside = root.resolve()
    for folder in (root, root / PICTURES):
        path = files.as_on_disk(folder / name)
        try:
            real = path.resolve()
            exists = path.exists() and not path.is_dir()  # a pipe or a device is found here, and refused when read
        except (OSError, ValueError, RuntimeError):  # a name too long, with a null byte, a loop of links
            continue
        if Path(name).is_absolute() or not real.is_relative_to(inside):
            raise Refused([finding(OUTSIDE, N_("{name} leads outside the project"), source=place, name=name)])
        if exists:
            return path
    near = nearest(name, _pictures_in(root)) or nearest(Path(name).name, _pictures_in(root))
    raise Refused([finding(MISSING, N_("there is no picture {name}"), DID_YOU_MEAN if near else "", source=place,
                           name=name.replace("\0", "\\0"), near=near)])


def _pictures_in(root: Path) -> list[str]:
    folder = root / PICTURES
    try:
        return sorted(item.relative_to(folder).as_posix() for item in folder.rglob("*") if item.is_file())
    except OSError:
        return []


def inspect(file: Path, cache: Cache, source: Place | None = None) -> PictureFacts:
    """The properties of `file`; every pixel is decoded once, and the result cached under the file's digest.

    Raises:
        Refused: it cannot be read, is damaged or truncated, of another format, or too large.
    """
    place = source or Place(file)
    try:
        with files.opened(file) as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            name = key(_ENGINE, sha256)
            cached = cache.get(name)
            record = json.loads(cached) if cached else _examine(stream)
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise Refused([finding(MISSING, N_("the picture {file} cannot be read: {reason}"), source=place,
                               file=file.as_posix(), reason=reason)]) from fault
    if not cached:
        cache.put(name, json.dumps(record, sort_keys=True).encode())
    return _facts_of(record, file, sha256, place)


def _facts_of(record: dict[str, Any], file: Path, sha256: str, place: Place) -> PictureFacts:
    def fault(rule: FindingCode, message: str, **values: Any) -> Finding:
        return finding(rule, message, source=place, file=file.as_posix(), **values)
    match record.pop("fault", ""):
        case "empty":
            raise Refused([fault(BROKEN, N_("the picture {file} is empty"))])
        case "broken":
            raise Refused([fault(BROKEN, N_("the picture {file} is damaged: {reason}"), reason=record["reason"])])
        case "format":
            raise Refused([fault(FORMAT, N_("{file} is {what}, not a JPEG, PNG or TIFF picture"), what=record["what"])])
        case "pages":
            raise Refused([fault(FORMAT, N_("{file} holds {count} pictures; save the one to be printed alone"),
                                 count=record["count"])])
        case "mode":
            raise Refused([fault(FORMAT, N_("{file} has pixels that cannot be converted for printing ({what})"),
                                 what=record["what"])])
        case "large":
            raise Refused([fault(TOO_LARGE, N_("{file} states {width} x {height} pixels, more than {limit} in all"),
                                 width=record["pixels"][0], height=record["pixels"][1], limit=MOST_PIXELS)])
    doubt = record.pop("doubt")
    facts = PictureFacts(file, sha256, **{**record, "pixels": tuple(record["pixels"])})
    if not doubt:
        return facts
    message = N_("the colour profile in {file} is damaged; its colours are read as if it had none") \
        if doubt == "damaged" else \
        N_("the colour profile in {file} is for {doubt} pictures, and this one is {mode}; it is read as if it had none")
    return replace(facts, findings=(fault(PROFILE, message, doubt=doubt, mode=facts.mode),))


def _examine(stream: IO[bytes]) -> dict[str, Any]:
    """The plain values of PictureFacts, with `doubt` about the profile, or else a `fault`."""
    from PIL import UnidentifiedImageError

    from pressroom.artwork.photographs.opening import library_messages, open_picture
    stream.seek(0)
    start = stream.read(32)
    if not start:
        return {"fault": "empty"}
    try:
        stream.seek(0)
        with open_picture(stream) as picture:
            record = _header(picture, start)
            with library_messages() as messages:
                _decode(picture)
        return {"fault": "broken", "reason": messages[0]} if messages else record
    except _Fault as fault:
        return fault.record
    except UnidentifiedImageError:
        what = _signature(start)
        if what in ("a JPEG", "a PNG", "a TIFF"):
            return {"fault": "broken", "reason": N_("its beginning cannot be read")}
        return {"fault": "format", "what": what}
    except MemoryError:
        raise
    except Exception as fault:  # a damaged file may raise any exception
        return {"fault": "broken", "reason": str(fault) or type(fault).__name__}


class _Fault(Exception):  # noqa: N818 - ends the inspection; not an error of the program
    def __init__(self, **record: Any) -> None:
        super().__init__()
        self.record = record


def _header(picture: Image.Image, start: bytes) -> dict[str, Any]:
    from pressroom.artwork.photographs.colour import profile_of
    from pressroom.artwork.photographs.opening import FORMATS, has_alpha, orientation
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise _Fault(fault="large", pixels=picture.size)
    frames = getattr(picture, "n_frames", 1)
    if frames > 1 and picture.format != "MPO":
        raise _Fault(fault="pages", count=frames)
    if picture.mode in ("I", "F", "HSV"):
        raise _Fault(fault="mode", what=f"{picture.format}, {picture.mode}")
    bits = _bits(picture, start)
    if bits == 16 and "transparency" in picture.info:
        raise _Fault(fault="mode", what=N_("16 bits and one transparent colour"))
    profile, doubt = profile_of(picture)
    dpi = picture.info.get("dpi")
    sideways = orientation(picture) >= 5
    return {
        "format": FORMATS[picture.format or ""], "pixels": (height, width) if sideways else (width, height),
        "mode": picture.mode, "bits": bits, "has_alpha": has_alpha(picture),
        "profile": description(profile) or colour_space(profile), "doubt": doubt,
        "dpi": float(dpi[0]) if dpi and 0 < float(dpi[0]) < 1e6 else None,
    }


def _decode(picture: Image.Image) -> None:
    """Decode all pixels, so that a truncated file is detected; a JPEG at an eighth of its size, to save memory."""
    if picture.format in ("JPEG", "MPO"):
        picture.draft(picture.mode, (1, 1))
    picture.load()


def _bits(picture: Image.Image, start: bytes) -> int:
    if picture.format == "PNG":
        return start[24]  # after the signature, IHDR's length, name, width and height
    if picture.format == "TIFF":
        depths = picture.tag_v2.get(258, (1,))  # type: ignore[attr-defined]
        return int(max(depths) if isinstance(depths, tuple) else depths)
    return 8


def _signature(start: bytes) -> str:
    """The kind of a file by its first bytes, as words of a sentence."""
    signatures = (
        (b"\xff\xd8\xff", 0, "a JPEG"), (b"\x89PNG", 0, "a PNG"), (b"II*\0", 0, "a TIFF"), (b"MM\0*", 0, "a TIFF"),
        (b"GIF8", 0, N_("a GIF")), (b"WEBP", 8, N_("a WebP")), (b"ftyp", 4, N_("a HEIC, AVIF or film")),
        (b"%PDF", 0, N_("a PDF")), (b"8BPS", 0, N_("a Photoshop file")), (b"<svg", 0, N_("an SVG")),
        (b"<?xml", 0, N_("an XML file")), (b"BM", 0, N_("a BMP")), (b"%!PS", 0, N_("PostScript")),
        (b"PK", 0, N_("a zip archive")))
    return next((what for mark, at, what in signatures if start[at:at + len(mark)] == mark), N_("of an unknown format"))
