"""A part among the elements of a layout, or of another part: its parameters' values, and what it is filled with.

Trees that are put together are documents without text of their own: every value has its origin, so that a finding
stands where the value stands, be it in the part or in the layout that gives it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from pressroom.findings import DID_YOU_MEAN, N_, Finding, Place, finding, nearest
from pressroom.specs.parts import PARAMETER, Part, check_kind
from pressroom.specs.reader import Document, Location, Origin, Tree
from pressroom.specs.validate import MISSING_KEY, UNKNOWN_KEY, WRONG_VALUE

KEYS = ("part", "at", "with")


def branch(tree: Tree, origins: Mapping[Location, Origin]) -> Document:
    """A tree of which every value has its origin; `origins` names that of the whole under ()."""
    return Document(origins[()].document.file, (), tree, origins=dict(origins))


def users(entry: Document) -> tuple[Place, ...]:
    """The places that use what a use of a part brings: the use itself, and those of the part it stands in."""
    place = entry.place(("part",))
    return (replace(place, used_in=()), *place.used_in)


def values_of(entry: Document, part: Part, findings: list[Finding]) -> dict[str, Document] | None:
    """The value of every parameter of the part; None, with findings, where one is missing or wrong."""
    wrong = [*_unknown(entry, part)]
    given = _given(entry)
    values: dict[str, Document] = {}
    for name, parameter in part.spec.parameters.items():
        at = given.get(name)
        if at is not None:
            values[name] = _below(entry, at)
            wrong += _checked(entry, at, name, part)
        elif parameter.default is None:
            wrong.append(finding(
                MISSING_KEY, N_("{key} is missing: {says}"), N_("the part {part} asks for it under with:"),
                source=entry.place(), key=name, says=parameter.says, part=part.name))
        else:
            origin = Origin(part.document, ("with", name, "default"), users(entry), value_only=True)
            values[name] = branch(parameter.default, {(): origin})
    findings += wrong
    return None if wrong else values


def filled(tree: Tree, origin: Origin, values: Mapping[str, Document]) -> Document:
    """A tree of a part, which stands at `origin`, with the values of parameters in it."""
    origins: dict[Location, Origin] = {(): origin}
    return branch(_filled(tree, (), values, origins), origins)


def _filled(tree: Tree, inside: Location, values: Mapping[str, Document], origins: dict[Location, Origin]) -> Tree:
    if isinstance(tree, dict):
        return {key: _filled(item, (*inside, key), values, origins) for key, item in tree.items()}
    if isinstance(tree, list):
        return [_filled(item, (*inside, number), values, origins) for number, item in enumerate(tree)]
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


def _given(entry: Document) -> dict[str, Location]:
    """Where the use gives its parameters, by name."""
    use = entry.tree if isinstance(entry.tree, dict) else {}
    own = use.get("with")
    found: dict[str, Location] = {name: ("with", name) for name in own} if isinstance(own, dict) else {}
    return {**found, "at": ("at",)} if "at" in use else found


def _below(entry: Document, location: Location) -> Document:
    """The value at a location of a use, as a tree of its own."""
    tree = entry.tree
    for step in location:
        tree = tree[str(step)] if isinstance(tree, dict) else None
    whole = entry.origin(location)
    inner = {at[len(location):]: origin for at, origin in entry.origins.items() if at[:len(location)] == location}
    return branch(tree, {(): whole, **inner} if whole else inner)


def _checked(entry: Document, at: Location, name: str, part: Part) -> list[Finding]:
    """Findings about one value that a use gives."""
    value = _below(entry, at).tree
    if value is None:
        return [finding(MISSING_KEY, N_("{key} says nothing"), source=entry.place(at, of_key=True), key=name)]
    return check_kind(entry, at, part.spec.parameters[name].kind, value)


def _unknown(entry: Document, part: Part) -> Iterator[Finding]:
    """Findings about keys of a use that are none, and about values that the part does not take."""
    use = entry.tree if isinstance(entry.tree, dict) else {}
    known = part.spec.parameters
    for key in use:
        if key not in KEYS:
            near = nearest(key, KEYS)
            yield finding(UNKNOWN_KEY, N_("unknown key {key} beside part:"),
                          DID_YOU_MEAN if near else N_("what the part asks for stands under with:"),
                          source=entry.place((key,), of_key=True), key=key, near=near)
    own = use.get("with", {})
    if not isinstance(own, dict):
        yield finding(WRONG_VALUE, N_("{key} takes named values, one to a line"), source=entry.place(("with",)),
                      key="with")
        return
    for name, at in (*((name, ("with", name)) for name in own), *((("at", ("at",)),) if "at" in use else ())):
        if name not in known:
            near = nearest(name, known)
            yield finding(UNKNOWN_KEY, N_("the part {part} takes no {key}"),
                          DID_YOU_MEAN if near else N_("it takes: {known}") if known else N_("it takes no parameters"),
                          source=entry.place(at, of_key=True), key=name, part=part.name, near=near,
                          known=", ".join(known))
    if "at" in own and "at" in use:
        yield finding(UNKNOWN_KEY, N_("{key} is given twice, beside part: and under with:"),
                      N_("delete one of the two"),
                      source=entry.place(("at",), of_key=True), key="at")
