"""A file for each record: what records share is made once, and told apart by the identifiers of each file."""

from __future__ import annotations

import hashlib
import unicodedata
import uuid
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

from pressroom.build.briefing import brief_of
from pressroom.build.edition import findings_of
from pressroom.build.memory import collect
from pressroom.build.verdict import judge_here
from pressroom.cache import Cache
from pressroom.files import is_name_everywhere
from pressroom.findings import N_, Finding, Place, code, finding
from pressroom.fit import fit
from pressroom.paint import paint
from pressroom.paint.run_paper import Shared
from pressroom.patterns import regex
from pressroom.records import replace
from pressroom.runs.copies import Copies
from pressroom.runs.file import RunFile
from pressroom.runs.making import Making
from pressroom.runs.pages import objects
from pressroom.runs.records import Record
from pressroom.runs.wording import template
from pressroom.type import setting as typeset
from pressroom.type.fonts import forget_words

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

SAME_NAME = code("record-name",
                 N_("Two records with one file name: the second file would take the place of the first."),
                 N_("Take a column that tells the records apart into name:, or {row}."))
_UUID = regex(rb"(?<=uuid:)([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})")


class Identified:
    """What records share, with identifiers of its own for each file (ISO 32000-1, 14.4; XMP).

    Attributes:
        same: what all files begin with.
    """

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        # What stands between identifiers, and these: the head is long, and is not searched for every file.
        self._parts = _UUID.split(shared.head)
        self.same, self._digest = self._parts[0], hashlib.sha256(self._parts[0])
        self._document, self._instance = [*dict.fromkeys(self._parts[1::2])][:2]

    def of(self, key: str, digest: bytes) -> Shared:
        """The same for the file of a record, which is told from others by its key and the digest of its pages."""
        own_document = uuid.uuid5(uuid.UUID(self._document.decode()), key)
        own_instance = uuid.uuid5(own_document, digest.hex())
        own = {self._document: str(own_document).encode(), self._instance: str(own_instance).encode()}
        head = [own.get(part, part) if number % 2 else part for number, part in enumerate(self._parts)]
        return replace(self._shared, head=b"".join(head),
                       identifier=f"[<{own_document.hex}> <{own_instance.hex}>]".encode())

    def digesting(self, out: IO[bytes]) -> Digesting:
        """`out`, with a digest of what is written to it."""
        return Digesting(out, len(self.same), self._digest.copy())


class Digesting:
    """A file and the digest of what is written to it, whose beginning is told already.

    Attributes:
        digest: SHA-256 of all that was written.
    """

    def __init__(self, out: IO[bytes], told: int, digest: Hash) -> None:
        """Of the first thing that is written, the digest has so many bytes."""
        self._out, self._told, self.digest = out, told, digest

    def write(self, content: bytes) -> int:
        """Write all of it."""
        self.digest.update(memoryview(content)[self._told:])
        self._told = 0
        return self._out.write(content)


def write_press_file(path: Path, making: Making, identified: Identified, key: str, pages: Sequence[bytes]) -> str:
    """Write the press file of one record; its SHA-256, in hexadecimal digits."""
    shared = identified.of(key, hashlib.sha256(b"\0".join(pages)).digest())
    numbers = making.numbers(shared, 1, parts=False)
    with path.open("wb") as stream:
        out = identified.digesting(stream)
        file = RunFile(out, shared, numbers)
        parts = [*objects(numbers, 0, key, pages, shared.entries)]
        file.add(b"".join(parts), map(len, parts))
        file.close()
    return out.digest.hexdigest()


def members_file(copies: Copies, record: Record, cache: Cache) -> tuple[bytes, list[Finding]]:
    """The members' file of one record, tagged as every other, and what was found in it.

    Raises:
        Refused: the record does not fit.
    """
    with typeset.unkept():
        fitted = fit(copies.whole(record), cache)
        content = paint(fitted, cache).content
        findings = [*findings_of(fitted), *judge_here(content, brief_of(fitted)).report.findings]
    forget_words()
    collect()
    return content, findings


def _file_name(words: str) -> str:
    """Words as the name of a file: letters without accents, digits, and hyphens for all else."""
    plain = unicodedata.normalize("NFKD", words.replace("œ", "oe").replace("Œ", "Oe").replace("æ", "ae"))
    kept = "".join(sign if sign.isalnum() else "-" for sign in plain if not unicodedata.combining(sign))
    return "-".join(filter(None, kept.split("-")))[:100].strip("-")


class Names:
    """The name of each record's file: no two are the same, and each is one on every system."""

    def __init__(self, pattern: str, ending: str) -> None:
        self._pattern = pattern.replace("{row}", "{record.row}")
        self._template, self._ending = template(self._pattern), ending
        self._taken: dict[str, int] = {}

    def of(self, record: Record) -> str:
        """The file name of a record, without a folder."""
        values: Mapping[str, str] = {**record.values, "row": str(record.row)}
        words = self._template.filled(values, plain=True) if self._template else self._pattern
        name = _file_name(words) or str(record.row)
        return f"{name if is_name_everywhere(name) else f'_{name}'}{self._ending}.pdf"

    def findings(self, records: Iterator[Record], table: Path) -> list[Finding]:
        """Findings about records whose files would have one name."""
        found = []
        for record in records:
            name = self.of(record).casefold()
            first = self._taken.setdefault(name, record.row)
            if first != record.row:
                found.append(finding(SAME_NAME, N_("its file would have the name of that of row {row}"),
                                     source=Place(table, record.row), row=first))
        return found
