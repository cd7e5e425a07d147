"""A judge that shares code with the accused proves nothing."""

from __future__ import annotations

import subprocess
import sys

ALLOWED = ("pressroom.brief", "pressroom.findings", "pressroom.sheet", "pressroom.programs", "pressroom.processes",
           "pressroom.pdf", "pressroom.patterns", "pressroom.records", "pressroom.preflight")


def loaded(statement: str) -> set[str]:
    program = f"{statement}; import sys; print(*sys.modules)"
    return set(subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
               .stdout.split())


def test_preflight_imports_nothing_that_writes_pieces() -> None:
    ours = {module for module in loaded("from pressroom.preflight import checks_available; checks_available()")
            if module.startswith("pressroom.")}
    assert {module for module in ours if not module.startswith(ALLOWED)} == set()


def test_heavy_libraries_are_imported_with_the_first_file() -> None:
    heavy = {"pikepdf", "pypdf", "pypdfium2", "zxingcpp", "PIL", "numpy", "reportlab"}
    assert heavy & loaded("from pressroom.preflight import checks_available; checks_available()") == set()
