"""The one commune that a text names, or a refusal that lists the candidates."""

from __future__ import annotations

from pressroom.findings import N_, Refused, code, finding
from pressroom.officials.answers import Candidates, Commune, NoMatch
from pressroom.officials.register import Register

COMMUNE_UNKNOWN = code("commune-unknown", N_("No commune of the register has this name, postal code or INSEE code."),
                       N_("Correct the spelling, or give the postal code. A merged commune has its new name; its "
                          "former name works only if the INSEE's table of communes was imported."))
COMMUNE_AMBIGUOUS = code("commune-ambiguous", N_("Several communes have this name or postal code."),
                         N_("Give the INSEE code of the commune, or its name with the department: Saint-Denis (93)."))
MOST_LISTED = 60


def find_commune(register: Register, text: str) -> Commune:
    """The commune that `text` names.

    Raises:
        Refused: `text` matches no commune, or several, which are listed.
    """
    match = register.find(text)
    if isinstance(match, NoMatch):
        near = "; ".join(description(each) for each in match.near)
        raise Refused([finding(COMMUNE_UNKNOWN, N_("there is no commune {text}"),
                               N_("similar names: {near}") if near else "", text=_safe(match.text), near=near)])
    if isinstance(match, Candidates):
        first = match.communes[:MOST_LISTED]
        raise Refused([finding(COMMUNE_AMBIGUOUS, N_("{count} communes match {text}"), N_("choose one: {near}"),
                               count=len(match.communes), text=_safe(match.text),
                               near="; ".join(description(each) for each in first)
                               + ("; …" if len(first) < len(match.communes) else ""))])
    return match.commune


def description(commune: Commune) -> str:
    """A commune with what distinguishes it: `Saint-Denis (93066, Seine-Saint-Denis, 93200)`."""
    name = f"{commune.part_name}, {commune.name}" if commune.part_name else commune.name
    codes = ", ".join(commune.postcodes[:3]) + ("…" if len(commune.postcodes) > 3 else "")
    facts = (commune.part or commune.insee, commune.department_name or commune.department, codes)
    return f"{name} ({', '.join(fact for fact in facts if fact)})"


def _safe(text: str) -> str:
    return "".join(sign if sign.isprintable() else "·" for sign in text)[:80]
