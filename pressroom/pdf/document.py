"""A file opened by qpdf (through pikepdf), without trusting it: objects are read when they are asked for.

qpdf opens a press file and reads all of its objects five times as fast as pypdf, decrypts what needs no password, and
keeps bounds of its own (`benchmarks/pdf_readers.py`).
"""

from __future__ import annotations

import io
import logging
import re
from decimal import Decimal
from typing import Any

from pressroom.findings import N_
from pressroom.pdf.bounds import DEEPEST_OBJECT, MOST_BYTES, MOST_STRUCTURE
from pressroom.pdf.errors import Broken, Locked, TooLarge, Undecodable
from pressroom.pdf.objects import Pdf, Reference, Stream, entry
from pressroom.pdf.syntax import value_of

_HEADER_WITHIN = 1024  # bytes: ISO 32000-1, annex H.3, note 13
_MOST_COMPLAINTS = 50
_MOST_FILTERS = 4
_STREAM = re.compile(r"(?:stream )?<_io\.BytesIO object[^>]*>(?: \(([^)]*)\))?")
_UNHEARD = logging.NullHandler()  # what qpdf logs of a page tree would else go to the terminal
_LIMIT = "memory limit exceeded"
_DAMAGED = "file is damaged"  # another sentence follows and says how


class Document:
    """A PDF, read-only.

    Attributes:
        trailer: its trailer dictionary.
        encrypted: whether it is encrypted, though it opens without a password.
    """

    def __init__(self, content: bytes) -> None:
        """Open a file.

        Raises:
            Locked: it asks for a password.
            TooLarge: it has more than 1 GiB.
            Broken: it is no PDF, or one that cannot be opened.
        """
        if len(content) > MOST_BYTES:
            raise TooLarge(f"{len(content)} bytes")
        if b"%PDF-" not in content[:_HEADER_WITHIN]:
            raise Broken("no %PDF- at its beginning")
        self._file = _opened(content)
        self._values: dict[tuple[int, int], Pdf] = {}
        self._complaints: list[str] = []
        self._exceeded = False
        self.encrypted = bool(self._file.is_encrypted)
        self.trailer = self._value(self._file.trailer)

    @property
    def complaints(self) -> list[str]:
        """What qpdf repaired so far, 50 sentences at most."""
        self._listen()
        return list(self._complaints)

    @property
    def too_large(self) -> bool:
        """Whether a stream of objects met so far decompresses to more than 64 MiB; its objects read as None."""
        self._listen()
        return self._exceeded

    def _listen(self) -> None:
        sentences = [_sentence(each) for each in self._file.get_warnings()]
        self._exceeded = self._exceeded or any(_LIMIT in each for each in sentences)
        self._complaints += [each for each in sentences if each != _DAMAGED] or sentences
        del self._complaints[_MOST_COMPLAINTS:]

    def catalogue(self) -> Pdf:
        """The root of the file.

        Raises:
            Broken: there is none.
        """
        found = entry(self.trailer, "/Root")
        if not isinstance(found, dict):
            raise Broken("no catalogue")
        return found

    def _object(self, number: int, generation: int) -> Pdf:
        key = (number, generation)
        if key not in self._values:
            self._values[key] = self._value(self._file.get_object(key))
        return self._values[key]

    def _reference(self, number: int, generation: int) -> Reference:
        return Reference(number, generation, self._object)

    def _value(self, value: Any) -> Pdf:
        """An object of qpdf's as one of ours."""
        import pikepdf

        if not isinstance(value, pikepdf.Object):
            return float(value) if isinstance(value, Decimal) else value
        if isinstance(value, pikepdf.Stream):
            entries = value_of(value.stream_dict.unparse(resolved=True), self._reference)
            entries.pop("/Length", None)
            return Stream(entries, lambda: self._bytes(value))
        return value_of(value.unparse(resolved=True), self._reference)

    def _bytes(self, stream: Any) -> bytes:
        """A stream's bytes as they stand, decrypted; a method, so that the file stays open while streams are held."""
        import pikepdf

        try:
            return bytes(stream.read_raw_bytes())
        except (pikepdf.PdfError, RuntimeError, ValueError) as trouble:
            raise Undecodable(_sentence(trouble)) from trouble


def _opened(content: bytes) -> Any:
    import pikepdf

    logging.getLogger("pikepdf").addHandler(_UNHEARD)
    pikepdf.settings.set_qpdf_limits(
        parser_max_nesting=DEEPEST_OBJECT, max_stream_filters=_MOST_FILTERS, flate_max_memory=MOST_STRUCTURE,
        png_max_memory=MOST_STRUCTURE, tiff_max_memory=MOST_STRUCTURE, run_length_max_memory=MOST_STRUCTURE)
    try:
        return pikepdf.Pdf.open(io.BytesIO(content), inherit_page_attributes=False, suppress_warnings=True)
    except pikepdf.PasswordError:
        raise Locked(N_("it is locked with a password")) from None
    except (pikepdf.PdfError, RuntimeError, ValueError) as trouble:
        raise Broken(_sentence(trouble)) from trouble


def _sentence(trouble: object) -> str:
    """What qpdf says, without the address of the bytes in memory."""
    return _STREAM.sub(r"\1", str(trouble)).strip(" :")[:160]
