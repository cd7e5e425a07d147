"""Marks to the operators of one page; y is flipped here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from pressroom.colour.ink import Ink
from pressroom.marks import Field, Group, Mark, Picture, PlacedPage, Shape, TextRun
from pressroom.paint.effects import Effects
from pressroom.paint.glyph_arrays import array_of, joined
from pressroom.paint.layers import Layers
from pressroom.paint.module_path import module_rectangles
from pressroom.paint.numbers import number
from pressroom.paint.separations import Separations
from pressroom.paint.tags import HOLDERS, PageTags
from pressroom.paint.type0 import FontResources
from pressroom.patterns import regex
from pressroom.sheet.geometry import Box, Path

_ZEROS = regex(r"\.?0+(?= )")  # at the end of a number with four decimals
_NEGATIVE_ZERO = regex(r"-0(?= )")


class Colours(Protocol):
    """The operators of an edition's inks, and which marks overprint."""

    def fill(self, ink: Ink, separations: Separations) -> str:
        """The operator that makes `ink` the fill colour."""

    def stroke(self, ink: Ink, separations: Separations) -> str:
        """The operator that makes `ink` the stroke colour."""

    def overprints(self, mark: TextRun | Shape) -> bool:
        """Whether the mark overprints, leaving the other plates unchanged."""


class Pictures(Protocol):
    """The pictures of a file."""

    def name(self, picture: Picture) -> str:
        """The resource name of a picture, converted for this edition."""


@lru_cache(maxsize=256)
def path_operators(path: Path, left: float, top: float) -> str:
    """The operators that construct a path, numbers as `number` writes them; kept, as editions share their artwork."""
    parts = []
    for command in path:
        if command[0] == "C":
            _, x1, y1, x2, y2, x3, y3 = command
            parts.append(f"{left + x1:.4f} {top - y1:.4f} {left + x2:.4f} {top - y2:.4f} "
                         f"{left + x3:.4f} {top - y3:.4f} c")
        elif command[0] == "Z":
            parts.append("h")
        else:
            parts.append(f"{left + command[1]:.4f} {top - command[2]:.4f} {command[0].lower()}")
    return _NEGATIVE_ZERO.sub("0", _ZEROS.sub("", " ".join(parts)))


class Pages(Protocol):
    """The placed pages of a file."""

    def operators(self, mark: PlacedPage, left: float, top: float) -> str:
        """The operators that draw a page of another file; `left` and `top` as in `Content`."""


class Content:
    """Collects the operators of one page.

    Attributes:
        left, top: the trim's top-left corner, in points from the media's left and bottom edges.
        links, fields: marks that become annotations, each with its index in the page's marked content.
        tags: of the structure tree; None for an edition without one.
        pages: the pages of other files; None without any.
        effects: gradients and transparency of the file; None where it has none.
        layers: processing steps of the file; None where it has no layers.
    """

    def __init__(self, left: float, top: float, colours: Colours, fonts: FontResources, pictures: Pictures,
                 separations: Separations, tags: PageTags | None = None) -> None:
        self.left, self.top = left, top
        self.colours, self.fonts, self.pictures = colours, fonts, pictures
        self.lines: list[str] = []
        self.links: list[tuple[Group, int]] = []
        self.fields: list[tuple[Field, int]] = []
        self.tags = tags
        self.separations = separations
        self.pages: Pages | None = None
        self.effects: Effects | None = None
        self.layers: Layers | None = None
        self._tagging = False
        self._linking = 0
        self._state: dict[str, str] = {}
        self._saved: list[dict[str, str]] = []

    def paint(self, marks: tuple[Mark, ...]) -> None:
        """Add marks, in order."""
        for mark in marks:
            if isinstance(mark, Group):
                self._tagged_group(mark)
            elif isinstance(mark, TextRun):
                self._text(mark)
            elif isinstance(mark, Shape):
                self._on_layer(mark)
            elif isinstance(mark, Picture):
                self._picture(mark)
            else:
                self._placed_page(mark)

    def draw(self, form: str) -> None:
        """Draw a form XObject of the page's resources at the page's own origin."""
        self.lines.append(f"/{form} Do")

    def symbol(self, rows: Sequence[int], box: Box, ink: Ink) -> None:
        """Fill the modules of a code in `box`: one path, so that no seam shows.

        Each row is an integer whose lowest bit is the module at its left. Level runs that go on in the next row are one
        rectangle with it.
        """
        self._set_state("overprint", "/GSk gs")
        self._set_state("fill", self.colours.fill(ink, self.separations))
        module = number(box.width / len(rows))
        self.lines += [f"q {module} 0 0 -{module} {number(self.left + box.x0)} {number(self.top - box.y0)} cm",
                       *module_rectangles(rows), "f Q"]

    def on_paper(self, box: Box) -> Box:
        """A box in PDF coordinates: left, bottom, right, top."""
        return Box(self.left + box.x0, self.top - box.y1, self.left + box.x1, self.top - box.y0)

    def bytes(self) -> bytes:
        """The operators, as bytes."""
        return "\n".join(self.lines).encode("latin-1")

    def _placed_page(self, mark: PlacedPage | Field) -> None:
        if isinstance(mark, PlacedPage) and self.pages:
            self.lines.append(self.pages.operators(mark, self.left, self.top))
            return
        raise NotImplementedError(f"no edition shows a {type(mark).__name__}")

    def _set_state(self, what: str, operator: str) -> None:
        """Change the graphics state, unless it is so already."""
        if self._state.get(what) != operator:
            self._state[what] = operator
            self.lines.append(operator)

    def outline(self, path: Path) -> str:
        """The operators that construct a path at its place on the page."""
        return path_operators(path, self.left, self.top)

    def inside(self, marks: tuple[Mark, ...]) -> str:
        """The operators of marks that are drawn by themselves, as a form."""
        lines, self.lines = self.lines, []
        state, self._state = self._state, {}
        self.paint(marks)
        self.lines, lines = lines, self.lines
        self._state = state
        return "\n".join(lines)

    def save(self) -> None:
        """Keep the graphics state for `restore`."""
        self._saved.append(dict(self._state))
        self.lines.append("q")

    def restore(self) -> None:
        """Go back to the state that was kept last."""
        self._state = self._saved.pop()
        self.lines.append("Q")

    def _tagged_group(self, group: Group) -> None:
        """A group as one marked-content sequence, which includes the groups inside it."""
        if self.tags is None:
            self._group(group)
            return
        if group.role in HOLDERS:
            self.tags.begin(group)
            self._group(group)
            self.tags.end()
            return
        if self._tagging:
            self._inside(group, self.tags)
            return
        if group.role == "form":
            for mark in group.marks:
                if isinstance(mark, Field):
                    self.tags.field(group)
                    self.fields.append((mark, len(self.tags.contents) - 1))
            return
        self._tagging = True
        self.lines.append(self.tags.opening(group))
        if group.link:
            self.links.append((group, len(self.tags.contents) - 1))
        self._group(group)
        self.lines.append("EMC")
        self._tagging = False

    def _inside(self, group: Group, tags: PageTags) -> None:
        """A group inside marked content: part of it, except a link in a paragraph, which splits it into three."""
        if not (group.role == "link" and group.link and tags.in_element):
            self._group(group)
            return
        self.lines += ["EMC", tags.linking(group)]
        self.links.append((group, len(tags.contents) - 1))
        self._linking += 1
        self._group(group)
        self._linking -= 1
        self.lines += ["EMC", tags.resuming()]

    def _group(self, group: Group) -> None:
        if group.clip:
            self.save()
            self.lines.append(f"{path_operators(group.clip, self.left, self.top)} W n")
        if group.opacity < 1 and self.effects:
            self.effects.group(self, group)
        else:
            self.paint(group.marks)
        if group.clip:
            self.restore()

    def _on_layer(self, shape: Shape) -> None:
        """A shape, on the layer of its processing step if it has one."""
        step = next((ink.step for ink in shape.inks if ink.layered), "") if self.layers else ""
        if self.layers and step:
            self.lines.append(f"/OC /{self.layers.key(step)} BDC")
        self._shape(shape)
        if self.layers and step:
            self.lines.append("EMC")

    def _shape(self, shape: Shape) -> None:
        if self.effects and (shape.gradient or shape.opacity < 1):
            self.effects.shape(self, shape)
            return
        self._set_state("overprint", "/GSo gs" if self.colours.overprints(shape) else "/GSk gs")
        if shape.registration:
            self.separations.registers = True
            self._set_state("stroke", "/All CS 1 SCN")
        elif shape.stroke:
            self._set_state("stroke", self.colours.stroke(shape.stroke, self.separations))
        if shape.stroke or shape.registration:
            self._set_state("width", f"{number(shape.width)} w")
            self._set_state("dash", f"[{' '.join(map(number, shape.dash))}] 0 d")
        if shape.fill:
            self._set_state("fill", self.colours.fill(shape.fill, self.separations))
        stroked = shape.stroke is not None or shape.registration
        operator = {(True, False): "f", (False, True): "S", (True, True): "B"}[(shape.fill is not None, stroked)]
        star = "*" if shape.even_odd and operator != "S" else ""
        self.lines.append(f"{path_operators(shape.path, self.left, self.top)} {operator}{star}")

    def _picture(self, picture: Picture) -> None:
        box = picture.box
        self._set_state("overprint", "/GSk gs")
        self.lines.append(f"q {number(box.width)} 0 0 {number(box.height)} {number(self.left + box.x0)} "
                          f"{number(self.top - box.y1)} cm /{self.pictures.name(picture)} Do Q")

    def _text(self, run: TextRun) -> None:
        font = self.fonts.of(run)
        self._set_state("overprint", "/GSo gs" if self.colours.overprints(run) else "/GSk gs")
        self._set_state("fill", self.colours.fill(run.ink, self.separations))
        glyphs = self._glyph_operators(run)
        operators = (f"BT /{font.key} {number(run.size)} Tf 1 0 0 1 {number(self.left + run.x)} "
                     f"{number(self.top - run.y)} Tm {glyphs} ET")
        if run.actual_text is not None:
            actual_text = f"/ActualText <FEFF{run.actual_text.encode('utf-16-be').hex().upper()}>"
            if self._tagging and self._linking == 0 and self.tags and self.tags.in_element:
                # Not a nested span: some readers take its end for the paragraph's end, and skip the rest.
                operators = f"EMC {self.tags.resuming(f' {actual_text}')} {operators} EMC {self.tags.resuming()}"
            else:
                operators = f"/Span <<{actual_text}>> BDC {operators} EMC"
        self.lines.append(operators)

    def _glyph_operators(self, run: TextRun) -> str:
        """The glyphs, with corrections between them that keep each at its place in the layout.

        A viewer advances by the width that the font states; the difference to the measured advance
        (kerning, tracking, no-break spaces) is written in thousandths of an em.
        """
        font = self.fonts.of(run)
        written, write = font.written, font.write
        parts: list[str] = []
        codes: list[str] = []
        laid_out = stated = 0.0
        rise = 0.0
        for glyph in run.glyphs:
            ahead = round(stated - laid_out - glyph.dx * 1000, 2)
            if ahead or glyph.dy != rise:
                parts.append(array_of(codes, ahead))
                codes = []
                stated -= ahead
                if glyph.dy != rise:
                    parts.append(f"{number(glyph.dy * run.size)} Ts")
                    rise = glyph.dy
            code, width = written.get((glyph.gid, glyph.text)) or write(glyph)
            codes.append(code)
            stated += width
            laid_out += glyph.advance * 1000
        parts.append(array_of(codes, 0.0))
        if rise:
            parts.append("0 Ts")
        return joined(parts)
