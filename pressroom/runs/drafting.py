"""The drafts of a piece's records: kept on the disk, and told to those who make them elsewhere."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Protocol

from pressroom.build.pickling import packed, unpacked
from pressroom.paint.run_paper import RunPaper
from pressroom.runs.copies import Copies
from pressroom.runs.drafts import DraftChunk, draft
from pressroom.runs.parts import Parts
from pressroom.runs.plan import Plan
from pressroom.runs.records import Record
from pressroom.runs.remote import archive, record_json, unpacked_at

_LEVEL = 1  # of deflate: drafts are read once


class Holder(Protocol):
    """What is asked of the piece whose drafts are made: see `making.Making`."""

    plan: Plan
    number: int
    parts: Parts
    copies: Copies
    paper: RunPaper


class Drafting:
    """The drafts of one piece.

    Attributes:
        painted: whether copies are painted, or only fitted to find the size of the longest.
        stays: whether copies show pictures of their own, which are made on this machine alone.
    """

    def __init__(self, making: Holder, sizes: Mapping[str, float], *, painted: bool) -> None:
        self._making, self._sizes, self.painted = making, sizes, painted
        self.stays = making.plan.spec.picture is not None

    def here(self, number: int) -> bytes:
        """The draft of a chunk without its pages, made in this process or kept from before."""
        kept = self.kept(number)
        if kept is not None:
            return kept
        making = self._making
        return self._with(number, draft(making.copies, making.paper if self.painted else None, self._records(number)))

    def kept(self, number: int) -> bytes | None:
        """The draft of a chunk without its pages, where an earlier call has made it."""
        if not self.painted:
            return None
        content = self._making.parts.kept(self._making.number, number)
        return None if content is None else _without_pages(unpacked(zlib.decompress(content)))

    def words(self, number: int) -> tuple[object, ...]:
        """What another machine has to be told, but for the project: see `remote.draft_chunk`."""
        making = self._making
        first, records = making.parts.spool.first(), self._records(number)
        return (making.plan.name, making.plan.today, making.number, dict(self._sizes), json.dumps(record_json(first)),
                json.dumps([record_json(each) for each in records]))

    def taken(self, number: int, content: bytes) -> bytes:
        """The draft that another machine has made, kept as if it had been made here."""
        return self._with(number, unpacked_at(content, self._making.plan.job.root))

    def project(self) -> bytes:
        """The project, for another machine."""
        return archive(self._making.plan.job.root, self._making.plan.name)

    def _records(self, number: int) -> list[Record]:
        parts = self._making.parts
        return (parts.spool if self.painted else parts.surveyed).chunk(number)

    def _with(self, number: int, made: DraftChunk) -> bytes:
        if self.painted:
            self._making.parts.keep(self._making.number, number, zlib.compress(packed(made), _LEVEL))
        return _without_pages(made)


def _without_pages(made: DraftChunk) -> bytes:
    made.pages = []
    return packed(made)
