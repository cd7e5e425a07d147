"""The project as the studio works on it: its drafts over its files, read again only where something changed.

The stages are called by one thread, one call after another: they keep fonts, brand, pictures and what was fitted in
memory, and some of the libraries below them allow no second thread.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import ParamSpec, TypeVar

from pressroom import library, load
from pressroom.build import freshness
from pressroom.cache import Cache, key
from pressroom.field_types import NAME
from pressroom.findings import N_, Refused, finding
from pressroom.specs.letter import FOLDERS
from pressroom.specs.spec_files import CAMPAIGN
from pressroom.specs.validate import UNKNOWN_NAME
from pressroom.stages import Job
from pressroom.studio.drafts import Drafts
from pressroom.studio.events import Events
from pressroom.studio.looks import Asked, Look, Looks

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class Workspace:
    """A project that is open in the studio.

    Attributes:
        root: its folder.
        cache: of the stages.
        drafts: what is typed and not saved.
        events: what open pages are told.
        saving: held while a file is written.
    """

    def __init__(self, root: Path) -> None:
        self.root, self.cache = root, Cache(root / ".cache")
        self.drafts, self.events = Drafts(root), Events()
        self._looks = Looks(self.cache)
        self._thread = ThreadPoolExecutor(1, "stages")
        self.saving = threading.Lock()

    async def run(self, call: Callable[Arguments, Result], /, *words: Arguments.args,
                  **named: Arguments.kwargs) -> Result:
        """The result of a call of the stages, made in their thread."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: call(*words, **named))

    def close(self) -> None:
        """End the thread; what it is doing is waited for."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    def job(self, *names: str, printer: str = "") -> Job:
        """The project with its drafts; with `names`, what these materials need.

        Raises:
            Refused: the campaign or the brand cannot be read.
        """
        return load.job(self.root, names, printer, self.drafts.texts())

    def look(self, asked: Asked) -> Look:
        """The sheet of a piece as its draft says; called in the thread of the stages.

        Raises:
            Refused: the campaign or the brand cannot be read.
        """
        return self._looks.look(self.job(asked.material, printer=asked.printer), self._state(), asked)

    def content(self, asked: Asked) -> bytes:
        """The file of that sheet.

        Raises:
            Refused: it cannot be laid out.
        """
        return self._looks.content(self.job(asked.material, printer=asked.printer), self._state(), asked)

    def _state(self) -> str:
        """Names everything that a sheet is made of: the files of the project, and the drafts over them."""
        drafts = self.drafts.texts()
        return key(freshness.of_project(self.root, ""), json.dumps(drafts, sort_keys=True))

    def file_of(self, name: str) -> str:
        """The file of a material, by its path in the project; `campaign` has one, too.

        Raises:
            Refused: no material has this name, or it is no name at all.
        """
        known = [CAMPAIGN, *(f"{folder}/{path.name}" for folder in FOLDERS
                             for path in sorted((self.root / folder).glob("*.y*ml")))]
        if name == "campaign":
            return CAMPAIGN
        relative = library.material_file(name, known) if NAME.match(name) else ""
        if relative not in known:
            raise Refused([finding(UNKNOWN_NAME, N_("there is no material {name}"), name=name)], exit_code=2)
        return relative

    def is_draft(self, name: str) -> bool:
        """Whether a material has changes that are not saved."""
        draft = self.drafts.get(self.file_of(name))
        return draft is not None and draft.is_changed

    def organisation(self) -> str:
        """The publisher's name, for titles; empty while the campaign cannot be read."""
        try:
            return self.job().campaign.organisation.name
        except Refused:
            return ""
