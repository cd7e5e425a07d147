"""Days in words, as French and English write them: no clock, no locale of the machine."""

from __future__ import annotations

_MONTHS = {
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
           "décembre"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
}


def day_in_words(day: str, language: str = "fr") -> str:
    """`2023-01-18` as `18 janvier 2023`; the first of a month in French is `1er`.

    Raises:
        ValueError: the month does not exist.
    """
    year, month, number = (int(part) for part in day.split("-"))
    code = language.split("-")[0]
    months = _MONTHS.get(code, _MONTHS["en"])
    if not 1 <= month <= 12:
        raise ValueError(day)
    return f"{number}{'er' if code == 'fr' and number == 1 else ''} {months[month - 1]} {year}"


def day_as_given(day: str, language: str) -> str:
    """The same; what is no day stays as it was given."""
    try:
        return day_in_words(day, language)
    except ValueError:
        return day
