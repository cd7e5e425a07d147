"""Findings about office-holders whose source is too old to write to them."""

from __future__ import annotations

import datetime

from pressroom.findings import N_, Finding, Severity, code, finding

OFFICIALS_OLD = code(
    "officials-old",
    N_("Office-holders change, and a letter to someone who has left office goes astray."),
    N_("Download the latest edition and import it. `officials: oldest-days:` in campaign.yaml sets the limit."),
    severity=Severity.WARNING)
OLDEST_DAYS = 180


def aged(thing: str, date: str, today: str, oldest_days: int) -> list[Finding]:
    """A finding when `date` is more than `oldest_days` before `today`, or unknown; none when `today` is empty."""
    if not today:
        return []
    if not date:
        return [finding(OFFICIALS_OLD, N_("{thing}: date unknown"), thing=thing)]
    try:
        days = (datetime.date.fromisoformat(today) - datetime.date.fromisoformat(date)).days
    except ValueError:
        return [finding(OFFICIALS_OLD, N_("{thing}: {day} is not a date"), thing=thing, day=date)]
    if days <= oldest_days:
        return []
    return [finding(OFFICIALS_OLD, N_("{thing}: as of {day}, {days} days ago; at most {most} days are allowed"),
                    thing=thing, day=date, days=days, most=oldest_days)]
