"""What every page has: its head, its navigation, refusals."""

from __future__ import annotations

from types import MappingProxyType

from pressroom.findings import N_

WORDS = MappingProxyType({
    "studio": N_("Studio"),
    "skip": N_("Go to the content"),
    "navigation": N_("Pages of the studio"),
    "nav-wall": N_("Pieces"),
    "nav-pictures": N_("Pictures"),
    "nav-campaign": N_("Campaign"),
    "nav-brand": N_("Brand"),
    "nav-printers": N_("Printers"),
    "language-name": N_("English"),
    "other-language": N_("En français"),
    "refused-title": N_("This cannot be shown"),
    "refused-lead": N_("The project says:"),
    "back-to-wall": N_("Back to all pieces"),
    "error": N_("error"),
    "warning": N_("warning"),
    "note": N_("note"),
    "not-run": N_("not run"),
    "offline": N_("The studio has ended. What you type is kept in this window until it runs again."),
    "shut": N_("The studio was started again: open the address that it shows. What you type is kept in this window."),
    "online": N_("The studio runs again; what you typed is kept."),
    "close": N_("Close"),
    "cancel": N_("Cancel"),
    "why": N_("Why"),
    "line": N_("line {line}"),
})
