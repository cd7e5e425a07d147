"""Blocks of running text as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from pressroom.prose.model import Block, Figure, Heading, ListItems, Paragraph, Quote, Span, Table, Text
from pressroom.records import dataclass
from pressroom.text.markup import attribute, escaped

_CLASSES = {"left": "", "centre": ' class="centre"', "right": ' class="right"'}


@dataclass(frozen=True, slots=True)
class WebPicture:
    """A picture on a page: its address, and its width and height in pixels."""

    src: str
    width: int
    height: int


def html(blocks: Iterable[Block], pictures: Mapping[str, WebPicture] | None = None) -> str:
    """The blocks as HTML, escaped; headings keep their level (h2, h3), `pictures` are those of figures by name."""
    return "".join(_html(block, pictures or {}) for block in blocks)


def _html(block: Block, pictures: Mapping[str, WebPicture]) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level}>{html_words(block.words)}</h{block.level}>\n"
    if isinstance(block, Quote):
        return f"<blockquote>\n{html(block.blocks)}</blockquote>\n"
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Figure):
        return _figure(block, pictures.get(block.name))
    if isinstance(block, ListItems):
        tag = "ol" if block.ordered else "ul"
        start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
        items = "".join(f"<li>{_html_item(item)}</li>\n" for item in block.items)
        return f"<{tag}{start}>\n{items}</{tag}>\n"
    return f"<p>{html_words(block.words)}</p>\n"


def _table(table: Table) -> str:
    """A table that scrolls by itself where the page is narrower; it takes the focus, so that keys can scroll it."""
    head, body = _row(table, table.head, "th"), "".join(_row(table, cells, "td") for cells in table.rows)
    return (f'<div class="table" tabindex="0" role="group">\n<table>\n<thead>\n{head}</thead>\n'
            f"<tbody>\n{body}</tbody>\n</table>\n</div>\n")


def _row(table: Table, cells: Sequence[Text], tag: str) -> str:
    """A row; a header without words heads nothing, and is an empty cell."""
    parts = []
    for cell, align in zip(cells, table.aligns, strict=True):
        words = html_words(cell)
        name, scope = (tag, ' scope="col"' if tag == "th" else "") if words else ("td", "")
        parts.append(f"<{name}{scope}{_CLASSES[align]}>{words}</{name}>")
    return f"<tr>{''.join(parts)}</tr>\n"


def _figure(figure: Figure, picture: WebPicture | None) -> str:
    image = "" if picture is None else (f"<img src={attribute(picture.src)} width=\"{picture.width}\" "
                                        f'height="{picture.height}" alt={attribute(figure.alt)} loading="lazy">\n')
    caption = f"<figcaption>{html_words(figure.caption)}</figcaption>\n" if figure.caption else ""
    return f"<figure>\n{image}{caption}</figure>\n" if image or caption else ""


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
