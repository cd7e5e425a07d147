"""What is known of office-holders is too old from the day after the limit."""

from __future__ import annotations

import pytest

from pressroom.officials.age import OLDEST_DAYS, aged


@pytest.mark.parametrize(("today", "days"), [
    ("2023-06-30", None), ("2023-07-01", 181), ("2024-01-01", 365), ("2024-03-01", 425), ("2022-12-31", None)])
def test_the_limit_is_the_last_day_that_is_young_enough(today: str, days: int | None) -> None:
    findings = aged("mayors", "2023-01-01", today, 180)
    assert [item.values["days"] for item in findings] == ([] if days is None else [days])
    assert all(item.code == "officials-old" and item.values["most"] == 180 for item in findings)


def test_the_limit_is_half_a_year_unless_the_campaign_says_otherwise() -> None:
    assert OLDEST_DAYS == 180
    assert aged("mayors", "2023-01-01", "2023-01-02", 1) == []
    assert aged("mayors", "2023-01-01", "2023-01-03", 1)


def test_a_day_that_is_missing_or_none_is_a_finding_and_without_today_nothing_is_asked() -> None:
    assert [len(aged("mayors", date, "2023-01-01", 180)) for date in ("", "2022-02-30", "2022-12-31")] == [1, 1, 0]
    assert aged("mayors", "", "", 180) == aged("mayors", "1990-01-01", "", 180) == []
