"""What pieces depended on when they were last resolved, so that an untouched piece is not resolved again.

Resolving a piece takes 5 ms, which five hundred pieces need at each change of one of them. What a piece depends on can
only change when a file changes that it may read: its material, the campaign, layouts, assets or the program. While the
hash of those is the same, the piece's hash of inputs is known, and the paths of its files with it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path

from pressroom import files
from pressroom.cache import Cache, key
from pressroom.program import of_files, of_program
from pressroom.records import dataclass
from pressroom.resolve import Choice
from pressroom.specs.spec_files import CAMPAIGN
from pressroom.stages import Job

_ENGINE = "known inputs 1"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one piece in one edition.

    Attributes:
        inputs: the hash of its inputs.
        paths: of its files.
    """

    inputs: str
    paths: tuple[str, ...]


class KnownInputs:
    """Of every piece of a project and a folder of finished files, as of the last build."""

    def __init__(self, job: Job, out: Path, cache: Cache, shared: str) -> None:
        """`shared` is what `of_shared_files` gave before the project was read."""
        self._job, self._cache, self._shared = job, cache, shared
        self._name = key(_ENGINE, os.path.realpath(job.root), os.path.realpath(out))
        self._materials = {Path(path).stem: path for path in job.documents if path.startswith("materials/")}
        self._before = _stored(cache.get(self._name))
        self._now = dict(self._before)

    def get(self, choice: Choice, editions: Sequence[str]) -> Known | None:
        """What is known of a piece and these editions; None when anything may have changed."""
        record = self._before.get(_named(choice, editions))
        return Known(record[1], tuple(record[2])) if record and record[0] == self._basis(choice) else None

    def put(self, choice: Choice, editions: Sequence[str], known: Known) -> None:
        """Note it for the next build, where there are files of it."""
        if known.paths:
            self._now[_named(choice, editions)] = (self._basis(choice), known.inputs, list(known.paths))

    def save(self) -> None:
        """Store it, without pieces that are gone; not at all when shared files changed while the build read them."""
        kept = {name: record for name, record in self._now.items() if name.partition("\n")[0] in self._job.names}
        if kept != self._before and of_shared_files(self._job.root, self._cache) == self._shared:
            self._cache.put(self._name, json.dumps(kept).encode())

    def _basis(self, choice: Choice) -> str:
        """The hash of all that the piece may depend on; of its material's text as it was read."""
        file = self._materials[choice.material]
        text = "\n".join((self._shared, repr(choice), file, *self._job.documents[file].lines))
        return hashlib.sha256(text.encode()).hexdigest()


def of_shared_files(root: Path, cache: Cache) -> str:
    """The hash of all files that any piece may depend on."""
    return "\n".join((of_program(cache), of_files(root, ("layouts", "assets"), cache), _digest(root / CAMPAIGN)))


def _digest(path: Path) -> str:
    try:
        return files.digest(path)
    except OSError:
        return ""


_Record = tuple[str, str, list[str]]


def _named(choice: Choice, editions: Sequence[str]) -> str:
    return "\n".join((choice.material, choice.format, choice.edition, choice.printer, *editions))


def _stored(content: bytes | None) -> dict[str, _Record]:
    """The records; none when they are damaged."""
    try:
        return {name: (str(basis), str(inputs), [str(path) for path in paths])
                for name, (basis, inputs, paths) in json.loads(content or b"{}").items()}
    except (ValueError, TypeError, AttributeError, RecursionError):
        return {}
