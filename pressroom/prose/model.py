"""Blocks of running text, and their form as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from pressroom.field_types import LengthOrShare
from pressroom.findings import Place
from pressroom.records import dataclass
from pressroom.type.setting import notation
from pressroom.type.typography import Rules, polish

LINK_INK = "link-"

Align = Literal["left", "centre", "right"]


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


@dataclass(frozen=True, slots=True)
class Table:
    """A table: a header, and rows with as many cells each.

    Attributes:
        head: the header's cells.
        rows: the other rows.
        aligns: how the cells of each column are aligned.
        place: of its first line in the user's file.
    """

    head: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    aligns: tuple[Align, ...]
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of the material, with its caption.

    Attributes:
        name: under `pictures:`.
        alt: what it shows, in words.
        caption: what stands under it, the credit in its last line; None for nothing.
        width: of the picture; None for that of the column.
        place: where the material describes it.
    """

    name: str
    alt: str
    caption: Text | None = None
    width: LengthOrShare | None = None
    place: Place | None = None


Block = Paragraph | Heading | ListItems | Quote | Table | Figure


def text(words: str, language: str = "fr", rules: Rules | None = None, place: Place | None = None) -> Text:
    """Words without Markdown (a subject, a signature), with microtypography."""
    return Text(polish(words, language, rules).text, (), place)


def plain(blocks: Iterable[Block]) -> str:
    """The blocks as plain text: a line for each paragraph and row, list items with markers, tabs between cells."""
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
        elif isinstance(block, Table):
            yield from ("\t".join(cell.plain for cell in row) for row in (block.head, *block.rows))
        elif isinstance(block, Figure):
            yield from [block.caption.plain] if block.caption else []
        else:
            yield block.words.plain


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
        elif isinstance(block, Table):
            yield from ("table-head", "cell")
        elif isinstance(block, Figure):
            yield "caption"
        else:
            yield look_of(block, around)
