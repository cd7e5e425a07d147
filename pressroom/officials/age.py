"""Findings about office-holders whose source is too old to write to them.

An election ends what was known before it: that is an error. Otherwise facts age, and the campaign sets the limit.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from pressroom.findings import N_, Finding, Severity, code, finding
from pressroom.records import dataclass, field
from pressroom.specs import starter_files
from pressroom.specs.elections import ELECTIONS, ElectionsSpec
from pressroom.specs.reader import read
from pressroom.specs.validate import validate

OFFICIALS_OLD = code(
    "officials-old",
    N_("Office-holders change, and a letter to someone who has left office goes astray."),
    N_("Download the latest edition and import it. `officials: oldest-days:` in campaign.yaml sets the limit."),
    severity=Severity.WARNING)
OFFICIALS_BEFORE_ELECTION = code(
    "officials-before-election",
    N_("A general election renews an office, so a table from before it names people who have left. No number of "
       "`oldest-days` makes up for that."),
    N_("Download the edition published after the election, and import it. The elections are in assets/elections.yaml."),
    source="Code électoral")
LATER = N_("import an edition that was published later")
OLDEST_DAYS = 180
FEW_NEW = 0.1  # share of the holders of an office; an election renews half of the senators, and all others


@dataclass(frozen=True, slots=True)
class Ages:
    """What facts about office-holders are held against.

    Attributes:
        today: the day to which their age is counted; empty to ask nothing.
        oldest_days: their greatest age.
        elections: the general elections.
    """

    today: str
    oldest_days: int = OLDEST_DAYS
    elections: ElectionsSpec = field(default_factory=lambda: read_elections(None))

    def findings(self, office: str, thing: str, date: str, since: Sequence[str] = ()) -> list[Finding]:
        """What makes `thing`, known of `office` on the day `date`, too old; nothing when `today` is empty.

        `since` are the first days in office: a table of which hardly anybody took office after the last election is one
        from before it, whatever day it bears.
        """
        election = self.elections.last_of(office, self.today) if self.today and date else None
        if election and date < election.last_day:
            return [finding(OFFICIALS_BEFORE_ELECTION,
                            N_("{thing}: as of {day}, before the last election of this office: {name}, {election}"),
                            LATER, thing=thing, day=date, name=election.name, election=election.last_day)]
        findings = aged(thing, date, self.today, self.oldest_days)
        count = sum(day >= min(election.days) for day in since) if election else 0
        if election and since and count < len(since) * FEW_NEW:
            findings.append(finding(
                OFFICIALS_BEFORE_ELECTION,
                N_("{thing}: as of {day}, but only {count} of {total} took office since the last election ({name}, "
                   "{election}): it may be an older edition"),
                LATER, severity=Severity.WARNING, thing=thing, day=date, count=count, total=len(since),
                name=election.name, election=election.last_day))
        return findings

    def of_elections(self) -> list[Finding]:
        """A finding when the list of elections itself is too old to know the last one."""
        return aged(ELECTIONS, self.elections.as_of, self.today, self.oldest_days)


def read_elections(root: Path | None) -> ElectionsSpec:
    """The project's list of elections; the program's own where the project has none.

    Raises:
        Refused: the file has mistakes.
    """
    own = root is not None and (root / ELECTIONS).exists()
    folder = root if root is not None and own else starter_files.starter()
    return validate(read(folder / ELECTIONS, Path(ELECTIONS)), ElectionsSpec)


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
