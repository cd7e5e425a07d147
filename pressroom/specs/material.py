"""materials/<name>.yaml: what a piece says."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pressroom.field_types import DateText, FileName, FormatName, Fraction, Name, Spec, Text, Treatment
from pressroom.sheet.folds import FoldName
from pressroom.specs.campaign import Language, Typography

Kind = Literal["poster", "triptych", "leaflet"]
Audience = Literal["patients", "public", "members", "officials", "press"]


class PictureSpec(Spec):
    """A picture of assets/pictures/: JPEG, PNG, TIFF, SVG, or a page of a PDF.

    Attributes:
        file: its name there.
        alt: what it shows, for those who hear the page.
        focus: the point that cropping keeps in sight, fractions from the left and the top.
        page: of a PDF, which of its pages is shown, counted from 1; left out, the first.
        credit, licence: who made it, and on what terms it is used.
        treatment: of a photograph: its own colours, a duotone in two inks of the palette, or grey; left out, the
            layout's own.
    """

    file: FileName
    alt: Annotated[str, Field(min_length=3, max_length=300)]
    focus: tuple[Fraction, Fraction] = (0.5, 0.5)
    page: Annotated[int, Field(ge=1, le=500)] | None = None
    credit: Text = ""
    licence: Text = ""
    treatment: Treatment | None = None


class Wording(Spec):
    """Two ways to say the same; the short one is for where the long one does not fit."""

    long: Text
    short: Text


class SheetWords(Spec):
    """What one sheet of a triptych, or one panel of a leaflet, says over what all of them say."""

    words: dict[Name, Wording | Text] = Field(default_factory=dict)
    picture: PictureSpec | None = None


class MaterialSpec(Spec):
    """The whole file.

    Attributes:
        title: of the document; shown by viewers and readers.
        kind: poster, triptych or leaflet.
        layout: a file of layouts/.
        formats: `A4`, `A3-landscape`, `DL`, `400x600mm`; of a leaflet, the open sheet.
        language: of its words, when it is not the campaign's.
        audience: for whom.
        date, version: the file's dates come from them, so that no clock is needed.
        embargo: the first day on which the site may show it.
        until: the last day on which it may hang; afterwards the site says so and withdraws its files.
        successor: the material that took its place.
        variant: a palette of brand.yaml.
        link: a key of campaign.yaml.
        figure: a figure of campaign.yaml that the artwork draws to scale.
        distance_m: reading distance, where it is not the format's.
        words: named texts.
        sheets: words of each sheet of a triptych.
        panels: words of each panel of a leaflet, by the panel's name.
        fold: of a leaflet, when it is not the layout's.
        picture: what it shows.
        typography: choices for its words, where they are not the campaign's.
    """

    title: Annotated[str, Field(min_length=1, max_length=120)]
    kind: Kind
    layout: Name
    formats: Annotated[tuple[FormatName, ...], Field(min_length=1)]
    language: Language | None = None
    audience: Audience = "public"
    date: DateText
    version: Annotated[int, Field(ge=1)] = 1
    embargo: DateText | None = None
    until: DateText | None = None
    successor: Name | None = None
    variant: Name | None = None
    link: Name | None = None
    figure: Name | None = None
    distance_m: Annotated[float, Field(gt=0.1, le=100)] | None = None
    words: dict[Name, Wording | Text] = Field(default_factory=dict)
    sheets: tuple[SheetWords, ...] = ()
    panels: dict[Name, SheetWords] = Field(default_factory=dict)
    fold: FoldName | None = None
    picture: PictureSpec | None = None
    typography: Typography | None = None
