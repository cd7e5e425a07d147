"""The first stage: YAML files to a Job of checked models; every mistake of every file at once."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from pressroom.commands import COMMANDS
from pressroom.field_types import NAME
from pressroom.findings import N_, Finding, Place, Refused, Severity, code, finding, joined
from pressroom.specs.brand import BrandSpec
from pressroom.specs.campaign import CampaignSpec
from pressroom.specs.composition import composed
from pressroom.specs.inks import judged, spots_of_presets
from pressroom.specs.layout import LayoutSpec
from pressroom.specs.letter import FOLDERS, FormsSpec, LetterSpec
from pressroom.specs.parts import FOLDER, Part, PartSpec, checked
from pressroom.specs.printer import PrinterSpec
from pressroom.specs.reader import Document, read
from pressroom.specs.running_text import AnyMaterial
from pressroom.specs.validate import validate
from pressroom.stages import Job

Model = TypeVar("Model", bound=BaseModel)

CAMPAIGN = "materials/campaign.yaml"
BRAND = "assets/brand.yaml"
FORMS = "assets/letters/forms.yaml"

FILE_NAME = code(
    "file-name",
    N_("The file's name becomes the piece's name, in commands and in the names of what is made."),
    N_("Call it with small letters, digits and hyphens, and not like a command."))


PART_UNUSED = code(
    "part-unused", N_("A part that no layout uses changes nothing, however it is edited."),
    N_("Use it in a layout, as `- {part: NAME}` among the elements, or delete its file."), severity=Severity.WARNING)

# In a process that stays, a file that is as it was is not read again; one with mistakes always is.
_Key = tuple[Path, int, int, int]
_MOST_READ = 1000


@dataclass(frozen=True, slots=True)
class _Known:
    """A file that was read before.

    Attributes:
        document, spec: what it holds.
        parts: of a layout: the names of the parts that it uses, and the keys of their files.
    """

    document: Document
    spec: BaseModel
    parts: Mapping[str, _Key | None]


_READ: dict[_Key, _Known] = {}


def _key(path: Path) -> _Key | None:
    try:
        stamp = path.stat()
    except OSError:
        return None
    return path, stamp.st_mtime_ns, stamp.st_size, stamp.st_ino


class _Reading:
    """Collects what could be read, and every finding about what could not."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.documents: dict[str, Document] = {}
        self.findings: list[Finding] = []
        self.parts = _PartFiles(root, self.documents)

    def one(self, relative: str, model: type[Model]) -> Model | None:
        path = self.root / relative
        key = _key(path)
        known = _READ.get(key) if key else None
        if known and all(self.parts.key(name) == stamp for name, stamp in known.parts.items()):
            self.documents[relative] = known.document
            for name in known.parts:
                self.parts.part(name)
            return known.spec  # type: ignore[return-value]
        try:
            document = self.documents[relative] = read(path, Path(relative))
            used: frozenset[str] = frozenset()
            if model is LayoutSpec:
                document, used = self.composed(document)
                self.documents[relative] = document
            spec = validate(document, model)
        except Refused as refused:
            self.findings.extend(refused.findings)
            return None
        if len(_READ) >= _MOST_READ:
            _READ.clear()
        if key:
            _READ[key] = _Known(document, spec, {name: self.parts.key(name) for name in used})
        return spec

    def composed(self, document: Document) -> tuple[Document, frozenset[str]]:
        """A layout with its parts put in, and the names of these.

        Raises:
            Refused: something is wrong with them; the layout's own mistakes are among the findings.
        """
        made = composed(document, self.parts)
        if made.findings:
            self.documents[document.file.as_posix()] = made.document
            try:
                validate(made.document, LayoutSpec)
            except Refused as refused:
                raise Refused([*made.findings, *refused.findings]) from None
            raise Refused(made.findings)
        return made.document, made.parts

    def folder(self, folder: str, model: type[Model], skip: Iterable[str] = (),
               only: Container[str] | None = None, taken: Container[str] = ()) -> dict[str, Model]:
        """Every file of a folder, by its name; `taken` names stand in another folder already."""
        found: dict[str, Model] = {}
        for path in sorted((self.root / folder).glob("*.y*ml")):
            relative = f"{folder}/{path.name}"
            if relative in skip or not _specification(path) or (only is not None and path.stem not in only):
                continue
            if not NAME.match(path.stem) or path.stem in COMMANDS or path.stem in found or path.stem in taken:
                self.findings.append(finding(
                    FILE_NAME, N_("{name} cannot name a piece"),
                    N_("small letters, digits and hyphens; no command's name, no other piece's"),
                    source=Place(Path(relative)), name=path.stem))
                continue
            spec = self.one(relative, model)
            if spec is not None:
                found[path.stem] = spec
        return found


class _PartFiles:
    """The files of layouts/parts; each is read once, when a layout first asks for it."""

    def __init__(self, root: Path, documents: dict[str, Document]) -> None:
        self.root, self.documents = root, documents
        paths = [path for path in sorted((root / FOLDER).glob("*.y*ml")) if _specification(path)]
        self.files = {path.stem: path for path in reversed(paths)}
        self.twice = {path.stem: path for path in paths if self.files[path.stem] != path}
        self.names = frozenset(name for name in self.files if NAME.match(name))
        self.read: dict[str, Part | Refused] = {}
        self.keys: dict[str, _Key | None] = {}

    def key(self, name: str) -> _Key | None:
        """What tells the part's file from another version of it, as it was before it was read; None without one."""
        if name not in self.keys:
            clear = name in self.files and name not in self.twice
            self.keys[name] = _key(self.files[name]) if clear else None
        return self.keys[name]

    def part(self, name: str) -> Part:
        if name not in self.read:
            self.read[name] = self._read(name)
        found = self.read[name]
        if isinstance(found, Refused):
            raise found
        return found

    def _read(self, name: str) -> Part | Refused:
        relative = f"{FOLDER}/{self.files[name].name}"
        self.key(name)
        if name in self.twice:
            return Refused([self._misnamed(self.twice[name])])
        try:
            document = self.documents[relative] = read(self.files[name], Path(relative))
            return checked(name, document)
        except Refused as refused:
            return refused

    @property
    def specs(self) -> dict[str, PartSpec]:
        """The parts that were read, by name."""
        return {name: found.spec for name, found in sorted(self.read.items()) if isinstance(found, Part)}

    def misnamed(self) -> list[Finding]:
        """Findings about files that cannot name a part."""
        return [self._misnamed(self.files[name]) for name in sorted(set(self.files) - self.names)]

    @staticmethod
    def _misnamed(path: Path) -> Finding:
        return finding(FILE_NAME, N_("{name} cannot name a part"),
                       N_("small letters, digits and hyphens; no other part's name"),
                       source=Place(Path(f"{FOLDER}/{path.name}")), name=path.stem)

    def unused(self, *, sure: bool) -> Iterator[Finding]:
        """Findings about parts that no layout uses, where that is sure, and about the mistakes of these."""
        for name in sorted(self.names - set(self.read)):
            found = self.read[name] = self._read(name)
            if isinstance(found, Refused):
                yield from found.findings
            elif sure:
                yield finding(PART_UNUSED, N_("no layout uses the part {name}"),
                              source=found.document.place(), name=name)


def job(root: Path, names: Iterable[str] = (), printer: str = "") -> Job:
    """Everything that the project at `root` says; with `names`, what these materials need of it.

    A name that stands for no file makes all be read after all, so that a message can say what was meant.

    Raises:
        Refused: the campaign or the brand cannot be read, so nothing else can be understood.
    """
    reading = _Reading(root)
    campaign = reading.one(CAMPAIGN, CampaignSpec)
    brand = reading.one(BRAND, BrandSpec)
    wanted = set(names)
    stems = {folder: _stems(root / folder) for folder in ("layouts", "assets/printers")}
    named = frozenset[str]().union(*(_stems(root / folder) for folder in FOLDERS)) - {"campaign"}
    narrow = bool(wanted) and wanted <= named and campaign is not None
    materials: dict[str, AnyMaterial] = {}
    for folder, model in FOLDERS.items():
        materials |= reading.folder(folder, model, skip=(CAMPAIGN,), only=wanted if narrow else None, taken=materials)
    asked = {spec.layout for spec in materials.values()}
    presses = {printer or campaign.printer} if campaign else set()
    narrow = narrow and asked <= stems["layouts"] and presses <= stems["assets/printers"]
    layouts = reading.folder("layouts", LayoutSpec, only=asked if narrow else None)
    if not narrow:
        known = {path.stem for path in map(Path, reading.documents) if path.parent == Path("layouts")}
        reading.findings += [*reading.parts.misnamed(), *reading.parts.unused(sure=stems["layouts"] <= known)]
    printers = reading.folder("assets/printers", PrinterSpec, only=presses if narrow else None)
    if campaign is None or brand is None:
        raise Refused(reading.findings)
    reading.findings += [*judged(brand, reading.documents[BRAND]),
                         *spots_of_presets(brand, printers, reading.documents)]
    writes = any(isinstance(spec, LetterSpec) for spec in materials.values())
    forms = reading.one(FORMS, FormsSpec) if writes else None
    return Job(root, campaign, brand, materials, layouts, printers, reading.documents, tuple(joined(reading.findings)),
               named, frozenset(stems["assets/printers"]), forms, reading.parts.specs)


def _stems(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.y*ml") if _specification(path)}


def _specification(path: Path) -> bool:
    """Whether a file is meant to be read; editors and shared drives keep files of their own, which begin with a dot."""
    return path.suffix in (".yaml", ".yml") and not path.name.startswith(".")
