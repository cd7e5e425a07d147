"""materials/letters/<name>.yaml: a letter to somebody in office; assets/letters/forms.yaml: how one writes to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from pressroom.field_types import DateText, Name, Spec, Text
from pressroom.specs.material import Audience, MaterialSpec
from pressroom.specs.running_text import ReleaseSpec, WrittenSpec

Line = Annotated[Text, Field(min_length=1, max_length=200)]


class LetterSpec(WrittenSpec):
    """The whole file of a letter.

    Attributes:
        layout: a file of layouts/, for its PDF.
        audience: for whom the letter is to download.
        recipient: an office of assets/letters/forms.yaml and of officials: in campaign.yaml.
        subject: what it is about, in a line.
        greeting: where it is not the office's own.
        close: where it is not the office's own; `{form}` is how the recipient is addressed.
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
    """One wording for a woman, one for a man, one where that is not known."""

    f: Line
    m: Line
    unknown: Line

    def of(self, civility: str) -> str:
        """The wording for `f`, `m` or, with anything else, for somebody unknown."""
        return {"f": self.f, "m": self.m}.get(civility, self.unknown)


class OfficeSpec(Spec):
    """How the holder of one office is written to.

    Attributes:
        form: how they are addressed; the greeting is this with a comma.
        close: the last sentence; `{form}` is the form of address.
        title: the line under the name; `{office}` is its name in campaign.yaml, `{of-commune}` (« de Nice »),
            `{department}` and `{constituency}` (« 6e ») are the register's.
        prompts: what a control of the letter asks for before anybody is known, where it is not what it always asks for.
    """

    form: ByCivility
    close: Line
    title: Line = "{office}"
    prompts: dict[Name, Line] = Field(default_factory=dict)


class ControlSpec(Spec):
    """One place of the letter that is filled in: what it is called, and what stands there until then."""

    label: Line
    prompt: Line


class FormsSpec(Spec):
    """assets/letters/forms.yaml.

    Attributes:
        as_of: the day on which the forms of address were taken as right: usage changes.
        civilities: before a name; nothing is written where it is not known.
        offices: by the name that letters give as their recipient.
        controls: by tag.
    """

    as_of: DateText
    civilities: dict[Literal["f", "m"], Line]
    offices: dict[Name, OfficeSpec]
    controls: dict[Name, ControlSpec]


class SenderSpec(Spec):
    """A practice's own file, for its letters: who writes, and from where. It is read and kept nowhere.

    Attributes:
        name: who signs.
        practice, address, postcode, town, email: the letterhead.
        place: where the letter is written, when it is not the town.
    """

    name: Line
    practice: Text = ""
    address: Text = ""
    postcode: Text = ""
    town: Text = ""
    email: Text = ""
    place: Text = ""


# Where each kind of material lies; names are unique over all of these folders.
FOLDERS: Mapping[str, type[MaterialSpec] | type[WrittenSpec]] = {
    "materials": MaterialSpec, "materials/releases": ReleaseSpec, "materials/letters": LetterSpec}
