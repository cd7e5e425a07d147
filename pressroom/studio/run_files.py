"""Files of runs: begun, changed value by value, and the table beside each of them, which git keeps out."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path

from pressroom import file_moves
from pressroom.build.starting import EXISTS
from pressroom.editions import on_paper
from pressroom.field_types import NAME
from pressroom.files import is_name_everywhere
from pressroom.findings import N_, Finding, Refused, finding
from pressroom.patterns import regex
from pressroom.publish.folder import write_all, write_file
from pressroom.runs import tables
from pressroom.runs.new_run import IGNORED
from pressroom.runs.plan import read
from pressroom.runs.wording import keys_in
from pressroom.specs.document import Location, Tree
from pressroom.specs.material import MaterialSpec
from pressroom.specs.run import FOLDER, OFFICIALS, RunSpec
from pressroom.specs.spec_files import FILE_NAME, SpecFiles
from pressroom.specs.validate import UNKNOWN_NAME
from pressroom.specs.yaml_scalars import quoted
from pressroom.specs.yaml_spliced import Unspliced, spliced, without
from pressroom.studio import history, saving
from pressroom.studio.drafts import text_of
from pressroom.studio.picture_files import safe_stem, unwritable
from pressroom.studio.workspace import Workspace

LONGEST_TITLE = 120

_ENDING = regex(r"\.[a-z]{3,4}")


def names(workspace: Workspace) -> list[str]:
    """The runs of the project."""
    return sorted({path.stem for path in (workspace.root / FOLDER).glob("*.y*ml") if NAME.match(path.stem)})


def relative_of(workspace: Workspace, name: str) -> str:
    """The file of a run, by its path in the project.

    Raises:
        Refused: there is no such run.
    """
    found = [path for path in (workspace.root / FOLDER).glob("*.y*ml") if path.stem == name and NAME.match(name)]
    if not found:
        raise Refused([finding(UNKNOWN_NAME, N_("there is no run {name}"), name=name[:80])], exit_code=2)
    return f"{FOLDER}/{found[0].name}"


def begin(workspace: Workspace, name: str, title: str, material: str) -> None:
    """Write a new run of a material, in the first of its formats.

    Raises:
        Refused: the name cannot be taken, there is no such material, or the disk is full.
    """
    if not NAME.match(name) or not is_name_everywhere(name):
        raise Refused([finding(FILE_NAME, N_("{name} cannot name a run"),
                               N_("lower-case letters, digits and hyphens"), name=name[:80])])
    if name in names(workspace) or name in workspace.job().names:  # proofs and packages are asked for by name
        raise Refused([finding(EXISTS, N_("{name} exists already"), name=name)])
    spec = workspace.job().materials.get(material)
    if not isinstance(spec, MaterialSpec):
        raise Refused([finding(UNKNOWN_NAME, N_("there is no material {name}"), name=material[:80])], exit_code=2)
    shape = (*on_paper(spec.formats), *spec.formats)[0]
    text = f"title: {quoted(title)}\nmaterial: {material}\nformats: [{shape}]\n"
    prepare(workspace.root)
    write_file(workspace.root / FOLDER / f"{name}.yaml", text.encode())


def prepare(root: Path) -> Path:
    """The folder of runs, of which git keeps nothing but specifications.

    Raises:
        Refused: it cannot be written.
    """
    folder = root / FOLDER
    if not (folder / ".gitignore").exists():
        write_all(folder, {".gitignore": IGNORED.encode()})
    return folder


def change(workspace: Workspace, name: str, changes: Mapping[Location, Tree]) -> None:
    """Write values into the file of a run; None removes one.

    Raises:
        Refused: the file cannot be changed there, what it would say is no run, or the disk is full.
    """
    relative = relative_of(workspace, name)
    with workspace.saving:
        path = workspace.root / relative
        before = text = text_of(path)
        try:
            for location, value in changes.items():
                text = without(text, location) if value is None else spliced(text, location, value)
        except Unspliced:
            raise saving.refusal(relative) from None
        if text == before:
            return
        files = SpecFiles(workspace.root, {relative: text})
        if files.one(relative, RunSpec) is None:
            raise Refused(files.findings)
        history.keep(workspace.root, relative, before)
        write_file(path, saving.encoded(path, text))
    workspace.events.tell("run", name=name)


def set_words(workspace: Workspace, name: str, target: str, text: str, columns: Mapping[str, str]) -> None:
    """Write what a text of the piece says in this run; empty, it says what the piece says.

    Raises:
        Refused: as `change`.
    """
    spec, _ = read(workspace.root, name)
    words = {key: each for key, each in {**spec.words, target: text}.items() if each.strip()}
    changes = dict[Location, Tree](_columns(spec, [*words.values(), *_parameters(spec).values()], columns))
    # Keys come first: a text that names one which is not there yet would be refused.
    change(workspace, name, {**changes, ("words", target): text if text.strip() else None})


def set_parameters(workspace: Workspace, name: str, link: str, parameters: Mapping[str, str],
                   columns: Mapping[str, str]) -> None:
    """Write what is added to the address of the code.

    Raises:
        Refused: as `change`.
    """
    spec, _ = read(workspace.root, name)
    changes = dict[Location, Tree](_columns(spec, [*spec.words.values(), *parameters.values()], columns))
    value: dict[str, Tree] = {"key": spec.link.key if spec.link else link}
    if spec.link and spec.link.address:
        value["address"] = spec.link.address
    if parameters:
        value["parameters"] = dict[str, Tree](parameters)
    change(workspace, name, {**changes, ("link",): value if len(value) > 1 else None})


def set_empty(workspace: Workspace, name: str, key: str, *, allowed: bool) -> None:
    """Write whether rows may leave a column empty.

    Raises:
        Refused: the run has no such column, or as `change`.
    """
    spec, _ = read(workspace.root, name)
    if key not in spec.columns:
        raise Refused([finding(UNKNOWN_NAME, N_("the run has no column {name}"), name=key[:80])], exit_code=2)
    column = spec.columns[key].name
    change(workspace, name, {("columns", key): {"name": column, "empty": "true"} if allowed else column})


def keys_of(spec: RunSpec | None, columns: tuple[str, ...]) -> dict[str, str]:
    """A key for each column of a table: the run's own, or one made from its name."""
    known = {" ".join(column.name.casefold().split()): key for key, column in (spec.columns if spec else {}).items()}
    taken, found = set(known.values()), dict[str, str]()
    for number, name in enumerate(columns, 1):
        key = known.get(" ".join(name.casefold().split()))
        if key is None:
            key = base = _key(name) or f"column-{number}"
            count = 1
            while key in taken:
                count += 1
                key = f"{base}-{count}"
        taken.add(key)
        found.setdefault(key, name)
    return found


def _key(name: str) -> str:
    stem = safe_stem(f"{name}.x")
    return "" if stem.startswith("picture") and "picture" not in name.lower() else stem


def _parameters(spec: RunSpec) -> Mapping[str, str]:
    return spec.link.parameters if spec.link else {}


def _columns(spec: RunSpec, texts: list[str], columns: Mapping[str, str]) -> dict[Location, Tree]:
    """What changes among a run's columns when its texts are these: used ones come, those no longer used go."""
    used = {key for text in texts for key in keys_in(text)}
    before = {key for text in (*spec.words.values(), *_parameters(spec).values()) for key in keys_in(text)}
    kept = {*spec.order, spec.key, spec.link.address if spec.link else None, *keys_in(spec.name),
            *((spec.picture.column, *keys_in(spec.picture.alt)) if spec.picture else ())}
    come: dict[Location, Tree] = {("columns", key): columns[key] for key in sorted(used - spec.columns.keys())
                                  if key in columns}
    return {**come, **{("columns", key): None for key in before - used - kept if key in spec.columns}}


def arriving(root: Path, name: str) -> Path:
    """An empty file of this user's, to which a table is written as it arrives.

    Raises:
        Refused: the disk is full, or forbids it.
    """
    ending = Path(name).suffix.lower()
    path = prepare(root) / f".{secrets.token_hex(8)}{ending if _ENDING.fullmatch(ending) else '.part'}"
    try:
        path.touch(0o600, exist_ok=False)
    except OSError as trouble:
        raise unwritable(path.parent, trouble) from None
    return path


def take_table(workspace: Workspace, name: str, arrived: Path) -> None:
    """Put a table that has arrived beside its run, in place of the one before; it is called as the run.

    Raises:
        Refused: it is no table, or the disk is full.
    """
    relative_of(workspace, name)
    try:
        tables.table(arrived)
    except Refused as refused:
        raise Refused([_bare(item) for item in refused.findings]) from None
    spec, _ = read(workspace.root, name)
    target = workspace.root / FOLDER / f"{name}{arrived.suffix}"
    try:
        file_moves.replace(arrived, target)
    except OSError as trouble:
        raise unwritable(target.parent, trouble) from None
    change(workspace, name, {("records",): target.name})
    old = workspace.root / FOLDER / (spec.records or "-")
    if spec.records and spec.records != OFFICIALS and old.stem == name and old != target:
        old.unlink(missing_ok=True)  # it was put there for this run alone, and has people's data
    workspace.events.tell("run", name=name)


def _bare(item: Finding) -> Finding:
    """A finding about a file that has only just arrived: its name here says nothing to anybody."""
    from pressroom.records import replace

    return replace(item, source=None)
