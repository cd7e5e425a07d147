"""Inks, faces, pictures and quantities: how a piece looks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from pressroom import library
from pressroom.artwork import photographs, placed_pages
from pressroom.artwork.drawings import fonts_of
from pressroom.artwork.placed_pages.findings import NOT_A_PDF, TREATMENT
from pressroom.colour import profiles
from pressroom.colour.ink import Ink
from pressroom.elements.context import Image
from pressroom.findings import N_, Place, Refused, finding
from pressroom.records import replace
from pressroom.resolve.context import Context
from pressroom.resolve.data import data
from pressroom.resolve.low_ink import ROLES, light
from pressroom.resolve.plates import judge_technical, plated
from pressroom.resolve.words import OFFICIAL_SIGN, official_sign
from pressroom.specs.brand import Palette
from pressroom.specs.document import Document, Location
from pressroom.specs.material import PictureSpec
from pressroom.specs.running_text import ReleaseSpec
from pressroom.specs.validate import MISSING_KEY
from pressroom.type.setting import Faces
from pressroom.type.typefaces import Typefaces


def inks(context: Context, profile: Path, screen: Path) -> dict[str, Ink]:
    """Brand inks and the palette's roles, by name; what the layout asks for and is not among them is a finding.

    Inks print through `profile`, the piece's own, and look on screens as the campaign's, `screen`, makes them.
    """
    brand = context.job.brand
    variant = context.spec.variant or context.layout.variant
    palette = brand.palettes.get(variant)
    if palette is None:
        document = context.document if context.spec.variant else context.layout_document
        context.unknown(N_("there is no palette {name}"), variant, brand.palettes, document, ("variant",))
    mixtures = {name: ink.mixture for name, ink in brand.inks.items()}
    by_name = library.inks(mixtures, {name: ink.srgb for name, ink in brand.inks.items()},
                           profiles.read_profile(screen), context.cache)
    looks = library.printed_looks(mixtures, profiles.read_profile(profile), context.cache)
    by_name = {name: plated(replace(ink, printed=looks[name]), brand.inks[name], context)
               for name, ink in by_name.items()}
    for role, name in _named_inks(palette):
        if name not in brand.inks:
            context.unknown(N_("there is no ink {name}"), name, brand.inks, context.brand_document,
                            ("palettes", variant, *role))
        elif len(role) == 1:
            by_name[role[0]] = by_name[name]
    if palette and context.choice.edition == "lowink" and set(ROLES) <= set(by_name):
        by_name |= light(by_name, palette.light, by_name)
    if palette:
        _judge_uses(context, by_name)
    judge_technical(context, by_name)
    return by_name


def _judge_uses(context: Context, by_name: Mapping[str, Ink]) -> None:
    """Findings about inks that the layout, the material or the brand's logo asks for, and that are none."""
    uses = [((*location, *at), name)
            for location, element in context.layout.every_element() for at, name in element.inks()]
    if flow := context.layout.flow:
        uses += [(("flow", "blocks", key, at), name) for key, block in flow.blocks.items()
                 for at, name in (("ink", block.ink), ("rule", block.rule)) if name]
        uses.append((("flow", "links"), flow.links))
        uses += [(("flow", "tint", number), name) for number, name in enumerate(flow.tint)]
    for where, name in uses:
        if name not in by_name:
            context.unknown(N_("there is no ink {name}"), name, by_name, context.layout_document, where)
    for document, at, colours in _maps(context):
        for key, name in colours.items():
            if name not in by_name:
                context.unknown(N_("there is no ink {name}"), name, by_name, document, (*at, "colours", key))


def _maps(context: Context) -> Iterator[tuple[Document, Location, Mapping[str, str]]]:
    """The colours of drawings that the brand and the material map to inks, and where they say so."""
    yield context.brand_document, ("logo",), context.job.brand.logo.colours
    spec, document = context.spec, context.document
    if spec.picture:
        yield document, ("picture",), spec.picture.colours
    for number, sheet in enumerate(spec.sheets):
        if sheet.picture:
            yield document, ("sheets", number, "picture"), sheet.picture.colours
    for name, panel in spec.panels.items():
        if panel.picture:
            yield document, ("panels", name, "picture"), panel.picture.colours
    for name, picture in spec.pictures.items() if isinstance(spec, ReleaseSpec) else ():
        yield document, ("pictures", name), picture.colours


def _named_inks(palette: Palette | None) -> list[tuple[tuple[str, ...], str]]:
    """Roles of a palette with the inks that it names, those of its light version after them."""
    roles = palette.model_dump(by_alias=True, exclude_none=True) if palette else {}
    lighter = roles.pop("light", {})
    return [*(((role,), name) for role, name in roles.items()),
            *((("light", role), name) for role, name in lighter.items())]


def faces(context: Context) -> dict[str, Faces]:
    """The faces of every style, by the font's name in the layout."""
    families: dict[str, Faces] = {}
    refused: set[str] = set()
    known, document = context.job.brand.type, context.layout_document
    for name, style in context.layout.styles.items():
        family, _, weight = style.font.partition(".")
        at = ("styles", name, "font")
        spec = known.get(family)
        fonts = spec.fonts if spec else {}
        if spec is None:
            context.unknown(N_("there is no font {name}"), family, known, document, at)
        elif (weight or "regular") not in fonts:
            context.unknown(N_("the font has no weight {name}"), weight, fonts, document, at)
        elif style.font not in families and style.font not in refused:
            try:
                places = partial(_font_place, context, family)
                families[style.font] = Faces(*library.faces(
                    context.job.root / "assets/fonts", fonts, weight or "regular", places, context.cache))
            except Refused as fault:
                refused.add(style.font)
                context.findings.extend(fault.findings)
    for location, element in context.layout.every_element():
        for key in ("style", "caption_style", "shown_style"):
            style_name = getattr(element, key, None)
            if style_name and style_name not in context.layout.styles:
                context.unknown(N_("there is no style {name}"), style_name, context.layout.styles, document,
                                (*location, key))
    for name, block in (context.layout.flow.blocks if context.layout.flow else {}).items():
        if block.style not in context.layout.styles:
            context.unknown(N_("there is no style {name}"), block.style, context.layout.styles, document,
                            ("flow", "blocks", name, "style"))
    return families


def _font_place(context: Context, family: str, weight: str) -> Place:
    """Where the brand names a font."""
    return context.brand_document.place(("type", family, weight))


def shares(context: Context) -> dict[str, float]:
    """Quantities that artwork draws to scale, by `figures.NAME`; `figure` is the material's own."""
    figures = context.job.campaign.figures
    by_name = {f"figures.{name}": figure.share for name, figure in figures.items() if figure.share is not None}
    own = context.spec.figure
    if own is not None and own not in figures:
        context.unknown(N_("there is no figure {name}"), own, figures, context.document, ("figure",))
    elif own is not None and f"figures.{own}" in by_name:
        by_name["figure"] = by_name[f"figures.{own}"]
    elif own is not None:
        context.findings.append(finding(MISSING_KEY, N_("the figure {name} has no share to draw to scale"),
                                        source=context.document.place(("figure",)), name=own))
    by_name |= {name: figure.share for name, (_, figure) in data(context).items() if figure.share is not None}
    for location, element in context.layout.every_element():
        share = getattr(element, "share", None)
        if isinstance(share, str) and share not in ("figure", *by_name, *context.layout.data):
            context.unknown(N_("there is no figure {name}"), share, by_name, context.layout_document,
                            (*location, "share"))
    return by_name


def images(context: Context) -> tuple[Mapping[str, Image], ...]:
    """What each sheet can show, by name: the material's `picture`, the layout's own files, the word mark as `logo`."""
    spec = context.spec
    if context.layout.picture and spec.picture is None and not any(
            sheet.picture for sheet in (*spec.sheets, *spec.panels.values())):
        context.findings.append(finding(MISSING_KEY, N_("{key} is missing: {says}"), source=context.document.place(),
                                        key="picture", says=context.layout.title))
    fixed: dict[str, Image] = {}
    logo = context.job.brand.logo
    spec_of_logo = PictureSpec.model_construct(file=logo.file, alt=logo.alt, colours=logo.colours)
    fixed |= _image(context, "logo", f"assets/logos/{logo.file}", spec_of_logo,
                    context.brand_document.place(("logo", "file")))
    for location, element in context.layout.every_element():
        file, alt = getattr(element, "file", None), getattr(element, "alt", "")
        if file:
            spec_of_file = PictureSpec.model_construct(file=file, alt=alt or "...")
            one_image = _image(context, file, file, spec_of_file, context.layout_document.place((*location, "file")))
            fixed |= {name: replace(one, alt=alt) for name, one in one_image.items()}
    fixed |= _sorting(context)
    fixed |= _of_text(context)
    fixed |= _own_image(context, spec.picture, context.document, ("picture",))
    if context.layout.panels:
        pictures = {name: spec.panels.get(name) for name in context.layout.panels}
        return tuple({**fixed, **_own_image(context, panel.picture if panel else None, context.document,
                                            ("panels", name, "picture"))} for name, panel in pictures.items())
    if not spec.sheets:
        return (fixed,)
    return tuple({**fixed, **_own_image(context, sheet.picture, context.document, ("sheets", number, "picture"))}
                 for number, sheet in enumerate(spec.sheets))


def _sorting(context: Context) -> dict[str, Image]:
    """The sorting sign as `sorting`, where the campaign asks for it: the official one, else our own figure."""
    spec = context.campaign.imprint
    if not spec.sorting_sign:
        return {}
    file = OFFICIAL_SIGN if official_sign(context) else "assets/pictures/sorting.svg"
    return _image(context, "sorting", file, PictureSpec.model_construct(file=file, alt=spec.sorting_sign_words),
                  context.campaign_document.place(("imprint", "sorting-sign")))


def _of_text(context: Context) -> dict[str, Image]:
    """The pictures of a release, as `pictures.NAME`."""
    found: dict[str, Image] = {}
    for name, spec in context.spec.pictures.items() if isinstance(context.spec, ReleaseSpec) else ():
        picture = PictureSpec(file=spec.file, alt=spec.alt, page=spec.page, treatment=spec.treatment,
                              colours=spec.colours)
        found |= _image(context, f"pictures.{name}", spec.file, picture,
                        context.document.place(("pictures", name, "file")))
    return found


def _own_image(context: Context, spec: PictureSpec | None, document: Document, at: Location) -> dict[str, Image]:
    return _image(context, "picture", spec.file, spec, document.place((*at, "file"))) if spec else {}


def _page(context: Context, file: Path, spec: PictureSpec, place: Place) -> placed_pages.PageFacts:
    """The page that a picture shows, and what this edition objects to in it."""
    printer = context.job.printers[context.choice.printer]
    facts = placed_pages.inspect(file, spec.page or 1, context.cache, place)
    plates = {ink.spot for ink in context.job.brand.inks.values()
              if ink.spot and not ink.is_technical and printer.prints(ink.spot)}
    context.findings += placed_pages.page_findings(facts, context.choice.edition, printer.standard, plates)
    if spec.treatment not in (None, "colour"):
        context.findings.append(finding(TREATMENT, N_("{file} is a PDF, and keeps its own colours"),
                                        N_("take treatment: away"), source=place, file=file.name))
    return facts


def _image(context: Context, name: str, file_name: str, spec: PictureSpec, place: Place) -> dict[str, Image]:
    try:
        file = photographs.locate(file_name, context.job.root, place)
        if placed_pages.is_pdf(file):
            return {name: Image(file, spec.alt, spec.focus, place, page=_page(context, file, spec, place),
                                keep=spec.keep)}
        if spec.page is not None:
            raise Refused([finding(NOT_A_PDF, N_("{file} is no PDF, and has no page {page}"), source=place,
                                   file=file.name, page=spec.page)])
        is_drawing = file.suffix.lower() == ".svg"
        facts = None if is_drawing else photographs.inspect(file, context.cache, place)
    except Refused as refused:
        context.findings.extend(refused.findings)
        return {}
    fonts = fonts_of(file, Typefaces(context.job.root / "assets/fonts")) if is_drawing else ""
    return {name: Image(file, spec.alt, spec.focus, place, facts, spec.treatment or "", colours=spec.colours,
                        fonts=fonts, keep=spec.keep)}
