"""The structure that a reader hears: headings, paragraphs, figures and links, in reading order (PDF/UA-1).

Everything with a role is tagged; what has none, or is artwork, is an artifact. Painting order is
reading order, but for the parts that a group names (the panels of a leaflet).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from reportlab.pdfbase import pdfdoc

from pressroom.marks import Group
from pressroom.paint.document import File, array, dictionary, name, text


@dataclass(slots=True)
class Tagged:
    """A piece of marked content.

    Attributes:
        tag: the structure type, e.g. `H1`.
        mcid: its number on the page; -1 for a form field, which is an annotation alone.
        group: what it shows.
    """

    tag: str
    mcid: int
    group: Group


@dataclass(slots=True)
class PageTags:
    """The tags of one page, in painting order.

    Attributes:
        tagged: what is not an artifact.
        titled: whether an earlier page bears the title, so that headings here come under it.
    """

    tagged: list[Tagged] = field(default_factory=list)
    titled: bool = False

    def opening(self, group: Group) -> str:
        """The operator that opens a group's marked content."""
        tag = self._tag(group)
        if not tag:
            return "/Artifact BMC"
        self.tagged.append(Tagged(tag, sum(one.mcid >= 0 for one in self.tagged), group))
        return f"/{tag} <</MCID {self.tagged[-1].mcid}>> BDC"

    def field(self, group: Group) -> None:
        """Take a form field's place in the order of reading."""
        self.tagged.append(Tagged("Form", -1, group))

    def _tag(self, group: Group) -> str:
        if group.role == "heading":
            return "H2" if self.titled or any(one.tag in ("H1", "H2") for one in self.tagged) else "H1"
        return {"paragraph": "P", "caption": "P", "link": "P", "figure": "Figure"}.get(group.role, "")


class Structure:
    """The structure tree of one file, built while its pages are added."""

    def __init__(self, file: File, language: str) -> None:
        self.file = file
        self.root = dictionary({"Type": name("StructTreeRoot")})
        self.document = dictionary({"Type": name("StructElem"), "S": name("Document"), "P": self._ref(self.root),
                                    "Lang": text(language)})
        self.kids: list[tuple[int, object]] = []
        self.parents: list[tuple[int, object]] = []
        self._next = 0

    def _ref(self, item: pdfdoc.PDFObject) -> object:
        return self.file.add(item)

    def add_page(self, page: object, tags: PageTags, annotations: dict[int, object]) -> int:
        """Add a page's elements; its StructParents number.

        `annotations` are references, by their place among the tags.
        """
        number = self._number()
        elements = []
        for place, one in enumerate(tags.tagged):
            if one.tag == "Form":
                self._form(page, one, annotations[place])
                continue
            element = self._element(page, one, annotations.get(place))
            elements.append(element)
        self.parents.append((number, self._ref(array(elements))))
        return number

    def _element(self, page: object, one: Tagged, annotation: object | None) -> object:
        """The element that holds the marked content; a link stands around it, with its annotation."""
        entries: dict[str, object] = {"Type": name("StructElem"), "S": name(one.tag), "Pg": page}
        if one.group.alt and one.tag == "Figure":
            entries["Alt"] = text(one.group.alt)
        if one.group.language:
            entries["Lang"] = text(one.group.language)
        if annotation is None:
            entries.update(P=self._ref(self.document), K=one.mcid)
            element = self._ref(dictionary(entries))
            self.kids.append((one.group.part, element))
            return element
        return self._linked(page, one, entries, annotation)

    def _form(self, page: object, one: Tagged, annotation: object) -> None:
        """A field: an element that holds its annotation and nothing painted (ISO 14289-1, 7.18.4)."""
        reference = dictionary({"Type": name("OBJR"), "Obj": annotation, "Pg": page})
        element = self._ref(dictionary({"Type": name("StructElem"), "S": name("Form"), "Pg": page,
                                        "P": self._ref(self.document), "K": reference}))
        self.kids.append((one.group.part, element))
        self._owned(annotation, element)

    def _owned(self, annotation: object, element: object) -> None:
        """Lead from an annotation to its element."""
        number = self._number()
        self.parents.append((number, element))
        annotation_object = self.file.document.idToObject[annotation.name]  # type: ignore[attr-defined]
        annotation_object.dict["StructParent"] = number

    def _linked(self, page: object, one: Tagged, entries: dict[str, object], annotation: object) -> object:
        link = dictionary({"Type": name("StructElem"), "S": name("Link"), "Pg": page})
        link_ref = self._ref(link)
        holder = dictionary(entries)
        holder_ref = self._ref(holder)
        reference = dictionary({"Type": name("OBJR"), "Obj": annotation, "Pg": page})
        if one.tag == "Figure":  # Link > Figure
            holder.dict.update(P=link_ref, K=one.mcid)
            link.dict.update(P=self._ref(self.document), K=array([holder_ref, reference]))
            self.kids.append((one.group.part, link_ref))
            owner = holder_ref
        else:  # P > Link
            holder.dict.update(P=self._ref(self.document), K=array([link_ref]))
            link.dict.update(P=holder_ref, K=array([one.mcid, reference]))
            self.kids.append((one.group.part, holder_ref))
            owner = link_ref
        self._owned(annotation, link_ref)
        return owner

    def _number(self) -> int:
        self._next += 1
        return self._next - 1

    def close(self) -> None:
        """Hang the tree into the catalog."""
        numbers = [item for number, element in sorted(self.parents, key=lambda pair: pair[0])
                   for item in (number, element)]
        # Parts that are read in another order than their pages (a leaflet's panels) are heard as they are read.
        self.document.dict["K"] = array([kid for _, kid in sorted(self.kids, key=lambda kid: kid[0])])
        self.root.dict.update(K=self._ref(self.document), ParentTreeNextKey=self._next,
                              ParentTree=self._ref(dictionary({"Nums": array(numbers)})))
        self.file.catalog.StructTreeRoot = self.root
        self.file.catalog.MarkInfo = dictionary({"Marked": pdfdoc.PDFtrue})
