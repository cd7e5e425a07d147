"""A SEPA credit transfer as a code for a bank's own app: EPC069-12, the Quick Response Code guidelines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Annotated, Literal

from pressroom.field_types import Spec
from pressroom.findings import N_, code
from pressroom.models import AfterValidator, Field, PydanticCustomError, model_validator

DONATION = code(
    "donation", N_("A bank's app fills a transfer in from the code; a wrong account would get the gift, or none."),
    N_("Copy the account from the bank's own paper."), source="EPC069-12; ISO 13616-1:2020; ISO 11649:2009")
MESSAGES: Mapping[str, str] = MappingProxyType({
    "iban_form": N_("{value} is not an IBAN: two letters, two digits, then letters and digits"),
    "iban_country": N_("{country} is not in the single euro payments area"),
    "iban_length": N_("an IBAN of {country} has {wanted} characters, {value} has {count}"),
    "iban_check": N_("the check digits of {value} do not agree with the rest: a character is wrong, or two changed "
                     "places"),
    "bic": N_("{value} is not a BIC: 8 or 11 letters and digits, such as AGRIFRPP"),
    "bic_missing": N_("a transfer to {country} needs a BIC in version {version} of the code"),
    "amount": N_("{value} is not an amount in euros from 0.01 to 999999999.99"),
    "purpose": N_("{value} is not a purpose: up to four capitals, such as CHAR"),
    "reference": N_("the check digits of the reference {value} do not agree with the rest"),
    "references": N_("a transfer bears a reference or a message, not both"),
    "donation_long": N_("the code has {count} bytes, at most 331 are allowed"),
})
HINTS: Mapping[str, str] = MappingProxyType({
    "bic_missing": N_("add bic:"), "references": N_("take one of the two away"),
    "amount": N_("write 20 or 20.50, or leave it to the giver"), "donation_long": N_("shorten the message or the note"),
    "iban_country": N_("give an account in one of these countries: {known}"),
})
MOST_BYTES = 331
LEVEL, LAST_VERSION = "M", 13

# Characters of an IBAN, by country of the single euro payments area (SWIFT IBAN registry; EPC409-09).
_LENGTHS: Mapping[str, int] = MappingProxyType({
    "AD": 24, "AL": 28, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20,
    "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27,
    "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MT": 31, "NL": 18, "NO": 15,
    "PL": 28, "PT": 25, "RO": 24, "RS": 22, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "VA": 22})
# Outside the European Economic Area version 002 asks for the BIC too.
_OUTSIDE = frozenset(("AD", "AL", "CH", "GB", "GI", "MC", "MD", "ME", "MK", "RS", "SM", "VA"))
_MOST_AMOUNT = Decimal("999999999.99")


def _iban(value: str) -> str:
    iban = re.sub(r"[\s\u00a0\u202f-]", "", value).upper()
    country = iban[:2]
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]+", iban):
        raise PydanticCustomError("iban_form", "not an IBAN", {"value": value[:50]})
    if country not in _LENGTHS:
        raise PydanticCustomError("iban_country", "not in SEPA", {"country": country, "known": ", ".join(_LENGTHS)})
    if len(iban) != _LENGTHS[country]:
        raise PydanticCustomError("iban_length", "length of an IBAN", {
            "country": country, "wanted": _LENGTHS[country], "value": in_groups(iban)[:50], "count": len(iban)})
    if not _agrees(iban):
        raise PydanticCustomError("iban_check", "check digits of an IBAN", {"value": in_groups(iban)})
    return iban


def _agrees(code: str) -> bool:
    """Whether check digits after two letters agree with the rest (ISO 7064, MOD 97-10)."""
    return int("".join(str(int(sign, 36)) for sign in code[4:] + code[:4])) % 97 == 1


def _bic(value: str) -> str:
    bic = value.replace(" ", "").upper()
    if not re.fullmatch(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", bic):
        raise PydanticCustomError("bic", "not a BIC", {"value": value[:20]})
    return bic


def _amount(value: str) -> str:
    """An amount as the code writes it: `20` or `20.50`."""
    try:
        amount = Decimal(value) if re.fullmatch(r"\d{1,9}(?:\.\d{1,2})?", value) else Decimal(0)
    except InvalidOperation:
        amount = Decimal(0)
    if not 0 < amount <= _MOST_AMOUNT:
        raise PydanticCustomError("amount", "not an amount", {"value": value[:20]})
    return f"{amount:.2f}".removesuffix(".00")


def _purpose(value: str) -> str:
    if not re.fullmatch(r"[A-Z0-9]{1,4}", value):
        raise PydanticCustomError("purpose", "not a purpose", {"value": value[:20]})
    return value


def _reference(value: str) -> str:
    """A creditor's reference (ISO 11649)."""
    reference = value.replace(" ", "").upper()
    if not re.fullmatch(r"RF[0-9]{2}[A-Z0-9]{1,21}", reference) or not _agrees(reference):
        raise PydanticCustomError("reference", "not a reference", {"value": value[:40]})
    return reference


class DonationSpec(Spec):
    """A gift by transfer.

    Attributes:
        name: of the account's holder; iban, bic: of the account.
        version: of the code; `001` always asks for the BIC.
        amount: in euros; the giver's choice when left out.
        purpose: a code of ISO 20022, such as `CHAR`.
        reference: a creditor's reference (`RF18...`); message: words for the account's holder instead.
        note: words for the giver.
    """

    name: Annotated[str, Field(min_length=1, max_length=70)]
    iban: Annotated[str, AfterValidator(_iban)]
    bic: Annotated[str, AfterValidator(_bic)] | None = None
    version: Literal["001", "002"] = "002"
    amount: Annotated[str, AfterValidator(_amount)] | None = None
    purpose: Annotated[str, AfterValidator(_purpose)] | None = None
    reference: Annotated[str, AfterValidator(_reference)] | None = None
    message: Annotated[str, Field(max_length=140)] = ""
    note: Annotated[str, Field(max_length=70)] = ""

    @model_validator(mode="after")
    def _check(self) -> DonationSpec:
        country = self.iban[:2]
        if self.bic is None and (self.version == "001" or country in _OUTSIDE):
            raise PydanticCustomError("bic_missing", "no BIC", {"country": country, "version": self.version})
        if self.reference and self.message:
            raise PydanticCustomError("references", "a reference and a message", {})
        size = len(self.payload.encode())
        if size > MOST_BYTES:
            raise PydanticCustomError("donation_long", "too long", {"count": size})
        return self

    @property
    def payload(self) -> str:
        """The content of the code: a value a line, empty ones at the end left out."""
        lines = ["BCD", self.version, "1", "SCT", self.bic or "", self.name, self.iban,
                 f"EUR{self.amount}" if self.amount else "", self.purpose or "", self.reference or "", self.message,
                 self.note]
        return "\n".join(" ".join(line.split()) for line in lines).rstrip("\n")

    @property
    def words(self) -> str:
        """What stands beside it: the IBAN, for those whose app reads no code; a line breaks in its middle alone."""
        groups = in_groups(self.iban).split(" ")
        middle = -(-len(groups) // 2)
        return " ".join("\u00a0".join(half) for half in (groups[:middle], groups[middle:]))


_CAPTIONS = {"fr": "Don : avec l'appli de votre banque", "en": "Give with your bank's app"}


def caption(language: str) -> str:
    """The words above the code: phones' own cameras do not open it."""
    return _CAPTIONS.get(language.split("-")[0], _CAPTIONS["en"])


def in_groups(iban: str) -> str:
    """An IBAN as it is printed (ISO 13616-1): groups of four."""
    return " ".join(re.findall(".{1,4}", iban))
