"""Preflight in a second process gives the report of this one, and its absence changes nothing."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pressroom import preflight
from pressroom.brief import Brief
from pressroom.build.judge_process import JudgeProcess, judge_beside
from pressroom.preflight import rehearsal
from pressroom.processes import can_fork
from tests.preflight import test_stand_ins
from tests.preflight.goodfile import made, press_brief

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def judge() -> Iterator[JudgeProcess]:
    process = JudgeProcess()
    yield process
    process.close()


def test_a_verdict_from_the_second_process_is_that_of_this_one(judge: JudgeProcess) -> None:
    content, brief = made(), press_brief()
    assert judge(content, brief).report == preflight.judge(content, brief)


def test_it_answers_again_and_again(judge: JudgeProcess) -> None:
    content, brief = made(), press_brief()
    assert judge(b"no PDF", Brief("x")).report.findings
    assert judge(content, brief).report.passed
    assert judge(content[:2000], brief).report.findings


def test_what_is_to_be_done_meanwhile_is_done_once_while_the_other_process_judges() -> None:
    called: list[str] = []
    with closing(JudgeProcess(meanwhile=lambda: called.append("now"))) as judge:
        for _ in range(2):
            assert judge(made(), press_brief()).report.passed
    assert called == (["now"] if can_fork() and (os.cpu_count() or 1) > 1 else [])


def test_the_rehearsal_reads_a_page_that_holds_what_pages_hold() -> None:
    sample, brief = rehearsal.sample(), rehearsal.BRIEF
    report = preflight.judge(sample, brief)
    assert not {"unreadable", "check-failed", "drawing-ended"} & {item.code for item in report.findings}
    assert len(report.ran) > 50
    assert "AB" in report.pages[0].text


def test_after_it_has_ended_files_are_judged_in_this_process(judge: JudgeProcess) -> None:
    content, brief = made(), press_brief()
    if judge.child:
        os.kill(judge.child, signal.SIGKILL)
    assert judge(content, brief).report == preflight.judge(content, brief)
    assert judge(content, brief).report.passed


@pytest.mark.parametrize("where", ["in a process", "after its end", "here"])
def test_what_is_found_in_a_photograph_is_kept_wherever_it_is_judged(where: str, tmp_path: Path) -> None:
    content = test_stand_ins.file(test_stand_ins.photograph())
    with judge_beside(tmp_path, worth=False) if where == "here" else closing(JudgeProcess(tmp_path)) as judge:
        if where == "after its end" and isinstance(judge, JudgeProcess) and judge.child:
            os.kill(judge.child, signal.SIGKILL)
        first = judge(content, Brief("x", ours=True))
        kept = {path.name: path.stat().st_ino for path in tmp_path.rglob("*") if path.is_file()}
        assert sum(path.stat().st_size > 1000 for path in tmp_path.rglob("*")) >= 1, "a reduced picture"
        assert judge(content, Brief("x", ours=True)).report == first.report
    assert {path.name: path.stat().st_ino for path in tmp_path.rglob("*") if path.is_file()} == kept


def test_it_ends_with_the_build_that_started_it() -> None:
    # The second process holds a copy of this pipe: `run` returns only when both have ended.
    subprocess.run([sys.executable, "-c", "import os\nfrom pressroom.build.judge_process import JudgeProcess\n"
                                          "judge = JudgeProcess()\nos._exit(1)"],
                   cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, timeout=20, check=False)
