"""materials/<name>.yaml: the words of a piece."""

from __future__ import annotations

from typing import Annotated, Literal

from pressroom.field_types import (
    DateText,
    FileName,
    FormatName,
    FormatNames,
    Fraction,
    Name,
    Spec,
    Switch,
    Text,
    Treatment,
)
from pressroom.models import AfterValidator, Field, PydanticCustomError
from pressroom.sheet.folds import FoldName
from pressroom.specs.by_language import Language
from pressroom.specs.campaign import Typography
from pressroom.specs.finishing import Finish, Hidden

Kind = Literal["poster", "triptych", "leaflet"]
Audience = Literal["patients", "public", "members", "officials", "press"]
State = Literal["ready", "draft"]


def _kept(value: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    if value[0] >= value[2] or value[1] >= value[3]:
        raise PydanticCustomError("kept_box", "{value} is no box: write left, top, right, bottom",
                                  {"value": ", ".join(f"{each:g}" for each in value)})
    return value


Kept = Annotated[tuple[Fraction, Fraction, Fraction, Fraction], AfterValidator(_kept)]


class Consent(Spec):
    """That people whom a picture shows agree to its use (Code civil, article 9; GDPR, articles 6 and 7).

    Attributes:
        until: the last day of it; the site then withdraws what shows the picture.
        kept: where the signed papers are.
    """

    until: DateText
    kept: Annotated[Text, Field(min_length=3, max_length=200)]


class WholePictureSpec(Spec):
    """A picture of assets/pictures/: JPEG, PNG, TIFF, WebP, AVIF, GIF, SVG, or a page of a PDF.

    Attributes:
        file: its name there.
        alt: what it shows, for screen readers.
        page: of a PDF, which of its pages is shown, counted from 1; left out, the first.
        credit, licence: its author, and the terms of use.
        treatment: of a photograph: its own colours in four inks, a duotone in two inks of the palette, or grey in
            black alone; left out, the layout's own, or else grey for a picture in grey and colours for any other.
        colours: of a drawing: inks of the brand, or roles of the palette, for its colours, classes or ids.
        people: whether somebody can be recognised on it; then it needs consent. Left out, nobody has said.
        consent: of those who can be recognised.
    """

    file: FileName
    alt: Annotated[str, Field(min_length=3, max_length=300)]
    page: Annotated[int, Field(ge=1, le=500)] | None = None
    credit: Text = ""
    licence: Text = ""
    treatment: Treatment | None = None
    colours: dict[Text, Name] = Field(default_factory=dict)
    people: Switch | None = None
    consent: Consent | None = None


class PictureSpec(WholePictureSpec):
    """A picture that may be cropped.

    Attributes:
        focus: the point that stays visible when the picture is cropped, fractions from the left and the top.
        keep: boxes that no crop may cut, such as a face or a hand: left, top, right and bottom, as fractions.
    """

    focus: tuple[Fraction, Fraction] = (0.5, 0.5)
    keep: tuple[Kept, ...] = ()


class Wording(Spec):
    """Two wordings; the short one is used where the long one does not fit."""

    long: Text
    short: Text


class SheetWords(Spec):
    """The words of one sheet of a triptych or one panel of a leaflet; they override those of the piece."""

    words: dict[Name, Wording | Text] = Field(default_factory=dict)
    picture: PictureSpec | None = None


class MaterialSpec(Spec):
    """The whole file.

    Attributes:
        title: of the document; shown by viewers and readers.
        kind: poster, triptych or leaflet.
        layout: a file of layouts/.
        formats: `A4`, `A3-landscape`, `DL`, `400x600mm`; of a leaflet, the open sheet. For screens `1080x1350px`, and
            `screen` for the usual ones.
        language: of its words, unless it is the campaign's.
        audience: its readers.
        state: `draft` keeps it from printers, from the site and out of letters, and marks its files across.
        date, version: the file's dates come from them, so that no clock is needed.
        embargo: the first day on which the site shows it.
        until: the last day on which it may hang; the site then withdraws its files.
        successor: the material that replaces it.
        variant: a palette of brand.yaml.
        link: a key of campaign.yaml.
        links: keys of campaign.yaml for further codes of the layout, by the name that the layout gives each.
        figure: a figure of campaign.yaml that the artwork draws to scale.
        figures: figures of campaign.yaml by the names of the layout's data.
        distance_m: reading distance in metres, unless it is the format's.
        hidden: strips of its sheets that nobody sees, such as `{bottom: 100mm}` in the cassette of a roll-up.
        finish: hidden strips, hem and eyelets of single formats, e.g. `3x1m: {hem: 30mm, eyelets: {every: 500mm}}`.
        words: named texts.
        sheets: words of each sheet of a triptych.
        panels: words of each panel of a leaflet, by the panel's name.
        fold: of a leaflet, unless it is the layout's.
        picture: of the piece.
        typography: choices for its words, unless they are the campaign's.
    """

    title: Annotated[str, Field(min_length=1, max_length=120)]
    kind: Kind
    layout: Name
    formats: FormatNames
    language: Language | None = None
    audience: Audience = "public"
    state: State = "ready"
    date: DateText
    version: Annotated[int, Field(ge=1)] = 1
    embargo: DateText | None = None
    until: DateText | None = None
    successor: Name | None = None
    variant: Name | None = None
    link: Name | None = None
    links: dict[Name, Name] = Field(default_factory=dict)
    figure: Name | None = None
    figures: dict[Name, Name] = Field(default_factory=dict)
    distance_m: Annotated[float, Field(gt=0.1, le=100)] | None = None
    hidden: Hidden = Hidden.model_construct()
    finish: dict[FormatName, Finish] = Field(default_factory=dict)
    words: dict[Name, Wording | Text] = Field(default_factory=dict)
    sheets: tuple[SheetWords, ...] = ()
    panels: dict[Name, SheetWords] = Field(default_factory=dict)
    fold: FoldName | None = None
    picture: PictureSpec | None = None
    typography: Typography | None = None
