"""A page written out anew, instruction by instruction: what it uses is kept, what it says of colours is said rightly.

For a press the inks stay as they are, and a grey becomes the same amount of black. For a screen every mixture
of inks becomes the sRGB colour that the printing condition shows it in; lines, curves and letters stay what they are.
Names of layers and of other programs' structure are left out; so is whatever the page does not use.
"""

from __future__ import annotations

from typing import Any

from pressroom.artwork.placed_pages import fonts_and_pictures, samples, states
from pressroom.artwork.placed_pages.content_stream import State, Stream, Work
from pressroom.artwork.placed_pages.objects import made, operand, stream, written_name
from pressroom.artwork.placed_pages.observations import Seen
from pressroom.artwork.placed_pages.spaces import CMYK, GREY, RGB, Inks, Space, space_of
from pressroom.findings import N_
from pressroom.pdf.bounds import DEEPEST_FORM, DEEPEST_SAVE, MOST_CONTENT, MOST_OPERATORS, MOST_PAINTED
from pressroom.pdf.content import Instruction, instructions
from pressroom.pdf.errors import Malformed, TooLarge, TooMuch, Unreadable
from pressroom.pdf.objects import (
    Name,
    Pdf,
    entry,
    is_stream,
    items,
    mark,
    name,
    raw_entry,
    raw_pairs,
    resolved,
    truth,
)
from pressroom.pdf.operators import makes_sense
from pressroom.pdf.streams import decoded

_SENSELESS = N_("operators that make no sense")
_LEFT_OUT = frozenset(("BMC", "BDC", "EMC", "MP", "DP"))
_DIRECT = {"g": (GREY, "fill"), "rg": (RGB, "fill"), "k": (CMYK, "fill"), "G": (GREY, "stroke"),
           "RG": (RGB, "stroke"), "K": (CMYK, "stroke")}
_SAYS = {(3, "fill"): b"rg", (3, "stroke"): b"RG", (4, "fill"): b"k", (4, "stroke"): b"K"}
_FILLS, _STROKES = frozenset(["f", "F", "f*", "b", "b*", "B", "B*"]), frozenset(["S", "s", "b", "b*", "B", "B*"])
_SHOWS = frozenset(("Tj", "TJ", "'", '"'))
_PAINTS = _FILLS | _STROKES | _SHOWS | {"Do", "sh", "BI"}


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
        self._works: dict[tuple[int, int], Work] = {}
        self._work = Work()
        self._unfolded = 0
        self.inlined = 0

    def written(self, content: bytes, resources: Pdf, state: State | None = None) -> tuple[bytes, Pdf]:
        """A content stream and its resources, anew.

        Raises:
            Unreadable: it cannot be read, or asks for more than the bounds allow.
        """
        if len(self._open) > DEEPEST_FORM:
            raise TooMuch(N_("its objects lie too deep in each other"))
        resources = resolved(resources)
        self.seen.defaults(resources)
        page = Stream(resources, state or State())
        for instruction in instructions(content):
            if not makes_sense(instruction):
                raise Malformed(_SENSELESS)
            page.work.operators += 1
            page.work.painted += instruction.operator in _PAINTS
            self._instruction(page, instruction, content[instruction.start:instruction.end])
            if page.work.operators > MOST_OPERATORS or page.work.painted > MOST_PAINTED:
                raise TooMuch(N_("it has more drawing instructions than a page may have"))
        self._work = page.work
        return b"\n".join(page.out), page.used

    def unfolded(self, value: Pdf) -> bytes:
        """A content stream's bytes.

        Raises:
            Unreadable: they cannot be decoded, or those of the page come to more than 64 MiB.
        """
        content = decoded(value)
        self._unfolded += len(content)
        if self._unfolded > MOST_CONTENT:
            raise TooLarge(N_("its content decompresses to more than 64 MB"))
        return content

    def once(self, kind: str, value: Pdf, make: Any) -> Any:
        """What `make` makes of an object, made once; one that holds itself is refused."""
        key = (f"{kind} {self.inks.masking}", mark(value))
        if key not in self._kept:
            if key[1] in self._open:
                raise Unreadable(N_("an object refers to itself"))
            self._open.add(key[1])
            self._alive.append(value)
            self._kept[key] = make(resolved(value))
            self._open.discard(key[1])
        return self._kept[key]

    def _instruction(self, page: Stream, instruction: Instruction, raw: bytes) -> None:
        operator, state, operands = instruction.operator, page.state, instruction.operands
        if operator in _LEFT_OUT:
            return
        if operator in _DIRECT:
            space, side = _DIRECT[operator]
            setattr(state, side, space)
            page.out.append(self._colour(space, side, operands) if self.inks.changes(space) else raw)
        elif operator in ("cs", "CS"):
            self._space(page, instruction, raw, "fill" if operator == "cs" else "stroke")
        elif operator in ("sc", "scn", "SC", "SCN"):
            self._chosen(page, instruction, raw, "fill" if operator in ("sc", "scn") else "stroke")
        elif operator == "BI":
            fonts_and_pictures.inline(self, page, operands[0], operands[1], raw)
        else:
            self._unchanged(page, instruction)
            page.out.append(raw)

    def _unchanged(self, page: Stream, instruction: Instruction) -> None:
        """An operator that stays as it is, and what it does to the state."""
        operator, state = instruction.operator, page.state
        if operator == "q":
            if len(page.saved) >= DEEPEST_SAVE:
                raise TooMuch(N_("it saves more graphics states than a page may"))
            page.saved.append(State(state.fill, state.stroke, state.font, state.mode))
        elif operator == "Q":
            if not page.saved:
                raise Malformed(_SENSELESS)
            page.state = page.saved.pop()
        elif operator in _FILLS or operator in _STROKES or operator in _SHOWS:
            self._painted(state, operator)
        elif operator == "Tr":
            state.mode = int(instruction.operands[0])
        elif operator in ("Do", "gs", "sh", "Tf"):
            self._named(page, operator, str(instruction.operands[0]))

    def _painted(self, state: State, operator: str) -> None:
        if operator in _SHOWS:
            if state.font is None:
                raise Malformed(_SENSELESS)
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
        return b" ".join(map(operand, mixed)) + b" " + _SAYS[len(mixed), side]

    def _space(self, page: Stream, instruction: Instruction, raw: bytes, side: str) -> None:
        called = str(instruction.operands[0])
        space = self._space_called(called, page.resources)
        setattr(page.state, side, space)
        if space.kind == "pattern":
            page.out.append(b"/Pattern cs" if side == "fill" else b"/Pattern CS")
            self._pattern_space(page, space, side)
        elif self.inks.changes(space):
            page.out.append(self._colour(space, side, space.first))
        else:
            self.use(page, "/ColorSpace", called)
            page.out.append(raw)

    def _space_called(self, called: str, resources: Pdf) -> Space:
        """A space by its name; read once, for its tables may be long."""
        key = (id(resources), called)
        if key not in self._spaces:
            self._alive.append(resources)
            self._spaces[key] = space_of(made(called), resources)
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

    def _chosen(self, page: Stream, instruction: Instruction, raw: bytes, side: str) -> None:
        space: Space = getattr(page.state, side)
        values = [each for each in instruction.operands if isinstance(each, float)]
        called = instruction.operands[-1] if isinstance(instruction.operands[-1], Name) else ""
        if space.kind == "pattern":
            self._pattern(page, called)
            if space.base and self.inks.changes(space.base):
                mixed = self.inks.said(space.base, values)
                operator = b"scn" if side == "fill" else b"SCN"
                page.out.append(b" ".join([*map(operand, mixed), written_name(called), operator]))
                return
        elif len(values) != space.parts and space.kind != "unknown":
            raise Malformed(_SENSELESS)
        elif self.inks.changes(space):
            page.out.append(self._colour(space, side, values))
            return
        page.out.append(raw)

    def use(self, page: Stream, category: str, called: str) -> Pdf:
        """A named resource, now used as it stands; None when there is none."""
        found = raw_entry(entry(page.resources, category), called)
        if found is not None:
            page.used.setdefault(category, {})[called] = found
        return found

    def _named(self, page: Stream, operator: str, called: str) -> None:
        """An operator that names a resource, which is written anew.

        Raises:
            Malformed: there is none of that name.
        """
        category = {"Do": "/XObject", "gs": "/ExtGState", "sh": "/Shading", "Tf": "/Font"}[operator]
        found = self.use(page, category, called)
        if not isinstance(resolved(found), dict):
            raise Malformed(_SENSELESS)
        if operator == "Do":
            self._object(page, called, found)
        elif operator == "gs":
            page.used[category][called] = self.once("state", found, lambda one: states.state(self, one))
            page.state.font = next(iter(items(entry(found, "/Font"))[:1]), page.state.font)
        elif operator == "sh":
            page.used[category][called] = self.shading(found, page.resources)
        else:
            page.state.font = found
            page.used[category][called] = self.once(
                "font", found, lambda one: fonts_and_pictures.font(self, one, page.resources))

    def shading(self, found: Pdf, resources: Pdf) -> Pdf:
        """A transition of colours, anew."""
        return self.once("shading", found, lambda one: states.shading(self, one, resources))

    def _object(self, page: Stream, called: str, found: Pdf) -> None:
        value = resolved(found)
        kind = name(entry(value, "/Subtype"))
        if kind == "Form" and is_stream(value):
            page.used["/XObject"][called] = self.form(found, page.resources, page.state)
            work = self._works.get(mark(found), Work())
            page.work.operators += work.operators
            page.work.painted += work.painted
        elif kind == "Image" and is_stream(value):
            if truth(entry(value, "/ImageMask")) is True:
                self.seen.colour(page.state.fill, N_("a drawing"))
            page.used["/XObject"][called] = self.once(
                "image", found, lambda one: fonts_and_pictures.picture(self, one, page.resources))
        else:
            self.seen.forbidden(N_("a program in PostScript") if kind == "PS" else N_("an object of an unknown kind"))

    def form(self, found: Pdf, resources: Pdf, state: State | None = None, *, masking: bool = False) -> Pdf:
        """A form, anew; it begins with the colours that its page has set, and is written once for all of them."""
        begun = State(state.fill, state.stroke, state.font, state.mode) if state else State()

        def make(value: Pdf) -> Pdf:
            self.seen.form(value, masking=masking)
            own = entry(value, "/Resources")
            content, used = self.written(self.unfolded(value), resources if own is None else own, begun)
            self._works[mark(found)] = self._work
            kept = {key: each for key, each in raw_pairs(value) if key not in (
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
