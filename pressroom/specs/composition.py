"""Layouts composed: parts inserted and sheets expanded, which gives the tree that the layout's model validates.

Values keep their places: in the layout, or in a part's file, with the places that use the part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pressroom.field_types import NAME
from pressroom.findings import DID_YOU_MEAN, N_, Finding, Place, Refused, code, finding, nearest
from pressroom.records import dataclass, replace
from pressroom.specs.document import Document, Location, Origin, Tree
from pressroom.specs.layout import SheetNumbers
from pressroom.specs.part_use import branch, substitute, users, values_of
from pressroom.specs.parts import LayoutPart, Parts
from pressroom.specs.validate import UNKNOWN_NAME, check_value

DEEPEST = 8
MOST_ELEMENTS = 2_000

PART_NESTING = code(
    "part-nesting", N_("A part may use other parts, but not itself, directly or through other parts."),
    N_("Remove the use that leads back to the part, or write the elements out."))
PARTS_DIFFER = code(
    "parts-differ", N_("Two parts define a style or a slot of the same name in different ways."),
    N_("Define the style or slot in the layout itself, which takes precedence over parts, or rename one of the two."))
SHEET_NUMBERS = code(
    "sheet-numbers", N_("Every sheet must be described exactly once."),
    N_("Name each sheet under one `each:` only, from 1 on, without gaps."))


@dataclass(frozen=True, slots=True)
class Composition:
    """A composed layout.

    Attributes:
        document: with the elements of parts in place of their uses, and one entry for each sheet.
        findings: mistakes in parts and in their uses.
        parts: the names of the parts in use, by the layout or by another part.
    """

    document: Document
    findings: tuple[Finding, ...]
    parts: frozenset[str]


def compose(document: Document, parts: Parts) -> Composition:
    """The layout of a document; its own values are checked later, by the layout's model.

    Raises:
        Refused: it has more than MOST_ELEMENTS elements.
    """
    if not isinstance(document.tree, dict):
        return Composition(document, (), frozenset())
    composer = _Composer(document, parts)
    tree = composer.layout(document.tree)
    return Composition(replace(document, tree=tree, origins=composer.origins), tuple(composer.findings),
                       frozenset(composer.used))


class _Composer:
    """Composes one layout; collects findings, the parts in use, and the origins of values."""

    def __init__(self, document: Document, parts: Parts) -> None:
        self.document, self.parts = document, parts
        self.tree: dict[str, Tree] = {}
        self.findings: list[Finding] = []
        self.used: set[str] = set()
        self.origins: dict[Location, Origin] = {}
        self.imports: dict[tuple[str, str], tuple[str, Document]] = {}
        self.count = 0

    def layout(self, tree: dict[str, Tree]) -> dict[str, Tree]:
        self.tree = tree
        out = dict(tree)
        for key in ("elements", "across"):
            if key in tree:
                out[key] = self.elements(tree[key], (key,), (key,))
        if "sheets" in tree:
            out["sheets"] = self.sheets(tree["sheets"])
        if "screen" in tree:
            out["screen"] = self.sheet(tree["screen"], ("screen",), ("screen",))
        for key in ("panels", "flow"):
            group = tree.get(key)
            if isinstance(group, dict):
                out[key] = {name: self.sheet(sheet, (key, name), (key, name)) for name, sheet in group.items()}
        for (key, name), (_, value) in self.imports.items():
            own = out.setdefault(key, {})
            if isinstance(own, dict) and name not in own:
                out[key] = {**own, name: value.tree}
                self.place(value, (key, name))
        return out

    def place(self, value: Document, target: Location) -> None:
        """Record the origins of a branch's values at `target` of the tree."""
        if value.origins != {(): Origin(self.document, target)}:
            self.origins.update({(*target, *inside): origin for inside, origin in value.origins.items()})

    def sheet(self, tree: Tree, source: Location, target: Location) -> Tree:
        """A sheet or a panel, at `source` of the file and `target` of the tree."""
        if not isinstance(tree, dict) or "elements" not in tree:
            return tree
        return {**tree, "elements": self.elements(tree["elements"], (*source, "elements"), (*target, "elements"))}

    def elements(self, entries: Tree, source: Location, target: Location) -> Tree:
        """A list of elements with the parts inserted."""
        if not isinstance(entries, list):
            return entries
        out: list[Tree] = []
        for number, item in enumerate(entries):
            for element in self.entry(branch(item, {(): Origin(self.document, (*source, number))}), ()):
                self.place(element, (*target, len(out)))
                out.append(element.tree)
        return out

    def entry(self, entry: Document, chain: tuple[str, ...]) -> Iterator[Document]:
        """An element, or the elements of the part that replaces it."""
        self.count += 1
        if self.count > MOST_ELEMENTS:
            raise Refused([*self.findings, finding(
                PART_NESTING, N_("with its parts the layout has more than {limit} elements"), source=entry.place(),
                limit=MOST_ELEMENTS)])
        if not isinstance(entry.tree, dict) or "part" not in entry.tree:
            yield entry
            return
        part = self.part(entry, entry.tree["part"], chain)
        values = values_of(entry, part, self.findings) if part else None
        if part is None or values is None:
            return
        used_in = users(entry)
        self.bring(part, values, used_in)
        for number, tree in enumerate(part.spec.elements):
            element = substitute(tree, Origin(part.document, ("elements", number), used_in), values)
            yield from self.entry(element, (*chain, part.name))

    def part(self, entry: Document, name: Tree, chain: tuple[str, ...]) -> LayoutPart | None:
        """The part that an entry uses; None, with findings, when the use is wrong."""
        place = entry.place(("part",))
        if not isinstance(name, str) or not NAME.match(name):
            self.findings.append(finding(
                UNKNOWN_NAME, N_("{name} cannot be the name of a part"),
                N_("a part is a file of layouts/parts; write its name without folder and ending"), source=place,
                name=str(name)[:60]))
        elif name not in self.parts.names:
            near = nearest(name, self.parts.names)
            self.findings.append(finding(
                UNKNOWN_NAME, N_("there is no part {name}"), DID_YOU_MEAN if near else N_("add it to layouts/parts"),
                source=place, name=name, near=near))
        elif name in chain:
            self.findings.append(finding(
                PART_NESTING, N_("the part {name} uses itself: {chain}"), source=place, name=name,
                chain=" > ".join((*chain[chain.index(name):], name))))
        elif len(chain) >= DEEPEST:
            self.findings.append(finding(PART_NESTING, N_("parts are nested more than {limit} deep"), source=place,
                                         limit=DEEPEST))
        else:
            return self.read_part(name, users(entry))
        return None

    def read_part(self, name: str, used_in: tuple[Place, ...]) -> LayoutPart | None:
        self.used.add(name)
        try:
            return self.parts.part(name)
        except Refused as refused:
            self.findings += [replace(item, source=replace(item.source, used_in=used_in)) if item.source else item
                              for item in refused.findings]
            return None

    def bring(self, part: LayoutPart, values: Mapping[str, Document], used_in: tuple[Place, ...]) -> None:
        """Import the styles and slots of a part; those of the layout of the same name take precedence."""
        for key, group in (("styles", part.spec.styles), ("slots", part.spec.slots)):
            own = self.tree.get(key)
            for name, tree in group.items():
                if isinstance(own, dict) and name in own:
                    continue
                value = substitute(tree, Origin(part.document, (key, name), used_in), values)
                other, before = self.imports.setdefault((key, name), (part.name, value))
                if before.tree != value.tree:
                    self.findings.append(finding(
                        PARTS_DIFFER, N_("{name} differs between the part {other} and the part {part}"),
                        N_("write it under {key}: in the layout"), source=value.place(of_key=True), name=name,
                        other=other, part=part.name, key=key))

    def sheets(self, entries: Tree) -> Tree:
        """One entry for each sheet: `each` is expanded."""
        if not isinstance(entries, list):
            return entries
        out: list[Tree] = []
        for number, index in enumerate(self.order(entries)):
            source, target = ("sheets", index), ("sheets", number)
            self.place(branch(None, {(): Origin(self.document, source)}), target)
            sheet = self.sheet(entries[index], source, target)
            out.append({key: value for key, value in sheet.items() if key != "each"} if isinstance(sheet, dict)
                       else sheet)
        return out

    def order(self, entries: list[Tree]) -> list[int]:
        """The index of the entry that describes each sheet, in the order of the sheets."""
        entry_of_sheet: dict[int, int] = {}
        wrong: list[Finding] = []
        for index, entry in enumerate(entries):
            if not isinstance(entry, dict) or "each" not in entry:
                continue
            at = ("sheets", index, "each")
            bad = check_value(self.document, at, SheetNumbers, entry["each"])
            wrong += bad
            if entry["each"] == []:
                wrong.append(finding(SHEET_NUMBERS, N_("each: lists no sheet"), source=self.document.place(at)))
            for place, text in enumerate(entry["each"] or () if not bad else ()):
                number = int(float(str(text)))
                if number in entry_of_sheet:
                    wrong.append(finding(SHEET_NUMBERS, N_("sheet {number} is described twice"),
                                         source=self.document.place((*at, place)), number=number))
                entry_of_sheet[number] = index
        rest = [index for index, entry in enumerate(entries) if not isinstance(entry, dict) or "each" not in entry]
        free = (number for number in range(1, len(entry_of_sheet) + len(rest) + 1) if number not in entry_of_sheet)
        entry_of_sheet |= dict(zip(free, rest, strict=False))
        absent = set(range(1, max(entry_of_sheet, default=0) + 1)) - set(entry_of_sheet)
        if absent and not wrong:
            wrong.append(finding(
                SHEET_NUMBERS, N_("sheet {number} is not described, although sheet {last} is"),
                source=self.document.place(("sheets",), of_key=True), number=min(absent), last=max(entry_of_sheet)))
        self.findings += wrong
        return [entry_of_sheet[number] for number in sorted(entry_of_sheet)]
