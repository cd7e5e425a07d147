"""Words that nobody has tried before: what staff may write into a headline, from one word to far too many."""

from __future__ import annotations

HOSTILE = {
    "one short word": "Non",
    "one letter": "À",
    "one long word": "Anticonstitutionnellement",
    "a usual headline": "Votre kiné a besoin de vous.",
    "fourteen words": "Vos soins de demain se jouent ce mois-ci, et votre kiné compte sur vous",
    "capitals with accents": "ÉTAT D'URGENCE : À L'ŒUVRE, ÇA SUFFIT !",
    "a compound": "Masso-kinésithérapie-réadaptation",
    "figures with units": "24 % en 15 ans, 183 € net, 1 000 000 de soins",
    "a number sign": "L'avenant n° 7 ? C'est non.",
    "an address": "https://www.alize-kine.org/",
    "an address in a sentence": "Allez sur www.alize-kine.org dès ce soir",
    "a quotation": "« Je n'ai plus de rendez-vous avant juin »",
    "a quotation in straight quotes": 'On nous dit "plus tard", on répond "maintenant"',
    "German words": "Physiotherapeutenverband grüßt Straßburg",
    "Breton names": "Kenavo d'ar re gozh, c'hoazh e Plouézec'h",
    "ligatures": "Efficace, affable, officiel : fjord, gratter, souffle",
    "many commas": "Oui, non, peut-être, hier, demain, jamais",
    "a wished break": "Ensemble,\non pèse",
    "inline notation": "Votre *kiné* a **besoin** [de vous]{accent}",
    "a time and a ratio": "Rendez-vous à 12:30, deux contre un",
}

# French sentences of so many words, with the longest that are usual in what the union says.
LONGEST = {
    3: ("530 millions d'euros", "100 000 kinésithérapeutes"),
    5: ("Défendez les remboursements des kinésithérapeutes", "Exigez la réouverture des négociations"),
    6: ("Vos kinésithérapeutes attendent de vraies négociations.",
        "Professionnellement, vos remboursements ne suivent plus."),
    7: ("Vos kinésithérapeutes attendent toujours de vraies négociations.",
        "Professionnellement, vos remboursements ne suivent plus rien."),
    9: ("Les kinésithérapeutes demandent de vraies négociations et des remboursements.",
        "Vos kinésithérapeutes veulent négocier professionnellement, pas subir vos remboursements."),
}

# What the campaign says of the data of those who sign, for layouts that say it.
DATA = {"controller": "Usagers des gares, 1 place de la Gare, Plouaret", "purpose": "remettre la pétition à la région",
        "recipients": "la région, sans les courriels", "retention": "trois mois après la remise",
        "rights": "accès, rectification, effacement, opposition, à l'adresse ci-contre",
        "notice": "www.example.org/donnees"}


def confirmed(text: str) -> str:
    """The text of a new material as if somebody had confirmed its samples."""
    return text.replace("state: draft ", "state: ready ").replace("!sample ", "")
