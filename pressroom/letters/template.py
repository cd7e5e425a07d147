"""Writes assets/letters/letter.docx, the template of all letters.

`python -m pressroom.letters.template` writes it from assets/letters/forms.yaml. It is a plain Word file: to change the
letterhead, edit it in Word and keep its content controls.

A control is bound to an element of a custom XML part, so that both always have the same text (ECMA-376 part 1,
17.5.2.6), and its prompt is a placeholder in the glossary part (17.12).
"""

from __future__ import annotations

import sys
import uuid
from collections.abc import Mapping
from pathlib import Path

from pressroom.letters import styles
from pressroom.letters.ooxml import HEAD, LETTER, PACKAGE, STORE, R, W, escaped, lines
from pressroom.letters.package import word_file
from pressroom.specs.letter import ControlSpec

PATH = "assets/letters/letter.docx"
MOST_BYTES = 50 * 2**20  # of the file; a letterhead with large pictures has a few megabytes
# The style of each paragraph of the letter, its controls in order, and the text between them.
PARAGRAPHS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("SenderName", ("sender-name",)), ("Sender", ("sender-practice",)), ("Sender", ("sender-address",)),
    ("Sender", ("sender-postcode", " ", "sender-town")), ("SenderEnd", ("sender-email",)),
    ("RecipientName", ("recipient-civility", " ", "recipient-name")), ("Recipient", ("recipient-office",)),
    ("Recipient", ("recipient-address",)), ("Recipient", ("recipient-postcode", " ", "recipient-town")),
    ("Date", ("place", ", le ", "date")), ("Subject", ("Objet\u00a0: ", "subject")), ("Salutation", ("greeting",)),
    ("BodyText", ("body",)), ("Closing", ("close",)), ("Signature", ("signature",)),
)
TAGS = tuple(part for _, parts in PARAGRAPHS for part in parts if " " not in part)
# Controls that accept several lines.
_LONG = frozenset(("sender-address", "recipient-address", "recipient-office", "sender-practice", "signature"))
_LINES = '<w:text w:multiLine="1"/>'
_SPACE = uuid.UUID("0f1f3d0c-6a52-4c0e-8d0e-6b6f4b1d3a77")
_PART = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def template_file(controls: Mapping[str, ControlSpec]) -> bytes:
    """The template; `controls` gives the label and the prompt of each control."""
    looks, fonts, settings = styles.styles(), styles.fonts(), styles.settings()
    return word_file({
        "[Content_Types].xml": _types(), "_rels/.rels": _relations(
            (f"{_PART}/officeDocument", "word/document.xml"), (f"{_PART}/extended-properties", "docProps/app.xml"),
            (f"{PACKAGE}/metadata/core-properties", "docProps/core.xml")),
        "docProps/core.xml": core("Lettre", "1980-01-01"), "docProps/app.xml": _app(),
        "word/document.xml": _document(controls), "word/styles.xml": looks, "word/numbering.xml": styles.numbering(),
        "word/fontTable.xml": fonts, "word/settings.xml": settings,
        "word/_rels/document.xml.rels": _relations(
            (f"{_PART}/styles", "styles.xml"), (f"{_PART}/numbering", "numbering.xml"),
            (f"{_PART}/fontTable", "fontTable.xml"), (f"{_PART}/settings", "settings.xml"),
            (f"{_PART}/glossaryDocument", "glossary/document.xml"), (f"{_PART}/customXml", "../customXml/item1.xml")),
        "word/glossary/document.xml": _glossary(controls), "word/glossary/styles.xml": looks,
        "word/glossary/fontTable.xml": fonts, "word/glossary/settings.xml": settings,
        "word/glossary/_rels/document.xml.rels": _relations(
            (f"{_PART}/styles", "styles.xml"), (f"{_PART}/fontTable", "fontTable.xml"),
            (f"{_PART}/settings", "settings.xml")),
        "customXml/item1.xml": _store(), "customXml/itemProps1.xml": _store_properties(),
        "customXml/_rels/item1.xml.rels": _relations((f"{_PART}/customXmlProps", "itemProps1.xml")),
    })


def _types() -> bytes:
    main, glossary = f"{_WORD}.document.main+xml", f"{_WORD}.document.glossary+xml"
    parts = {"word/document.xml": main, "word/glossary/document.xml": glossary,
             **{f"word/{folder}{name}.xml": f"{_WORD}.{name}+xml" for folder in ("", "glossary/")
                for name in ("styles", "fontTable", "settings")},
             "word/numbering.xml": f"{_WORD}.numbering+xml",
             "customXml/itemProps1.xml": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
             "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
             "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml"}
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    return (f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>').encode()


def _relations(*targets: tuple[str, str]) -> bytes:
    inside = "".join(f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
                     for number, (kind, target) in enumerate(targets, 1))
    return f'{HEAD}<Relationships xmlns="{PACKAGE}">{inside}</Relationships>'.encode()


def core(title: str, day: str, language: str = "fr-FR") -> bytes:
    """docProps/core.xml: title, date and language; no author, since the sender signs the letter."""
    return (f'{HEAD}<cp:coreProperties xmlns:cp="{_CORE}" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{escaped(title)}</dc:title><dc:language>{language}</dc:language>"
            + "".join(f'<dcterms:{event} xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:{event}>'
                      for event in ("created", "modified")) + "</cp:coreProperties>").encode()


def _app() -> bytes:
    return (f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
            "<Application>Pressroom</Application></Properties>").encode()


def _store() -> bytes:
    inside = "".join(f"<{tag}></{tag}>" for tag in TAGS if tag != "body")
    return f'{HEAD}<letter xmlns="{LETTER}">{inside}</letter>'.encode()


def _store_properties() -> bytes:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    return (f'{HEAD}<ds:datastoreItem xmlns:ds="{space}" ds:itemID="{STORE}"><ds:schemaRefs>'
            f'<ds:schemaRef ds:uri="{LETTER}"/></ds:schemaRefs></ds:datastoreItem>').encode()


def _document(controls: Mapping[str, ControlSpec]) -> bytes:
    inside = "".join(_paragraph(style, parts, controls) for style, parts in PARAGRAPHS)
    page = ('<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="964" w:right="1134" w:bottom="907" '
            'w:left="1304" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>')
    return f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{inside}{page}</w:body></w:document>'.encode()


def _paragraph(style: str, parts: tuple[str, ...], controls: Mapping[str, ControlSpec]) -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    if parts == ("body",):
        return (f'<w:sdt>{_about("body", controls["body"])}<w:sdtContent><w:p>{look}<w:r><w:rPr>'
                f'<w:rStyle w:val="PlaceholderText"/></w:rPr>{lines(bracketed(controls["body"].prompt))}</w:r></w:p>'
                "</w:sdtContent></w:sdt>")
    inside = "".join(_control(part, controls[part]) if part in TAGS else f"<w:r>{lines(part)}</w:r>" for part in parts)
    return f"<w:p>{look}{inside}</w:p>"


def _control(tag: str, spec: ControlSpec) -> str:
    return (f'<w:sdt>{_about(tag, spec)}<w:sdtContent><w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>'
            f"{lines(bracketed(spec.prompt))}</w:r></w:sdtContent></w:sdt>")


def _about(tag: str, spec: ControlSpec) -> str:
    """w:sdtPr, its elements in Word's own order."""
    number = TAGS.index(tag) + 1
    binding = "" if tag == "body" else (
        f'<w:dataBinding w:prefixMappings="xmlns:l=\'{LETTER}\'" w:xpath="/l:letter[1]/l:{tag}[1]" '
        f'w:storeItemID="{STORE}"/>')
    kind = "" if tag == "body" else _LINES if tag in _LONG else "<w:text/>"
    return (f'<w:sdtPr><w:alias w:val="{escaped(spec.label)}"/><w:tag w:val="{tag}"/>'
            f'<w:id w:val="{1700000000 + number}"/>'
            f'<w:placeholder><w:docPart w:val="{placeholder_name(tag)}"/></w:placeholder>'
            f"<w:showingPlcHdr/>{binding}{kind}</w:sdtPr>")


def bracketed(prompt: str) -> str:
    """A prompt in brackets, so that in print it is not taken for text of the letter."""
    return f"[{prompt}]"


def placeholder_name(tag: str) -> str:
    """The name of a control's placeholder in the glossary part."""
    return f"letter-{tag}"


def _glossary(controls: Mapping[str, ControlSpec]) -> bytes:
    inside = "".join(
        f'<w:docPart><w:docPartPr><w:name w:val="{placeholder_name(tag)}"/><w:category><w:name w:val="General"/>'
        '<w:gallery w:val="placeholder"/></w:category><w:types><w:type w:val="bbPlcHdr"/></w:types><w:behaviors>'
        f'<w:behavior w:val="content"/></w:behaviors><w:guid w:val="{{{str(uuid.uuid5(_SPACE, tag)).upper()}}}"/>'
        '</w:docPartPr><w:docPartBody><w:p><w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>'
        f"{lines(bracketed(controls[tag].prompt))}</w:r></w:p></w:docPartBody></w:docPart>" for tag in TAGS)
    return f'{HEAD}<w:glossaryDocument xmlns:w="{W}"><w:docParts>{inside}</w:docParts></w:glossaryDocument>'.encode()


def main(root: Path) -> None:
    """Write the template of the project at `root`."""
    from pressroom.load import FORMS
    from pressroom.specs.letter import FormsSpec
    from pressroom.specs.reader import read
    from pressroom.specs.validate import validate

    (root / PATH).write_bytes(template_file(validate(read(root / FORMS), FormsSpec).controls))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
