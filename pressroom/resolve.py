"""The second stage: names to things. A Job and a choice of format, edition and printer give a Piece."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pressroom import formats, icc, library, pictures
from pressroom.brief import Edition
from pressroom.cache import Cache
from pressroom.elements.base import Image, Link, Words
from pressroom.errors import DID_YOU_MEAN, Finding, N_, Refused, Severity, code, finding, nearest
from pressroom.ink import Ink
from pressroom.nouns import Job, Piece
from pressroom.specs.layout import LayoutSpec
from pressroom.specs.material import MaterialSpec, PictureSpec
from pressroom.specs.reader import Document, Location
from pressroom.specs.validate import MISSING_KEY, UNKNOWN_NAME
from pressroom.templates import fill, names_in
from pressroom.typeset import Faces
from pressroom.typography import Rules, polish

SHEETS_DIFFER = code("sheets-differ", "A layout of several sheets needs words for each of them, and no more.",
                     "Give one entry of `sheets:` for each sheet of the layout.")
KIND_DIFFERS = code("kind-differs", "A layout serves one kind of piece.", "Choose a layout of that kind, or another kind.")
IMPRINT_BLANK = code("imprint-blank", "Every printed piece made public bears the name and address of its printer; until "
                     "the preset names one, a line is left to fill in.",
                     "Fill in imprint: name and address in the printer's preset.", severity=Severity.WARNING,
                     origin="Loi du 29 juillet 1881, article 3")
LINK_EXPIRED = code("link-expired", "A poster hangs for months; a QR code that leads nowhere is worse than none.",
                    "Give the link a new url and until in campaign.yaml.")
TITLE_LONG = 120
BLANK = "_" * 28


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for.

    Attributes:
        material, format, edition, printer: names.
        today: a day such as 2023-01-31, against which links expire; empty to ask nothing.
    """

    material: str
    format: str
    edition: Edition
    printer: str
    today: str = ""


def piece(job: Job, choice: Choice, cache: Cache) -> Piece:
    """The piece that `choice` names.

    Raises:
        Refused: a name stands for nothing, or a font, profile or picture cannot be used.
    """
    return _Resolving(job, choice, cache).piece()


@dataclass
class _Resolving:
    job: Job
    choice: Choice
    cache: Cache
    findings: list[Finding] = field(default_factory=list)

    def piece(self) -> Piece:
        job, choice = self.job, self.choice
        spec = job.materials[choice.material]
        document = job.documents[library.spec_file("materials", choice.material, job.documents)]
        layout = self.layout(spec, document)
        printer = job.printers.get(choice.printer)
        if printer is None:
            campaign = job.documents["materials/campaign.yaml"]
            self.unknown(N_("there is no printer {name}"), choice.printer, job.printers, campaign, ("printer",))
        if layout is None or printer is None:
            raise Refused(self.findings)
        layout_document = job.documents[library.spec_file("layouts", spec.layout, job.documents)]
        profile = job.root / "assets/icc" / printer.condition.profile
        inks = self.inks(spec, document, layout, layout_document, profile)
        links = self.links(spec, document)
        words = self.words(spec, document, layout, layout_document, links)
        made = Piece(
            material=choice.material, layout=spec.layout, printer=choice.printer, kind=spec.kind,
            format=formats.parse(choice.format), edition=choice.edition, title=spec.title,
            author=job.campaign.organisation.name, language=spec.language or job.campaign.language, date=spec.date,
            version=spec.version, distance_m=spec.distance_m or formats.parse(choice.format).reading_distance_m,
            spec=layout, layout_document=layout_document, printer_spec=printer, profile=profile, words=words, inks=inks,
            faces=self.faces(layout, layout_document), links=links,
            images=self.images(spec, document, layout, layout_document),
            imprint=self.imprint(), shares=self.shares(spec, document), document=document,
            findings=tuple(self.findings))
        if any(item.fails for item in self.findings):
            raise Refused(self.findings)
        return made

    # -- names ------------------------------------------------------------------------------------------------------

    def unknown(self, message: str, name: str, known: Iterable[str], document: Document, at: Location) -> None:
        near = nearest(name, known)
        self.findings.append(finding(UNKNOWN_NAME, message, DID_YOU_MEAN if near else "", source=document.place(at),
                                     name=name, near=near))

    def layout(self, spec: MaterialSpec, document: Document) -> LayoutSpec | None:
        layout = self.job.layouts.get(spec.layout)
        if layout is None:
            broken = any(item.source and item.source.file == Path(f"layouts/{spec.layout}.yaml")
                         for item in self.job.findings)
            if not broken:
                self.unknown(N_("there is no layout {name}"), spec.layout, self.job.layouts, document, ("layout",))
            else:
                self.findings.append(finding(UNKNOWN_NAME, N_("the layout {name} has mistakes of its own"),
                                             source=document.place(("layout",)), name=spec.layout))
        elif layout.kind != spec.kind:
            self.findings.append(finding(
                KIND_DIFFERS, N_("the layout {name} makes a {made}, this is a {wanted}"),
                source=document.place(("kind",)), name=spec.layout, made=layout.kind, wanted=spec.kind))
        return layout

    def inks(self, spec: MaterialSpec, document: Document, layout: LayoutSpec, layout_document: Document,
             profile: Path) -> dict[str, Ink]:
        brand = self.job.brand
        brand_document = self.job.documents["assets/brand.yaml"]
        variant = spec.variant or layout.variant
        palette = brand.palettes.get(variant)
        if palette is None:
            at = (document, ("variant",)) if spec.variant else (layout_document, ("variant",))
            self.unknown(N_("there is no palette {name}"), variant, brand.palettes, *at)
        inks = library.inks({name: tuple(part / 100 for part in ink.cmyk) for name, ink in brand.inks.items()},
                            {name: ink.srgb for name, ink in brand.inks.items()}, icc.read_profile(profile), self.cache)
        for role, name in (palette.model_dump(by_alias=True) if palette else {}).items():
            if name in inks:
                inks[role] = inks[name]
            else:
                self.unknown(N_("there is no ink {name}"), name, brand.inks, brand_document, ("palettes", variant, role))
        for location, element in layout.drawn():
            for at, name in element.inks():
                if palette and name not in inks:
                    self.unknown(N_("there is no ink {name}"), name, inks, layout_document, (*location, *at))
        return inks

    def faces(self, layout: LayoutSpec, document: Document) -> dict[str, Faces]:
        found: dict[str, Faces] = {}
        for name, style in layout.styles.items():
            family, _, weight = style.font.partition(".")
            at = ("styles", name, "font")
            spec = self.job.brand.type.get(family)
            if spec is None:
                self.unknown(N_("there is no font {name}"), family, self.job.brand.type, document, at)
                continue
            files = {key: file for key, file in spec.model_dump(by_alias=True).items() if file}
            if (weight or "regular") not in files:
                self.unknown(N_("the font has no weight {name}"), weight, files, document, at)
                continue
            try:
                found[style.font] = Faces(*library.faces(self.job.root / "assets/fonts", files, weight or "regular",
                                                         document.place(at)))
            except Refused as refused:
                self.findings.extend(refused.findings)
        for location, element in layout.drawn():
            style_name = getattr(element, "style", None)
            if style_name and style_name not in layout.styles:
                self.unknown(N_("there is no style {name}"), style_name, layout.styles, document, (*location, "style"))
        return found

    def shares(self, spec: MaterialSpec, document: Document) -> dict[str, float]:
        figures = self.job.campaign.figures
        shares = {f"figures.{name}": figure.share for name, figure in figures.items() if figure.share is not None}
        if spec.figure is not None:
            if spec.figure not in figures:
                self.unknown(N_("there is no figure {name}"), spec.figure, figures, document, ("figure",))
            elif f"figures.{spec.figure}" in shares:
                shares["figure"] = shares[f"figures.{spec.figure}"]
            else:
                self.findings.append(finding(MISSING_KEY, N_("the figure {name} has no share to draw to scale"),
                                             source=document.place(("figure",)), name=spec.figure))
        return shares

    # -- links ------------------------------------------------------------------------------------------------------

    def links(self, spec: MaterialSpec, document: Document) -> dict[str, Link]:
        campaign = self.job.campaign
        source = self.job.documents["materials/campaign.yaml"]
        if spec.link is None:
            return {}
        link = campaign.links.get(spec.link)
        if link is None:
            self.unknown(N_("there is no link {name}"), spec.link, campaign.links, document, ("link",))
            return {}
        place = source.place(("links", spec.link, "url"))
        if link.until and self.choice.today > link.until:
            self.findings.append(finding(LINK_EXPIRED, N_("the link {name} ended on {day}"),
                                         source=source.place(("links", spec.link, "until")), name=spec.link,
                                         day=link.until))
        tracking = campaign.tracking
        url = library.tracked(link.url, tracking.parameter, spec.kind, self.choice.format) if tracking.on else link.url
        return {"link": Link(spec.link, url, link.shown, place)}

    # -- words ------------------------------------------------------------------------------------------------------

    def words(self, spec: MaterialSpec, document: Document, layout: LayoutSpec, layout_document: Document,
              links: Mapping[str, Link]) -> tuple[Mapping[str, Words], ...]:
        count = max(len(layout.sheets), 1)
        if len(spec.sheets) not in ((count,) if count > 1 else (0,)):
            self.findings.append(finding(
                SHEETS_DIFFER, N_("the layout has {wanted} sheets, here are words for {given}"),
                source=document.place(("sheets",)), wanted=count, given=len(spec.sheets)))
            return ()
        self.unknown_words(spec, document, layout)
        common = {**self.campaign_words(spec, links), **self.own(spec.words, document, ("words",))}
        sheets = []
        for number in range(count):
            own = self.own(spec.sheets[number].words, document, ("sheets", number, "words")) if spec.sheets else {}
            sheet = {**common, **own}
            self.missing(sheet, layout, number, document, layout_document)
            sheets.append(sheet)
        return tuple(sheets)

    def unknown_words(self, spec: MaterialSpec, document: Document, layout: LayoutSpec) -> None:
        given = [(("words", name), name) for name in spec.words]
        given += [(("sheets", number, "words", name), name) for number, sheet in enumerate(spec.sheets)
                  for name in sheet.words]
        for at, name in given:
            if name not in layout.slots:
                near = nearest(name, layout.slots)
                self.findings.append(finding(
                    UNKNOWN_NAME, N_("the layout {layout} shows no {name}"), DID_YOU_MEAN if near else
                    N_("it shows: {known}"), source=document.place(at, of_key=True), layout=spec.layout, name=name,
                    near=near, known=", ".join(layout.slots)))

    def missing(self, words: Mapping[str, Words], layout: LayoutSpec, sheet: int, document: Document,
                layout_document: Document) -> None:
        drawn = layout.sheets[sheet].elements if layout.sheets else layout.elements
        prefix: Location = ("sheets", sheet, "elements") if layout.sheets else ("elements",)
        for number, element in enumerate(drawn):
            for name in (name for text in element.texts() for name in names_in(text)):
                slot = layout.slots.get(name)
                if slot is None and name not in words and "." not in name:
                    self.unknown(N_("there is no text {name}: the layout's slots do not name it"), name, layout.slots,
                                 layout_document, (*prefix, number))
                elif slot and slot.needed and name not in words:
                    at: Location = ("sheets", sheet, "words") if layout.sheets else ("words",)
                    self.findings.append(finding(MISSING_KEY, N_("{key} is missing: {says}"),
                                                 source=document.place(at), key=name, says=slot.says or name))

    def campaign_words(self, spec: MaterialSpec, links: Mapping[str, Link]) -> dict[str, Words]:
        campaign, source = self.job.campaign, self.job.documents["materials/campaign.yaml"]
        said: dict[str, tuple[str, Location]] = {
            "organisation.name": (campaign.organisation.name, ("organisation", "name")),
            "organisation.site": (campaign.organisation.site, ("organisation", "site"))}
        for name, figure in campaign.figures.items():
            said[f"figures.{name}"] = (figure.value, ("figures", name, "value"))
        if links and spec.link:
            link = campaign.links[spec.link]
            said["link.shown"] = (link.shown, ("links", spec.link, "shown"))
            said["call"] = (link.call, ("links", spec.link, "call"))
            said["partner"] = (link.partner, ("links", spec.link, "partner"))
        return {name: Words(self.polished(text, source, at), source.place(at), name)
                for name, (text, at) in said.items() if text}

    def own(self, words: Mapping[str, str], document: Document, at: Location) -> dict[str, Words]:
        figures = {f"figures.{name}": figure.value for name, figure in self.job.campaign.figures.items()}
        found = {}
        for name, text in words.items():
            for wanted in names_in(text):
                if wanted not in figures:
                    self.unknown(N_("{name} is no figure of the campaign"), wanted, figures, document, (*at, name))
            filled = fill(text, figures)
            if filled:
                found[name] = Words(self.polished(filled, document, (*at, name)), document.place((*at, name)), name)
        return found

    def polished(self, text: str, document: Document, at: Location) -> str:
        spec = self.job.materials[self.choice.material]
        typography = self.job.campaign.typography
        spaces = {"nbsp": "\u00a0", "nnbsp": "\u202f"}
        rules = Rules(in_guillemets=spaces[typography.guillemets], before_colon=spaces[typography.colon])
        return polish(text, spec.language or self.job.campaign.language, rules).text

    # -- pictures ---------------------------------------------------------------------------------------------------

    def images(self, spec: MaterialSpec, document: Document, layout: LayoutSpec,
               layout_document: Document) -> tuple[Mapping[str, Image], ...]:
        if layout.picture and spec.picture is None and not any(sheet.picture for sheet in spec.sheets):
            self.findings.append(finding(MISSING_KEY, N_("{key} is missing: {says}"), source=document.place(),
                                         key="picture", says=f"{spec.layout}: picture"))
        common = self.image("picture", spec.picture, document, ("picture",))
        fixed: dict[str, Image] = {}
        for location, element in layout.drawn():
            file, alt = getattr(element, "file", None), getattr(element, "alt", "")
            if file:
                fixed.update(self.image(file, PictureSpec(file=file, alt=alt or "..."), layout_document,
                                        (*location,), decoration=not alt))
        sheets = spec.sheets or (None,)
        fixed["logo"] = self.logo()
        return tuple({**fixed, **common, **(self.image("picture", sheet.picture, document, ("sheets", number, "picture"))
                                            if sheet else {})} for number, sheet in enumerate(sheets))

    def image(self, name: str, spec: PictureSpec | None, document: Document, at: Location, *,
              decoration: bool = False) -> dict[str, Image]:
        if spec is None:
            return {}
        try:
            place = document.place((*at, "file"))
            file = pictures.locate(spec.file, self.job.root, place)
            facts = None if file.suffix.lower() == ".svg" else pictures.inspect(file, self.cache, place)
            return {name: Image(file, "" if decoration else spec.alt, spec.focus, place, facts)}
        except Refused as refused:
            self.findings.extend(refused.findings)
            return {}

    def logo(self) -> Image:
        spec, document = self.job.brand.logo, self.job.documents["assets/brand.yaml"]
        place = document.place(("logo", "file"))
        file = pictures.locate(f"assets/logos/{spec.file}", self.job.root, place)
        facts = None if file.suffix.lower() == ".svg" else pictures.inspect(file, self.cache, place)
        return Image(file, spec.alt, (0.5, 0.5), place, facts)

    # -- imprint ----------------------------------------------------------------------------------------------------

    def imprint(self) -> tuple[Words, ...]:
        campaign, source = self.job.campaign, self.job.documents["materials/campaign.yaml"]
        spec = campaign.imprint
        printer = self.job.printers[self.choice.printer]
        lines = [(spec.publisher, ("imprint", "publisher"))]
        if self.choice.edition == "press":
            who = ", ".join(part for part in (printer.imprint.name, printer.imprint.address) if part)
            if not printer.imprint.name:
                preset = self.job.documents[
                    library.spec_file("assets/printers", self.choice.printer, self.job.documents)]
                self.findings.append(finding(
                    IMPRINT_BLANK, N_("the printer {name} has no name for the imprint: a line is left to fill in"),
                    source=preset.place(("imprint", "name"), of_key=True), name=self.choice.printer))
            lines.append((spec.press.replace("{printer}", who or BLANK), ("imprint", "press")))
        else:
            lines.append((spec.members, ("imprint", "members")))
        lines.append((spec.mention, ("imprint", "mention")))
        return tuple(Words(self.polished(text, source, at), source.place(at), at[1]) for text, at in lines if text)
