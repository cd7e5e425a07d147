"""The words of the site's own pages, by the names that its templates use; the campaign's words are not here."""

from __future__ import annotations

from types import MappingProxyType

from pressroom.errors import N_

WORDS = MappingProxyType({
    # what the page is
    "title": N_("Resources of the campaign"),
    "headline-1": N_("Put it up."),
    "headline-2": N_("Write to them."),
    "headline-3": N_("Sign."),
    "lead": N_("Posters, letters and press releases of the campaign: free to download, print and send on."),
    "skip": N_("Go to the content"),
    "home": N_("All resources"),
    "languages": N_("Languages"),
    "sections": N_("On this page"),
    "demands": N_("What we ask for"),
    "scan": N_("Scan the code with another device, or use the button."),
    "code": N_("QR code: {url}"),
    "opens": N_("leads to {shown}"),
    # the kinds
    "posters": N_("Posters"),
    "triptychs": N_("Triptychs"),
    "leaflets": N_("Leaflets"),
    "letters": N_("Letters"),
    "releases": N_("Press releases"),
    "posters-lead": N_("Choose one, print it, hang it up in the waiting room."),
    "triptychs-lead": N_("Three posters side by side. A click on any of them downloads one PDF with all three."),
    "leaflets-lead": N_("One sheet, printed on both sides and folded twice."),
    "letters-lead": N_("A click on a letter downloads an editable Word file: put your practice in, sign, send."),
    "releases-lead": N_("The text to read and copy, the PDF to pass on."),
    "poster": N_("Poster"),
    "triptych": N_("Triptych"),
    "leaflet": N_("Leaflet"),
    "letter": N_("Letter"),
    "release": N_("Press release"),
    "says": N_("{kind}: {words}"),
    "sheet-says": N_("{kind}, sheet {number} of {count}: {words}"),
    "panels-of": N_("{kind}, page {number} of {count}: {words}"),
    "folded": N_("{kind} as it looks folded: {words}"),
    # for whom
    "for-patients": N_("for patients"),
    "for-public": N_("for everybody"),
    "for-members": N_("for members"),
    "for-officials": N_("for elected officials"),
    "for-press": N_("for the press"),
    # the filter
    "filter": N_("Show only"),
    "by-kind": N_("Kind"),
    "by-audience": N_("For whom"),
    "everything": N_("Everything"),
    "everyone": N_("All readers"),
    "one-shown": N_("1 resource shown"),
    "shown": N_("{count} resources shown"),
    "none": N_("Nothing here is of this kind and for these readers. Choose another."),
    "read": N_("Read the text"),
    # files
    "get": N_("Download {format}"),
    "get-all-three": N_("Download all three, {format}"),
    "get-word": N_("Download the letter"),
    "get-pdf": N_("Download the PDF"),
    "all-files": N_("All files ({count})"),
    "files": N_("Files"),
    "to-printer": N_("for your printer"),
    "to-printer-lowink": N_("for your printer, with less ink"),
    "to-printer-tiled": N_("for your printer, A4 sheets to assemble"),
    "to-copyshop": N_("for a copy shop"),
    "to-press": N_("for a print shop"),
    "to-word": N_("to fill in and sign"),
    "to-read": N_("to read and print"),
    "megabytes": N_("{size} MB"),
    "version": N_("version {number}"),
    "checksum": N_("Checksum (SHA-256)"),
    "format": N_("Format"),
    "use": N_("What for"),
    "size": N_("Size"),
    "date": N_("Date"),
    "page-of": N_("Look closer"),
    # a piece's own page
    "its-words": N_("What it says, in words"),
    "its-picture": N_("The picture in words"),
    "share": N_("Pictures to share"),
    "share-lead": N_("Made for social networks, from the same design."),
    "share-wide": N_("Link preview and post"),
    "share-square": N_("Square post"),
    "share-story": N_("Story"),
    "newer": N_("Newer: {title}"),
    "older": N_("Older: {title}"),
    "neighbours": N_("Other resources"),
    # what has gone
    "past": N_("No longer current"),
    "past-lead": N_("Please take these down where they still hang."),
    "expired": N_("This was to hang until {day}. Its files have been withdrawn."),
    "successor": N_("It has been replaced by:"),
    # the officials
    "officials": N_("My elected officials"),
    "officials-lead": N_("Find who represents your commune and get the letters already addressed to them."),
    "officials-private": N_("Nothing that you type here leaves this page."),
    "directories": N_("The directories of the assemblies name them, too:"),
    "place": N_("Commune, postal code or INSEE code"),
    "place-hint": N_("For example 06700, or the name of your commune; Saint-Denis (93) says which."),
    "look-up": N_("Look up"),
    # the foot
    "feed": N_("Follow new resources (Atom feed)"),
    "published": N_("Last change: {day}"),
    "foot": N_("This site sets no cookie, counts no visitor and loads nothing from elsewhere."),
})

SCRIPT_WORDS = MappingProxyType({
    "searching": N_("Looking up..."),
    "nothing": N_("Nothing was found under this name. Check the spelling, or give the postal code."),
    "failed": N_("The register could not be read. The letters above can be used all the same."),
    "choose-commune": N_("Several communes answer to this. Which one is yours?"),
    "choose-constituency": N_("This commune lies in several constituencies. Which one is yours?"),
    "constituency": N_("{number}. constituency"),
    "found": N_("Letters for {commune}"),
    "as-of": N_("Register of {day}"),
    "write-to": N_("Write to {name}"),
    "generic": N_("Your browser cannot fill the file in; here is the letter to fill in yourself: {file}"),
    "no-letter": N_("There is no letter to this office yet."),
    "unknown": N_("The register names nobody."),
})

SECTIONS = MappingProxyType({"poster": "posters", "triptych": "triptychs", "leaflet": "leaflets", "letter": "letters",
                             "release": "releases"})
"""Each kind, in the order of the page, and the word that heads it."""
