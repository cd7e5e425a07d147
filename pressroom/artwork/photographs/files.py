"""Locating a picture's file and inspecting its content."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import IO, Any

from pressroom import files
from pressroom.artwork.photographs.notes import note
from pressroom.artwork.photographs.rules import BROKEN, FORMAT, MISSING, OUTSIDE, PROFILE, TOO_LARGE
from pressroom.cache import Cache, key
from pressroom.findings import DID_YOU_MEAN, N_, Finding, FindingCode, Place, Refused, finding, nearest
from pressroom.records import dataclass, replace

PICTURES = Path("assets/pictures")
_ENGINE = "picture facts 2"
_DOUBTS = {
    "damaged": N_("the colour profile in {file} is damaged; its colours are read as if it had none"),
    "chunks": N_("what {file} states of its colours makes no sense; they are read as sRGB"),
    "hdr": N_("{file} is made for screens of high brightness (HDR); its colours are read as sRGB, and will look dull"),
}
_FOREIGN = N_(
    "the colour profile in {file} is for {doubt} pictures, and this one is {mode}; it is read as if it had none")


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """The properties of a picture file.

    Attributes:
        file: its path.
        sha256: of its bytes, hex.
        format: JPEG, PNG, TIFF, WebP, AVIF, GIF or HEIC, by content, not by name.
        pixels: width and height, after EXIF orientation.
        mode: 1, L, P, RGB, CMYK ... as the imaging library calls it.
        bits: of one component, as stored.
        has_alpha: whether parts of it are transparent.
        profile: the name of its embedded colour profile; empty without a usable profile.
        dpi: the horizontal resolution that the file states; None when it states none.
        grey: whether nothing that is seen of it has a colour; never for line art.
        findings: warnings and notes; errors are raised.
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
    grey: bool = False
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
            record = json.loads(cached) if cached else _examination(stream)
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise Refused([finding(MISSING, N_("the picture {file} cannot be read: {reason}"), source=place,
                               file=file.as_posix(), reason=reason)]) from fault
    if not cached and record.get("fault") != "reader":  # which may be installed tomorrow
        cache.put(name, json.dumps(record, sort_keys=True).encode())
    return _facts_of(record, file, sha256, place)


def _examination(stream: IO[bytes]) -> dict[str, Any]:
    from pressroom.artwork.photographs.examination import examine  # lazy: the imaging library takes 30 ms

    return examine(stream)


def _facts_of(record: dict[str, Any], file: Path, sha256: str, place: Place) -> PictureFacts:
    def fault(rule: FindingCode, message: str, hint: str = "", **values: Any) -> Finding:
        return finding(rule, message, hint, source=place, file=file.as_posix(), **values)
    match record.pop("fault", ""):
        case "empty":
            raise Refused([fault(BROKEN, N_("the picture {file} is empty"))])
        case "broken":
            raise Refused([fault(BROKEN, N_("the picture {file} is damaged: {reason}"), reason=record["reason"])])
        case "format":
            raise Refused([fault(FORMAT, N_("{file} is {what}, not a picture of pixels"), what=record["what"])])
        case "reader":
            raise Refused([fault(FORMAT, N_("{file} is a {format} picture, which is not read in this installation"),
                                 N_("save it as JPEG; or as PNG, where parts of it are transparent"),
                                 format=record["what"])])
        case "pages":
            raise Refused([fault(FORMAT, N_("{file} holds {count} pictures; save the one to be printed alone"),
                                 count=record["count"])])
        case "mode":
            raise Refused([fault(FORMAT, N_("{file} has pixels that cannot be converted for printing ({what})"),
                                 what=record["what"])])
        case "large":
            raise Refused([fault(TOO_LARGE, N_("{file} states {width} x {height} pixels, more than {limit} in all"),
                                 width=record["pixels"][0], height=record["pixels"][1], limit=record["limit"])])
    doubt, notes = record.pop("doubt"), record.pop("notes")
    facts = PictureFacts(file, sha256, **{**record, "pixels": tuple(record["pixels"])})
    findings = [fault(PROFILE, _DOUBTS.get(doubt, _FOREIGN), doubt=doubt, mode=facts.mode)] if doubt else []
    return replace(facts, findings=(*findings, *note(facts.file, facts.format, notes, facts.profile, place)))
