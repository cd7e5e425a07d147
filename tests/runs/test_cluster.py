"""A run on a cluster of Dask workers is the same file, byte by byte, also when one of them dies in the middle."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pressroom.findings import Refused
from pressroom.runs import remote
from pressroom.runs.make import make
from pressroom.runs.request import RunProgress, RunRequest
from tests.conftest import ROOT
from tests.runs.tables import rows, write_run, write_table

distributed = pytest.importorskip("distributed")
RECORDS = 1_600
PAUSE = threading.Event()  # never set


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers, each a process of its own; its address, and the workers."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)}

    def start(*words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", *words], cwd=tmp_path, env=environment,
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    told = tmp_path / "scheduler.json"
    running = [start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
                     "--scheduler-file", str(told))]
    for _ in range(600):
        if told.is_file() and told.stat().st_size:
            break
        PAUSE.wait(0.1)
    workers = [start("distributed.cli.dask_worker", "--scheduler-file", str(told), "--nthreads", "1", "--no-nanny",
                     "--host", "127.0.0.1", "--no-dashboard") for _ in range(2)]
    running += workers
    with distributed.Client(scheduler_file=str(told), timeout=60, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
        address = client.scheduler.address
    yield address, workers
    for process in running:
        process.kill()
        process.wait()


@pytest.mark.wear
@pytest.mark.parametrize("kill", [False, True], ids=["all live", "one is killed"])
def test_the_bytes_are_those_of_one_process_and_nothing_is_left_on_the_workers(
        project: Path, tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]], kill: bool) -> None:
    address, workers = cluster
    write_run(project)
    write_table(project, rows(RECORDS))
    [alone] = make(RunRequest(project, "affiches", project / "alone", workers=1)).files
    count = [0]

    def done(records: int) -> None:
        count[0] += records
        if kill and count[0] >= 500 and workers[0].poll() is None:
            workers[0].send_signal(signal.SIGKILL)
    [together] = make(RunRequest(project, "affiches", project / "together", cluster=address),
                      RunProgress(done=done)).files
    assert hashlib.sha256(together.read_bytes()).digest() == hashlib.sha256(alone.read_bytes()).digest()
    assert (workers[0].poll() is not None) == kill
    left = [path for path in tmp_path.glob("pressroom-*") if not kill]
    assert left == []


@pytest.mark.wear
def test_a_cluster_whose_last_worker_dies_is_a_finding_and_the_run_goes_on_without_it(
        project: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pressroom.runs.cluster._PATIENCE", 1.0)
    address, workers = cluster
    write_run(project)
    write_table(project, rows(RECORDS))

    def done(_: int) -> None:
        for worker in workers:
            worker.kill()
    with pytest.raises(Refused) as raised:
        make(RunRequest(project, "affiches", project / "out", cluster=address), RunProgress(done=done))
    assert [item.code for item in raised.value.findings] == ["cluster-broken"]
    assert [*(project / "out/runs/.affiches").glob("*.draft")], "what was made is kept"
    outcome = make(RunRequest(project, "affiches", project / "out", resume=True))
    assert outcome.records == RECORDS


def test_a_worker_with_another_version_of_the_program_makes_no_draft() -> None:
    with pytest.raises(remote.OtherProgram):
        remote.draft_chunk(b"", "", "affiches", "", 0, {}, "[]", "[]", painted=True, program="another")


def test_a_scheduler_that_cannot_be_reached_is_a_finding(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pressroom.runs.cluster._SECONDS", 1.0)
    write_run(project)
    write_table(project, rows(2))
    with pytest.raises(Refused) as raised:
        make(RunRequest(project, "affiches", project / "out", cluster="tcp://127.0.0.1:9"))
    assert [item.code for item in raised.value.findings] == ["cluster-unreachable"]


@pytest.mark.parametrize("address", ["tcp://render.example:8786", "render.example:8786", "ws://10.0.0.1:1"])
def test_a_cluster_outside_this_machine_is_spoken_to_in_private_alone(project: Path, address: str) -> None:
    write_run(project)
    write_table(project, rows(2))
    with pytest.raises(Refused) as raised:
        make(RunRequest(project, "affiches", project / "out", cluster=address))
    assert [item.code for item in raised.value.findings] == ["cluster-open"]


def test_what_goes_out_has_the_run_and_no_table(project: Path) -> None:
    write_run(project)
    write_table(project, [("Zwirbelbart", "Paris", "1")])
    (project / "materials/runs/pictures").mkdir()
    (project / "materials/runs/pictures/logo.png").write_bytes(b"x")
    content = remote.archive(project, "affiches")
    assert b"Zwirbelbart" not in content
    assert b"materials/runs/affiches.yaml" in content
    assert b"logo.png" not in content
