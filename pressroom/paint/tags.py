"""The structure tree: headings, paragraphs, lists, tables, figures and links, in reading order (PDF/UA-1).

Groups with a role are tagged; artwork and groups without a role are artifacts. Painting order is
reading order, except for the parts that groups name (the panels of a leaflet). Groups of one thread are
one element, even across pages.
"""

from __future__ import annotations

from pressroom.marks import Group
from pressroom.paint.document import File, array, dictionary, name, text
from pressroom.paint.reportlab_documents import pdfdoc
from pressroom.records import dataclass, field

# Roles of groups that hold others and have no content of their own.
HOLDERS = {"list": "L", "numbered-list": "L", "item": "LI", "item-body": "LBody", "quote": "BlockQuote",
           "table": "Table", "table-head": "THead", "table-body": "TBody", "table-row": "TR", "header-cell": "TH",
           "cell": "TD", "illustration": "Figure", "figure-caption": "Caption"}
_TAGS = {"paragraph": "P", "caption": "P", "link": "P", "figure": "Figure", "label": "Lbl"}
_NUMBERING = {"list": "Disc", "numbered-list": "Decimal"}

# An element: its tag and its group.
Step = tuple[str, Group]


@dataclass(slots=True)
class MarkedContent:
    """A marked-content sequence.

    Attributes:
        tag: the structure type, e.g. `H1`.
        mcid: its number on the page; -1 for a form field, which is only an annotation.
        group: its marks.
        around: the elements around it, outermost first.
    """

    tag: str
    mcid: int
    group: Group
    around: tuple[Step, ...] = ()


@dataclass(slots=True)
class PageTags:
    """The tags of one page, in painting order.

    Attributes:
        contents: the marked content other than artifacts.
        titled: whether an earlier page has the title, so that headings here are below it.
    """

    contents: list[MarkedContent] = field(default_factory=list)
    titled: bool = False
    _holders: list[Step] = field(default_factory=list)
    _current: MarkedContent | None = None

    def begin(self, group: Group) -> None:
        """Put the marks up to `end` inside this group."""
        self._holders.append((HOLDERS[group.role], group))

    def end(self) -> None:
        """End the group that began last."""
        self._holders.pop()

    def opening(self, group: Group) -> str:
        """The operator that opens a group's marked content."""
        tag = self._tag(group)
        self._current = None
        if not tag:
            return "/Artifact BMC"
        around = tuple(self._holders)
        if group.link:  # Link > Figure, P > Link
            around, tag = ((*around, ("Link", group)), tag) if tag == "Figure" else ((*around, (tag, group)), "Link")
        self._current = self._add(tag, group, around)
        tag_name = "P" if tag == "Link" else tag
        return f"/{tag_name} <</MCID {self._current.mcid}>> BDC"

    @property
    def in_element(self) -> bool:
        """Whether the marked content that was opened last is not an artifact."""
        return self._current is not None

    def linking(self, group: Group) -> str:
        """The operator that opens a link inside the paragraph that was opened last."""
        holder = self._current
        assert holder is not None
        return f"/Link <</MCID {self._add('Link', group, (*holder.around, (holder.tag, holder.group))).mcid}>> BDC"

    def resuming(self, properties: str = "") -> str:
        """The operator that resumes the element opened last, after a link in it, with more `properties`."""
        holder = self._current
        assert holder is not None
        tag_name = "P" if holder.tag == "Link" else holder.tag
        return f"/{tag_name} <</MCID {self._add(holder.tag, holder.group, holder.around).mcid}{properties}>> BDC"

    def _add(self, tag: str, group: Group, around: tuple[Step, ...]) -> MarkedContent:
        self.contents.append(MarkedContent(tag, sum(one.mcid >= 0 for one in self.contents), group, around))
        return self.contents[-1]

    def field(self, group: Group) -> None:
        """Add a form field in the reading order."""
        self.contents.append(MarkedContent("Form", -1, group))

    def _tag(self, group: Group) -> str:
        if group.role == "heading":
            titled = self.titled or any(one.tag in ("H1", "H2") for one in self.contents)
            return f"H{group.level}" if group.level else "H2" if titled else "H1"
        return _TAGS.get(group.role, "")


@dataclass(slots=True)
class _Element:
    """A structure element that may still grow.

    Attributes:
        page: where it begins.
        entries: its dictionary.
        reference: to its dictionary.
        kids: its child elements, the numbers of its content, and references to annotations.
    """

    page: object
    entries: pdfdoc.PDFDictionary
    reference: object
    kids: list[object] = field(default_factory=list)


class Structure:
    """The structure tree of one file, built while its pages are added."""

    def __init__(self, file: File, language: str) -> None:
        self.file = file
        self.root = dictionary({"Type": name("StructTreeRoot")})
        self.document = dictionary({"Type": name("StructElem"), "S": name("Document"), "P": self._ref(self.root),
                                    "Lang": text(language)})
        self.kids: list[tuple[int, object]] = []
        self.parents: list[tuple[int, object]] = []
        self._elements: dict[tuple[str, int, int], _Element] = {}
        self._next = 0

    def _ref(self, item: pdfdoc.PDFObject) -> object:
        return self.file.add(item)

    def add_page(self, page: object, tags: PageTags, annotations: dict[int, object]) -> int:
        """Add a page's elements; its StructParents number.

        `annotations` are references by index in the page's marked content.
        """
        number = self._number()
        owners = []
        for place, one in enumerate(tags.contents):
            if one.tag == "Form":
                self._form(page, one, annotations[place])
                continue
            holder: _Element | None = None
            for step in (*one.around, (one.tag, one.group)):
                holder = self._element(page, number, step, holder)
            assert holder is not None
            holder.kids.append(one.mcid if holder.page is page else dictionary(
                {"Type": name("MCR"), "Pg": page, "MCID": one.mcid}))
            if place in annotations:
                self._annotate(page, number, one, annotations[place])
            owners.append(holder.reference)
        self.parents.append((number, self._ref(array(owners))))
        return number

    def _element(self, page: object, number: int, step: Step, holder: _Element | None) -> _Element:
        """The element of a step, created at its first use."""
        tag, group = step
        key = (tag, -1, group.thread) if group.thread else (tag, number, id(group))
        element = self._elements.get(key)
        if element is None:
            entries: dict[str, object] = {"Type": name("StructElem"), "S": name(tag), "Pg": page}
            if group.alt and tag == "Figure":
                entries["Alt"] = text(group.alt)
            if group.language:
                entries["Lang"] = text(group.language)
            if tag == "L":
                entries["A"] = dictionary({"O": name("List"), "ListNumbering": name(_NUMBERING[group.role])})
            if tag == "TH":
                entries["A"] = dictionary({"O": name("Table"), "Scope": name("Column")})
            entries["P"] = holder.reference if holder else self._ref(self.document)
            structure = dictionary(entries)
            element = self._elements[key] = _Element(page, structure, self._ref(structure))
            if holder:
                holder.kids.append(element.reference)
            else:
                self.kids.append((group.part, element.reference))
        return element

    def _annotate(self, page: object, number: int, one: MarkedContent, annotation: object) -> None:
        """Connect the element of a link with its annotation, in both directions."""
        key = ("Link", -1, one.group.thread) if one.group.thread else ("Link", number, id(one.group))
        link = self._elements[key]
        link.kids.append(dictionary({"Type": name("OBJR"), "Obj": annotation, "Pg": page}))
        self._refer_back(annotation, link.reference)

    def _form(self, page: object, one: MarkedContent, annotation: object) -> None:
        """Add the element of a form field, with its annotation alone (ISO 14289-1, 7.18.4)."""
        reference = dictionary({"Type": name("OBJR"), "Obj": annotation, "Pg": page})
        element = self._ref(dictionary({"Type": name("StructElem"), "S": name("Form"), "Pg": page,
                                        "P": self._ref(self.document), "K": reference}))
        self.kids.append((one.group.part, element))
        self._refer_back(annotation, element)

    def _refer_back(self, annotation: object, element: object) -> None:
        """Add the parent-tree entry from an annotation to its element."""
        number = self._number()
        self.parents.append((number, element))
        annotation_object = self.file.document.idToObject[annotation.name]  # type: ignore[attr-defined]
        annotation_object.dict["StructParent"] = number

    def _number(self) -> int:
        self._next += 1
        return self._next - 1

    def close(self) -> None:
        """Add the tree to the catalog."""
        for one in self._elements.values():
            alone = len(one.kids) == 1 and isinstance(one.kids[0], int)
            one.entries.dict["K"] = one.kids[0] if alone else array(one.kids)
        numbers = [item for number, element in sorted(self.parents, key=lambda pair: pair[0])
                   for item in (number, element)]
        # The panels of a leaflet are ordered as they are read, not as they are on the pages.
        self.document.dict["K"] = array([kid for _, kid in sorted(self.kids, key=lambda kid: kid[0])])
        self.root.dict.update(K=self._ref(self.document), ParentTreeNextKey=self._next,
                              ParentTree=self._ref(dictionary({"Nums": array(numbers)})))
        self.file.catalog.StructTreeRoot = self.root
        self.file.catalog.MarkInfo = dictionary({"Marked": pdfdoc.PDFtrue})
