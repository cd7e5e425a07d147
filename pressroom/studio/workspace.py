"""The project as the studio works on it: its drafts over its files, read again only where something changed.

The stages are called by one thread, one call after another: they keep fonts, brand, pictures and what was fitted in
memory, and some of the libraries below them allow no second thread.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import ParamSpec, TypeVar

from pressroom import library, load
from pressroom.build import freshness
from pressroom.cache import Cache, key
from pressroom.field_types import NAME
from pressroom.findings import N_, Finding, Refused, finding
from pressroom.specs.letter import FOLDERS
from pressroom.specs.spec_files import CAMPAIGN, is_specification
from pressroom.specs.validate import UNKNOWN_NAME
from pressroom.specs.yaml_spliced import Unspliced, value_of
from pressroom.stages import Job
from pressroom.studio.drafts import Drafts, text_of
from pressroom.studio.events import Events
from pressroom.studio.looks import Asked, Look, Looks
from pressroom.studio.production import Production

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
        run_name, numbers: name this run, and each state that is told in it, in their order: an answer that arrives late
            is known to be older than what a window shows.
        production: builds, and what else is made in a process of its own.
    """

    def __init__(self, root: Path) -> None:
        self.root, self.cache = root, Cache(root / ".cache")
        self.drafts, self.events = Drafts(root), Events()
        self.run_name, self.numbers = secrets.token_hex(4), count(1)
        self._stand_ins: dict[str, str] = {}
        self._looks = Looks(self.cache)
        self._thread = ThreadPoolExecutor(1, "stages")
        self.saving = threading.Lock()
        self.production = Production(root, self.events)

    async def run(self, call: Callable[Arguments, Result], /, *words: Arguments.args,
                  **named: Arguments.kwargs) -> Result:
        """The result of a call of the stages, made in their thread."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: call(*words, **named))

    def close(self) -> None:
        """End the thread and what is being made; what they are at is waited for."""
        self.production.close()
        self._thread.shutdown(wait=True, cancel_futures=True)

    def job(self, *names: str, printer: str = "") -> Job:
        """The project with its drafts; with `names`, what these materials need.

        While the draft of the campaign or of the brand has a mistake, the saved file stands for it: the other pages
        go on, and the mistake is told on the draft's own.

        Raises:
            Refused: the campaign or the brand cannot be read.
        """
        texts = self.texts()
        try:
            return load.job(self.root, names, printer, texts)
        except Refused:
            sound = {relative: text for relative, text in texts.items() if relative not in (CAMPAIGN, load.BRAND)}
            if sound == texts:
                raise
            return load.job(self.root, names, printer, sound)

    def presets(self) -> list[str]:
        """The names of the printers' presets."""
        return [path.stem for path in (self.root / "assets/printers").glob("*.y*ml") if is_specification(path)]

    def look(self, asked: Asked, *, judged: bool = True) -> Look:
        """The sheet of a piece as its draft says; called in the thread of the stages. `judged` as in `Looks.look`.

        Raises:
            Refused: the campaign or the brand cannot be read.
        """
        return self._looks.look(self.job(asked.material, printer=asked.printer), self.state(), asked,
                                judged=judged)

    def found(self, asked: Asked) -> tuple[Finding, ...]:
        """What was found in that sheet's piece, without a picture.

        Raises:
            Refused: the campaign or the brand cannot be read.
        """
        return self._looks.findings(self.job(asked.material, printer=asked.printer), self.state(), asked)

    def content(self, asked: Asked) -> bytes:
        """The file of that sheet.

        Raises:
            Refused: it cannot be laid out.
        """
        return self._looks.content(self.job(asked.material, printer=asked.printer), self.state(), asked)

    def state(self) -> str:
        """Names everything that a sheet is made of: the files of the project, and the drafts over them."""
        drafts = self.texts()
        return key(freshness.of_project(self.root, ""), json.dumps(drafts, sort_keys=True))

    def texts(self) -> dict[str, str]:
        """What stands for the files of the project: the drafts, and for a moment a text `in_place_of` one."""
        return {**self.drafts.texts(), **self._stand_ins}

    def text_of(self, relative: str) -> str:
        """What a file says, with its draft.

        Raises:
            files.Unread: it cannot be read.
        """
        return self.texts().get(relative) or text_of(self.root / relative)

    @contextmanager
    def in_place_of(self, relative: str, text: str) -> Iterator[None]:
        """Within, in the thread of the stages, a file says `text`."""
        self._stand_ins[relative] = text
        try:
            yield
        finally:
            del self._stand_ins[relative]

    def file_of(self, name: str) -> str:
        """The file of a material, by its path in the project.

        Raises:
            Refused: no material has this name, or it is no name at all.
        """
        known = [f"{folder}/{path.name}" for folder in FOLDERS
                 for path in sorted((self.root / folder).glob("*.y*ml")) if f"{folder}/{path.name}" != CAMPAIGN]
        relative = library.material_file(name, known) if NAME.match(name) else ""
        if relative not in known:
            raise Refused([finding(UNKNOWN_NAME, N_("there is no material {name}"), name=name)], exit_code=2)
        return relative

    def is_draft(self, name: str) -> bool:
        """Whether a material has changes that are not saved."""
        return any(Path(relative).stem == name and relative.rpartition("/")[0] in FOLDERS
                   for relative in self.drafts.names())

    def organisation(self) -> str:
        """The publisher's name, for titles; empty while the campaign cannot be read.

        It is read from the file alone: every page asks for it, and the stages have a thread of their own.
        """
        try:
            name = value_of(text_of(self.root / CAMPAIGN), ("organisation", "name"))
        except (OSError, Unspliced):
            return ""
        return name if isinstance(name, str) else ""
