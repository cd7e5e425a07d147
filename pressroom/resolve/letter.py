"""The words of a letter: figures and typography in them, and what everybody knows of its recipient.

Its Word file and its PDF are both made of what is gathered here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pressroom import library, prose
from pressroom.errors import DID_YOU_MEAN, N_, Place, Refused, code, finding, nearest
from pressroom.elements.base import Words
from pressroom.nouns import Job
from pressroom.prose import Block, Paragraph
from pressroom.resolve.desk import Desk
from pressroom.specs.campaign import Official, Typography
from pressroom.specs.letter import FormsSpec, LetterSpec
from pressroom.specs.reader import FILE_MISSING, Document
from pressroom.specs.validate import UNKNOWN_NAME
from pressroom.templates import fill, names_in
from pressroom.typography import Rules

NO_HOLDER = code("no-office-holder", N_("Who is minister, of what and where, is known from campaign.yaml alone."),
                 N_("Add the office under officials: in materials/campaign.yaml, with its holder and the day."))
_ADDRESS = re.compile(r"^(?P<address>.*\S)[,\s]\s*(?P<postcode>\d{5})\s+(?P<town>\D+)$", re.S)
_SPACES = {"nbsp": "\u00a0", "nnbsp": "\u202f"}


@dataclass(frozen=True, slots=True)
class Wordings:
    """How a letter speaks to its recipient, whoever that turns out to be.

    Attributes:
        forms: of address, by `f`, `m` and `unknown`.
        titles: of the office, likewise; with `{of-commune}`, `{department}`, `{constituency}` still to be filled.
        greeting, close: with `{form}` still to be filled.
    """

    forms: dict[str, str]
    titles: dict[str, str]
    greeting: str
    close: str

    def spoken(self, civility: str) -> dict[str, str]:
        """Greeting and close, by their tags."""
        form = self.forms[civility if civility in ("f", "m") else "unknown"]
        return {tag: fill(words, {"form": form}) for tag, words in (("greeting", self.greeting), ("close", self.close))}

    def title(self, civility: str, known: dict[str, str]) -> str:
        """The office, as it stands under the name; nothing, where what it says of the place is not known."""
        words = self.titles.get(civility if civility in ("f", "m") else "unknown", "")
        return fill(words, known) if all(known.get(name) for name in names_in(words)) else ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter with nothing left to look up.

    Attributes:
        name: as commands and files call it.
        title, language, date: of the document.
        recipient: the office it goes to.
        body: its text.
        values: what is known of its controls, by tag.
        prompts: what controls ask for in this letter, where it is not what they always ask for.
        wordings: how it speaks to a recipient who is known.
    """

    name: str
    title: str
    language: str
    date: str
    recipient: str
    body: tuple[Block, ...]
    values: Mapping[str, str]
    prompts: Mapping[str, str]
    wordings: Wordings


def letter(job: Job, name: str) -> Letter:
    """The letter called `name`, to whoever holds the office, as far as everybody knows it.

    Raises:
        Refused: it cannot be set, or goes to an office that there is not.
    """
    spec, campaign, forms = job.materials[name], job.campaign, job.forms
    document = job.documents[library.material_file(name, job.documents)]
    assert isinstance(spec, LetterSpec)  # who asks has looked
    if forms is None:
        raise Refused([finding(FILE_MISSING, N_("letters need assets/letters/forms.yaml, which cannot be read"),
                               source=document.place(("recipient",)))])
    language, rules = spec.language or campaign.language, rules_of(spec.typography or campaign.typography)
    office = forms.offices.get(spec.recipient)
    if office is None:
        near = nearest(spec.recipient, forms.offices)
        raise Refused([finding(UNKNOWN_NAME, N_("there is no office {name} in assets/letters/forms.yaml"),
                               DID_YOU_MEAN if near else N_("there is: {known}"), source=document.place(("recipient",)),
                               name=spec.recipient, near=near, known=", ".join(forms.offices))])
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
    return Letter(name, said(spec.title), language, spec.date, spec.recipient, body, values,
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


def _person(holder: Official, forms: FormsSpec) -> dict[str, str]:
    """Who holds an office, as campaign.yaml says it, by tag."""
    found = _ADDRESS.match(holder.address)
    where = ((found["address"].rstrip(","), found["postcode"], found["town"]) if found else (holder.address, "", ""))
    return {"recipient-civility": forms.civilities.get(civility_of(holder), ""),  # type: ignore[call-overload]
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


# Of a letter's controls, those that run with its text; all others have a slot of their name in the layout.
RUNNING = {"greeting": "greeting", "close": "close", "signature": "signature"}
_NOTATION = re.compile(r"([*^\[\]{}\\])")


def set_on_paper(desk: Desk) -> tuple[dict[str, Words], tuple[Block, ...]]:
    """The generic letter for its PDF: words for slots named as its controls, and the blocks that run over its sheets.

    What a member has to fill in is blank, and says what belongs there. Mistakes are among the desk's findings.
    """
    job, document = desk.job, desk.document
    name = Path(document.file).stem
    try:
        told = letter(job, name)
    except Refused as refused:
        desk.findings += refused.findings
        return {}, ()
    place = document.place(("recipient",))
    prompts = {tag: control.prompt for tag, control in job.forms.controls.items()} if job.forms else {}
    said = {**prompts, **told.prompts, **{tag: words for tag, words in told.values.items() if words}}
    plain = {tag: _NOTATION.sub(r"\\\1", words) for tag, words in said.items() if tag != "body"}
    words = {tag: Words(text, place, tag, blank=not told.values.get(tag)) for tag, text in plain.items()
             if tag not in RUNNING}

    def running(tag: str) -> Paragraph:
        return Paragraph(prose.Text(plain[tag], (), place), RUNNING[tag])

    return words, (running("greeting"), *told.body, *(running(tag) for tag in ("close", "signature") if tag in plain))
