"""A screen colour that the brand names by hand is held against what its inks print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pressroom.cache import Cache
from pressroom.colour import profiles
from pressroom.colour.difference import TOLERANCE, difference
from pressroom.colour.ink import PURE, Srgb, hex_of
from pressroom.colour.proposals import Press, Proposal, propose
from pressroom.findings import N_, Finding, Refused, code, compared, finding
from pressroom.specs.brand import BrandSpec
from pressroom.specs.document import Document

SCREEN_COLOUR = code(
    "screen-colour",
    N_("Screens and members' files show what the press prints; a brand in two colours is approved in one and printed "
       "in the other."),
    N_("Leave srgb: out, and it is computed from cmyk:, or correct one of the two; `render.py colours` shows both."),
    source="ISO/CIE 11664-6:2014; ISO 12647-7:2016")


def screen_colour_findings(brand: BrandSpec, document: Document, file: Path, most_ink: float,
                           cache: Cache) -> Iterator[Finding]:
    """Findings about screen colours that differ from what the profile in `file` makes of their inks.

    A profile that cannot be used is reported where the printer's preset names it.
    """
    named = {name: ink for name, ink in brand.inks.items() if ink.srgb is not None and not ink.is_technical}
    if not named:
        return
    try:
        profile = profiles.read_profile(file)
    except Refused:
        return
    looks = profiles.srgb_of_all([ink.mixture for ink in named.values()], profile, cache)
    for (name, ink), look in zip(named.items(), looks, strict=True):
        wanted = ink.srgb or look
        apart = min(difference(wanted, each) for each in (look, PURE.get(ink.mixture, look)))
        if apart > TOLERANCE:
            yield _fault(name, look, apart, propose(wanted, Press(profile), most_ink), document)


def _fault(name: str, look: Srgb, apart: float, proposal: Proposal, document: Document) -> Finding:
    hint = (N_("write srgb: \"{printed}\", or leave srgb: out; inks that print {shown}: cmyk: [{cmyk}]")
            if proposal.good else
            N_("write srgb: \"{printed}\", or leave srgb: out; {shown} cannot be printed, nearest is cmyk: [{cmyk}], "
               "which looks like {nearest}"))
    return finding(
        SCREEN_COLOUR, N_("the ink {name} prints as {printed} and screens show {shown}: a difference of {apart} "
                          "(CIEDE2000), at most {limit} is allowed"), hint,
        source=document.place(("inks", name, "srgb")), measured=compared(apart, TOLERANCE, 1)[0],
        limit=TOLERANCE, name=name,
        printed=hex_of(look), shown=hex_of(proposal.asked), apart=f"{compared(apart, TOLERANCE, 1)[0]:g}",
        cmyk=", ".join(f"{100 * part:.0f}" for part in proposal.cmyk), nearest=hex_of(proposal.printed))
