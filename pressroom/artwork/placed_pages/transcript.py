"""A page transcribed, instruction by instruction: the resources that it uses are kept, and its colours converted.

For a press the inks are kept, and a grey becomes the same amount of black. For a screen every mixture of inks becomes
its sRGB colour under the printing condition; paths and text are unchanged. Marked content and unused resources are
dropped.
"""

from __future__ import annotations

from typing import Any

from pressroom.artwork.placed_pages import fonts_and_pictures, samples, states
from pressroom.artwork.placed_pages.content_stream import ContentStream, State, Workload
from pressroom.artwork.placed_pages.objects import name_notation, operand, pdf_object, stream
from pressroom.artwork.placed_pages.observations import Observer
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
    name,
    object_id,
    raw_entry,
    raw_pairs,
    resolved,
    truth,
)
from pressroom.pdf.operators import makes_sense
from pressroom.pdf.streams import decoded

_SENSELESS = N_("invalid operators")
_OMITTED = frozenset(("BMC", "BDC", "EMC", "MP", "DP"))
_DIRECT = {"g": (GREY, "fill"), "rg": (RGB, "fill"), "k": (CMYK, "fill"), "G": (GREY, "stroke"),
           "RG": (RGB, "stroke"), "K": (CMYK, "stroke")}
_SAYS = {(3, "fill"): b"rg", (3, "stroke"): b"RG", (4, "fill"): b"k", (4, "stroke"): b"K"}
_FILLS, _STROKES = frozenset(["f", "F", "f*", "b", "b*", "B", "B*"]), frozenset(["S", "s", "b", "b*", "B", "B*"])
_SHOWS = frozenset(("Tj", "TJ", "'", '"'))
_PAINTS = _FILLS | _STROKES | _SHOWS | {"Do", "sh", "BI"}


class Transcript:
    """Transcribes pages of one file for one edition.

    Attributes:
        inks: the colour conversion.
        observer: records what a press or a reader may refuse.
        inlined: number of inline pictures that became XObjects.
    """

    def __init__(self, inks: Inks) -> None:
        self.inks, self.observer = inks, Observer()
        self._masks = Inks(inks.profile, masking=True)
        self._results: dict[tuple[str, tuple[int, int]], Any] = {}
        self._alive: list[Pdf] = []  # keeps objects alive, so that their addresses stay unique
        self._open: set[tuple[int, int]] = set()
        self._spaces: dict[tuple[int, str], Space] = {}
        self._workloads: dict[tuple[int, int], Workload] = {}
        self._workload = Workload()
        self._decoded_bytes = 0
        self.inlined = 0

    def transcribe(self, content: bytes, resources: Pdf, state: State | None = None) -> tuple[bytes, Pdf]:
        """A content stream and its resources, transcribed.

        Raises:
            Unreadable: it cannot be read, or exceeds a bound.
        """
        if len(self._open) > DEEPEST_FORM:
            raise TooMuch(N_("its objects are nested too deeply"))
        resources = resolved(resources)
        self.observer.defaults(resources)
        page = ContentStream(resources, state or State())
        for instruction in instructions(content):
            if not makes_sense(instruction):
                raise Malformed(_SENSELESS)
            page.workload.operators += 1
            page.workload.paint_operators += instruction.operator in _PAINTS
            self._instruction(page, instruction, content[instruction.start:instruction.end])
            if page.workload.operators > MOST_OPERATORS or page.workload.paint_operators > MOST_PAINTED:
                raise TooMuch(N_("it has more drawing instructions than a page may have"))
        self._workload = page.workload
        return b"\n".join(page.out), page.used

    def decoded_content(self, value: Pdf) -> bytes:
        """A content stream's decoded bytes.

        Raises:
            Unreadable: they cannot be decoded, or those of the page exceed 64 MiB.
        """
        content = decoded(value)
        self._decoded_bytes += len(content)
        if self._decoded_bytes > MOST_CONTENT:
            raise TooLarge(N_("its content decompresses to more than 64 MB"))
        return content

    def once(self, kind: str, value: Pdf, make: Any) -> Any:
        """The result of `make` for an object, computed once; Unreadable if the object refers to itself."""
        cache_key = (f"{kind} {self.inks.masking}", object_id(value))
        if cache_key not in self._results:
            if cache_key[1] in self._open:
                raise Unreadable(N_("an object refers to itself"))
            self._open.add(cache_key[1])
            self._alive.append(value)
            self._results[cache_key] = make(resolved(value))
            self._open.discard(cache_key[1])
        return self._results[cache_key]

    def _instruction(self, page: ContentStream, instruction: Instruction, raw: bytes) -> None:
        operator, state, operands = instruction.operator, page.state, instruction.operands
        if operator in _OMITTED:
            return
        if operator in _DIRECT:
            space, side = _DIRECT[operator]
            setattr(state, side, space)
            page.out.append(self._colour(space, side, operands) if self.inks.changes(space) else raw)
        elif operator in ("cs", "CS"):
            self._select_space(page, instruction, raw, "fill" if operator == "cs" else "stroke")
        elif operator in ("sc", "scn", "SC", "SCN"):
            self._set_colour(page, instruction, raw, "fill" if operator in ("sc", "scn") else "stroke")
        elif operator == "BI":
            fonts_and_pictures.inline(self, page, operands[0], operands[1], raw)
        else:
            self._unchanged(page, instruction)
            page.out.append(raw)

    def _unchanged(self, page: ContentStream, instruction: Instruction) -> None:
        """Apply an operator that is kept unchanged to the state."""
        operator, state = instruction.operator, page.state
        if operator == "q":
            if len(page.saved) >= DEEPEST_SAVE:
                raise TooMuch(N_("it saves more graphics states than a page may save"))
            page.saved.append(State(state.fill, state.stroke, state.font, state.mode))
        elif operator == "Q":
            if not page.saved:
                raise Malformed(_SENSELESS)
            page.state = page.saved.pop()
        elif operator in _FILLS or operator in _STROKES or operator in _SHOWS:
            self._observe_paint(state, operator)
        elif operator == "Tr":
            state.mode = int(instruction.operands[0])
        elif operator in ("Do", "gs", "sh", "Tf"):
            self._use_resource(page, operator, str(instruction.operands[0]))

    def _observe_paint(self, state: State, operator: str) -> None:
        if operator in _SHOWS:
            if state.font is None:
                raise Malformed(_SENSELESS)
            self.observer.text(state.font, state.mode)
            if state.mode in (0, 2, 4, 6):
                self.observer.colour(state.fill, N_("words"))
            if state.mode in (1, 2, 5, 6):
                self.observer.colour(state.stroke, N_("words"))
            return
        if operator in _FILLS:
            self.observer.colour(state.fill, N_("a drawing"))
        if operator in _STROKES:
            self.observer.colour(state.stroke, N_("a drawing"))

    def _colour(self, space: Space, side: str, values: list[float]) -> bytes:
        mixed = self.inks.convert(space, values)
        return b" ".join(map(operand, mixed)) + b" " + _SAYS[len(mixed), side]

    def _select_space(self, page: ContentStream, instruction: Instruction, raw: bytes, side: str) -> None:
        key = str(instruction.operands[0])
        space = self._space_by_name(key, page.resources)
        setattr(page.state, side, space)
        if space.kind == "pattern":
            page.out.append(b"/Pattern cs" if side == "fill" else b"/Pattern CS")
            self._pattern_space(page, space, side)
        elif self.inks.changes(space):
            page.out.append(self._colour(space, side, space.first))
        else:
            self.use(page, "/ColorSpace", key)
            page.out.append(raw)

    def _space_by_name(self, key: str, resources: Pdf) -> Space:
        """A space by its name, read once, as its tables may be long."""
        cache_key = (id(resources), key)
        if cache_key not in self._spaces:
            self._alive.append(resources)
            self._spaces[cache_key] = space_of(pdf_object(key), resources)
        return self._spaces[cache_key]

    def _pattern_space(self, page: ContentStream, space: Space, side: str) -> None:
        """Give the space of an uncoloured pattern a name of its own in the new resources."""
        if space.base is None:
            return
        self.observer.colour(space.base, N_("a pattern"))
        target = {"rgb": "/DeviceRGB", "cmyk": "/DeviceCMYK", "grey": "/DeviceGray"}
        kind = self.inks.target.kind if self.inks.changes(space.base) else space.base.kind
        if kind not in target:
            raise Unreadable(N_("a pattern in an unusual colour space"))
        page.used.setdefault("/ColorSpace", {})[f"/Pattern{kind}"] = ["/Pattern", target[kind]]
        page.out[-1] = f"/Pattern{kind} {'cs' if side == 'fill' else 'CS'}".encode()

    def _set_colour(self, page: ContentStream, instruction: Instruction, raw: bytes, side: str) -> None:
        space: Space = getattr(page.state, side)
        values = [each for each in instruction.operands if isinstance(each, float)]
        key = instruction.operands[-1] if isinstance(instruction.operands[-1], Name) else ""
        if space.kind == "pattern":
            self._pattern(page, key)
            if space.base and self.inks.changes(space.base):
                mixed = self.inks.convert(space.base, values)
                operator = b"scn" if side == "fill" else b"SCN"
                page.out.append(b" ".join([*map(operand, mixed), name_notation(key), operator]))
                return
        elif len(values) != space.parts and space.kind != "unknown":
            raise Malformed(_SENSELESS)
        elif self.inks.changes(space):
            page.out.append(self._colour(space, side, values))
            return
        page.out.append(raw)

    def use(self, page: ContentStream, category: str, key: str) -> Pdf:
        """A named resource, added unchanged to those in use; None if it is missing."""
        resource = raw_entry(entry(page.resources, category), key)
        if resource is not None:
            page.used.setdefault(category, {})[key] = resource
        return resource

    def _use_resource(self, page: ContentStream, operator: str, key: str) -> None:
        """Transcribe the resource that an operator names.

        Raises:
            Malformed: there is no resource of that name.
        """
        category = {"Do": "/XObject", "gs": "/ExtGState", "sh": "/Shading", "Tf": "/Font"}[operator]
        resource = self.use(page, category, key)
        if not isinstance(resolved(resource), dict):
            raise Malformed(_SENSELESS)
        if operator == "Do":
            self._object(page, key, resource)
        elif operator == "gs":
            page.used[category][key] = self.once("state", resource, lambda one: states.state(self, one))
            page.state.font = next(iter(items(entry(resource, "/Font"))[:1]), page.state.font)
        elif operator == "sh":
            page.used[category][key] = self.shading(resource, page.resources)
        else:
            page.state.font = resource
            page.used[category][key] = self.once(
                "font", resource, lambda one: fonts_and_pictures.font(self, one, page.resources))

    def shading(self, resource: Pdf, resources: Pdf) -> Pdf:
        """A shading, transcribed."""
        return self.once("shading", resource, lambda one: states.shading(self, one, resources))

    def _object(self, page: ContentStream, key: str, resource: Pdf) -> None:
        value = resolved(resource)
        kind = name(entry(value, "/Subtype"))
        if kind == "Form" and is_stream(value):
            page.used["/XObject"][key] = self.form(resource, page.resources, page.state)
            work = self._workloads.get(object_id(resource), Workload())
            page.workload.operators += work.operators
            page.workload.paint_operators += work.paint_operators
        elif kind == "Image" and is_stream(value):
            if truth(entry(value, "/ImageMask")) is True:
                self.observer.colour(page.state.fill, N_("a drawing"))
            page.used["/XObject"][key] = self.once(
                "image", resource, lambda one: fonts_and_pictures.picture(self, one, page.resources))
        else:
            self.observer.forbidden(N_("a PostScript program") if kind == "PS"
                                    else N_("an object of an unknown type"))

    def form(self, resource: Pdf, resources: Pdf, state: State | None = None, *, masking: bool = False) -> Pdf:
        """A form, transcribed once, with the colours that are set where it is first painted."""
        initial_state = State(state.fill, state.stroke, state.font, state.mode) if state else State()

        def make(value: Pdf) -> Pdf:
            self.observer.form(value, masking=masking)
            own = entry(value, "/Resources")
            content, used = self.transcribe(self.decoded_content(value), resources if own is None else own,
                                            initial_state)
            self._workloads[object_id(resource)] = self._workload
            entries = {key: each for key, each in raw_pairs(value) if key not in (
                "/Filter", "/DecodeParms", "/Resources", *samples.OMITTED_KEYS, "/StructParents", "/PieceInfo",
                "/Group", "/Name", "/LastModified")}
            group = entry(value, "/Group")
            if group is not None:
                entries["/Group"] = states.group(self, group)
            return stream(content, {**entries, "/Resources": used})
        inks = self.inks
        self.inks = self._masks if masking else inks
        try:
            return self.once("form", resource, make)
        finally:
            self.inks = inks

    def _pattern(self, page: ContentStream, key: str) -> None:
        resource = self.use(page, "/Pattern", key)
        if resource is not None:
            page.used["/Pattern"][key] = self.once(
                "pattern", resource, lambda one: states.pattern(self, one, page.resources))
