"""assets/elections.yaml: the general elections that renew the offices to which letters go."""

from __future__ import annotations

from typing import Annotated

from pressroom.field_types import DateText, Name, Spec, Text
from pressroom.models import Field

ELECTIONS = "assets/elections.yaml"
Line = Annotated[Text, Field(min_length=1, max_length=200)]


class Election(Spec):
    """A general election.

    Attributes:
        name: as messages call it.
        offices: those that it renews, as in campaign.yaml under `officials`.
        days: of its rounds; facts of the last of them or later count as newer.
        source: the text that set the days.
    """

    name: Line
    offices: Annotated[tuple[Name, ...], Field(min_length=1)]
    days: Annotated[tuple[DateText, ...], Field(min_length=1)]
    source: Line

    @property
    def last_day(self) -> str:
        """The day of its last round."""
        return max(self.days)


class ElectionsSpec(Spec):
    """The whole file.

    Attributes:
        as_of: the day on which the list was complete.
        elections: in any order.
    """

    as_of: DateText
    elections: tuple[Election, ...] = ()

    def last_of(self, office: str, today: str) -> Election | None:
        """The last election of an office that was over on the day `today`; None when the list has none."""
        over = [each for each in self.elections if office in each.offices and each.last_day <= today]
        return max(over, key=lambda each: each.last_day, default=None)
