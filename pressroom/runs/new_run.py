"""The file of a new run: every column of a table under a short key, ready to be put into texts."""

from __future__ import annotations

import json
import shutil
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from pressroom.build.starting import EXISTS
from pressroom.editions import on_paper
from pressroom.elements.field import FieldElement
from pressroom.field_types import NAME
from pressroom.findings import N_, Place, Refused, finding, nearest
from pressroom.runs import tables
from pressroom.runs.plan import RUN_KIND, RUN_NAME
from pressroom.specs.material import MaterialSpec
from pressroom.specs.run import FOLDER
from pressroom.specs.spec_files import FILE_NAME
from pressroom.stages import Job
from pressroom.text.translation import Translate, filled

IGNORED = "*\n!*.yaml\n!*.yml\n!.gitignore\n"
"""What git is told in the folder of runs: tables and pictures of people are not kept."""
_MOST_KEY = 40


def new_run(job: Job, name: str, material: str, table: Path | None, translate: Translate) -> dict[str, str]:
    """The files of a new run, by their paths in the project: its YAML, and what git ignores beside it.

    Raises:
        Refused: there is a run or a piece of that name, or no such material, or the table cannot be read.
    """
    if not NAME.match(name):
        raise Refused([finding(FILE_NAME, N_("{name} cannot name a piece"), name=name)], exit_code=2)
    path = f"{FOLDER}/{name}.yaml"
    if (job.root / path).exists() or name in job.names:  # proofs and packages are asked for by name
        raise Refused([finding(EXISTS, N_("{name} exists already"), name=name, source=Place(Path(path)))])
    spec = job.materials.get(material)
    if spec is None:
        near = nearest(material, job.materials)
        raise Refused([finding(RUN_NAME, N_("there is no material {name}"), N_("did you mean {near}?") if near else "",
                               name=material, near=near)], exit_code=2)
    if not isinstance(spec, MaterialSpec):
        raise Refused([finding(RUN_KIND, N_("{name} is a {kind}, of which no run is made"), name=material,
                               kind=spec.kind)], exit_code=2)
    columns = keys_of(tables.table(table).names) if table else {}
    text = _yaml(job, material, spec, table, columns, translate)
    ignore = f"{FOLDER}/.gitignore"
    return {path: text} if (job.root / ignore).exists() else {path: text, ignore: IGNORED}


def take_table(root: Path, table: Path) -> Path:
    """The table in the folder of runs: where it is, or copied there."""
    target = root / FOLDER / table.name
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(table, target)
        target.chmod(0o600)
    return target


def keys_of(names: Iterable[str]) -> dict[str, str]:
    """Short keys for the names of columns, each another."""
    found: dict[str, str] = {}
    for number, name in enumerate(names, 1):
        plain = "".join(sign for sign in unicodedata.normalize("NFKD", name.lower()) if sign.isascii())
        words = "".join(sign if sign.isalnum() else " " for sign in plain).split()
        key = "-".join(words)[:_MOST_KEY].strip("-") or f"column-{number}"
        while key in found:
            key = f"{key}-{number}"
        found[key] = name
    return found


def _yaml(job: Job, material: str, spec: MaterialSpec, table: Path | None, columns: dict[str, str],
          translate: Translate) -> str:
    def said(sentence: str, **values: str) -> str:
        return f"# {filled(translate(sentence), values)}"
    keys = [*columns] or ["practice"]
    layout = job.layouts.get(spec.layout)
    elements = [element for _, element in layout.every_element()] if layout else []
    fields = [element.field for element in elements if isinstance(element, FieldElement)]
    lines = [
        said(N_("One copy for each row of the table. Run it: render.py run NAME")),
        f"title: {_quoted(spec.title)}", f"material: {material}", f"formats: [{', '.join(on_paper(spec.formats))}]",
        said(N_("beside this file; git does not keep it")),
        f"records: {table.name if table else 'table.csv'}",
        said(N_("the columns of the table, by the keys that texts name them by")), "columns:",
        *(f"  {key}: {_quoted(name)}" for key, name in (columns or {"practice": "Cabinet"}).items()),
        said(N_("texts in place of the material's, and of its fields, with {place}"), place=f"{{record.{keys[0]}}}"),
        *_words(keys, fields), *_link(spec, keys, said(N_("what is added to the address of the code"))),
        said(N_("one: all in one file; files: a file for each record")), "as: one", ""]
    return "\n".join(lines)


def _words(keys: Sequence[str], fields: Sequence[str]) -> list[str]:
    shown = "\\n".join(f"{{record.{key}}}" for key in keys[:3])
    if fields:
        return ["words:", f'  {dict.fromkeys(fields).popitem()[0]}: "{shown}"']
    return ["# words:", f'#   headline: "... {{record.{keys[0]}}}"']


def _link(spec: MaterialSpec, keys: Sequence[str], remark: str) -> list[str]:
    if spec.link is None:
        return []
    return [remark, f'# link: {{key: {spec.link}, parameters: {{c: "{{record.{keys[-1]}}}"}}}}']


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
