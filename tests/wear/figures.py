"""The figures of a run: what was done to the program, what was lost by it, and what it took at most.

They travel with the report of each test, as xdist runs the tests in other processes than the one that prints the end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest

NAME = "wear"
COUNTED = {"kills": "kills", "faults": "faults of the disk, the clock and the processes beside", "inputs": "inputs",
           "runs": "runs compared byte by byte"}
_properties: list[list[tuple[str, object]]] = [[]]


def of_test(properties: list[tuple[str, object]]) -> None:
    """What follows is counted for the test with these properties."""
    _properties[-1] = properties


def count(**numbers: int) -> None:
    """Count kills, faults, inputs, runs, or files that are lost."""
    _properties[-1] += [(f"{NAME} {name}", number) for name, number in numbers.items()]


def most(**numbers: float) -> None:
    """Note seconds of processor time and kilobytes of memory, of which the most counts."""
    _properties[-1] += [(f"{NAME} most {name}", number) for name, number in numbers.items()]


def guarded(guard: str) -> None:
    """Note what guards the machine."""
    _properties[-1].append((f"{NAME} guard", guard))


def lines(properties: Iterable[tuple[str, object]]) -> list[str]:
    """The figures of all tests, in words; none when no such test ran."""
    totals: Counter[str] = Counter()
    most: dict[str, float] = {}
    guards: set[str] = set()
    for name, value in properties:
        if name == f"{NAME} guard":
            guards.add(str(value))
        elif name.startswith(f"{NAME} most ") and isinstance(value, int | float):
            most[name] = max(value, most.get(name, 0))
        elif name.startswith(f"{NAME} ") and isinstance(value, int):
            totals[name.removeprefix(f"{NAME} ")] += value
    if not guards:
        return []
    return [", ".join(f"{totals[name]} {words}" for name, words in COUNTED.items()),
            f"lost: {totals['lost'] or 'nothing'}",
            f"at most for a command: {most.get(f'{NAME} most seconds', 0):.1f} seconds of processor time, "
            f"{most.get(f'{NAME} most memory', 0) / 1000:.0f} MB of memory in one process",
            f"writes elsewhere and the network are refused by: {', '.join(sorted(guards))}"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures at the end of a run that had such tests."""
    reports = [each for name in ("passed", "failed") for each in terminalreporter.stats.get(name, [])]
    if told := lines(entry for each in reports if each.when == "call" for entry in each.user_properties):
        terminalreporter.section("wear")
        for line in told:
            terminalreporter.write_line(line)
