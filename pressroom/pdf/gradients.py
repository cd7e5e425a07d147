"""The colours that a shading passes through (ISO 32000-1, 8.7.4.5)."""

from __future__ import annotations

from itertools import product

from pressroom.findings import N_
from pressroom.pdf.errors import Unreadable
from pressroom.pdf.functions import function
from pressroom.pdf.meshes import MESHES, mesh_colours
from pressroom.pdf.objects import Pdf, entry, number, numbers

_STEPS, _STEPS_OF_TWO = 65, 17  # of each axis; the joints of two or four equal parts are among them


def passed_through(shading: Pdf, parts: int) -> list[tuple[float, ...]]:
    """Colours of a shading, each of so many parts: those of its corners, or of steps through its function.

    Raises:
        Unreadable, Undecodable: it is damaged.
        TooMuch: it is a mesh with more corners than are read.
    """
    kind, stated = int(number(entry(shading, "/ShadingType"), 0.0)), entry(shading, "/Function")
    if not 1 <= kind <= 7:
        raise Unreadable(N_("a gradient of an unknown kind"))
    if kind in MESHES and stated is None:
        return mesh_colours(shading, parts)
    inputs = 2 if kind == 1 else 1
    domain = numbers(entry(shading, "/Domain")) or [0.0, 1.0] * inputs
    if kind in MESHES:
        values = [each[0] for each in mesh_colours(shading, 1)]
        domain = [min(values), max(values)]
    if stated is None or len(domain) != 2 * inputs:
        raise Unreadable(N_("a gradient without its function"))
    work, steps = function(stated), _STEPS_OF_TWO if inputs == 2 else _STEPS
    axes = [[low + (high - low) * step / (steps - 1) for step in range(steps)]
            for low, high in zip(domain[0::2], domain[1::2], strict=True)]
    colours = [tuple(work(place)) for place in product(*axes)]
    if any(len(colour) != parts for colour in colours):
        raise Unreadable(N_("a gradient whose function gives another number of colours than its space has"))
    return colours
