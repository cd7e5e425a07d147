"""Checks that assets/letters/forms.yaml has texts for exactly the controls that a letter has."""

from __future__ import annotations

from pressroom.findings import N_, Finding, Refused, code, finding
from pressroom.letters.template import TAGS
from pressroom.specs.document import Document
from pressroom.specs.letter import FormsSpec

MISSING_CONTROL = code(
    "missing-control", N_("Each content control of a letter needs a label and a prompt: a screen reader announces "
                          "them, so that its user knows what to type."),
    N_("Add the control under controls: in assets/letters/forms.yaml."))


def complete(spec: FormsSpec, document: Document) -> None:
    """Check the controls of the forms.

    Raises:
        Refused: a control is missing or unknown.
    """
    wrong: list[Finding] = [
        finding(MISSING_CONTROL, N_("the control {name} has no label and no prompt"), N_("there is: {known}"),
                source=document.place(("controls",), of_key=True), name=name, known=", ".join(spec.controls))
        for name in TAGS if name not in spec.controls]
    wrong += [finding(MISSING_CONTROL, N_("a letter has no control {name}"), N_("there is: {known}"),
                      source=document.place(("controls", name), of_key=True), name=name, known=", ".join(TAGS))
              for name in spec.controls if name not in TAGS]
    if wrong:
        raise Refused(wrong)
