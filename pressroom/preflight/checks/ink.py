"""Ink: how much of it lies in one place. Paper takes only so much; more smears and sets off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pressroom.findings import N_, Severity
from pressroom.pdf.errors import Undecodable
from pressroom.preflight.check import Fault, check, fault, not_run
from pressroom.preflight.pixels import heaviest, too_heavy
from pressroom.preflight.proof import Proof
from pressroom.preflight.spoils import changed, painted, picture
from pressroom.preflight.walk.painted import Painted, PaintedShading, PaintedText, colours_of, what

_ROUNDING = 0.005  # half a percent: four rounded figures
_BLACK = 0.85  # GWG 2022 R0015: from here on it is a black
_SWATCH = "1 0 0 1 {x0} {y1} cm 60 -80 20 20 re f"


@check("ink-limit",
       why=N_("More ink than the paper takes does not dry: it sets off on the next sheet and flakes at folds."),
       mend=N_("Choose a colour whose four parts add up to less."),
       source="Printer's preset; FOGRA data sets, rule 2; GWG 2022, R0026", needs=("press",),
       spoil=painted(f"1 1 1 0.5 k {_SWATCH}"))
def ink_limit(proof: Proof) -> Iterator[Fault]:
    """No flat colour asks for more ink than the limit. Sums of what overprints are not told."""
    limit = proof.brief.limits.ink
    for page in proof.pages:
        for thing in page.walk.things:
            if page.printed.overlap(thing.box) is None:
                continue
            inks = [colour.ink for colour in colours_of(thing) if colour.ink is not None]
            if max(inks, default=0.0) > limit + _ROUNDING:
                yield fault(N_("a {thing} asks for {found} % of ink, {asked} % are the limit"), page=page,
                            area=thing.box, thing=what(thing), found=round(100 * max(inks)), asked=round(100 * limit),
                            measured=max(inks), limit=limit)
            if isinstance(thing, PaintedShading) and not thing.colours and thing.space.kind == "cmyk":
                yield not_run(N_("the ink of a shading cannot be told"), page=page)


_LETTER = "BT /{font} 40 Tf 1 0 0 1 {x0} {y1} Tm 60 -80 Td <0001> Tj ET"


def _is_text(thing: Painted) -> bool:
    return isinstance(thing, PaintedText)


@check("rich-black-text",
       why=N_("Letters in a black of four inks come apart into coloured rims wherever the plates shift."),
       mend=N_("Set black text in K alone."), source="GWG 2022, R0015", severity=Severity.WARNING, needs=("press",),
       spoil=painted(f"0.7 0.6 0.6 0.95 k {_LETTER}"))
def rich_black_text(proof: Proof) -> Iterator[Fault]:
    """Black text that holds more than K stays within GWG's limit."""
    yield from _rich(proof, proof.brief.limits.rich_black_text, text=True)


@check("rich-black",
       why=N_("A black of four inks needs perfect register and much drying."),
       mend=N_("Choose a black within the limit for grounds and shapes."),
       source="Printers' guides, rule 7",
       severity=Severity.WARNING, needs=("press",), spoil=painted(f"0.6 0.6 0.5 0.9 k {_SWATCH}"))
def rich_black(proof: Proof) -> Iterator[Fault]:
    """A black ground or shape that holds more than K stays within its own limit."""
    yield from _rich(proof, proof.brief.limits.rich_black, text=False)


def _rich(proof: Proof, limit: float, *, text: bool) -> Iterator[Fault]:
    """Blacks of more than `limit`; what exceeds the paper's limit too is told by `ink-limit` alone."""
    for page in proof.pages:
        for thing in page.walk.things:
            if _is_text(thing) is not text or page.printed.overlap(thing.box) is None:
                continue
            for colour in colours_of(thing):
                plates = colour.plates
                if plates and plates[3] >= _BLACK and limit + _ROUNDING < sum(plates) <= (
                        proof.brief.limits.ink + _ROUNDING):
                    yield fault(N_("a black {thing} holds {found} % of ink, {asked} % are the limit for blacks"),
                                page=page, area=thing.box, thing=what(thing), found=round(100 * sum(plates)),
                                asked=round(100 * limit), measured=sum(plates), limit=limit)


def _all_inks(writer: Any) -> None:
    import zlib

    found = picture(writer)
    found._data = zlib.compress(b"\xff" * (int(found["/Width"]) * int(found["/Height"]) * 4))


@check("picture-ink",
       why=N_("Shadows of a picture that was converted without the press in mind ask for more ink than dries."),
       mend=N_("Convert the picture with the printing condition's profile."),
       source="Printer's preset; FOGRA data sets, rule 2", needs=("press",),
       spoil=changed(_all_inks))
def picture_ink(proof: Proof) -> Iterator[Fault]:
    """No picture's pixels ask for more ink than the limit, but for single specks."""
    limit, seen = proof.brief.limits.ink, set[int]()
    for page in proof.pages:
        for found in page.walk.pictures:
            if found.mark in seen or page.printed.overlap(found.box) is None:
                continue
            seen.add(found.mark)
            try:
                most, share = heaviest(found, limit)
            except Undecodable as reason:
                yield not_run(N_("the ink of a picture was not summed: {reason}"), page=page, reason=str(reason))
                continue
            if too_heavy(share):
                yield fault(N_("{share} % of a picture ask for more than {asked} % of ink, at most {found} %"),
                            page=page, area=found.box, share=round(100 * share, 1), asked=round(100 * limit),
                            found=round(100 * most), measured=most, limit=limit)
