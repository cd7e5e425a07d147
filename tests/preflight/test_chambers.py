"""The judge in a second process says what he would say in this one, and his absence changes nothing."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pressroom import preflight
from pressroom.brief import Brief
from pressroom.build.judge_process import Chambers
from tests.preflight.goodfile import made, press_brief

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def judge() -> Iterator[Chambers]:
    chambers = Chambers()
    yield chambers
    chambers.close()


def test_a_verdict_from_the_second_process_is_that_of_this_one(judge: Chambers) -> None:
    content, brief = made(), press_brief()
    assert judge(content, brief) == preflight.judge(content, brief)


def test_he_answers_again_and_again(judge: Chambers) -> None:
    content, brief = made(), press_brief()
    assert judge(b"no PDF", Brief("x")).findings
    assert judge(content, brief).passed
    assert judge(content[:2000], brief).findings


def test_when_he_is_gone_the_file_is_judged_here(judge: Chambers) -> None:
    content, brief = made(), press_brief()
    if judge.child:
        os.kill(judge.child, signal.SIGKILL)
    assert judge(content, brief) == preflight.judge(content, brief)
    assert judge(content, brief).passed


def test_he_ends_with_the_build_that_asked_for_him() -> None:
    # He holds a copy of this pipe: `run` comes back only when he, too, has ended.
    subprocess.run([sys.executable, "-c", "import os\nfrom pressroom.build.judge_process import Chambers\n"
                                          "kept = Chambers()\nos._exit(1)"],
                   cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, timeout=20, check=False)
