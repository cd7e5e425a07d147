"""What lies on the context while one piece is resolved, and the one way to say that a name is unknown."""

from __future__ import annotations

from collections.abc import Iterable

from pressroom import library
from pressroom.brief import Edition
from pressroom.cache import Cache
from pressroom.findings import DID_YOU_MEAN, Finding, finding, nearest
from pressroom.records import dataclass, field
from pressroom.specs.campaign import CampaignSpec, in_language
from pressroom.specs.document import Document, Location
from pressroom.specs.layout import LayoutSpec
from pressroom.specs.running_text import AnyMaterial
from pressroom.specs.validate import UNKNOWN_NAME
from pressroom.stages import Job


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

    @property
    def name(self) -> str:
        """The piece's name, e.g. `petition-A3`."""
        return f"{self.material}-{self.format}"


@dataclass
class Context:
    """A material and its layout, with the files they came from.

    Attributes:
        job, choice, cache: what is worked on.
        spec, document: the material.
        layout, layout_document: its layout.
        campaign_document, brand_document: of the whole project.
        findings: what was seen.
    """

    job: Job
    choice: Choice
    cache: Cache
    spec: AnyMaterial
    document: Document
    layout: LayoutSpec
    layout_document: Document
    findings: list[Finding] = field(default_factory=list)

    @property
    def language(self) -> str:
        """The language of the material's words."""
        return self.spec.language or self.job.campaign.language

    @property
    def campaign(self) -> CampaignSpec:
        """The campaign, with its words in the material's language."""
        return in_language(self.campaign_document, self.job.campaign, self.language)

    @property
    def campaign_document(self) -> Document:
        """materials/campaign.yaml."""
        return self.job.documents["materials/campaign.yaml"]

    @property
    def brand_document(self) -> Document:
        """assets/brand.yaml."""
        return self.job.documents["assets/brand.yaml"]

    @property
    def printer_document(self) -> Document:
        """The printer's preset."""
        return self.job.documents[library.spec_file("assets/printers", self.choice.printer, self.job.documents)]

    def unknown(self, message: str, name: str, known: Iterable[str], document: Document, at: Location) -> None:
        """A finding that `name` stands for nothing among `known`."""
        self.findings.append(unknown(message, name, known, document, at))


def unknown(message: str, name: str, known: Iterable[str], document: Document, at: Location) -> Finding:
    """A finding that a name stands for nothing, with the nearest that does."""
    near = nearest(name, known)
    return finding(UNKNOWN_NAME, message, DID_YOU_MEAN if near else "", source=document.place(at), name=name, near=near)
