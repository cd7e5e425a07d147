"""The generic Word file of a letter: its text, and prompts for what depends on sender and recipient."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from pressroom import prose
from pressroom.findings import N_, Refused, code, finding
from pressroom.letters import package, word
from pressroom.letters.ooxml import PACKAGE, R, parsed, serialised, value, w
from pressroom.letters.template import PATH, TAGS, bracketed, core, placeholder_name
from pressroom.prose import Block, Heading, ListItems, Quote, Text
from pressroom.resolve.letter import Letter

NO_CONTROL = code(
    "no-control", N_("The letter template needs a content control for each text that is filled in."),
    N_("In Word, insert a content control with this tag (Developer, Properties), or write the template again with "
       "`python -m pressroom.letters.template`."))
_DOCUMENT, _GLOSSARY, _LINKS = "word/document.xml", "word/glossary/document.xml", "word/_rels/document.xml.rels"
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def generic_file(letter: Letter, template: bytes) -> bytes:
    """The Word file of a letter.

    Raises:
        Refused: the template lacks a control, or is not a Word file.
    """
    parts = package.read(template, PATH)
    document = parsed(parts[_DOCUMENT])
    controls = word.controls(document)
    missing = [tag for tag in TAGS if tag not in controls]
    if missing:
        raise Refused([finding(NO_CONTROL, N_("{name} has no content control {tag}"), name=PATH, tag=tag)
                       for tag in missing])
    if _GLOSSARY in parts:
        parts[_GLOSSARY] = _with_prompts(parts[_GLOSSARY], controls, letter.prompts)
    writer = _BodyWriter(parts)
    holder, place = controls["body"].getparent(), controls["body"]
    assert holder is not None  # a control is never the root of the document
    for paragraph in writer.paragraphs(letter.body):
        place.addprevious(paragraph)
    holder.remove(place)
    parts[_DOCUMENT] = serialised(document)
    parts.update(writer.changed())
    parts["docProps/core.xml"] = core(letter.title, letter.date, _LANGUAGES.get(letter.language, letter.language))
    return word.fill(package.word_file(parts), letter.values)


_LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}


def _with_prompts(glossary: bytes, controls: Mapping[str, etree._Element], prompts: Mapping[str, str]) -> bytes:
    """The glossary with this letter's prompts; the prompts in the document, `controls`, are replaced in place."""
    root = parsed(glossary)
    for tag, prompt in prompts.items():
        holders = [controls[tag].find(w("sdtContent"))]
        holders += [part for part in root.iter(w("docPart"))
                  if value(part.find(f"{w('docPartPr')}/{w('name')}")) == placeholder_name(tag)]
        for inside in holders:
            texts = [] if inside is None else list(inside.iter(w("t")))
            for text in texts:
                text.text = bracketed(prompt) if text is texts[0] else ""
    return serialised(root)


class _BodyWriter:
    """Writes blocks of prose as Word paragraphs in the template's styles."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.parts = parts
        self.styles = {value(style.find(w("name"))): value(style, "styleId")
                       for style in parsed(parts["word/styles.xml"]).iter(w("style"))}
        self.links = parsed(parts[_LINKS])
        self.numbering = parsed(parts["word/numbering.xml"]) if "word/numbering.xml" in parts else None
        self.ordered = 0

    def changed(self) -> dict[str, bytes]:
        """The parts of the file that the text changed: relationships of links, and list numbers."""
        changed = {_LINKS: serialised(self.links)}
        if self.numbering is not None:
            changed["word/numbering.xml"] = serialised(self.numbering)
        return changed

    def paragraphs(self, blocks: tuple[Block, ...], style: str = "Body Text") -> Iterator[etree._Element]:
        """The paragraphs of all blocks, those inside lists and quotes included."""
        for block in blocks:
            if isinstance(block, ListItems):
                number = self._restarted(block.start) if block.ordered else ""
                for item in block.items:
                    for place, part in enumerate(item):
                        list_style = "List Number" if block.ordered else "List Bullet"
                        yield from (self.paragraphs((part,), style) if place or not isinstance(part, prose.Paragraph)
                                    else [self._paragraph(part.words, list_style, number)])
            elif isinstance(block, Quote):
                yield from self.paragraphs(block.blocks, "Quote")
            elif isinstance(block, Heading | prose.Paragraph):  # a letter takes neither tables nor pictures
                yield self._paragraph(block.words, f"heading {block.level}" if isinstance(block, Heading) else style)

    def _paragraph(self, words: Text, style: str, number: str = "") -> etree._Element:
        paragraph = etree.Element(w("p"), nsmap={"w": w("p")[1:].partition("}")[0]})
        look = etree.SubElement(paragraph, w("pPr"))
        etree.SubElement(look, w("pStyle")).set(w("val"), self.styles.get(style, "Normal"))
        if number:
            list_number = etree.SubElement(look, w("numPr"))
            etree.SubElement(list_number, w("ilvl")).set(w("val"), "0")
            etree.SubElement(list_number, w("numId")).set(w("val"), number)
        for span in words.spans():
            holder = self._link(paragraph, span.link) if span.link else paragraph
            holder.append(_run(span, self.styles.get("Hyperlink", "") if span.link else ""))
        return paragraph

    def _link(self, paragraph: etree._Element, url: str) -> etree._Element:
        ids = {str(item.get("Id")) for item in self.links}
        name = next(f"rId{number}" for number in range(1, len(ids) + 2) if f"rId{number}" not in ids)
        etree.SubElement(self.links, f"{{{PACKAGE}}}Relationship",
                         {"Id": name, "Type": _HYPERLINK, "Target": url, "TargetMode": "External"})
        hyperlink = etree.SubElement(paragraph, w("hyperlink"), nsmap={"r": R})
        hyperlink.set(f"{{{R}}}id", name)
        return hyperlink

    def _restarted(self, start: int) -> str:
        """The id of a new instance of the list numbers, so that each ordered list starts again."""
        self.ordered += 1
        if self.numbering is None:
            return ""
        kind = next((value(item, "abstractNumId") for item in self.numbering.iter(w("abstractNum"))
                     if value(item.find(f"{w('lvl')}/{w('pStyle')}")) == self.styles.get("List Number")), "")
        if not kind:
            return ""
        number = str(1 + max(int(value(item, "numId")) for item in self.numbering.iter(w("num"))))
        instance = etree.SubElement(self.numbering, w("num"), {w("numId"): number})
        etree.SubElement(instance, w("abstractNumId")).set(w("val"), kind)
        override = etree.SubElement(instance, w("lvlOverride"), {w("ilvl"): "0"})
        etree.SubElement(override, w("startOverride")).set(w("val"), str(start))
        return number


def _run(span: prose.Span, style: str) -> etree._Element:
    """A run: text of one style, line ends as w:br."""
    run = etree.Element(w("r"))
    looks = etree.Element(w("rPr"))
    if style:
        etree.SubElement(looks, w("rStyle")).set(w("val"), style)
    for on, names in ((span.bold, ("b", "bCs")), (span.italic, ("i", "iCs"))):
        for name in names if on else ():
            etree.SubElement(looks, w(name))
    if span.raised:
        etree.SubElement(looks, w("vertAlign")).set(w("val"), "superscript")
    if len(looks):
        run.append(looks)
    for number, line in enumerate(span.text.split("\n")):
        if number:
            etree.SubElement(run, w("br"))
        text = etree.SubElement(run, w("t"))
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        text.text = line
    return run
