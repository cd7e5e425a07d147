"""The report of a comparison in a browser: readable by everybody, its pictures there, on wide and narrow screens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from pressroom.desk.comparison.report import report
from pressroom.text.translation import translator
from tests.chromium import MARKS, chromium, violations
from tests.desk.kinds import CHANGES, made
from tests.desk.test_kinds_of_differences import compared

pytestmark = MARKS


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def everything(parts: dict[int, bytes]) -> None:
    for name in ("a tint", "the trim", "the title", "the intent", "an alternative text", "a font", "a link"):
        CHANGES[name][0](parts)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_report_of_a_comparison_is_readable_and_shows_its_pictures(browser: Browser, tmp_path: Path,
                                                                       scheme: str) -> None:
    result = compared(made(), made(everything))
    for name, content in report(result, "new", "fr", translator("fr")).items():
        (tmp_path / name).write_bytes(content)
    page = browser.new_page(color_scheme=scheme, viewport={"width": 360, "height": 800})  # type: ignore[arg-type]
    page.goto((tmp_path / "new-changes.html").as_uri())
    assert violations(page) == []
    assert page.evaluate("[...document.images].every((each) => each.complete && each.naturalWidth > 0)")
    assert page.locator("img").count() >= 2
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    differing = page.locator("tr.differs").evaluate_all("rows => rows.map((row) => row.dataset.kind)")
    assert differing == [*result.kinds]
    assert {"plates", "boxes", "metadata", "intent", "tags", "fonts", "other"} <= {*differing}
    assert page.locator("section#page-1 [data-kind=boxes]").count() == 1
    page.close()
