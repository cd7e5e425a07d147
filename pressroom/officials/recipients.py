"""The recipients of letters: the register's officials, with titles and addresses of the campaign, and the ministers."""

from __future__ import annotations

from collections.abc import Collection

from pressroom.findings import Finding
from pressroom.officials.age import Ages
from pressroom.officials.answers import Lookup, Official
from pressroom.records import replace
from pressroom.specs.campaign import Office, Officials

ELECTED = ("maire", "depute", "senateur")


def recipients(offices: Officials, lookup: Lookup | None = None) -> tuple[Official, ...]:
    """Mayor, deputy, senators and ministers, in this order, with title and address; without `lookup` only ministers."""
    elected = [with_office(one, offices) for one in lookup.officials] if lookup else []
    ministers = [office_holder(key, office) for key, office in offices.offices.items() if key not in ELECTED]
    return (*elected, *ministers)


def with_office(official: Official, offices: Officials) -> Official:
    """An official of the register, with the title and the address of the office."""
    office = offices.offices.get(official.office)
    if not office:
        return official
    words = _office_title(office, official.civility)
    if official.address:  # a mayor's: the town hall
        return replace(official, words=words)
    return replace(official, words=words, address=office.address, postcode=office.postcode, town=office.town)


def office_holder(key: str, office: Office) -> Official:
    """The holder of an office in campaign.yaml."""
    return Official(key, office.civility, "", office.name, "", 0, office.address, office.postcode, office.town,
                    office.since or "", office.as_of, _office_title(office, office.civility))


def _office_title(office: Office, civility: str) -> str:
    """The title of the office in the form of the civility; in both forms when it is unknown."""
    one, other = office.office.feminine, office.office.masculine
    if civility:
        return one if civility == "f" else other
    return one if one == other else f"{one} ou {other}"


def too_old(offices: Officials, ages: Ages, keys: Collection[str] | None = None) -> list[Finding]:
    """Findings about office-holders named in campaign.yaml (those of `keys`) whose `as-of` is too old."""
    return [item for key, office in offices.offices.items() if office.name and (keys is None or key in keys)
            for item in ages.findings(key, office.name, office.as_of)]
