"""All objects reachable from a file's trailer, within bounds."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.pdf.bounds import MOST_OBJECTS
from pressroom.pdf.errors import TooMuch
from pressroom.pdf.objects import Pdf, read


def reachable_objects(trailer: Pdf, complaints: list[str], most: int = MOST_OBJECTS) -> Iterator[tuple[int, Pdf]]:
    """Every dictionary and stream reachable from the trailer, each with its object number, 0 for one inside another.

    One object after another is read, so that a caller that keeps none needs memory for the path to one of them only.
    Unreadable objects are added to `complaints`.

    Raises:
        TooMuch: there are more than `most`.
    """
    count = 0
    visited: set[int] = set()
    waiting: list[tuple[int, Pdf]] = [(0, trailer)]
    while waiting:
        number, holder = waiting.pop()
        if isinstance(holder, dict):
            count += 1
            yield number, holder
            members: Iterator[Pdf] = dict.values(holder).__iter__()
        else:
            members = list.__iter__(holder)
        for member in members:
            number = 0
            if hasattr(member, "idnum"):
                number = member.idnum
                if number in visited:
                    continue
                visited.add(number)
                member = _target(member, complaints)
            if isinstance(member, dict | list):
                waiting.append((number, member))
        if count > most:
            raise TooMuch(f"more than {most} objects")


def _target(reference: Pdf, complaints: list[str]) -> Pdf:
    """The target of a reference; one that cannot be read is None, and added to `complaints`."""
    try:
        return read(reference)
    except Exception as error:  # a broken object can make the reader raise anything
        complaints.append(f"object {reference.idnum}: {type(error).__name__}: {error}"[:200])
        return None
