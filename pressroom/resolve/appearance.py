"""Inks, faces, pictures and quantities: how a piece looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pressroom import library
from pressroom.artwork import photographs, placed_pages
from pressroom.artwork.placed_pages.judging import NOT_A_PDF, TREATED
from pressroom.colour import profiles
from pressroom.colour.ink import Ink
from pressroom.elements.context import Image
from pressroom.findings import N_, Place, Refused, finding
from pressroom.resolve.context import Desk
from pressroom.resolve.low_ink import ROLES, light
from pressroom.resolve.plates import judge_technical, plated
from pressroom.resolve.words import OFFICIAL_SIGN, official_sign
from pressroom.specs.brand import Palette
from pressroom.specs.material import PictureSpec
from pressroom.specs.reader import Document, Location
from pressroom.specs.validate import MISSING_KEY
from pressroom.type.setting import Faces


def inks(desk: Desk, profile: Path) -> dict[str, Ink]:
    """Brand inks and the palette's roles, by name; what the layout asks for and is not among them is a finding."""
    brand = desk.job.brand
    variant = desk.spec.variant or desk.layout.variant
    palette = brand.palettes.get(variant)
    if palette is None:
        document = desk.document if desk.spec.variant else desk.layout_document
        desk.unknown(N_("there is no palette {name}"), variant, brand.palettes, document, ("variant",))
    found = library.inks({name: tuple(part / 100 for part in ink.cmyk) for name, ink in brand.inks.items()},
                         {name: ink.srgb for name, ink in brand.inks.items()}, profiles.read_profile(profile),
                         desk.cache)
    found = {name: plated(ink, brand.inks[name], desk) for name, ink in found.items()}
    for role, name in _named_inks(palette):
        if name not in brand.inks:
            desk.unknown(N_("there is no ink {name}"), name, brand.inks, desk.brand_document,
                         ("palettes", variant, *role))
        elif len(role) == 1:
            found[role[0]] = found[name]
    if palette and desk.choice.edition == "lowink" and set(ROLES) <= set(found):
        found |= light(found, palette.light, found)
    asked = [((*location, *at), name) for location, element in desk.layout.drawn() for at, name in element.inks()]
    if flow := desk.layout.flow:
        asked += [(("flow", "blocks", key, at), name) for key, block in flow.blocks.items()
                  for at, name in (("ink", block.ink), ("rule", block.rule)) if name]
        asked.append((("flow", "links"), flow.links))
    for where, name in asked:
        if palette and name not in found:
            desk.unknown(N_("there is no ink {name}"), name, found, desk.layout_document, where)
    judge_technical(desk, found)
    return found


def _named_inks(palette: Palette | None) -> list[tuple[tuple[str, ...], str]]:
    """Roles of a palette with the inks that it names, those of its light version after them."""
    told = palette.model_dump(by_alias=True, exclude_none=True) if palette else {}
    lighter = told.pop("light", {})
    return [*(((role,), name) for role, name in told.items()),
            *((("light", role), name) for role, name in lighter.items())]


def faces(desk: Desk) -> dict[str, Faces]:
    """The faces of every style, by the font's name in the layout."""
    found: dict[str, Faces] = {}
    known, document = desk.job.brand.type, desk.layout_document
    for name, style in desk.layout.styles.items():
        family, _, weight = style.font.partition(".")
        at = ("styles", name, "font")
        spec = known.get(family)
        files = {key: file for key, file in spec.model_dump(by_alias=True).items() if file} if spec else {}
        if spec is None:
            desk.unknown(N_("there is no font {name}"), family, known, document, at)
        elif (weight or "regular") not in files:
            desk.unknown(N_("the font has no weight {name}"), weight, files, document, at)
        else:
            try:
                found[style.font] = Faces(*library.faces(desk.job.root / "assets/fonts", files, weight or "regular",
                                                         document.place(at)))
            except Refused as refused:
                desk.findings.extend(refused.findings)
    for location, element in desk.layout.drawn():
        for key in ("style", "caption_style", "shown_style"):
            wanted = getattr(element, key, None)
            if wanted and wanted not in desk.layout.styles:
                desk.unknown(N_("there is no style {name}"), wanted, desk.layout.styles, document, (*location, key))
    for name, block in (desk.layout.flow.blocks if desk.layout.flow else {}).items():
        if block.style not in desk.layout.styles:
            desk.unknown(N_("there is no style {name}"), block.style, desk.layout.styles, document,
                         ("flow", "blocks", name, "style"))
    return found


def shares(desk: Desk) -> dict[str, float]:
    """Quantities that artwork draws to scale, by `figures.NAME`; `figure` is the material's own."""
    figures = desk.job.campaign.figures
    found = {f"figures.{name}": figure.share for name, figure in figures.items() if figure.share is not None}
    wanted = desk.spec.figure
    if wanted is not None and wanted not in figures:
        desk.unknown(N_("there is no figure {name}"), wanted, figures, desk.document, ("figure",))
    elif wanted is not None and f"figures.{wanted}" in found:
        found["figure"] = found[f"figures.{wanted}"]
    elif wanted is not None:
        desk.findings.append(finding(MISSING_KEY, N_("the figure {name} has no share to draw to scale"),
                                     source=desk.document.place(("figure",)), name=wanted))
    for location, element in desk.layout.drawn():
        share = getattr(element, "share", None)
        if isinstance(share, str) and share != "figure" and share not in found:
            desk.unknown(N_("there is no figure {name}"), share, found, desk.layout_document, (*location, "share"))
    return found


def images(desk: Desk) -> tuple[Mapping[str, Image], ...]:
    """What each sheet can show, by name: the material's `picture`, the layout's own files, the word mark as `logo`."""
    spec = desk.spec
    if desk.layout.picture and spec.picture is None and not any(
            sheet.picture for sheet in (*spec.sheets, *spec.panels.values())):
        desk.findings.append(finding(MISSING_KEY, N_("{key} is missing: {says}"), source=desk.document.place(),
                                     key="picture", says=desk.layout.title))
    fixed: dict[str, Image] = {}
    logo = desk.job.brand.logo
    fixed |= _image(desk, "logo", f"assets/logos/{logo.file}", PictureSpec(file=logo.file, alt=logo.alt),
                    desk.brand_document.place(("logo", "file")))
    for location, element in desk.layout.drawn():
        file, alt = getattr(element, "file", None), getattr(element, "alt", "")
        if file:
            shown = PictureSpec(file=file, alt=alt or "...")
            found = _image(desk, file, file, shown, desk.layout_document.place((*location, "file")))
            fixed |= {name: replace(one, alt=alt) for name, one in found.items()}
    fixed |= _sorting(desk)
    fixed |= _named(desk, spec.picture, desk.document, ("picture",))
    if desk.layout.panels:
        given = {name: spec.panels.get(name) for name in desk.layout.panels}
        return tuple({**fixed, **_named(desk, panel.picture if panel else None, desk.document,
                                        ("panels", name, "picture"))} for name, panel in given.items())
    if not spec.sheets:
        return (fixed,)
    return tuple({**fixed, **_named(desk, sheet.picture, desk.document, ("sheets", number, "picture"))}
                 for number, sheet in enumerate(spec.sheets))


def _sorting(desk: Desk) -> dict[str, Image]:
    """The sorting sign as `sorting`, where the campaign asks for it: the official one, else our own figure."""
    spec = desk.job.campaign.imprint
    if not spec.sorting_sign:
        return {}
    file = OFFICIAL_SIGN if official_sign(desk) else "assets/pictures/sorting.svg"
    return _image(desk, "sorting", file, PictureSpec(file=file, alt=spec.sorting_sign_words),
                  desk.campaign_document.place(("imprint", "sorting-sign")))


def _named(desk: Desk, spec: PictureSpec | None, document: Document, at: Location) -> dict[str, Image]:
    return _image(desk, "picture", spec.file, spec, document.place((*at, "file"))) if spec else {}


def _page(desk: Desk, file: Path, spec: PictureSpec, place: Place) -> placed_pages.PageFacts:
    """The page that a picture shows, and what this edition objects to in it."""
    printer = desk.job.printers[desk.choice.printer]
    facts = placed_pages.inspect(file, spec.page or 1, desk.cache, place)
    plates = {ink.spot for ink in desk.job.brand.inks.values()
              if ink.spot and not ink.technical and printer.prints(ink.spot)}
    desk.findings += placed_pages.judged(facts, desk.choice.edition, printer.standard, plates)
    if spec.treatment not in (None, "colour"):
        desk.findings.append(finding(TREATED, N_("{file} is a PDF, and keeps its own colours"),
                                     N_("take treatment: away"), source=place, file=file.name))
    return facts


def _image(desk: Desk, name: str, file_name: str, spec: PictureSpec, place: Place) -> dict[str, Image]:
    try:
        file = photographs.locate(file_name, desk.job.root, place)
        if placed_pages.is_pdf(file):
            return {name: Image(file, spec.alt, spec.focus, place, page=_page(desk, file, spec, place))}
        if spec.page is not None:
            raise Refused([finding(NOT_A_PDF, N_("{file} is no PDF, and has no page {page}"), source=place,
                                   file=file.name, page=spec.page)])
        facts = None if file.suffix.lower() == ".svg" else photographs.inspect(file, desk.cache, place)
    except Refused as refused:
        desk.findings.extend(refused.findings)
        return {}
    return {name: Image(file, spec.alt, spec.focus, place, facts, spec.treatment or "")}
