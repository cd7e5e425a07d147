"""materials/campaign.yaml: the organisation, links, figures, imprint and office-holders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pressroom.field_types import DateText, Fraction, Name, Spec, Switch, Text
from pressroom.models import AfterValidator, Field, PydanticCustomError, model_validator
from pressroom.specs.by_language import Language, SignWords, WithOwnWords, Words
from pressroom.specs.document import Document
from pressroom.specs.links import LinkSpec
from pressroom.specs.validate import validate
from pressroom.type.typography import RULE_NAMES


def _rule(value: str) -> str:
    if value not in RULE_NAMES:
        raise PydanticCustomError("literal_error", "Input should be {expected}",
                                  {"expected": ", ".join(sorted(RULE_NAMES)), "value": value})
    return value


RuleName = Annotated[str, AfterValidator(_rule)]


class Organisation(Spec):
    """The publisher.

    Attributes:
        name: as it is printed.
        description: one sentence.
        site: its address on the web.
    """

    name: Text
    description: Text = ""
    site: Text = ""


class FigureSpec(Spec):
    """A figure that pieces quote as `{figures.NAME}`.

    Attributes:
        value: as it is printed, e.g. `24 %`.
        meaning: what it measures.
        source: of the figure.
        date: of the source; as_of: the day of the figure, when the source has no date.
        share: the same as a fraction, for artwork drawn to scale.
    """

    value: Words
    meaning: Text = ""
    source: Text
    date: DateText | None = None
    as_of: DateText | None = None
    share: Fraction | None = None


class ImprintSpec(WithOwnWords):
    """The lines at the foot of every piece.

    Attributes:
        publisher: the responsible publisher.
        press: the printer; `{printer}` is the preset's name and address.
        members: the same on what a practice prints itself; `{practice}` is a line for its name and address.
        field: the label of the field in which a practice names itself; practice: what the imprint says instead of that
            line where there is such a field above it.
        mention: other mandatory text.
        sorting: whether a line asks to sort the paper; off, since its scope for a union's posters is not settled.
        sorting_words: that line.
        sorting_sign: whether a figure that sorts its paper is drawn beside the imprint; off for the same reason. An
            official sign is drawn in its place where assets/logos/sorting.svg is one.
        sorting_sign_words: what stands under that figure, and what readers hear of either.
    """

    OWN_WORDS: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "fr": {"press": "Imprimé par {printer}", "members": "Imprimé par nos soins : {practice}",
               "field": "Cabinet / cachet", "practice": "cabinet ci-dessus",
               "sorting-words": "Pensez au tri : ce papier se recycle", "sorting-sign-words": "Donnez ou triez"},
        "en": {"press": "Printed by {printer}", "members": "Printed by ourselves: {practice}",
               "field": "Practice / stamp", "practice": "practice named above",
               "sorting-words": "Please sort: this paper can be recycled", "sorting-sign-words": "Donate or recycle"}}

    publisher: Words = ""
    press: Words = OWN_WORDS["fr"]["press"]
    members: Words = OWN_WORDS["fr"]["members"]
    field: Words = OWN_WORDS["fr"]["field"]
    practice: Words = OWN_WORDS["fr"]["practice"]
    mention: Words = ""
    sorting: Switch = False
    sorting_words: Words = OWN_WORDS["fr"]["sorting-words"]
    sorting_sign: Switch = False
    sorting_sign_words: SignWords = OWN_WORDS["fr"]["sorting-sign-words"]


class DataSpec(Spec):
    """What whoever gives name and address is told (RGPD, article 13); a sheet to sign says all of it.

    Attributes:
        controller: who answers for the data, with an address.
        purpose: what they are asked for.
        recipients: who gets to see them.
        retention: until when they are kept.
        rights: what one may ask, and whom.
        notice: where the full notice stands.
    """

    controller: Words = ""
    purpose: Words = ""
    recipients: Words = ""
    retention: Words = ""
    rights: Words = ""
    notice: Words = ""


class Tracking(Spec):
    """Whether links state the piece from which they were opened.

    Attributes:
        on: adds `utm_medium=affiche-a3` (kind and format) to every URL.
        parameter: the name in the query.
    """

    on: Switch = False
    parameter: Annotated[str, Field(pattern=r"^[a-z_]+$")] = "utm_medium"


class OfficeWords(Spec):
    """The title of an office, feminine and masculine."""

    feminine: Text
    masculine: Text


class Office(Spec):
    """An office that letters go to; dated, because office-holders and addresses change.

    Attributes:
        office: its title.
        name, civility: of the office-holder; left out for offices in the register of elected officials.
        address: lines above the postal code and town.
        since: the first day in office.
        as_of: the day on which this was checked.
    """

    office: OfficeWords
    name: Text = ""
    civility: Literal["f", "m", ""] = ""
    address: tuple[Text, ...] = ()
    postcode: Annotated[str, Field(pattern=r"^(\d{5})?$")] = ""
    town: Text = ""
    since: DateText | None = None
    as_of: DateText


class Officials(Spec):
    """The recipients of letters.

    Attributes:
        oldest_days: the greatest age of facts about office-holders, in days.
    """

    oldest_days: Annotated[int, Field(ge=1, le=3650)] = 180
    maire: Office | None = None
    depute: Office | None = None
    senateur: Office | None = None
    ministre: Office | None = None
    ministre_deleguee: Office | None = None

    @property
    def offices(self) -> dict[str, Office]:
        """The offices of the campaign by key, in the order of the letters."""
        every = {"maire": self.maire, "depute": self.depute, "senateur": self.senateur, "ministre": self.ministre,
                 "ministre-deleguee": self.ministre_deleguee}
        return {key: office for key, office in every.items() if office}


class Signatory(Spec):
    """A signatory of releases; dated, because office-holders change."""

    name: Text
    office: Words
    as_of: DateText


class PressSpec(WithOwnWords):
    """Text that all press releases share.

    Attributes:
        label: the heading of a release.
        embargo: the line of a release under embargo; `{day}` is its last day.
        issue: date and version at the foot; `{date}` and `{version}`.
        about_title, about: the organisation, in Markdown.
        contact_title, contact: the press contact, a line each, in Markdown.
        signatories: by key.
    """

    OWN_WORDS: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "fr": {"label": "Communiqué de presse", "embargo": "Sous embargo jusqu'au {day}"},
        "en": {"label": "Press release", "embargo": "Embargoed until {day}"}}

    label: Words = OWN_WORDS["fr"]["label"]
    embargo: Words = OWN_WORDS["fr"]["embargo"]
    issue: Words = "{date}, version {version}"
    about_title: Words = ""
    about: Words = ""
    contact_title: Words = ""
    contact: tuple[Words, ...] = ()
    signatories: dict[Name, Signatory] = Field(default_factory=dict)


class Typography(Spec):
    """Choices of French typography.

    Attributes:
        guillemets: the space inside « »: `nbsp` (U+00A0) or `nnbsp` (U+202F).
        colon: the space before a colon, likewise.
        off: rules that are left out, e.g. `ellipsis`; `render.py check --explain-typography` names them.
    """

    guillemets: Literal["nbsp", "nnbsp"] = "nbsp"
    colon: Literal["nbsp", "nnbsp"] = "nbsp"
    off: tuple[RuleName, ...] = ()


class CampaignSpec(Spec):
    """The whole file.

    `demands` are what the campaign asks for, in two sentences, for the site; `known_words` are words and names that no
    dictionary has, for `check --spelling`.

    Words of links, figures, imprint and press releases may be given by language: `{fr: ..., en: ...}`.
    """

    organisation: Organisation
    demands: Annotated[str, Field(max_length=600)] = ""
    language: Language = "fr"
    printer: Name
    imprint: ImprintSpec = ImprintSpec()
    links: dict[Name, LinkSpec] = Field(default_factory=dict)
    figures: dict[Name, FigureSpec] = Field(default_factory=dict)
    data: DataSpec = DataSpec.model_construct()
    tracking: Tracking = Tracking()
    officials: Officials = Officials()
    typography: Typography = Typography()
    known_words: tuple[Text, ...] = ()
    press: PressSpec = PressSpec()

    @model_validator(mode="before")
    @classmethod
    def _with_sections(cls, data: Any) -> Any:
        """Sections that are left out are validated too, so that their own words are those of the language."""
        return {"imprint": {}, "press": {}, **data} if isinstance(data, dict) else data


def in_language(document: Document, own: CampaignSpec, language: str) -> CampaignSpec:
    """The campaign of the document with its words in a language; those that it lacks there are in its own.

    Raises:
        Refused: words in that language break a rule, such as a length.
    """
    return own if language == own.language else validate(document, CampaignSpec, language)
