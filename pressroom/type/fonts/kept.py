"""What is known of a face from earlier runs, in the cache: a font is opened for words alone that are new.

An entry counts for one content of the font's file and one version of the program.
"""

from __future__ import annotations

import importlib.util
import json
from functools import lru_cache
from pathlib import Path

from pressroom import files, program
from pressroom.cache import Cache, key
from pressroom.marks import Glyph
from pressroom.records import dataclass

NO_BREAK_SPACES = "\u00a0\u202f"
FILLER = "\u2060"
MOST_WORDS = 2_000
"""Words that are kept of a face, the newest ones."""

InkBox = tuple[float, float, float, float]
Word = tuple[str, tuple[str, ...], str, bool]


@dataclass(frozen=True, slots=True)
class Facts:
    """What holds for a whole face.

    Attributes:
        upem: font units per em.
        covered: the characters that it has, in order.
        postscript_name: without a subset's tag.
        ascent, descent, cap_height, x_height: in em; descent is negative.
        spaces: of each no-break space, the advance in text sizes and in display sizes, in em.
        postscript: whether its outlines are cubic curves (`CFF `, `CFF2`), and not TrueType's.
    """

    upem: float
    covered: tuple[int, ...]
    postscript_name: str
    ascent: float
    descent: float
    cap_height: float
    x_height: float
    spaces: dict[str, tuple[float, float]]
    postscript: bool = False


@dataclass(frozen=True, slots=True)
class Shaped:
    """A shaped text and its measures, in em.

    Attributes:
        glyphs: in drawing order.
        advance: the sum of the glyphs' advances.
        left, right: where the ink begins and ends, from the origin; 0 and the advance without ink.
        top, bottom: the highest and the lowest point of the ink, from the baseline; bottom is negative below it.
        exact: whether the glyphs' texts, joined, equal the source text.
    """

    glyphs: tuple[Glyph, ...]
    advance: float
    left: float
    right: float
    top: float
    bottom: float
    exact: bool = True


class KeptFace:
    """One face's entry of a cache.

    Attributes:
        cache, name: where it is.
        facts: None until the font was opened.
        words: shaped words by their names, both as JSON until they are asked for: reading them all would take longer
            than opening the font, and lists of numbers would slow every collection of garbage.
        inks, widths: of glyphs, as `Face` has them.
    """

    def __init__(self, cache: Cache, name: str) -> None:
        self.cache, self.name = cache, name
        self.facts: Facts | None = None
        self.words: dict[str, str] = {}
        self.inks: dict[int, InkBox] = {}
        self.widths: dict[int, float] = {}
        self._read()

    def word(self, word: Word) -> Shaped | None:
        """A shaped word; None where it is new."""
        found = self.words.get(_json(word))
        if found is None:
            return None
        try:
            glyphs, *measures = json.loads(found)
            return Shaped(tuple(Glyph(*glyph) for glyph in glyphs), *measures)
        except (ValueError, TypeError):  # of another program
            return None

    def keep(self, facts: Facts, words: dict[Word, Shaped], inks: dict[int, InkBox], widths: dict[int, float]) -> None:
        """Write what is known now: `words` that are new, beside what other processes have written meanwhile."""
        self._read()
        self.facts = facts
        self.words |= {_json(word): _packed(shaped) for word, shaped in words.items()}
        self.words = dict([*self.words.items()][-MOST_WORDS:])
        self.inks, self.widths = {**self.inks, **inks}, {**self.widths, **widths}
        shown = [facts.upem, facts.covered, facts.postscript_name, facts.ascent, facts.descent, facts.cap_height,
                 facts.x_height, facts.spaces, facts.postscript]
        head = _json([shown, [*self.inks.items()], [*self.widths.items()]])
        lines = (f"{name}\t{found}" for name, found in self.words.items())
        self.cache.put(self.name, "\n".join((head, *lines)).encode())

    def _read(self) -> None:
        content = self.cache.get(self.name)
        if content is None:
            return
        try:
            head, *lines = content.decode().split("\n")
            whole, inks, widths = json.loads(head)
            upem, covered, name, ascent, descent, cap_height, x_height, spaces, postscript = whole
            known = dict(line.split("\t") for line in lines)
            boxes, advances = {gid: tuple(box) for gid, box in inks}, dict(widths)
            facts = Facts(upem, tuple(covered), name, ascent, descent, cap_height, x_height,
                          {char: (wide, narrow) for char, (wide, narrow) in spaces.items()}, postscript)
        except (ValueError, TypeError, LookupError, AttributeError):
            return
        self.facts, self.words, self.inks, self.widths = facts, known, boxes, advances


def kept_face(file: Path, instance: tuple[tuple[str, float], ...], cache: Cache) -> KeptFace:
    """The entry of a face; empty where there is none.

    Raises:
        files.Unread: the font's file cannot be read.
    """
    return KeptFace(cache, key("face 4", program.of_program(cache), _shaper(), files.digest(file), repr(instance)))


def _packed(shaped: Shaped) -> str:
    glyphs = [(glyph.gid, glyph.text, glyph.advance, glyph.dx, glyph.dy) for glyph in shaped.glyphs]
    return _json([glyphs, shaped.advance, shaped.left, shaped.right, shaped.top, shaped.bottom, shaped.exact])


def _json(value: object) -> str:
    """Without a line end or a tab of its own."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=1)
def _shaper() -> str:
    """What identifies the version of HarfBuzz without its import: the size and the time of its library."""
    spec = importlib.util.find_spec("uharfbuzz")
    if spec is None or not spec.submodule_search_locations:
        return ""
    folder = Path(spec.submodule_search_locations[0])
    stamps = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in sorted(folder.glob("_harfbuzz*"))]
    return repr(stamps)
