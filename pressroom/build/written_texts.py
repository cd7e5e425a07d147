"""The texts that people write in specifications, with their places: of materials, of the campaign, of layouts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pressroom import library
from pressroom.records import dataclass
from pressroom.specs.campaign import CampaignSpec
from pressroom.specs.document import Document, Location
from pressroom.specs.material import SheetWords, Wording
from pressroom.specs.running_text import AnyMaterial, ReleaseSpec
from pressroom.stages import Job

_RUNNING = ("title", "standfirst", "subject", "greeting", "close", "body")
_IMPRINT = ("publisher", "press", "members", "field", "practice", "mention", "sorting-words", "sorting-sign-words")
_PRESS = ("label", "embargo", "issue", "about-title", "about", "contact-title")


@dataclass(frozen=True, slots=True)
class WrittenText:
    """One text.

    Attributes:
        document, location: where it is.
        text: as it is there.
        language: of its words.
    """

    document: Document
    location: Location
    text: str
    language: str


def of_material(job: Job, name: str) -> Iterator[WrittenText]:
    """The texts of a material."""
    spec = job.materials[name]
    document = job.documents[library.material_file(name, job.documents)]
    language = spec.language or job.campaign.language
    for location, text in _of_spec(spec):
        if text:
            yield WrittenText(document, location, text, language)


def of_campaign(job: Job) -> Iterator[WrittenText]:
    """The texts that all pieces share."""
    document = job.documents["materials/campaign.yaml"]
    for location, text in _of_campaign(job.campaign):
        if text and document.has(location):
            yield WrittenText(document, location, text, job.campaign.language)


def of_layouts(job: Job, names: Iterable[str]) -> Iterator[WrittenText]:
    """The texts that layouts have themselves."""
    for name in names:
        document = job.documents[library.spec_file("layouts", name, job.documents)]
        for location, element in job.layouts[name].every_element():
            for key in ("text", "label", "caption"):
                text = getattr(element, key, None)
                if isinstance(text, str) and text:
                    yield WrittenText(document, (*location, key), text, job.campaign.language)


def names_of(campaign: CampaignSpec) -> Iterator[str]:
    """Names that the campaign gives: of organisations, people and towns."""
    yield campaign.organisation.name
    yield from (link.shown for link in campaign.links.values())
    for office in campaign.officials.offices.values():
        yield from (office.name, office.town, *office.address)
    yield from (who.name for who in campaign.press.signatories.values())


def _of_spec(spec: AnyMaterial) -> Iterator[tuple[Location, str]]:
    for key in _RUNNING:
        yield (key,), str(getattr(spec, key, None) or "")
    yield from _of_words(spec.words, ("words",))
    parts: list[tuple[Location, SheetWords]] = [(("sheets", number), sheet) for number, sheet in enumerate(spec.sheets)]
    parts += [(("panels", name), panel) for name, panel in spec.panels.items()]
    for at, part in parts:
        yield from _of_words(part.words, (*at, "words"))
    for at, picture in ((("picture",), spec.picture), *(((*at, "picture"), part.picture) for at, part in parts)):
        if picture:
            yield (*at, "alt"), picture.alt
    for name, figure in spec.pictures.items() if isinstance(spec, ReleaseSpec) else ():
        yield from ((("pictures", name, key), getattr(figure, key)) for key in ("alt", "caption"))


def _of_words(words: Mapping[str, Wording | str], at: Location) -> Iterator[tuple[Location, str]]:
    for key, text in words.items():
        if isinstance(text, Wording):
            yield from (((*at, key, "long"), text.long), ((*at, key, "short"), text.short))
        else:
            yield (*at, key), text


def _of_campaign(campaign: CampaignSpec) -> Iterator[tuple[Location, str]]:
    yield ("organisation", "description"), campaign.organisation.description
    yield ("demands",), campaign.demands
    for name, link in campaign.links.items():
        yield from ((("links", name, "call"), link.call), (("links", name, "partner"), link.partner))
    for name, figure in campaign.figures.items():
        yield from ((("figures", name, "value"), figure.value), (("figures", name, "meaning"), figure.meaning))
    for group, keys, spec in (("imprint", _IMPRINT, campaign.imprint), ("press", _PRESS, campaign.press)):
        for key in keys:
            yield (group, key), str(getattr(spec, key.replace("-", "_")))
