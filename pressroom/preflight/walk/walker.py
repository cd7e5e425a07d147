"""The walk over a page's content: operators in, painted things out, within a budget."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy

from pressroom.pdf.bounds import DEEPEST_FORM, DEEPEST_SAVE, MOST_STREAM
from pressroom.pdf.content import instructions
from pressroom.pdf.errors import Malformed, TooLarge, TooMuch, Undecodable
from pressroom.pdf.objects import Pdf, entry, entry_id, raw_entry
from pressroom.pdf.operators import makes_sense
from pressroom.pdf.pages import page_content
from pressroom.pdf.streams import decoded
from pressroom.pdf.syntax import Operand
from pressroom.preflight.walk.matrix import Matrix, times
from pressroom.preflight.walk.painted import Painted, PaintedGroup, Walk
from pressroom.preflight.walk.state import Budget, GraphicsState
from pressroom.preflight.walk.typeface import Typeface
from pressroom.sheet.geometry import Box

Point = tuple[float, float]
Faces = dict[int, Typeface]

_STEP_COST = 50  # operators that stepping into a form counts for


class Walker:
    """Walks one page; `walked` is the way in.

    Attributes:
        state: the graphics state.
        resources: where names are looked up just now.
        subpaths: points of the path under construction, on the sheet.
        clip_next: whether the next painting operator also clips.
        things, groups, states, forms, layers: what the walk yields.
        lost: how many operators made no sense.
    """

    def __init__(self, matrix: Matrix, budget: Budget, faces: Faces) -> None:
        self.base = matrix
        self.state = GraphicsState(matrix)
        self.saved: list[GraphicsState] = []
        self.resources: Pdf = None
        self.subpaths: list[list[Point]] = []
        self.clip_next = False
        self.things: list[Painted] = []
        self.groups: list[PaintedGroup] = []
        self.states: dict[int, Pdf] = {}
        self.forms: dict[int, Pdf] = {}
        self.patterns: set[tuple[int, tuple[float, ...]]] = set()
        self.drawn_faces: set[int] = set()
        self.layers = 0
        self.lost = 0
        self._budget = budget
        self._faces = faces
        self._contents: dict[int, bytes] = {}
        self._inside: list[int] = []
        self._floor = 0

    def run(self, content: bytes, resources: Pdf) -> None:
        """Carry out the operators of one stream.

        Raises:
            TooMuch: the budget is spent.
            Malformed: the stream breaks off.
        """
        self._budget.spend(len(content))
        outer, self.resources = self.resources, resources
        table, floor, self._floor = OPERATORS, self._floor, len(self.saved)
        try:
            for instruction in instructions(content):
                self._budget.operations -= 1
                if self._budget.operations < 0:
                    raise TooMuch("operators")
                if not makes_sense(instruction):
                    self.lost += 1
                    continue
                act = table.get(instruction.operator)
                if act is None:
                    continue
                try:
                    act(self, instruction.operands)
                except (IndexError, TypeError, ValueError, AttributeError, ZeroDivisionError, OverflowError):
                    self.lost += 1
        finally:
            del self.saved[self._floor:]
            self._floor, self.resources = floor, outer

    def add(self, thing: Painted) -> None:
        """Keep something that is painted.

        Raises:
            TooMuch: there are too many.
        """
        self.things.append(thing)
        self._budget.things -= 1
        if self._budget.things < 0:
            raise TooMuch("painted objects")

    def resource(self, kind: str, called: Operand) -> Pdf:
        """A named resource, or None."""
        return entry(self.resources, kind, called)

    def resource_mark(self, kind: str, called: Operand) -> int:
        """A number that is the same for the same resource."""
        return entry_id(entry(self.resources, kind), called)

    def typeface(self, called: Operand) -> Typeface | None:
        """The font of that name; each is read once for the whole file."""
        font = self.resource("/Font", called)
        if not isinstance(font, dict):
            return None
        return self._faces.setdefault(self.resource_mark("/Font", called), Typeface(font))

    def save(self) -> None:
        """`q`."""
        if len(self.saved) >= DEEPEST_SAVE:
            raise TooMuch("saved graphics states")
        self.saved.append(copy(self.state))

    def restore(self) -> None:
        """`Q`; a form cannot give back what its caller saved."""
        if len(self.saved) <= self._floor:
            raise IndexError
        self.state = self.saved.pop()

    @contextmanager
    def within(self, mark: int) -> Iterator[None]:
        """Step into a form, a pattern or a glyph.

        Raises:
            TooMuch: it is inside itself, or forms nest too deep.
        """
        if mark in self._inside:
            raise TooMuch("a form that paints itself")
        if len(self._inside) >= DEEPEST_FORM:
            raise TooMuch("nested forms")
        kept, path = copy(self.state), self.subpaths
        self._inside.append(mark)
        self.subpaths = []
        try:
            yield
        finally:
            self._inside.pop()
            self.state, self.subpaths = kept, path

    def into(self, stream: Pdf, mark: int, matrix: Matrix, box: Box | None = None) -> None:
        """Walk a form-like stream under `matrix`, clipped to `box` on the sheet."""
        with self.within(mark):
            self.state.matrix = matrix
            if box is not None:
                self.state.clip_to(box)
            self._budget.operations -= _STEP_COST
            if mark not in self._contents:
                self._contents[mark] = decoded(stream, MOST_STREAM)
            own = entry(stream, "/Resources")
            self.run(self._contents[mark], own if isinstance(own, dict) else self.resources)

    def concatenate(self, matrix: Matrix) -> Matrix:
        """`matrix`, then what holds now."""
        return times(matrix, self.state.matrix)


Act = Callable[[Walker, list[Operand]], None]
OPERATORS: dict[str, Act] = {}


def operator(*called: str) -> Callable[[Act], Act]:
    """Register what an operator does."""
    def register(act: Act) -> Act:
        for each in called:
            OPERATORS[each] = act
        return act
    return register


def walked(page: Pdf, resources: Pdf, matrix: Matrix, budget: Budget, faces: Faces) -> Walk:
    """The walk over one page; it never raises for what a file says, but tells why it stopped."""
    walker, stopped, too_much = Walker(matrix, budget, faces), "", False
    try:
        budget.begin_page()
        walker.run(page_content(page), resources)
    except (TooMuch, TooLarge, RecursionError, MemoryError) as limit:
        stopped, too_much = f"it asks for too much: {limit or type(limit).__name__}", True
    except (Undecodable, Malformed) as broken:
        stopped = str(broken)
    except Exception as broken:  # the file's objects are met only now, and a reader raises what it likes
        stopped = f"{type(broken).__name__}: {broken}"[:200]
    if too_much:  # what was met until then would be judged for minutes, and the file is refused anyway
        return Walk(stopped=stopped, too_much=True)
    if not stopped and walker.lost:
        stopped = f"{walker.lost} operators make no sense"
    return Walk(tuple(walker.things), tuple(walker.groups), tuple(walker.states.values()),
                tuple(walker.forms.values()), walker.layers, stopped)


def page_groups(page: Pdf) -> Pdf:
    """A page's or form's transparency group dictionary, or None."""
    group = entry(page, "/Group")
    return group if raw_entry(group, "/S") is not None else None
