"""Functions of a PDF (ISO 32000-1, 7.10) as Python functions: tints to inks, positions in a gradient to colours."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pressroom.findings import N_
from pressroom.patterns import regex
from pressroom.pdf.errors import TooMuch, Unreadable
from pressroom.pdf.objects import Pdf, entry, is_stream, items, number, numbers
from pressroom.pdf.streams import decoded

Values = Sequence[float]
Function = Callable[[Values], list[float]]

_DEEPEST, _MOST_SAMPLES, _MOST_STEPS = 8, 4_000_000, 20_000
_MOST_INPUTS = 4
_MOST_FUNCTIONS = 2_000
_PROGRAM = regex(rb"%[^\r\n]*|[{}]|[^\s{}%]+")


def function(value: Pdf) -> Function:
    """A function object as a Python function; an array of functions returns one value of each.

    Raises:
        Unreadable: it is no function, of an unknown type, or made of too many functions.
        TooMuch: it calculates for too long.
    """
    return _function(value, 0, itertools.count())


def _function(value: Pdf, depth: int, counter: Iterator[int]) -> Function:
    """As `function`; `counter` counts every function that is read, a shared one each time."""
    if next(counter) > _MOST_FUNCTIONS:
        raise Unreadable(N_("a function of an unknown type"))
    if isinstance(value, list):
        parts = [_function(each, depth + 1, counter) for each in items(value)]
        return lambda inputs: [part(inputs)[0] for part in parts]
    kind = int(number(entry(value, "/FunctionType"), -1.0))
    domain = numbers(entry(value, "/Domain"))
    ways = {0: _sampled, 2: _exponential, 3: _stitched, 4: _calculated}
    if depth > _DEEPEST or kind not in ways or len(domain) < 2:
        raise Unreadable(N_("a function of an unknown type"))
    inner, limits = ways[kind](value, depth, counter), numbers(entry(value, "/Range"))

    def whole(inputs: Values) -> list[float]:
        values = inner(_clipped(inputs, domain))
        return _clipped(values, limits) if limits else values
    return whole


def _clipped(values: Values, limits: Values) -> list[float]:
    return [min(max(value, low), high) for value, low, high in zip(values, limits[0::2], limits[1::2], strict=False)]


def _between(value: float, have: Values, want: Values) -> float:
    width = have[1] - have[0]
    return want[0] if width == 0 else want[0] + (value - have[0]) * (want[1] - want[0]) / width


def _exponential(value: Pdf, _depth: int, _counter: Iterator[int]) -> Function:
    low = numbers(entry(value, "/C0")) or [0.0]
    high = numbers(entry(value, "/C1")) or [1.0]
    power = number(entry(value, "/N"), 1.0)

    def one(inputs: Values) -> list[float]:
        try:
            share = inputs[0] if power == 1 else inputs[0] ** power
        except (ZeroDivisionError, OverflowError):
            share = 0.0
        share = share.real if isinstance(share, complex) else share
        return [a + share * (b - a) for a, b in zip(low, high, strict=False)]
    return one


def _stitched(value: Pdf, depth: int, counter: Iterator[int]) -> Function:
    parts = [_function(each, depth + 1, counter) for each in items(entry(value, "/Functions"))]
    domain, bounds = numbers(entry(value, "/Domain")), numbers(entry(value, "/Bounds"))
    encode = numbers(entry(value, "/Encode"))
    if not parts or len(bounds) < len(parts) - 1 or len(encode) < 2 * len(parts):
        raise Unreadable(N_("a stitched function with too few parts"))
    edges = [domain[0], *bounds[:len(parts) - 1], domain[1]]

    def one(inputs: Values) -> list[float]:
        at = next((index for index in range(len(parts) - 1) if inputs[0] < edges[index + 1]), len(parts) - 1)
        return parts[at]([_between(inputs[0], edges[at:at + 2], encode[2 * at:2 * at + 2])])
    return one


def _sampled(value: Pdf, _depth: int, _counter: Iterator[int]) -> Function:
    sizes = [int(size) for size in numbers(entry(value, "/Size"))]
    domain, limits = numbers(entry(value, "/Domain")), numbers(entry(value, "/Range"))
    bits, outputs = int(number(entry(value, "/BitsPerSample"), 0.0)), len(limits) // 2
    count = math.prod(sizes) * outputs
    if (not is_stream(value) or not 0 < len(sizes) <= _MOST_INPUTS or len(domain) < 2 * len(sizes)
            or bits not in (1, 2, 4, 8, 12, 16, 24, 32) or not 0 < count <= _MOST_SAMPLES):
        raise Unreadable(N_("a table of colours that cannot be read"))
    samples = _unpacked(decoded(value), bits, count)
    most = (1 << bits) - 1
    encode = numbers(entry(value, "/Encode")) or [part for size in sizes for part in (0.0, size - 1.0)]
    decode = numbers(entry(value, "/Decode")) or limits

    def one(inputs: Values) -> list[float]:
        corners: list[tuple[int, int, float]] = []
        for axis, size in enumerate(sizes):
            at = _between(inputs[axis], domain[2 * axis:2 * axis + 2], encode[2 * axis:2 * axis + 2])
            at = min(max(at, 0.0), size - 1.0)
            low = min(int(at), max(size - 2, 0))
            corners.append((low, min(low + 1, size - 1), at - low))
        values = [0.0] * outputs
        for sides in itertools.product((0, 1), repeat=len(sizes)):
            weight, place, step = 1.0, 0, 1
            for side, (low, high, share), size in zip(sides, corners, sizes, strict=True):
                weight *= share if side else 1 - share
                place += (high if side else low) * step
                step *= size
            if weight:
                for output in range(outputs):
                    values[output] += weight * samples[place * outputs + output]
        return [_between(each, (0.0, float(most)), decode[2 * output:2 * output + 2])
                for output, each in enumerate(values)]
    return one


def _unpacked(content: bytes, bits: int, count: int) -> list[int]:
    content = content.ljust(-(-count * bits // 8), b"\0")
    if bits >= 8 and bits % 8 == 0:
        width = bits // 8
        return [int.from_bytes(content[at * width:(at + 1) * width], "big") for at in range(count)]
    whole, total = int.from_bytes(content, "big") if count * bits < 1 << 20 else 0, len(content) * 8
    if not whole:
        return [0] * count
    return [whole >> total - (at + 1) * bits & (1 << bits) - 1 for at in range(count)]


def _calculated(value: Pdf, _depth: int, _counter: Iterator[int]) -> Function:
    tokens = [token for token in _PROGRAM.findall(decoded(value) if is_stream(value) else b"")
              if not token.startswith(b"%")]
    if len(tokens) > _MOST_STEPS:
        raise TooMuch("steps of a calculation")
    if not tokens or tokens[0] != b"{":
        raise Unreadable(N_("a calculation that cannot be read"))
    program, _ = _block(tokens, 1, 0)

    def one(inputs: Values) -> list[float]:
        stack: list[Any] = list(inputs)
        try:
            _run(program, stack, [0])
            return [float(each) for each in stack]
        except (IndexError, ValueError, ZeroDivisionError, OverflowError, TypeError) as trouble:
            raise Unreadable(N_("a calculation that fails")) from trouble
    return one


def _block(tokens: list[bytes], at: int, depth: int) -> tuple[list[Any], int]:
    """A procedure as a list of numbers, operators and procedures, and where it ends."""
    program: list[Any] = []
    while at < len(tokens) and depth < 32:
        token = tokens[at]
        if token == b"}":
            return program, at + 1
        if token == b"{":
            inner, at = _block(tokens, at + 1, depth + 1)
            program.append(inner)
            continue
        try:
            program.append(float(token) if b"." in token else _real(int(token)))
        except ValueError:
            program.append(token.decode("latin-1"))
        at += 1
    raise Unreadable(N_("a calculation without an end"))


_ONE: dict[str, Callable[[Any], Any]] = {
    "abs": abs, "neg": lambda a: -a, "ceiling": math.ceil, "floor": math.floor, "round": lambda a: math.floor(a + 0.5),
    "truncate": math.trunc, "sqrt": math.sqrt, "sin": lambda a: math.sin(math.radians(a)),
    "cos": lambda a: math.cos(math.radians(a)), "ln": math.log, "log": math.log10, "cvi": math.trunc, "cvr": float,
    "not": lambda a: not a if isinstance(a, bool) else ~a,
}
_TWO: dict[str, Callable[[Any, Any], Any]] = {
    "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b, "div": lambda a, b: a / b,
    "idiv": lambda a, b: math.trunc(a / b), "mod": lambda a, b: int(math.fmod(a, b)),
    "atan": lambda a, b: math.degrees(math.atan2(a, b)) % 360, "exp": lambda a, b: float(a) ** b,
    "eq": lambda a, b: a == b, "ne": lambda a, b: a != b, "gt": lambda a, b: a > b, "ge": lambda a, b: a >= b,
    "lt": lambda a, b: a < b, "le": lambda a, b: a <= b, "and": lambda a, b: a & b, "or": lambda a, b: a | b,
    "xor": lambda a, b: a ^ b, "bitshift": lambda a, b: a << min(b, 32) if b > 0 else a >> min(-b, 32),
}


def _run(program: list[Any], stack: list[Any], steps: list[int]) -> None:
    for position, word in enumerate(program):
        steps[0] += 1
        if steps[0] > _MOST_STEPS:
            raise TooMuch("steps of a calculation")
        if len(stack) > 100:
            raise ValueError("without end")
        if not isinstance(word, str):
            if not isinstance(word, list):
                stack.append(word)
        elif word in _ONE:
            stack.append(_real(_ONE[word](stack.pop())))
        elif word in _TWO:
            second = stack.pop()
            stack.append(_real(_TWO[word](stack.pop(), second)))
        elif word in ("if", "ifelse"):
            blocks = program[position - (1 if word == "if" else 2):position]
            chosen = stack.pop()
            if chosen or word == "ifelse":
                _run(blocks[0] if chosen else blocks[1], stack, steps)
        else:
            _shuffled(word, stack)


def _real(value: Any) -> Any:
    """A result, as a real number when it is too large for an integer (ISO 32000-1, annex C.2).

    An unbounded integer that is squared a hundred times would exhaust the memory.
    """
    return float(value) if isinstance(value, int) and abs(value) >= 2**31 else value


def _shuffled(word: str, stack: list[Any]) -> None:
    if word in ("true", "false"):
        stack.append(word == "true")
    elif word == "pop":
        stack.pop()
    elif word == "dup":
        stack.append(stack[-1])
    elif word == "exch":
        stack[-1], stack[-2] = stack[-2], stack[-1]
    elif word == "copy":
        count = int(stack.pop())
        stack.extend(stack[len(stack) - count:] if count > 0 else [])
    elif word == "index":
        stack.append(stack[-1 - int(stack.pop())])
    elif word == "roll":
        turn, count = int(stack.pop()), int(stack.pop())
        if not 0 < count <= len(stack):
            raise ValueError("roll")
        turn %= count
        top = stack[-count:]
        stack[-count:] = top[count - turn:] + top[:count - turn]
    else:
        raise ValueError(word)
