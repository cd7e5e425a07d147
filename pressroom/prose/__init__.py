"""Running text: Markdown to blocks for setting, for the site, and for letters.

Inside a block, words have the notation of all other words (`*italic*`, `**bold**`, `1^er^`,
`[words]{ink}`, `{figures.loss}`) and the same microtypography. A link is written as `[words]{link-0}`,
with its address in a list. HTML and code cannot be set and are findings at their lines, and so are
pictures and tables in a text that takes none.
"""

from pressroom.prose.markup import WebPicture, html, html_words
from pressroom.prose.model import (
    LINK_INK,
    Align,
    Block,
    Figure,
    Heading,
    ListItems,
    Paragraph,
    Quote,
    Span,
    Table,
    Text,
    look_of,
    looks_of,
    plain,
    text,
)
from pressroom.prose.reading import NOT_SET, blocks

__all__ = ["LINK_INK", "NOT_SET", "Align", "Block", "Figure", "Heading", "ListItems", "Paragraph", "Quote", "Span",
           "Table", "Text", "WebPicture", "blocks", "html", "html_words", "look_of", "looks_of", "plain", "text"]
