"""Plain elements as filled outlines: uses, transforms, strokes and clips resolved, in painting order.

Outlines keep the fill rule of their shape, and cross themselves where it does: a shape is one colour and opaque, so
no difference between one layer of it and two is printed. Skia is asked only for the outlines of strokes, and for cuts
to areas that are not convex.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise

from pressroom.artwork.drawings.art import FilledPath
from pressroom.artwork.drawings.basic_shapes import outline_of
from pressroom.artwork.drawings.clip_paths import Area, Cutter, area_of
from pressroom.artwork.drawings.contours import contours_of, has_area, points_of
from pressroom.artwork.drawings.gradients import GradientSpec
from pressroom.artwork.drawings.groups import settled
from pressroom.artwork.drawings.half_planes import TooIntricateError, boxed, planes_of
from pressroom.artwork.drawings.masks import ShadesError, masked
from pressroom.artwork.drawings.paint import Paint
from pressroom.artwork.drawings.path_data import PathDataError, least_segments
from pressroom.artwork.drawings.plain import PlainElement, clip_rules
from pressroom.artwork.drawings.rules import BROKEN, MOST_OUTLINED, MOST_SEGMENTS, UNSUPPORTED
from pressroom.artwork.drawings.shadings import shaded
from pressroom.artwork.drawings.transforms import IDENTITY, Matrix, is_flat, product, transformed
from pressroom.findings import N_, Finding, Refused, by_place, finding
from pressroom.records import dataclass, replace
from pressroom.sheet.geometry import Box, Command

# As parts of the view box's longer side: what may reach out of it uncut, and the width below which nothing has area.
_OUTSIDE = 1e-4
_FLAT = 1e-6
_MOST_FAULTS = 100
_COMMANDS_OF_A_DASH = 8
_NEVER_DRAWN = ("defs", "clipPath", "mask")  # where they stand
_MOST_NESTED = 20  # clip paths that cut the shapes of clip paths


@dataclass(frozen=True, slots=True)
class _State:
    """What an element inherits.

    Attributes:
        matrix: from its parent's units to those of the drawing.
        paints, lengths, keywords, dashes: as in `PlainElement`.
        clips: areas in units of the drawing, all of which cut.
        groups: as in `FilledPath`.
    """

    matrix: Matrix
    paints: Mapping[str, Paint]
    lengths: Mapping[str, float]
    keywords: Mapping[str, str]
    dashes: tuple[float, ...] = ()
    clips: tuple[Area, ...] = ()
    groups: tuple[tuple[int, float], ...] = ()


_INITIAL = _State(
    IDENTITY, {"fill": Paint("#000000", (), None), "stroke": Paint("none", (), None)},
    {"stroke-width": 1.0, "stroke-miterlimit": 4.0, "stroke-dashoffset": 0.0, "fill-opacity": 1.0,
     "stroke-opacity": 1.0},
    {"stroke-linecap": "butt", "stroke-linejoin": "miter", "fill-rule": "nonzero", "clip-rule": "nonzero"})


def outlines_of(root: PlainElement, view_box: Box, gradients: Mapping[str, GradientSpec]) -> Sequence[FilledPath]:
    """Every shape of the drawing, its stroke after it, cut to the view box.

    Raises:
        Refused: outlines that cannot be read or cut, each at its line, or more of them than the limits allow.
    """
    outliner = _Outliner(root, view_box, gradients)
    outliner.element(root, _INITIAL)
    if outliner.findings:
        raise Refused(by_place(outliner.findings))
    return settled(outliner.shapes)


class _Outliner:
    """One walk through the elements, which fills `shapes` and `findings`."""

    def __init__(self, root: PlainElement, view_box: Box, gradients: Mapping[str, GradientSpec]) -> None:
        self.root, self.gradients = root, gradients
        self.groups = 0
        self.shapes: list[FilledPath] = []
        self.findings: list[Finding] = []
        self.side = max(view_box.width, view_box.height)
        self.view = planes_of(view_box)
        self.by_id = {element.identity: element for element in root.all() if element.identity}
        self.rules = dict(clip_rules(root, _INITIAL.keywords))
        self.cutter = Cutter()
        self.segments = self.outlined = 0
        self.paths: dict[int, Sequence[Command]] = {}  # of each shape that was read, which uses may show often
        self.open_clips: set[str] = set()

    def element(self, element: PlainElement, above: _State, *, used: bool = False) -> None:
        """The element and everything inside; a symbol is drawn where it is used, and nowhere else (SVG 1.1, 5.5)."""
        if element.tag in _NEVER_DRAWN or element.opacity == 0 or (element.tag == "symbol" and not used):
            return
        try:
            state = self.state(element, above)
            if element.tag not in ("use", "g", "symbol"):
                self.shape(element, state)
        except OverflowError:
            self.fault(finding(BROKEN, N_("the outline has coordinates that are too large"), source=element.place))
            return
        except TooIntricateError:
            self.fault(finding(UNSUPPORTED, N_("the outline is too intricate to be cut to its clip path or the view "
                                               "box"), source=element.place))
            return
        if element.tag == "use":
            self.count(element, 1)
            self.element(self.by_id[element.target], _moved(element, state), used=True)
        for child in element.children:
            self.element(child, state)

    def state(self, element: PlainElement, above: _State) -> _State:
        """What the element has of its own and inherits."""
        matrix = product(above.matrix, element.matrix)
        clips = above.clips if element.clip is None else (*above.clips, *self.clips(element.clip, matrix, element))
        opacity = element.opacity
        if element.mask is not None:
            areas, share = self.mask(element.mask, matrix, element)
            clips, opacity = (*clips, *areas), opacity * share
        groups = above.groups
        if opacity < 1:
            self.groups += 1
            groups = (*groups, (self.groups, opacity))
        return _State(matrix, {**above.paints, **element.paints}, {**above.lengths, **element.lengths},
                      {**above.keywords, **element.keywords},
                      above.dashes if element.dashes is None else element.dashes, clips, groups)

    def shape(self, element: PlainElement, state: _State) -> None:
        """A shape's fill, then its stroke."""
        path = self.path(element)
        if not path or is_flat(state.matrix):
            return
        lengths = state.lengths
        if (fill := state.paints["fill"]).colour != "none" and lengths["fill-opacity"]:
            self.add(fill, transformed(path, state.matrix), state, path, lengths["fill-opacity"],
                     even_odd=state.keywords["fill-rule"] == "evenodd")
        if (stroke := state.paints["stroke"]).colour != "none" and lengths["stroke-width"] and lengths[
                "stroke-opacity"]:
            self.add(stroke, self.stroked(path, element, state), state, path, lengths["stroke-opacity"],
                     even_odd=False)

    def fault(self, found: Finding) -> None:
        if found not in self.findings:
            self.findings.append(found)
        if len(self.findings) >= _MOST_FAULTS:
            raise Refused(by_place(self.findings))

    def path(self, element: PlainElement) -> Sequence[Command]:
        """A shape's path, in its own units; empty where it cannot be read."""
        path = self.paths.get(id(element))
        if path is None:
            if least_segments(element.outline) > MOST_SEGMENTS:
                self.count(element, MOST_SEGMENTS + 1)
            try:
                path = outline_of(element.tag, element.outline, element.geometry)
            except PathDataError as fault:
                self.fault(finding(BROKEN, N_("the outline cannot be read at {text}"), source=element.place,
                                   text=str(fault)))
                path = ()
            self.paths[id(element)] = path
        self.count(element, 1 + len(path))
        return path

    def count(self, element: PlainElement, segments: int = 0, *, outlined: int = 0) -> None:
        """Refuse the drawing when it has too many lines and curves."""
        self.segments += segments
        self.outlined += outlined
        for number, limit in ((self.segments, MOST_SEGMENTS), (self.outlined, MOST_OUTLINED)):
            if number > limit:
                raise Refused([*self.findings, finding(
                    UNSUPPORTED, N_("with its uses, strokes and clip paths the drawing has more than {limit} segments"),
                    source=element.place, limit=limit)])

    def stroked(self, path: Sequence[Command], element: PlainElement, state: _State) -> Sequence[Command]:
        """The outline of a shape's stroke."""
        from pressroom.artwork.drawings.skia import Stroke, stroked  # lazy: many drawings are only filled
        dashes = state.dashes * (2 if len(state.dashes) % 2 else 1)
        if sum(dashes) > 0:
            length = sum(math.dist(one, other) for one, other in pairwise(points_of(path)))
            number = min(length / sum(dashes) * len(dashes), MOST_OUTLINED)
            self.count(element, outlined=int(number * _COMMANDS_OF_A_DASH))
        lengths, keywords = state.lengths, state.keywords
        stroke = Stroke(lengths["stroke-width"], keywords["stroke-linecap"], keywords["stroke-linejoin"],
                        lengths["stroke-miterlimit"], dashes if sum(dashes) > 0 else (), lengths["stroke-dashoffset"])
        outline = stroked(path, stroke, state.matrix, self.side, MOST_OUTLINED - self.outlined)
        self.count(element, outlined=MOST_OUTLINED + 1 if outline is None else len(outline))
        return outline or ()

    def add(self, paint: Paint, path: Sequence[Command], state: _State, shape: Sequence[Command], opacity: float, *,
            even_odd: bool) -> None:
        """A filled outline, cut to its clips and the view box; nothing where no area is left.

        `shape` is the shape itself, in its own units: the box of a gradient.
        """
        whole = self.cutter.straight(boxed(contours_of(path)), self.view, _OUTSIDE * self.side)
        for area in state.clips:
            whole, even_odd = self.cutter.cut(whole, area, even_odd=even_odd)
        outline = tuple(command for contour in whole.contours if has_area(contour, _FLAT * self.side)
                        for command in contour)
        if not outline:
            return
        place = paint.place or self.root.place
        flat = FilledPath(outline, paint.colour, paint.names, place, even_odd, opacity * paint.alpha,
                          groups=state.groups)
        filled = self.shaded(flat, shape, state) if paint.colour.startswith("url(") else flat
        if filled is not None and filled.opacity > 0:
            self.shapes.append(filled)

    def shaded(self, filled: FilledPath, shape: Sequence[Command], state: _State) -> FilledPath | None:
        """The shape with its gradient; None where that paints nothing, or cannot be drawn."""
        found = shaded(filled, self.gradients[filled.colour[5:-1]], shape, state.matrix)
        if isinstance(found, Finding):
            self.fault(found)
            return None
        return found

    def clips(self, identity: str, matrix: Matrix, user: PlainElement) -> tuple[Area, ...]:
        """The areas of a clip path, used where `matrix` leads to units of the drawing: its own, and those that cut it.

        Raises:
            Refused: it cuts itself, or cannot be resolved.
        """
        element = self.by_id[identity]
        with self.opened(element, user):
            state = self.state(element, replace(_INITIAL, matrix=matrix, keywords=self.rules[identity]))
            whole: Area | None = None
            for child in element.children:
                area = self.area(child, state)
                whole = area if whole is None else self.cutter.united(whole, area)
        return (whole or area_of((), even_odd=False), *state.clips)

    @contextmanager
    def opened(self, element: PlainElement, user: PlainElement) -> Iterator[None]:
        """While a clip path or mask is read: it must not cut itself."""
        identity = element.identity
        if len(self.open_clips) > _MOST_NESTED:
            raise TooIntricateError
        if identity in self.open_clips:
            raise Refused([*self.findings, finding(BROKEN, N_("the element {tag} uses itself"), source=element.place,
                                                   tag=element.tag)])
        self.open_clips.add(identity)
        try:
            self.count(user, 1)
            yield
        finally:
            self.open_clips.discard(identity)

    def mask(self, identity: str, matrix: Matrix, user: PlainElement) -> tuple[tuple[Area, ...], float]:
        """The areas that a mask shows, used where `matrix` leads to units of the drawing, and how opaque they are."""
        element = self.by_id[identity]
        shapes, self.shapes = self.shapes, []
        try:
            with self.opened(element, user):
                state = self.state(element, replace(_INITIAL, matrix=matrix))
                for child in element.children:
                    self.element(child, replace(state, clips=(), groups=()))
            area, share = masked(settled(self.shapes), self.cutter, alpha=element.keywords.get("mask-type") == "alpha")
        except ShadesError:
            self.fault(finding(UNSUPPORTED, N_("a mask of several greys or of a gradient cannot be drawn; one of flat "
                                               "white, black or a single grey can"), source=element.place))
            return (), 1.0
        finally:
            self.shapes = shapes
        edge = () if "width" not in element.geometry else (
            area_of(transformed(outline_of("rect", "", element.geometry), matrix), even_odd=False),)
        return (area, *edge, *state.clips), share  # opacity does not apply to a mask itself (SVG 1.1, 14.5)

    def area(self, element: PlainElement, above: _State) -> Area:
        """The area of a shape inside a clip path."""
        state = self.state(element, replace(above, clips=()))
        if element.tag == "use":
            self.count(element, 1)
            return self.area(self.by_id[element.target], _moved(element, state))
        path = transformed(self.path(element), state.matrix)
        whole, even_odd = boxed(contours_of(path)), state.keywords["clip-rule"] == "evenodd"
        for clip in state.clips:
            whole, even_odd = self.cutter.cut(whole, clip, even_odd=even_odd)
        return area_of([command for contour in whole.contours for command in contour], even_odd=even_odd)


def _moved(use: PlainElement, state: _State) -> _State:
    """The state for what a `use` shows, which stands at its x and y."""
    return replace(state, matrix=product(state.matrix, (1.0, 0.0, 0.0, 1.0, use.geometry.get("x", 0.0),
                                                        use.geometry.get("y", 0.0))))
