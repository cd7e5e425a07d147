"""The page of letters for a commune."""

from __future__ import annotations

from types import MappingProxyType

from pressroom.findings import N_

WORDS = MappingProxyType({
    "nav-letters": N_("Letters"),
    "letters-title": N_("Letters for a commune"),
    "letters-lead": N_("The mayor, the deputy, the senators and the ministers of a commune, each with a Word file that "
                       "is addressed to them."),
    "letters-texts": N_("The texts"),
    "letters-texts-lead": N_("Each letter is written once; its page shows it as it prints."),
    "letters-blank": N_("Download the letters with blanks to fill in"),
    "letters-no-register": N_("The register of officials is not imported yet"),
    "letters-no-register-lead": N_("Download the open tables of the French state (the Répertoire national des élus for "
                                   "mayors, deputies and senators, La Poste's table of postal codes, the tables of "
                                   "communes and of constituencies), and import them once in a terminal:"),
    "letters-no-register-until": N_("Until then the letters can be downloaded with blanks to fill in."),
    "letters-commune": N_("Commune, postal code or INSEE code"),
    "letters-find": N_("Look up"),
    "letters-none": N_("No commune of the register is called {text}."),
    "letters-near": N_("Similar names:"),
    "letters-which": N_("Several communes match: choose one."),
    "letters-constituency": N_("Constituency"),
    "letters-constituency-choose": N_("choose: the address of the sender decides"),
    "letters-recipients": N_("Recipients: {commune}"),
    "letters-since": N_("in office since {day}"),
    "letters-as-of": N_("as of {day}"),
    "letters-no-letter": N_("no letter of the campaign is to this office"),
    "letters-sender": N_("The sender"),
    "letters-sender-lead": N_("What you type goes into the files that you download, and is kept nowhere. Left empty, "
                              "the files have blanks to fill in."),
    "letters-field-name": N_("Name of who signs"),
    "letters-field-practice": N_("Practice"),
    "letters-field-address": N_("Address"),
    "letters-field-postcode": N_("Postal code"),
    "letters-field-town": N_("Town"),
    "letters-field-email": N_("E-mail"),
    "letters-field-place": N_("Place beside the date, if not the town"),
    "letters-one": N_("Word file: {name}"),
    "letters-all": N_("Download all letters (zip)"),
    "letters-looking": N_("Looking up…"),
    "letters-done": N_("Downloaded: {name}"),
})
