"""The pages of a long file, judged in shares by several processes.

Each process is a fork that judges one share of consecutive pages and ends, which returns all memory that the share
took. The shares are joined in the order of the pages, so the findings are those of one process; a box that PDFium
measures around letters of a font that is not embedded may differ by hundredths of a point.
"""

from __future__ import annotations

import gc
import os
import pickle
from collections.abc import Iterator
from types import MappingProxyType
from typing import Any, BinaryIO

from pressroom.pdf.bounds import MOST_PAGES
from pressroom.preflight.judging import Judgement, judge_pages
from pressroom.preflight.proof import Proof
from pressroom.processes import ParentPipe, can_fork, fork, kill

A_SHARE = 125
"""Pages of a share; each share has a budget of its own, and bounds of its own on drawing."""

MOST_PROCESSES = 3
"""Processes at a time, each with one that draws for it: together they stay within 300 MB."""


def judge_in_shares(proof: Proof) -> Judgement:
    """The judgement of all pages: of a file of more than 500 pages in several processes, else in this one."""
    if proof.count <= MOST_PAGES or proof.brief.ours:
        return judge_pages(proof, proof.pages)
    shares = [range(start, min(start + A_SHARE, proof.count)) for start in range(0, proof.count, A_SHARE)]
    judgement = Judgement(facts=proof.facts)
    for share in _judged(proof, shares):
        judgement.join(share)
    for page in proof.pages:  # else each would be walked again, to know whether it exceeds a bound
        page.excess = proof.facts.excess.get(page.number, "")
    return judgement


def _judged(proof: Proof, shares: list[range]) -> Iterator[Judgement]:
    """The judgement of each share, in order; a few of them are made at a time."""
    most = min(MOST_PROCESSES, os.cpu_count() or 1) if can_fork() else 0
    parent = ParentPipe()
    running: list[_Fork] = []
    waiting = list(reversed(shares))
    try:
        for share in shares:
            while waiting and len(running) < most:
                running.append(_Fork(proof, waiting.pop(), parent))
            answer = running.pop(0).answer() if running else None
            yield judge_share(proof, share) if answer is None else answer
    finally:
        for fork in running:
            fork.end()
        parent.cut()


def judge_share(proof: Proof, share: range) -> Judgement:
    """The judgement of some pages, with a budget, fonts and facts of their own."""
    part = proof.part()
    judgement = judge_pages(part, (part.pages[index] for index in share))
    judgement.halt_reason = part.end_drawing()
    return judgement


class _Fork:
    """A process that judges one share, and sends its judgement."""

    def __init__(self, proof: Proof, share: range, parent: ParentPipe) -> None:
        reader, writer = os.pipe()

        def serve() -> None:
            os.close(reader)
            _serve(proof, share, parent, os.fdopen(writer, "wb"))
        try:
            self._child = fork(serve)
        except OSError:  # the system allows no more processes: the share is judged here
            self._child = 0
        os.close(writer)
        self._reader: BinaryIO = os.fdopen(reader, "rb")

    def answer(self) -> Judgement | None:
        """The judgement; None when the process ended without one."""
        content = self._reader.read()
        self.end()
        try:
            judgement: Judgement = pickle.loads(content)  # only ever what this program's own process sent
        except (EOFError, pickle.UnpicklingError):
            return None
        return judgement

    def end(self) -> None:
        """End the process."""
        if self._child:
            kill(self._child)
        self._reader.close()


def _serve(proof: Proof, share: range, parent: ParentPipe, answers: BinaryIO) -> None:
    """Judge the share, in the process that was forked for it."""
    parent.follow()
    gc.freeze()  # a collection would write to every object of the parent, and so copy it
    with answers:
        _Pickler(answers, pickle.HIGHEST_PROTOCOL).dump(judge_share(proof, share))


class _Pickler(pickle.Pickler):
    """Packs findings, whose read-only mappings the standard library does not know how to send."""

    def reducer_override(self, thing: Any) -> Any:
        """How a read-only mapping is made again; the library's own way for anything else."""
        return (_read_only, (dict(thing),)) if isinstance(thing, MappingProxyType) else NotImplemented


def _read_only(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(mapping)
