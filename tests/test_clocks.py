"""No test reads a clock: what is slow on a busy machine is not wrong, and what is right today is right tomorrow."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
# What tells the time or waits for it, by its last two names or, imported by itself, by its last.
CLOCKS = {"time.time", "time.time_ns", "time.sleep", "time.monotonic", "time.monotonic_ns", "time.perf_counter",
          "time.perf_counter_ns", "time.process_time", "time.process_time_ns", "time.localtime", "time.gmtime",
          "time.strftime", "time.ctime", "datetime.now", "datetime.utcnow", "datetime.today", "date.today",
          "asyncio.sleep", "threading.Timer", "timeit.timeit", "timeit.default_timer"}


def named(node: ast.AST) -> str:
    """`a.b` of an expression that ends so."""
    if isinstance(node, ast.Attribute):
        return f"{named(node.value).split('.')[-1]}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def clocks(source: str) -> list[str]:
    """Each clock that a source reads, with its line."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            found += [f"{node.lineno}: {node.module}.{each.name}" for each in node.names
                      if f"{node.module}.{each.name}" in CLOCKS]
        elif isinstance(node, ast.Attribute) and named(node) in CLOCKS:
            found.append(f"{node.lineno}: {named(node)}")
        elif isinstance(node, ast.Import):
            found += [f"{node.lineno}: {each.name} as {each.asname}" for each in node.names
                      if each.asname and each.name in {clock.split(".")[0] for clock in CLOCKS}
                      and each.asname != each.name]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("import "):
            try:  # a program that a test starts
                found += [f"{node.lineno}: {each}" for each in clocks(node.value)]
            except SyntaxError:
                continue
    return found


@pytest.mark.parametrize("path", sorted({*TESTS.rglob("*.py")} - {Path(__file__)}),
                         ids=lambda path: path.relative_to(TESTS).as_posix())
def test_no_test_reads_a_clock(path: Path) -> None:
    assert clocks(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("source", [
    "import time\ntime.sleep(1)", "from time import monotonic", "import datetime\ndatetime.datetime.now()",
    "import datetime\nx = datetime.date.today", "import time as t", "run('import time; time.sleep(9)')"])
def test_a_clock_is_seen_however_it_is_read(source: str) -> None:
    assert len(clocks(source)) == 1


@pytest.mark.parametrize("source", ["import datetime\ndatetime.date(2023, 1, 20)", "timeout = 3",
                                    "from datetime import date", "run('import sys')", "text = 'import my words'"])
def test_what_only_counts_or_names_days_is_no_clock(source: str) -> None:
    assert clocks(source) == []
