"""Findings about colours of a drawing that have no ink, each with a map that can be pasted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pressroom.artwork.drawings.rules import COLOUR
from pressroom.colour.ink import Cmyk, Ink, Srgb, srgb_of
from pressroom.findings import N_, Finding, Place, finding

# The inks of a printing condition for a screen colour.
Separate = Callable[[Srgb], Cmyk]

_NEAR = 6.0  # CIEDE2000: beyond it the nearest ink is plainly another colour
_MOST_MAPPED = 20


def unmapped_findings(colours: Mapping[str, Place], brand: Mapping[str, Ink], separate: Separate | None) -> Sequence[
        Finding]:
    """One finding for each colour, at its place; the proposed map is of all of them."""
    nearest = {colour: _nearest(colour, brand) for colour in colours}
    new = {colour: f"ink-{colour[1:]}" for colour, (_, apart) in nearest.items() if apart > _NEAR and separate}
    chosen = {colour: new.get(colour, near) for colour, (near, _) in nearest.items()}
    pairs = [f'"{colour}": {ink}' for colour, ink in list(chosen.items())[:_MOST_MAPPED]]
    return [_finding(colour, place, nearest[colour], new.get(colour, ""), ", ".join(pairs), separate)
            for colour, place in colours.items()]


def _finding(colour: str, place: Place, nearest: tuple[str, float], new: str, pairs: str,
             separate: Separate | None) -> Finding:
    near, apart = nearest
    if not new or separate is None:
        return finding(COLOUR, N_("no brand ink has the colour {colour}"),
                       N_("write colours: {map} beside the file; {ink} is the nearest ink, at a CIEDE2000 of {apart}"),
                       source=place, colour=colour, map=f"{{{pairs}}}", ink=near or "-", apart=f"{apart:.1f}")
    mixture = ", ".join(f"{part * 100:.0f}" for part in separate(srgb_of(colour)))
    return finding(COLOUR, N_("no brand ink has the colour {colour}"),
                   N_("add the ink {new} to assets/brand.yaml and write colours: {map} beside the file; the nearest "
                      "ink, {ink}, is at a CIEDE2000 of {apart}"),
                   source=place, colour=colour, map=f"{{{pairs}}}", ink=near or "-", apart=f"{apart:.1f}",
                   new=f"{new}: {{cmyk: [{mixture}]}}")


def _nearest(colour: str, brand: Mapping[str, Ink]) -> tuple[str, float]:
    """The ink that comes nearest, and how far it is."""
    from pressroom.colour.difference import difference  # lazy: for drawings that are refused alone

    wanted = srgb_of(colour)
    apart = {name: difference(wanted, ink.srgb) for name, ink in brand.items() if not ink.technical}
    near = min(apart, key=lambda name: (apart[name], name), default="")
    return near, apart.get(near, float("inf"))
