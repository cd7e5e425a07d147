"""What a run is asked for, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pressroom.findings import Finding
from pressroom.records import dataclass, field


@dataclass(frozen=True, slots=True)
class RunRequest:
    """What a run is asked for.

    Attributes:
        root: the project.
        name: of the run.
        out: the folder of finished files.
        table: in place of the run's own; None for that.
        workers: processes; 0 for as many as there are cores.
        resume: go on with what an earlier call has begun.
        skip_bad: leave out the records that are wrong or do not fit, and make the others.
        rows: the rows that are made again; empty for all.
        per_file: most records of one file; 0 for all in one.
        judge_all: whether every record is judged as every other file is, and not a sample.
        today: against which links expire.
        show_words: whether messages may show words of records.
        cluster: the address of a scheduler whose workers make the drafts; empty for this machine.
        impose: the paper on which copies are imposed for the cutter, too; empty for none.
    """

    root: Path
    name: str
    out: Path
    table: Path | None = None
    workers: int = 0
    resume: bool = False
    skip_bad: bool = False
    rows: tuple[range, ...] = ()
    per_file: int = 0
    judge_all: bool = False
    today: str = ""
    show_words: bool = False
    cluster: str = ""
    impose: str = ""

    def asks_for(self, row: int) -> bool:
        """Whether the record of a row is made."""
        return not self.rows or any(row in each for each in self.rows)


@dataclass(frozen=True, slots=True)
class Stacks:
    """An imposed file of a run.

    Attributes:
        name: of the file.
        sheets: how many it has.
        places: on a sheet: the piles that are cut from them.
    """

    name: str
    sheets: int
    places: int


@dataclass(slots=True)
class RunProgress:
    """What is told while a run is made.

    Attributes:
        stage: a step begins: what is done, in words to translate, and to how many records.
        done: so many more records are done.
        waiting: another command is at work in the folder.
    """

    stage: Callable[[str, int], None] = lambda _what, _count: None
    done: Callable[[int], None] = lambda _count: None
    waiting: Callable[[], None] = lambda: None


@dataclass(slots=True)
class RunOutcome:
    """What became of a run.

    Attributes:
        files: what was made, by their paths.
        records: how many are in them.
        form: how the table was read, in words to translate.
        separator: between its cells, in words to translate; empty for a workbook.
        verified, judged: how many records were read back, and how many were judged as every other file is.
        left_out: rows of the table that are not in it.
        findings: what was found.
        stacks: the files among these that are imposed.
        digests: of files for each record, by their names.
    """

    files: list[Path] = field(default_factory=list)
    records: int = 0
    form: str = ""
    separator: str = ""
    verified: int = 0
    judged: int = 0
    left_out: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    stacks: list[Stacks] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether nothing is an error."""
        return not any(item.fails for item in self.findings)
