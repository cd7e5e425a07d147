"""A commune that somebody asked for: one, or a refusal that lists those to choose from."""

from __future__ import annotations

from pressroom.findings import N_, Refused, code, finding
from pressroom.officials.answers import Candidates, Commune, Nothing
from pressroom.officials.register import Register

COMMUNE_UNKNOWN = code("commune-unknown", N_("No commune of the register has this name, postal code or INSEE code."),
                       N_("Correct the spelling, or give the postal code. A commune that was merged goes by its new "
                          "name, or by its own if the INSEE's table of communes was imported."))
COMMUNE_AMBIGUOUS = code("commune-ambiguous", N_("Several communes have this name or postal code; none is guessed."),
                         N_("Give the INSEE code of the one that is meant, or the name with the department: "
                            "Saint-Denis (93)."))
MOST_LISTED = 60


def commune_meant(register: Register, text: str) -> Commune:
    """The commune that `text` means.

    Raises:
        Refused: none has this name, or several; they are listed.
    """
    found = register.find(text)
    if isinstance(found, Nothing):
        near = "; ".join(described(each) for each in found.near)
        raise Refused([finding(COMMUNE_UNKNOWN, N_("there is no commune {text}"),
                               N_("near it: {near}") if near else "", text=_safe(found.text), near=near)])
    if isinstance(found, Candidates):
        shown = found.communes[:MOST_LISTED]
        raise Refused([finding(COMMUNE_AMBIGUOUS, N_("{count} communes answer to {text}"), N_("choose one: {near}"),
                               count=len(found.communes), text=_safe(found.text),
                               near="; ".join(described(each) for each in shown)
                               + ("; …" if len(shown) < len(found.communes) else ""))])
    return found.commune


def described(commune: Commune) -> str:
    """The commune as it is told from others: `Saint-Denis (93066, Seine-Saint-Denis, 93200)`."""
    name = f"{commune.part_name}, {commune.name}" if commune.part_name else commune.name
    codes = ", ".join(commune.postcodes[:3]) + ("…" if len(commune.postcodes) > 3 else "")
    facts = (commune.part or commune.insee, commune.department_name or commune.department, codes)
    return f"{name} ({', '.join(fact for fact in facts if fact)})"


def _safe(text: str) -> str:
    return "".join(sign if sign.isprintable() else "·" for sign in text)[:80]
