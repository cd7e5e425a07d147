"""From a letter's YAML to a Letter: figures in its words, typography, and what is known of its recipient."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pressroom import prose
from pressroom.errors import DID_YOU_MEAN, N_, Place, Refused, code, finding, nearest
from pressroom.letters.compose import Letter, Wordings
from pressroom.letters.forms import Forms
from pressroom.specs.campaign import CampaignSpec, Official, Typography
from pressroom.specs.letter import LetterSpec
from pressroom.specs.reader import Document
from pressroom.specs.validate import UNKNOWN_NAME
from pressroom.templates import fill
from pressroom.typography import Rules

NO_HOLDER = code("no-office-holder", N_("Who is minister, of what and where, is known from campaign.yaml alone."),
                 N_("Add the office under officials: in materials/campaign.yaml, with its holder and the day."))
_ADDRESS = re.compile(r"^(?P<address>.*\S)[,\s]\s*(?P<postcode>\d{5})\s+(?P<town>\D+)$", re.S)
_SPACES = {"nbsp": "\u00a0", "nnbsp": "\u202f"}


@dataclass(frozen=True, slots=True)
class Source:
    """A letter as it was read: its name, its checked words, and the file they stand in."""

    name: str
    spec: LetterSpec
    document: Document


def letter(source: Source, campaign: CampaignSpec, forms: Forms) -> Letter:
    """The letter, to whoever holds the office, as far as everybody knows it.

    Raises:
        Refused: it cannot be set, or goes to an office that there is not.
    """
    spec, document = source.spec, source.document
    language, rules = spec.language or campaign.language, rules_of(spec.typography or campaign.typography)
    office = forms.spec.offices.get(spec.recipient)
    if office is None:
        near = nearest(spec.recipient, forms.spec.offices)
        raise Refused([finding(UNKNOWN_NAME, N_("there is no office {name} in assets/letters/forms.yaml"),
                               DID_YOU_MEAN if near else N_("there is: {known}"), source=document.place(("recipient",)),
                               name=spec.recipient, near=near, known=", ".join(forms.spec.offices))])
    holder = next((one for one in campaign.officials if one.key == spec.recipient), None)
    if office.title is None and holder is None:
        raise Refused([finding(NO_HOLDER, N_("campaign.yaml does not say who holds the office {name}"),
                               source=document.place(("recipient",)), name=spec.recipient)])
    figures = {f"figures.{name}": figure.value for name, figure in campaign.figures.items()}
    body = prose.blocks(spec.body, figures=figures, language=language, rules=rules, at=_at(document))

    def said(words: str) -> str:
        return prose.text(fill(words, {**_STAYING, **figures}), language, rules).plain

    wordings = Wordings({name: said(getattr(office.form, name)) for name in ("f", "m", "unknown")},
                        {name: said(getattr(office.title, name)) for name in ("f", "m", "unknown")}
                        if office.title else {}, said(spec.greeting or "{form},"), said(spec.close or office.close))
    civility = civility_of(holder)
    values = {"subject": said(spec.subject), "recipient-address": said(office.address),
              "recipient-postcode": office.postcode, "recipient-town": said(office.town),
              **(_person(holder, forms) if holder else {}), **wordings.spoken(civility)}
    return Letter(source.name, said(spec.title), language, spec.date, spec.recipient, body, values,
                  {tag: said(words) for tag, words in office.prompts.items()}, wordings)


# Names that are filled in later, once the recipient is known.
_STAYING = {name: "{" + name + "}" for name in ("form", "of-commune", "department", "constituency")}


def rules_of(typography: Typography) -> Rules:
    """The choices of typography, as the typesetter takes them."""
    return Rules(off=frozenset(typography.off), in_guillemets=_SPACES[typography.guillemets],
                 before_colon=_SPACES[typography.colon])


def civility_of(holder: Official | None) -> str:
    """`f`, `m`, or nothing."""
    return str(getattr(holder, "civility", "") or "")


def _person(holder: Official, forms: Forms) -> dict[str, str]:
    """Who holds an office, as campaign.yaml says it, by tag."""
    found = _ADDRESS.match(holder.address)
    where = ((found["address"].rstrip(","), found["postcode"], found["town"]) if found else (holder.address, "", ""))
    return {"recipient-civility": forms.spec.civilities.get(civility_of(holder), ""),  # type: ignore[call-overload]
            "recipient-name": holder.name, "recipient-office": holder.office,
            **dict(zip(("recipient-address", "recipient-postcode", "recipient-town"), where, strict=True))}


def _at(document: Document) -> Callable[[int, int], Place]:
    """Where a line and column of the body stand in the letter's file."""
    start = document.place(("body",))
    block = start.text[start.column - 1:start.column] in ("|", ">")
    first = start.line + 1 if block else start.line
    text = document.lines[first - 1] if first <= len(document.lines) else ""
    indent = len(text) - len(text.lstrip()) if block else start.column - 1
    return lambda line, column: document.at(first + line - 1, indent + column)
