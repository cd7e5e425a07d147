"""assets/letters/forms.yaml: forms of address, and what the places of a letter are called and ask for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pressroom.errors import N_, Finding, Refused, code, finding
from pressroom.letters.template import TAGS
from pressroom.specs.letter import FormsSpec
from pressroom.specs.reader import Document
from pressroom.specs.reader import read as read_yaml
from pressroom.specs.validate import validate

PATH = "assets/letters/forms.yaml"
MISSING_CONTROL = code(
    "missing-control", N_("Every place of a letter that is filled in has a label and a prompt, or those who hear the "
                          "page would not know what to type."),
    N_("Add the control under controls: in assets/letters/forms.yaml."))


@dataclass(frozen=True, slots=True)
class Forms:
    """The checked file, and where its words stand."""

    spec: FormsSpec
    document: Document


def read(root: Path) -> Forms:
    """The forms of the project at `root`.

    Raises:
        Refused: every mistake of the file.
    """
    document = read_yaml(root / PATH, Path(PATH))
    spec = validate(document, FormsSpec)
    missing = [tag for tag in TAGS if tag not in spec.controls]
    unknown = [tag for tag in spec.controls if tag not in TAGS]
    wrong: list[Finding] = [
        finding(MISSING_CONTROL, N_("the control {name} has no words"), N_("there is: {known}"),
                source=document.place(("controls",), of_key=True), name=name, known=", ".join(spec.controls))
        for name in missing]
    wrong += [finding(MISSING_CONTROL, N_("a letter has no control {name}"), N_("there is: {known}"),
                      source=document.place(("controls", name), of_key=True), name=name, known=", ".join(TAGS))
              for name in unknown]
    if wrong:
        raise Refused(wrong)
    return Forms(spec, document)
