"""The first stage: YAML files to a Job of checked models; all mistakes of all files at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from pressroom.cache import Cache
from pressroom.findings import Finding, Refused, joined
from pressroom.specs.brand import BrandSpec
from pressroom.specs.campaign import CampaignSpec
from pressroom.specs.document import Document
from pressroom.specs.elections import ELECTIONS, ElectionsSpec
from pressroom.specs.inks import ink_findings, spot_findings
from pressroom.specs.layout import LayoutSpec
from pressroom.specs.letter import FOLDERS, FormsSpec, LetterSpec
from pressroom.specs.printer import PrinterSpec
from pressroom.specs.running_text import AnyMaterial
from pressroom.specs.screen_colours import screen_colour_findings
from pressroom.specs.spec_files import CAMPAIGN, SpecFiles, is_specification
from pressroom.stages import Job

BRAND = "assets/brand.yaml"
FORMS = "assets/letters/forms.yaml"


def job(root: Path, names: Iterable[str] = (), printer: str = "",
        texts: Mapping[str, str] = MappingProxyType({})) -> Job:
    """The specifications of the project at `root`; with `names`, only those that these materials need.

    With an unknown name everything is read, so that a message can suggest the right one. `texts` stand for what the
    files of these paths have.

    Raises:
        Refused: the campaign or the brand cannot be read.
    """
    reading = SpecFiles(root, texts)
    campaign = reading.one(CAMPAIGN, CampaignSpec)
    brand = reading.one(BRAND, BrandSpec)
    requested = set(names)
    stems = {folder: _stems(root / folder) for folder in ("layouts", "assets/printers")}
    material_names = _material_names(root, texts)
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


def _material_names(root: Path, texts: Iterable[str]) -> frozenset[str]:
    """Every material that has a file, or a text in place of one."""
    written = {Path(each).stem for each in texts if each.rpartition("/")[0] in FOLDERS}
    return frozenset(written).union(*(_stems(root / folder) for folder in FOLDERS)) - {"campaign"}


def _stems(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.y*ml") if is_specification(path)}
