"""The links of campaign.yaml: a web address, or another kind of code, with its words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from pressroom.elements.symbol import only_capitals
from pressroom.field_types import DateText, Spec
from pressroom.findings import N_, code
from pressroom.models import Field, PydanticCustomError, ValidationInfo, field_validator, model_validator
from pressroom.specs.by_language import MOST_SHOWN, CaptionWords, ShownWords, Words
from pressroom.specs.donation import DonationSpec
from pressroom.specs.payloads import (
    Contact,
    Coordinates,
    Mail,
    Message,
    NetworkSpec,
    Telephone,
    WebAddress,
    place_payload,
    telephone_in_words,
)

Kind = Literal["url", "tel", "mailto", "sms", "geo", "vcard", "wifi", "donation"]
KINDS: tuple[Kind, ...] = ("url", "tel", "mailto", "sms", "geo", "vcard", "wifi", "donation")

ADDRESS = code(
    "link-address",
    N_("A code hangs in print for months; an address without a host, with a port that does not exist or with "
       "somebody's password is never printed."),
    N_("Write the whole address as the browser shows it, or name the kind of code: tel, mailto, sms, geo, vcard, wifi, "
       "donation."), source="RFC 3986; RFC 3492")
CONTENT = code(
    "link-content", N_("A code that a phone cannot act on is as useless as one that it cannot read."),
    N_("Give a link one kind of content, in the form that the message names."),
    source="RFC 3966; RFC 6068; RFC 5724; RFC 5870; RFC 2426")
MESSAGES: Mapping[str, str] = MappingProxyType({
    "link_kind": N_("a link says what its code carries: one of {expected}"),
    "link_kinds": N_("a link has one code, here are several: {given}"),
    "link_shown": N_("shown is missing: the words beside the code, at most {most} characters"),
    "capitals_signs": N_("in capitals the code is no smaller: {characters} belong to no code of capitals and digits"),
    "capitals_kind": N_("only a web address has a smaller code in capitals"),
})


class ParametersSpec(Spec):
    """What a short address does with what is added to it.

    Attributes:
        kept: the day on which somebody saw that it was kept.
    """

    kept: DateText


class LinkSpec(Spec):
    """A code that pieces carry; one of the kinds from `url` to `donation` says what it holds.

    Attributes:
        url: a web address.
        tel: a telephone number; mailto, sms: a mail or a message to send; geo: latitude and longitude; vcard: a
            contact; wifi: a network; donation: a transfer, for a bank's own app.
        capitals: the day on which the owner saw that the host takes the address in capitals: the code is then in
            capitals, and smaller.
        shown: the words beside the code, at most 24 characters; other kinds than `url` have their own. Beside a
            donation it is always the IBAN.
        caption: the words above the code, instead of the layout's.
        call: the call to action, unless the material has its own.
        partner: the partner to name, if any.
        until: the last day on which the link works.
        parameters: of a short address: the day on which somebody saw that it leads on with what was added to it.
    """

    url: WebAddress | None = None
    tel: Telephone | None = None
    mailto: Mail | None = None
    sms: Message | None = None
    geo: Coordinates | None = None
    vcard: Contact | None = None
    wifi: NetworkSpec | None = None
    donation: DonationSpec | None = None
    capitals: DateText | None = None
    shown: ShownWords = Field(default="", validate_default=False)
    caption: CaptionWords = ""
    call: Words = ""
    partner: Words = ""
    until: DateText | None = None
    parameters: ParametersSpec | None = None

    @field_validator("capitals")
    @classmethod
    def _check_capitals(cls, value: str | None, known: ValidationInfo) -> str | None:
        url = str(known.data.get("url") or "")
        if value and not url:
            raise PydanticCustomError("capitals_kind", "capitals of another kind", {})
        if value and not only_capitals(url.upper()):
            raise PydanticCustomError("capitals_signs", "signs that are no capitals", {
                "characters": " ".join(sorted({sign for sign in url.upper() if not only_capitals(sign)}))})
        return value

    @model_validator(mode="after")
    def _check(self) -> LinkSpec:
        given = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(given) > 1:
            raise PydanticCustomError("link_kinds", "several kinds", {"given": ", ".join(given)})
        if not given:
            raise PydanticCustomError("link_kind", "no kind", {"expected": ", ".join(KINDS)})
        if not self.words or (self.kind != "donation" and len(self.words) > MOST_SHOWN):
            raise PydanticCustomError("link_shown", "no words", {"most": MOST_SHOWN})
        return self

    @property
    def kind(self) -> Kind:
        """What the code carries."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)

    @property
    def payload(self) -> str:
        """The content of the code, without the address's tracking and capitals."""
        if self.tel:
            return f"tel:{self.tel}"
        if self.geo:
            return place_payload(*self.geo)
        own = self.mailto or self.sms or self.vcard or self.wifi or self.donation
        if own:
            return own.payload
        return (self.url or "").upper() if self.capitals else self.url or ""

    @property
    def href(self) -> str:
        """The address that a click opens; empty where only a code is of use."""
        return self.url or self.payload if self.kind in ("url", "tel", "mailto", "sms", "geo") else ""

    @property
    def words(self) -> str:
        """What stands beside the code."""
        if self.donation:
            return self.donation.words
        own = self.mailto or self.sms or self.vcard or self.wifi
        return self.shown or (own.words if own else telephone_in_words(self.tel) if self.tel else "")
