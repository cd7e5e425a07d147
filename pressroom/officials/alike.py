"""Names that are spelt like another: what difflib finds, without its looking at names that it would refuse."""

from __future__ import annotations

import difflib
from collections import Counter
from operator import add

_LEAST_ALIKE = 0.75  # of difflib's ratio
_MOST_COMPARED = 80


def closest(key: str, others: list[str], most: int) -> list[str]:
    """The `most` of `others` that are most like `key`, best first, as `difflib.get_close_matches` gives them.

    Only the 80 that share the most pairs of letters with it are looked at. The share of letters that two names have in
    common, whatever their order, is never less than difflib's ratio: where it is too low, the ratio is not computed.
    """
    letters = Counter(key).items()
    bounds = sorted(((2 * sum(min(times, other.count(letter)) for letter, times in letters) / (len(key) + len(other)),
                      other) for other in _sharing_pairs(key, others)), reverse=True)
    matcher, best = difflib.SequenceMatcher(), list[tuple[float, str]]()
    matcher.set_seq2(key)
    for bound, other in bounds:
        if bound < _LEAST_ALIKE or (len(best) == most and bound < best[-1][0]):
            break
        matcher.set_seq1(other)
        if (ratio := matcher.ratio()) >= _LEAST_ALIKE:
            best = sorted([*best, (ratio, other)], reverse=True)[:most]
    return [other for _, other in best]


def _sharing_pairs(key: str, others: list[str]) -> list[str]:
    """The 80 of `others` that share the most pairs of letters with `key`; difflib is too slow for all of them."""
    is_pair = {*map(add, key, key[1:])}.__contains__
    shared = sorted((-sum(map(is_pair, map(add, other, other[1:]))), other) for other in others)
    return [other for _, other in shared[:_MOST_COMPARED]]
