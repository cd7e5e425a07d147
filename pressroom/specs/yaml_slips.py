"""What went wrong in a line that is no YAML: what a quote, a brace, a star did, and the line to write instead.

Each slip proposes a whole line. `explained` keeps a proposal only where the file can be read with it, or can be read
further than without it, so that what a message names can be typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import yaml

from pressroom.findings import N_, Finding, FindingCode, Place, Value, finding
from pressroom.records import dataclass, replace
from pressroom.specs.yaml_values import WRITE, Fault, value_faults
from pressroom.specs.yaml_written import Line, indented, parsed_line

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

INDENT = N_("put {wanted} spaces before {line}")
OUTDENT = N_("begin the line with {line}, without spaces before it")
DELETE = N_("delete this line")

_LOOK_BACK = 40  # lines above the parser's own
_MOST_TRIES = 80  # readings of the file for one slip
_MOST_CHARACTERS = 8_000_000  # read for one file
_MOST_SLIPS = 20
_ODD_SPACES = "\u00a0\u202f\u2007\u2009\u3000\u200b\ufeff"


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake in one line.

    Attributes:
        line, column: its place, from 1.
        message, hint: sentences; `values` fills their places.
        text: the line to write instead, with its indentation; None where the line is to be deleted.
    """

    line: int
    column: int
    message: str
    hint: str
    text: str | None
    values: Mapping[str, Value]

    def finding(self, rule: FindingCode, place: Place) -> Finding:
        """The finding of `rule`."""
        return replace(finding(rule, self.message, self.hint, source=place), values=MappingProxyType(dict(self.values)))


def explained(text: str) -> list[Slip]:
    """The slips that keep `text` from being read as YAML, in order; empty where none of them is known."""
    lines = text.split("\n")
    slips: list[Slip] = []
    tries = _MOST_CHARACTERS // (len(text) + 1)
    while len(slips) < _MOST_SLIPS and tries > 0 and (trouble := _trouble(lines)):
        slip, used = _slip(lines, *trouble, min(tries, _MOST_TRIES))
        tries -= used
        if slip is None:
            break
        slips.append(slip)
        lines[slip.line - 1] = slip.text or ""
    return slips


def _trouble(lines: list[str]) -> tuple[int, int] | None:
    """The line at which reading stops, and the one where what is read there began, from 0; None without trouble."""
    try:
        yaml.compose("\n".join(lines), Loader=Loader)
    except yaml.MarkedYAMLError as trouble:
        mark, context = trouble.problem_mark, trouble.context_mark
        here = mark.line if mark else 0
        return here, context.line if context else here
    except (yaml.YAMLError, RecursionError):
        return 0, 0
    return None


def _slip(lines: list[str], stops: int, began: int, most: int) -> tuple[Slip | None, int]:
    """The slip whose correction lets the whole file be read, else the first that lets more of it be read.

    The number is how often the file was read for it; at most `most` times.
    """
    last = min(stops, len(lines) - 1)
    order = dict.fromkeys([last, min(began, last), *range(last - 1, max(-1, last - _LOOK_BACK), -1)])
    further: Slip | None = None
    tries = 0
    for number in order:
        for slip in _proposals(lines, number):
            tries += 1
            trouble = _trouble([*lines[:number], slip.text or "", *lines[number + 1:]])
            if trouble is None:
                return slip, tries
            if further is None and trouble[0] > stops:
                further = slip
            if tries >= most:
                return further, tries
    return further, tries


def _proposals(lines: list[str], number: int) -> Iterator[Slip]:
    text = lines[number]
    line = parsed_line(text)
    if not text.strip() or text.lstrip().startswith("#"):
        return
    yield from _spaces(lines, number)
    for fault in (*_marks(line), *value_faults(line)):
        yield _of(number, fault, line)
    yield from _indentation(lines, number)


def _of(number: int, fault: Fault, line: Line) -> Slip:
    written = None if fault.text is None else f"{line.head}{fault.text}"
    hint = fault.hint or (WRITE if written is not None else DELETE)
    return Slip(number + 1, fault.column + 1, fault.message, hint, written,
                {**fault.values, "line": (written or "").strip()})


def _spaces(lines: list[str], number: int) -> Iterator[Slip]:
    """Tabs and odd spaces that indent a line."""
    text = lines[number]
    body = text.lstrip(f" \t{_ODD_SPACES}")
    before = text[:len(text) - len(body)]
    odd = next((sign for sign in before if sign != " "), "")
    if not odd:
        return
    message = (N_("a tab indents the line, and YAML counts spaces alone") if odd == "\t" else
               N_("a space of another kind ({sign}) indents the line, and YAML counts plain ones alone"))
    for wanted in _widths(lines, number):
        yield Slip(number + 1, text.index(odd) + 1, message, INDENT if wanted else OUTDENT, indented(body, wanted),
                   {"wanted": wanted, "sign": f"U+{ord(odd):04X}", "line": body.strip()})


def _widths(lines: list[str], number: int) -> list[int]:
    """The indentations that a line may have, the likeliest first: of its neighbours, and one step deeper."""
    widths: list[int] = []
    for row in (*range(number - 1, max(-1, number - 12), -1), *range(number + 1, min(len(lines), number + 4))):
        text = lines[row]
        if text.strip() and not text.lstrip().startswith("#") and text[:1] != "\t":
            width = len(text) - len(text.lstrip(" "))
            if row < number and text.rstrip().endswith(":") and not widths:
                widths.append(width + 2)
            widths.append(width)
    return list(dict.fromkeys(widths))


def _indentation(lines: list[str], number: int) -> Iterator[Slip]:
    text = lines[number]
    body = text.lstrip(" ")
    width = len(text) - len(body)
    for wanted in _widths(lines, number):
        if wanted != width:
            yield Slip(number + 1, width + 1,
                       N_("the spaces before the line ({count}) are not as many as before its neighbours ({wanted})"),
                       INDENT if wanted else OUTDENT, indented(body, wanted),
                       {"count": width, "wanted": wanted, "line": body.strip()})


def _marks(line: Line) -> Iterator[Fault]:
    """What is wrong before the value: colons, hyphens, a second document."""
    text, start = line.text, len(line.head)
    rest = text[start:]
    if line.key is None and rest.rstrip() == "---":
        yield Fault(start, N_("{mark} begins a second document, and a file has one"), None, {"mark": "---"})
    if line.tight:
        yield Fault(start + line.tight, N_("there is no space after the colon"),
                    f"{rest[:line.tight]} {rest[line.tight:]}", {})
    if rest.startswith("-") and rest[1:2] not in (" ", "-", "") and line.key is None:
        yield Fault(start, N_("there is no space after the hyphen that begins an entry"), f"- {rest[1:]}", {})
    if line.bare:
        yield Fault(start + len(line.bare), N_("there is no colon after {key}"),
                    f"{line.bare}:{rest[len(line.bare):]}", {"key": line.bare})
