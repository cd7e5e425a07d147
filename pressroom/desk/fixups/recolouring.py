"""The operators of a content stream that set colours, written as those of K or CMYK."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pressroom.desk.content_streams import Source
from pressroom.desk.file_editor import Editor
from pressroom.findings import N_
from pressroom.pdf.content import Instruction, instructions
from pressroom.pdf.objects import Pdf, entry
from pressroom.pdf.spaces import Kind, Space, device_space, space_of
from pressroom.preflight.walk.painted import colours_of

Convert = Callable[[Space, Sequence[float]], bytes | None]
"""From a space and the parts of a colour to the operands of `k`; None for a colour that cannot be converted."""
_DEVICES = {"g": "DeviceGray", "rg": "DeviceRGB", "k": "DeviceCMYK"}
_SELECT, _SET = ("cs", "CS"), {"sc": "cs", "scn": "cs", "SC": "CS", "SCN": "CS"}
_INKS = {"cs": b"k", "CS": b"K"}
_PAINTS = frozenset(("f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Tj", "TJ", "'", '"', "Do", "BI"))
_FIRST = Space("DeviceGray", "grey", 1)  # before any is chosen (ISO 32000-1, table 52)


class _Stream:
    """The spaces that are chosen while a stream is read.

    Attributes:
        spaces: of fills (`cs`) and of strokes (`CS`); None for one that is chosen outside of the stream.
        choices: the operators that chose them and that are written in another way now.
    """

    def __init__(self, resources: Pdf, first: Space | None) -> None:
        self.resources = resources
        self.spaces: dict[str, Space | None] = {"cs": first, "CS": first}
        self.choices = {"cs": b"", "CS": b""}
        self._saved: list[tuple[dict[str, Space | None], dict[str, bytes]]] = []

    def save(self) -> None:
        """`q`."""
        self._saved.append((dict(self.spaces), dict(self.choices)))

    def restore(self) -> None:
        """`Q`."""
        if self._saved:
            self.spaces, self.choices = self._saved.pop()

    def choose(self, which: str, space: Space) -> None:
        """`cs`, `CS`, or an operator that chooses a device's space."""
        self.spaces[which], self.choices[which] = space, b""


class Recolouring:
    """Colours of some kinds written as inks.

    Args:
        direct: the operator of the device's space that is converted: `rg` or `g`.
        kinds: of the spaces whose colours are converted.

    Attributes:
        unread: how many colours of these kinds could not be converted.
    """

    def __init__(self, editor: Editor, convert: Convert, direct: str, kinds: tuple[Kind, ...]) -> None:
        self._editor, self._convert, self._kinds = editor, convert, kinds
        self._direct = (direct, direct.upper())
        self.unread = 0
        self._unset = any(not colour.chosen for _, trace in editor.streams.traces for colour in colours_of(trace.thing))

    def inherits(self, source: Source) -> bool:
        """Whether a stream sets a colour in a space that it does not choose itself."""
        if source[0]:
            return False
        stream = _Stream(None, None)
        for operator, *_ in instructions(self._editor.content(source)):
            if operator in ("q", "Q"):
                (stream.save if operator == "q" else stream.restore)()
            elif operator.lower() in _DEVICES or operator in _SELECT:
                stream.choose(_which(operator), _FIRST)
            elif operator in _SET and stream.spaces[_SET[operator]] is None:
                return True
        return False

    def stream(self, source: Source) -> int:
        """Convert the colours that a stream sets; how many."""
        count, resources, content = 0, self._editor.resources(source), self._editor.content(source)
        if resources is None:
            self._editor.leave(N_("page {page}: a drawing without resources of its own, used in several places"),
                               page=self._editor.page_of(source).number)
            return 0
        stream = _Stream(resources, _FIRST if self._begins(source) else None)
        first = False
        for each in instructions(content):
            new = self._written(source, stream, each, content[each.start:each.end])
            if new is not None:
                self._editor.put(source, each.start, each.end, new)
                count += 1
            first = first or (each.operator in _PAINTS and any(space is _FIRST for space in stream.spaces.values()))
        if first and "grey" in self._kinds and self._unset:
            self._editor.put(source, 0, 0, b"0 0 0 1 k 0 0 0 1 K")
            count += 1
        return count

    def _begins(self, source: Source) -> bool:
        """Whether a stream begins with the first colours of a page: a page's own content, and a pattern's."""
        return bool(source[0]) or entry(self._editor.streams.object(source[1]), "/PatternType") is not None

    def _written(self, source: Source, stream: _Stream, each: Instruction, raw: bytes) -> bytes | None:
        """What stands in place of an operator; None where it stays."""
        operator, operands = each.operator, each.operands
        if operator in ("q", "Q"):
            (stream.save if operator == "q" else stream.restore)()
        elif operator.lower() in _DEVICES:
            space = device_space(_DEVICES[operator.lower()], stream.resources)
            stream.choose(_which(operator), space)
            return self._counted(_which(operator), space, operands) if operator in self._direct else None
        elif operator in _SELECT and operands:
            return self._selected(source, stream, each, raw)
        elif operator in _SET:
            return self._set(stream, each, raw)
        return None

    def _selected(self, source: Source, stream: _Stream, each: Instruction, raw: bytes) -> bytes | None:
        space = space_of(each.operands[0], stream.resources)
        stream.choose(each.operator, space)
        if space.family == "Pattern" and space.base is not None and space.base.kind in self._kinds:
            new = self._of_patterns(source, each.operator)
        else:
            new = self._inks(each.operator, space, space.start)
        stream.choices[each.operator] = raw if new else b""
        return new

    def _set(self, stream: _Stream, each: Instruction, raw: bytes) -> bytes | None:
        which = _SET[each.operator]
        space, chosen = stream.spaces[which], stream.choices[which]
        parts = [part for part in each.operands if isinstance(part, float)]
        if space is None or (space.family == "Pattern" and not chosen):
            return None
        if space.family == "Pattern":
            inks = self._convert(space.base, parts) if space.base and parts else None
            new = inks + b" " + raw[raw.rindex(b"/"):] if inks and b"/" in raw else None
        else:
            new = self._counted(which, space, parts)
        return chosen + b" " + raw if new is None and chosen else new  # its space is no longer chosen before

    def _counted(self, which: str, space: Space, parts: Sequence[float]) -> bytes | None:
        inks = self._inks(which, space, parts)
        self.unread += inks is None and space.kind in self._kinds
        return inks

    def _takes(self, space: Space) -> bool:
        return space.kind in self._kinds and space.family != "Indexed"

    def _inks(self, which: str, space: Space, parts: Sequence[float]) -> bytes | None:
        inks = self._convert(space, parts) if self._takes(space) else None
        return None if inks is None else inks + b" " + _INKS[which]

    def _of_patterns(self, source: Source, operator: str) -> bytes | None:
        """The operator that chooses patterns in CMYK."""
        import pikepdf

        space = pikepdf.Array([pikepdf.Name.Pattern, pikepdf.Name.DeviceCMYK])
        key = self._editor.named(source, "/ColorSpace", "/FixPattern", space)
        return None if key is None else key + b" " + operator.encode()


def _which(operator: str) -> str:
    """Whether an operator that chooses a space does so for fills (`cs`) or for strokes (`CS`)."""
    return "cs" if operator.islower() else "CS"
