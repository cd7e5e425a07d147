"""The editions that each kind of piece is made in: one table, which the build and the publisher ask.

press      for a print shop                              press/, printers/
members    to print at the practice and to hear          members/, letters/, releases/
lowink     the same on bare paper, with little ink       members/<piece>-lowink.pdf
tiled      A2 and A3 on A4 sheets to glue together       members/<piece>-tiled.pdf
preview    pictures of the design, from edge to edge      previews/
mockup     a leaflet as it looks folded                  previews/
word       a letter to overwrite                         letters/
share      pictures for social networks                  site/
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal

# What a piece can be fitted as; the other editions are drawn from one of these.
FittedEdition = Literal["press", "members", "lowink", "preview"]

EDITIONS_OF: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "poster": ("press", "members", "lowink", "tiled", "preview"),
    "triptych": ("press", "members", "lowink", "tiled", "preview"),
    "leaflet": ("press", "members", "lowink", "preview", "mockup"),
    "letter": ("members", "preview", "word"),
    "release": ("members", "preview"),
})
# What a build can be asked for by name; a mock-up comes with the previews, the others have commands of their own.
EDITIONS = ("press", "members", "lowink", "tiled", "preview")

_FITTED_AS: Mapping[str, FittedEdition] = MappingProxyType({
    "press": "press", "members": "members", "lowink": "lowink", "tiled": "members", "preview": "preview"})
_FITTED: tuple[FittedEdition, ...] = ("press", "members", "lowink", "preview")
# What a practice prints itself: with the white edge of its printer, and a field to fill in.
OFFICE = ("members", "lowink")
# An office prints A4: what is larger than it, and not too large to glue, is tiled.
_TILED = ("A2", "A3")
_FOLDERS: Mapping[str, str] = MappingProxyType({"letter": "letters", "release": "releases"})


def made_of(kind: str, format_name: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """The editions of a piece of that kind and format, as far as they are asked for (all of them, when none is)."""
    chosen = tuple(names) or EDITIONS
    return tuple(edition for edition in EDITIONS_OF[kind] if edition in chosen
                 and (edition != "tiled" or format_name.partition("-")[0] in _TILED))


def fitted_as(editions: Iterable[str]) -> tuple[FittedEdition, ...]:
    """What a piece must be fitted as for these editions, each once: a tiled poster is cut from the members' edition."""
    needed = {_FITTED_AS[edition] for edition in editions if edition in _FITTED_AS}
    return tuple(one for one in _FITTED if one in needed)


def folder_of(kind: str) -> str:
    """Where the files of a kind lie that members download."""
    return _FOLDERS.get(kind, "members")


def drawn_from(fitted: str, editions: Iterable[str]) -> tuple[str, ...]:
    """Those of `editions` that are drawn from what was fitted as `fitted`."""
    return tuple(edition for edition in editions if _FITTED_AS.get(edition) == fitted)
