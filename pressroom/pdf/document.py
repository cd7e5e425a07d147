"""A file opened by qpdf (through pikepdf): nothing in it is trusted, and objects are read on demand.

qpdf opens a press file and reads all of its objects five times as fast as pypdf (`benchmarks/pdf_readers.py`),
decrypts files that need no password, and enforces bounds of its own.
"""

from __future__ import annotations

import logging
from decimal import Decimal
from typing import Any

from pressroom.findings import N_
from pressroom.patterns import regex
from pressroom.pdf.bounds import DEEPEST_OBJECT, MOST_BYTES, MOST_STRUCTURE
from pressroom.pdf.errors import Broken, Locked, TooLarge, Undecodable
from pressroom.pdf.objects import Pdf, Reference, Stream, entry, resolved
from pressroom.pdf.source import HeldFile, begin, opened
from pressroom.pdf.syntax import value_of

_HEADER_WITHIN = 1024  # bytes: ISO 32000-1, annex H.3, note 13
_MOST_COMPLAINTS = 50
_MOST_KEPT = 2_000  # objects that are not read again while they are kept
_MOST_FILTERS = 4
_STREAM = regex(r"(?:stream )?<_io\.(?:BytesIO|BufferedReader)[^>]*>(?: \(([^)]*)\))?")
_SILENT = logging.NullHandler()  # without a handler, qpdf's remarks about the page tree go to the terminal
_LIMIT = "memory limit exceeded"
_DAMAGED = "file is damaged"  # another warning follows with the details


class Document:
    """A PDF, read-only.

    Attributes:
        trailer: its trailer dictionary.
        encrypted: whether it is encrypted, though it opens without a password.
    """

    def __init__(self, content: bytes | HeldFile) -> None:
        """Open a file.

        Raises:
            Locked: a password is needed.
            TooLarge: it is larger than 1 GiB.
            Broken: it is no PDF, or one that cannot be opened.
        """
        if len(content) > MOST_BYTES:
            raise TooLarge(f"{len(content)} bytes")
        if b"%PDF-" not in begin(content, _HEADER_WITHIN):
            raise Broken("no %PDF- header")
        self._file = _open(content)
        self._values: dict[tuple[int, int], Pdf] = {}
        self._complaints: list[str] = []
        self._exceeded = False
        self.encrypted = bool(self._file.is_encrypted)
        self.trailer = self._value(self._file.trailer)

    @property
    def complaints(self) -> list[str]:
        """The repairs that qpdf has reported, 50 at most."""
        self._collect_warnings()
        return list(self._complaints)

    @property
    def too_large(self) -> bool:
        """Whether an object stream read so far decompresses to more than 64 MiB; its objects read as None."""
        self._collect_warnings()
        return self._exceeded

    def _collect_warnings(self) -> None:
        sentences = [_sentence(each) for each in self._file.get_warnings()]
        self._exceeded = self._exceeded or any(_LIMIT in each for each in sentences)
        self._complaints += [each for each in sentences if each != _DAMAGED] or sentences
        del self._complaints[_MOST_COMPLAINTS:]

    def catalogue(self) -> Pdf:
        """The root of the file.

        Raises:
            Broken: there is none.
        """
        root = entry(self.trailer, "/Root")
        if not isinstance(root, dict):
            raise Broken("no catalogue")
        return root

    def object(self, number: int, generation: int) -> Pdf:
        """An object by its number; None when there is none."""
        return resolved(self._reference(number, generation))

    def value(self, read: Any) -> Pdf:
        """An object that pikepdf has read of the same file, with references to this one's objects."""
        return self._value(read)

    def let_go(self) -> None:
        """Forget the objects that were read, once they are many: the next use of one reads it again.

        Between two uses an object is then no longer the same Python object; what identifies it is its number.
        """
        if len(self._values) > _MOST_KEPT:
            self._values.clear()

    def close(self) -> None:
        """Let go of the file and of what was read of it; its objects refer to the document, and it to them."""
        self._values.clear()
        self.trailer = None
        self._file.close()

    def _object(self, number: int, generation: int) -> Pdf:
        key = (number, generation)
        if key not in self._values:
            self._values[key] = self._value(self._file.get_object(key))
        return self._values[key]

    def _reference(self, number: int, generation: int) -> Reference:
        return Reference(number, generation, self._object)

    def _value(self, value: Any) -> Pdf:
        """An object of pikepdf's, in the terms of `objects`."""
        import pikepdf

        if not isinstance(value, pikepdf.Object):
            return float(value) if isinstance(value, Decimal) else value
        if isinstance(value, pikepdf.Stream):
            entries = value_of(value.stream_dict.unparse(resolved=True), self._reference)
            entries.pop("/Length", None)
            return Stream(entries, lambda: self._bytes(value), value.objgen)
        return value_of(value.unparse(resolved=True), self._reference)

    def _bytes(self, stream: Any) -> bytes:
        """A stream's bytes as in the file, decrypted; a method, so that the file stays open as long as its streams."""
        import pikepdf

        try:
            return bytes(stream.read_raw_bytes())
        except (pikepdf.PdfError, RuntimeError, ValueError) as trouble:
            raise Undecodable(_sentence(trouble)) from trouble


def _open(content: bytes | HeldFile) -> Any:
    import pikepdf

    logging.getLogger("pikepdf").addHandler(_SILENT)
    pikepdf.settings.set_qpdf_limits(
        parser_max_nesting=DEEPEST_OBJECT, max_stream_filters=_MOST_FILTERS, flate_max_memory=MOST_STRUCTURE,
        png_max_memory=MOST_STRUCTURE, tiff_max_memory=MOST_STRUCTURE, run_length_max_memory=MOST_STRUCTURE)
    try:
        return pikepdf.Pdf.open(opened(content), inherit_page_attributes=False, suppress_warnings=True)
    except pikepdf.PasswordError:
        raise Locked(N_("it is protected by a password")) from None
    except (pikepdf.PdfError, RuntimeError, ValueError) as trouble:
        raise Broken(_sentence(trouble)) from trouble


def _sentence(trouble: object) -> str:
    """Qpdf's message without the memory address of the bytes."""
    return _STREAM.sub(r"\1", str(trouble)).strip(" :")[:160]
