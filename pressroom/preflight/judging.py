"""The run of all checks: page after page, each let go when its checks have run, then fonts, then the whole file."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from pressroom.brief import Brief, PageReading, QrReading
from pressroom.findings import N_, Finding, FindingCode, Severity, Value, finding, weighed
from pressroom.preflight.check import BEFORE_OPENING, CHECK_FAILED, Check, Fault, Sees, every, fault, not_run
from pressroom.preflight.facts import Facts
from pressroom.preflight.proof import Page, Proof
from pressroom.preflight.raster import NotRun
from pressroom.preflight.text_matching import normalized
from pressroom.records import dataclass, field

MOST_FAULTS = 12
"""Faults of one code that are reported one by one; the rest are counted."""

_MOST_COUNTED = 50 * MOST_FAULTS
_LONGEST = 300  # letters of a name or a text of the file in a message; some files have megabytes of it


@dataclass(slots=True)
class Outcome:
    """What one check has reported so far.

    Attributes:
        findings: in order, each with what identifies it where it is reported once for the whole file.
        failure: why it broke off; None while it has not.
    """

    findings: list[tuple[Finding, int | None]] = field(default_factory=list)
    failure: Finding | None = None

    @property
    def ended(self) -> bool:
        """Whether it is not asked any more."""
        return self.failure is not None or len(self.findings) > _MOST_COUNTED

    def ask(self, each: Check, proof: Proof) -> None:
        """Let the check judge what the proof shows; an exception in the check becomes a finding too."""
        if self.ended:
            return
        try:
            for item in each.judge(proof):
                self._add(_finding(each.code, item, proof.brief), item.once)
                if self.ended:
                    return
        except NotRun as reason:
            self.failure = _finding(each.code, not_run(N_("not checked: {reason}"), reason=str(reason)), proof.brief)
        except Exception as error:  # a hostile file may make any library raise anything
            self.failure = finding(CHECK_FAILED, N_("the check {check} failed to run: {error}"), piece=proof.brief.name,
                                   check=each.code.name, error=f"{type(error).__name__}: {error}"[:200])

    def join(self, later: Outcome) -> None:
        """Add what it reported of later pages."""
        for item, once in later.findings:
            if not self.ended:
                self._add(item, once)
        if not self.ended:
            self.failure = later.failure

    def _add(self, item: Finding, once: int | None) -> None:
        if once is None or all(once != other for _, other in self.findings):
            self.findings.append((item, once))

    def summary(self, each: Check, brief: Brief) -> list[Finding]:
        """The findings: the first ones, why it broke off, and how many more there are."""
        findings = [item for item, _ in self.findings]
        first, more = findings[:MOST_FAULTS], findings[MOST_FAULTS:]
        if self.failure:
            first.append(self.failure)
        if more:
            unjudged = all(item.severity is Severity.NOT_RUN for item in more)
            first.append(_finding(each.code, fault(N_("{count} more of this kind"), count=len(more),
                                                   severity=Severity.NOT_RUN if unjudged else None), brief))
        return first


@dataclass(slots=True)
class Judgement:
    """What is known of a file, or of a part of it.

    Attributes:
        outcomes: by code.
        facts: what the whole file is asked about.
        readings: what was read back from each page.
        halt_reason: why PDFium was stopped; empty when it was not.
    """

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    facts: Facts = field(default_factory=Facts)
    readings: list[PageReading] = field(default_factory=list)
    halt_reason: str = ""

    def ask(self, checks: Iterable[Check], proof: Proof) -> None:
        """Let each check judge what the proof shows."""
        for each in checks:
            self.outcomes.setdefault(each.code.name, Outcome()).ask(each, proof)

    def join(self, later: Judgement) -> None:
        """Add the judgement of later pages."""
        for name, outcome in later.outcomes.items():
            self.outcomes.setdefault(name, Outcome()).join(outcome)
        self.facts.join(later.facts)
        self.readings += later.readings
        self.halt_reason = self.halt_reason or later.halt_reason


def applicable(proof: Proof, sees: Sees | None = None) -> list[Check]:
    """The checks that run on the file, of one kind or all, by name."""
    return [each for each in every() if sees in (None, each.sees) and each.applies(proof.brief)
            and (not proof.trouble or BEFORE_OPENING in each.needs)]


def judge_pages(proof: Proof, pages: Iterable[Page]) -> Judgement:
    """The judgement of some pages, in order; each is let go as soon as its checks have run."""
    judgement, checks = Judgement(facts=proof.facts), applicable(proof, "page")
    for page in pages:
        judgement.ask(checks, proof.showing(page))
        judgement.facts.add(page, proof.brief)
        judgement.readings.append(_reading(page, proof.brief))
        proof.let_go(page)
    return judgement


def judge_whole(proof: Proof, judgement: Judgement) -> None:
    """Add what the checks find in each font, and in the file as a whole."""
    checks = applicable(proof, "font")
    for each in proof.showing_fonts() if checks else ():
        judgement.ask(checks, each)
    judgement.ask(applicable(proof, "whole"), proof)


def summed_up(proof: Proof, judgement: Judgement) -> tuple[list[Finding], list[str]]:
    """Every finding, and the codes of the checks that reached a verdict."""
    findings: list[Finding] = []
    ran: list[str] = []
    for each in applicable(proof):
        outcome = judgement.outcomes.get(each.code.name, Outcome()).summary(each, proof.brief)
        own = [item for item in outcome if item.code == each.code.name]  # no printer waives a check that broke down
        findings += weighed(own, proof.brief.severities, proof.brief.waivers)
        findings += [item for item in outcome if item.code != each.code.name]
        if not any(item.code == CHECK_FAILED.name or item.severity is Severity.NOT_RUN for item in outcome):
            ran.append(each.code.name)
    return findings, ran


def _finding(rule: FindingCode, item: Fault, brief: Brief) -> Finding:
    """The fault as a finding of its check."""
    values = MappingProxyType({name: _short(value) for name, value in item.values.items()})
    measured = None if item.measured is None else _short(item.measured)
    number = item.page if isinstance(item.page, int) else item.page.number if item.page else None
    severity, hint = item.severity or rule.severity, item.hint
    if severity is Severity.ERROR and isinstance(item.page, Page) and item.area and not item.page.shows(item.area):
        severity, hint = Severity.WARNING, hint or N_("it lies outside the page, or is clipped away: it does not print")
    return Finding(rule.name, severity, item.message, values, hint, None, number, item.area, measured, item.limit,
                   brief.name)


def _short(value: Value) -> Value:
    return f"{value[:_LONGEST - 1]}…" if isinstance(value, str) and len(value) > _LONGEST else value


def _reading(page: Page, brief: Brief) -> PageReading:
    """What was read back from a page; values that could not be read are empty, and a check reports the cause."""
    trim, bleed = page.trim, page.bleed
    margin = min(trim.x0 - bleed.x0, trim.y0 - bleed.y0, bleed.x1 - trim.x1, bleed.y1 - trim.y1)
    try:
        symbols, words = page.symbols, normalized(page.text)
    except (NotRun, RuntimeError, ValueError, MemoryError):
        symbols, words = (), ""
    try:
        cover = page.cover if brief.edition == "members" or brief.most_cover is not None else None
    except (NotRun, RuntimeError, ValueError, MemoryError):
        cover = None
    return PageReading((trim.width, trim.height), margin, tuple(
        QrReading(page.number, each.url, each.side, each.module, each.version) for each in symbols), words, None,
        cover if brief.edition == "members" else None)
