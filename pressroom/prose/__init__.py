"""Running text: Markdown to blocks for setting, for the site, and for letters.

Inside a block, words have the notation of all other words (`*italic*`, `**bold**`, `1^er^`,
`[words]{ink}`, `{figures.loss}`) and the same microtypography. A link is written as `[words]{link-0}`,
with its address in a list. HTML, pictures, tables and code cannot be set and are findings at their
lines.
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
