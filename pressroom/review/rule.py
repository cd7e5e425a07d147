"""What a rule is: a judgement on a piece that could be printed all the same, on one page of code.

A rule has a code, a reason, a remedy, a source, and a spoil: a change to a good piece that trips this rule and no
other. One that compares a measure with a limit also has a change that stays just within the limit, and trips nothing.
It looks at one part of a piece (a sheet, a panel, a page of text), or, where it `sees` the whole, at all of it;
`composition/family.py` compares pieces of one layout.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from pressroom.findings import Finding, FindingCode, Place, Severity, Value, code
from pressroom.records import dataclass, field
from pressroom.review.part import ReviewedPart
from pressroom.sheet.geometry import Box
from pressroom.stages import Fit, Piece

HANGING = ("poster", "triptych")

PREMISES: Mapping[str, Callable[[Piece], bool]] = MappingProxyType({
    "press": lambda piece: piece.edition == "press",
    "hangs": lambda piece: piece.kind in HANGING,
    "folded": lambda piece: piece.folding is not None,
    "paper": lambda piece: not piece.format.screen,
    "screen": lambda piece: piece.format.screen,
    "full ink": lambda piece: piece.edition != "lowink",
    # What is read nearer than other sheets of that size, such as a notice, has no one thing that leads.
    "from afar": lambda piece: piece.distance_m >= piece.format.reading_distance_m,
})
"""What a rule may need of a piece before it can judge; without it the rule is silent."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule saw; the rule's code, the page and the piece are added by whoever runs it.

    Attributes:
        message, hint: English sentences with `{places}`.
        source: where in the user's files.
        values: what fills the places.
        area: where on the part, or, of a rule that sees the whole, on the page.
        page: of the file, where the rule sees the whole.
        measured, limit: the figures that were compared.
        severity: when it is not the rule's own.
    """

    message: str
    hint: str = ""
    source: Place | None = None
    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    area: Box | None = None
    page: int | None = None
    measured: Value | None = None
    limit: Value | None = None
    severity: Severity | None = None


def fault(message: str, hint: str = "", /, *, source: Place | None = None, area: Box | None = None,
          page: int | None = None, measured: Value | None = None, limit: Value | None = None,
          severity: Severity | None = None, **values: Value) -> Fault:
    """A fault; keyword arguments that are no field fill the places of message and hint."""
    return Fault(message, hint, source, MappingProxyType(values), area, page, measured, limit, severity)


Spoil = Callable[[Fit], Fit]
Sight = Literal["part", "parts", "whole"]
# Of a ReviewedPart, of all of them, or, where the rule sees the whole, of a Fit.
Judgement = Callable[[Any], Iterable[Fault]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule and the function that judges it.

    Attributes:
        code: name, severity, reason, remedy, source, and whether a printer's preset may weigh it.
        judge: yields the faults.
        spoil: changes a good piece so that this rule trips, and no other.
        near: changes it the same way, and stays just within the limit; None where there is no limit to stay within.
        needs: names of premises, all of which the piece must fulfil.
        sees: whether it judges each part by itself, all parts together, or the whole piece.
    """

    code: FindingCode
    judge: Judgement
    spoil: Spoil
    near: Spoil | None
    needs: tuple[str, ...]
    sees: Sight

    @property
    def of_composition(self) -> bool:
        """Whether it judges how what is drawn shares the sheet."""
        return ".composition." in self.judge.__module__

    def applies(self, piece: Piece) -> bool:
        """Whether the rule has a say on this piece."""
        return all(PREMISES[need](piece) for need in self.needs)

    def findings(self, fit: Fit, parts: Sequence[ReviewedPart]) -> Iterator[Finding]:
        """What the rule finds, at its place on the pages of the file."""
        if self.sees != "part":
            yield from (self._finding(each) for each in self.judge(fit if self.sees == "whole" else parts))
            return
        for part in parts:
            yield from part.fitted.on_page(self._finding(each) for each in self.judge(part))

    def _finding(self, each: Fault) -> Finding:
        return Finding(self.code.name, each.severity or self.code.severity, each.message, each.values, each.hint,
                       each.source, each.page, each.area, each.measured, each.limit)


_RULES: dict[str, Rule] = {}


def rule(name: str, *, why: str, mend: str, source: str, spoil: Spoil, near: Spoil | None = None,
         severity: Severity = Severity.ERROR, needs: tuple[str, ...] = (), sees: Sight = "part",
         weighable: bool = True) -> Callable[[Judgement], Judgement]:
    """Register the decorated function as the rule of that name.

    Raises:
        ValueError: the name is taken, or a need is not among the premises.
    """
    if unknown := set(needs) - set(PREMISES):
        raise ValueError(f"{name} needs {unknown}, which is no premise")

    def register(judge: Judgement) -> Judgement:
        made = code(name, why, mend, severity=severity, source=source, weighable=weighable)
        _RULES[name] = Rule(made, judge, spoil, near, needs, sees)
        return judge
    return register


@cache
def every() -> tuple[Rule, ...]:
    """All rules, by name; a module of the folder that cannot be imported stops the program."""
    for module in sorted(pkgutil.walk_packages([str(Path(__file__).parent)], f"{__package__}."),
                         key=lambda each: each.name):
        importlib.import_module(module.name)
    return tuple(_RULES[name] for name in sorted(_RULES))
