"""materials/letters/<name>.yaml: a letter to an office-holder; assets/letters/forms.yaml: the forms of address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pressroom.field_types import DateText, Name, Spec, Text
from pressroom.models import Field
from pressroom.specs.material import Audience, MaterialSpec
from pressroom.specs.running_text import ReleaseSpec, TextSpec

Line = Annotated[Text, Field(min_length=1, max_length=200)]


class LetterSpec(TextSpec):
    """The whole file of a letter.

    Attributes:
        layout: a file of layouts/, for its PDF.
        audience: who may download the letter.
        recipient: an office of assets/letters/forms.yaml and of officials: in campaign.yaml.
        subject: of the letter, in a line.
        greeting: unless it is the office's own.
        close: unless it is the office's own; `{form}` is the form of address.
    """

    kind: Literal["letter"]
    layout: Name = "letter"
    audience: Audience = "members"
    recipient: Name
    subject: Annotated[Text, Field(min_length=3, max_length=160)]
    body: Annotated[str, Field(min_length=20, max_length=20_000)]
    greeting: Line | None = None
    close: Line | None = None


class ByCivility(Spec):
    """A wording for a woman, for a man, and for an unknown civility."""

    f: Line
    m: Line
    unknown: Line

    def of(self, civility: str) -> str:
        """The wording for `f` or `m`; for anything else, the one for an unknown civility."""
        return {"f": self.f, "m": self.m}.get(civility, self.unknown)


class OfficeSpec(Spec):
    """The forms of a letter to the holder of an office.

    Attributes:
        form: the form of address; the greeting is the form with a comma.
        close: the last sentence; `{form}` is the form of address.
        title: the line under the name; `{office}` is its name in campaign.yaml, `{of-commune}` (« de Nice »),
            `{department}` and `{constituency}` (« 6e ») are the register's.
        prompts: texts of the letter's controls for an unknown recipient, where they differ from the usual ones.
    """

    form: ByCivility
    close: Line
    title: Line = "{office}"
    prompts: dict[Name, Line] = Field(default_factory=dict)


class ControlSpec(Spec):
    """A place of the letter to fill in: its label, and its text until then."""

    label: Line
    prompt: Line


class FormsSpec(Spec):
    """assets/letters/forms.yaml.

    Attributes:
        as_of: the day on which the forms of address were checked, because usage changes.
        civilities: before a name; none for an unknown civility.
        offices: by the name that letters use as `recipient`.
        controls: by tag.
    """

    as_of: DateText
    civilities: dict[Literal["f", "m"], Line]
    offices: dict[Name, OfficeSpec]
    controls: dict[Name, ControlSpec]


class SenderSpec(Spec):
    """A practice's own file, for its letters: the sender. Its content is not stored.

    Attributes:
        name: of the signatory.
        practice, address, postcode, town, email: the letterhead.
        place: of the dateline, unless it is the town.
    """

    name: Line
    practice: Text = ""
    address: Text = ""
    postcode: Text = ""
    town: Text = ""
    email: Text = ""
    place: Text = ""


# The folder of each kind of material; names are unique across these folders.
FOLDERS: Mapping[str, type[MaterialSpec] | type[TextSpec]] = {
    "materials": MaterialSpec, "materials/releases": ReleaseSpec, "materials/letters": LetterSpec}
