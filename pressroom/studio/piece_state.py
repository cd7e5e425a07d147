"""What the page of a piece shows and asks for: its fields, what may be chosen, and its draft."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pressroom import editions
from pressroom.field_types import NAME
from pressroom.findings import N_, Finding, Refused, finding
from pressroom.sheet import formats
from pressroom.specs.document import Document, Location, Tree, value_at
from pressroom.specs.running_text import AnyMaterial
from pressroom.specs.validate import UNKNOWN_FORMAT
from pressroom.stages import Job
from pressroom.studio import fields, file_drafts, pictures
from pressroom.studio.changes import Conflict
from pressroom.studio.looks import Asked
from pressroom.studio.pages import as_data
from pressroom.studio.workspace import Workspace
from pressroom.text.translation import Translate, translator

CHOICES = ("audience", "state", "language")
_EDITIONS = ("press", "members", "lowink", "screen")
_DATES = ("date", "until", "embargo")


def state(workspace: Workspace, name: str, language: str) -> dict[str, Any]:
    """Everything that the form shows.

    Raises:
        Refused: the campaign cannot be read, or there is no such material.
    """
    relative = workspace.file_of(name)
    draft = file_drafts.state(workspace, relative, language)
    job = workspace.job(name)
    spec, document = job.materials.get(name), job.documents.get(relative)
    own = [item for item in job.findings if item.source and item.source.file.as_posix() == relative]
    return {
        "name": name, "title": spec.title if spec else name, **draft,
        "findings": as_data(own, language),
        **(_form(job, spec, document, translator(language)) if spec and document else {"kind": "", "groups": []}),
    }


def change(workspace: Workspace, name: str, location: Location, before: Tree, value: Tree, *,
           force: bool) -> Conflict | None:
    """Set a value of the draft; the two values where it is no longer what the window showed.

    Raises:
        Refused: the file cannot be changed there, or the disk is full.
    """
    return file_drafts.change(workspace, workspace.file_of(name), location, before, value, force=force)


def asked(workspace: Workspace, name: str, query: Mapping[str, str]) -> Asked:
    """The sheet that a window asks for.

    Raises:
        Refused: there is no such edition or format.
    """
    job = workspace.job(name)
    spec = job.materials.get(name)
    if spec is None:
        raise Refused(_broken(job, workspace.file_of(name)))
    shape, printer = query.get("format", "") or spec.formats[0], query.get("printer", "")
    edition = editions.first_made(spec.kind, shape) if editions.is_screen(shape) else (
        query.get("edition", "") or editions.first_made(spec.kind, shape))
    if edition not in editions.made_of(spec.kind, shape, _EDITIONS) or shape not in spec.formats:
        raise Refused([finding(UNKNOWN_FORMAT, N_("there is no sheet {name}"), name=f"{shape}, {edition}")],
                      exit_code=2)
    if printer and (not NAME.match(printer) or printer not in job.presets):
        raise Refused([finding(UNKNOWN_FORMAT, N_("there is no printer {name}"), name=printer)], exit_code=2)
    return Asked(name, shape, edition, _number(query.get("page", "1"), 1, 99),  # type: ignore[arg-type]
                 _number(query.get("height", "900"), 60, 3000), printer)


def _form(job: Job, spec: AnyMaterial, document: Document, translate: Translate) -> dict[str, Any]:
    layout = job.layouts.get(spec.layout)
    tree = document.tree
    found = fields.groups(document, spec.kind, layout) if layout else []
    values = {key: value_at(tree, (key,)) for key in ("title", "link", "variant", "version", *_DATES, *CHOICES)}
    values |= {"audience": spec.audience, "state": spec.state}  # as they are where the file leaves them out
    return {
        "kind": spec.kind, "layout": spec.layout, "groups": [fields.as_data(group, translate) for group in found],
        "values": values, "formats": list(spec.formats), "everyFormat": list(formats.NAMED),
        "editions": [each for each in _EDITIONS[:3] if each in editions.EDITIONS_OF[spec.kind]],
        "links": {key: link.shown or link.url or key for key, link in job.campaign.links.items()},
        "palettes": {key: {"ground": _colour(job, palette.ground), "words": _colour(job, palette.words),
                           "accent": _colour(job, palette.accent)} for key, palette in job.brand.palettes.items()},
        "offices": sorted(job.campaign.officials.offices), "signatories": sorted(job.campaign.press.signatories),
        "pages": layout.pages if layout else 1,
        "pictures": [_picture(document, place) for place in pictures.slots(layout)] if layout else [],
        "campaignLanguage": job.campaign.language,
        "figures": {key: figure.value for key, figure in job.campaign.figures.items()},
    }


def _picture(document: Document, place: Location) -> dict[str, Any]:
    value = value_at(document.tree, place)
    values = {key: value[key] for key in pictures.KEYS if key in value} if isinstance(value, dict) else {}
    return {"location": list(place), "values": values, "line": document.place(place).line if values else 0,
            "isSample": (*place, "alt") in document.samples}


def _colour(job: Job, ink: str) -> str:
    """How an ink looks on a screen: as the brand says, else roughly from its parts."""
    if ink not in job.brand.inks:
        return {"paper": "#ffffff", "black": "#1a1a1a"}.get(ink, "#808080")
    spec = job.brand.inks[ink]
    cyan, magenta, yellow, black = spec.mixture
    rgb = spec.srgb or tuple((1 - part) * (1 - black) for part in (cyan, magenta, yellow))
    return "#" + "".join(f"{round(255 * part):02x}" for part in rgb)


def _broken(job: Job, relative: str) -> list[Finding]:
    """Why the material could not be read."""
    return [item for item in job.findings if item.source and item.source.file.as_posix() == relative] or [*job.findings]


def _number(text: str, least: int, most: int) -> int:
    return max(least, min(most, int(text))) if text.isdecimal() and len(text) < 6 else least
