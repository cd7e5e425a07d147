"""layouts/parts/<name>.yaml: elements that several layouts share, with parameters.

A parameter's value replaces `$name` in the part's texts; `$$` is a dollar sign. A box of cells or edges, or a list,
must be the whole value of a key (`at: $at`); anything else may be inside a longer text (`c1-5 $rows`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Protocol

from pressroom.elements.base import Names
from pressroom.elements.grid import At
from pressroom.field_types import Name, PartLength, Spec, Switch, Text
from pressroom.findings import DID_YOU_MEAN, N_, Finding, Refused, code, finding, nearest
from pressroom.models import Field
from pressroom.patterns import regex
from pressroom.records import dataclass
from pressroom.specs.document import Document, Location, Tree
from pressroom.specs.validate import MISSING_KEY, UNKNOWN_NAME, check_value, validate

FOLDER = "layouts/parts"
PARAMETER = regex(r"\$(?:\$|(?P<name>[a-z][a-z0-9]*(?:-[a-z0-9]+)*))")

PART_PARAMETER = code(
    "part-parameter",
    N_("A parameter has no effect when the part does not use it, or uses it where its value is not allowed."),
    N_("Write $name where the value belongs, a box or a list as the whole value of a key, or delete the parameter."))

ParameterKind = Literal["text", "number", "length", "switch", "name", "names", "at"]
_TYPES: Mapping[str, Any] = {
    "text": str, "number": Annotated[float, Field(allow_inf_nan=False)], "length": PartLength, "switch": Switch,
    "name": Name, "names": Names, "at": At}
_ALONE = ("names", "at")


class Parameter(Spec):
    """A parameter of a part.

    Attributes:
        says: its meaning, for the author of a layout.
        kind: `text`, `number`, `length` (6%, 15mm), `switch`, `name`, `names` (one or a list), or `at`: a box.
        default: its value where a layout passes none; without it, the parameter is required.
    """

    says: Annotated[Text, Field(min_length=1)]
    kind: ParameterKind = "text"
    default: Any = None


class PartUse(Spec):
    """Among elements: the use of a part of layouts/parts, replaced by the part's elements.

    Attributes:
        part: the file's name, without its ending.
        at: short for the parameter `at`.
        values: the parameters, by name; in the file, `with`.
    """

    part: Name
    at: At | None = None
    values: dict[Name, Any] = Field(default_factory=dict, alias="with")


class PartSpec(Spec):
    """The whole file.

    Attributes:
        title, says: its name and purpose.
        parameters: by name; in the file, `with`.
        elements: inserted where the part is used, in painting order; uses of other parts may be among them.
        styles, slots: of these elements, or alone; those of the layout of the same name take precedence.
    """

    title: Text
    says: Text = ""
    parameters: dict[Name, Parameter] = Field(default_factory=dict, alias="with")
    elements: tuple[dict[str, Any], ...] = ()
    styles: dict[Name, Any] = Field(default_factory=dict)
    slots: dict[Name, Any] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LayoutPart:
    """A part without mistakes of its own."""

    name: str
    spec: PartSpec
    document: Document


class Parts(Protocol):
    """The parts of a project."""

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts that have a file."""

    def part(self, name: str) -> LayoutPart:
        """The part of that name, which is one of `names`.

        Raises:
            Refused: it has mistakes of its own.
        """


def parse_part(name: str, document: Document) -> LayoutPart:
    """The part that a document describes.

    Raises:
        Refused: with every finding about the part alone; its elements are checked where it is used.
    """
    spec = validate(document, PartSpec)
    wrong = [*_parameters(document, spec), *_defaults(document, spec)]
    if not (spec.elements or spec.styles or spec.slots):
        wrong.append(finding(MISSING_KEY, N_("a part has elements, styles or slots"), source=document.place()))
    if wrong:
        raise Refused(wrong)
    return LayoutPart(name, spec, document)


def check_kind(document: Document, location: Location, kind: ParameterKind, value: Tree) -> list[Finding]:
    """Findings about a parameter's value at `location`."""
    return check_value(document, location, _TYPES[kind], value)


def _defaults(document: Document, spec: PartSpec) -> Iterator[Finding]:
    for name, parameter in spec.parameters.items():
        if parameter.default is not None:
            yield from check_kind(document, ("with", name, "default"), parameter.kind, parameter.default)


def _parameters(document: Document, spec: PartSpec) -> Iterator[Finding]:
    """Findings about parameters that are unknown, unused, or inside a text where they are not allowed."""
    names = set()
    for location, text in _texts(document.tree, ()):
        for match in PARAMETER.finditer(text):
            name = match["name"]
            if name is None:
                continue
            names.add(name)
            parameter = spec.parameters.get(name)
            if parameter is None:
                near = nearest(name, spec.parameters)
                yield finding(UNKNOWN_NAME, N_("the part has no parameter {name}"),
                              DID_YOU_MEAN if near else N_("declare it under with:, or write $$ for a dollar sign"),
                              source=document.place(location), name=name, near=near)
            elif parameter.kind in _ALONE and text != match[0]:
                yield finding(PART_PARAMETER, N_("the parameter {name} is a box or a list: it cannot be part of a "
                                                 "text"), N_("write it as the whole value, or give it the kind text"),
                              source=document.place(location), name=name)
    for name in spec.parameters:
        if name not in names:
            yield finding(PART_PARAMETER, N_("the part does not use its parameter {name}"),
                          N_("write ${name} where its value belongs, or delete it"),
                          source=document.place(("with", name), of_key=True), name=name)


def _texts(tree: Tree, location: Location) -> Iterator[tuple[Location, str]]:
    """Every text of the elements, styles and slots, with its location."""
    if isinstance(tree, str):
        yield location, tree
    elif isinstance(tree, list):
        for number, item in enumerate(tree):
            yield from _texts(item, (*location, number))
    elif isinstance(tree, dict):
        for key, item in tree.items():
            if location or key in ("elements", "styles", "slots"):
                yield from _texts(item, (*location, key))
