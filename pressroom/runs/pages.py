"""The objects of one record: its pages, their contents, and its part of the document."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

from pressroom.runs.numbers import BATCH, Numbers

_LEVEL = 6  # of deflate: a page is a few kilobytes


def objects(numbers: Numbers, record: int, key: str, pages: Sequence[bytes], entries: Sequence[bytes]) -> Iterator[
        bytes]:
    """The objects of the record at index `record`, in the order of their numbers.

    Args:
        numbers: of the file.
        record: its index in the file, from 0.
        key: what the record is called.
        pages: the operators of each page.
        entries: of each page's dictionary.
    """
    part = b"/DPart %d 0 R" % numbers.part(record) if numbers.parts else b""
    for sheet, (content, own) in enumerate(zip(pages, entries, strict=True)):
        page, content = numbers.page(record, sheet), zlib.compress(content, _LEVEL)
        yield b"%d 0 obj\n<</Type/Page/Parent %d 0 R%s/Contents %d 0 R%s>>\nendobj\n" % (
            page, numbers.pages_node(record // BATCH), own, page + 1, part)
        yield b"%d 0 obj\n<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
            page + 1, len(content), content)
    if numbers.parts:
        last = b"/End %d 0 R" % numbers.page(record, numbers.sheets - 1) if numbers.sheets > 1 else b""
        yield b"%d 0 obj\n<</Type/DPart/Parent %d 0 R/Start %d 0 R%s/DPM<</RecordKey%s>>>>\nendobj\n" % (
            numbers.part(record), numbers.parts_node(record // BATCH), numbers.page(record, 0), last, text(key))


def text(words: str) -> bytes:
    """A PDF text string."""
    if words.isascii():
        return b"(" + words.encode().replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)") + b")"
    return b"<FEFF%s>" % words.encode("utf-16-be").hex().upper().encode()
