"""What the page of the campaign shows: the organisation, links, figures, the lines of every piece."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pressroom.specs.document import Document, Location, value_at
from pressroom.specs.links import KINDS
from pressroom.specs.spec_files import CAMPAIGN
from pressroom.studio import file_drafts
from pressroom.studio.settings import LANGUAGES, group, section, setting
from pressroom.studio.workspace import Workspace

_IMPRINT = ("publisher", "press", "members", "field", "practice", "mention", "sorting-words", "sorting-sign-words")


def state(workspace: Workspace, relative: str, language: str) -> dict[str, Any]:
    """The form; without fields where the file cannot be read.

    Raises:
        Refused: the file is gone.
    """
    draft = file_drafts.state(workspace, relative, language)
    document = file_drafts.document(workspace, relative)
    printers = sorted(workspace.presets())
    return {**draft, "findings": file_drafts.findings(workspace, relative, language),
            "sections": _sections(document, printers) if document else []}


def relative() -> str:
    """The file."""
    return CAMPAIGN


def _sections(document: Document, printers: list[str]) -> list[dict[str, Any]]:
    return [
        section("links", (group(name, _link(document, name), removes=("links", name))
                          for name in _names(document, "links")), adds=("url", "shown"), at=("links",)),
        section("figures", (group(name, _figure(document, name), removes=("figures", name))
                            for name in _names(document, "figures")), adds=("value", "source"), at=("figures",)),
        section("organisation", [group("", _organisation(document, printers))]),
        section("imprint", [group("", _imprint(document))]),
        section("press", [group("", _press(document)), *(group(name, _signatory(document, name))
                                                          for name in _names(document, "press", "signatories"))]),
        section("tracking", [group("", [
            setting(document, ("tracking", "on"), "switch"), setting(document, ("tracking", "parameter"))])]),
    ]


def _link(document: Document, name: str) -> Iterator[list[dict[str, Any]]]:
    at: Location = ("links", name)
    for kind in KINDS:
        if isinstance(value_at(document.tree, (*at, kind)), str):
            yield setting(document, (*at, kind), needed=True, key=f"link-{kind}")
    yield setting(document, (*at, "shown"))
    yield setting(document, (*at, "call"))
    yield setting(document, (*at, "partner"))
    yield setting(document, (*at, "until"), "date", key="link-until")


def _figure(document: Document, name: str) -> Iterator[list[dict[str, Any]]]:
    at: Location = ("figures", name)
    yield setting(document, (*at, "value"), needed=True)
    yield setting(document, (*at, "meaning"), "area")
    yield setting(document, (*at, "source"), needed=True, key="figure-source")
    yield setting(document, (*at, "date"), "date", key="figure-date")
    if value_at(document.tree, (*at, "as_of")) is not None or value_at(document.tree, (*at, "as-of")) is not None:
        own = "as_of" if value_at(document.tree, (*at, "as_of")) is not None else "as-of"
        yield setting(document, (*at, own), "date", key="as-of")
    if value_at(document.tree, (*at, "share")) is not None:
        yield setting(document, (*at, "share"), "number")


def _organisation(document: Document, printers: list[str]) -> Iterator[list[dict[str, Any]]]:
    yield setting(document, ("organisation", "name"), needed=True, key="organisation-name")
    yield setting(document, ("organisation", "description"))
    yield setting(document, ("organisation", "site"))
    yield setting(document, ("demands",), "area")
    yield setting(document, ("language",), "select", options=[(each, f"language-{each}") for each in LANGUAGES],
                  key="campaign-language")
    yield setting(document, ("printer",), "select", options=[(each, "") for each in printers], needed=True,
                  key="campaign-printer")


def _imprint(document: Document) -> Iterator[list[dict[str, Any]]]:
    for key in _IMPRINT:
        if not key.startswith("sorting") or value_at(document.tree, ("imprint", key)) is not None:
            yield setting(document, ("imprint", key), key=f"imprint-{key}")
    yield setting(document, ("imprint", "sorting"), "switch")
    yield setting(document, ("imprint", "sorting-sign"), "switch")


def _press(document: Document) -> Iterator[list[dict[str, Any]]]:
    for key in ("label", "embargo", "issue", "about-title"):
        yield setting(document, ("press", key), key=f"press-{key}")
    yield setting(document, ("press", "about"), "area", key="press-about")
    yield setting(document, ("press", "contact-title"), key="press-contact-title")
    lines = value_at(document.tree, ("press", "contact"))
    for number in range(len(lines) if isinstance(lines, list) else 0):
        yield setting(document, ("press", "contact", number), needed=True, key="press-contact")


def _signatory(document: Document, name: str) -> Iterator[list[dict[str, Any]]]:
    at: Location = ("press", "signatories", name)
    yield setting(document, (*at, "name"), needed=True, key="signatory-name")
    yield setting(document, (*at, "office"), needed=True)
    own = "as-of" if value_at(document.tree, (*at, "as-of")) is not None else "as_of"
    yield setting(document, (*at, own), "date", needed=True, key="as-of")


def _names(document: Document, *at: str) -> list[str]:
    tree = value_at(document.tree, at)
    return list(tree) if isinstance(tree, dict) else []
