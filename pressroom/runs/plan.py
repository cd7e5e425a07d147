"""A run as it was read: its material in each format with places for a record's words, and what of it varies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pressroom import load, resolve
from pressroom.cache import Cache
from pressroom.editions import on_paper
from pressroom.elements.context import Link, Words
from pressroom.elements.field import FieldElement, field_style, style_name
from pressroom.findings import DID_YOU_MEAN, N_, Finding, Refused, code, finding, nearest
from pressroom.records import dataclass, field, replace
from pressroom.runs.addresses import address_findings, with_parameters
from pressroom.runs.wording import Template, keys_in, stand_ins, template
from pressroom.specs.document import Document, Origin, Tree
from pressroom.specs.material import MaterialSpec
from pressroom.specs.run import FOLDER, RunSpec
from pressroom.specs.spec_files import SpecFiles
from pressroom.stages import Job, Piece
from pressroom.type.typography import polish

NO_SUCH_RUN = code("no-such-run", N_("The command names a run that has no file."),
                   N_("Runs are files of materials/runs; `render.py new NAME --run MATERIAL` writes one."))
RUN_NAME = code("run-name", N_("A name in a run refers to nothing: there is no such column, format or text."),
                N_("Correct the spelling, or add an entry of this name."))
RUN_KIND = code("run-kind", N_("Copies for records are made of posters, triptychs and leaflets; letters have their own "
                               "command."), N_("Name another material, or use `render.py letters`."))

RUN_SCALED = code("run-scaled", N_("Copies for records are written at their final size; a sheet that is delivered at a "
                                   "scale is longer than a page can be."), N_("Choose a smaller format."))
RUN_MEMBERS = code("run-members",
                   N_("Each member prints a copy of their own, or hears it read aloud: not the file of all others."),
                   N_("Write as: files, or edition: press."))


@dataclass(frozen=True, slots=True)
class Plan:
    """A run, read and resolved.

    Attributes:
        name: of its file.
        spec, document: its file.
        job: the project, with the run's words in the material's place.
        pieces: of each format, the piece with places for a record's words.
        parameters: texts of what is added to the address of the material's link, by name.
        today: the day against which links expire.
        findings: what was seen so far.
    """

    name: str
    spec: RunSpec
    document: Document
    job: Job
    pieces: tuple[Piece, ...]
    parameters: Mapping[str, Template | str] = field(default_factory=dict)
    today: str = ""
    findings: tuple[Finding, ...] = ()

    def link(self, base: Link, values: Mapping[str, str]) -> Link:
        """The material's link for one record."""
        spec = self.spec.link
        if spec is None or (not spec.parameters and not spec.address):
            return base
        address = values[spec.address] if spec.address else base.href
        added = {name: text if isinstance(text, str) else text.filled(values, plain=True)
                 for name, text in self.parameters.items()}
        href = with_parameters(address, added)
        return replace(base, href=href, payload=href)  # never in capitals: what is added is told from its other case


def read(root: Path, name: str) -> tuple[RunSpec, Document]:
    """The file of a run.

    Raises:
        Refused: there is none, or it has mistakes.
    """
    files = SpecFiles(root)
    path = next((path for ending in ("yaml", "yml") if (path := root / FOLDER / f"{name}.{ending}").is_file()), None)
    if path is None or Path(name).name != name:
        known = sorted(each.stem for each in (root / FOLDER).glob("*.y*ml"))
        near = nearest(name, known)
        hint = DID_YOU_MEAN if near else N_("there is: {known}") if known else ""
        raise Refused([finding(NO_SUCH_RUN, N_("there is no run {name}"), hint, name=name, near=near,
                               known=", ".join(known))], exit_code=2)
    relative = path.relative_to(root).as_posix()
    spec = files.one(relative, RunSpec)
    if spec is None:
        raise Refused(files.findings)
    return spec, files.documents[relative]


def plan(root: Path, name: str, cache: Cache, today: str = "") -> Plan:
    """A run of the project.

    Raises:
        Refused: it, its material or the project has mistakes.
    """
    spec, document = read(root, name)
    job = load.job(root, (spec.material,), spec.printer or "")
    material = _material(job, spec, document)
    findings = [item for item in job.findings if item.fails]
    findings += _of_names(job, material, spec, document)
    if findings:
        raise Refused(findings)
    job = _with_words(job, spec, document, material)
    printer = spec.printer or job.campaign.printer
    pieces = []
    for format_name in spec.formats or on_paper(material.formats):
        choice = resolve.Choice(spec.material, format_name, spec.edition, printer, today)
        piece = resolve.piece(job, choice, cache)
        if piece.scale != 1.0:
            raise Refused([finding(
                RUN_SCALED, N_("{format} is delivered at a scale, and copies are made at their size"),
                source=document.place(("formats" if spec.formats else "material",)), format=format_name)])
        pieces.append(_with_fields(job, piece, spec, document, material))
    parameters = {key: template(text) or text for key, text in (spec.link.parameters if spec.link else {}).items()}
    return Plan(name, spec, document, job, tuple(pieces), parameters, today,
                tuple(address_findings(job, spec, document)))


def _material(job: Job, spec: RunSpec, document: Document) -> MaterialSpec:
    material = job.materials.get(spec.material)
    if material is None:
        broken = [item for item in job.findings if item.fails]
        near = nearest(spec.material, job.names)
        raise Refused(broken or [finding(RUN_NAME, N_("there is no material {name}"),
                                         DID_YOU_MEAN if near else "", source=document.place(("material",)),
                                         name=spec.material, near=near)])
    if not isinstance(material, MaterialSpec):
        raise Refused([finding(RUN_KIND, N_("{name} is a {kind}, of which no run is made"),
                               source=document.place(("material",)), name=spec.material, kind=material.kind)])
    return material


def _of_names(job: Job, material: MaterialSpec, spec: RunSpec, document: Document) -> Iterator[Finding]:
    """Findings about formats, texts and columns that a run names and that are not there."""
    if spec.edition == "members" and spec.made_as == "one":
        yield finding(RUN_MEMBERS, N_("a run for members makes a file for each record"), N_("write as: files"),
                      source=document.place(("edition",)))
    for number, each in enumerate(spec.formats):
        if each not in on_paper(material.formats):
            yield finding(RUN_NAME, N_("{material} has no format {name}: {known}"),
                          source=document.place(("formats", number)), material=spec.material, name=each,
                          known=", ".join(on_paper(material.formats)))
    layout = job.layouts.get(material.layout)
    fields = {element.field for _, element in layout.every_element()
              if isinstance(element, FieldElement)} if layout else set[str]()
    for name in spec.words:
        if layout and name not in layout.slots and name not in fields:
            near = nearest(name, [*layout.slots, *fields])
            yield finding(RUN_NAME, N_("the layout {layout} shows no {name}"),
                          DID_YOU_MEAN if near else N_("it shows: {known}"),
                          source=document.place(("words", name), of_key=True), layout=material.layout, name=name,
                          near=near, known=", ".join([*layout.slots, *sorted(fields)]))
    for at, key in _keys(spec):
        if key not in spec.columns and not (at[0] == "name" and key == "row"):
            near = nearest(key, spec.columns)
            yield finding(RUN_NAME, N_("{name} is no column of the run"),
                          DID_YOU_MEAN if near else N_("there is: {known}"), source=document.place(at), name=key,
                          near=near, known=", ".join(spec.columns) or "-")


def _keys(spec: RunSpec) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every key of a column that a run names, with its place."""
    texts: list[tuple[tuple[str | int, ...], str]] = [(("words", name), text) for name, text in spec.words.items()]
    texts += [(("name",), spec.name)]
    if spec.link:
        texts += [(("link", "parameters", name), text) for name, text in spec.link.parameters.items()]
        if spec.link.address:
            yield ("link", "address"), spec.link.address
    if spec.picture:
        texts += [(("picture", "alt"), spec.picture.alt)]
        yield ("picture", "column"), spec.picture.column
    if spec.key:
        yield ("key",), spec.key
    for number, key in enumerate(spec.order):
        yield ("order", number), key
    for at, text in texts:
        for key in keys_in(text):
            yield at, key


def _with_words(job: Job, spec: RunSpec, document: Document, material: MaterialSpec) -> Job:
    """The project with the run's words, link and places in those of the material."""
    slots = job.layouts[material.layout].slots if material.layout in job.layouts else {}
    own = {name: text for name, text in spec.words.items() if name in slots}
    changes: dict[str, object] = {"words": {**material.words, **own}}
    if spec.link:
        changes["link"] = spec.link.key
    path = next(path for path in job.documents if Path(path).stem == spec.material and path.startswith("materials/"))
    before = job.documents[path]
    origins = dict(before.origins)
    for name in own:
        origins["words", name] = Origin(document, ("words", name))
    if spec.link:
        at = ("link", "key") if document.has(("link", "key")) else ("link",)
        origins[("link",)] = Origin(document, at)
    tree: dict[str, Tree] = dict(before.tree) if isinstance(before.tree, dict) else {}
    words: dict[str, Tree] = dict(own)
    written = tree.get("words")
    tree["words"] = {**written, **words} if isinstance(written, dict) else words
    return replace(job, materials={**job.materials, spec.material: material.model_copy(update=changes)},
                   documents={**job.documents, path: replace(before, origins=origins, tree=tree)},
                   record=stand_ins(spec.columns))


def _with_fields(job: Job, piece: Piece, spec: RunSpec, document: Document, material: MaterialSpec) -> Piece:
    """The piece with the run's words in its fields, polished."""
    fields = {}
    chosen = resolve.rules(job, material)
    for name, text in spec.words.items():
        if name not in job.layouts[material.layout].slots:
            lines = [polish(line, piece.language, chosen).text for line in text.split("\n")]
            fields[name] = Words("\n".join(lines), document.place(("words", name)), name)
    styles = {style_name(element.field): field_style(piece.spec.styles[element.style], piece.format.short)
              for _, element in piece.spec.every_element() if isinstance(element, FieldElement)}
    layout = piece.spec.model_copy(update={"styles": {**piece.spec.styles, **styles}})
    return replace(piece, spec=layout, fields=fields, record=True)
