"""People's data: where it may lie, and what no message says of it."""

from __future__ import annotations

from pathlib import Path

from pressroom import programs
from pressroom.findings import N_, Finding, Place, Refused, Severity, code, finding
from pressroom.records import replace

TRACKED = code(
    "records-tracked",
    N_("A table that git keeps goes to everybody who has the repository, and stays in its history for good."),
    N_("Take it out of git: git rm --cached FILE. What was committed before has to be removed from the history."),
    source="GDPR, article 5")
NOT_IGNORED = code(
    "records-not-ignored",
    N_("A table of people that git does not ignore goes into the next commit, and from there to everybody."),
    N_("Write a file .gitignore beside it with the lines *, !*.yaml and !.gitignore; `render.py new NAME --run "
       "MATERIAL` writes one."), severity=Severity.WARNING, source="GDPR, article 5")
_SECONDS = 10.0
# Values of findings that are, or may be, words of a record.
_WORDS = ("word", "words", "text", "near")
_HIDDEN = "…"


def check(root: Path, table: Path) -> list[Finding]:
    """Look whether git keeps a table, or would with the next `git add`; the latter is a warning.

    Raises:
        Refused: it does.
    """
    shown = Place(table.relative_to(root) if table.is_relative_to(root) else table)
    if _git(table, "ls-files", "--error-unmatch"):
        raise Refused([finding(TRACKED, N_("git keeps {file}, which has people's data"), source=shown,
                               file=table.name)])
    if _git(table, "ls-files", "--others") and not _git(table, "check-ignore", "-q"):
        return [finding(NOT_IGNORED, N_("git does not ignore {file}: the next commit may take it in"), source=shown,
                        file=table.name)]
    return []


def _git(table: Path, *words: str) -> bool:
    """Whether git answers about a table, and says something or succeeds; not where there is no repository."""
    if not programs.git():
        return False
    try:
        said = programs.run(programs.git(), [*words, "--", table.name], seconds=_SECONDS, folder=table.parent)
    except (programs.Missing, programs.Unfinished):
        return False
    return bool(said) or "-q" in words


def at_row(item: Finding, place: Place, *, show: bool = False) -> Finding:
    """A finding about a record at its row, without any of its words unless `show` says so."""
    values = {name: _HIDDEN if name in _WORDS and not show else value for name, value in item.values.items()}
    return replace(item, source=place, values=values)
