"""What is built first after a change: the sheet that its author looks at, then what else is made of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pressroom import editions, load
from pressroom.build.request import BuildRequest
from pressroom.findings import Refused
from pressroom.records import dataclass, replace
from pressroom.stages import Job


@dataclass
class LookedAt:
    """The material whose author waits for it.

    Attributes:
        name: that was built first after the last change; empty before anything was changed.
        shown: whose page a browser shows; empty where none does.
    """

    name: str = ""
    shown: str = ""

    def steps(self, request: BuildRequest, changed: Iterable[Path]) -> Iterator[BuildRequest]:
        """The requests that come before the whole one: the first file, that format's other files, the other formats.

        None where nothing that was changed belongs to one material more than to others, or the project has mistakes,
        which the whole build reports.
        """
        try:
            self.name = self._material(request, tuple(changed))
            job = load.job(request.root, (self.name,) if self.name else (), request.printer)
        except Refused:
            return
        spec = job.materials.get(self.name)
        formats = [] if spec is None else [name for name in spec.formats if request.format in ("", name)]
        if spec is None or not formats:
            return
        first = replace(request, names=(self.name,), format=formats[0])
        made = editions.made_of(spec.kind, formats[0], request.editions, draft=spec.state == "draft")
        if len(made) > 1:
            yield replace(first, editions=made[:1])
        every = replace(first, format="") if len(formats) > 1 and not request.format else first
        yield from (step for step in dict.fromkeys((first, every)) if step != request)

    def _material(self, request: BuildRequest, changed: tuple[Path, ...]) -> str:
        """A changed material, or one that uses what was changed.

        Where there are several, the one that is shown, or that came first the last time.
        """
        root, known = request.root, request.names
        own = sorted(path.stem for path in changed if path.is_relative_to(root / "materials")
                     and path.stem != "campaign" and path.suffix in (".yaml", ".yml"))
        if named := [name for name in own if not known or name in known]:
            return self._preferred(named)
        layouts = {path.stem for path in changed if path.parent == root / "layouts"}
        if layouts and (using := _using(load.job(root, known), layouts)):
            return self._preferred(using)
        if self.shown and self.shown in load.job(root, known).materials:
            return self.shown
        return self.name or (known[0] if known else "")

    def _preferred(self, names: list[str]) -> str:
        return next((name for name in (self.shown, self.name) if name in names), names[0])


def _using(job: Job, layouts: set[str]) -> list[str]:
    return [name for name, spec in job.materials.items() if spec.layout in layouts]
