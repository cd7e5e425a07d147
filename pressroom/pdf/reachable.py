"""Everything that a file's trailer leads to, within bounds."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.pdf.bounds import MOST_OBJECTS
from pressroom.pdf.errors import TooMuch
from pressroom.pdf.objects import Pdf, read


def reached(trailer: Pdf, complaints: list[str]) -> tuple[Pdf, ...]:
    """Every dictionary and stream that can be reached; what cannot be read is added to `complaints`.

    Raises:
        TooMuch: there are more than 60,000.
    """
    found: list[Pdf] = []
    seen: set[int] = set()
    waiting: list[Pdf] = [trailer]
    while waiting:
        holder = waiting.pop()
        if isinstance(holder, dict):
            found.append(holder)
            members: Iterator[Pdf] = dict.values(holder).__iter__()
        else:
            members = list.__iter__(holder)
        for member in members:
            if hasattr(member, "idnum"):
                if member.idnum in seen:
                    continue
                seen.add(member.idnum)
                member = _read(member, complaints)
            if isinstance(member, dict | list):
                waiting.append(member)
        if len(found) > MOST_OBJECTS:
            raise TooMuch(f"more than {MOST_OBJECTS} objects")
    return tuple(found)


def _read(reference: Pdf, complaints: list[str]) -> Pdf:
    """The object behind a reference; one that cannot be read is complained of and left out."""
    try:
        return read(reference)
    except Exception as error:  # whatever a broken object makes the reader raise
        complaints.append(f"object {reference.idnum}: {type(error).__name__}: {error}"[:200])
        return None
