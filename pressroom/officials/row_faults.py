"""Rows that are not read, or only in part: what each costs, and the findings about them.

A broken row costs one row. A row whose name cannot be read is kept where another table has a name for its code: a
letter to the mayor of that commune then has the right town hall, and leaves the name to be filled in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from pressroom.findings import N_, Finding, Place, Severity, code, finding
from pressroom.records import dataclass

MOST_SHOWN = 10  # rows of a file that have a finding of their own
FEW = 0.01  # share of a file's rows; more than this many broken ones are reported as a whole too
HALF = 0.5

OFFICIALS_ROW = code(
    "officials-row",
    N_("A row that cannot be read is left out: its official or commune is missing in the register. A row without a "
       "readable name is kept where another table names its commune."),
    N_("Check the row in the file that the message names."), severity=Severity.WARNING)
OFFICIALS_BROKEN = code(
    "officials-broken",
    N_("More than one row in a hundred cannot be read and is left out. With more than half, the file is damaged, or is "
       "another table, and nothing is imported."),
    N_("Download it again. Do not open it in a spreadsheet, which changes codes, dates and letters."))


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with a row.

    Attributes:
        line: its number in the file.
        what: a sentence to translate.
        doubtful: whether its cells are valid and contradict each other, as some of the published register do.
        area: of a row whose code is read, but not its name: the commune, department or constituency; else empty.
    """

    line: int
    what: str
    doubtful: bool = False
    area: str = ""


def left_out(faults: Sequence[RowFault], known: Callable[[str], bool]) -> list[RowFault]:
    """The faults that cost their row; `known` says whether another table has a name for an area."""
    return [fault for fault in faults if not (fault.area and known(fault.area))]


def row_findings(shown: Path, count: int, faults: Sequence[RowFault],
                 known: Callable[[str], bool]) -> list[Finding]:
    """Findings about the rows of a table of `count` rows: the first ones by line, all of them by reason."""
    lost = {*left_out(faults, known)}
    findings = [finding(OFFICIALS_ROW, _CASES[fault in lost][0], source=Place(shown, fault.line, 1), what=fault.what)
                for fault in faults[:MOST_SHOWN]]
    if len(faults) > MOST_SHOWN:
        reasons = Counter((fault in lost, fault.what) for fault in faults)
        findings += [finding(OFFICIALS_ROW, _CASES[case][1], source=Place(shown), count=number, what=what)
                     for (case, what), number in sorted(reasons.items())]
    broken = sum(not fault.doubtful for fault in lost)
    if broken > count * FEW:
        findings.append(finding(
            OFFICIALS_BROKEN, N_("{broken} of {count} rows cannot be read"), source=Place(shown), broken=broken,
            count=count, severity=Severity.ERROR if broken > count * HALF else Severity.WARNING))
    return findings


# For a row that is kept, and for one that is left out: about itself, and about all with the same reason.
_CASES = ((N_("kept without the name: {what}"), N_("rows kept without the name ({count}): {what}")),
          (N_("left out: {what}"), N_("rows left out ({count}): {what}")))
