"""The words of a letter: figures and typography in them, and what everybody knows of its recipient.

Its Word file and its PDF are both made of what is gathered here.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pressroom import library, prose
from pressroom.elements.context import Words
from pressroom.findings import DID_YOU_MEAN, N_, Finding, Refused, code, finding, nearest
from pressroom.patterns import regex
from pressroom.prose import Block, Heading, Paragraph
from pressroom.records import dataclass
from pressroom.resolve.context import Context
from pressroom.resolve.words import rules
from pressroom.specs.campaign import Office
from pressroom.specs.document import FILE_MISSING, Document
from pressroom.specs.letter import FormsSpec, LetterSpec, OfficeSpec
from pressroom.specs.text_places import inside
from pressroom.specs.validate import UNKNOWN_NAME
from pressroom.stages import Job
from pressroom.text.figures import figure_hint
from pressroom.text.placeholders import fill, names_in

NO_OFFICE = code("no-office",
                 N_("What an office is called, who holds it and where it is, is known from campaign.yaml alone."),
                 N_("Add the office under officials: in materials/campaign.yaml, with the day on which that was true."))


@dataclass(frozen=True, slots=True)
class Wordings:
    """How a letter speaks to its recipient, whoever that turns out to be.

    Attributes:
        forms: of address, by `f`, `m` and `unknown`.
        line: under the name; `{office}`, `{of-commune}`, `{department}`, `{constituency}` are still to be filled.
        greeting, close: with `{form}` still to be filled.
    """

    forms: dict[str, str]
    line: str
    greeting: str
    close: str

    def spoken(self, civility: str) -> dict[str, str]:
        """Greeting and close, by their tags."""
        form = self.forms[civility if civility in ("f", "m") else "unknown"]
        return {tag: fill(words, {"form": form}) for tag, words in (("greeting", self.greeting), ("close", self.close))}

    def title(self, known: Mapping[str, str]) -> str:
        """The line under the name; the office alone, where what it says of the place is not known."""
        return fill(self.line, known) if all(known.get(name) for name in names_in(self.line)) else known["office"]


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


def letter(job: Job, name: str, hints: list[Finding] | None = None) -> Letter:
    """The letter called `name`, to whoever holds the office, as far as everybody knows it.

    `hints` takes what only the writer of its body can act on.

    Raises:
        Refused: it cannot be set, or goes to an office that there is not.
    """
    spec, campaign = job.materials[name], job.campaign
    document = job.documents[library.material_file(name, job.documents)]
    assert isinstance(spec, LetterSpec)  # who asks has looked
    forms, office, holder = _office(job, spec, document)
    language, choices = spec.language or campaign.language, rules(job, spec)
    figures = {f"figures.{name}": figure.value for name, figure in campaign.figures.items()}
    body = prose.blocks(spec.body, figures=figures, language=language, rules=choices, at=inside(document, ("body",)),
                        hints=hints)

    def text_of(words: str, key: str = "recipient") -> str:
        for unknown in [one for one in names_in(words) if one not in {**_STAYING, **figures}]:
            hint, near, known = figure_hint(unknown, figures)
            raise Refused([finding(UNKNOWN_NAME, N_("{name} is no figure of the campaign"), hint,
                                   source=document.place((key,)), name=unknown, near=near, known=known)])
        return prose.text(fill(words, {**_STAYING, **figures}), language, choices).plain

    wordings = Wordings({which: text_of(getattr(office.form, which)) for which in ("f", "m", "unknown")},
                        text_of(office.title), text_of(spec.greeting or "{form},", "greeting"),
                        text_of(spec.close or office.close, "close"))
    values = {"subject": text_of(spec.subject, "subject"), "recipient-address": text_of(", ".join(holder.address)),
              "recipient-postcode": holder.postcode, "recipient-town": holder.town, **wordings.spoken(holder.civility)}
    if holder.name:
        values |= {"recipient-name": holder.name, "recipient-civility": civility(holder.civility, forms),
                   "recipient-office": text_of(called(holder))}
    return Letter(name, text_of(spec.title, "title"), language, spec.date, spec.recipient, body, values,
                  {tag: text_of(words) for tag, words in office.prompts.items()}, wordings)


# Names that are filled in later, once the recipient is known.
_STAYING = {name: "{" + name + "}" for name in ("form", "office", "of-commune", "department", "constituency")}


def _office(job: Job, spec: LetterSpec, document: Document) -> tuple[FormsSpec, OfficeSpec, Office]:
    """How the recipient's office is written to, and what campaign.yaml says of it."""
    place = document.place(("recipient",))
    if job.forms is None:
        raise Refused([finding(FILE_MISSING, N_("letters need assets/letters/forms.yaml, which cannot be read"),
                               source=place)])
    office, holder = job.forms.offices.get(spec.recipient), job.campaign.officials.offices.get(spec.recipient)
    if office is None:
        near = nearest(spec.recipient, job.forms.offices)
        raise Refused([finding(UNKNOWN_NAME, N_("there is no office {name} in assets/letters/forms.yaml"),
                               DID_YOU_MEAN if near else N_("there is: {known}"), source=place, name=spec.recipient,
                               near=near, known=", ".join(job.forms.offices))])
    if holder is None:
        raise Refused([finding(NO_OFFICE, N_("campaign.yaml has no office {name} under officials:"), source=place,
                               name=spec.recipient)])
    return job.forms, office, holder


def civility(known: str, forms: FormsSpec) -> str:
    """What stands before a name; nothing where it is not known."""
    return forms.civilities.get("f" if known == "f" else "m", "") if known in ("f", "m") else ""


def called(office: Office) -> str:
    """An office as its holder's civility has it."""
    return office.office.feminine if office.civility == "f" else office.office.masculine


# Of a letter's controls, those that run with its text; all others have a slot of their name in the layout.
RUNNING = ("subject", "greeting", "close", "signature")
ABOUT = {"fr": "Objet\u00a0: ", "en": "Subject: "}
_NOTATION = regex(r"([*^\[\]{}\\])")


def set_on_paper(context: Context) -> tuple[dict[str, Words], tuple[Block, ...]]:
    """The generic letter for its PDF: words for slots named as its controls, and the blocks that run over its sheets.

    What a member has to fill in is blank, and says what belongs there. Mistakes are among the context's findings.
    """
    job, document = context.job, context.document
    name = Path(document.file).stem
    try:
        told = letter(job, name, context.findings)
    except Refused as refused:
        context.findings += refused.findings
        return {}, ()
    place = document.place(("recipient",))
    prompts = {tag: control.prompt for tag, control in job.forms.controls.items()} if job.forms else {}
    said = {**prompts, **told.prompts, **{tag: words for tag, words in told.values.items() if words}}
    plain = {tag: _NOTATION.sub(r"\\\1", words) for tag, words in said.items() if tag != "body"}
    words = {tag: Words(text, place, tag, blank=not told.values.get(tag)) for tag, text in plain.items()
             if tag not in RUNNING}

    def running(tag: str) -> Paragraph:
        return Paragraph(prose.Text(plain[tag], (), place), tag, blank=not told.values.get(tag))

    plain["subject"] = ABOUT.get(told.language, "") + plain["subject"]
    subject = Heading(prose.Text(plain["subject"], (), place), 1, "subject")
    return words, (subject, running("greeting"), *told.body, running("close"), running("signature"))
