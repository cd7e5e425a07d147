"""The entries of docs/sources.md, and whether what a code cites is among them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs/sources.md"
FIELDS = ("Title", "Publisher, date", "Where", "Says", "Known")
KNOWN = ("read", "cited from", "working knowledge", "measured", "practice", "judgement")
# A place in a standard, a law or a specification; an entry with a list of its own is cited by that list alone.
_CLAUSE = re.compile(r"\d+(\.\d+)*|table \d+|annex [A-Z](\.\d+)*|article \d+|OS/2|fvar")


@dataclass(frozen=True, slots=True)
class Entry:
    """One authority.

    Attributes:
        title: as it is cited.
        text: all that the page says of it.
        items: places in its own list, `rule 3` or `R0031`; empty where it has none.
    """

    title: str
    text: str
    items: frozenset[str]

    @property
    def anchor(self) -> str:
        """Of its heading, as readers of Markdown make it."""
        return re.sub(r"[^\w\- ]", "", self.title.lower()).replace(" ", "-")

    def has(self, place: str) -> bool:
        """Whether the entry can be cited at this place; empty for the whole of it."""
        if self.items:
            return not place or place in self.items
        return not place or _CLAUSE.fullmatch(place) is not None


def entries() -> dict[str, Entry]:
    """Every authority, by title."""
    found = {}
    for part in re.split(r"^### ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        title, _, text = part.partition("\n")
        text = re.split(r"^## ", text, flags=re.MULTILINE)[0]
        rules = {f"rule {number}" for number in re.findall(r"^(\d+)\. ", text, re.MULTILINE)}
        rows = set(re.findall(r"^- (R\d{4}): ", text, re.MULTILINE))
        assert title not in found, f"two entries are called {title}"
        found[title] = Entry(title, text, frozenset(rules | rows))
    return found


def cited(source: str) -> list[tuple[Entry, str]]:
    """What a code's source cites: each entry, and the place in it.

    Raises:
        LookupError: a reference is to no entry, or to a place that it does not have.
    """
    known, found = entries(), []
    for reference in source.split("; "):
        title = max((each for each in known if reference == each or reference.startswith(f"{each}, ")), key=len,
                    default="")
        place = reference[len(title) + 2:]
        if not title or not known[title].has(place):
            raise LookupError(reference)
        found.append((known[title], place))
    return found
