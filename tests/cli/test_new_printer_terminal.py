"""`new-printer` on a real terminal: it asks, asks again where an answer is none, and stops where the answers end."""

from __future__ import annotations

import os
import select
import sys
from pathlib import Path

import pytest
import yaml

END = "\x04"  # what Ctrl-D types: nobody answers any more
ROOT = Path(__file__).resolve().parents[2]
pty = pytest.importorskip("pty")
CHILD = "import sys; from pathlib import Path; from pressroom.cli import run; " \
        "sys.exit(run(Path(sys.argv[1]), ['new-printer', 'port', '--lang', 'en']))"


def talk(project: Path, answers: list[str]) -> tuple[int, str]:
    """Start the command on a terminal of its own and type the answers; its exit code, and all that was shown."""
    import subprocess

    ours, theirs = pty.openpty()
    with subprocess.Popen([sys.executable, "-c", CHILD, str(project)], stdin=theirs, stdout=theirs, stderr=theirs,
                          env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "120"}) as process:
        os.close(theirs)
        os.write(ours, "".join([*answers, END]).encode())
        shown = b""
        while select.select([ours], [], [], 20)[0]:
            try:
                part = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            shown += part
        code = process.wait(timeout=20)
    os.close(ours)
    return code, shown.decode(errors="replace")


def test_every_question_is_asked_and_a_wrong_answer_is_told_at_once(project: Path) -> None:
    code, shown = talk(project, ["L'Écho : \"du port\" & fils\n", "Imprimerie du Port\n", "06700 Saint-Laurent\n",
                                 "X-4\n", "PDF/X-4\n", "FOGRA47\n", "5\n", "5mm\n", *["\n"] * 9])
    assert code == 0, shown
    assert shown.count("PDF/X-4 or PDF/X-1a:2003?") == 2
    assert shown.count("Bleed?") == 2
    assert "draft.yaml" not in shown
    said = yaml.safe_load((project / "assets/printers/port.yaml").read_text(encoding="utf-8"))
    assert said["title"] == "L'Écho : \"du port\" & fils"
    assert said["imprint"] == {"name": "Imprimerie du Port", "address": "06700 Saint-Laurent"}
    assert (said["condition"], said["bleed"]) == ("FOGRA47", "5mm")


def test_answers_that_end_early_write_nothing(project: Path) -> None:
    code, shown = talk(project, ["Imprimerie du Port\n"])
    assert code == 2
    assert "answers-ended" in shown
    assert not (project / "assets/printers/port.yaml").exists()
