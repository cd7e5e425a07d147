"""The first stage: YAML files to a Job of checked models; all mistakes of all files at once."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from pressroom.cache import Cache
from pressroom.commands import COMMANDS
from pressroom.field_types import NAME
from pressroom.findings import N_, Finding, Place, Refused, Severity, code, finding, joined
from pressroom.models import BaseModel
from pressroom.records import dataclass
from pressroom.specs.brand import BrandSpec
from pressroom.specs.campaign import CampaignSpec
from pressroom.specs.composition import compose
from pressroom.specs.elections import ELECTIONS, ElectionsSpec
from pressroom.specs.inks import ink_findings, spot_findings
from pressroom.specs.layout import LayoutSpec
from pressroom.specs.letter import FOLDERS, FormsSpec, LetterSpec
from pressroom.specs.parts import FOLDER, LayoutPart, PartSpec, parse_part
from pressroom.specs.printer import PrinterSpec
from pressroom.specs.reader import Document, read
from pressroom.specs.running_text import AnyMaterial
from pressroom.specs.screen_colours import screen_colour_findings
from pressroom.specs.validate import validate
from pressroom.stages import Job

Model = TypeVar("Model", bound=BaseModel)

CAMPAIGN = "materials/campaign.yaml"
BRAND = "assets/brand.yaml"
FORMS = "assets/letters/forms.yaml"

FILE_NAME = code(
    "file-name",
    N_("The file's name becomes the piece's name, in commands and in the names of finished files."),
    N_("Use lower-case letters, digits and hyphens, and not the name of a command."))


PART_UNUSED = code(
    "part-unused", N_("A part that no layout uses has no effect."),
    N_("Use it in a layout, as `- {part: NAME}` among the elements, or delete its file."), severity=Severity.WARNING)

# Cache of a long-running process: an unchanged file is not read again, unless it has mistakes.
_Key = tuple[Path, int, int, int]
_MOST_ENTRIES = 1000


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file in the cache.

    Attributes:
        document, spec: its content.
        parts: of a layout: the names of the parts that it uses, and the keys of their files.
    """

    document: Document
    spec: BaseModel
    parts: Mapping[str, _Key | None]


_MEMORY: dict[_Key, _Entry] = {}
_PARTS: dict[_Key, LayoutPart] = {}


def _key(path: Path) -> _Key | None:
    try:
        stamp = path.stat()
    except OSError:
        return None
    return path, stamp.st_mtime_ns, stamp.st_size, stamp.st_ino


class _Reading:
    """Collects specifications, and the findings about those that cannot be read."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.documents: dict[str, Document] = {}
        self.findings: list[Finding] = []
        self.parts = _PartFiles(root, self.documents)

    def one(self, relative: str, model: type[Model]) -> Model | None:
        path = self.root / relative
        key = _key(path)
        entry = _MEMORY.get(key) if key else None
        if entry and all(self.parts.key(name) == stamp for name, stamp in entry.parts.items()):
            self.documents[relative] = entry.document
            for name in entry.parts:
                self.parts.part(name)
            return entry.spec  # type: ignore[return-value]
        try:
            document = self.documents[relative] = read(path, Path(relative))
            used: frozenset[str] = frozenset()
            if model is LayoutSpec:
                document, used = self.compose(document)
                self.documents[relative] = document
            spec = validate(document, model)
        except Refused as refused:
            self.findings.extend(refused.findings)
            return None
        if len(_MEMORY) >= _MOST_ENTRIES:
            _MEMORY.clear()
        if key:
            _MEMORY[key] = _Entry(document, spec, {name: self.parts.key(name) for name in used})
        return spec

    def compose(self, document: Document) -> tuple[Document, frozenset[str]]:
        """A layout with its parts inserted, and their names.

        Raises:
            Refused: the parts have mistakes; the layout's own are among the findings.
        """
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
        for path in sorted((self.root / folder).glob("*.y*ml")):
            relative = f"{folder}/{path.name}"
            if relative in skip or not _specification(path) or (only is not None and path.stem not in only):
                continue
            if not NAME.match(path.stem) or path.stem in COMMANDS or path.stem in specs or path.stem in other_names:
                self.findings.append(finding(
                    FILE_NAME, N_("{name} cannot name a piece"),
                    N_("lower-case letters, digits and hyphens; no name of a command or of another piece"),
                    source=Place(Path(relative)), name=path.stem))
                continue
            spec = self.one(relative, model)
            if spec is not None:
                specs[path.stem] = spec
        return specs


class _PartFiles:
    """The files of layouts/parts; each is read once, when a layout first uses it."""

    def __init__(self, root: Path, documents: dict[str, Document]) -> None:
        self.root, self.documents = root, documents
        paths = [path for path in sorted((root / FOLDER).glob("*.y*ml")) if _specification(path)]
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

    def part(self, name: str) -> LayoutPart:
        if name not in self.read:
            self.read[name] = self._parse(name)
        part = self.read[name]
        if isinstance(part, Refused):
            raise part
        return part

    def _parse(self, name: str) -> LayoutPart | Refused:
        relative, key = f"{FOLDER}/{self.files[name].name}", self.key(name)
        if name in self.twice:
            return Refused([self._misnamed(self.twice[name])])
        part = _PARTS.get(key) if key else None
        try:
            self.documents[relative] = part.document if part else read(self.files[name], Path(relative))
            part = part or parse_part(name, self.documents[relative])
        except Refused as refused:
            return refused
        if len(_PARTS) >= _MOST_ENTRIES:
            _PARTS.clear()
        if key:
            _PARTS[key] = part
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


def job(root: Path, names: Iterable[str] = (), printer: str = "") -> Job:
    """The specifications of the project at `root`; with `names`, only those that these materials need.

    With an unknown name everything is read, so that a message can suggest the right one.

    Raises:
        Refused: the campaign or the brand cannot be read.
    """
    reading = _Reading(root)
    campaign = reading.one(CAMPAIGN, CampaignSpec)
    brand = reading.one(BRAND, BrandSpec)
    requested = set(names)
    stems = {folder: _stems(root / folder) for folder in ("layouts", "assets/printers")}
    material_names = frozenset[str]().union(*(_stems(root / folder) for folder in FOLDERS)) - {"campaign"}
    narrow = bool(requested) and requested <= material_names and campaign is not None
    materials: dict[str, AnyMaterial] = {}
    for folder, model in FOLDERS.items():
        materials |= reading.folder(folder, model, skip=(CAMPAIGN,), only=requested if narrow else None,
                                    other_names=materials)
    layout_names = {spec.layout for spec in materials.values()}
    presses = {printer or campaign.printer, campaign.printer} if campaign else set()
    narrow = narrow and layout_names <= stems["layouts"] and presses <= stems["assets/printers"]
    layouts = reading.folder("layouts", LayoutSpec, only=layout_names if narrow else None)
    if not narrow:
        layouts_read = {name.removeprefix("layouts/").rpartition(".")[0] for name in reading.documents
                        if name.startswith("layouts/") and name.count("/") == 1}
        reading.findings += [*reading.parts.misnamed(), *reading.parts.unused(sure=stems["layouts"] <= layouts_read)]
    printers = reading.folder("assets/printers", PrinterSpec, only=presses if narrow else None)
    if campaign is None or brand is None:
        raise Refused(reading.findings)
    reading.findings += [*ink_findings(brand, reading.documents[BRAND]),
                         *spot_findings(brand, printers, reading.documents),
                         *_screen_colours(root, campaign, brand, printers, reading.documents)]
    has_letters = any(isinstance(spec, LetterSpec) for spec in materials.values())
    forms = reading.one(FORMS, FormsSpec) if has_letters else None
    elections = reading.one(ELECTIONS, ElectionsSpec) if has_letters and (root / ELECTIONS).exists() else None
    return Job(root, campaign, brand, materials, layouts, printers, reading.documents, tuple(joined(reading.findings)),
               material_names, frozenset(stems["assets/printers"]), forms, reading.parts.specs, elections)


def _screen_colours(root: Path, campaign: CampaignSpec, brand: BrandSpec, printers: Mapping[str, PrinterSpec],
                    documents: Mapping[str, Document]) -> Iterator[Finding]:
    """Findings about screen colours, where the campaign's printer has a preset."""
    printer = printers.get(campaign.printer)
    if printer:
        most = min(spec.ink_limit for spec in printers.values())
        yield from screen_colour_findings(brand, documents[BRAND], root / "assets/icc" / printer.condition.profile,
                                          most, Cache(root / ".cache"))


def _stems(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.y*ml") if _specification(path)}


def _specification(path: Path) -> bool:
    """Whether a file is a specification; editors and shared drives write others, whose names begin with a dot."""
    return path.suffix in (".yaml", ".yml") and not path.name.startswith(".")
