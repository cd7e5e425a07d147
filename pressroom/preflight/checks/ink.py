"""Total ink: more than the paper takes smears and sets off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pressroom.findings import N_, Severity, compared
from pressroom.pdf.errors import Undecodable
from pressroom.preflight.check import Fault, check, fault, not_run
from pressroom.preflight.pixels import too_heavy
from pressroom.preflight.proof import Proof
from pressroom.preflight.spoils import changed, painted, picture
from pressroom.preflight.walk.painted import Painted, PaintedShading, PaintedText, colours_of, what

_ROUNDING = 0.005  # half a percent: four rounded figures
_BLACK = 0.85  # the least K of a black: GWG 2022 R0015
_SWATCH = "1 0 0 1 {x0} {y1} cm 60 -80 20 20 re f"


@check("ink-limit",
       why=N_("More ink than the paper takes does not dry: it sets off on the next sheet and flakes at folds."),
       mend=N_("Choose a colour whose four parts add up to less."),
       source="Printer's preset; FOGRA data sets, rule 2; GWG 2022, R0026", needs=("press",),
       spoil=painted(f"1 1 1 0.5 k {_SWATCH}"))
def ink_limit(proof: Proof) -> Iterator[Fault]:
    """No flat colour has more ink than the limit. Overprinting colours are not summed here."""
    limit = proof.brief.limits.ink
    for page in proof.pages:
        for thing in page.walk.on_plates:
            if page.printed.overlap(thing.box) is None or thing.settings.step:
                continue
            inks = [colour.ink for colour in colours_of(thing) if colour.ink is not None]
            if max(inks, default=0.0) > limit + _ROUNDING:
                found, asked = compared(100 * max(inks), 100 * limit)
                yield fault(N_("a {thing} has {found} % of ink; the limit is {asked} %"), page=page,
                            area=thing.box, thing=what(thing), found=found, asked=asked,
                            measured=max(inks), limit=limit)
            if (isinstance(thing, PaintedShading) and not thing.colours and thing.space.kind == "cmyk"
                    and not page.walk.damage):
                yield not_run(N_("the ink of a shading is unknown"), page=page)


_LETTER = "BT /{font} 40 Tf 1 0 0 1 {x0} {y1} Tm 60 -80 Td <0001> Tj ET"


def _is_text(thing: Painted) -> bool:
    return isinstance(thing, PaintedText)


@check("rich-black-text",
       why=N_("Letters in a black of four inks get coloured rims when the plates shift."),
       mend=N_("Set black text in K alone."), source="GWG 2022, R0015", severity=Severity.WARNING, needs=("press",),
       spoil=painted(f"0.7 0.6 0.6 0.95 k {_LETTER}"))
def rich_black_text(proof: Proof) -> Iterator[Fault]:
    """Black text that holds more than K stays within GWG's limit."""
    if (limit := proof.brief.limits.rich_black_text) is not None:
        yield from _rich(proof, limit, text=True)


@check("rich-black",
       why=N_("A black of four inks needs exact register and a long drying time."),
       mend=N_("Choose a black within the limit for grounds and shapes."),
       source="Printers' guides, rule 7",
       severity=Severity.WARNING, needs=("press",), spoil=painted(f"0.6 0.6 0.5 0.9 k {_SWATCH}"))
def rich_black(proof: Proof) -> Iterator[Fault]:
    """A black ground or shape that holds more than K stays within its own limit."""
    yield from _rich(proof, proof.brief.limits.rich_black, text=False)


def _rich(proof: Proof, limit: float, *, text: bool) -> Iterator[Fault]:
    """Blacks of more than `limit`; `ink-limit` reports those that exceed the paper's limit too."""
    for page in proof.pages:
        for thing in page.walk.things:
            if _is_text(thing) is not text or page.printed.overlap(thing.box) is None:
                continue
            for colour in colours_of(thing):
                plates = colour.plates
                if plates and plates[3] >= _BLACK and limit + _ROUNDING < sum(plates) <= (
                        proof.brief.limits.ink + _ROUNDING):
                    found, asked = compared(100 * sum(plates), 100 * limit)
                    yield fault(N_("a black {thing} has {found} % of ink; the limit for blacks is {asked} %"),
                                page=page, area=thing.box, thing=what(thing), found=found, asked=asked,
                                measured=sum(plates), limit=limit)


def _all_inks(writer: Any) -> None:
    import zlib

    image = picture(writer)
    image._data = zlib.compress(b"\xff" * (int(image["/Width"]) * int(image["/Height"]) * 4))


@check("picture-ink",
       why=N_("The shadows of a picture that was not converted for this press have more ink than dries."),
       mend=N_("Convert the picture with the printing condition's profile."),
       source="Printer's preset; FOGRA data sets, rule 2", needs=("press",),
       spoil=changed(_all_inks))
def picture_ink(proof: Proof) -> Iterator[Fault]:
    """No picture's pixels have more ink than the limit, except for specks."""
    limit, summed = proof.brief.limits.ink, proof.summed_pictures
    for page in proof.pages:
        for image in page.walk.pictures:
            if image.object_id in summed or page.printed.overlap(image.box) is None:
                continue
            shared = image.object_id if image.object_id > 0 else None  # a picture inside the content is on one page
            summed.update(() if shared is None else (shared,))
            try:
                most, share = proof.pictures.heaviest(image, limit)
            except Undecodable as reason:
                if proof.pictures.damage(image):
                    continue  # `object-damaged` tells it
                yield not_run(N_("the ink of a picture was not summed: {reason}"), page=page, once=shared,
                              reason=str(reason))
                continue
            if too_heavy(share):
                found, asked = compared(100 * most, 100 * limit)
                yield fault(N_("{share} % of a picture has more than {asked} % of ink, up to {found} %"),
                            page=page, area=image.box, share=round(100 * share, 1), asked=asked, found=found,
                            measured=most, limit=limit, once=shared)
