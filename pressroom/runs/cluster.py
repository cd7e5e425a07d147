"""Runs on a cluster: drafts are made by the workers of a Dask scheduler, all else by this machine.

The extra `pressroom[cluster]` brings Dask. Chunks are answered in order, so that the file is the same, byte by byte,
however many workers there are; what a worker had begun when it died is made by another.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections import deque
from collections.abc import Iterator
from concurrent.futures import CancelledError
from typing import Any
from urllib.parse import urlsplit

from pressroom.findings import N_, Refused, code, finding
from pressroom.program import of_program
from pressroom.runs import remote
from pressroom.runs.crew import DraftWork, Interrupted, Processes

NO_DASK = code("cluster-missing", N_("A cluster is spoken to through Dask, which is an extra of its own."),
               N_("Install it: pip install \"pressroom[cluster]\", here and on the workers."))
NO_SCHEDULER = code("cluster-unreachable", N_("Without its scheduler no worker of a cluster can be asked."),
                    N_("Start the scheduler, and look at its address; or leave --cluster out."))
NOT_PRIVATE = code(
    "cluster-open", N_("Records go over the network to the workers: everybody on the way could read them."),
    N_("Give the scheduler and the workers certificates, and write tls://HOST:PORT."), source="GDPR, article 5")
BROKEN = code(
    "cluster-broken",
    N_("What a cluster does not bring back, or makes with another version of the program, is in no file."),
    N_("Look at its workers: each needs this very version of Pressroom. Then go on: --resume"))
_SECONDS = 15.0
_PATIENCE = 20.0  # seconds between looks at whether a worker is left
_AHEAD = 3  # chunks for each process of the cluster that are asked for before they are needed
_HERE = ("localhost", "127.0.0.1", "::1")


class Cluster(Processes):
    """The workers of a Dask scheduler for drafts, and processes of this machine for all else."""

    def __init__(self, address: str, count: int = 0) -> None:
        """Reach the scheduler.

        Raises:
            Refused: Dask is not installed, the address is not private, or nothing answers there.
        """
        super().__init__(count)
        parts = urlsplit(address if "//" in address else f"tcp://{address}")
        if (parts.hostname or "") not in _HERE and parts.scheme != "tls":
            raise Refused([finding(NOT_PRIVATE, N_("{address} is outside this machine and not tls://"),
                                   address=address[:80])], exit_code=2)
        try:
            from distributed import Client
        except ImportError:
            raise Refused([finding(NO_DASK, N_("Dask is not installed"))], exit_code=3) from None
        try:
            self._client: Any = Client(address, timeout=_SECONDS, set_as_default=False)
        except (OSError, ValueError, TypeError) as trouble:
            raise Refused([finding(NO_SCHEDULER, N_("no scheduler answers at {address}: {reason}"),
                                   address=address[:80], reason=str(trouble)[:120])], exit_code=3) from None
        self._digests: set[str] = set()

    def drafts(self, work: DraftWork, count: int) -> Iterator[bytes]:
        """The draft of each chunk, in order: kept ones at once, others from the workers.

        Raises:
            Interrupted: no worker is left, the scheduler has ended, or a worker has another version of the program.
        """
        if work.stays:
            yield from super().drafts(work, count)
            return
        project = work.project()
        digest = hashlib.sha256(project).hexdigest()
        self._digests.add(digest)
        held = self._client.scatter(project, broadcast=True, hash=False)
        waiting: deque[tuple[int, Any]] = deque()
        ahead = _AHEAD * max(1, sum(self._client.nthreads().values()))
        asked = iter(range(count))
        for number in asked:
            waiting.append((number, self._asked(work, number, held, digest)))
            if len(waiting) >= ahead:
                yield self._answered(work, *waiting.popleft())
        while waiting:
            yield self._answered(work, *waiting.popleft())

    def close(self) -> None:
        """Have the workers forget the project and its records, and leave the cluster."""
        with contextlib.suppress(OSError, TimeoutError, CancelledError):  # of a cluster that has ended
            for digest in self._digests:
                self._client.run(remote.forget, digest)
            self._client.close()

    def _asked(self, work: DraftWork, number: int, held: Any, digest: str) -> Any:
        if work.kept(number) is not None:
            return None
        return self._client.submit(remote.draft_chunk, held, digest, *work.words(number), painted=work.painted,
                                   program=of_program(), pure=False, retries=3)

    def _answered(self, work: DraftWork, number: int, future: Any) -> bytes:
        if future is None:
            return work.kept(number) or b""
        content = work.taken(number, self._result(future))
        future.release()
        return content

    def _result(self, future: Any) -> bytes:
        from distributed import KilledWorker

        while True:
            try:
                result: bytes = future.result(timeout=_PATIENCE)
            except TimeoutError:
                if not self._client.nthreads():
                    raise _broken(N_("no worker is left")) from None
            except remote.OtherProgram:
                raise _broken(N_("a worker has another version of the program")) from None
            except (OSError, CancelledError, KilledWorker) as trouble:
                raise _broken(N_("the cluster has ended: {reason}"), str(trouble)[:120]) from None
            else:
                return result


def _broken(message: str, reason: str = "") -> Interrupted:
    return Interrupted([finding(BROKEN, message, N_("then go on: --resume"), reason=reason)])
