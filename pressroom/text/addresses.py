"""Addresses on the web: the parts of a URL that a code may carry, checked one by one (RFC 3986)."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import quote

from pressroom.findings import N_
from pressroom.patterns import regex
from pressroom.records import dataclass

MOST_ADDRESS = 300

# RFC 3986, 3: scheme, authority (user, host, port), and what follows it.
_PARTS = regex(r"(?P<scheme>[a-zA-Z][a-zA-Z0-9+.-]*):(?P<slashes>//)?(?P<rest>.*)", re.DOTALL)
_AUTHORITY = regex(r"(?:(?P<user>[^/?#]*)@)?(?P<host>\[[^\]/?#]*\]|[^/?#:]*)(?::(?P<port>[^/?#]*))?(?P<tail>.*)",
                        re.DOTALL)
_LABEL = regex(r"(?!-)[a-z0-9-]{1,63}(?<!-)", re.IGNORECASE)
_PERCENT = regex(r"%(?![0-9A-Fa-f]{2})")
# RFC 3986, 2: reserved, unreserved, and the sign of an escape.
_ALLOWED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%")
_LONGEST_HOST = 253
# What is written under url: and is another kind of code; by scheme, what to write in campaign.yaml instead.
_KINDS: Mapping[str, str] = MappingProxyType({
    "tel": "tel: {}", "mailto": "mailto: {}", "sms": "sms: {}", "smsto": "sms: {}", "geo": "geo: [{}]",
    "wifi": 'wifi: {{network: "...", password: "..."}}', "begin": 'vcard: {{name: "..."}}',
    "mecard": 'vcard: {{name: "..."}}', "bcd": 'donation: {{name: "...", iban: "..."}}'})
MESSAGES: Mapping[str, str] = MappingProxyType({
    "address_scheme": N_("{value} is not a web address: one begins with https:// or http://"),
    "address_kind": N_("{value} is not a web address"),
    "address_host": N_("{value} names no host"),
    "address_host_name": N_("{host} cannot be the name of a host"),
    "address_port": N_("the port {port} does not exist: ports are numbers from 1 to 65535"),
    "address_user": N_("{value} holds a user's name or password, which everybody who scans the code can read"),
    "address_international": N_("the host {host} has letters that a code carries in another form"),
    "address_characters": N_("an address cannot hold {characters}"),
    "address_percent": N_("in {value} a % is not followed by two hexadecimal digits"),
})
"""By kind of fault: what is wrong with an address; `{value}` is the address."""
HINTS: Mapping[str, str] = MappingProxyType({
    "address_scheme": N_("write {better}"), "address_kind": N_("name the kind: {better}"),
    "address_user": N_("write {better}"), "address_port": N_("write {better}"),
    "address_international": N_("write {better}"), "address_characters": N_("write {better}"),
    "address_percent": N_("write {better}"),
    "address_host": N_("write https://www.example.org/..."),
})
"""By kind of fault: what to type; `{better}` is the mended address, where there is one."""


@dataclass(frozen=True, slots=True)
class AddressFault:
    """What is wrong with an address.

    Attributes:
        kind: a key of MESSAGES.
        values: what fills its message and its hint.
    """

    kind: str
    values: Mapping[str, str]

    @property
    def hint(self) -> str:
        """What to type; empty where nobody can know."""
        return HINTS.get(self.kind, "") if self.values.get("better") or self.kind == "address_host" else ""


def address_fault(address: str) -> AddressFault | None:
    """What is wrong with a web address; None when it can be printed as a code."""
    parts = _PARTS.fullmatch(address)
    scheme = parts["scheme"].lower() if parts else ""
    if parts and scheme in _KINDS:
        return _fault("address_kind", address, _as_kind(scheme, parts["rest"]))
    if "@" in address and parts is None and "/" not in address and " " not in address:
        return _fault("address_kind", address, f"mailto: {address}")
    if parts is None or scheme not in ("http", "https") or not parts["slashes"]:
        bare = re.sub(r"^(?:https?:/*|/+)", "", address)
        better = f"https://{bare}" if bare and address_fault(f"https://{bare}") is None else ""
        return _fault("address_scheme", address, better)
    authority = _AUTHORITY.fullmatch(parts["rest"])
    assert authority is not None
    return _fault_of_authority(address, scheme, authority) or _fault_of_characters(address)


def _fault_of_authority(address: str, scheme: str, authority: re.Match[str]) -> AddressFault | None:
    host, port, tail = authority["host"], authority["port"], authority["tail"]
    if authority["user"] is not None:
        better = f"{scheme}://{host}{f':{port}' if port else ''}{tail}"
        return _fault("address_user", re.sub(r"//[^/]*@", "//…@", address),
                      better if host and address_fault(better) is None else "")
    if not host:
        return _fault("address_host", address)
    if not host.isascii():
        better = f"{scheme}://{_ascii_host(host)}{f':{port}' if port else ''}{_escaped(tail)}"
        return _fault("address_international", address, better if address_fault(better) is None else "", host=host)
    if not is_host(host):
        return _fault("address_host_name", address, host=host[:60])
    if port is not None and not (port.isdecimal() and port.isascii() and 1 <= int(port[:9]) <= 65535):
        return _fault("address_port", address, f"{scheme}://{host}{tail}", port=port[:20] or "-")
    return None


def _fault_of_characters(address: str) -> AddressFault | None:
    foreign = sorted(set(address) - _ALLOWED)
    if foreign:
        names = " ".join("U+0020" if sign == " " else sign if sign.isprintable() else f"U+{ord(sign):04X}"
                         for sign in foreign[:8])
        return _fault("address_characters", address, _escaped(address), characters=names)
    if _PERCENT.search(address):
        return _fault("address_percent", address, _PERCENT.sub("%25", address))
    return None


def _fault(kind: str, address: str, better: str = "", **values: str) -> AddressFault:
    return AddressFault(kind, {"value": address[:80], "better": better, **values})



def is_host(host: str) -> bool:
    """Whether a name in ASCII can be that of a public host: `example.org`, or an address in numbers."""
    if host.startswith("["):
        return _is_ip(host[1:-1], ipaddress.IPv6Address)
    labels = host.removesuffix(".").split(".")
    if labels[-1].isdecimal():
        return _is_ip(host, ipaddress.IPv4Address)
    return len(host) <= _LONGEST_HOST and len(labels) > 1 and all(map(_LABEL.fullmatch, labels))


def _is_ip(text: str, kind: type[ipaddress.IPv4Address] | type[ipaddress.IPv6Address]) -> bool:
    try:
        kind(text)
    except ValueError:
        return False
    return True


def _ascii_host(host: str) -> str:
    """A host's labels as A-labels (RFC 5891): in form C and lower case, and in Punycode (RFC 3492)."""
    labels = unicodedata.normalize("NFC", host).lower().split(".")
    return ".".join(label if label.isascii() else f"xn--{label.encode('punycode').decode('ascii')}"
                    for label in labels)


def _escaped(text: str) -> str:
    """What an address cannot hold, as escapes of its UTF-8 (RFC 3986, 2.1)."""
    return "".join(sign if sign in _ALLOWED else quote(sign, safe="") for sign in unicodedata.normalize("NFC", text))


def _as_kind(scheme: str, rest: str) -> str:
    """The YAML of another kind of code."""
    value = re.split(r"[?;]" if scheme == "tel" else r"[?;:]", rest, maxsplit=1)[0]
    value = ", ".join(value.split(",")[:2]) if scheme == "geo" else re.sub(r"^0(?=\d{9}$)", "+33", value)
    plain = scheme == "geo" or re.fullmatch(r"[A-Za-z0-9@._-]*[A-Za-z@_][A-Za-z0-9@._-]*", value)
    return _KINDS[scheme].format(value if plain else f'"{value}"')
