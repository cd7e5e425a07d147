"""Inks, faces and specification files by name."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from pressroom.cache import Cache
from pressroom.colour import profiles
from pressroom.colour.ink import PURE, Cmyk, Ink, Srgb
from pressroom.files import as_on_disk
from pressroom.findings import DID_YOU_MEAN, N_, Place, Refused, code, finding, nearest
from pressroom.records import replace
from pressroom.type.fonts import Face, face

FONT_MISSING = code("font-missing", N_("The brand names a font file that is not in assets/fonts/."),
                    N_("Put the file there with its licence, or name another one in assets/brand.yaml."))
_MEDIA = {"poster": "affiche", "triptych": "triptyque", "leaflet": "depliant", "letter": "courrier"}


def spec_file(folder: str, name: str, known: Container[str]) -> str:
    """The path of the specification called `name`, with either of the two endings."""
    short = f"{folder}/{name}.yml"
    return short if short in known else f"{folder}/{name}.yaml"


def material_file(name: str, known: Iterable[str]) -> str:
    """The path of the material called `name`, in any folder of materials."""
    for path in known:
        folder, _, file = path.rpartition("/")
        if folder.split("/")[0] == "materials" and file in (f"{name}.yaml", f"{name}.yml"):
            return path
    return f"materials/{name}.yaml"


def profile_file(root: Path, name: str) -> Path:
    """The file of assets/icc that a preset calls `name`."""
    return as_on_disk(root / "assets/icc" / name)


def inks(cmyk: Mapping[str, Cmyk], srgb: Mapping[str, Srgb | None], profile: profiles.Profile,
         cache: Cache) -> dict[str, Ink]:
    """Brand inks by name; `cmyk` in fractions. A screen colour that is None is computed through `profile`."""
    looks = printed_looks(cmyk, profile, cache)
    return {name: Ink(name, parts, srgb.get(name) or PURE.get(parts) or looks[name]) for name, parts in cmyk.items()}


def printed_looks(cmyk: Mapping[str, Cmyk], profile: profiles.Profile, cache: Cache) -> dict[str, Srgb]:
    """How mixtures (fractions) look once printed, by name."""
    return dict(zip(cmyk, profiles.srgb_of_all([*cmyk.values()], profile, cache), strict=True))


def faces(folder: Path, fonts: Mapping[str, tuple[str, tuple[tuple[str, float], ...]]], weight: str,
          place_of: Callable[[str], Place], cache: Cache | None = None) -> tuple[
        Face, Face | None, Face | None, Face | None]:
    """The face of `weight`, and those of bold, italic and bold italic words in it; None where the family has none.

    `fonts` has the file and the instance of each weight, and `place_of` says where it is named.

    Raises:
        Refused: a file does not exist, or cannot be used (see type.fonts).
    """
    def one(load: str) -> Face | None:
        if load not in fonts:
            return None
        name, instance = fonts[load]
        file = as_on_disk(folder / name)
        if Path(name).name != name or not file.exists():
            near = nearest(name, sorted(entry.name for entry in folder.glob("*.[ot]tf")))
            raise Refused([finding(FONT_MISSING, N_("there is no font file {name} in assets/fonts"),
                                   DID_YOU_MEAN if near else "", source=place_of(load), name=name,
                                   near=near)])
        try:
            return face(file, instance, cache)
        except Refused as refused:
            raise Refused([replace(item, source=place_of(load)) for item in refused.findings]) from refused
    own = one(weight)
    if own is None:
        raise KeyError(weight)
    return own, one("bold"), one("italic"), one("bold-italic")


def tracked(url: str, parameter: str, kind: str, format_name: str) -> str:
    """`url` with the piece in its query, e.g. `?utm_medium=affiche-a3`."""
    medium = quote(f"{_MEDIA.get(kind, kind)}-{format_name.lower()}")
    parts = urlsplit(url)
    query = f"{parts.query}&{parameter}={medium}" if parts.query else f"{parameter}={medium}"
    return urlunsplit(parts._replace(query=query))
