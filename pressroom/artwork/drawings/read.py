"""An SVG file as a tree of elements with their lines; nothing outside the file is read."""

from __future__ import annotations

from pathlib import Path
from xml.parsers import expat

from pressroom.artwork.drawings.rules import BROKEN, MOST_BYTES, MOST_DEPTH, MOST_ELEMENTS, UNSUPPORTED
from pressroom.findings import N_, Finding, FindingCode, Place, Refused, finding
from pressroom.records import dataclass, field

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
_BETWEEN = " "  # cannot occur in a namespace or a name


@dataclass(slots=True)
class Node:
    """An element of the SVG namespace.

    Attributes:
        tag: its local name.
        attributes: by name; those of XLink as `xlink:href`, those of other namespaces omitted.
        place: where it begins.
        children: the elements inside; those of other namespaces (editors' data) omitted.
        text: the characters inside, before its first child.
        tail: those after it, up to the next element.
    """

    tag: str
    attributes: dict[str, str]
    place: Place
    children: list[Node] = field(default_factory=list)
    text: str = ""
    tail: str = ""

    def all(self) -> list[Node]:
        """The element and everything inside, in document order."""
        nodes, waiting = [], [self]
        while waiting:
            node = waiting.pop()
            nodes.append(node)
            waiting.extend(reversed(node.children))
        return nodes


def read(content: bytes, file: Path) -> Node:
    """The tree of `content`; findings name `file`.

    Raises:
        Refused: it is not XML or not SVG, declares entities, or exceeds a limit of `rules`.
    """
    reader = _Reader(file)
    if len(content) > MOST_BYTES:
        raise Refused([reader.fault(UNSUPPORTED, N_("the drawing has {size} bytes, more than {limit}"),
                                    size=len(content), limit=MOST_BYTES)])
    try:
        reader.parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as fault:
        line, column = getattr(fault, "lineno", 0), getattr(fault, "offset", -1) + 1
        reason = expat.ErrorString(fault.code) if isinstance(fault, expat.ExpatError) else str(fault)
        raise Refused([finding(BROKEN, N_("the drawing is not valid XML: {reason}"), source=Place(file, line, column),
                               reason=reason)]) from fault
    if reader.root is None or reader.root.tag != "svg":
        raise Refused([reader.fault(BROKEN, N_("the file is XML, but not an SVG drawing"))])
    return reader.root


class _Reader:
    """Expat's callbacks."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.root: Node | None = None
        self.open: list[Node | None] = []  # None for an element of another namespace
        self.count = 0
        self.parser = expat.ParserCreate(namespace_separator=_BETWEEN)
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.EntityDeclHandler = self.entity

    @property
    def place(self) -> Place:
        return Place(self.file, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def fault(self, rule: FindingCode, message: str, **values: str | int) -> Finding:
        return finding(rule, message, source=Place(self.file), **values)  # type: ignore[arg-type]

    def entity(self, name: str, *_: object) -> None:
        raise Refused([finding(BROKEN, N_("the drawing declares the entity {name}, which is not allowed"),
                               source=self.place, name=name)])

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS or len(self.open) >= MOST_DEPTH:
            raise Refused([finding(UNSUPPORTED, N_("the drawing has more than {limit} elements, or more than "
                                                   "{depth} levels"), source=self.place, limit=MOST_ELEMENTS,
                                   depth=MOST_DEPTH)])
        space, _, tag = name.rpartition(_BETWEEN)
        node = None
        # Drawing programs accept a file without namespaces, so it is accepted here.
        if space in (SVG, "") and (not self.open or self.open[-1] is not None):
            node = Node(tag, _attributes(attributes), self.place)
            if self.root is None:
                self.root = node
            elif self.open[-1] is not None:
                self.open[-1].children.append(node)
        self.open.append(node)

    def end(self, _: str) -> None:
        self.open.pop()

    def characters(self, text: str) -> None:
        if self.open and (node := self.open[-1]) is not None:
            if node.children:
                node.children[-1].tail += text
            else:
                node.text += text


def _attributes(raw: dict[str, str]) -> dict[str, str]:
    attributes = {}
    for name, value in raw.items():
        space, _, local = name.rpartition(_BETWEEN)
        if space == XLINK:
            attributes[f"xlink:{local}"] = value
        elif not space:
            attributes[local] = value
    return attributes
