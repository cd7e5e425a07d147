"""The appearance of a letter: Word's styles, list numbers, fonts and settings.

Built-in styles have their English names, which Word translates into its own language; custom styles have French names.
"""

from __future__ import annotations

from pressroom.letters.ooxml import HEAD, W, escaped

# Where Arial is not installed, a font of the same metrics (Liberation Sans, Nimbus Sans) keeps the line breaks.
FONT, TWIN = "Arial", "Liberation Sans"
INK, SOFT = "1A1A1A", "595959"      # 7:1 on white and more (WCAG 2.1, 1.4.6)
RULE = "00519E"
BODY_HALF_POINTS, NAME_HALF_POINTS, SENDER_HALF_POINTS = 21, 26, 19
# Twentieths of a point: the recipient's left edge, where the window of a French DL envelope begins (NF Z 11-001).
RECIPIENT = 4990
OWN = ' w:customStyle="1"'


def _style(kind: str, name: str, ident: str, inside: str, based: str = "Normal", following: str = "", *,
           own: bool = False) -> str:
    after = f'<w:next w:val="{following}"/>' if following else ""
    return (f'<w:style w:type="{kind}"{OWN if own else ""} w:styleId="{ident}"><w:name w:val="{escaped(name)}"/>'
            f'<w:basedOn w:val="{based}"/>{after}<w:uiPriority w:val="9"/><w:qFormat/>{inside}</w:style>')


def _paragraph(before: int = 0, after: int = 0, extra: str = "", keep: bool = False) -> str:
    """Spaces in twentieths of a point; `extra` follows w:spacing in the order of the schema."""
    return f'<w:pPr>{"<w:keepNext/>" if keep else ""}<w:spacing w:before="{before}" w:after="{after}"/>{extra}</w:pPr>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _recipient(before: int) -> str:
    return _paragraph(before, 0, f'<w:ind w:left="{RECIPIENT}"/>')


def _list(ident: str, name: str, number: int) -> str:
    return _style("paragraph", name, ident, f'<w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr>'
                  '<w:spacing w:before="0" w:after="130"/><w:contextualSpacing/></w:pPr>')


def styles() -> bytes:
    """word/styles.xml."""
    run = (f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/><w:color w:val="{INK}"/>'
           f"{_size(BODY_HALF_POINTS)}"
           '<w:lang w:val="fr-FR" w:eastAsia="fr-FR" w:bidi="ar-SA"/>')
    return (f'{HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault>'
            '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="252" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
            f'</w:docDefaults>{"".join((*_head(), *_text()))}</w:styles>').encode()


def _head() -> tuple[str, ...]:
    """The styles above the text: sender, recipient, place and date."""
    border = f'<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="5" w:color="{RULE}"/></w:pBdr>'
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
        _style("paragraph", "Expéditeur (nom)", "SenderName", _paragraph() + "<w:rPr><w:b/><w:bCs/>"
               f'<w:color w:val="{RULE}"/>{_size(NAME_HALF_POINTS)}</w:rPr>', following="Sender", own=True),
        _style("paragraph", "Expéditeur", "Sender", f"{_paragraph()}<w:rPr>{_size(SENDER_HALF_POINTS)}</w:rPr>",
               own=True),
        _style("paragraph", "Expéditeur (fin)", "SenderEnd",
               f'<w:pPr>{border}<w:spacing w:before="0" w:after="0"/></w:pPr>', "Sender", own=True),
        _style("paragraph", "Destinataire (nom)", "RecipientName", _recipient(560) + "<w:rPr><w:b/><w:bCs/></w:rPr>",
               following="Recipient", own=True),
        _style("paragraph", "Destinataire", "Recipient", _recipient(0), own=True),
        _style("paragraph", "Date", "Date", _paragraph(480, 0, f'<w:ind w:left="{RECIPIENT}"/>')),
    )


def _text() -> tuple[str, ...]:
    """The styles of the text, from subject to signature."""
    return (
        _style("paragraph", "Objet", "Subject", _paragraph(440, 0, '<w:outlineLvl w:val="0"/>')
               + "<w:rPr><w:b/><w:bCs/></w:rPr>", following="Salutation", own=True),
        _style("paragraph", "Salutation", "Salutation", _paragraph(300, 160), following="BodyText"),
        _style("paragraph", "Body Text", "BodyText", '<w:pPr><w:widowControl/><w:spacing w:before="0" w:after="130" '
               'w:line="264" w:lineRule="auto"/></w:pPr>'),
        *(_style("paragraph", f"heading {level}", f"Heading{level}", f'<w:pPr><w:keepNext/><w:spacing w:before="160" '
                 f'w:after="80"/><w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr>',
                 following="BodyText") for level in (2, 3)),
        _style("paragraph", "Quote", "Quote", _paragraph(0, 130, '<w:ind w:left="567" w:right="567"/>')
               + "<w:rPr><w:i/><w:iCs/></w:rPr>", "BodyText"),
        _list("ListBullet", "List Bullet", 1), _list("ListNumber", "List Number", 2),
        _style("paragraph", "Closing", "Closing", _paragraph(130, 0), following="Signature"),
        _style("paragraph", "Signature", "Signature", _paragraph(760, 0, f'<w:ind w:left="{RECIPIENT}"/>')),
        _style("character", "Placeholder Text", "PlaceholderText", f'<w:rPr><w:color w:val="{SOFT}"/></w:rPr>',
               "DefaultParagraphFont"),
        _style("character", "Hyperlink", "Hyperlink", f'<w:rPr><w:color w:val="{RULE}"/><w:u w:val="single"/></w:rPr>',
               "DefaultParagraphFont"),
    )


def numbering() -> bytes:
    """word/numbering.xml: the en dash of French lists, and numbers for ordered lists."""
    def kind(number: int, style: str, form: str, mark: str) -> str:
        return (f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
                f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{style}"/>'
                f'<w:lvlText w:val="{mark}"/><w:lvlJc w:val="left"/>'
                '<w:pPr><w:ind w:left="426" w:hanging="284"/></w:pPr></w:lvl></w:abstractNum>')
    kinds = kind(1, "ListBullet", "bullet", "–") + kind(2, "ListNumber", "decimal", "%1.")
    uses = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
    return f'{HEAD}<w:numbering xmlns:w="{W}">{kinds}{uses}</w:numbering>'.encode()


def fonts() -> bytes:
    """word/fontTable.xml: the substitute of the font."""
    return (f'{HEAD}<w:fonts xmlns:w="{W}"><w:font w:name="{FONT}"><w:altName w:val="{TWIN}"/>'
            '<w:panose1 w:val="020B0604020202020204"/><w:charset w:val="00"/><w:family w:val="swiss"/>'
            '<w:pitch w:val="variable"/></w:font></w:fonts>').encode()


def settings() -> bytes:
    """word/settings.xml: the layout rules of Word 2013, French decimal and list separators."""
    return (f'{HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
            '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting '
            'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
            '<w:themeFontLang w:val="fr-FR"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
            ).encode()
