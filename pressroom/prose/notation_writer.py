"""Words of Markdown in the notation of all other words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pressroom.patterns import regex
from pressroom.prose.model import LINK_INK
from pressroom.type.setting.notation_faults import Fault, unclosed

if TYPE_CHECKING:
    from markdown_it.token import Token

# Stand for stars and underscores of the text until the words are whole: whether they touch a word is seen only there.
STAR, UNDERSCORE = "\ufdd0", "\ufdd1"
TYPED = str.maketrans({STAR: "*", UNDERSCORE: "_"})
_HALVES = regex(rf"{STAR}+(?=\w)|(?<=\w){STAR}+|(?<![\w/@.:#=?&{UNDERSCORE}-]){UNDERSCORE}{{1,2}}(?=\w)")
_SPECIAL = frozenset("*^[]{}\\")


class NotationWriter:
    """Writes words in the notation."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.links: list[str] = []
        self.bold = self.italic = 0
        self._style = (False, False)

    def add(self, words: str) -> None:
        """Add words in the current style; stars are written only where it changes, so that there are never four."""
        if words:
            self._turn_to((self.bold > 0, self.italic > 0))
            self.parts.append(words)

    def _turn_to(self, style: tuple[bool, bool]) -> None:
        self.parts.append("*" * (2 * (style[0] != self._style[0]) + (style[1] != self._style[1])))
        self._style = style

    def turn(self, kind: str) -> None:
        """Begin or end emphasis, as Markdown's token `kind` says."""
        step = 1 if kind.endswith("open") else -1
        self.bold += step * kind.startswith("strong")
        self.italic += step * kind.startswith("em")

    def open_link(self, url: str) -> None:
        """Begin the words of a link."""
        self.add("[")
        self.links.append(url)

    def close_link(self) -> None:
        """End the words of a link."""
        self._turn_to((self.bold > 0, self.italic > 0))  # what was opened in the link is closed in it
        self.parts.append(f"]{{{LINK_INK}{len(self.links) - 1}}}")

    def notation(self) -> str:
        """All words, with the last emphasis closed."""
        self._turn_to((False, False))
        return "".join(self.parts)


def literal(child: Token) -> str:
    r"""A text token in the notation: marks that open no emphasis are marked, `\-` stays a soft hyphen."""
    if child.type == "text":
        return child.content.replace("*", STAR).replace("_", UNDERSCORE)
    if child.markup == "\\-" or (child.markup == child.content and len(child.content) > 1):
        return child.markup  # not an escape of Markdown: the notation reads it (\u2009) or refuses it
    return "".join(f"\\{sign}" if sign in _SPECIAL else sign for sign in child.content)


def unclosed_marks(text: str) -> Iterator[Fault]:
    """Stars and underscores that touch a word, and are no emphasis because their other half is missing."""
    for match in _HALVES.finditer(text):
        yield unclosed(match.start(), match[0].translate(TYPED))
