"""Blocks of running text, and their forms as plain text and HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from pressroom.findings import Place
from pressroom.records import dataclass
from pressroom.text.markup import attribute, escaped
from pressroom.type.setting import notation
from pressroom.type.typography import Rules, polish

LINK_INK = "link-"


@dataclass(frozen=True, slots=True)
class Text:
    """Words of one block.

    Attributes:
        notation: after microtypography, with the notation of emphasis; a link's words as `[words]{link-0}`.
        links: the addresses, by number.
        place: of the first word in the user's file.
    """

    notation: str
    links: tuple[str, ...] = ()
    place: Place | None = None

    def spans(self) -> tuple[Span, ...]:
        """The words as spans of one look and link."""
        links = {f"{LINK_INK}{number}": url for number, url in enumerate(self.links)}
        spans = []
        for span in notation.parse(self.notation, self.place):
            spans.append(Span(span.text, span.bold, span.italic, span.raised, links.get(span.ink, "")))
        return tuple(spans)

    @property
    def plain(self) -> str:
        """The text without notation; line ends stay."""
        return notation.plain(self.notation)


@dataclass(frozen=True, slots=True)
class Span:
    """Words with one look; `link` is their address, `text` may contain line ends."""

    text: str
    bold: bool = False
    italic: bool = False
    raised: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words set together; `style` names a style of the layout other than the body's.

    A `blank` paragraph is a prompt for something to be filled in.
    """

    words: Text
    style: str = ""
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 2 or 3; level 1 is the title. `style` as in a paragraph."""

    words: Text
    level: int = 2
    style: str = ""


@dataclass(frozen=True, slots=True)
class ListItems:
    """A list; each item is a tuple of blocks, `start` the first number of an ordered list."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False
    start: int = 1

    def marker(self, number: int) -> str:
        """The marker of item `number` (from 0)."""
        return f"{self.start + number}." if self.ordered else "–"


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation."""

    blocks: tuple[Block, ...]


Block = Paragraph | Heading | ListItems | Quote


def text(words: str, language: str = "fr", rules: Rules | None = None, place: Place | None = None) -> Text:
    """Words without Markdown (a subject, a signature), with microtypography."""
    return Text(polish(words, language, rules).text, (), place)


def plain(blocks: Iterable[Block]) -> str:
    """The blocks as plain text: a line for each paragraph, list items with their markers."""
    return "\n".join(_plain_lines(blocks))


def _plain_lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, ListItems):
            for number, item in enumerate(block.items):
                first, *others = [*_plain_lines(item)] or [""]
                yield f"{block.marker(number)} {first}"
                yield from others
        elif isinstance(block, Quote):
            yield from _plain_lines(block.blocks)
        else:
            yield block.words.plain


def html(blocks: Iterable[Block]) -> str:
    """The blocks as HTML, escaped; headings keep their level (h2, h3)."""
    return "".join(_html(block) for block in blocks)


def _html(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level}>{html_words(block.words)}</h{block.level}>\n"
    if isinstance(block, Quote):
        return f"<blockquote>\n{html(block.blocks)}</blockquote>\n"
    if isinstance(block, ListItems):
        tag = "ol" if block.ordered else "ul"
        start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
        items = "".join(f"<li>{_html_item(item)}</li>\n" for item in block.items)
        return f"<{tag}{start}>\n{items}</{tag}>\n"
    return f"<p>{html_words(block.words)}</p>\n"


def _html_item(item: Sequence[Block]) -> str:
    if len(item) == 1 and isinstance(item[0], Paragraph):
        return html_words(item[0].words)
    return html(item)


def html_words(words: Text) -> str:
    """The words of one block as HTML, escaped."""
    out = []
    for link, spans in groupby(words.spans(), key=lambda span: span.link):
        content = "".join(map(_html_span, spans))
        out.append(f"<a href={attribute(link)}>{content}</a>" if link else content)
    return "".join(out)


def _html_span(span: Span) -> str:
    content = escaped(span.text).replace("\n", "<br>\n")
    for tag, on in (("sup", span.raised), ("em", span.italic), ("strong", span.bold)):
        content = f"<{tag}>{content}</{tag}>" if on else content
    return content


def look_of(block: Paragraph | Heading, around: Sequence[str] = ()) -> str:
    """The layout's name for the style of a block; `around` are the roles around it, outermost first."""
    if block.style:
        return block.style
    if isinstance(block, Heading):
        return "heading" if block.level == 2 else "subheading"
    inside = [role for role in around if role in ("item", "quote")]
    return inside[-1] if inside else "text"


def looks_of(blocks: Iterable[Block], around: tuple[str, ...] = ()) -> Iterator[str]:
    """The style names that blocks need, with repetitions."""
    for block in blocks:
        if isinstance(block, ListItems):
            yield "item"
            for item in block.items:
                yield from looks_of(item, (*around, "item"))
        elif isinstance(block, Quote):
            yield "quote"
            yield from looks_of(block.blocks, (*around, "quote"))
        else:
            yield look_of(block, around)
