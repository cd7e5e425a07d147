"""Copies: what a record changes on the sheets of a piece, fitted by the same code as every other piece."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from types import MappingProxyType

from pressroom.cache import Cache
from pressroom.elements.base import Element
from pressroom.elements.context import FitContext, Image, Link, Setting, Words
from pressroom.elements.field import FieldElement
from pressroom.elements.grid import lay
from pressroom.elements.qr import QrElement
from pressroom.elements.symbol import Level, Symbol
from pressroom.findings import Finding, Refused
from pressroom.fit import MOST_ROUNDS, fit, least_sizes
from pressroom.fit.sheets import context_of, fit_element, order, painted_box
from pressroom.fit.transparency import on_press, on_screen
from pressroom.marks import Group, Mark
from pressroom.records import dataclass, replace
from pressroom.runs.codes import Matrix, matrix
from pressroom.runs.plan import Plan
from pressroom.runs.records import Record
from pressroom.runs.varying import elements_of, varying, varying_words
from pressroom.runs.wording import filled_words
from pressroom.sheet.geometry import Box
from pressroom.specs.document import Location
from pressroom.stages import Fit, Piece, Placed
from pressroom.text.placeholders import names_in
from pressroom.type.setting import OVERSET

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


@dataclass(frozen=True, slots=True)
class Copy:
    """What one record changes.

    Attributes:
        record: whose copy it is.
        sheets: of each sheet, what each of its slots shows, in painting order.
    """

    record: Record
    sheets: tuple[tuple[Variable, ...], ...]


class Copies:
    """The copies of a piece.

    Attributes:
        fit: the copy of the record that it was begun with, whole.
        segments: of each sheet, the marks that all copies share, before, between and after its slots.
        forms: marks that many copies share, such as the words beside a code of one size: by their names, the sheet
            (from 0) and the marks.
    """

    def __init__(self, plan: Plan, piece: Piece, first: Record, cache: Cache,
                 sizes: Mapping[str, float] = MappingProxyType({})) -> None:
        """Fit what is the same on every copy; `sizes` are those in which all records are set, by style.

        Raises:
            Refused: the first record does not fit.
        """
        self.plan, self.piece, self.cache = plan, replace(piece, sizes=sizes), cache
        self._words = [varying_words(words) for words in piece.words]
        self.forms: dict[str, tuple[int, tuple[Mark, ...]]] = {}
        self._symbols: dict[tuple[int, Level], Symbol] = {}
        self.fit: Fit = fit(self.whole(first), cache)
        self._sheets = [] if piece.folding else [
            _Sheet(self, number) for number in range(max(len(piece.spec.sheets), 1))]
        self.segments: list[list[Sequence[Mark]]] = [each.segments for each in self._sheets] if self._sheets else [
            [(), ()] for _ in self.fit.sheets]

    def whole(self, record: Record) -> Piece:
        """The piece with a record's words, as if somebody had written it for this record alone."""
        links = self.links(record)
        return replace(self.piece, words=tuple(self.words(record, number) for number in range(len(self.piece.words))),
                       links={**self.piece.links, **links}, fields=self.fields(record), images=self.images(record))

    def words(self, record: Record, number: int) -> Mapping[str, Words]:
        """The texts of a sheet for one record."""
        own = {name: filled_words(each, record.values) for name, each in self._words[number].items()}
        return {**{name: each for name, each in self.piece.words[number].items() if name not in own},
                **{name: each for name, each in own.items() if each}}

    def fields(self, record: Record) -> dict[str, Words]:
        """The texts of the fields for one record; without any, no place to fill in is left."""
        return {name: filled_words(each, record.values) or replace(each, text="", shorter=())
                for name, each in self.piece.fields.items()}

    def links(self, record: Record) -> dict[str, Link]:
        """The links that are a record's own."""
        base = self.piece.links.get("link")
        return {"link": self.plan.link(base, record.values)} if base and self.plan.spec.link else {}

    def images(self, record: Record) -> tuple[Mapping[str, Image], ...]:  # noqa: ARG002 - pictures of records
        """The pictures of each sheet for one record."""
        return self.piece.images

    def copy(self, record: Record) -> Copy:
        """What a record changes.

        Raises:
            Refused: it does not fit.
        """
        if not self._sheets:
            return Copy(record, self._of_whole(record))
        shorter = max((len(words.shorter) for sheet in self._words for words in sheet.values()), default=0)
        for wording in range(shorter + 1):
            found, findings = self._at(record, wording)
            if not findings:
                return Copy(record, found)
            if wording == shorter or not any(item.code == OVERSET.name for item in findings):
                raise Refused(findings)
        raise AssertionError("the last wording is returned or refused")

    def one_size(self, style: str) -> bool:
        """Whether all records are set in one size of a style; a field's is that of its label."""
        known = self.piece.spec.styles.get(style)
        if known is None:
            known = next((self.piece.spec.styles[element.style] for _, element in self.piece.spec.every_element()
                          if isinstance(element, FieldElement) and style == f"field-{element.field}"), None)
        return bool(known and known.one_size)

    def names_shown(self) -> list[frozenset[str]]:
        """The names of the texts that each sheet shows."""
        return [frozenset(words.name for placed in part.placed for setting in placed.fitted.settings
                          for words in setting.words) for part in self.fit.parts]

    def codes_of(self, record: Record) -> tuple[str, ...]:
        """What the codes of a record's copy hold, page by page, where they are painted for each record."""
        own = {**self.piece.links, **self.links(record)}
        return tuple(own[name].payload for sheet in self._sheets for name in sheet.codes)

    @property
    def sized(self) -> bool:
        """Whether all records are set in the size of the longest in some style that varies."""
        return any(self.one_size(setting.style) for sheet in self._sheets for setting in sheet.varying)

    def symbol(self, content: str, level: Level) -> Symbol:
        """A symbol of the version that a content needs; its modules are put in place when it is painted."""
        version = matrix(content, level).version
        if (version, level) not in self._symbols:
            self._symbols[version, level] = matrix(content, level).symbol()
        return self._symbols[version, level]

    def _at(self, record: Record, wording: int) -> tuple[tuple[tuple[Variable, ...], ...], list[Finding]]:
        """The sheets with words that give way so far from the start, their sizes agreed; and what does not fit."""
        caps: dict[str, float] = {}
        for _ in range(MOST_ROUNDS):
            laid = [sheet.laid(record, wording, caps) for sheet in self._sheets]
            findings = [item for _, problems in laid for item in problems if item.fails]
            if findings:
                return (), findings
            settings = [setting for variables, _ in laid for each in variables for setting in each.settings]
            agreed = least_sizes([*settings, *(setting for sheet in self._sheets for setting in sheet.settings)])
            if not agreed:
                break
            caps |= agreed
        return tuple(tuple(variables) for variables, _ in laid), []

    def _of_whole(self, record: Record) -> tuple[tuple[Variable, ...], ...]:
        """The sheets of a leaflet, of which everything counts as the record's own."""
        fitted = fit(self.whole(record), self.cache)
        settings = tuple(setting for sheet in fitted.settings for setting in sheet)
        return tuple((Variable(sheet.marks, sheet.words, settings if not number else ()),)
                     for number, sheet in enumerate(fitted.sheets))


class _Sheet:
    """One sheet of all copies.

    Attributes:
        segments: marks that all copies share.
        codes: the name of the link of each slot that is a code, in painting order.
        settings, varying: of the texts that they share, and of those that vary, as of the first record.
    """

    def __init__(self, copies: Copies, number: int) -> None:
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
        inner = piece.spec.inner_margin if len(piece.spec.sheets) > 1 else 0.0
        frame = lay(piece.spec.grid, piece.format.width, piece.format.height, piece.printer_spec.safe, inner)
        context = context_of(piece, self._number, frame, {}, self._copies.cache)
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
        window = self._context.frame.trim.grown(self._context.bleed)
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

    def laid(self, record: Record, wording: int, caps: Mapping[str, float]) -> tuple[list[Variable], list[Finding]]:
        """What each slot shows, and what was found."""
        copies = self._copies
        context = copy(self._context)
        context.words, context.fields = copies.words(record, self._number), copies.fields(record)
        context.links = {**context.links, **copies.links(record)}
        context.ink_boxes, context.findings = dict(self._context.ink_boxes), []
        context.wording, context.size_caps = wording, caps
        found = {location: self._slot(element, location, context) for location, element in self._elements}
        return [found[location] or Variable((), ()) for location in self._locations], context.findings

    def _slot(self, element: Element, location: Location, context: FitContext) -> Variable | None:
        if isinstance(element, QrElement):
            return self._code(element, location, context)
        placed = next(fit_element(element, location, context), None)
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
