"""The starting text of a material: every slot of a layout, with its purpose and an example."""

from __future__ import annotations

import json

from pressroom.findings import N_
from pressroom.sheet.formats import HANGING, NAMED, SHAPES, STANDING, parse
from pressroom.specs.campaign import CampaignSpec
from pressroom.specs.layout import LayoutSpec
from pressroom.specs.yaml_written import SAMPLE
from pressroom.text.translation import Translate, filled

DATE = N_("the file's dates come from here")
STATE = N_("ready, once the words are yours: delete !sample before each text that is final")


def starting_material(name: str, layout_name: str, layout: LayoutSpec, campaign: CampaignSpec,
                      translate: Translate = str) -> str:
    """Valid YAML for the layout, with a comment on each line in the language of `translate`."""
    title = _quoted(name.replace("-", " ").capitalize())
    lines = [f"title: {title}", f"kind: {layout.kind}", f"layout: {layout_name}",
             f"formats: [{_formats(layout)}]",
             "audience: public        # patients | public | members | officials | press",
             f"state: draft        # {translate(STATE)}",
             f"date: 2023-01-20        # {translate(DATE)}", "version: 1",
             f"variant: {layout.variant}"]
    if layout.link and campaign.links:
        keys = ", ".join(campaign.links)
        lines.append(f"link: {next(iter(campaign.links))}        # {keys}")
    lines += _data(layout, campaign, translate)
    if layout.picture:
        where = filled(translate(N_("in {folder}")), {"folder": "assets/pictures"})
        alt = _quoted(translate(N_("What it shows, in words")))
        lines += ["picture:", f"  file: treatment.svg     # {where}", f"  alt: {SAMPLE} {alt}"]
    count = len(layout.sheets)
    if count:
        lines.append("sheets:")
        for number in range(count):
            own = _slots(layout, translate, own=True, sheet=number)
            lines += ["  - words:", *(f"      {line}" for line in own)] if own else ["  - words: {}"]
    if layout.panels:
        return "\n".join([*lines, *_panels(layout, translate)]) + "\n"
    lines.append("words:")
    lines += [f"  {line}" for line in _slots(layout, translate, own=not count, sheet=None)] or ["  {}"]
    return "\n".join(lines) + "\n"


def _data(layout: LayoutSpec, campaign: CampaignSpec, translate: Translate) -> list[str]:
    """The campaign's figures that have a share, for the data that the layout needs."""
    keys = [name for name, figure in campaign.figures.items() if figure.share is not None and figure.date]
    lines = []
    for number, (name, slot) in enumerate(layout.data.items()):
        if number >= len(keys) and not slot.needed:
            continue
        key = keys[number % len(keys)] if keys else name
        lines.append(f"  {'' if slot.needed else '# '}{name}: {key}        # {translate(slot.says)}")
    return ["figures:", *lines] if lines else []


def _formats(layout: LayoutSpec) -> str:
    """A4 and A3, or the first two formats that the layout is drawn for instead."""
    usual = ("A4", "A3", *STANDING, *HANGING, *NAMED)
    drawn = [*(name for name in usual if layout.serves(parse(name))), *(
        name for name in layout.made_for if name not in SHAPES)]
    return ", ".join(dict.fromkeys(drawn[:2]))


def _panels(layout: LayoutSpec, translate: Translate) -> list[str]:
    """The words of a leaflet, each under the panel that shows it."""
    from pressroom.text.placeholders import names_in

    slots_by_panel = {name: list(dict.fromkeys(slot for element in panel.elements for text in element.texts()
                                               for slot in names_in(text) if slot in layout.slots))
                      for name, panel in layout.panels.items()}
    lines = ["panels:"]
    for name, slots in slots_by_panel.items():
        if not any(layout.slots[slot].needed for slot in slots):
            continue
        lines += [f"  {name}:", "    words:", *(f"      {_line(layout, slot, translate)}" for slot in slots)]
    return lines


def _slots(layout: LayoutSpec, translate: Translate, *, own: bool, sheet: int | None) -> list[str]:
    """The slots' lines: those of one sheet, or those that all sheets share."""
    from pressroom.text.placeholders import names_in

    def used(number: int) -> set[str]:
        elements = layout.sheets[number].elements
        return {name for element in elements for text in element.texts() for name in names_in(text)}
    every = [used(number) for number in range(len(layout.sheets))]
    lines = []
    for name in layout.slots:
        if sheet is not None and not _per_sheet(name, every):
            continue
        if sheet is None and not own and _per_sheet(name, every):
            continue
        lines.append(_line(layout, name, translate))
    return lines


def _line(layout: LayoutSpec, name: str, translate: Translate) -> str:
    slot = layout.slots[name]
    says = translate(slot.says) if slot.says else ""
    text = _quoted(slot.sample or says or name)
    return f"{'' if slot.needed else '# '}{name}: {SAMPLE} {text}        # {says}"


def _per_sheet(name: str, every: list[set[str]]) -> bool:
    """Whether each sheet has its own words for a slot: all sheets show it, as they do headlines and messages."""
    return bool(every) and all(name in used for used in every)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
