"""What the rows of one table say, before it is written into the database."""

from __future__ import annotations

from collections import Counter

from pressroom.records import dataclass, field


@dataclass(slots=True)
class Draft:
    """The content of one table's rows.

    Attributes:
        officials: office, area (commune, department or `06-6`), last name, first name, civility, first day in office.
        communes: name by code; empty where the name cannot be read.
        articles: the INSEE's TNCC by code: which article a commune's name has.
        parts: code, code of the commune (or empty), name, kind (`ARM`, `COMD`, `COMA`).
        departments: name by code.
        postcodes: postal code and commune's code.
        constituencies: commune's code and number.
        places: commune's code, the name of a place in it, and the place's postal code.
        days: the number of mandates or offices by their first day.
    """

    officials: list[tuple[str, str, str, str, str, str]] = field(default_factory=list)
    communes: dict[str, str] = field(default_factory=dict)
    articles: dict[str, str] = field(default_factory=dict)
    parts: list[tuple[str, str, str, str]] = field(default_factory=list)
    departments: dict[str, str] = field(default_factory=dict)
    postcodes: set[tuple[str, str]] = field(default_factory=set)
    constituencies: set[tuple[str, int]] = field(default_factory=set)
    places: set[tuple[str, str, str]] = field(default_factory=set)
    days: Counter[str] = field(default_factory=Counter)
