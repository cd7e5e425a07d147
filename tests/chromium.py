"""The system's Chromium, and axe in it, for tests of pages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import axe_core_python
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
MARKS = [pytest.mark.external, pytest.mark.skipif(CHROMIUM is None, reason="not run: there is no Chromium")]
expect.set_options(timeout=20_000)  # milliseconds, for a machine that is busy with other tests
_AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser."""
    with sync_playwright() as program:
        started = program.chromium.launch(executable_path=CHROMIUM,
                                          args=["--no-sandbox", "--disable-background-networking"])
        yield started
        started.close()


def violations(page: Page) -> list[object]:
    """What axe finds, in the page's own world: its policy allows no script of others."""
    page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": _AXE})
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [(one["id"], one["impact"], [node["html"][:120] for node in one["nodes"][:3]])
            for one in result["violations"]]
