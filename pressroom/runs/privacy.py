"""People's data: where it may lie, and what no message says of it."""

from __future__ import annotations

from pathlib import Path

from pressroom import programs
from pressroom.findings import N_, Finding, Place, Refused, code, finding
from pressroom.records import replace

TRACKED = code(
    "records-tracked",
    N_("A table that git keeps goes to everybody who has the repository, and stays in its history for good."),
    N_("Take it out of git: git rm --cached FILE. What was committed before has to be removed from the history."),
    source="GDPR, article 5")
_SECONDS = 10.0
# Values of findings that are, or may be, words of a record.
_WORDS = ("word", "words", "text", "near")
_HIDDEN = "…"


def check(root: Path, table: Path) -> None:
    """Look whether git keeps a table.

    Raises:
        Refused: it does.
    """
    if not programs.git():
        return
    try:
        programs.run(programs.git(), ["ls-files", "--error-unmatch", "--", table.name], seconds=_SECONDS,
                     folder=table.parent)
    except (programs.Missing, programs.Unfinished):
        return  # it is not tracked, or there is no repository
    shown = table.relative_to(root) if table.is_relative_to(root) else table
    raise Refused([finding(TRACKED, N_("git keeps {file}, which has people's data"), source=Place(shown),
                           file=table.name)])


def at_row(item: Finding, place: Place, *, show: bool = False) -> Finding:
    """A finding about a record at its row, without any of its words unless `show` says so."""
    values = {name: _HIDDEN if name in _WORDS and not show else value for name, value in item.values.items()}
    return replace(item, source=place, values=values)
