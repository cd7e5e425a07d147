"""What a resident process keeps in memory, so that its forks find it there: modules, specifications, fonts, words."""

from __future__ import annotations

import gc
import importlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from pressroom import editions, load, preflight, resolve
from pressroom.build import fingerprint, freshness
from pressroom.build.briefing import brief_of
from pressroom.build.edition import reviewed
from pressroom.cache import Cache
from pressroom.paint import paint
from pressroom.resident.request import PACKAGE
from pressroom.stages import Job
from pressroom.text import translation

_COMMANDS_OWN = frozenset(("__main__",))


def import_all() -> None:
    """Import every module of the program, and what preflight takes."""
    top = Path(PACKAGE)
    for path in sorted(top.rglob("*.py")):
        parts = path.relative_to(top.parent).with_suffix("").parts
        if parts[-1] not in _COMMANDS_OWN and parts[1] not in ("sample", "starter"):
            importlib.import_module(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    preflight.import_all()
    for language in translation.LANGUAGES:
        translation.translator(language)


class Kept:
    """The project as it was last read; caches of the modules that read it hold what is kept.

    Attributes:
        root: of the project.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._job: Job | None = None

    def warm(self) -> None:
        """Make one piece of each kind, in memory only, so that everything it takes is imported and read."""
        self.refresh()
        job = self._job
        for choice in _one_of_each_kind(job) if job else ():
            with suppress(Exception):  # mistakes in the project are the command's to report
                self._make(job, choice)
        gc.collect()
        gc.freeze()  # the collector writes to what it looks at, and a fork then copies the page

    def refresh(self) -> None:
        """Read what has changed in the project."""
        with suppress(Exception):
            freshness.of_project(self.root, None)
            self._job = load.job(self.root)

    def _make(self, job: Job | None, choice: resolve.Choice) -> None:
        assert job is not None
        cache = Cache(self.root / ".cache")
        piece = resolve.piece(job, choice, cache)
        fingerprint.of_piece(piece)
        sheets, _ = reviewed(piece, cache)
        preflight.judge(paint(sheets, cache).content, brief_of(sheets))


def _one_of_each_kind(job: Job) -> Iterator[resolve.Choice]:
    """The first format of the first material of each kind, in the first edition that it has."""
    kinds: set[str] = set()
    for name, spec in job.materials.items():
        if spec.kind not in kinds and spec.formats:
            kinds.add(spec.kind)
            edition = next(iter(editions.fitted_as(editions.made_of(spec.kind, spec.formats[0]))))
            yield resolve.Choice(name, spec.formats[0], edition, job.campaign.printer)
