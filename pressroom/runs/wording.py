"""A record's words in a text: put in as they were typed, whatever they hold, after the text itself was polished."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from pressroom.elements.context import Words
from pressroom.patterns import regex
from pressroom.records import dataclass, replace
from pressroom.specs.run import PREFIX

_PLACE = regex(r"\{record\.([a-z0-9-]+)\}")
_NOTATION = regex(r"[\\*^_\[\]{}]")
_ITEM = regex(r"^[-–•](?=\s)")


@dataclass(frozen=True, slots=True)
class Template:
    """A text with places for a record's words.

    Attributes:
        lines: of each line its parts: what stands there, and between two of these the keys of columns.
        keys: every key in it.
    """

    lines: tuple[tuple[str, ...], ...]
    keys: tuple[str, ...]

    def filled(self, values: Mapping[str, str], *, plain: bool = False) -> str:
        """The text with a record's words, in the notation of texts, or `plain`.

        A line of which only empty words are left is left out.
        """
        lines = []
        for parts in self.lines:
            if len(parts) == 1:
                lines.append(parts[0])
                continue
            words = [values[parts[at]] for at in range(1, len(parts), 2)]
            if not plain:
                words = list(map(escaped, words))
            text = "".join(part + word for part, word in zip(parts[::2], [*words, ""], strict=True))
            if any(words) or text.strip(" ,;·-–/()\u00a0\u202f"):
                lines.append(text)
        return "\n".join(lines)


@lru_cache(maxsize=256)
def template(text: str) -> Template | None:
    """The places of a text; None for one without any."""
    keys = tuple(dict.fromkeys(_PLACE.findall(text)))
    return Template(tuple(tuple(_PLACE.split(line)) for line in text.split("\n")), keys) if keys else None


def keys_in(text: str) -> tuple[str, ...]:
    """The keys of columns that a text names."""
    return tuple(dict.fromkeys(_PLACE.findall(text)))


def stand_ins(keys: object) -> dict[str, str]:
    """What stands for each record's words until they are known."""
    return {f"{PREFIX}{key}": f"{{{PREFIX}{key}}}" for key in keys}  # type: ignore[attr-defined]


def escaped(words: str) -> str:
    """Words in which no sign is notation."""
    words = _NOTATION.sub(r"\\\g<0>", words)
    return _ITEM.sub(lambda sign: f"\\u{ord(sign[0]):04X}", words)


def filled_words(words: Words, values: Mapping[str, str]) -> Words | None:
    """A text and its shorter wordings with a record's words; None where nothing is left of it."""
    texts = [filled for each in (words.text, *words.shorter) if (filled := _filled(each, values))]
    return replace(words, text=texts[0], shorter=tuple(texts[1:])) if texts else None


def _filled(text: str, values: Mapping[str, str]) -> str:
    found = template(text)
    return found.filled(values) if found else text
