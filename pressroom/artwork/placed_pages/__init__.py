"""Pages of other PDFs, placed: vectors stay vectors, and the transparency group stays with its page.

    taken   = extraction.taken(content, (1, 2), "poster.pdf")          # for the desk: pages as they are
    facts   = inspect(file, page, cache, place)                    # for a piece: what a page is, and holds
    faults  = judged(facts, edition, standard, plates)             # ... what the press, or a reader, objects to
    taken   = pictured(facts, None)                                # ... as a form for the press
    taken   = pictured(facts, profile)                             # ... as a form in sRGB, for the members' edition

What reads PDFs is imported when one is read: a project without such a picture does not wait for it.
"""

from __future__ import annotations

from pressroom.artwork.placed_pages.extraction import PAGE_NOT_TAKEN, taken
from pressroom.artwork.placed_pages.facts import MOST_FILE_BYTES, PageFacts, inspect, is_pdf, pictured
from pressroom.artwork.placed_pages.findings import LOST, judged
from pressroom.artwork.placed_pages.forms import Form, Taken, joined

__all__ = ["LOST", "MOST_FILE_BYTES", "PAGE_NOT_TAKEN", "Form", "PageFacts", "Taken", "inspect", "is_pdf", "joined",
           "judged", "pictured", "taken"]
