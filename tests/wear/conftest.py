"""Small projects for hard wear."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import copy_project
from tests.officials.tables import small
from tests.wear.seal import Sealed, works


@pytest.fixture
def small_project(tmp_path: Path) -> Callable[..., Sealed]:
    """A project with a few pieces in A4, and tables of officials beside it."""
    if not works():
        pytest.skip("this machine has no namespaces for users")

    def make(*names: str, name: str = "project") -> Sealed:
        root = tmp_path / name
        copy_project(root)
        for path in (root / "materials").rglob("*.yaml"):
            if path.stem not in (*names, "campaign"):
                path.unlink()
            else:
                text = path.read_text(encoding="utf-8")
                path.write_text(re.sub(r"^formats: .*$", "formats: [A4]", text, flags=re.MULTILINE), encoding="utf-8")
        tables = root / "tables"
        tables.mkdir()
        small().write(tables)
        (root / "out").mkdir()
        return Sealed(root)
    return make
