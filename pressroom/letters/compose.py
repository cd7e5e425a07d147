"""From a letter's YAML to its Word file, with all in it that is known to everybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from pressroom import prose
from pressroom.findings import N_, Refused, code, finding
from pressroom.letters import package, word
from pressroom.letters.ooxml import PACKAGE, R, parsed, serialised, value, w
from pressroom.letters.template import PATH, TAGS, asked, asking, core
from pressroom.prose import Block, Heading, ListItems, Quote, Text
from pressroom.resolve.letter import Letter

NO_CONTROL = code(
    "no-control", N_("The letters' template has a content control for each place that is filled in; without one, the "
                     "words have nowhere to go."),
    N_("Put a control with this tag back in Word (Developer, Properties), or make the template anew with "
       "`python -m pressroom.letters.template`."))
_DOCUMENT, _GLOSSARY, _LINKS = "word/document.xml", "word/glossary/document.xml", "word/_rels/document.xml.rels"
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def generic(letter: Letter, template: bytes) -> bytes:
    """The letter's Word file: its text, and prompts where somebody's own words go.

    Raises:
        Refused: the template lacks a control.
    """
    parts = package.read(template, PATH)
    document = parsed(parts[_DOCUMENT])
    found = word.controls(document)
    missing = [tag for tag in TAGS if tag not in found]
    if missing:
        raise Refused([finding(NO_CONTROL, N_("{name} has no content control {tag}"), name=PATH, tag=tag)
                       for tag in missing])
    if _GLOSSARY in parts:
        parts[_GLOSSARY] = _asking(parts[_GLOSSARY], found, letter.prompts)
    writing = _Writing(parts)
    holder, place = found["body"].getparent(), found["body"]
    assert holder is not None  # a control stands in the document
    for paragraph in writing.paragraphs(letter.body):
        place.addprevious(paragraph)
    holder.remove(place)
    parts[_DOCUMENT] = serialised(document)
    parts.update(writing.changed())
    parts["docProps/core.xml"] = core(letter.title, letter.date, _LANGUAGES.get(letter.language, letter.language))
    return word.filled(package.written(parts), letter.values)


_LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}


def _asking(glossary: bytes, found: Mapping[str, etree._Element], prompts: Mapping[str, str]) -> bytes:
    """Make controls ask in this letter's words: where they stand, and in the part that they ask from."""
    root = parsed(glossary)
    for tag, prompt in prompts.items():
        shown = [found[tag].find(w("sdtContent"))]
        shown += [part for part in root.iter(w("docPart"))
                  if value(part.find(f"{w('docPartPr')}/{w('name')}")) == asking(tag)]
        for inside in shown:
            texts = [] if inside is None else list(inside.iter(w("t")))
            for text in texts:
                text.text = asked(prompt) if text is texts[0] else ""
    return serialised(root)


class _Writing:
    """Blocks as Word's paragraphs, in the styles that the template has for them."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.parts = parts
        self.styles = {value(style.find(w("name"))): value(style, "styleId")
                       for style in parsed(parts["word/styles.xml"]).iter(w("style"))}
        self.links = parsed(parts[_LINKS])
        self.numbering = parsed(parts["word/numbering.xml"]) if "word/numbering.xml" in parts else None
        self.ordered = 0

    def changed(self) -> dict[str, bytes]:
        """The parts that the body needed something of."""
        changed = {_LINKS: serialised(self.links)}
        if self.numbering is not None:
            changed["word/numbering.xml"] = serialised(self.numbering)
        return changed

    def paragraphs(self, blocks: tuple[Block, ...], style: str = "Body Text") -> Iterator[etree._Element]:
        """Each block, lists and quotes taken apart."""
        for block in blocks:
            if isinstance(block, ListItems):
                number = self._restarted(block.start) if block.ordered else ""
                for item in block.items:
                    for place, part in enumerate(item):
                        named = "List Number" if block.ordered else "List Bullet"
                        yield from (self.paragraphs((part,), style) if place or not isinstance(part, prose.Paragraph)
                                    else [self._paragraph(part.words, named, number)])
            elif isinstance(block, Quote):
                yield from self.paragraphs(block.blocks, "Quote")
            else:
                yield self._paragraph(block.words, f"heading {block.level}" if isinstance(block, Heading) else style)

    def _paragraph(self, words: Text, style: str, number: str = "") -> etree._Element:
        made = etree.Element(w("p"), nsmap={"w": w("p")[1:].partition("}")[0]})
        look = etree.SubElement(made, w("pPr"))
        etree.SubElement(look, w("pStyle")).set(w("val"), self.styles.get(style, "Normal"))
        if number:
            numbered = etree.SubElement(look, w("numPr"))
            etree.SubElement(numbered, w("ilvl")).set(w("val"), "0")
            etree.SubElement(numbered, w("numId")).set(w("val"), number)
        for span in words.spans():
            holder = self._link(made, span.link) if span.link else made
            holder.append(_run(span, self.styles.get("Hyperlink", "") if span.link else ""))
        return made

    def _link(self, paragraph: etree._Element, url: str) -> etree._Element:
        known = {str(item.get("Id")) for item in self.links}
        name = next(f"rId{number}" for number in range(1, len(known) + 2) if f"rId{number}" not in known)
        etree.SubElement(self.links, f"{{{PACKAGE}}}Relationship",
                         {"Id": name, "Type": _HYPERLINK, "Target": url, "TargetMode": "External"})
        made = etree.SubElement(paragraph, w("hyperlink"), nsmap={"r": R})
        made.set(f"{{{R}}}id", name)
        return made

    def _restarted(self, start: int) -> str:
        """A number for a list in order of its own, so that a second one begins again."""
        self.ordered += 1
        if self.numbering is None:
            return ""
        kind = next((value(item, "abstractNumId") for item in self.numbering.iter(w("abstractNum"))
                     if value(item.find(f"{w('lvl')}/{w('pStyle')}")) == self.styles.get("List Number")), "")
        if not kind:
            return ""
        number = str(1 + max(int(value(item, "numId")) for item in self.numbering.iter(w("num"))))
        made = etree.SubElement(self.numbering, w("num"), {w("numId"): number})
        etree.SubElement(made, w("abstractNumId")).set(w("val"), kind)
        again = etree.SubElement(made, w("lvlOverride"), {w("ilvl"): "0"})
        etree.SubElement(again, w("startOverride")).set(w("val"), str(start))
        return number


def _run(span: prose.Span, style: str) -> etree._Element:
    """Words of one look; line ends as breaks."""
    made = etree.Element(w("r"))
    looks = etree.Element(w("rPr"))
    if style:
        etree.SubElement(looks, w("rStyle")).set(w("val"), style)
    for on, names in ((span.bold, ("b", "bCs")), (span.italic, ("i", "iCs"))):
        for name in names if on else ():
            etree.SubElement(looks, w(name))
    if span.raised:
        etree.SubElement(looks, w("vertAlign")).set(w("val"), "superscript")
    if len(looks):
        made.append(looks)
    for number, line in enumerate(span.text.split("\n")):
        if number:
            etree.SubElement(made, w("br"))
        text = etree.SubElement(made, w("t"))
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        text.text = line
    return made
