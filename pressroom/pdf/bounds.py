"""How much of a file is read: the bounds that placed pages, preflight and the desk share.

Source: pressroom. A map of a whole country on one poster has about 400,000 operators; each bound is above what
posters, leaflets and letters need, and low enough that no file exhausts the memory of a machine.
"""

from __future__ import annotations

MOST_BYTES = 2**30
"""Bytes of a file."""

MOST_PAGES = 500
"""Pages of a file of which pages are placed, or on which the desk works."""

MOST_JUDGED_PAGES = 5_000
"""Pages of a file that is only judged: nothing is kept of a page whose checks have run."""

MOST_OBJECTS = 60_000
"""Dictionaries and streams reachable from the trailer."""

MOST_OBJECTS_A_PAGE = 60
"""The same for each page beyond `MOST_PAGES`."""

MOST_STREAM = 32 * 2**20
"""Bytes that one content stream, font, profile or character map decompresses to."""

MOST_CONTENT = 64 * 2**20
"""Bytes that all content streams of one page decompress to, forms included."""

MOST_ANY_STREAM = 160 * 2**20
"""Bytes that any other stream decompresses to, where a renderer decodes it whole."""

MOST_STRUCTURE = 64 * 2**20
"""Bytes that one stream of objects, or one cross-reference stream, decompresses to."""

MOST_OPERATORS = 600_000
"""Operators of a file, each form counted as often as it is painted."""

MOST_PAINTED = 100_000
"""Objects that a file paints."""

MOST_PIXELS = 400_000_000
"""Pixels of one picture: A0 at 450 ppi."""

DEEPEST_FORM = 16
"""Forms inside each other."""

DEEPEST_SAVE = 512
"""Graphics states saved by `q`."""

DEEPEST_BRACKET = 32
"""Arrays and dictionaries inside each other, in a content stream."""

DEEPEST_OBJECT = 200
"""The same in an object of the file."""

DEEPEST_SPACE = 4
"""Colour spaces inside each other."""

MOST_COLORANTS = 32
"""Inks of one DeviceN space (ISO 32000-1, annex C.2)."""
