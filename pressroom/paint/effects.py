"""Gradients, opacity and transparent groups of one file, each embedded once (ISO 32000-1, 8.7.4.5 and 11)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from pressroom.colour.gradient import Gradient
from pressroom.marks import Group, Mark, Shape
from pressroom.paint.document import File, Stream, array, dictionary, name
from pressroom.paint.overprint import OVERPRINT
from pressroom.paint.reportlab_documents import pdfdoc
from pressroom.paint.separations import Separations
from pressroom.paint.shadings import Unit, blend, fading, space_object, unit
from pressroom.patterns import regex
from pressroom.records import replace
from pressroom.sheet.geometry import Box, Path, around, path_box

_NAMES = regex(rb"/(\w+)")


class Content(Protocol):
    """The content of a page, as `paint.content` has it."""

    left: float
    top: float
    lines: list[str]

    def paint(self, marks: tuple[Mark, ...]) -> None:
        """Add marks, in order."""

    def inside(self, marks: tuple[Mark, ...]) -> str:
        """The operators of marks that are drawn by themselves, as a form."""

    def outline(self, path: Path) -> str:
        """The operators that construct a path at its place on the page."""

    def on_paper(self, box: Box) -> Box:
        """A box in PDF coordinates: left, bottom, right, top."""

    def save(self) -> None:
        """Keep the graphics state for `restore`."""

    def restore(self) -> None:
        """Go back to the state that was kept last."""


class Effects:
    """What marks of a file need beyond flat opaque inks.

    Attributes:
        press: whether inks are written as CMYK and plates; else as sRGB.
    """

    def __init__(self, *, press: bool, separations: Separations) -> None:
        self.press, self._separations = press, separations
        self._opacities: dict[float, str] = {}
        self._shadings: dict[tuple[object, ...], tuple[str, Gradient, Unit]] = {}
        self._fades: list[tuple[str, Gradient, Unit, Box]] = []
        self._groups: list[tuple[str, bytes, Box]] = []

    def shape(self, content: Content, shape: Shape) -> None:
        """Paint a shape that is transparent or filled with a gradient; its stroke is flat and opaque."""
        content.save()
        if shape.opacity < 1:
            content.lines.append(f"/{self._opacity(shape.opacity)} gs")
        if shape.gradient is None:
            content.paint((replace(shape, opacity=1.0, stroke=None),))
        else:
            self._gradient(content, shape, shape.gradient)
        content.restore()
        if shape.stroke:
            content.paint((replace(shape, opacity=1.0, fill=None, gradient=None),))

    def group(self, content: Content, group: Group) -> None:
        """Paint marks as one that is transparent as a whole."""
        box = around(box.grown(mark.width / 2 if mark.stroke else 0.0) for mark in _shapes(group)
                     if (box := path_box(mark.path)))
        if box is None:
            return
        inner = content.inside(group.marks)
        key = f"Fg{len(self._groups) + 1}"
        self._groups.append((key, inner.encode("latin-1"), content.on_paper(box)))
        content.lines.append(f"q /{self._opacity(group.opacity)} gs /{key} Do Q")

    def _opacity(self, opacity: float) -> str:
        return self._opacities.setdefault(round(opacity, 4), f"Ga{len(self._opacities) + 1}")

    def _gradient(self, content: Content, shape: Shape, gradient: Gradient) -> None:
        box = path_box(shape.path)
        if box is None:
            return
        drawn = unit(gradient, content.left, content.top)
        colours = tuple((stop.offset, stop.ink) for stop in gradient.stops)
        key, _, _ = self._shadings.setdefault((gradient.radial, drawn.ends, colours), (
            f"Sh{len(self._shadings) + 1}", gradient, drawn))
        if self.press:
            for stop in gradient.stops:
                if stop.ink.spot:
                    self._separations.key(stop.ink)
        fade = ""
        if not gradient.is_opaque:
            fade = f"/Gf{len(self._fades) + 1} gs "
            self._fades.append((fade[1:-4], gradient, drawn, drawn.covering(content.on_paper(box))))
        rule = "W*" if shape.even_odd else "W"
        content.lines += ["/GSk gs", f"{content.outline(shape.path)} {rule} n {drawn.operator} cm {fade}/{key} sh"]

    def embed(self, file: File, spaces: Mapping[str, object]) -> dict[str, dict[str, object]]:
        """Add all of it to the file; the resources by kind. `spaces` are those of spot inks."""
        states: dict[str, object] = {
            key: dictionary({"Type": name("ExtGState"), "ca": opacity, "CA": opacity})
            for opacity, key in self._opacities.items()}
        shadings: dict[str, object] = {
            key: file.add(_shading(gradient, drawn, space_object(gradient, spaces, self._separations)
                                   if self.press else name("DeviceRGB"), blend(gradient, press=self.press)))
            for key, gradient, drawn in self._shadings.values()}
        for key, gradient, drawn, box in self._fades:
            states[key] = self._fade(file, gradient, drawn, box)
        forms: dict[str, object] = {}
        for key, content, box in self._groups:
            used = {found.decode() for found in _NAMES.findall(content)}
            kinds = {"ExtGState": {**OVERPRINT, **states}, "Shading": shadings, "ColorSpace": dict(spaces),
                     "XObject": dict(forms)}
            used |= {*OVERPRINT}
            resources = {kind: dictionary({each: entries[each] for each in entries if each in used})
                         for kind, entries in kinds.items() if used & {*entries}}
            forms[key] = file.add(Stream(content, {
                "Type": name("XObject"), "Subtype": name("Form"), "BBox": _corners(box),
                "Resources": dictionary(resources), "Group": self._transparency("DeviceCMYK" if self.press else
                                                                               "DeviceRGB")}))
        found = {"ExtGState": states, "Shading": shadings, "XObject": forms}
        return {kind: entries for kind, entries in found.items() if entries}

    def _fade(self, file: File, gradient: Gradient, drawn: Unit, box: Box) -> object:
        """The state in which a gradient's own opacity masks it."""
        grey = file.add(_shading(gradient, drawn, name("DeviceGray"), fading(gradient)))
        form = file.add(Stream(b"/Sh1 sh", {
            "Type": name("XObject"), "Subtype": name("Form"), "BBox": _corners(box),
            "Resources": dictionary({"Shading": dictionary({"Sh1": grey})}),
            "Group": self._transparency("DeviceGray")}))
        return dictionary({"Type": name("ExtGState"), "SMask": dictionary({
            "Type": name("Mask"), "S": name("Luminosity"), "G": form})})

    def _transparency(self, space: str) -> object:
        return dictionary({"Type": name("Group"), "S": name("Transparency"), "CS": name(space), "I": pdfdoc.PDFtrue})


def _shading(gradient: Gradient, drawn: Unit, space: object, function: object) -> object:
    return dictionary({
        "ShadingType": 3 if gradient.radial else 2, "ColorSpace": space, "Coords": array([*drawn.ends]),
        "Function": function, "Extend": array([pdfdoc.PDFtrue, pdfdoc.PDFtrue])})


def _corners(box: Box) -> object:
    return array([round(box.x0, 4), round(box.y0, 4), round(box.x1, 4), round(box.y1, 4)])


def _shapes(group: Group) -> list[Shape]:
    found: list[Shape] = []
    for mark in group.marks:
        if isinstance(mark, Group):
            found += _shapes(mark)
        elif isinstance(mark, Shape):
            found.append(mark)
        else:
            raise NotImplementedError(f"a transparent group holds a {type(mark).__name__}")
    return found
