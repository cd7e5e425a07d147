"""Running text: the fields that releases and letters share, and materials/releases/<name>.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal

from pressroom.field_types import DateText, Name, PartLength, Spec, Text
from pressroom.models import Field
from pressroom.sheet.folds import FoldName
from pressroom.specs.by_language import Language
from pressroom.specs.campaign import Typography
from pressroom.specs.document import Location
from pressroom.specs.material import Audience, MaterialSpec, PictureSpec, SheetWords, State, WholePictureSpec, Wording

TextKind = Literal["release", "letter"]


class TextSpec(Spec):
    """A text on as many A4 sheets as it needs.

    Attributes:
        title: of the document; shown by viewers and readers.
        layout: a file of layouts/.
        language: of its words, unless it is the campaign's.
        audience: its readers.
        state: `draft` keeps it off the site and out of letters, and marks its files across.
        date, version: the file's dates come from them, so that no clock is needed.
        body: Markdown: paragraphs, headings (##), lists, quotes, emphasis, links; figures as `{figures.NAME}`.
        typography: choices for its words, unless they are the campaign's.
    """

    # Fields of posters and leaflets, with fixed values for a text.
    formats: ClassVar[tuple[str, ...]] = ("A4",)
    variant: ClassVar[str | None] = None
    link: ClassVar[str | None] = None
    links: ClassVar[Mapping[str, str]] = {}
    figure: ClassVar[str | None] = None
    distance_m: ClassVar[float | None] = 0.4
    words: ClassVar[Mapping[str, Wording | str]] = {}
    sheets: ClassVar[tuple[SheetWords, ...]] = ()
    panels: ClassVar[Mapping[str, SheetWords]] = {}
    fold: ClassVar[FoldName | None] = None
    picture: ClassVar[PictureSpec | None] = None

    title: Annotated[str, Field(min_length=1, max_length=160)]
    kind: TextKind
    layout: Name
    language: Language | None = None
    audience: Audience = "public"
    state: State = "ready"
    date: DateText
    version: Annotated[int, Field(ge=1)] = 1
    body: Annotated[str, Field(min_length=1)]
    typography: Typography | None = None


class FigureSpec(WholePictureSpec):
    """A picture of a release; `{pictures.NAME}` on a line of its own in the body is its place.

    Attributes:
        caption: what stands under it; the credit stands in a line of its own below.
        width: of the picture, in mm or in per cent of the column; left out, that of the column, or less where the
            picture would be higher than 60 % of a sheet.
    """

    caption: Text = ""
    width: PartLength | None = None


class ReleaseSpec(TextSpec):
    """The whole file of a press release.

    Attributes:
        place: of the dateline.
        standfirst: one sentence under the title that sums up the text.
        embargo: the day from which it may be published.
        signed: the signatory: a key of press: signatories in campaign.yaml.
        pictures: those of the body, by name.
    """

    kind: Literal["release"]
    layout: Name = "release"
    audience: Audience = "press"
    place: Annotated[Text, Field(min_length=1, max_length=80)]
    standfirst: Text = ""
    embargo: DateText | None = None
    signed: Name
    pictures: dict[Name, FigureSpec] = Field(default_factory=dict)


AnyMaterial = MaterialSpec | TextSpec


def pictures_of(spec: AnyMaterial) -> Iterator[tuple[Location, WholePictureSpec]]:
    """The pictures that a material names, with their locations in its file."""
    if spec.picture:
        yield ("picture",), spec.picture
    for number, sheet in enumerate(spec.sheets):
        if sheet.picture:
            yield ("sheets", number, "picture"), sheet.picture
    for name, panel in spec.panels.items():
        if panel.picture:
            yield ("panels", name, "picture"), panel.picture
    for name, figure in spec.pictures.items() if isinstance(spec, ReleaseSpec) else ():
        yield ("pictures", name), figure


def consent_end(spec: AnyMaterial) -> str:
    """The last day on which all people on its pictures agree to be shown; empty for any day."""
    return min((picture.consent.until for _, picture in pictures_of(spec) if picture.consent), default="")
