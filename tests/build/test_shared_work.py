"""Work that the editions of a piece share is done once: counts, since times depend on the machine."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import Any

import pytest

from pressroom import resolve
from pressroom.brief import Report
from pressroom.build import pipeline, workers
from pressroom.build.pipeline import build
from pressroom.build.request import BuildRequest
from pressroom.build.verdict import Verdict
from pressroom.paint import content, document
from pressroom.sheet import geometry
from pressroom.type import setting

SUBSETS = importlib.import_module("pressroom.type.fonts.subset")
KEPT = {"texts that were set": setting._set, "outlines in straight lines": geometry.edges,
        "paths as operators": content.path_operators, "subsets of fonts": SUBSETS._subset,
        "contents deflated": document._kept}
# The least that is asked for, for each time that it is made, when a poster is built in its five editions.
OFTEN = {"texts that were set": 1.3, "outlines in straight lines": 50, "paths as operators": 1.15,
         "subsets of fonts": 2, "contents deflated": 1.3}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """How often each was asked for, for each time that it was made."""
    root, out = Path(__file__).resolve().parents[2], tmp_path_factory.mktemp("out")
    for each in KEPT.values():
        each.cache_clear()
    published = build(BuildRequest(root, out, ("petition",), format="A3", fresh=True),
                      judge=lambda _content, brief: Verdict(Report(brief.name, (), ()), (b"",) * len(brief.pages),
                                                            final=False))  # never kept
    assert published.passed
    counts = {name: each.cache_info() for name, each in KEPT.items()}
    return {name: (each.hits + each.misses) / each.misses for name, each in counts.items()}


@pytest.mark.parametrize("name", KEPT)
def test_what_editions_share_is_made_once_for_them(name: str, asked: dict[str, float]) -> None:
    assert asked[name] >= OFTEN[name], asked


@pytest.mark.skipif(workers.cores() < 2, reason="no workers on one core")
def test_pieces_that_workers_make_are_resolved_by_them_alone(
        project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    request = BuildRequest(project, project / "out", ("petition",), format="A4", fresh=True)
    alone = build(request)
    files = {path: (project / "out" / path).read_bytes() for path in alone.made}
    here: list[int] = []
    resolved = resolve.piece

    def noted(*arguments: Any) -> Any:
        here.append(os.getpid())
        return resolved(*arguments)
    monkeypatch.setattr(pipeline, "WORTH_WORKERS", 2)
    monkeypatch.setattr(resolve, "piece", noted)
    (project / "out/manifest.json").unlink()
    assert build(request).made == alone.made
    assert here == []
    assert {path: (project / "out" / path).read_bytes() for path in alone.made} == files
