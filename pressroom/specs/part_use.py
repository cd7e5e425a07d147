"""The use of a part in a layout or in another part: values of parameters, and their substitution.

Composed trees are documents without text of their own: every value has its origin, so that a finding points to the
value itself, in the part or in the layout that passes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pressroom.findings import DID_YOU_MEAN, N_, Finding, Place, finding, nearest
from pressroom.records import replace
from pressroom.specs.document import Document, Location, Origin, Tree
from pressroom.specs.parts import PARAMETER, LayoutPart, check_kind
from pressroom.specs.validate import MISSING_KEY, UNKNOWN_KEY, WRONG_VALUE

KEYS = ("part", "at", "with")


def branch(tree: Tree, origins: Mapping[Location, Origin]) -> Document:
    """A tree with the origins of its values; `origins` has that of the whole tree under ()."""
    return Document(origins[()].document.file, (), tree, origins=dict(origins))


def users(entry: Document) -> tuple[Place, ...]:
    """The places that use a part: the use itself, and those of the part that contains it."""
    place = entry.place(("part",))
    return (replace(place, used_in=()), *place.used_in)


def values_of(entry: Document, part: LayoutPart, findings: list[Finding]) -> dict[str, Document] | None:
    """The value of every parameter of the part; None, with findings, where one is missing or wrong."""
    wrong = [*_unknown(entry, part)]
    arguments = _argument_locations(entry)
    values: dict[str, Document] = {}
    for name, parameter in part.spec.parameters.items():
        at = arguments.get(name)
        if at is not None:
            values[name] = _below(entry, at)
            wrong += _checked(entry, at, name, part)
        elif parameter.default is None:
            wrong.append(finding(
                MISSING_KEY, N_("{key} is missing: {says}"), N_("the part {part} needs it under with:"),
                source=entry.place(), key=name, says=parameter.says, part=part.name))
        else:
            origin = Origin(part.document, ("with", name, "default"), users(entry), value_only=True)
            values[name] = branch(parameter.default, {(): origin})
    findings += wrong
    return None if wrong else values


def substitute(tree: Tree, origin: Origin, values: Mapping[str, Document]) -> Document:
    """A tree of a part, at `origin`, with the values of parameters substituted."""
    origins: dict[Location, Origin] = {(): origin}
    return branch(_substitute(tree, (), values, origins), origins)


def _substitute(tree: Tree, inside: Location, values: Mapping[str, Document], origins: dict[Location, Origin]) -> Tree:
    if isinstance(tree, dict):
        return {key: _substitute(item, (*inside, key), values, origins) for key, item in tree.items()}
    if isinstance(tree, list):
        return [_substitute(item, (*inside, number), values, origins) for number, item in enumerate(tree)]
    if tree is None or "$" not in tree:
        return tree
    whole = PARAMETER.fullmatch(tree)
    if whole and whole["name"]:
        value = values[whole["name"]]
        for deeper, origin in value.origins.items():
            origins[(*inside, *deeper)] = origin if deeper else replace(origin, value_only=True)
        return value.tree

    def text(match: re.Match[str]) -> str:
        return str(values[match["name"]].tree) if match["name"] else "$"
    return PARAMETER.sub(text, tree)


def _argument_locations(entry: Document) -> dict[str, Location]:
    """The locations of the arguments of a use, by parameter name."""
    mapping = entry.tree if isinstance(entry.tree, dict) else {}
    own = mapping.get("with")
    locations: dict[str, Location] = {name: ("with", name) for name in own} if isinstance(own, dict) else {}
    return {**locations, "at": ("at",)} if "at" in mapping else locations


def _below(entry: Document, location: Location) -> Document:
    """The value at a location of a use, as a separate tree."""
    tree = entry.tree
    for step in location:
        tree = tree[str(step)] if isinstance(tree, dict) else None
    whole = entry.origin(location)
    inner = {at[len(location):]: origin for at, origin in entry.origins.items() if at[:len(location)] == location}
    return branch(tree, {(): whole, **inner} if whole else inner)


def _checked(entry: Document, at: Location, name: str, part: LayoutPart) -> list[Finding]:
    """Findings about one argument of a use."""
    value = _below(entry, at).tree
    if value is None:
        return [finding(MISSING_KEY, N_("{key} is empty"), source=entry.place(at, of_key=True), key=name)]
    return check_kind(entry, at, part.spec.parameters[name].kind, value)


def _unknown(entry: Document, part: LayoutPart) -> Iterator[Finding]:
    """Findings about unknown keys of a use, and about arguments that the part does not take."""
    mapping = entry.tree if isinstance(entry.tree, dict) else {}
    parameters = part.spec.parameters
    for key in mapping:
        if key not in KEYS:
            near = nearest(key, KEYS)
            yield finding(UNKNOWN_KEY, N_("unknown key {key} beside part:"),
                          DID_YOU_MEAN if near else N_("parameters of the part go under with:"),
                          source=entry.place((key,), of_key=True), key=key, near=near)
    own = mapping.get("with", {})
    if not isinstance(own, dict):
        yield finding(WRONG_VALUE, N_("{key} takes named values, one to a line"), source=entry.place(("with",)),
                      key="with")
        return
    for name, at in (*((name, ("with", name)) for name in own), *((("at", ("at",)),) if "at" in mapping else ())):
        if name not in parameters:
            near = nearest(name, parameters)
            yield finding(UNKNOWN_KEY, N_("the part {part} takes no {key}"),
                          DID_YOU_MEAN if near else
                          N_("it takes: {known}") if parameters else N_("it takes no parameters"),
                          source=entry.place(at, of_key=True), key=name, part=part.name, near=near,
                          known=", ".join(parameters))
    if "at" in own and "at" in mapping:
        yield finding(UNKNOWN_KEY, N_("{key} is given twice, beside part: and under with:"),
                      N_("delete one of the two"),
                      source=entry.place(("at",), of_key=True), key="at")
