"""The editions of each kind of piece: one table for the build and the publisher.

press      for a print shop                              press/, printers/; of a draft drafts/
members    to print at the practice, and for screen readers          members/, letters/, releases/
lowink     the same with little ink       members/<piece>-lowink.pdf
tiled      A2 and A3 on A4 sheets to glue together       members/<piece>-tiled.pdf
preview    pictures of the design, from edge to edge      previews/
screen     pictures for screens, of formats in pixels     screen/
mockup     a leaflet as it looks folded                  previews/
word       a letter to overwrite                         letters/
share      pictures for social networks                  site/
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal

# Editions that are laid out separately; each other edition is made from one of these.
FittedEdition = Literal["press", "members", "lowink", "preview", "screen"]

EDITIONS_OF: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "poster": ("press", "members", "lowink", "tiled", "preview", "screen"),
    "triptych": ("press", "members", "lowink", "tiled", "preview", "screen"),
    "leaflet": ("press", "members", "lowink", "preview", "mockup", "screen"),
    "letter": ("members", "preview", "word"),
    "release": ("members", "preview"),
})
# Editions that a build can be limited to; mock-ups are made with previews, the others have commands of their own.
EDITIONS = ("press", "members", "lowink", "tiled", "preview", "screen")

_FITTED_AS: Mapping[str, FittedEdition] = MappingProxyType({
    "press": "press", "members": "members", "lowink": "lowink", "tiled": "members", "preview": "preview",
    "screen": "screen"})
_LAID_OUT: tuple[FittedEdition, ...] = ("press", "members", "lowink", "preview", "screen")
# Editions for office printers: with a white edge, and a field to fill in.
OFFICE = ("members", "lowink")
# Formats that are tiled: larger than A4, and small enough to glue.
_TILED = ("A2", "A3")
# Folders of files that the manifest lists, and how many folders deep they lie: printers/ has one for each printer.
LISTED: Mapping[str, int] = MappingProxyType({
    "press": 1, "printers": 2, "drafts": 1, "members": 1, "letters": 1, "releases": 1, "previews": 1,
    "screen": 1})
_FOLDERS: Mapping[str, str] = MappingProxyType({"letter": "letters", "release": "releases"})


def made_of(kind: str, format_name: str, names: Iterable[str] = (), *, draft: bool = False) -> tuple[str, ...]:
    """The editions of a piece of that kind and format, limited to `names` unless it is empty.

    The press edition of a draft is made only where it is named. Formats in pixels have the screen edition, and no other
    one has it.
    """
    chosen = tuple(names) or tuple(edition for edition in EDITIONS if not draft or edition != "press")
    return tuple(edition for edition in EDITIONS_OF[kind] if edition in chosen
                 and (edition == "screen") == is_screen(format_name)
                 and (edition != "tiled" or format_name.partition("-")[0] in _TILED))


def is_screen(format_name: str) -> bool:
    """Whether a format is one in pixels."""
    return format_name.endswith("px")


def on_paper(format_names: Iterable[str]) -> tuple[str, ...]:
    """Those of the formats that are printed."""
    return tuple(name for name in format_names if not is_screen(name))


def first_made(kind: str, format_name: str) -> str:
    """The edition that stands for a piece where one is shown: for a printer, else to read, else for a screen."""
    return next(edition for edition in ("press", "members", "screen") if edition in made_of(kind, format_name))


def fitted_as(editions: Iterable[str]) -> tuple[FittedEdition, ...]:
    """The layouts that these editions need, each once: a tiled poster is cut from the members' edition."""
    needed = {_FITTED_AS[edition] for edition in editions if edition in _FITTED_AS}
    return tuple(one for one in _LAID_OUT if one in needed)


def folder_of(kind: str) -> str:
    """The folder of the downloads of a kind."""
    return _FOLDERS.get(kind, "members")


def drawn_from(layout_edition: str, editions: Iterable[str]) -> tuple[str, ...]:
    """Those of `editions` that are made from the layout `layout_edition`."""
    return tuple(edition for edition in editions if _FITTED_AS.get(edition) == layout_edition)
