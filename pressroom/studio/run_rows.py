"""The rows of a run's table: counted and checked, and one of them looked at; no word of people is kept here.

What is shown of a row is fitted without being kept for the next time, and what was shaped of it is forgotten at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from pressroom.findings import N_, Finding, Place, Refused, code, finding
from pressroom.records import dataclass, replace
from pressroom.runs import privacy, tables
from pressroom.runs.looks import Counted, copy_of, counted, record_of, row_of
from pressroom.runs.plan import plan, read
from pressroom.runs.records import Record
from pressroom.studio import run_state, sending
from pressroom.studio.looks import Look, look_at, made_of, not_drawn
from pressroom.studio.workspace import Workspace
from pressroom.type import setting as typeset
from pressroom.type.fonts import forget_words

NO_ROW = code("run-no-row", N_("A row is looked at by its number in the table, as messages and file names have it."),
              N_("Look at the first row or the last one; the numbers in between are those of the spreadsheet."))


@dataclass(frozen=True, slots=True)
class RowLook:
    """The copy of one row, as a picture.

    Attributes:
        look: the picture, and what was found; none of the row's words is in that unless somebody asks for it.
        row: its number in the table; 0 where there is none.
        codes: what the codes of the copy hold.
        sized: whether the copy is set in the size of the longest of all records when it is printed.
    """

    look: Look
    row: int
    codes: tuple[str, ...] = ()
    sized: bool = False


def check(root: Path, name: str, table: Path) -> Counted:
    """Read the table of a run to its end.

    Raises:
        Refused: it cannot be read, or has not the columns of the run.
    """
    spec, document = read(root, name)
    found = counted(spec, document, tables.table(table))
    return replace(found, findings=tuple(_at_file(item) for item in found.findings))


def look(workspace: Workspace, name: str, query: Mapping[str, str], *, show: bool) -> RowLook:
    """The copy of a row, called in the thread of the stages; `show` says that messages may have its words.

    Raises:
        Refused: the run or its table has mistakes, or there is no such row.
    """
    run = plan(workspace.root, name, workspace.cache, sending.today())
    piece = next((each for each in run.pieces if each.format.name == query.get("format")), run.pieces[0])
    path = run_state.table_of(workspace, run.spec)
    if path is None:
        raise Refused([finding(NO_ROW, N_("the run has no table yet"))])
    table = tables.table(path)
    row = row_of(table, _which(query.get("row", "")))
    if row is None:
        raise Refused([finding(NO_ROW, N_("there is no row {number}"), number=query.get("row", "")[:20])])
    record, problems = record_of(run.spec, run.document, table, row)
    if record is None:
        return RowLook(not_drawn(tuple(map(_at_file, problems))), row.number)
    try:
        with typeset.unkept():
            fitted, codes, sized = copy_of(run, piece, record, workspace.cache)
            made = made_of(fitted, workspace.cache)
            seen = look_at(made, _number(query, "page", 1, 99), _number(query, "height", 900, 3000), judged=False)
    except Refused as refused:
        return RowLook(not_drawn(_told(refused.findings, record, path, show=show)), row.number)
    finally:
        forget_words()
    found = _told((*fitted.findings, *made.of_painting), record, path, show=show)  # what a run tells of a record, too
    return RowLook(replace(seen, findings=found), row.number, codes, sized)


def _told(findings: Iterable[Finding], record: Record, path: Path, *, show: bool) -> tuple[Finding, ...]:
    place = Place(Path(path.name), record.row)
    return tuple(privacy.at_row(item, place, show=show) for item in findings)


def _at_file(item: Finding) -> Finding:
    """A finding about a row, at the table's name: where that lies says nothing to staff."""
    return replace(item, source=Place(Path(item.source.file.name), item.source.line)) if item.source else item


def _which(text: str) -> str:
    return text if text == "last" or (text.isdecimal() and text.isascii() and len(text) < 10) else "first"


def _number(query: Mapping[str, str], name: str, default: int, most: int) -> int:
    text = query.get(name, "")
    return max(1, min(most, int(text))) if text.isdecimal() and text.isascii() and len(text) < 6 else default
