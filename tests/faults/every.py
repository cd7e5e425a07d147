"""The whole table, and the codes that it must hold: all that are declared, but for those of checks and rules."""

from __future__ import annotations

import importlib
import pkgutil

from pressroom.build.rulebook import every_code
from pressroom.preflight.check import every as every_check
from pressroom.review import every as every_rule
from tests import faults
from tests.faults.bench import FAULTS, Fault


def every_fault() -> tuple[Fault, ...]:
    """All cases, topic by topic in the order of the files."""
    for module in sorted(pkgutil.iter_modules(faults.__path__), key=lambda each: each.name):
        importlib.import_module(f"{faults.__name__}.{module.name}")
    return tuple(sorted(FAULTS, key=lambda fault: fault.codes))


def judged_codes() -> frozenset[str]:
    """The codes of preflight's checks and of review's rules: each of those carries its own spoil."""
    return frozenset(each.code.name for each in every_check()) | review_codes()


def review_codes() -> frozenset[str]:
    """The codes of review's rules."""
    return frozenset(each.code.name for each in every_rule())


def other_codes() -> frozenset[str]:
    """All other codes: each of them must be in the table."""
    return frozenset(every_code()) - judged_codes()
