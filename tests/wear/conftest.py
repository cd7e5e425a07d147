"""Small projects for hard wear."""

from __future__ import annotations

import faulthandler
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.wear import figures
from tests.wear.project import small_copy
from tests.wear.seal import Sealed, guard


@pytest.fixture(autouse=True)
def _figures(request: pytest.FixtureRequest) -> None:
    # Every command has a bound of its own here. The one of pytest counts the waits for shared projects, too, and ends
    # tests on a busy machine that do not hang.
    faulthandler.cancel_dump_traceback_later()
    figures.of_test(request.node.user_properties)
    figures.guarded(guard())


@pytest.fixture
def small_project(tmp_path: Path) -> Callable[..., Sealed]:
    """A project with a few pieces in A4, and tables of officials beside it."""
    def make(*names: str, name: str = "project") -> Sealed:
        return small_copy(tmp_path / name, *names)
    return make
