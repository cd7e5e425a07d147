"""What one material offers on the site: its pictures, and its files to download."""

from __future__ import annotations

from pressroom.records import dataclass
from pressroom.specs.running_text import AnyMaterial, consent_end


@dataclass(frozen=True, slots=True)
class Download:
    """A file to download.

    Attributes:
        path: inside the site.
        source: inside out/.
        format, edition: of the piece.
        use: the name of the phrase that states its use.
        bytes, sha256: of its content.
        cover, full: ink cover in per cent, of a low-ink file and of the members' edition; 0 for other files, and
            where it was not measured.
    """

    path: str
    source: str
    format: str
    edition: str
    use: str
    bytes: int
    sha256: str
    cover: float = 0.0
    full: float = 0.0

    @property
    def type(self) -> str:
        """The file type for readers: `PDF`, `Word`."""
        return {"docx": "Word"}.get(self.path.rsplit(".", 1)[-1], self.path.rsplit(".", 1)[-1].upper())


@dataclass(frozen=True, slots=True)
class PagePreview:
    """The build's picture of one page.

    Attributes:
        source: inside out/.
        sha256: of its content.
    """

    source: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ScreenPicture:
    """A picture for screens that the build made.

    Attributes:
        format: of the piece, e.g. `1080x1080px`.
        png, webp, text: its files; the text is the alternative one.
    """

    format: str
    png: PagePreview
    webp: PagePreview
    text: PagePreview


@dataclass(frozen=True, slots=True)
class Offer:
    """One material on the site.

    Attributes:
        name, kind, spec: of the material.
        language: of its text.
        previews: of its pages, in order; a leaflet's mock-up comes first.
        downloads: empty when it has expired.
        screens: the build's pictures for screens, of pieces with one sheet.
        text: of each page, as preflight read it from the finished file.
        expired: whether its last day has passed.
        successor: the name of the current material that replaced it; empty for none.
    """

    name: str
    kind: str
    spec: AnyMaterial
    language: str
    previews: tuple[PagePreview, ...]
    downloads: tuple[Download, ...]
    text: tuple[str, ...]
    expired: bool = False
    successor: str = ""
    screens: tuple[ScreenPicture, ...] = ()

    @property
    def until(self) -> str:
        """Its last day, that of the consent of people whom it shows included; empty when it has none."""
        return min((day for day in (field_of(self.spec, "until"), consent_end(self.spec)) if day), default="")

    @property
    def shown(self) -> tuple[PagePreview, ...]:
        """Every file of the build that its page shows."""
        return (*self.previews, *(each for one in self.screens for each in (one.png, one.webp, one.text)))

    @property
    def first(self) -> Download:
        """The file that a click on the picture downloads."""
        return self.downloads[0]


def field_of(spec: AnyMaterial, name: str) -> str:
    """A field that only some kinds of material have; empty where it is missing."""
    return str(getattr(spec, name, None) or "")
