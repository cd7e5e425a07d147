"""Builds and other long work of a project, one at a time, each in a process of its own that can be stopped."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import IO, Any

from pressroom.findings import Finding, Refused
from pressroom.publish.manifest import finding_from_json
from pressroom.records import dataclass, field, replace
from pressroom.studio.events import Events

SECONDS_TO_END = 30.0
"""For the piece or the copies at hand to be finished after the work was stopped; after that its process is ended."""

_PROGRAM = f"""import sys
sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from pressroom.studio.production_process import main
raise SystemExit(main())"""


class Busy(Exception):  # noqa: N818 - what somebody else does, not an error
    """Something else is being made."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is, or how it ended.

    Attributes:
        kind: `build`, `package`, `proof`, `compare`, `run`; empty when nothing was made since the studio began.
        state: `running`, `waiting` (for a build that the studio did not start), `stopping`, `ended`, `stopped`,
            `refused`, `failed`.
        done, total: pieces; of a run, the copies of the step at hand.
        name: of the last piece; of a run, the step, in words to translate.
        task: what was asked for.
        result: what the task gave.
        findings: of its result, or why it was refused.
        exit_code: of a refusal, as the command has it.
        trouble: the last line that a process wrote which failed.
    """

    kind: str = ""
    state: str = "ended"
    done: int = 0
    total: int = 0
    name: str = ""
    task: Mapping[str, Any] = field(default_factory=dict)
    result: Mapping[str, Any] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    exit_code: int = 1
    trouble: str = ""

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self.state in ("running", "waiting", "stopping")


class Production:
    """The work of one project.

    Attributes:
        now: the work at hand, or the last.
        built: the last build.
    """

    def __init__(self, root: Path, events: Events) -> None:
        self._root, self._events = root, events
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread: threading.Thread | None = None
        self._closed = False
        self.now = self.built = Progress()

    def begin(self, task: Mapping[str, Any]) -> Future[Progress]:
        """Start a task; how it ends.

        Raises:
            Busy: another one has not ended.
        """
        end: Future[Progress] = Future()
        with self._lock:
            if self.now.is_running or self._closed:
                raise Busy
            self.now = Progress(task["kind"], "running", task=task)
            self._thread = threading.Thread(target=self._run, args=({**task, "root": os.fspath(self._root)}, end),
                                            name="production")
            self._thread.start()
        self._tell()
        return end

    def result(self, task: Mapping[str, Any]) -> Progress:
        """Do a task, and wait for its end.

        Raises:
            Busy: another one has not ended.
            Refused: the task was.
        """
        ended = self.begin(task).result()
        if ended.state == "refused":
            raise Refused(ended.findings, ended.exit_code)
        return ended

    def stop(self) -> None:
        """Ask the work at hand to end after its piece; without effect when there is none."""
        with self._lock:
            before = self.now
            if not before.is_running:
                return
            self.now = replace(before, state="stopping")
            self._end_process(before)
        self._tell()

    def _end_process(self, before: Progress) -> None:
        """Ask the process to end, where it has started; it is ended where it does not."""
        if self._process is None:
            return
        _close(self._process)
        seconds = SECONDS_TO_END if before.kind in ("build", "run") and before.state != "waiting" else 1.0
        threading.Thread(target=_end_after, args=(self._process, seconds), name="stopping", daemon=True).start()

    def close(self) -> None:
        """End the work at hand, and begin none any more."""
        self._closed = True
        self.stop()
        if self._thread:
            self._thread.join()

    def _run(self, task: Mapping[str, Any], end: Future[Progress]) -> None:
        """Start the process, and follow what it says to its end."""
        with tempfile.TemporaryFile() as errors:
            try:
                process = subprocess.Popen(
                    [sys.executable, "-P", "-c", _PROGRAM], cwd=self._root, stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE, stderr=errors, start_new_session=True)
                ended = self._follow(process, task)
                trouble = _last_line(errors)
            except OSError as error:
                ended, trouble = None, str(error)
        with self._lock:
            state = "stopped" if self.now.state == "stopping" else "failed"
            self.now = ended or replace(self.now, state=state, trouble=trouble)
            if self.now.kind == "build":
                self.built = self.now
            last = self.now
        end.set_result(last)
        self._tell()

    def _follow(self, process: subprocess.Popen[bytes], task: Mapping[str, Any]) -> Progress | None:
        """How the process ended; None when it said nothing of that."""
        ended: Progress | None = None
        assert process.stdin
        assert process.stdout
        with process.stdout:
            with contextlib.suppress(OSError):
                process.stdin.write(json.dumps(task).encode() + b"\n")
                process.stdin.flush()
            with self._lock:
                self._process = process
                if self._closed or self.now.state == "stopping":  # it was stopped before it had started
                    self._end_process(self.now)
            for line in process.stdout:
                if line.endswith(b"\n"):  # whole, though its writer may have been killed
                    ended = self._heard(json.loads(line)) or ended
        process.wait()
        with self._lock:
            self._process = None
            _close(process)
        return ended

    def _heard(self, said: Mapping[str, Any]) -> Progress | None:
        """Note how far the process is; how the work ended, when it says so."""
        if "refused" in said:
            return replace(self.now, state="refused", findings=_findings(said["refused"]), exit_code=said["exit"])
        if "result" in said:
            return replace(self.now, state="stopped" if said.get("stopped") else "ended", result=said["result"],
                           findings=_findings(said["result"].get("findings", ())))
        with self._lock:
            now = self.now
            state = now.state if now.state == "stopping" else "waiting" if "waiting" in said else "running"
            if "step" in said:
                now = replace(now, done=now.done + 1, name=said["step"])
            elif "stage" in said:
                now = replace(now, done=0, name=said["stage"])
            elif "done" in said:
                now = replace(now, done=now.done + said["done"])
            self.now = replace(now, state=state, total=said.get("total", now.total))
        self._tell()
        return None

    def _tell(self) -> None:
        now = self.now
        self._events.tell("production", work=now.kind, state=now.state, done=now.done, total=now.total, name=now.name)


def _findings(values: Any) -> tuple[Finding, ...]:
    return tuple(finding_from_json(item) for item in values)


def _close(process: subprocess.Popen[bytes]) -> None:
    """End the input of a process, by which it knows that it is to end."""
    with contextlib.suppress(OSError):
        process.stdin.close()  # type: ignore[union-attr]


def _end_after(process: subprocess.Popen[bytes], seconds: float) -> None:
    """End a process that does not end by itself; what it has written is whole, whenever that happens."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()


def _last_line(errors: IO[bytes]) -> str:
    errors.seek(0, os.SEEK_END)
    errors.seek(max(0, errors.tell() - 4000))
    lines = errors.read().decode("utf-8", "replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")[:300]
