"""However the studio ends in the middle of a save, the file is the old one or the new one."""

from __future__ import annotations

import http.client
import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.studio.browser import Client

LINE = '  headline: "Version {number} du titre"'


@pytest.mark.wear
@pytest.mark.parametrize("number", range(6))
def test_a_studio_that_is_killed_while_it_saves_loses_nothing(project: Path, number: int) -> None:
    path = project / "materials/petition.yaml"
    before = path.read_text(encoding="utf-8")
    process = subprocess.Popen([sys.executable, "-m", "pressroom", "studio", "--no-open", "--lang", "en"], cwd=project,
                               env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
                               stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    client = Client(process.stdout.readline().split("at ")[1].partition(";")[0]).open()
    saved: list[int] = []

    def save_again_and_again() -> None:
        try:
            for each in range(10_000):
                client.post("/piece/petition/change", {"location": ["words", "headline"],
                                                       "value": f"Version {each} du titre"})
                assert client.post("/piece/petition/save", {}).status == 200
                saved.append(each)
        except (OSError, http.client.HTTPException):
            return
    saving = threading.Thread(target=save_again_and_again)
    saving.start()
    wanted = random.Random(number).randint(1, 12)
    while len(saved) < wanted:
        saving.join(0.003)
    process.send_signal(signal.SIGKILL)
    process.wait()
    saving.join()
    process.stdout.close()
    lines = path.read_text(encoding="utf-8").split("\n")
    [changed] = [(old, new) for old, new in zip(before.split("\n"), lines, strict=True) if old != new]
    assert changed[1] in (LINE.format(number=saved[-1]), LINE.format(number=saved[-1] + 1))
