"""A file of the project as it was read: its values as text, each with its place.

Apart from the reader, so that what was read by an earlier run needs no parser.
"""

from __future__ import annotations

from pathlib import Path

from pressroom.findings import N_, Place, code
from pressroom.records import dataclass, field, replace

Tree = str | None | list["Tree"] | dict[str, "Tree"]
Location = tuple[str | int, ...]

FILE_MISSING = code("file-missing", N_("A file that another file names, or that every project needs, does not exist."),
                    N_("Put the file at the place that the message names, or correct the name."))


def value_at(tree: Tree, location: Location) -> Tree:
    """The value at a location; None where there is none."""
    for part in location:
        if isinstance(tree, dict) and isinstance(part, str):
            tree = tree.get(part)
        elif isinstance(tree, list) and isinstance(part, int) and part < len(tree):
            tree = tree[part]
        else:
            return None
    return tree


@dataclass(frozen=True, slots=True)
class Origin:
    """The place of a value of a composed document.

    Attributes:
        document, location: the file, and the value's location in it.
        used_in: the places that use the part in this file, from the nearest outward.
        value_only: the key of the value is elsewhere, in the part that takes the value as a parameter.
    """

    document: Document
    location: Location
    used_in: tuple[Place, ...] = ()
    value_only: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file.

    Attributes:
        file: as the user knows it.
        lines: its text.
        tree: values as text, lists and mappings.
        places: line and column (from 1) of every value, and of the key that names it.
        origins: of a composed tree: values from another file or another location.
        samples: values with the mark `!sample`: words that nobody has made the piece's own yet.
    """

    file: Path
    lines: tuple[str, ...]
    tree: Tree
    places: dict[Location, tuple[int, int]] = field(default_factory=dict)
    key_places: dict[Location, tuple[int, int]] = field(default_factory=dict)
    origins: dict[Location, Origin] = field(default_factory=dict)
    samples: set[Location] = field(default_factory=set)

    def place(self, location: Location = (), *, of_key: bool = False) -> Place:
        """The place of a value, or of the nearest enclosing value that has one."""
        origin = self.origin(location, of_key=of_key)
        if origin:
            return replace(origin.document.place(origin.location, of_key=of_key), used_in=origin.used_in)
        for length in range(len(location), -1, -1):
            path = location[:length]
            key = self.key_places.get(path) if of_key or length < len(location) else None
            position = key or self.places.get(path)
            if position:
                return self.at(*position)
        return Place(self.file)

    def has(self, location: Location) -> bool:
        """Whether there is a value, or a key, at this location."""
        origin = self.origin(location)
        if origin:
            return origin.document.has(origin.location)
        return location in self.places or location in self.key_places

    def origin(self, location: Location, *, of_key: bool = False) -> Origin | None:
        """The origin of a value, or of its key; None when it is in this file, at this location."""
        for length in range(len(location), -1, -1) if self.origins else ():
            origin = self.origins.get(location[:length])
            if origin and not (of_key and origin.value_only and length == len(location)):
                return replace(origin, location=(*origin.location, *location[length:]))
        return None

    def at(self, line: int, column: int) -> Place:
        """The place of a line and column of this file, with the line's text."""
        return Place(self.file, line, column, self.lines[line - 1] if 0 < line <= len(self.lines) else "")
