"""A measured figure and its limit are rounded so that they never contradict each other."""

from __future__ import annotations

import random

import pytest

from pressroom.findings import compared


@pytest.mark.parametrize(("measured", "limit", "decimals", "shown"), [
    (2.96, 3, 1, (2.96, 3)), (2.9, 3, 1, (2.9, 3)), (149.6, 150, 0, (149.6, 150)), (120.2, 150, 0, (120, 150)),
    (300.4, 300, 0, (300.4, 300)), (4.97, 5, 1, (4.97, 5)), (3, 3, 1, (3, 3)), (2.9999996, 3, 1, (2.9999996, 3))])
def test_a_figure_is_as_far_from_its_limit_in_words_as_it_was_measured(
        measured: float, limit: float, decimals: int, shown: tuple[float, float]) -> None:
    assert compared(measured, limit, decimals) == shown


def test_rounded_figures_always_compare_as_the_exact_ones_do() -> None:
    chance = random.Random(1)
    for _ in range(20_000):
        limit = chance.choice([3, 4.5, 5, 14.173, 150, 300, 0.25])
        measured = limit + chance.uniform(-1, 1) * 10 ** -chance.randint(0, 9)
        found, asked = compared(measured, limit, chance.randint(0, 2))
        assert (found < asked, found > asked) == (measured < limit, measured > limit)
