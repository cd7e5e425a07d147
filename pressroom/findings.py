"""What can be wrong, and how it is said: one `Finding` for every stage and every judge.

A code is declared once, beside the rule it stands for, with `code(...)`; `render.py explain CODE`
reads it. Messages are English sentences with named places (`{ink}`); they go through gettext when
they are shown, never when they are made, so that a report can be written in either language.
"""

from __future__ import annotations

import difflib
import enum
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from pressroom.records import dataclass, field, replace
from pressroom.sheet.geometry import Box

Value = str | int | float


class Severity(enum.StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    NOT_RUN = "not run"

    @property
    def rank(self) -> int:
        """Its place in a list: errors come first, then what did not run, warnings and notes."""
        return (Severity.ERROR, Severity.NOT_RUN, Severity.WARNING, Severity.NOTE).index(self)


def N_(text: str) -> str:  # noqa: N802 - the name that gettext's extractors look for
    """Mark a sentence for translation; it is translated when it is shown."""
    return text


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in a source file.

    Attributes:
        file: the file, as the user knows it (relative to the project where possible).
        line, column: counted from 1; 0 when the whole file is meant.
        text: the source line, without its end; empty when unknown.
        used_in: of a part of layouts: the places that use it, from the nearest outward.
    """

    file: Path
    line: int = 0
    column: int = 0
    text: str = ""
    used_in: tuple[Place, ...] = ()

    def __str__(self) -> str:
        return f"{self.file.as_posix()}:{self.line}:{self.column}" if self.line else self.file.as_posix()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a judge saw.

    Attributes:
        code: the rule's name for ever, e.g. `unknown-key`; `render.py explain CODE` says more.
        severity: error, warning, note or not run.
        message: an English sentence with `{places}`; translated when shown.
        values: what fills the places of message and hint.
        hint: what to type next; the same kind of sentence, may be empty.
        source: where in the user's files, when there is such a place.
        sheet: page of the piece, counted from 1; None when the whole file is meant.
        area: where on the sheet, points from the trim's top-left, y down.
        measured, limit: the two figures that were compared, when there are such.
        piece: the file or the piece that was judged, e.g. `petition-A3`.
    """

    code: str
    severity: Severity
    message: str
    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    hint: str = ""
    source: Place | None = None
    sheet: int | None = None
    area: Box | None = None
    measured: Value | None = None
    limit: Value | None = None
    piece: str = ""

    @property
    def fails(self) -> bool:
        """Whether a piece with this finding must not be published."""
        return self.severity is Severity.ERROR


@dataclass(frozen=True, slots=True)
class FindingCode:
    """A rule that findings cite.

    Attributes:
        name: lower case words with hyphens.
        severity: what a finding weighs unless a printer says otherwise.
        why: the reason for the rule, a paragraph in English.
        mend: what to do about it.
        source: who says so: a clause that a reader can look up, or an entry of docs/sources.md.
        weighable: whether a printer's preset may change its weight, or waive it.
    """

    name: str
    severity: Severity
    why: str
    mend: str
    source: str = ""
    weighable: bool = False


_CODES: dict[str, FindingCode] = {}


def code(name: str, why: str, mend: str, *, severity: Severity = Severity.ERROR, source: str = "",
         weighable: bool = False) -> FindingCode:
    """Declare a rule; its name must be new.

    Raises:
        ValueError: another rule has this name.
    """
    if name in _CODES:
        raise ValueError(f"two rules are named {name}")
    _CODES[name] = FindingCode(name, severity, why, mend, source, weighable)
    return _CODES[name]


def codes() -> Mapping[str, FindingCode]:
    """Every rule declared so far, by name."""
    return MappingProxyType(_CODES)


def finding(rule: FindingCode, message: str, /, hint: str = "", *, source: Place | None = None,
            sheet: int | None = None, area: Box | None = None, measured: Value | None = None,
            limit: Value | None = None, piece: str = "", severity: Severity | None = None, **values: Value) -> Finding:
    """A finding of `rule`; keyword arguments that are no field fill the places of message and hint."""
    return Finding(rule.name, severity or rule.severity, message, MappingProxyType(values), hint, source, sheet,
                   area, measured, limit, piece)


MOST_DECIMALS = 6


def compared(measured: float, limit: float, decimals: int = 0) -> tuple[float, float]:
    """A measured figure and its limit, rounded for one sentence.

    Both get as many more decimals as it takes for the rounded figures to compare as the exact ones do: 2.96 against
    3 is `2.96` and `3`, never `3.0` and `3`.
    """
    for places in range(decimals, MOST_DECIMALS):
        figures = round(measured, places or None), round(limit, places or None)
        if (figures[0] < figures[1], figures[0] > figures[1]) == (measured < limit, measured > limit):
            return figures
    return measured, limit


DID_YOU_MEAN = N_("did you mean {near}?")


def nearest(word: str, known: Iterable[str]) -> str:
    """The one of `known` that `word` was probably meant to be, or nothing; fills `{near}` of DID_YOU_MEAN."""
    names = {name.lower(): name for name in known}
    near = difflib.get_close_matches(word.lower(), names, n=1, cutoff=0.6)
    return names[near[0]] if near else ""


def by_place(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in reading order: by file, line and column, then piece, sheet and code."""
    def key(item: Finding) -> tuple[str, int, int, str, int, str, str]:
        place = item.source
        return (place.file.as_posix() if place else "~", place.line if place else 0, place.column if place else 0,
                item.piece, item.sheet or 0, item.code, item.message)
    return sorted(findings, key=key)


def by_weight(findings: Iterable[Finding]) -> list[Finding]:
    """Findings as they are shown: errors first; those of one weight in reading order."""
    return sorted(by_place(findings), key=lambda item: item.severity.rank)


def alike(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings that differ in nothing but their sheet, and, where their place is known, their piece, together.

    The groups are in the order in which they are shown.
    """
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for item in by_weight(findings):
        place = str(item.source) if item.source else item.piece
        key = (item.code, item.severity, place, item.message, tuple(item.values.items()))
        groups.setdefault(key, []).append(item)
    return [*groups.values()]


def once(findings: Iterable[Finding]) -> list[Finding]:
    """Findings without their echoes: editions of a piece share their words, and what is wrong is said once."""
    first: dict[tuple[object, ...], Finding] = {}
    for item in findings:
        key = (item.code, item.piece, item.sheet, str(item.source), item.message, tuple(item.values.items()))
        first.setdefault(key, item)
    return list(first.values())


def joined(findings: Iterable[Finding]) -> list[Finding]:
    """Findings about one place of a part once, with every place that uses the part there."""
    users: dict[tuple[object, ...], dict[Place, None]] = {}
    first: dict[tuple[object, ...], Finding] = {}
    for item in findings:
        key = (item.code, item.severity, str(item.source), item.message, item.hint, tuple(item.values.items()),
               item.piece, item.sheet)
        first.setdefault(key, item)
        users.setdefault(key, {}).update(dict.fromkeys(item.source.used_in if item.source else ()))
    return [replace(item, source=replace(item.source, used_in=tuple(users[key]))) if item.source else item
            for key, item in first.items()]


WAIVED = N_("waived: {waiver}")


def weighed(findings: Iterable[Finding], severities: Mapping[str, Severity],
            waivers: Mapping[str, str]) -> tuple[Finding, ...]:
    """Findings with the weight that a printer gives their codes, or as notes with the printer's reason.

    The build calls this once for a piece, and preflight once for the bytes. What did not run stays so: its verdict is
    unknown.
    """
    return tuple(_weighed(item, severities, waivers) for item in findings)


def _weighed(item: Finding, severities: Mapping[str, Severity], waivers: Mapping[str, str]) -> Finding:
    if item.severity is Severity.NOT_RUN:
        return item
    if item.code in waivers:
        return replace(item, severity=Severity.NOTE, hint=WAIVED,
                       values=MappingProxyType({**item.values, "waiver": waivers[item.code]}))
    return replace(item, severity=severities[item.code]) if item.code in severities else item


class Refused(Exception):  # noqa: N818 - the trade's word; it is no programming error
    """The user's files cannot be worked on; carries every finding made until then.

    Attributes:
        findings: at least one of them an error.
        exit_code: what the command ends with (1: materials; 2: command line; 3: a tool is missing).
    """

    def __init__(self, findings: Iterable[Finding], exit_code: int = 1) -> None:
        self.findings = tuple(findings)
        self.exit_code = exit_code
        super().__init__("; ".join(f"{item.code}: {item.message}" for item in self.findings[:3]))

    def __reduce__(self) -> tuple[type[Refused], tuple[tuple[Finding, ...], int]]:
        """How it travels to another process: as it was made, not by its message."""
        return type(self), (self.findings, self.exit_code)
