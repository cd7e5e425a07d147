"""Path data (SVG 1.1, 8.3) as absolute commands M, L, C and Z; work grows with the length of the text."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from pressroom.artwork.drawings.arcs import arc
from pressroom.patterns import regex
from pressroom.sheet.geometry import Command

_LETTERS = "MmZzLlHhVvCcSsQqTtAa"
_COMMANDS = regex(f"([{_LETTERS}])")
# Without two ways to read the same digits: a long row of them is read once, whatever follows.
_NUMBER = r"(?>[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
_NUMBERS = regex(_NUMBER + r"|[^\s,]+?")  # what is no number comes as a piece of its own, which float() refuses
# The two flags of an arc may stand close together, and close to the number that follows.
_ARC = regex(r"[\s,]*+" + r"[\s,]*+".join([f"({_NUMBER})"] * 3 + ["([01])"] * 2 + [f"({_NUMBER})"] * 2) + r"[\s,]*+")


_LONG = 500_000


class PathDataError(ValueError):
    """Path data that cannot be read; the message is the part that cannot, shortened."""


def numbers_of(text: str) -> list[float]:
    """The numbers in `text`, separated as path data allows.

    Raises:
        PathDataError: there is anything else, or a number that is too large.
    """
    try:
        numbers = list(map(float, _NUMBERS.findall(text)))
    except ValueError:
        raise PathDataError(text.strip()[:40]) from None
    if numbers and not math.isfinite(sum(map(abs, numbers))):
        raise PathDataError(text.strip()[:40])
    return numbers


def least_segments(text: str) -> int:
    """How many commands are in `text`, or more; 0 for a text that cannot hold too many to be read at once."""
    if len(text) < _LONG:
        return 0
    numbers = sum(1 for _ in _NUMBERS.finditer(text))
    return max(sum(map(text.count, _LETTERS)), numbers // 7)


def path_data(text: str) -> list[Command]:
    """The commands of `d`; quadratic curves and arcs become cubic ones, H and V become L.

    Raises:
        PathDataError: the text breaks the grammar.
    """
    if text.strip() in ("", "none"):
        return []
    head, *parts = _COMMANDS.split(text)
    if head.strip() or parts[0:1] not in (["M"], ["m"]):
        raise PathDataError(text.strip()[:40])
    pen = _Pen()
    for name, numbers in zip(parts[0::2], parts[1::2], strict=True):
        pen.draw(name, numbers)
    return pen.commands


def written(path: Sequence[Command]) -> str:
    """Path data of absolute commands."""
    return "".join(command[0] + " ".join(map(repr, command[1:])) for command in path)


class _Pen:
    """Where path data has arrived, and its commands up to there.

    Attributes:
        commands: absolute.
        x, y: the current point.
        start: of the current subpath.
        control: the last control point, where the last command was a curve of the kind `bend`.
        bend: `C`, `Q`, or empty.
        closed: whether the last command was Z: what follows, other than M, begins at `start`.
    """

    __slots__ = ("bend", "closed", "commands", "control", "start", "x", "y")

    def __init__(self) -> None:
        self.commands: list[Command] = []
        self.x = self.y = 0.0
        self.start = self.control = (0.0, 0.0)
        self.bend = ""
        self.closed = False

    def draw(self, name: str, text: str) -> None:
        """One command with all its numbers."""
        kind = name.upper()
        if kind == "Z":
            if text and text.strip(" ,\t\r\n"):
                raise PathDataError(f"{name}{text}"[:40])
            self.commands.append(("Z",))
            (self.x, self.y), self.bend, self.closed = self.start, "", True
            return
        if self.closed and kind != "M":
            self.commands.append(("M", *self.start))
        self.closed = False
        numbers = _arcs_of(text) if kind == "A" else numbers_of(text)
        size, draw = _KINDS[kind]
        if not numbers or len(numbers) % size:
            raise PathDataError(f"{name}{text}"[:40])
        draw(self, numbers, name.islower())
        self.bend = _BENDS.get(kind, "")

    def move(self, numbers: Sequence[float], relative: bool) -> None:
        x, y = numbers[:2]
        self.x, self.y = (self.x + x, self.y + y) if relative else (x, y)
        self.start = self.x, self.y
        self.commands.append(("M", self.x, self.y))
        self.line(numbers[2:], relative)

    def line(self, numbers: Sequence[float], relative: bool) -> None:
        add, here_x, here_y = self.commands.append, self.x, self.y
        for x, y in zip(numbers[0::2], numbers[1::2], strict=True):
            here_x, here_y = (here_x + x, here_y + y) if relative else (x, y)
            add(("L", here_x, here_y))
        self.x, self.y = here_x, here_y

    def across(self, numbers: Sequence[float], relative: bool) -> None:
        for x in numbers:
            self.x = self.x + x if relative else x
            self.commands.append(("L", self.x, self.y))

    def down(self, numbers: Sequence[float], relative: bool) -> None:
        for y in numbers:
            self.y = self.y + y if relative else y
            self.commands.append(("L", self.x, self.y))

    def cubic(self, numbers: Sequence[float], relative: bool) -> None:
        add, x0, y0 = self.commands.append, self.x, self.y
        px, py = self.control
        for x1, y1, px, py, x, y in zip(*(numbers[at::6] for at in range(6)), strict=True):
            if relative:
                x1, y1, px, py, x, y = x0 + x1, y0 + y1, x0 + px, y0 + py, x0 + x, y0 + y
            add(("C", x1, y1, px, py, x, y))
            x0, y0 = x, y
        self.x, self.y, self.control = x0, y0, (px, py)

    def smooth(self, numbers: Sequence[float], relative: bool) -> None:
        for x2, y2, x, y in zip(*(numbers[at::4] for at in range(4)), strict=True):
            x1, y1 = self.reflected("C")
            self.cubic((x1 - self.x, y1 - self.y, x2, y2, x, y) if relative else (x1, y1, x2, y2, x, y), relative)
            self.bend = "C"

    def quadratic(self, numbers: Sequence[float], relative: bool) -> None:
        for qx, qy, x, y in zip(*(numbers[at::4] for at in range(4)), strict=True):
            if relative:
                qx, qy, x, y = self.x + qx, self.y + qy, self.x + x, self.y + y
            self.commands.append(("C", self.x + (qx - self.x) * 2 / 3, self.y + (qy - self.y) * 2 / 3,
                                  x + (qx - x) * 2 / 3, y + (qy - y) * 2 / 3, x, y))
            self.x, self.y, self.control = x, y, (qx, qy)

    def smooth_quadratic(self, numbers: Sequence[float], relative: bool) -> None:
        for x, y in zip(numbers[0::2], numbers[1::2], strict=True):
            if relative:
                x, y = self.x + x, self.y + y
            self.quadratic((*self.reflected("Q"), x, y), False)
            self.bend = "Q"

    def arc(self, numbers: Sequence[float], relative: bool) -> None:
        for rx, ry, turn, large, sweep, x, y in zip(*(numbers[at::7] for at in range(7)), strict=True):
            if relative:
                x, y = self.x + x, self.y + y
            self.commands.extend(arc(self.x, self.y, rx, ry, turn, large=bool(large), sweep=bool(sweep), x=x, y=y))
            self.x, self.y = x, y

    def reflected(self, bend: str) -> tuple[float, float]:
        """The last control point on the other side of the current point; the point itself after another command."""
        if self.bend != bend:
            return self.x, self.y
        return 2 * self.x - self.control[0], 2 * self.y - self.control[1]


_Draw = Callable[[_Pen, Sequence[float], bool], None]
_BENDS: Mapping[str, str] = {"C": "C", "S": "C", "Q": "Q", "T": "Q"}
_KINDS: Mapping[str, tuple[int, _Draw]] = {
    "M": (2, _Pen.move), "L": (2, _Pen.line), "H": (1, _Pen.across), "V": (1, _Pen.down), "C": (6, _Pen.cubic),
    "S": (4, _Pen.smooth), "Q": (4, _Pen.quadratic), "T": (2, _Pen.smooth_quadratic), "A": (7, _Pen.arc),
}


def _arcs_of(text: str) -> list[float]:
    """The seven numbers of each arc, one after another."""
    numbers: list[float] = []
    at, end = 0, len(text)
    while at < end:
        match = _ARC.match(text, at)
        if not match:
            raise PathDataError(text[at:].strip()[:40])
        numbers.extend(map(float, match.groups()))
        at = match.end()
    if not math.isfinite(sum(map(abs, numbers))):
        raise PathDataError(text.strip()[:40])
    return numbers
