"""Drafts made on another machine: the project goes out once as an archive, records chunk by chunk, drafts come back.

What a worker knows of people is the chunk that it works on and the record that its copies were begun with; both are
gone when the run has ended, and so is the project's folder there.
"""

from __future__ import annotations

import io
import json
import pickle
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from pressroom import files
from pressroom.cache import Cache
from pressroom.program import of_program
from pressroom.runs.copies import Copies
from pressroom.runs.drafts import DraftChunk, draft
from pressroom.runs.records import Record
from pressroom.specs.run import FOLDER

_FOLDERS = ("layouts", "assets", "materials")
_LEFT_OUT = (".cache", ".git", "__pycache__")

_known: dict[str, _Project] = {}


class OtherProgram(Exception):  # noqa: N818 - it names what is there
    """The worker has another version of the program, or one that was changed."""


def archive(root: Path, name: str) -> bytes:
    """The project as a worker needs it: specifications and assets, and of the runs the file of this one alone."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for folder in _FOLDERS:
            for path in sorted((root / folder).rglob("*")):
                relative = path.relative_to(root)
                of_runs = PurePosixPath(relative.as_posix()).is_relative_to(FOLDER)
                if path.is_file() and not set(_LEFT_OUT) & set(relative.parts) and (
                        not of_runs or (path.stem == name and path.suffix in (".yaml", ".yml"))):
                    packed.writestr(zipfile.ZipInfo(relative.as_posix()), files.content(path))
    return out.getvalue()


def draft_chunk(project: bytes | None, digest: str, name: str, today: str, piece: int, sizes: Mapping[str, float],
                first: str, records: str, *, painted: bool, program: str) -> bytes:
    """On a worker: the draft of some records, packed; `first` and `records` are JSON.

    Args:
        project: the archive; None where the worker has it already.
        digest: of the archive.
        name: of the run.
        today: the day against which links expire.
        piece: which of its formats.
        sizes: in which all records are set.
        first: the record that copies are begun with.
        records: those of the chunk.
        painted: whether they are painted, or only fitted.
        program: the digest of the program that asks.

    Raises:
        OtherProgram: this one is another, whose drafts may differ.
    """
    if program != of_program():
        raise OtherProgram
    if digest not in _known:
        if project is None:
            raise LookupError("the project is not known here")
        _known[digest] = _Project(project, name, today)
    chunk = _known[digest].draft(piece, dict(sizes), _record(json.loads(first)),
                                 [_record(each) for each in json.loads(records)], painted=painted)
    return packed_for(chunk, _known[digest].root)


def forget(digest: str) -> None:
    """On a worker: remove the project and all that is known of its records."""
    known = _known.pop(digest, None)
    if known:
        known.close()


def record_json(record: Record) -> list[object]:
    """A record as `draft_chunk` takes it."""
    return [record.row, record.key, dict(record.values)]


def packed_for(thing: object, root: Path) -> bytes:
    """`thing` as bytes, its paths told from the folder of the project."""
    out = io.BytesIO()
    _Pickler(out, root).dump(thing)
    return out.getvalue()


def unpacked_at(content: bytes, root: Path) -> Any:
    """What `packed_for` had, its paths in this folder. The workers of a cluster are trusted as this machine is."""
    return _Unpickler(io.BytesIO(content), root).load()


def _record(each: list[Any]) -> Record:
    return Record(each[0], each[1], each[2])


class _Project:
    """A project on a worker, in a folder that its owner alone can read.

    Attributes:
        root: the folder.
    """

    def __init__(self, content: bytes, name: str, today: str) -> None:
        from pressroom.runs.plan import plan  # lazy: a worker imports what it needs with its first chunk

        self.root = Path(tempfile.mkdtemp(prefix="pressroom-"))
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            packed.extractall(self.root)
        self._cache = Cache(self.root / ".cache")
        self._plan = plan(self.root, name, self._cache, today)
        self._copies: dict[str, tuple[Copies, Any]] = {}

    def draft(self, piece: int, sizes: dict[str, float], first: Record, records: list[Record], *,
              painted: bool) -> DraftChunk:
        """The draft of these records."""
        from pressroom.paint.run_paper import RunPaper

        key = repr((piece, sorted(sizes.items())))
        if key not in self._copies:
            copies = Copies(self._plan, self._plan.pieces[piece], first, self._cache, sizes)
            self._copies[key] = copies, RunPaper(copies.fit, copies.segments, self._cache)
        copies, paper = self._copies[key]
        return draft(copies, paper if painted else None, records)

    def close(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self.root, ignore_errors=True)


class _Pickler(pickle.Pickler):
    def __init__(self, out: io.BytesIO, root: Path) -> None:
        super().__init__(out, pickle.HIGHEST_PROTOCOL)
        self._root = root

    def persistent_id(self, thing: Any) -> str | None:
        """A path in the project, as told from its folder."""
        if isinstance(thing, Path) and thing.is_relative_to(self._root):
            return thing.relative_to(self._root).as_posix()
        return None


class _Unpickler(pickle.Unpickler):
    def __init__(self, content: io.BytesIO, root: Path) -> None:
        super().__init__(content)
        self._root = root

    def persistent_load(self, told: str) -> Path:
        """The path in this project."""
        return self._root / told
