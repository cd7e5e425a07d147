"""What the judge draws, keeps and lets go of: each page once, each verdict for its own bytes, nothing afterwards."""

from __future__ import annotations

import gc
import hashlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from pressroom import preflight
from pressroom.brief import Brief, Report
from pressroom.build.kept_verdicts import KeptVerdicts
from pressroom.build.pipeline import build
from pressroom.build.request import BuildRequest
from pressroom.build.verdict import Verdict, judge_here
from pressroom.build.workers import AHEAD, Workers, cores
from pressroom.cache import Cache
from pressroom.pdf.document import Document
from pressroom.preflight.proof import Page, Proof
from pressroom.preflight.walk.painted import Walk
from pressroom.publish.previews import HEIGHT
from pressroom.records import replace
from tests.preflight.goodfile import made, office_brief, press_brief


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Counter[tuple[str, int, bool]]:
    """How many times each page of each file was drawn in this process: its digest, the page, and whether in part."""
    counts: Counter[tuple[str, int, bool]] = Counter()
    numbers: dict[int, tuple[Any, str, int]] = {}
    get_page, render = pypdfium2.PdfDocument.get_page, pypdfium2.PdfPage.render

    def get(document: Any, index: int) -> Any:
        page = get_page(document, index)
        numbers[id(page)] = page, hashlib.sha256(document._input).hexdigest(), index
        return page

    def count(page: Any, **options: Any) -> Any:
        _, digest, index = numbers[id(page)]
        counts[digest, index, any(abs(side) > 0.01 for side in options.get("crop", (0, 0, 0, 0)))] += 1
        return render(page, **options)
    monkeypatch.setattr(pypdfium2.PdfDocument, "get_page", get)
    monkeypatch.setattr(pypdfium2.PdfPage, "render", count)
    return counts


def test_a_build_of_a_piece_in_all_editions_draws_each_page_of_each_file_once(
        project: Path, drawn: Counter[tuple[str, int, bool]]) -> None:
    published = build(BuildRequest(project, project / "out", ("petition",), format="A3", fresh=True))
    assert published.passed
    whole = {place: count for place, count in drawn.items() if not place[2]}
    assert len({digest for digest, _, _ in whole}) == 6  # five editions, and low ink before its cover is stated
    assert set(whole.values()) == {1}
    assert not [place for place in drawn if place[2]]  # its codes are read from the whole page


def test_the_preview_has_the_pixels_that_were_judged(drawn: Counter[tuple[str, int, bool]]) -> None:
    content, brief = made(press=False, office=True), replace(office_brief(), preview_height=HEIGHT)
    verdict = judge_here(content, brief)
    assert [picture[:4] for picture in verdict.pictures] == [b"\x89PNG"]
    assert int.from_bytes(verdict.pictures[0][20:24], "big") == HEIGHT
    assert list(drawn.values()) == [1]
    assert verdict.report.findings == judge_here(content, office_brief()).report.findings


def test_nothing_of_a_judged_file_stays_in_memory() -> None:
    content, brief = made(), press_brief()
    preflight.judge(content, brief)
    gc.collect()
    before = _held()
    gc.disable()
    try:
        preflight.judge(content, brief)
        judge_here(content, replace(brief, preview_height=400))
        left = _held()
    finally:
        gc.enable()
    assert left == before


def _held() -> list[str]:
    """The kinds of all parts of files that are in memory."""
    gc.unfreeze()  # what was kept for good is looked at as well
    return sorted(type(each).__name__ for each in gc.get_objects() if isinstance(each, Proof | Page | Walk | Document))


def _counting(verdict: Verdict) -> tuple[list[bytes], Callable[[bytes, Brief], Verdict]]:
    judged: list[bytes] = []

    def judge(content: bytes, _brief: Brief) -> Verdict:
        judged.append(content)
        return verdict
    return judged, judge


def test_a_kept_verdict_is_the_one_that_was_reached(tmp_path: Path) -> None:
    for content, brief in ((made(), press_brief()), (made()[:2000], press_brief()),
                           (made(press=False, office=True), replace(office_brief(), preview_height=300))):
        first = KeptVerdicts(judge_here, Cache(tmp_path))(content, brief)
        judged, judge = _counting(Verdict(Report("another", (), ())))
        assert KeptVerdicts(judge, Cache(tmp_path))(content, brief) == first
        assert judged == []


def test_a_verdict_counts_for_its_bytes_and_its_brief_alone(tmp_path: Path) -> None:
    content, brief = made(), press_brief()
    judged, judge = _counting(Verdict(Report("good", (), ("box-trim",)), (b"picture",)))
    kept = KeptVerdicts(judge, Cache(tmp_path))
    assert [kept(*each) for each in ((content, brief), (content, brief))] == [Verdict(
        Report("good", (), ("box-trim",)), (b"picture",))] * 2
    assert len(judged) == 1
    kept(content + b"\n", brief)
    kept(content, replace(brief, bleed=brief.bleed + 1))
    assert len(judged) == 3
    KeptVerdicts(judge, Cache(tmp_path), fresh=True)(content, brief)
    assert len(judged) == 4
    for entry in tmp_path.iterdir():
        entry.write_bytes(entry.read_bytes()[:-1])
    kept(content, brief)
    assert len(judged) == 5


def test_a_verdict_that_something_was_missing_for_is_not_kept(tmp_path: Path) -> None:
    assert not judge_here(made(), replace(press_brief(), plates=False)).final
    judged, judge = _counting(Verdict(Report("good", (), ()), final=False))
    for _ in range(2):
        KeptVerdicts(judge, Cache(tmp_path))(b"", Brief())
    assert len(judged) == 2


@pytest.mark.skipif(cores() < 2, reason="no workers on one core")
def test_workers_make_only_a_few_pieces_that_were_not_asked_for_yet(tmp_path: Path) -> None:
    def make(number: int) -> int:
        (tmp_path / str(number)).touch()
        return -number
    workers: Workers[int, int] = Workers(make, range(200))
    try:
        assert [workers.result(number) for number in (0, 1)] == [0, -1]
    finally:
        workers.close()
    assert len([*tmp_path.iterdir()]) <= 2 + AHEAD * cores()
