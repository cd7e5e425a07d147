"""What the pages of printers show: every preset, and its requirements as a form."""

from __future__ import annotations

from typing import Any

from pressroom import library
from pressroom.build.new_preset import new_preset
from pressroom.field_types import NAME
from pressroom.findings import N_, Refused, finding
from pressroom.publish.folder import write_file
from pressroom.sheet.units import to_mm
from pressroom.specs.conditions import CONDITIONS
from pressroom.specs.document import Document, Tree, value_at
from pressroom.specs.new_printer import defaults
from pressroom.specs.spec_files import is_specification
from pressroom.specs.validate import UNKNOWN_NAME
from pressroom.studio import file_drafts
from pressroom.studio.settings import Setting, group, section, setting
from pressroom.studio.workspace import Workspace
from pressroom.text.translation import translator

FOLDER = "assets/printers"
_STANDARDS = ("PDF/X-4", "PDF/X-1a:2003")


def file_of(workspace: Workspace, name: str) -> str:
    """The file of a preset.

    Raises:
        Refused: there is none of this name.
    """
    known = [f"{FOLDER}/{path.name}" for path in sorted((workspace.root / FOLDER).glob("*.y*ml"))
             if is_specification(path)]
    relative = library.spec_file(FOLDER, name, known) if NAME.match(name) else ""
    if relative not in known:
        raise Refused([finding(UNKNOWN_NAME, N_("there is no printer {name}"), name=name[:200].replace("\0", "?"))],
                      exit_code=2)
    return relative


def every(workspace: Workspace) -> list[dict[str, Any]]:
    """Every preset; `title` alone of one that cannot be read.

    Raises:
        Refused: the campaign or the brand cannot be read.
    """
    job = workspace.job()
    found = []
    for name in sorted(workspace.presets()):
        spec = job.printers.get(name)
        about = {"name": name, "title": spec.title if spec else name, "isRead": spec is not None,
                 "isCampaigns": name == job.campaign.printer}
        if spec:
            document = job.documents[file_of(workspace, name)]
            about |= {"standard": spec.standard, "condition": spec.condition.identifier,
                      "bleed": value_at(document.tree, ("bleed",)) or f"{to_mm(spec.bleed):.3g}mm",
                      "limit": f"{spec.ink_limit:g}",
                      "imprint": ", ".join(part for part in (spec.imprint.name, spec.imprint.address) if part)}
        found.append(about)
    return found


def state(workspace: Workspace, relative: str, language: str) -> dict[str, Any]:
    """The form of a preset; without fields where the file cannot be read.

    Raises:
        Refused: the file is gone.
    """
    draft = file_drafts.state(workspace, relative, language)
    document = file_drafts.document(workspace, relative)
    return {**draft, "findings": file_drafts.findings(workspace, relative, language),
            "sections": _sections(document) if document else []}


def begin(workspace: Workspace, name: str, base: str, language: str) -> None:
    """Write a new preset with the requirements of another.

    Raises:
        Refused: the name cannot be taken, or there is no such preset.
    """
    text = new_preset(workspace.job(), name, base, (), translator(language))
    write_file(workspace.root / FOLDER / f"{name}.yaml", text.encode())


def _sections(document: Document) -> list[dict[str, Any]]:
    def one(*location: str, way: str = "line", needed: bool = False) -> list[Setting]:
        return setting(document, location, way, needed=needed, key="printer-" + "-".join(location),
                       default=value_at(defaults(), location))
    return [
        section("printer-who", [group("", [one("title", needed=True), one("imprint", "name"), one("imprint", "address"),
                                           one("contact", "name"), one("contact", "email"), one("contact", "phone")])]),
        section("printer-file", [group("", [
            _select(document, "standard", [(each, "") for each in _STANDARDS]), _condition(document),
            one("bleed", needed=True), one("safe", needed=True), _marks(document), one("file-name"),
            _select(document, "language", [("fr", "language-fr"), ("en", "language-en")])])]),
        section("printer-limits", [group("", [
            one("ink-limit", way="number"), one("rich-black", way="number"), one("pictures", "error", way="number"),
            one("pictures", "warning", way="number"), one("text", "least"), one("text", "reversed"),
            one("lines", "least"), one("lines", "reversed"), _spots(document)])]),
        section("printer-paper", [group("", [
            one("stock", "name"), one("stock", "gsm", way="number"),
            setting(document, ("stock", "grain"), "select", key="printer-stock-grain", options=[
                (each, f"grain-{each}") for each in ("unknown", "along", "across")]),
            one("stock", "scored", way="switch"), one("source", way="area")])]),
    ]


def _select(document: Document, key: str, options: list[tuple[str, str]]) -> list[Setting]:
    return setting(document, (key,), "select", options=options, key=f"printer-{key}", default=defaults().get(key))


def _condition(document: Document) -> list[Setting]:
    """The printing condition by its identifier, where the preset writes it out, too."""
    value = value_at(document.tree, ("condition",))
    own: Tree = value.get("identifier") if isinstance(value, dict) else value
    names = list(dict.fromkeys([*([own] if isinstance(own, str) else []), *CONDITIONS]))
    [found] = setting(document, ("condition",), "select", options=[
        (name, "" if name not in CONDITIONS else CONDITIONS[name][0]) for name in names], needed=True,
        key="printer-condition")
    return [{**found, "value": own}]


def _marks(document: Document) -> list[Setting]:
    value = value_at(document.tree, ("marks",))
    own = "none" if value is None else ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    words = ("none", "crop", "full")
    options = [(each, f"marks-{each}") for each in words] + ([] if own in words else [(own, "")])
    [found] = setting(document, ("marks",), "select", options=options, needed=True, key="printer-marks")
    return [{**found, "value": own}]


def _spots(document: Document) -> list[Setting]:
    value = value_at(document.tree, ("spots",))
    [found] = setting(document, ("spots",), "spots", key="printer-spots")
    return [{**found, "value": ", ".join(map(str, value)) if isinstance(value, list) else value}]
