"""Whether assets/letters/forms.yaml has the words of every control that a letter has, and of no other."""

from __future__ import annotations

from pressroom.findings import N_, Finding, Refused, code, finding
from pressroom.letters.template import TAGS
from pressroom.specs.letter import FormsSpec
from pressroom.specs.reader import Document

MISSING_CONTROL = code(
    "missing-control", N_("Every place of a letter that is filled in has a label and a prompt, or those who hear the "
                          "page would not know what to type."),
    N_("Add the control under controls: in assets/letters/forms.yaml."))


def complete(spec: FormsSpec, document: Document) -> None:
    """Judge the forms.

    Raises:
        Refused: a control has no words, or words have no control.
    """
    wrong: list[Finding] = [
        finding(MISSING_CONTROL, N_("the control {name} has no words"), N_("there is: {known}"),
                source=document.place(("controls",), of_key=True), name=name, known=", ".join(spec.controls))
        for name in TAGS if name not in spec.controls]
    wrong += [finding(MISSING_CONTROL, N_("a letter has no control {name}"), N_("there is: {known}"),
                      source=document.place(("controls", name), of_key=True), name=name, known=", ".join(TAGS))
              for name in spec.controls if name not in TAGS]
    if wrong:
        raise Refused(wrong)
