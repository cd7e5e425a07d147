"""What the pages of runs show: every run, and of one its table, its texts and columns, and the files that were made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pressroom import editions
from pressroom.findings import Finding, Refused
from pressroom.records import replace
from pressroom.runs import tables
from pressroom.runs.looks import fields_of
from pressroom.runs.plan import plan, read
from pressroom.specs.material import MaterialSpec
from pressroom.specs.run import FOLDER, OFFICIALS, RunSpec
from pressroom.stages import Job
from pressroom.studio import run_files, sending
from pressroom.studio.pages import as_data
from pressroom.studio.production import Progress
from pressroom.studio.workspace import Workspace
from pressroom.text import translation

LEFT_OUT = "left-out.csv"
"""The rows that the last run left out, beside its files."""

OUT = "out/runs"


def listed(workspace: Workspace) -> dict[str, Any]:
    """Every run, and the pieces of which one can be begun.

    Raises:
        Refused: the campaign cannot be read.
    """
    job = workspace.job()
    found = []
    for name in run_files.names(workspace):
        try:
            spec: RunSpec | None = read(workspace.root, name)[0]
        except Refused:
            spec = None
        found.append({"name": name, "title": spec.title if spec else name, "isRead": spec is not None,
                      "piece": _title(job, spec.material) if spec else "", "files": len(made(workspace, name))})
    return {"runs": found, "materials": [
        {"name": name, "title": spec.title} for name, spec in job.materials.items()
        if isinstance(spec, MaterialSpec) and "press" in editions.EDITIONS_OF[spec.kind]]}


def state(workspace: Workspace, name: str, language: str) -> dict[str, Any]:
    """Everything of a run that no row is needed for.

    Raises:
        Refused: there is no such run, or the campaign cannot be read.
    """
    run_files.relative_of(workspace, name)
    common = {"name": name, "files": made(workspace, name),
              "production": progress(workspace.production.now, name, language)}
    try:
        spec, _ = read(workspace.root, name)
    except Refused as refused:
        return {**common, "title": name, "isRead": False, "findings": as_data(refused.findings, language)}
    job = workspace.job(spec.material)
    material = job.materials.get(spec.material)
    findings: list[Finding] = []
    try:
        findings += plan(workspace.root, name, workspace.cache, sending.today()).findings
    except Refused as refused:
        findings += refused.findings
    table, columns = _table(workspace, spec, language)
    keys = run_files.keys_of(spec, columns)
    shown = material if isinstance(material, MaterialSpec) else None
    printed = editions.on_paper(shown.formats) if shown else ()
    return {
        **common, "title": spec.title, "isRead": True, "material": spec.material,
        "piece": _title(job, spec.material), "formats": list(spec.formats or printed),
        "everyFormat": list(printed), "table": table,
        "columns": [{"key": key, "name": each} for key, each in keys.items()],
        "used": [{"key": key, "name": each.name, "empty": each.empty} for key, each in spec.columns.items()],
        "texts": _texts(job, shown, spec) if shown else [],
        "parameters": dict(spec.link.parameters) if spec.link else {},
        "link": spec.link.key if spec.link else shown.link if shown and shown.link else "",
        "unsaved": list(workspace.drafts.names()),
        "isDraft": shown is not None and shown.state == "draft", "findings": as_data(findings, language)}


def table_of(workspace: Workspace, spec: RunSpec) -> Path | None:
    """The table of a run; None where it has none, or it is not there."""
    if not spec.records or spec.records == OFFICIALS:
        return None
    path = workspace.root / FOLDER / spec.records
    return path if path.is_file() else None


def columns_of(workspace: Workspace, spec: RunSpec) -> dict[str, str]:
    """The columns of a run's table by their keys; none where it cannot be read."""
    path = table_of(workspace, spec)
    try:
        return run_files.keys_of(spec, tables.table(path).names) if path else {}
    except Refused:
        return {}


def made(workspace: Workspace, name: str) -> list[dict[str, Any]]:
    """The files of a run that are there."""
    return [{"name": path.name, "bytes": path.stat().st_size} for path in files_of(workspace, name)]


def files_of(workspace: Workspace, name: str) -> list[Path]:
    """The same as paths."""
    folder = workspace.root / OUT / name
    order = sorted(folder.glob("*"), key=lambda path: (path.name == LEFT_OUT, path.name))
    return [path for path in order if path.is_file() and not path.is_symlink()
            and (path.suffix == ".pdf" or path.name == LEFT_OUT)]


def progress(now: Progress, name: str, language: str) -> dict[str, Any]:
    """How far the run is, where it is this one's; how it ended, with what was found."""
    own = now.kind == "run" and now.task.get("name") == name
    if not own:
        return {"state": "none", "isBusy": now.is_running}
    translate = translation.translator(language)
    result = now.result
    return {"state": now.state, "isBusy": now.is_running, "done": now.done, "total": now.total,
            "stage": translate(now.name) if now.name else "", "trouble": now.trouble,
            "records": result.get("records", 0), "leftOut": result.get("leftOut", 0),
            "verified": result.get("verified", 0), "judged": result.get("judged", 0),
            "files": list(result.get("files", ())), "findings": as_data(now.findings, language)}


def _table(workspace: Workspace, spec: RunSpec, language: str) -> tuple[dict[str, Any] | None, tuple[str, ...]]:
    """How the table is read, and the names of its columns."""
    path = table_of(workspace, spec)
    if path is None:
        return None, ()
    translate = translation.translator(language)
    try:
        table = tables.table(path)
    except Refused as refused:
        return {"file": path.name, "form": "", "separator": "", "findings": as_data(refused.findings, language)}, ()
    return {"file": path.name, "form": translate(table.form),
            "separator": translate(table.separator) if table.separator else "",
            "findings": as_data([replace(item, source=None) for item in table.remarks], language)}, table.names


def _texts(job: Job, material: MaterialSpec, spec: RunSpec) -> list[dict[str, Any]]:
    """The texts of the piece and the fields of its layout, with what they say in the piece and in the run."""
    layout = job.layouts.get(material.layout)
    if layout is None:
        return []
    own = {name: getattr(words, "long", words) for name, words in material.words.items()}
    found = [{"name": name, "kind": "field", "says": "", "value": spec.words.get(name, "")}
             for name in fields_of(layout) if name not in layout.slots]
    return found + [{"name": name, "kind": "text", "says": str(own.get(name, "")), "value": spec.words.get(name, "")}
                    for name in layout.slots]


def _title(job: Job, material: str) -> str:
    spec = job.materials.get(material)
    return spec.title if spec else material
