"""Words of a drawing as outlines, in fonts of the project (SVG 1.1, 10)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from pressroom.artwork.drawings.read import Node
from pressroom.artwork.drawings.rules import UNSUPPORTED
from pressroom.artwork.drawings.style import TextStyles
from pressroom.findings import N_, Finding, Refused, finding
from pressroom.patterns import regex
from pressroom.records import dataclass, field
from pressroom.sheet.geometry import Command, moved_path

MOST_LETTERS = 20_000
_MOST_NESTED = 10
_WEIGHTS: Mapping[str, int] = {"normal": 400, "bold": 700}
# What would change how words look, with the values that change nothing.
_PLAIN: Mapping[str, tuple[str, ...]] = {
    "letter-spacing": ("normal", "0", "0px", "0em"), "word-spacing": ("normal", "0", "0px", "0em"),
    "writing-mode": ("lr-tb", "lr", "horizontal-tb"), "direction": ("ltr",), "font-variant": ("normal",),
    "font-stretch": ("normal", "100%"), "text-decoration": ("none",), "dominant-baseline": ("auto", "alphabetic"),
    "alignment-baseline": ("auto", "baseline", "alphabetic"), "baseline-shift": ("0", "baseline")}
_REFUSED = ("rotate", "textLength", "lengthAdjust")
_SPACE = regex(r"[ \t\r\n]+")


class Typefaces(Protocol):
    """The fonts that a drawing may use."""

    @property
    def files(self) -> Sequence[Any]:
        """The font files."""

    @property
    def digest(self) -> str:
        """Of all of them."""

    @property
    def families(self) -> Mapping[str, Any]:
        """By the names of families, in lower case."""

    def face(self, family: str, weight: int, *, italic: bool) -> Any:
        """The face of exactly that family, weight and slope; None where there is none."""

    def line(self, one: Any, text: str, size: float) -> tuple[list[Command], float]:
        """The outlines of a line of words from (0, 0), y down, and how wide it is."""


@dataclass(slots=True)
class Run:
    """Words of one element on one line.

    Attributes:
        node: the element, `text` or `tspan`.
        chain: it and those around it, from the `text`.
        text: the words, white space as it is shown.
        x, y, dx, dy: where the element places its first word; None where it does not.
        path: the outlines, in units of the `text`.
    """

    node: Node
    chain: tuple[Node, ...]
    text: str
    x: float | None = None
    y: float | None = None
    dx: float = 0.0
    dy: float = 0.0
    path: list[Command] = field(default_factory=list)


class Outlines:
    """Sets the words of a drawing.

    Attributes:
        typefaces: None where the drawing is read without any.
        findings: what cannot be set, each at its element.
    """

    def __init__(self, typefaces: Typefaces | None, length: Callable[[Node, str, str], float],
                 styles: TextStyles) -> None:
        self.typefaces, self.length, self.styles = typefaces, length, styles
        self.letters = 0
        self.findings: list[Finding] = []

    def runs(self, node: Node) -> list[Run]:
        """The words of a `text` element, set."""
        runs = _spaced([*self._runs(node, (node,))])
        chunk: list[tuple[Run, float]] = []
        x = y = 0.0
        for run in runs:
            if run.x is not None or run.y is not None:
                self._anchor(chunk)
                chunk = []
            x, y = (x if run.x is None else run.x) + run.dx, (y if run.y is None else run.y) + run.dy
            width = self._set(run, x, y)
            chunk.append((run, width))
            x += width
        self._anchor(chunk)
        return [run for run in runs if run.path]

    def _runs(self, node: Node, chain: tuple[Node, ...]) -> Iterator[Run]:
        for name in _REFUSED:
            if name in node.attributes:
                self._refuse(node, N_("the attribute {name} cannot be drawn"), name=name)
        if len(chain) > _MOST_NESTED:
            raise Refused([finding(UNSUPPORTED, N_("words are nested more than {most} levels deep"), source=node.place,
                                   most=_MOST_NESTED)])
        first = Run(node, chain, node.text)
        for name in ("x", "y", "dx", "dy"):
            if text := node.attributes.get(name, "").strip():
                if len(text.replace(",", " ").split()) > 1:
                    self._refuse(node, N_("{name}: words that are placed letter by letter cannot be drawn"), name=name)
                else:
                    setattr(first, name, self.length(node, name, text))
        yield first
        for child in node.children:
            if child.tag == "tspan":
                yield from self._runs(child, (*chain, child))
            elif child.tag not in ("title", "desc"):
                self._refuse(child, N_("the element {tag} cannot be drawn inside words"), tag=child.tag)
            yield Run(node, chain, child.tail)

    def _refuse(self, node: Node, message: str, hint: str = "", **values: str) -> None:
        self.findings.append(finding(UNSUPPORTED, message, hint, source=node.place, **values))  # type: ignore[arg-type]

    def _property(self, node: Node, name: str) -> str:
        """A property of type, its own or inherited; empty where none is set."""
        return self.styles.of(node)[0].get(name, "")

    def _set(self, run: Run, x: float, y: float) -> float:
        """Outline a run from its place on; its width."""
        if not run.text:
            return 0.0
        self.letters += len(run.text)
        if self.letters > MOST_LETTERS:
            raise Refused([finding(UNSUPPORTED, N_("the drawing has more than {most} letters"), source=run.node.place,
                                   most=MOST_LETTERS)])
        for name, plain in _PLAIN.items():
            if (value := self._property(run.node, name)) and value not in plain:
                self._refuse(run.node, N_("the property {name} cannot be drawn"), name=name)
                return 0.0
        face = self._face(run.node)
        if face is None or self.typefaces is None:
            return 0.0
        try:
            path, width = self.typefaces.line(face, run.text, self.styles.of(run.node)[1])
        except Refused as refused:
            said = next(iter(refused.findings))
            self._refuse(run.node, said.message, **{name: str(value) for name, value in said.values.items()})
            return 0.0
        run.path = list(moved_path(tuple(path), x, y))
        return width

    def _face(self, node: Node) -> Any:
        families = [name.strip().strip("\"'") for name in self._property(node, "font-family").split(",")]
        weight = self._property(node, "font-weight") or "normal"
        style = self._property(node, "font-style") or "normal"
        number = _WEIGHTS.get(weight) or (int(weight) if weight.isdecimal() else 0)
        known = self.typefaces.families if self.typefaces else {}
        if not families[0]:
            self._refuse(node, N_("the words name no font"), N_("set them in a font of assets/fonts: {fonts}"),
                         fonts=", ".join(sorted(known)) or "-")
            return None
        # The first family that is there; the others stand in for it elsewhere.
        face = self.typefaces.face(families[0], number, italic=style != "normal") if self.typefaces else None
        if face is None:
            self._refuse(node, N_("the words are set in {font}, {weight}, {style}, which is not among the fonts of the "
                                  "project"), N_("put that font into assets/fonts, or set them in one of: {fonts}"),
                         font=families[0], weight=weight, style=style, fonts=", ".join(sorted(known)) or "-")
        return face

    def _anchor(self, chunk: list[tuple[Run, float]]) -> None:
        """Move a line to where it is anchored."""
        if not chunk:
            return
        share = {"middle": 0.5, "end": 1.0}.get(self._property(chunk[0][0].node, "text-anchor"), 0.0)
        width = sum(each for _, each in chunk) + sum(run.dx for run, _ in chunk[1:])
        for run, _ in chunk:
            if run.path and share:
                run.path = list(moved_path(tuple(run.path), -width * share, 0.0))


def _spaced(runs: list[Run]) -> list[Run]:
    """The runs with white space as it is shown: one space between words, none at the ends (SVG 1.1, 10.15)."""
    before = " "
    for run in runs:
        run.text = _SPACE.sub(" ", run.text.replace("\n", " "))
        if before.endswith(" "):
            run.text = run.text.lstrip(" ")
        before = run.text or before
    for run in reversed(runs):
        run.text = run.text.rstrip(" ")
        if run.text:
            break
    return runs
