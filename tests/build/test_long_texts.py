"""A release of many pages: its editions are made at the same time, and nothing is read twice from a page."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from pressroom.build import pipeline, workers
from pressroom.preflight.raster import PageRenderer

Render = Callable[..., tuple[int, str, str]]


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The process of each piece that was made in this one."""
    makers: list[int] = []
    real = pipeline.all_made

    def made(*words: object) -> object:
        makers.append(os.getpid())
        return real(*words)  # type: ignore[arg-type]
    monkeypatch.setattr(pipeline, "all_made", made)
    monkeypatch.setattr(workers, "cores", lambda: 2)
    return makers


@pytest.mark.parametrize(("characters", "here"), [(300, 0), (10**9, 2)], ids=["long", "short"])
def test_the_editions_of_a_long_text_are_made_by_several_processes(
        project: Path, render: Render, monkeypatch: pytest.MonkeyPatch, alone: list[int], characters: int,
        here: int) -> None:
    monkeypatch.setattr(pipeline, "_LONG_TEXT", characters)
    assert render("access", "--fresh")[0] == 0
    assert len(alone) == here  # what another process appends stays there
    assert len(list((project / "out/releases").iterdir())) == 1


def test_a_page_of_a_release_is_read_back_once(render: Render, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Counter[str] = Counter()
    for name in ("lines", "text", "picture"):
        real = getattr(PageRenderer, name)

        def counted(page: PageRenderer, *words: object, name: str = name, real: Callable[..., object] = real) -> object:
            asked[name] += 1
            return real(page, *words)
        monkeypatch.setattr(PageRenderer, name, counted)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert render("access", "--fresh", "--edition", "members")[0] == 0
    assert asked == {"lines": 2, "text": 2, "picture": 2}  # it has two pages
