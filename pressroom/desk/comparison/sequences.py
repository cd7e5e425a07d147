"""Which members of one sequence are not in another, in order, within bounds of time."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence

_MOST_PAIRS = 4_000_000  # pairs of equal members that are looked at: about four seconds


def runs_changed(before: Sequence[str], after: Sequence[str]) -> tuple[list[Sequence[str]], list[Sequence[str]]]:
    """Runs of members that were removed, and added.

    Sequences that repeat a few members thousands of times are compared at their ends alone: what lies between their
    common beginning and their common end counts as one run.
    """
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    before, after = before[start:len(before) - end], after[start:len(after) - end]
    counts = Counter(after)
    if sum(counts[member] for member in before) > _MOST_PAIRS:
        return [before], [after]
    gone, come = list[Sequence[str]](), list[Sequence[str]]()
    for kind, i0, i1, j0, j1 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            gone += [before[i0:i1]] if i1 > i0 else []
            come += [after[j0:j1]] if j1 > j0 else []
    return gone, come


def words_changed(old: str, new: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Runs of words that were removed, and added."""
    gone, come = runs_changed(old.split(), new.split())
    return tuple(map(" ".join, gone)), tuple(map(" ".join, come))
