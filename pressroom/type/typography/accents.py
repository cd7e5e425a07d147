"""Accents that are missing from capitals: reported, never corrected."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pressroom.findings import N_, Finding, Severity, code, finding
from pressroom.patterns import regex

LOST_ACCENT = code(
    "lost-accent",
    N_("Capitals keep their accents in French; without them words are harder to read and may mean something else."),
    N_("Write the accent: À, É, È, Ê, Ç and so on."),
    severity=Severity.WARNING, weighable=True, source="Lexique de l'Imprimerie nationale")

_ACCENTED = """
    ACCÈS APRÈS ÇA COMMUNIQUÉ DÉJÀ DÉLÉGUÉE DÉPUTÉ DÉPUTÉE DÉPUTÉS DIFFICULTÉ DIFFICULTÉS ÉCOLE ÉCONOMIE ÉGALITÉ ÉLU
    ÉLUE ÉLUS EMPÊCHER ENQUÊTE ÉTABLISSEMENT ÉTAT ÉTATS ÊTRE ÉTUDE ÉTUDES ÉTUDIANTS EUROPÉEN ÉVÉNEMENT FÉVRIER
    FRANÇAIS FRANÇAISE GÉNÉRAL GÉNÉRALE GRÈVE HÔPITAL HÔPITAUX INTÉRÊT KINÉ KINÉS KINÉSITHÉRAPEUTE KINÉSITHÉRAPEUTES
    KINÉSITHÉRAPIE LIBERTÉ MÉDECIN MÉDECINE MÉDECINS MÉDICAL MÊME MINISTÈRE NÉGOCIATION NÉGOCIATIONS PÉTITION
    PRÉSIDENT PRÉSIDENTE PRÈS QUALITÉ RÉÉDUCATION RÉFORME RÉMUNÉRATION RÉPUBLIQUE RÉUNION SANTÉ SÉCURITÉ SÉNAT
    SÉNATEUR SÉNATEURS SÉGUR SOCIÉTÉ SPÉCIALITÉ TRÈS UNIVERSITÉ UNITÉ VÉRITÉ
"""
_BARE = str.maketrans("ÀÂÇÉÈÊËÎÏÔÙÛÜ", "AACEEEEIIOUUU")
_ACCENTED_FORMS = {word.translate(_BARE): word for word in _ACCENTED.split() if word.translate(_BARE) != word}
_INITIAL = {bare.capitalize(): word.capitalize() for bare, word in _ACCENTED_FORMS.items() if bare[0] != word[0]}
_CAPITAL_A = regex(
    r"(?:^|(?<=[.!?…»:]\s))A(?=\s(?:l['’]|(?:la|le|nos|notre|vos|votre|partir|quand|cause)\b))", re.MULTILINE)


def lost_accents(text: str) -> Iterator[tuple[int, Finding]]:
    """A finding for each capital letter or word that seems to lack an accent, with its place."""
    losses = [(at.start(), "A", "À") for at in _CAPITAL_A.finditer(text)]
    for word in re.finditer(r"\b[A-Z][A-Za-z]+\b", text):
        accented = _ACCENTED_FORMS.get(word[0]) or _INITIAL.get(word[0])
        if accented:
            losses.append((word.start(), word[0], accented))
    for at, bare, accented in sorted(losses):
        yield at, finding(LOST_ACCENT, N_("{written} seems to have lost its accent"), N_("write {meant}"),
                          written=bare, meant=accented)
