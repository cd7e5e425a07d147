"""Making files in a process of its own, so that pages stay quick: `python -m pressroom.studio.production_process`.

The first line of standard input is the task, a JSON object. What happens is written to standard output, a JSON object
a line: `total`, `step`, `stage`, `done`, `waiting`, and at the end `result` or `refused`. When standard input ends,
which it does when the studio asks for it or is killed, a build ends after the piece that it is at, and publishes what
it has finished; a run ends after the copies that it is at, and leaves nothing.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
from collections.abc import Callable
from typing import Any

from pressroom.build.progress import Stale
from pressroom.findings import Refused
from pressroom.publish.manifest import finding_to_json
from pressroom.studio import tasks

_LONGEST = 65_536


def main() -> int:
    """Do one task; 0 unless the program itself is at fault."""
    say = _line_writer()
    line, ended = _first_line(), threading.Event()
    if not line:
        return 0
    threading.Thread(target=_await_end, args=(ended,), name="studio", daemon=True).start()
    progress = tasks.TaskProgress(
        lambda count: say({"total": count}), lambda name: say({"step": name}), lambda: say({"waiting": True}),
        ended.is_set, lambda what, count: say({"stage": what, "total": count}), lambda count: say({"done": count}))
    task = json.loads(line)
    try:
        say({"result": tasks.TASKS[task["kind"]](task, progress)})
    except Refused as refused:
        say({"refused": [finding_to_json(item) for item in refused.findings], "exit": refused.exit_code})
    except Stale as stale:
        say({"result": tasks.published(stale.published), "stopped": True})
    except tasks.Stopped:
        say({"result": {}, "stopped": True})
    return 0


def _line_writer() -> Callable[[dict[str, Any]], None]:
    """Writes to what is standard output now; what libraries print goes to standard error from here on."""
    stream = os.dup(1)
    os.dup2(2, 1)

    def say(values: dict[str, Any]) -> None:
        content = json.dumps(values, ensure_ascii=False).encode() + b"\n"
        with contextlib.suppress(OSError):  # the studio was killed: the files are what counts
            while content:
                content = content[os.write(stream, content):]
    return say


def _first_line() -> bytes:
    """Read without Python's buffers, whose locks a fork would keep."""
    content = b""
    while not content.endswith(b"\n"):
        part = os.read(0, _LONGEST)
        if not part:
            return b""
        content += part
    return content


def _await_end(ended: threading.Event) -> None:
    with contextlib.suppress(OSError):
        while os.read(0, _LONGEST):
            pass
    ended.set()


if __name__ == "__main__":
    raise SystemExit(main())
