"""The specifications of a project, file by file: each is read and checked once, and kept until it changes.

What was checked is kept twice: in memory, for a process that goes on, by the file's size, times and inode; and in the
cache, for the next run, by the file's content and the program's version. A file with mistakes is never kept.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pressroom import files
from pressroom.cache import Cache, key
from pressroom.commands import COMMANDS
from pressroom.field_types import NAME
from pressroom.findings import N_, Finding, Place, Refused, Severity, code, finding
from pressroom.models import BaseModel
from pressroom.program import of_program
from pressroom.records import dataclass
from pressroom.specs.document import Document
from pressroom.specs.layout import LayoutSpec
from pressroom.specs.parts import FOLDER, LayoutPart, PartSpec
from pressroom.specs.stored import store, stored

Model = TypeVar("Model", bound=BaseModel)

CAMPAIGN = "materials/campaign.yaml"

FILE_NAME = code(
    "file-name",
    N_("The file's name becomes the piece's name, in commands and in the names of finished files."),
    N_("Use lower-case letters, digits and hyphens, and not the name of a command, nor one that Windows keeps for a "
       "device, such as con or nul."))


PART_UNUSED = code(
    "part-unused", N_("A part that no layout uses has no effect."),
    N_("Use it in a layout, as `- {part: NAME}` among the elements, or delete its file."), severity=Severity.WARNING)

# In memory: by path, time of change, size and inode.
_Key = tuple[Path, int, int, int]
_MOST_ENTRIES = 1000
_ENGINE = "specification 1"


@dataclass(frozen=True, slots=True)
class _Checked:
    """A file in the cache.

    Attributes:
        document, spec: its content.
        parts: of a layout: the names of the parts that it uses, and the checksums of their files.
    """

    document: Document
    spec: BaseModel
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _InMemory:
    """The same in memory, with the keys of the parts' files."""

    checked: _Checked
    parts: Mapping[str, _Key | None]


_MEMORY: dict[_Key, _InMemory] = {}
_PARTS: dict[_Key, LayoutPart] = {}


def _key(path: Path) -> _Key | None:
    try:
        stamp = path.stat()
    except OSError:
        return None
    return path, stamp.st_mtime_ns, stamp.st_size, stamp.st_ino


class SpecFiles:
    """Collects specifications, and the findings about those that cannot be read.

    A text of `texts`, by the file's path in the project, stands for what the file has: somebody is changing it.
    """

    def __init__(self, root: Path, texts: Mapping[str, str] = MappingProxyType({})) -> None:
        self.root, self.cache, self.texts = root, Cache(root / ".cache"), texts
        self.documents: dict[str, Document] = {}
        self.findings: list[Finding] = []
        self.parts = _PartFiles(root, self.documents, self.cache)

    def one(self, relative: str, model: type[Model]) -> Model | None:
        """The specification in a file; None, and findings, when it has mistakes."""
        if relative in self.texts:
            return self._of_text(relative, model)
        path = self.root / relative
        stamp = _key(path)
        entry = _MEMORY.get(stamp) if stamp else None
        if entry and all(self.parts.key(name) == part for name, part in entry.parts.items()):
            return self._taken(relative, entry.checked)  # type: ignore[no-any-return]
        name = _name(self.cache, path, relative, model)
        checked = stored(self.cache, name) if name else None
        if not isinstance(checked, _Checked) or any(
                self.parts.digest(part) != digest for part, digest in checked.parts.items()):
            try:
                checked = self._check(path, relative, model)
            except Refused as refused:
                self.findings.extend(refused.findings)
                return None
            if name and name == _name(self.cache, path, relative, model):  # not changed while it was read
                store(self.cache, name, checked)
        if len(_MEMORY) >= _MOST_ENTRIES:
            _MEMORY.clear()
        if stamp:
            _MEMORY[stamp] = _InMemory(checked, {part: self.parts.key(part) for part in checked.parts})
        return self._taken(relative, checked)  # type: ignore[no-any-return]

    def _of_text(self, relative: str, model: type[Model]) -> Model | None:
        from pressroom.specs.reader import parsed  # lazy, as below
        from pressroom.specs.validate import validate

        try:
            self.documents[relative] = parsed(self.texts[relative], Path(relative))
            return validate(self.documents[relative], model)
        except Refused as refused:
            self.findings.extend(refused.findings)
            return None

    def _taken(self, relative: str, checked: _Checked) -> Any:
        self.documents[relative] = checked.document
        for part in checked.parts:
            self.parts.part(part)
        return checked.spec

    def _check(self, path: Path, relative: str, model: type[BaseModel]) -> _Checked:
        """A file, read and checked.

        Raises:
            Refused: with every mistake in it.
        """
        from pressroom.specs.reader import read  # lazy: what an earlier run has read needs no parser
        from pressroom.specs.validate import validate

        document, used = read(path, Path(relative)), frozenset[str]()
        self.documents[relative] = document
        if model is LayoutSpec:
            document, used = self.compose(document)
            self.documents[relative] = document
        return _Checked(document, validate(document, model), {part: self.parts.digest(part) for part in sorted(used)})

    def compose(self, document: Document) -> tuple[Document, frozenset[str]]:
        """A layout with its parts inserted, and their names.

        Raises:
            Refused: the parts have mistakes; the layout's own are among the findings.
        """
        from pressroom.specs.composition import compose  # lazy, as above
        from pressroom.specs.validate import validate

        composition = compose(document, self.parts)
        if composition.findings:
            self.documents[document.file.as_posix()] = composition.document
            try:
                validate(composition.document, LayoutSpec)
            except Refused as refused:
                raise Refused([*composition.findings, *refused.findings]) from None
            raise Refused(composition.findings)
        return composition.document, composition.parts

    def folder(self, folder: str, model: type[Model], skip: Iterable[str] = (),
               only: Container[str] | None = None, other_names: Container[str] = ()) -> dict[str, Model]:
        """Every file of a folder, by its name; `other_names` names stand in another folder already."""
        specs: dict[str, Model] = {}
        texts = {self.root / each for each in self.texts if each.rpartition("/")[0] == folder}
        for path in sorted({*(self.root / folder).glob("*.y*ml"), *texts}):
            relative = f"{folder}/{path.name}"
            if relative in skip or not is_specification(path) or (only is not None and path.stem not in only):
                continue
            if (not NAME.match(path.stem) or not files.is_name_everywhere(path.stem) or path.stem in COMMANDS
                    or path.stem in specs or path.stem in other_names):
                self.findings.append(finding(
                    FILE_NAME, N_("{name} cannot name a piece"),
                    N_("lower-case letters, digits and hyphens; no name of a command, of another piece, or of a device "
                       "of Windows, such as con"),
                    source=Place(Path(relative)), name=path.stem))
                continue
            spec = self.one(relative, model)
            if spec is not None:
                specs[path.stem] = spec
        return specs


class _PartFiles:
    """The files of layouts/parts; each is read once, when a layout first uses it."""

    def __init__(self, root: Path, documents: dict[str, Document], cache: Cache) -> None:
        self.root, self.documents, self.cache = root, documents, cache
        paths = [path for path in sorted((root / FOLDER).glob("*.y*ml")) if is_specification(path)]
        self.files = {path.stem: path for path in reversed(paths)}
        self.twice = {path.stem: path for path in paths if self.files[path.stem] != path}
        self.names = frozenset(name for name in self.files if NAME.match(name))
        self.read: dict[str, LayoutPart | Refused] = {}
        self.keys: dict[str, _Key | None] = {}

    def key(self, name: str) -> _Key | None:
        """The version of the part's file before it was read; None without a file."""
        if name not in self.keys:
            clear = name in self.files and name not in self.twice
            self.keys[name] = _key(self.files[name]) if clear else None
        return self.keys[name]

    def digest(self, name: str) -> str:
        """The checksum of the part's file; empty without one."""
        try:
            return files.digest(self.files[name]) if self.key(name) else ""
        except OSError:
            return ""

    def part(self, name: str) -> LayoutPart:
        if name not in self.read:
            self.read[name] = self._parse(name)
        part = self.read[name]
        if isinstance(part, Refused):
            raise part
        return part

    def _parse(self, name: str) -> LayoutPart | Refused:
        relative, stamp = f"{FOLDER}/{self.files[name].name}", self.key(name)
        if name in self.twice:
            return Refused([self._misnamed(self.twice[name])])
        part = _PARTS.get(stamp) if stamp else None
        try:
            part = part or self._read(name, relative)
        except Refused as refused:
            return refused
        self.documents[relative] = part.document
        if len(_PARTS) >= _MOST_ENTRIES:
            _PARTS.clear()
        if stamp:
            _PARTS[stamp] = part
        return part

    def _read(self, name: str, relative: str) -> LayoutPart:
        """The part in a file.

        Raises:
            Refused: with every mistake in it.
        """
        stored_as = _name(self.cache, self.files[name], relative, PartSpec)
        part = stored(self.cache, stored_as) if stored_as else None
        if not isinstance(part, LayoutPart):
            from pressroom.specs.parts import parse_part
            from pressroom.specs.reader import read

            self.documents[relative] = read(self.files[name], Path(relative))
            part = parse_part(name, self.documents[relative])
            if stored_as and stored_as == _name(self.cache, self.files[name], relative, PartSpec):
                store(self.cache, stored_as, part)
        return part

    @property
    def specs(self) -> dict[str, PartSpec]:
        """The parts that were read, by name."""
        return {name: part.spec for name, part in sorted(self.read.items()) if isinstance(part, LayoutPart)}

    def misnamed(self) -> list[Finding]:
        """Findings about files that cannot name a part."""
        return [self._misnamed(self.files[name]) for name in sorted(set(self.files) - self.names)]

    @staticmethod
    def _misnamed(path: Path) -> Finding:
        return finding(FILE_NAME, N_("{name} cannot name a part"),
                       N_("lower-case letters, digits and hyphens; no name of another part"),
                       source=Place(Path(f"{FOLDER}/{path.name}")), name=path.stem)

    def unused(self, *, sure: bool) -> Iterator[Finding]:
        """Findings about parts that no layout uses, with `sure`, and about their mistakes."""
        for name in sorted(self.names - set(self.read)):
            part = self.read[name] = self._parse(name)
            if isinstance(part, Refused):
                yield from part.findings
            elif sure:
                yield finding(PART_UNUSED, N_("no layout uses the part {name}"),
                              source=part.document.place(), name=name)


def _name(cache: Cache, path: Path, relative: str, model: type[BaseModel]) -> str:
    """The key in the cache of a file with this content; empty when it cannot be read."""
    try:
        return key(_ENGINE, of_program(cache), relative, model.__name__, files.content(path))
    except OSError:
        return ""


def is_specification(path: Path) -> bool:
    """Whether a file is a specification; editors and shared drives write others, whose names begin with a dot."""
    return path.suffix in (".yaml", ".yml") and not path.name.startswith(".")
