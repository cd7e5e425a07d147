"""Commands that are killed at any moment leave nothing behind that a later one must mend by hand."""

from __future__ import annotations

import json
import random
import re
import signal
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from tests.wear import figures
from tests.wear.project import Undisturbed, changed, content, member_letter, run, undisturbed, words_of
from tests.wear.seal import LOOK, PAUSE, Running, Sealed

# How often each command is killed: half of the times at a moment of its processor time, half just before a write.
KILLS = {"build": 10, "fresh build": 10, "site": 12, "letters": 6, "addressed letters": 6, "import": 8, "sign-off": 8}
# Two thirds are signals that no program can catch.
SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGKILL, signal.SIGKILL, signal.SIGHUP)
TRIES = 8  # until the command is hit before it has ended
# What a killed command may leave for the next one to remove, and what lists the files as they are at the moment.
LEFT = re.compile(r"\.part$|(^|/)\.site-(new-|old)|^out/(manifest\.json|report\.html)$|/\.sums$")


def hit(made: Callable[[], Sealed], name: str, fully: Undisturbed, number: int,
        chance: random.Random) -> tuple[Sealed, Running, str]:
    """A project, the command that a signal was sent to there at a random moment, and its messages."""
    sent = SIGNALS[number // 2 % len(SIGNALS)]
    for left in range(TRIES, 0, -1):  # each try earlier: what was measured may have taken longer
        sealed = made()  # one in which the command has ended has nothing left to do
        if number % 2:
            at = chance.randint(1, max(1, fully.writes * left // TRIES))
            running = replace(sealed, environment={"WEAR_KILL": f"{at} {int(sent)}"}).start(
                *words_of(name, sealed.folder))
        else:
            running = sealed.start(*words_of(name, sealed.folder))
            moment = chance.uniform(0, 0.97) * fully.ticks * left / TRIES
            while running.look() and running.ticks < moment:
                PAUSE.wait(LOOK / 2)
            PAUSE.wait(chance.uniform(0, LOOK))
            running.send(sent)
        code, _, err = running.end()
        if code:
            assert code in (-sent, 128 + sent), (number, code, err)
            return sealed, running, err
    raise AssertionError(f"{name} was not hit in {TRIES} tries")


@pytest.mark.wear
@pytest.mark.parametrize(("name", "number"), [(name, number) for name in KILLS for number in range(KILLS[name])])
def test_a_killed_command_loses_nothing_and_the_next_one_ends_as_if_it_had_not_been(
        name: str, number: int, tmp_path: Path, shared: Callable[[str, Callable[[Path], None]], Path]) -> None:
    fully = undisturbed(shared, name)
    each = count(1)
    sealed, running, err = hit(lambda: changed(shared, tmp_path / f"project-{next(each)}"), name, fully, number,
                               random.Random(f"{name} {number}, seed 1"))
    figures.count(kills=1)
    assert "Traceback" not in err, err
    assert not running.outlived(), "a process of the command outlived it"
    found = content(sealed.folder)
    torn = [path for path, digest in found.items() if not LEFT.search(path)
            and digest not in (fully.before.get(path), fully.after.get(path))]
    json.loads((sealed.folder / "out/manifest.json").read_bytes())
    letter = member_letter(sealed.folder).relative_to(sealed.folder).as_posix()
    run(sealed, name)
    after = content(sealed.folder)
    lost = [path for path in {*fully.after, *after} if after.get(path) != fully.after.get(path)]
    figures.count(lost=len({*lost, *torn}))
    assert torn == [], "each file is the old one or the new one"
    assert {path: (after.get(path), fully.after.get(path)) for path in lost} == {}
    assert after[letter] == fully.before[letter], "a letter that a member changed is kept"
