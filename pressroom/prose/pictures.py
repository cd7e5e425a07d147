"""Pictures in running text: `{pictures.NAME}` on a line of its own stands for one under `pictures:`."""

from __future__ import annotations

from collections.abc import Iterable

from pressroom.findings import DID_YOU_MEAN, N_, Finding, Place, code, finding, nearest
from pressroom.patterns import regex

UNKNOWN_PICTURE = code(
    "unknown-picture",
    N_("A picture is described under pictures: of its release, with its file and what it shows; this one is not "
       "there."),
    N_("Correct the name, or describe the picture under pictures:."))
PICTURE_IN_TEXT = code(
    "picture-in-text",
    N_("A picture is a block of its own in the column; inside a paragraph, a list or a quote it has no place."),
    N_("Write {pictures.NAME} on a line of its own, with an empty line before and after it."))

_NAMED = regex(r"\{pictures\.([^{}\s]+)\}")


def named_pictures(text: str) -> tuple[str, ...]:
    """The names of the pictures that a paragraph consists of, one a line; empty where it has other words."""
    found = [_NAMED.fullmatch(line.strip()) for line in text.split("\n")]
    return tuple(match[1] for match in found if match) if all(found) else ()


def unknown(name: str, known: Iterable[str], place: Place) -> Finding:
    """The finding that no picture has that name."""
    near, names = nearest(name, known), ", ".join(known)
    hint = DID_YOU_MEAN if near else N_("there is: {known}") if names else ""
    return finding(UNKNOWN_PICTURE, N_("there is no picture {name} under pictures:"), hint, source=place, name=name,
                   near=near, known=names)


def misplaced(name: str, place: Place) -> Finding:
    """The finding that a picture stands where it has no place."""
    return finding(PICTURE_IN_TEXT, N_("the picture {name} is not on a line of its own"), source=place, name=name)
