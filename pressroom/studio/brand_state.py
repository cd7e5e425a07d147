"""What the page of the brand shows: inks in print and on a screen, palettes with their contrast, type."""

from __future__ import annotations

from typing import Any

from pressroom import load
from pressroom.colour.ink import Ink, hex_of
from pressroom.desk.brand_colours import BrandColours, brand_colours
from pressroom.findings import N_, Refused, finding
from pressroom.specs.document import Document, value_at
from pressroom.specs.project_colours import NO_COLOUR, parse
from pressroom.stages import Job
from pressroom.studio import file_drafts
from pressroom.studio.drafts import text_of
from pressroom.studio.pages import as_data
from pressroom.studio.settings import group, section, setting
from pressroom.studio.workspace import Workspace

ROLES = ("ground", "words", "accent", "accent-words", "foot", "foot-words")
LEAST = {"words": 4.5, "accent": 3.0, "accent-words": 4.5, "foot-words": 4.5}
"""Least contrast of each pair (WCAG 2.1): of words 4.5, of headlines and shapes 3."""


def relative() -> str:
    """The file."""
    return load.BRAND


def state(workspace: Workspace, relative: str, language: str) -> dict[str, Any]:
    """The form and its colours; without fields where the file cannot be read.

    Raises:
        Refused: the file is gone, or the campaign cannot be read.
    """
    draft = file_drafts.state(workspace, relative, language)
    document = file_drafts.document(workspace, relative)
    found = file_drafts.findings(workspace, relative, language)
    colours: dict[str, Any] = {"inks": {}, "palettes": {}, "condition": ""}
    try:
        colours = _colours(workspace, workspace.job())
        with workspace.in_place_of(relative, text_of(workspace.root / relative)):
            before = _colours(workspace, workspace.job())
        for name, ink in colours["inks"].items():
            ink["before"] = before["inks"].get(name)
    except Refused as refused:
        found = [*found, *as_data(refused.findings, language)]
    return {**draft, "findings": found, "sections": _sections(document) if document else [], "colours": colours}


def proposed(workspace: Workspace, colour: str) -> dict[str, Any]:
    """The inks that print a screen's colour best within every printer's limit.

    Raises:
        Refused: it is no colour.
    """
    from pressroom.colour.profiles import read_profile  # lazy: most colours are changed by their inks
    from pressroom.colour.proposals import Press, propose
    from pressroom.findings import Place

    asked = parse(colour[:40])
    if asked.srgb is None:
        raise Refused([finding(NO_COLOUR, N_("{colour} is no colour of a screen"), N_("write it as #0050a0"),
                               colour=colour[:40])])
    job = workspace.job()
    file = job.root / "assets/icc" / job.printers[job.campaign.printer].condition.profile
    press = Press(read_profile(file, Place(file.relative_to(job.root))))
    proposal = propose(asked.srgb, press, min(spec.ink_limit for spec in job.printers.values()))
    return {"cmyk": [f"{100 * part:.0f}" for part in proposal.cmyk], "printed": hex_of(proposal.printed),
            "apart": round(proposal.difference, 1), "isNear": proposal.good}


def _sections(document: Document) -> list[dict[str, Any]]:
    inks = value_at(document.tree, ("inks",))
    names = list(inks) if isinstance(inks, dict) else []
    palettes = value_at(document.tree, ("palettes",))
    options = [(name, "") for name in names]
    return [
        section("inks", (group(name, [setting(document, ("inks", name, "cmyk"), "cmyk", needed=True)])
                         for name in names)),
        section("palettes", (group(name, [setting(document, ("palettes", name, role), "select", options=options,
                                                  key=f"role-{role}") for role in ROLES])
                             for name in (palettes if isinstance(palettes, dict) else ()))),
    ]


def _colours(workspace: Workspace, job: Job) -> dict[str, Any]:
    if job.campaign.printer not in job.printers:
        return {"inks": {}, "palettes": {}, "condition": ""}
    brand = brand_colours(job, job.campaign.printer, workspace.cache)
    return {"condition": brand.condition, "inks": _inks(brand), "palettes": {
        name: [{"role": pair.role, "upper": _look(pair.upper), "ground": _look(pair.ground),
                "upperName": pair.upper.name, "groundName": pair.ground.name, "inPrint": round(pair.in_print, 1),
                "inGrey": round(pair.in_grey, 1), "toEyes": round(pair.to_eyes, 1), "least": LEAST[pair.role],
                "isGood": pair.in_print >= LEAST[pair.role]} for pair in pairs]
        for name, pairs in brand.palettes.items()}}


def _inks(brand: BrandColours) -> dict[str, dict[str, Any]]:
    return {each.ink.name: {"press": hex_of(each.ink.look), "screen": hex_of(each.ink.srgb),
                            "apart": round(each.apart, 1), "beyond": each.beyond_screens, "spot": each.ink.spot or "",
                            "total": round(100 * sum(each.ink.cmyk))} for each in brand.inks}


def _look(ink: Ink) -> str:
    return hex_of(ink.look)
