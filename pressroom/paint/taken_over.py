"""Objects of a file that were made for one page, and are taken over into one of any number of pages."""

from __future__ import annotations

from collections.abc import Mapping

from pressroom.paint.document import File
from pressroom.paint.reportlab_documents import pdfdoc
from pressroom.patterns import regex
from pressroom.records import dataclass

_ROOT, _PAGES = regex(rb"/Root (\d+) 0 R"), regex(rb"/Pages (\d+) 0 R")
_KIDS, _CONTENTS, _INFO = regex(rb"/Kids \[ (\d+) 0 R"), regex(rb"/Contents (\d+) 0 R"), regex(rb"/Info (\d+) 0 R")
_ID = regex(rb"/ID\s*(\[[^\]]*\])")

_IDENTIFIER = b"uuid:"


@dataclass(frozen=True, slots=True)
class Shared:
    """The objects of a file that its records share.

    Attributes:
        head: the header and these objects, as the file begins.
        offsets: where each of them begins, by its number.
        catalog: the number of the catalog, and its entries, to which those of document parts are added.
        pages, parts, top: numbers left free for the root of the page tree, that of the document parts, and its node.
        info, identifier: for the trailer: the number of the Info dictionary, and the file's identifier.
        next: the first number that is free.
        entries: of the pages of each sheet, without contents, parent and part, and what all of them inherit.
        inherited: entries of the page tree that all pages have.
    """

    head: bytes
    offsets: Mapping[int, int]
    catalog: tuple[int, bytes]
    pages: int
    parts: int
    top: int
    info: int
    identifier: bytes
    next: int
    entries: tuple[bytes, ...]
    inherited: bytes


def _close(value: bytes) -> bytes:
    """A value without white space that it does not need; a reference keeps a space before it."""
    tight = value.replace(b"[ ", b"[").replace(b" ]", b"]")
    return tight if tight[:1] in b"[<(/" else b" " + tight


def written(file: File, entries: Mapping[str, object]) -> bytes:
    """Entries of a dictionary of the file, as short as they can be."""
    return b"".join(b"/%s%s" % (key.encode(), _close(pdfdoc.format(value, file.document)))
                    for key, value in entries.items())


def taken_over(content: bytes, entries: tuple[bytes, ...], inherited: bytes) -> Shared:
    """The objects of a file of one empty page, without that page, its tree and the catalog."""
    start = int(content[content.rindex(b"startxref") + 9:].split()[0])
    rows = content[start:content.index(b"trailer", start)].split(b"\n")[2:]
    offsets = {number: int(row[:10]) for number, row in enumerate(rows) if row[17:18] == b"n"}
    ends = dict(zip(sorted(offsets.values()), [*sorted(offsets.values())[1:], start], strict=True))

    def body(number: int) -> bytes:
        return content[offsets[number]:ends[offsets[number]]]
    trailer = content[start:]
    catalog = _number(_ROOT, trailer)
    pages = _number(_PAGES, body(catalog))
    page = _number(_KIDS, body(pages))
    contents = _number(_CONTENTS, body(page))
    left_out = {catalog, pages, page, contents}
    head, kept = bytearray(content[:min(offsets.values())]), dict[int, int]()
    # What has identifiers of its own in each file comes last: all before it is the same bytes in every one.
    for number in sorted(offsets, key=lambda each: (_IDENTIFIER in body(each), each)):
        if number not in left_out:
            kept[number] = len(head)
            head += body(number)
    text = body(catalog)
    found = _ID.search(trailer)
    return Shared(bytes(head), kept, (catalog, text[text.index(b"<<") + 2:text.rindex(b">>")].strip()), pages, page,
                  contents, _number(_INFO, trailer), found[1] if found else b"", max(offsets) + 1, entries, inherited)


def _number(pattern: object, content: bytes) -> int:
    found = pattern.search(content)  # type: ignore[attr-defined]
    if found is None:
        raise ValueError("the shared objects cannot be taken over")
    return int(found[1])
