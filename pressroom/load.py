"""The first stage: YAML files to a Job of checked models; every mistake of every file at once."""

from __future__ import annotations

from collections.abc import Container, Iterable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from pressroom.commands import COMMANDS
from pressroom.field_types import NAME
from pressroom.findings import N_, Finding, Place, Refused, code, finding
from pressroom.specs.brand import BrandSpec
from pressroom.specs.campaign import CampaignSpec
from pressroom.specs.inks import judged, spots_of_presets
from pressroom.specs.layout import LayoutSpec
from pressroom.specs.letter import FOLDERS, FormsSpec, LetterSpec
from pressroom.specs.printer import PrinterSpec
from pressroom.specs.reader import Document, read
from pressroom.specs.validate import validate
from pressroom.specs.written import AnyMaterial
from pressroom.stages import Job

Model = TypeVar("Model", bound=BaseModel)

CAMPAIGN = "materials/campaign.yaml"
BRAND = "assets/brand.yaml"
FORMS = "assets/letters/forms.yaml"

FILE_NAME = code(
    "file-name",
    N_("The file's name becomes the piece's name, in commands and in the names of what is made."),
    N_("Call it with small letters, digits and hyphens, and not like a command."))


# In a process that stays, a file that is as it was is not read again; one with mistakes always is.
_Key = tuple[Path, int, int, int]
_READ: dict[_Key | None, tuple[Document, BaseModel]] = {}
_MOST_READ = 1000


class _Reading:
    """Collects what could be read, and every finding about what could not."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.documents: dict[str, Document] = {}
        self.findings: list[Finding] = []

    def one(self, relative: str, model: type[Model]) -> Model | None:
        path = self.root / relative
        try:
            stamp = path.stat()
            key = (path, stamp.st_mtime_ns, stamp.st_size, stamp.st_ino)
        except OSError:
            key = None
        if key in _READ:
            document, spec = _READ[key]
            self.documents[relative] = document
            return spec  # type: ignore[return-value]
        try:
            document = read(path, Path(relative))
            self.documents[relative] = document
            made = validate(document, model)
        except Refused as refused:
            self.findings.extend(refused.findings)
            return None
        if len(_READ) >= _MOST_READ:
            _READ.clear()
        if key:
            _READ[key] = (document, made)
        return made

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
    printers = reading.folder("assets/printers", PrinterSpec, only=presses if narrow else None)
    if campaign is None or brand is None:
        raise Refused(reading.findings)
    reading.findings += [*judged(brand, reading.documents[BRAND]),
                         *spots_of_presets(brand, printers, reading.documents)]
    writes = any(isinstance(spec, LetterSpec) for spec in materials.values())
    forms = reading.one(FORMS, FormsSpec) if writes else None
    return Job(root, campaign, brand, materials, layouts, printers, reading.documents, tuple(reading.findings),
               named, frozenset(stems["assets/printers"]), forms)


def _stems(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.y*ml") if _specification(path)}


def _specification(path: Path) -> bool:
    """Whether a file is meant to be read; editors and shared drives keep files of their own, which begin with a dot."""
    return path.suffix in (".yaml", ".yml") and not path.name.startswith(".")
