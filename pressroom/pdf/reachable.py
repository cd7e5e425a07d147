"""All objects reachable from a file's trailer, within bounds."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.pdf.bounds import MOST_OBJECTS
from pressroom.pdf.errors import TooMuch
from pressroom.pdf.objects import Pdf, read


def reachable_objects(trailer: Pdf, complaints: list[str]) -> tuple[Pdf, ...]:
    """Every dictionary and stream reachable from the trailer; unreadable objects are added to `complaints`.

    Raises:
        TooMuch: there are more than 60,000.
    """
    objects: list[Pdf] = []
    visited: set[int] = set()
    waiting: list[Pdf] = [trailer]
    while waiting:
        holder = waiting.pop()
        if isinstance(holder, dict):
            objects.append(holder)
            members: Iterator[Pdf] = dict.values(holder).__iter__()
        else:
            members = list.__iter__(holder)
        for member in members:
            if hasattr(member, "idnum"):
                if member.idnum in visited:
                    continue
                visited.add(member.idnum)
                member = _target(member, complaints)
            if isinstance(member, dict | list):
                waiting.append(member)
        if len(objects) > MOST_OBJECTS:
            raise TooMuch(f"more than {MOST_OBJECTS} objects")
    return tuple(objects)


def _target(reference: Pdf, complaints: list[str]) -> Pdf:
    """The target of a reference; one that cannot be read is None, and added to `complaints`."""
    try:
        return read(reference)
    except Exception as error:  # a broken object can make the reader raise anything
        complaints.append(f"object {reference.idnum}: {type(error).__name__}: {error}"[:200])
        return None
