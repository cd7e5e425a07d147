"""Whether what is known of office-holders is too old to write to them."""

from __future__ import annotations

import datetime

from pressroom.findings import N_, Finding, Severity, code, finding

OFFICIALS_OLD = code(
    "officials-old",
    N_("Office-holders change: a letter to somebody who is no longer in office is lost, and looks careless."),
    N_("Download the newest edition and import it. `officials: oldest-days:` in campaign.yaml sets the limit."),
    severity=Severity.WARNING)
OLDEST_DAYS = 180


def aged(thing: str, date: str, today: str, oldest_days: int) -> list[Finding]:
    """A finding when what was true on `date` is more than `oldest_days` old; `today` empty asks nothing."""
    if not today:
        return []
    if not date:
        return [finding(OFFICIALS_OLD, N_("{thing}: nobody knows of what day they are"), thing=thing)]
    try:
        days = (datetime.date.fromisoformat(today) - datetime.date.fromisoformat(date)).days
    except ValueError:
        return [finding(OFFICIALS_OLD, N_("{thing}: {day} is no day"), thing=thing, day=date)]
    if days <= oldest_days:
        return []
    return [finding(OFFICIALS_OLD, N_("{thing}: known as of {day}, {days} days ago; the limit is {most}"), thing=thing,
                    day=date, days=days, most=oldest_days)]
