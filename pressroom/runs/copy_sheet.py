"""One sheet of all copies: what is the same on each of them, and the slots that each record fills."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from typing import Protocol

from pressroom.cache import Cache
from pressroom.elements.base import Element
from pressroom.elements.context import FitContext, Image, Link, Setting, Words
from pressroom.elements.picture import PictureElement
from pressroom.elements.qr import QrElement
from pressroom.elements.symbol import Level, Symbol
from pressroom.findings import Finding
from pressroom.fit.areas import painted_box
from pressroom.fit.sheets import fit_element, order, sheet_context
from pressroom.fit.transparency import on_press, on_screen
from pressroom.marks import Group, Mark, Picture, flat
from pressroom.records import dataclass, replace
from pressroom.runs.codes import Matrix, matrix
from pressroom.runs.pictures import RecordPictures
from pressroom.runs.plan import Plan
from pressroom.runs.records import Record
from pressroom.runs.varying import elements_of, varying, varying_words
from pressroom.sheet.geometry import Box
from pressroom.specs.document import Location
from pressroom.stages import Fit, Piece, Placed
from pressroom.text.placeholders import names_in

_MOST_LAID = 64


@dataclass(frozen=True, slots=True)
class Code:
    """The code of a record at its place.

    Attributes:
        content: what it holds.
        matrix: its modules.
        box: where they stand.
    """

    content: str
    matrix: Matrix
    box: Box


@dataclass(frozen=True, slots=True)
class Variable:
    """What an element shows of one record.

    Attributes:
        marks: in painting order, codes among them.
        form: what is painted first: the name of marks that other records show, too, in `Copies.forms`; may be empty.
        words: its texts, as they must be extracted.
        settings: how its texts are set.
    """

    marks: tuple[Mark | Code, ...]
    words: tuple[str, ...]
    settings: tuple[Setting, ...] = ()
    form: str = ""

    @property
    def codes(self) -> tuple[Code, ...]:
        """Its codes."""
        return tuple(mark for mark in self.marks if isinstance(mark, Code))


class Holder(Protocol):
    """What a sheet asks of the copies that it is a sheet of: see `copies.Copies`."""

    plan: Plan
    piece: Piece
    cache: Cache
    fit: Fit
    forms: dict[str, tuple[int, tuple[Mark, ...]]]
    pictures: RecordPictures | None

    def words(self, record: Record, number: int) -> Mapping[str, Words]:
        """The texts of a sheet for one record."""

    def fields(self, record: Record) -> dict[str, Words]:
        """The texts of the fields for one record."""

    def links(self, record: Record) -> dict[str, Link]:
        """The links that are a record's own."""

    def symbol(self, content: str, level: Level) -> Symbol:
        """A symbol of the version that a content needs."""


class CopySheet:
    """One sheet of all copies.

    Attributes:
        segments: marks that all copies share.
        codes: the name of the link of each slot that is a code, in painting order.
        settings, varying: of the texts that they share, and of those that vary, as of the first record.
    """

    def __init__(self, copies: Holder, number: int) -> None:
        self._copies, self._number = copies, number
        part = copies.fit.parts[number]
        piece = part.piece
        changing = varying(copies.plan, copies.piece, number)
        elements = elements_of(piece, number)
        self._elements = [elements[index] for index in order([element for _, element in elements])
                          if elements[index][0] in changing]
        self._locations = [location for location, _ in elements if location in changing]
        self.settings = tuple(setting for placed in part.placed if placed.location not in changing
                              for setting in placed.fitted.settings)
        self.varying = tuple(setting for placed in part.placed if placed.location in changing
                             for setting in placed.fitted.settings)
        self._context = self._shared_context(piece, part.placed, changing)
        self.segments = self._segments(part.placed, changing)
        self.codes = [element.link or "link" for location in self._locations for at, element in elements
                      if at == location and isinstance(element, QrElement)]
        self._varying_words = frozenset(varying_words(copies.piece.words[number]))
        self._laid: dict[tuple[object, ...], Placed | None] = {}

    def _shared_context(self, piece: Piece, placed: Sequence[Placed], changing: frozenset[Location]) -> FitContext:
        context = sheet_context(piece, self._number, {}, self._copies.cache)
        context.encode = self._copies.symbol
        for one in placed:
            area = one.fitted.area or painted_box(one.fitted.marks)
            if one.element.name and area and one.location not in changing:
                context.ink_boxes[one.element.name] = area
        return context

    def _segments(self, placed: Sequence[Placed], changing: frozenset[Location]) -> list[Sequence[Mark]]:
        """The marks before, between and after the slots; printer's marks and tools come last."""
        fitted = self._copies.fit
        sheet, piece = fitted.sheets[self._number], fitted.piece
        window = (self._context.paper or self._context.frame.trim).grown(self._context.bleed)
        segments: list[list[Mark]] = [[]]
        count = 0
        painted = iter(on_press(placed, piece, window, [], self._number + 1))
        for one in placed:
            own = tuple(on_screen([next(painted) for _ in one.fitted.marks]))
            count += len(own)
            if one.location in changing:
                segments.append([])
            else:
                segments[-1] += own
        segments[-1] += sheet.marks[count:]
        placed_slots = {one.location for one in placed if one.location in changing}
        self._locations = [location for location in self._locations if location in placed_slots]
        return [tuple(each) for each in segments]

    def laid(self, record: Record, images: Mapping[str, Image], wording: int, caps: Mapping[str, float]) -> tuple[
            list[Variable], list[Finding]]:
        """What each slot shows, and what was found.

        Raises:
            Refused: its picture has too few pixels.
        """
        copies = self._copies
        context = copy(self._context)
        context.words, context.fields = copies.words(record, self._number), copies.fields(record)
        context.images = images
        context.links = {**context.links, **copies.links(record)}
        context.ink_boxes, context.findings = dict(self._context.ink_boxes), []
        context.wording, context.size_caps = wording, caps
        found = {location: self._slot(element, location, context) for location, element in self._elements}
        return [found[location] or Variable((), ()) for location in self._locations], context.findings

    def _slot(self, element: Element, location: Location, context: FitContext) -> Variable | None:
        if isinstance(element, QrElement):
            return self._code(element, location, context)
        placed = next(fit_element(element, location, context), None)
        if placed and self._copies.pictures and isinstance(element, PictureElement) and element.file is None:
            for mark in flat(placed.fitted.marks):
                if isinstance(mark, Picture):
                    self._copies.pictures.check(mark, context.images["picture"].place)
        return _variable(placed.fitted.marks, placed) if placed else None

    def _code(self, element: QrElement, location: Location, context: FitContext) -> Variable | None:
        """A code with its words: laid out once for each version, unless its words differ."""
        link = context.links.get(element.link or "link")
        if link is None:
            return None
        level: Level = "M" if link.kind == "donation" else element.correction
        own = matrix(link.payload, level)
        names = (*names_in(element.caption), f"{link.name}.caption", f"{link.name}.shown")
        key = (location, own.version, context.wording, tuple(sorted(context.size_caps.items())),
               tuple(context.words[name].text for name in names if name in context.words),
               tuple(context.ink_boxes.get(name) for name in (*element.below, *element.above, element.on or "")))
        if key not in self._laid:
            if len(self._laid) >= _MOST_LAID:
                self._laid.clear()
            placed = next(fit_element(element, location, context), None)
            if any(item.fails for item in context.findings):
                return None
            self._laid[key] = placed
        placed = self._laid[key]
        if placed is None:
            return None
        marks = tuple(_with_code(placed.fitted.marks, Code(link.payload, own, Box(0, 0, 0, 0))))
        if set(names) & self._varying_words:
            return _variable(marks, placed)
        # The words and the ground of a code do not touch its modules, so that these may come last.
        form = f"Q{self._number}n{self._locations.index(location)}v{own.version}"
        self._copies.forms.setdefault(form, (self._number, tuple(on_screen(
            [mark for mark in marks if not isinstance(mark, Code)]))))
        return Variable(tuple(mark for mark in marks if isinstance(mark, Code)), placed.fitted.words,
                        placed.fitted.settings, form)


def _variable(marks: tuple[Mark | Code, ...], placed: Placed) -> Variable:
    shown = tuple(mark if isinstance(mark, Code) else each for mark in marks
                  for each in ([mark] if isinstance(mark, Code) else on_screen([mark])))
    return Variable(shown, placed.fitted.words, placed.fitted.settings)


def _with_code(marks: Sequence[Mark], code: Code) -> Iterator[Mark | Code]:
    """The marks of a code's element with this code in its place."""
    for mark in marks:
        if isinstance(mark, Group) and mark.code and mark.area:
            yield replace(code, box=mark.area)
        else:
            yield mark
