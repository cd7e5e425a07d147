"""A page written out anew, instruction by instruction: what it uses is kept, what it says of colours is said rightly.

For a press the inks stay as they are, and a grey becomes the same amount of black. For a screen every mixture
of inks becomes the sRGB colour that the printing condition shows it in; lines, curves and letters stay what they are.
Names of layers and of other programs' structure are left out; so is whatever the page does not use.
"""

from __future__ import annotations

from typing import Any

from pressroom.artwork.placed_pages import parts, samples, states
from pressroom.artwork.placed_pages.objects import (
    Pdf,
    entry,
    is_stream,
    made,
    mark,
    name,
    pairs,
    raw,
    resolved,
    stream,
    truth,
)
from pressroom.artwork.placed_pages.scanning import (
    MOST_INSTRUCTIONS,
    Instruction,
    Unreadable,
    instructions,
    last_name,
    numbers,
    said,
)
from pressroom.artwork.placed_pages.scanning import name as name_of
from pressroom.artwork.placed_pages.seen import Seen
from pressroom.artwork.placed_pages.spaces import CMYK, GREY, RGB, Inks, Space, space_of
from pressroom.artwork.placed_pages.streams import State, Stream
from pressroom.findings import N_

MOST_UNFOLDED = 64 * 2**20
_DEEPEST, _MOST_SAVED = 24, 4096
_LEFT_OUT = frozenset((b"BMC", b"BDC", b"EMC", b"MP", b"DP"))
_DIRECT = {b"g": (GREY, "fill"), b"rg": (RGB, "fill"), b"k": (CMYK, "fill"), b"G": (GREY, "stroke"),
           b"RG": (RGB, "stroke"), b"K": (CMYK, "stroke")}
_SAYS = {(3, "fill"): b"rg", (3, "stroke"): b"RG", (4, "fill"): b"k", (4, "stroke"): b"K"}
_FILLS, _STROKES = frozenset(b"f F f* b b* B B*".split()), frozenset(b"S s b b* B B*".split())
_SHOWS = frozenset((b"Tj", b"TJ", b"'", b'"'))


class Transcript:
    """The pages of one file on their way to one edition.

    Attributes:
        inks: how colours are said.
        seen: what was met on the way.
        inlined: pictures that were taken out of the content.
    """

    def __init__(self, inks: Inks) -> None:
        self.inks, self.seen = inks, Seen()
        self._masks = Inks(inks.profile, masking=True)
        self._kept: dict[tuple[str, tuple[int, int]], Any] = {}
        self._alive: list[Pdf] = []  # so that no address is given to a second object
        self._open: set[tuple[int, int]] = set()
        self._spaces: dict[tuple[int, str], Space] = {}
        self._works: dict[tuple[int, int], int] = {}
        self._work = 0
        self._unfolded = 0
        self.inlined = 0

    def written(self, content: bytes, resources: Pdf, state: State | None = None) -> tuple[bytes, Pdf]:
        """A content stream and its resources, anew.

        Raises:
            Unreadable: it cannot be read, or asks for more than an honest page does.
        """
        if len(self._open) > _DEEPEST:
            raise Unreadable(N_("its objects lie too deep in each other"))
        resources = resolved(resources)
        self.seen.defaults(resources)
        page = Stream(resources, state or State())
        for instruction in instructions(content):
            page.work += 1
            self._instruction(page, instruction)
            if page.work > MOST_INSTRUCTIONS:
                raise Unreadable(N_("it asks for more work than any honest page"))
        self._work = page.work
        return b"\n".join(page.out), page.used

    def unfolded(self, value: Pdf) -> bytes:
        """A content stream's bytes."""
        content: bytes = value.get_data()
        self._unfolded += len(content)
        if self._unfolded > MOST_UNFOLDED:
            raise Unreadable(N_("its content unfolds beyond all measure"))
        return content

    def once(self, kind: str, value: Pdf, make: Any) -> Any:
        """What `make` makes of an object, made once; one that holds itself is refused."""
        key = (f"{kind} {self.inks.masking}", mark(value))
        if key not in self._kept:
            if key[1] in self._open:
                raise Unreadable(N_("it holds itself"))
            self._open.add(key[1])
            self._alive.append(value)
            self._kept[key] = make(resolved(value))
            self._open.discard(key[1])
        return self._kept[key]

    def _instruction(self, page: Stream, instruction: Instruction) -> None:
        operator, state = instruction.operator, page.state
        if operator in _LEFT_OUT:
            return
        if operator in _DIRECT:
            space, side = _DIRECT[operator]
            setattr(state, side, space)
            page.out.append(self._colour(space, side, numbers(instruction.operands)) if self.inks.changes(space)
                            else instruction.raw)
            return
        if operator in (b"cs", b"CS"):
            self._space(page, instruction, "fill" if operator == b"cs" else "stroke")
            return
        if operator in (b"sc", b"scn", b"SC", b"SCN"):
            self._chosen(page, instruction, "fill" if operator in (b"sc", b"scn") else "stroke")
            return
        if operator == b"BI":
            parts.inline(self, page, instruction)
            return
        if operator == b"q" and len(page.saved) < _MOST_SAVED:
            page.saved.append(State(state.fill, state.stroke, state.font, state.mode))
        elif operator == b"Q" and page.saved:
            page.state = page.saved.pop()
        elif operator in _FILLS or operator in _STROKES or operator in _SHOWS:
            self._painted(state, operator)
        elif operator in (b"Do", b"gs", b"sh", b"Tf", b"Tr"):
            self._named(page, instruction)
        page.out.append(instruction.raw)

    def _painted(self, state: State, operator: bytes) -> None:
        if operator in _SHOWS:
            self.seen.text(state.font, state.mode)
            if state.mode in (0, 2, 4, 6):
                self.seen.colour(state.fill, N_("words"))
            if state.mode in (1, 2, 5, 6):
                self.seen.colour(state.stroke, N_("words"))
            return
        if operator in _FILLS:
            self.seen.colour(state.fill, N_("a drawing"))
        if operator in _STROKES:
            self.seen.colour(state.stroke, N_("a drawing"))

    def _colour(self, space: Space, side: str, values: list[float]) -> bytes:
        mixed = self.inks.said(space, values)
        return b" ".join(map(said, mixed)) + b" " + _SAYS[len(mixed), side]

    def _space(self, page: Stream, instruction: Instruction, side: str) -> None:
        called = last_name(instruction.operands)
        space = self._space_called(called, page.resources)
        setattr(page.state, side, space)
        if space.kind == "pattern":
            page.out.append(b"/Pattern cs" if side == "fill" else b"/Pattern CS")
            self._pattern_space(page, space, side)
        elif self.inks.changes(space):
            page.out.append(self._colour(space, side, space.first))
        else:
            self.use(page, "/ColorSpace", called)
            page.out.append(instruction.raw)

    def _space_called(self, called: str, resources: Pdf) -> Space:
        """A space by its name; read once, for its tables may be long."""
        key = (id(resources), called)
        if key not in self._spaces:
            self._alive.append(resources)
            self._spaces[key] = space_of(made(called or "/"), resources)
        return self._spaces[key]

    def _pattern_space(self, page: Stream, space: Space, side: str) -> None:
        """An uncoloured pattern's space has a name of its own in the new resources."""
        if space.base is None:
            return
        self.seen.colour(space.base, N_("a pattern"))
        target = {"rgb": "/DeviceRGB", "cmyk": "/DeviceCMYK", "grey": "/DeviceGray"}
        kind = self.inks.target.kind if self.inks.changes(space.base) else space.base.kind
        if kind not in target:
            raise Unreadable(N_("a pattern in a colour of its own"))
        page.used.setdefault("/ColorSpace", {})[f"/Pattern{kind}"] = ["/Pattern", target[kind]]
        page.out[-1] = f"/Pattern{kind} {'cs' if side == 'fill' else 'CS'}".encode()

    def _chosen(self, page: Stream, instruction: Instruction, side: str) -> None:
        space: Space = getattr(page.state, side)
        if space.kind == "pattern":
            called = last_name(instruction.operands)
            self._pattern(page, called)
            if space.base and self.inks.changes(space.base):
                mixed = self.inks.said(space.base, numbers(instruction.operands))
                operator = b"scn" if side == "fill" else b"SCN"
                page.out.append(b" ".join([*map(said, mixed), called.encode(), operator]))
                return
        elif self.inks.changes(space):
            page.out.append(self._colour(space, side, numbers(instruction.operands)))
            return
        page.out.append(instruction.raw)

    def use(self, page: Stream, category: str, called: str) -> Pdf:
        """A named resource, now used as it stands; None when there is none."""
        found = raw(entry(page.resources, category), called)
        if found is not None:
            page.used.setdefault(category, {})[called] = found
        return found

    def _named(self, page: Stream, instruction: Instruction) -> None:
        called = last_name(instruction.operands)
        if instruction.operator == b"Tr":
            page.state.mode = int((numbers(instruction.operands) or [0.0])[-1])
        elif instruction.operator == b"Tf":
            called = next((name_of(each) for each in instruction.operands if each[:1] == b"/"), "")
            self._font(page, called)
        elif instruction.operator == b"Do":
            self._object(page, called)
        elif instruction.operator == b"gs":
            found = self.use(page, "/ExtGState", called)
            if found is not None:
                page.used["/ExtGState"][called] = self.once("state", found, lambda one: states.state(self, one))
                page.state.font = next(iter([*list.__iter__(entry(found, "/Font") or [])][:1]), page.state.font)
        else:
            found = self.use(page, "/Shading", called)
            if found is not None:
                page.used["/Shading"][called] = self.shading(found, page.resources)

    def shading(self, found: Pdf, resources: Pdf) -> Pdf:
        """A transition of colours, anew."""
        return self.once("shading", found, lambda one: states.shading(self, one, resources))

    def _font(self, page: Stream, called: str) -> None:
        found = self.use(page, "/Font", called)
        page.state.font = found
        if found is not None:
            page.used["/Font"][called] = self.once("font", found, lambda one: parts.font(self, one, page.resources))

    def _object(self, page: Stream, called: str) -> None:
        found = self.use(page, "/XObject", called)
        value = resolved(found)
        kind = name(entry(value, "/Subtype"))
        if kind == "/Form" and is_stream(value):
            page.used["/XObject"][called] = self.form(found, page.resources, page.state)
            page.work += self._works.get(mark(found), 0)
        elif kind == "/Image" and is_stream(value):
            if truth(entry(value, "/ImageMask")):
                self.seen.colour(page.state.fill, N_("a drawing"))
            page.used["/XObject"][called] = self.once(
                "image", found, lambda one: parts.picture(self, one, page.resources))
        elif value is not None:
            self.seen.forbidden(N_("a program in PostScript") if kind == "/PS" else N_("an object of an unknown kind"))

    def form(self, found: Pdf, resources: Pdf, state: State | None = None, *, masking: bool = False) -> Pdf:
        """A form, anew; it begins with the colours that its page has set, and is written once for all of them."""
        begun = State(state.fill, state.stroke, state.font, state.mode) if state else State()

        def make(value: Pdf) -> Pdf:
            self.seen.form(value, masking=masking)
            own = entry(value, "/Resources")
            content, used = self.written(self.unfolded(value), resources if own is None else own, begun)
            self._works[mark(found)] = self._work
            kept = {key: each for key, each in pairs(value) if key not in (
                "/Filter", "/DecodeParms", "/Resources", *samples.LEFT_OUT, "/StructParents", "/PieceInfo", "/Group",
                "/Name", "/LastModified")}
            group = entry(value, "/Group")
            if group is not None:
                kept["/Group"] = states.group(self, group)
            return stream(content, {**kept, "/Resources": used})
        inks = self.inks
        self.inks = self._masks if masking else inks
        try:
            return self.once("form", found, make)
        finally:
            self.inks = inks

    def _pattern(self, page: Stream, called: str) -> None:
        found = self.use(page, "/Pattern", called)
        if found is not None:
            page.used["/Pattern"][called] = self.once(
                "pattern", found, lambda one: states.pattern(self, one, page.resources))
