"""Running text: Markdown to blocks that can be set, shown on the site, or filled into a letter.

Inside a block, words keep the notation of all other words (`*italic*`, `**bold**`, `1^er^`,
`[words]{ink}`, `{figures.loss}`), and go through the same microtypography. A link is kept in it as
`[words]{link-0}`, its address beside it. What cannot be set - HTML, pictures, tables, code - is a
finding at its line, never dropped.
"""

from pressroom.prose.model import (
    LINK_INK,
    Block,
    Heading,
    ListItems,
    Paragraph,
    Quote,
    Span,
    Text,
    html,
    html_words,
    look_of,
    looks_of,
    plain,
    text,
)
from pressroom.prose.reading import NOT_SET, blocks

__all__ = ["LINK_INK", "NOT_SET", "Block", "Heading", "ListItems", "Paragraph", "Quote", "Span", "Text", "blocks",
           "html", "html_words", "look_of", "looks_of", "plain", "text"]
