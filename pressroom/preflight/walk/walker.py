"""The walk over a page's content: operators in, painted objects out, within a budget."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy

from pressroom.pdf.bounds import DEEPEST_FORM, DEEPEST_SAVE, MOST_STREAM
from pressroom.pdf.content import instructions
from pressroom.pdf.errors import Malformed, TooLarge, TooMuch, Undecodable
from pressroom.pdf.objects import Pdf, entry, entry_id, lasting_id, raw_entry, resolved
from pressroom.pdf.operators import makes_sense
from pressroom.pdf.pages import page_content
from pressroom.pdf.spaces import DEFAULTS, Space, device_space
from pressroom.pdf.streams import decoded
from pressroom.pdf.syntax import Operand
from pressroom.preflight.walk.matrix import Matrix, mean_stretch, times
from pressroom.preflight.walk.painted import NOWHERE, Painted, PaintedGroup, PaintedPath, Walk
from pressroom.preflight.walk.state import Budget, GraphicsState
from pressroom.preflight.walk.tracing import PAGE, UNKNOWN, Entered, Trace, Tracing
from pressroom.preflight.walk.typeface import FontKey, Typeface
from pressroom.records import replace
from pressroom.sheet.geometry import Box

Point = tuple[float, float]
Faces = dict[FontKey, Typeface]

_NO_AREA = 0.01  # points: a line has no area of its own
_STEP_COST = 50  # operators that entering a form counts as


class Walker:
    """Walks one page; called by `walk_page`.

    Attributes:
        state: the graphics state.
        resources: the current resources.
        subpaths: points of the path under construction, on the sheet.
        clip_next: whether the next painting operator also clips.
        things, groups, states, forms, masks, masking, annotations, defaults, damage, layers: the results, as in `Walk`.
        paper: the page, on the sheet; what lies outside it does not print.
        tracing: takes what is entered, and where each painted object is written; None where nobody asks.
        advance: of the text that is being shown, in thousandths of its size.
        steps: the processing step of each marked content that is open, empty for any other.
        invalid_operators: number of invalid operators.
    """

    def __init__(self, matrix: Matrix, budget: Budget, faces: Faces, paper: Box) -> None:
        self.base, self.paper = matrix, paper
        self.state = GraphicsState(matrix)
        self.saved: list[GraphicsState] = []
        self.resources: Pdf = None
        self.subpaths: list[list[Point]] = []
        self.clip_next = False
        self.things: list[Painted] = []
        self.groups: list[PaintedGroup] = []
        self.states: dict[int, Pdf] = {}
        self.forms: dict[int, Pdf] = {}
        self.masks: list[PaintedGroup] = []
        self.masking: list[Painted] = []
        self.annotations: list[Painted] = []
        self.defaults: dict[str, None] = {}
        self.damage: dict[tuple[str, Box], None] = {}
        self.patterns: set[tuple[int, tuple[float, ...], bool]] = set()
        self.drawn_faces: set[tuple[int, bool]] = set()
        self.drawn_masks: set[tuple[int, bool]] = set()
        self.enclosures = 0
        self.layers = 0
        self.tracing: Tracing | None = None
        self.steps: list[str] = []
        self.advance = 0.0
        self._source, self._place, self._path_start = PAGE, (0, 0), 0
        self._devices: dict[tuple[int, str], tuple[Pdf, Space]] = {}
        self.invalid_operators = 0
        self._budget = budget
        self._faces = faces
        self._named_faces: dict[tuple[int, Operand], tuple[Pdf, Typeface | None]] = {}
        self._contents: dict[int, bytes] = {}
        self._inside: list[int] = []
        self._floor = 0

    def run(self, content: bytes, resources: Pdf) -> None:
        """Carry out the operators of one stream.

        Raises:
            TooMuch: the budget is exceeded.
            Malformed: the stream is incomplete.
        """
        self._budget.spend(len(content))
        outer, self.resources = self.resources, resources
        stated = entry(resources, "/ColorSpace")
        self.defaults.update((key, None) for key in DEFAULTS.values() if raw_entry(stated, f"/{key}") is not None)
        table, floor, self._floor = OPERATORS, self._floor, len(self.saved)
        try:
            for instruction in instructions(content):
                self._budget.operations -= 1
                if self._budget.operations < 0:
                    raise TooMuch("operators")
                if not makes_sense(instruction):
                    self.invalid_operators += 1
                    continue
                self._place = instruction.start, instruction.end
                if not self.subpaths and instruction.operator in ("m", "re"):
                    self._path_start = instruction.start
                act = table.get(instruction.operator)
                if act is None:
                    continue
                try:
                    act(self, instruction.operands)
                except (IndexError, TypeError, ValueError, AttributeError, ZeroDivisionError, OverflowError):
                    self.invalid_operators += 1
        finally:
            del self.saved[self._floor:]
            self._floor, self.resources = floor, outer

    def add(self, thing: Painted) -> None:
        """Record a painted object.

        Raises:
            TooMuch: there are too many.
        """
        if step := next((each for each in reversed(self.steps) if each), ""):
            thing = replace(thing, settings=replace(thing.settings, step=step))
        self.things.append(thing)
        if self.tracing is not None:
            start, end = self._place
            self.tracing.traces.append(Trace(
                thing, self._source, self._path_start if isinstance(thing, PaintedPath) else start, end,
                self.state.width, mean_stretch(self.state.matrix), self.advance, self.things is self.masking))
        self._budget.things -= 1
        if self._budget.things < 0:
            raise TooMuch("painted objects")

    @contextmanager
    def into_list(self, things: list[Painted]) -> Iterator[None]:
        """Record painted objects in another list: they are no part of the page's own content."""
        own, self.things = self.things, things
        try:
            yield
        finally:
            self.things = own

    def shows(self, box: Box) -> bool:
        """Whether any of `box` is on the paper."""
        return box != NOWHERE and box.grown(_NO_AREA).overlap(self.paper) is not None

    def device(self, family: str) -> Space:
        """`DeviceGray`, `DeviceRGB` or `DeviceCMYK`, or what the current resources put in its place."""
        short = id(self.resources), family  # the page holds the dictionary as long as the walk lasts
        if short not in self._devices:
            self._devices[short] = self.resources, device_space(family, self.resources)
        return self._devices[short][1]

    def resource(self, kind: str, key: Operand) -> Pdf:
        """A named resource, or None."""
        return entry(self.resources, kind, key)

    def resource_id(self, kind: str, key: Operand) -> int:
        """A number that identifies a resource."""
        return entry_id(entry(self.resources, kind), key)

    def typeface(self, key: Operand) -> Typeface | None:
        """The font of that name, read once while its page, or a page soon before it, is walked."""
        fonts = entry(self.resources, "/Font")
        short = id(fonts), key  # the page holds the dictionary as long as the walk lasts
        if short not in self._named_faces:
            self._named_faces[short] = fonts, face_of(raw_entry(fonts, str(key)), self._faces)
        return self._named_faces[short][1]

    def save(self) -> None:
        """`q`."""
        if len(self.saved) >= DEEPEST_SAVE:
            raise TooMuch("saved graphics states")
        self.saved.append(copy(self.state))

    def restore(self) -> None:
        """`Q`; a form cannot restore a state that its caller saved."""
        if len(self.saved) <= self._floor:
            raise IndexError
        self.state = self.saved.pop()

    @contextmanager
    def within(self, object_id: int) -> Iterator[None]:
        """Enter a form, a pattern or a glyph.

        Raises:
            TooMuch: it contains itself, or forms are nested too deeply.
        """
        if object_id in self._inside:
            raise TooMuch("a form that paints itself")
        if len(self._inside) >= DEEPEST_FORM:
            raise TooMuch("nested forms")
        state, path = copy(self.state), self.subpaths
        place = self._source, self._place, self._path_start
        self._inside.append(object_id)
        self.subpaths = []
        try:
            yield
        finally:
            self._inside.pop()
            self.state, self.subpaths = state, path
            self._source, self._place, self._path_start = place

    def into(self, stream: Pdf, object_id: int, matrix: Matrix, box: Box | None = None) -> None:
        """Walk the stream of a form, a pattern or a glyph under `matrix`, clipped to `box` on the sheet."""
        with self.within(object_id):
            own = entry(stream, "/Resources")
            resources = own if isinstance(own, dict) else self.resources
            caller, self._source = self._source, getattr(stream, "identity", PAGE)
            if self._source == PAGE:
                self._source = UNKNOWN
            if self.tracing is not None:
                masking = self.things is self.masking
                self.tracing.enter(self._source, caller, Entered(
                    isinstance(own, dict), [resources], masking=masking, printing=not masking))
            self.state.matrix = matrix
            if box is not None:
                self.state.clip_to(box)
            self._budget.operations -= _STEP_COST
            if object_id not in self._contents:
                self._contents[object_id] = decoded(stream, MOST_STREAM)
            self.run(self._contents[object_id], resources)

    def concatenate(self, matrix: Matrix) -> Matrix:
        """`matrix`, then the current matrix."""
        return times(matrix, self.state.matrix)


Act = Callable[[Walker, list[Operand]], None]
OPERATORS: dict[str, Act] = {}
AFTER_CONTENT: list[Callable[[Walker, Pdf], None]] = []


def operator(*key: str) -> Callable[[Act], Act]:
    """Register the action of an operator."""
    def register(act: Act) -> Act:
        for each in key:
            OPERATORS[each] = act
        return act
    return register


def face_of(raw: Pdf, faces: Faces) -> Typeface | None:
    """The font of a reference or a dictionary, from `faces` if it is there; None for anything else."""
    font = resolved(raw)
    if not isinstance(font, dict):
        return None
    key = lasting_id(raw)
    if key not in faces:
        faces[key] = Typeface(font, key)
    return faces[key]


def walk_page(page: Pdf, resources: Pdf, matrix: Matrix, budget: Budget, faces: Faces, paper: Box,
              tracing: Tracing | None = None) -> Walk:
    """The walk over one page; no content raises an exception, and `stop_reason` has the cause of an early end.

    Args:
        page: its dictionary.
        resources: its own, or its ancestors'.
        matrix: from the page's space to the sheet.
        budget: of the file.
        faces: its fonts that were read so far.
        paper: the media box, on the sheet.
        tracing: takes what is entered, and where each painted object is written.
    """
    walker, reason, over_budget = Walker(matrix, budget, faces, paper), "", False
    walker.tracing = tracing
    try:
        budget.begin_page()
        walker.run(page_content(page), resources)
        for act in AFTER_CONTENT:
            act(walker, page)
    except (TooMuch, TooLarge, RecursionError, MemoryError) as limit:
        reason, over_budget = f"it exceeds the bounds: {limit or type(limit).__name__}", True
    except (Undecodable, Malformed) as broken:
        reason = str(broken)
    except Exception as broken:  # broken objects are read only now, and can make the reader raise anything
        reason = f"{type(broken).__name__}: {broken}"[:200]
    if over_budget:  # the partial result could take minutes to check, and the file is refused anyway
        return Walk(stop_reason=reason, over_budget=True)
    if not reason and walker.invalid_operators:
        reason = f"{walker.invalid_operators} invalid operators"
    return Walk(tuple(walker.things), tuple(walker.groups), tuple(walker.states.values()),
                tuple(walker.forms.values()), tuple(walker.masks), tuple(walker.masking), tuple(walker.annotations),
                tuple(walker.defaults), tuple(walker.damage), walker.layers, reason)


def page_groups(page: Pdf) -> Pdf:
    """A page's or form's transparency group dictionary, or None."""
    group = entry(page, "/Group")
    return group if raw_entry(group, "/S") is not None else None
