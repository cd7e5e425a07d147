"""Pages of other PDFs, placed as pictures: vectors stay vectors, and a page keeps its transparency group.

    facts    = inspect(file, page, cache, place)                   # for a piece: size and contents of a page
    findings = page_findings(facts, edition, standard, plates)     # ... why a press or a reader refuses it
    pages    = page_form(facts, None)                              # ... as a form for the press
    pages    = page_form(facts, profile)                           # ... as a form in sRGB, for the members' edition

The reader of PDFs is imported on first use, so that a project without placed pages starts without it. For the desk,
`placed_pages.extraction` takes pages as they are.
"""

from __future__ import annotations

from pressroom.artwork.placed_pages.facts import MOST_FILE_BYTES, PageFacts, inspect, is_pdf, page_form
from pressroom.artwork.placed_pages.findings import NOTES_LOST, page_findings
from pressroom.artwork.placed_pages.forms import PAGE_NOT_TAKEN, ExtractedPages, Form, join

__all__ = ["MOST_FILE_BYTES", "NOTES_LOST", "PAGE_NOT_TAKEN", "ExtractedPages", "Form", "PageFacts", "inspect",
           "is_pdf", "join", "page_findings", "page_form"]
