"""The definition of a check, and its registration. `judging` runs them.

A check is a function that reads the proof and yields faults. The proof that it is given shows one page; with
`sees="font"` one font, and with `sees="whole"` all pages, whose content is forgotten by then: what such a check asks of
the content must be among the `facts` of the file. It declares a permanent code, the reason for the rule, the
remedy, the source, and a spoil: damage to a good file that trips this check and no other.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal

from pressroom.brief import Brief
from pressroom.findings import N_, FindingCode, Severity, Value, code
from pressroom.preflight.proof import Page, Proof
from pressroom.preflight.spoils import Spoil
from pressroom.records import dataclass, field
from pressroom.sheet.geometry import Box

Sees = Literal["page", "font", "whole"]
"""What a check judges at a time: a page, a font that shows text, or the file when every page has been let go."""

CHECK_FAILED = code(
    "check-failed",
    N_("A check failed to run on this file, so it is not known whether the file follows the rule; it does not pass."),
    N_("Open the file in another program and save it again; if the check still fails to run, report the file."),
    source="Pressroom, rule 1")

BEFORE_OPENING = "unopened"
"""The premise of checks on whether the file opens; only these run on one that does not."""


def _spots_refused(brief: Brief) -> bool:
    """Whether every spot colour is an error anyway, so that its spelling does not matter."""
    return "colour-spot" not in brief.waivers and brief.severities.get("colour-spot", Severity.ERROR) is Severity.ERROR


PREMISES: Mapping[str, Callable[[Brief], bool]] = MappingProxyType({
    BEFORE_OPENING: lambda _: True,
    "press": lambda brief: brief.edition == "press" or brief.standard != "",
    "pictures": lambda brief: brief.edition == "press" or brief.standard != "" or brief.pictures,
    "x": lambda brief: brief.standard != "",
    "x4": lambda brief: brief.standard == "PDF/X-4",
    "x1a": lambda brief: brief.standard == "PDF/X-1a:2003",
    "live": lambda brief: brief.standard != "PDF/X-1a:2003",
    "members": lambda brief: brief.edition == "members",
    "finished": lambda brief: brief.edition != "" or brief.standard != "",
    "pages": lambda brief: bool(brief.pages),
    "trims": lambda brief: any(page.trim for page in brief.pages),
    "no trims": lambda brief: not any(page.trim for page in brief.pages),
    "folds": lambda brief: any(page.folds for page in brief.pages),
    "words": lambda brief: any(page.words for page in brief.pages),
    "qr": lambda brief: any(page.qr for page in brief.pages),
    "nothing to read back": lambda brief: not any(page.words or page.qr for page in brief.pages),
    "bleed": lambda brief: brief.bleed > 0,
    "no condition": lambda brief: not brief.condition,
    "profile": lambda brief: bool(brief.profile_sha256),
    "title": lambda brief: bool(brief.title),
    "spots": lambda brief: bool(brief.spots) or not _spots_refused(brief),
    "technical": lambda brief: bool(brief.technical or brief.steps),
    "steps": lambda brief: bool(brief.steps),
    "plates": lambda brief: brief.plates is True,
    "plates or none": lambda brief: brief.plates is not None,
    "single": lambda brief: brief.single,
    "scans": lambda brief: brief.limits.scan_ppi_error is not None,
    "edge": lambda brief: brief.edge > 0,
    "spared": lambda brief: brief.most_cover is not None,
    "forms": lambda brief: bool(brief.forms),
    "marks wanted": lambda brief: brief.marks is True,
    "marks refused": lambda brief: brief.marks is False,
})
"""What a check may need of the brief; without it the check does not run."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault that a check reports; `Judgement` adds the check's code.

    Attributes:
        message, hint: English sentences with `{placeholders}`.
        values: the values of the placeholders.
        page: its page, or the number of it; None for the whole file.
        area: its place on the page.
        measured, limit: the figures that were compared.
        severity: if it differs from the check's own.
        once: a number that identifies what is at fault, where it is on several pages and reported once.
    """

    message: str
    hint: str = ""
    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    page: Page | int | None = None
    area: Box | None = None
    measured: Value | None = None
    limit: Value | None = None
    severity: Severity | None = None
    once: int | None = None


def fault(message: str, hint: str = "", /, *, page: Page | int | None = None, area: Box | None = None,
          measured: Value | None = None, limit: Value | None = None, severity: Severity | None = None,
          once: int | None = None, **values: Value) -> Fault:
    """A fault; other keyword arguments fill the placeholders of message and hint."""
    return Fault(message, hint, MappingProxyType(values), page, area, measured, limit, severity, once)


def not_run(message: str, /, *, page: Page | int | None = None, once: int | None = None, **values: Value) -> Fault:
    """A fault for a part of the file that a check could not judge."""
    return Fault(message, "", MappingProxyType(values), page, severity=Severity.NOT_RUN, once=once)


Judgement = Callable[[Proof], Iterable[Fault]]


@dataclass(frozen=True, slots=True)
class Check:
    """One rule and the function that checks it.

    Attributes:
        code: name, severity, reason, remedy and source.
        judge: yields the faults.
        spoil: damages a good file so that this check trips, and no other.
        needs: names of premises; the brief must fulfil all of them.
        sees: what it judges at a time.
    """

    code: FindingCode
    judge: Judgement
    spoil: Spoil
    needs: tuple[str, ...]
    sees: Sees

    def applies(self, brief: Brief) -> bool:
        """Whether the brief fulfils the premises of this check."""
        return all(PREMISES[need](brief) for need in self.needs)


_CHECKS: dict[str, Check] = {}


def check(name: str, *, why: str, mend: str, source: str, spoil: Spoil, severity: Severity = Severity.ERROR,
          needs: tuple[str, ...] = (), sees: Sees = "page") -> Callable[[Judgement], Judgement]:
    """Register the decorated function as the check of that name.

    Raises:
        ValueError: the name is taken, or a need is not among the premises.
    """
    if unknown := set(needs) - set(PREMISES):
        raise ValueError(f"{name} needs {unknown}, which is no premise")

    def register(judge: Judgement) -> Judgement:
        rule = code(name, why, mend, severity=severity, source=source, weighable=True)
        _CHECKS[name] = Check(rule, judge, spoil, needs, sees)
        return judge
    return register


def every() -> tuple[Check, ...]:
    """All checks, by name; an import error in one of their modules is raised."""
    _import_checks()
    return tuple(_CHECKS[name] for name in sorted(_CHECKS))


@cache
def _import_checks() -> None:
    from pressroom.preflight import checks

    for module in sorted(pkgutil.iter_modules(checks.__path__), key=lambda entry: entry.name):
        importlib.import_module(f"{checks.__name__}.{module.name}")
