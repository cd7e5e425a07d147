"""What a QR code carries besides a web address: a number to call, a message, a place, a contact, a network.

Each kind is a mapping of campaign.yaml that gives the text of its code (`payload`), the address that a reader of the
members' file may click (`href`), and what stands in words beside the code unless the campaign says otherwise (`words`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal
from urllib.parse import quote

from pressroom.field_types import Spec, Switch, Text
from pressroom.findings import N_
from pressroom.models import AfterValidator, BeforeValidator, Field, PydanticCustomError, model_validator
from pressroom.patterns import regex
from pressroom.text.addresses import MOST_ADDRESS, address_fault, is_host

MESSAGES: Mapping[str, str] = MappingProxyType({
    "telephone": N_("{value} is not a telephone number that works from every phone"),
    "mail_address": N_("{value} is not a mail address"),
    "place": N_("{value} is not a place: write its latitude and longitude in degrees"),
    "network": N_("the name of a wireless network has 1 to 32 bytes, {value} has {count}"),
    "passphrase": N_("the password of a {security} network has {least} to {most} characters, this one has {count}"),
    "passphrase_unused": N_("a network without security has no password"),
})
HINTS: Mapping[str, str] = MappingProxyType({
    "telephone": N_("write {better}"), "place": N_("write [43.6757, 7.1747]"),
    "passphrase_unused": N_("take the password away, or write security: WPA"),
})
_SEPARATORS = regex(r"[\s.()/\u00a0\u202f-]")
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"  # RFC 5322, 3.2.3
_MAIL = regex(rf"{_ATOM}(?:\.{_ATOM})*@(?P<host>[^@\s]+)")
_SHORTEST_PASSPHRASE, _LONGEST_PASSPHRASE = 8, 63
_LONGEST_NETWORK = 32  # bytes (IEEE 802.11)


def _telephone(value: str) -> str:
    """A number without separators: `+33493000000` (E.164), or a short one such as `3237`."""
    digits = _SEPARATORS.sub("", value)
    if re.fullmatch(r"\+[1-9]\d{6,14}|\d{2,6}", digits):
        return digits
    better = f'"+33 {value.strip()[1:].strip()}"' if re.fullmatch(r"0[1-9]\d{8}", digits) else '"+33 4 93 00 00 00"'
    raise PydanticCustomError("telephone", "{value} is not a telephone number", {"value": value, "better": better})


def _mail_address(value: str) -> str:
    match = _MAIL.fullmatch(value.strip())
    if match is None or not is_host(match["host"]):
        raise PydanticCustomError("mail_address", "{value} is not a mail address", {"value": value})
    return value.strip()


def web_address(value: str) -> str:
    """A web address that a code may carry.

    Raises:
        PydanticCustomError: it is none.
    """
    fault = address_fault(value)
    if fault:
        context = {**fault.values, "hint": fault.hint}
        raise PydanticCustomError(fault.kind, "not an address", context)
    return value


def _place(value: Any) -> Any:
    parts = value.split(",") if isinstance(value, str) else value
    if isinstance(parts, list | tuple) and len(parts) == 2:
        try:
            latitude, longitude = (float(part) for part in parts)
        except (TypeError, ValueError):
            pass
        else:
            if -90 <= latitude <= 90 and -180 <= longitude <= 180:
                return latitude, longitude
    raise PydanticCustomError("place", "{value} is not a place", {"value": str(value)})


def _of_text(key: str) -> Any:
    """A validator that reads a text as the mapping whose `key` it is."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


Telephone = Annotated[str, AfterValidator(_telephone)]
MailAddress = Annotated[str, AfterValidator(_mail_address)]
WebAddress = Annotated[str, Field(max_length=MOST_ADDRESS), AfterValidator(web_address)]
Coordinates = Annotated[tuple[float, float], BeforeValidator(_place)]


class MessageSpec(Spec):
    """A text message to send (RFC 5724).

    Attributes:
        number: to whom; message: its words, which the sender may change.
    """

    number: Telephone
    message: Annotated[str, Field(max_length=160)] = ""

    @property
    def payload(self) -> str:
        """The content of the code."""
        return f"sms:{self.number}" + (f"?body={_escaped(self.message)}" if self.message else "")

    @property
    def words(self) -> str:
        """What stands beside it."""
        return telephone_in_words(self.number)


class MailSpec(Spec):
    """A mail to write (RFC 6068).

    Attributes:
        to: the address; subject, body: its words, which the sender may change.
    """

    to: MailAddress
    subject: Annotated[str, Field(max_length=120)] = ""
    body: Annotated[str, Field(max_length=500)] = ""

    @property
    def payload(self) -> str:
        """The content of the code."""
        fields = [f"{key}={_escaped(text)}" for key, text in (("subject", self.subject), ("body", self.body)) if text]
        return f"mailto:{quote(self.to, safe='@!$*+')}" + (f"?{'&'.join(fields)}" if fields else "")

    @property
    def words(self) -> str:
        """What stands beside it."""
        return self.to


class ContactSpec(Spec):
    """A contact to keep: vCard 3.0, which every phone reads (RFC 2426).

    Attributes:
        name: of a person or an organisation; organisation, title: a person's.
        street, postcode, town, country: the address.
    """

    name: Annotated[str, Field(min_length=1, max_length=80)]
    organisation: Text = ""
    title: Text = ""
    telephone: Telephone | None = None
    mail: MailAddress | None = None
    url: WebAddress | None = None
    street: Text = ""
    postcode: Text = ""
    town: Text = ""
    country: Text = ""

    @property
    def payload(self) -> str:
        """The content of the code; lines end as RFC 2426 asks."""
        address = (self.street, self.town, "", self.postcode, self.country)
        lines = ["BEGIN:VCARD", "VERSION:3.0", f"N:{_listed(self.name)};;;;", f"FN:{_listed(self.name)}"]
        lines += [f"{key}:{_listed(text)}" for key, text in (
            ("ORG", self.organisation), ("TITLE", self.title), ("TEL", self.telephone), ("EMAIL", self.mail)) if text]
        lines += [f"URL:{self.url}"] if self.url else []
        lines += [f"ADR:;;{';'.join(map(_listed, address))}"] if any(address) else []
        return "\r\n".join([*lines, "END:VCARD", ""])

    @property
    def words(self) -> str:
        """What stands beside it."""
        return self.name


class NetworkSpec(Spec):
    """A wireless network to join (WPA3 specification, URI format).

    Attributes:
        network: its name; password: printed for everybody who scans the code.
        security: `WPA` stands for WPA, WPA2 and WPA3 with a password.
        hidden: whether the network does not announce itself.
    """

    network: str
    password: str = ""
    security: Literal["WPA", "WEP", "none"] = "WPA"
    hidden: Switch = False

    @model_validator(mode="after")
    def _check(self) -> NetworkSpec:
        size, count = len(self.network.encode()), len(self.password)
        if not 1 <= size <= _LONGEST_NETWORK:
            raise PydanticCustomError("network", "a network's name", {"value": self.network[:40], "count": size})
        if self.security == "none" and self.password:
            raise PydanticCustomError("passphrase_unused", "a password without security", {})
        least, most = (_SHORTEST_PASSPHRASE, _LONGEST_PASSPHRASE) if self.security == "WPA" else (5, 58)
        if self.security != "none" and not least <= count <= most:
            raise PydanticCustomError("passphrase", "a password", {
                "security": self.security, "least": least, "most": most, "count": count})
        return self

    @property
    def payload(self) -> str:
        """The content of the code."""
        parts = [f"T:{'nopass' if self.security == 'none' else self.security}", f"S:{_guarded(self.network)}"]
        parts += [f"P:{_guarded(self.password)}"] if self.password else []
        return f"WIFI:{';'.join([*parts, *(['H:true'] if self.hidden else [])])};;"

    @property
    def words(self) -> str:
        """What stands beside it."""
        return self.network


Message = Annotated[MessageSpec, _of_text("number")]
Mail = Annotated[MailSpec, _of_text("to")]
Contact = Annotated[ContactSpec, _of_text("name")]


def telephone_in_words(number: str) -> str:
    """A French number in pairs, as it is dialled there; others as they are."""
    if match := re.fullmatch(r"\+33(\d)(\d{8})", number):
        return "\u00a0".join([f"0{match[1]}", *re.findall("..", match[2])])
    return number


def place_payload(latitude: float, longitude: float) -> str:
    """A place on the map (RFC 5870); six decimals are a tenth of a metre."""
    return f"geo:{latitude:.6f}".rstrip("0").rstrip(".") + f",{longitude:.6f}".rstrip("0").rstrip(".")


def _escaped(text: str) -> str:
    """Words in the query of an address, lines parted by CR and LF (RFC 6068, 5)."""
    return quote("\r\n".join(text.strip().splitlines()), safe="")


def _listed(text: str) -> str:
    """A value of a vCard (RFC 2426, 4)."""
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")


def _guarded(text: str) -> str:
    r"""A value of a network's code: `\`, `;`, `,`, `:` and `"` are escaped."""
    return re.sub(r'([\\;,:"])', r"\\\1", text)
