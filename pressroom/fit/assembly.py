"""What sheets to glue together say, in the language of their piece."""

from __future__ import annotations

TEXTS = {
    "fr": {
        "title": "{title} : à assembler", "heading": "À assembler : {title}",
        "alt": "Partie {label} ({number} sur {count}) de l'affiche « {title} »{page}", "page": ", affiche {page}",
        "plan": "Plan : {count} feuilles, {columns} en largeur et {rows} en hauteur, nommées {first} à {last}",
        "steps": (
            "Imprimez les pages suivantes sur du papier A4, à 100 % (taille réelle), sur une seule face.",
            "Coupez chaque feuille le long des traits pleins ; ne coupez pas le long des traits pointillés : la bande "
            "qui les dépasse se colle sous la feuille voisine.",
            "Assemblez rangée par rangée, de gauche à droite et de haut en bas, en suivant le plan : A1, A2…, puis B1, "
            "B2…", "Collez chaque feuille sur la bande de la précédente, bord à bord avec les traits pointillés."),
        "sheet": "feuille {number} sur {count}", "cut": "coupez le long des traits pleins",
        "right": "collez {label} sur la bande de droite", "foot": "collez {label} sur la bande du bas"},
    "en": {
        "title": "{title}: to assemble", "heading": "To assemble: {title}",
        "alt": "Part {label} ({number} of {count}) of the poster “{title}”{page}", "page": ", poster {page}",
        "plan": "Plan: {count} sheets, {columns} across and {rows} down, named {first} to {last}",
        "steps": (
            "Print the following pages on A4 paper, at 100 % (actual size), on one side.",
            "Cut each sheet along the solid lines; do not cut along the dotted lines: the strip beyond them is glued "
            "under the next sheet.",
            "Assemble row by row, from left to right and from top to bottom, as the plan shows: A1, A2…, then B1, B2…",
            "Glue each sheet onto the strip of the one before, its edge along the dotted lines."),
        "sheet": "sheet {number} of {count}", "cut": "cut along the solid lines",
        "right": "glue {label} on the strip at the right", "foot": "glue {label} on the strip at the foot"}}
