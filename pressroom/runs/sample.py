"""Which records of a run are judged as every other file is, rasterised and all."""

from __future__ import annotations

from collections.abc import Sequence

_CHOSEN = 5


def sample(lengths: Sequence[int], digest: str) -> list[int]:
    """The places of the first record, the last, the longest, the shortest, and of some chosen by the records' digest.

    Two runs of one table judge the same records; whoever changes a row does not choose which are judged.
    """
    count = len(lengths)
    if not count:
        return []
    longest = max(range(count), key=lengths.__getitem__)
    shortest = min(range(count), key=lengths.__getitem__)
    chosen = [int(digest[8 * number:8 * number + 8], 16) % count for number in range(_CHOSEN)]
    return sorted({0, count - 1, longest, shortest, *chosen})
