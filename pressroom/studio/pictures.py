"""The pictures of the project: what each is, and which pieces show it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pressroom import library
from pressroom.artwork import drawings, photographs, placed_pages
from pressroom.artwork.photographs import PictureFacts
from pressroom.artwork.photographs.files import PICTURES
from pressroom.findings import N_, Finding, Place, Refused, finding
from pressroom.records import dataclass
from pressroom.specs.document import Location, Tree, value_at
from pressroom.specs.layout import LayoutSpec
from pressroom.specs.validate import UNKNOWN_NAME
from pressroom.specs.yaml_spliced import Unspliced, value_of
from pressroom.stages import Job
from pressroom.studio.drafts import text_of
from pressroom.studio.pages import as_data
from pressroom.studio.workspace import Workspace
from pressroom.type.typefaces import Typefaces

FOLDER = PICTURES.as_posix()
KEYS = ("file", "alt", "focus", "credit", "licence", "people", "consent", "page", "treatment")
"""What a material says of its picture."""

_NO_PICTURES = (".md", ".txt", ".yaml", ".yml", ".part")
_SIGN = "sorting.svg"  # drawn beside the imprint where the campaign asks for it


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file is.

    Attributes:
        kind: `photograph`, `drawing` or `page` of a PDF; empty where it cannot be read.
        size: in pixels, in units of a drawing, or in points of a page.
        facts: of a photograph.
        findings: why it cannot be read, or what else is to be known.
    """

    kind: str
    size: tuple[float, float]
    facts: PictureFacts | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Use:
    """One place of the project that names a picture.

    Attributes:
        relative: of the file.
        location: of the mapping that has `file:`; empty where the file cannot be read.
        name: of the material; empty for a layout and for the campaign.
        title: of the piece or the layout.
        can_change: whether the name there can be another one.
        is_replaced: whether a draft names something else there, and the saved file still has the picture.
    """

    relative: str
    location: Location
    name: str
    title: str
    can_change: bool = True
    is_replaced: bool = False


def names(root: Path) -> list[str]:
    """The pictures by their names in assets/pictures, the newest first."""
    folder = root / PICTURES
    found = [path for path in folder.rglob("*") if path.is_file() and path.suffix.lower() not in _NO_PICTURES
             and not any(part.startswith(".") for part in path.relative_to(folder).parts)
             and not path.name.upper().startswith(("LICENSE", "LICENCE", "README"))]
    found.sort(key=lambda path: (-path.stat().st_mtime_ns // 1_000_000_000, path.name))
    return [path.relative_to(folder).as_posix() for path in found]


def path_of(workspace: Workspace, name: str) -> Path:
    """The file of a picture.

    Raises:
        Refused: no picture has this name.
    """
    if name not in names(workspace.root):
        raise Refused([finding(UNKNOWN_NAME, N_("there is no picture {name}"), name=name[:200].replace("\0", "?"))],
                      exit_code=2)
    return workspace.root / PICTURES / name


def seen(workspace: Workspace, path: Path) -> Seen:
    """What a file is, read where pictures of pieces are read; nothing is raised for one that cannot be."""
    place = Place(path.relative_to(workspace.root) if path.is_relative_to(workspace.root) else Path(path.name))
    try:
        return _read(workspace, path, place)
    except Refused as refused:
        return Seen("", (0, 0), None, tuple(refused.findings))


def _read(workspace: Workspace, path: Path, place: Place) -> Seen:
    if path.suffix.lower() == ".svg":
        box = drawings.drawing(path, workspace.cache, place, Typefaces(workspace.root / "assets/fonts")).view_box
        return Seen("drawing", (box.width, box.height))
    if placed_pages.is_pdf(path):
        page = placed_pages.inspect(path, 1, workspace.cache, place)
        job = workspace.job()
        printer = job.printers.get(job.campaign.printer)
        found = placed_pages.page_findings(page, "press", printer.standard, set()) if printer else []
        return Seen("page", page.size, None, tuple(found))
    facts = photographs.inspect(path, workspace.cache, place)
    return Seen("photograph", facts.pixels, facts, facts.findings)


def uses(workspace: Workspace, job: Job) -> dict[str, list[Use]]:
    """Where each picture is named, as the drafts have it."""
    known = names(workspace.root)
    found: dict[str, list[Use]] = {name: [] for name in known}
    by_name = {alias: name for name in known for alias in (name, f"{FOLDER}/{name}")}
    for relative, tree, is_saved in _trees(workspace, job):
        name, title = _owner(job, relative)
        for location, value in _files(tree, ()):
            own = found.get(by_name.get(value.strip(), ""), [])
            if not any((use.relative, use.location) == (relative, location) for use in own):
                own.append(Use(relative, location, name, title, is_replaced=is_saved))
    if _SIGN in found and job.campaign.imprint.sorting_sign:
        found[_SIGN].append(Use("materials/campaign.yaml", (), "", "campaign.yaml", can_change=False))
    for name in sorted(job.names - job.materials.keys()):  # it cannot be read; it may name any picture
        relative = workspace.file_of(name)
        if relative in job.documents:
            continue
        text = text_of(workspace.root / relative)
        for picture in known:
            if picture in text:
                found[picture].append(Use(relative, (), name, name, can_change=False))
    return found


def _trees(workspace: Workspace, job: Job) -> Iterator[tuple[str, Tree, bool]]:
    """Every specification, and once more as its file has it where a draft says something else."""
    yield from ((relative, document.tree, False) for relative, document in job.documents.items())
    for relative in workspace.drafts.names():
        try:
            yield relative, value_of(text_of(workspace.root / relative)), True
        except (OSError, Unspliced):
            continue


def listed(workspace: Workspace, language: str) -> list[dict[str, Any]]:
    """Every picture with what it is and who shows it, for the browser."""
    job = workspace.job()
    used = uses(workspace, job)
    return [_entry(workspace, name, _shown(used[name]), language) for name in used]


def entry(workspace: Workspace, name: str, language: str) -> dict[str, Any]:
    """One picture, likewise, with what the pieces say of it.

    Raises:
        Refused: there is none of this name.
    """
    path_of(workspace, name)
    job = workspace.job()
    own = _shown(uses(workspace, job)[name])
    values = [{"name": use.name, "title": use.title, "location": list(use.location),
               "values": said(job, use)} for use in own if use.name and use.location]
    return {**_entry(workspace, name, own, language), "said": values, "targets": targets(job)}


def said(job: Job, use: Use) -> dict[str, Tree]:
    """What a piece says of its picture."""
    tree = value_at(job.documents[use.relative].tree, use.location)
    return {key: tree[key] for key in KEYS if key in tree} if isinstance(tree, dict) else {}


def slots(layout: LayoutSpec) -> list[Location]:
    """Where a material of the layout names pictures of its own."""
    places = dict.fromkeys(_slot(location) for location, element in layout.every_element()
                           if element.kind == "picture" and not getattr(element, "file", None))
    if layout.picture and not any(len(place) == 1 for place in places) and not layout.panels:
        places[("picture",)] = None
    return list(places)


def targets(job: Job) -> list[dict[str, Any]]:
    """The pieces that can show a picture, with each place for one and what stands there."""
    found = []
    for name, spec in sorted(job.materials.items()):
        layout = job.layouts.get(spec.layout)
        document = job.documents[library.material_file(name, job.documents)]
        for place in slots(layout) if layout else ():
            now = value_at(document.tree, (*place, "file"))
            found.append({"name": name, "title": spec.title, "location": list(place), "file": now})
    return found


def _shown(own: list[Use]) -> list[Use]:
    return [use for use in own if not use.is_replaced]


def _slot(location: Location) -> Location:
    """The place in a material for a picture that a layout has at `location`."""
    return (*location[:2], "picture") if location[0] in ("panels", "sheets") else ("picture",)


def _entry(workspace: Workspace, name: str, own: list[Use], language: str) -> dict[str, Any]:
    path = workspace.root / PICTURES / name
    what = seen(workspace, path)
    status = path.stat()
    return {"name": name, "kind": what.kind, "size": [round(side) for side in what.size], "bytes": status.st_size,
            "version": f"{status.st_mtime_ns:x}",
            "format": what.facts.format if what.facts else path.suffix[1:].upper(),
            "findings": as_data(what.findings, language),
            "uses": [{"name": use.name, "title": use.title, "file": use.relative} for use in own]}


def _owner(job: Job, relative: str) -> tuple[str, str]:
    """The material whose file this is, and the title of what it is."""
    stem, folder = Path(relative).stem, relative.partition("/")[0]
    if folder == "materials" and stem in job.materials:
        return stem, job.materials[stem].title
    if folder == "layouts" and stem in job.layouts:
        return "", job.layouts[stem].title
    return "", relative


def _files(tree: Tree, at: Location) -> Iterator[tuple[Location, str]]:
    """Every mapping with a key `file`, by its location."""
    if isinstance(tree, dict):
        if isinstance(tree.get("file"), str):
            yield at, str(tree["file"])
        for key, value in tree.items():
            yield from _files(value, (*at, key))
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            yield from _files(value, (*at, number))
