"""Total ink of all objects, on the plates that Ghostscript makes of the file."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.findings import N_, Severity, compared
from pressroom.preflight.check import Fault, check, fault, not_run
from pressroom.preflight.proof import Proof
from pressroom.preflight.spoils import Spoil, painted

_ROUNDING = 0.03  # four plates of 8 bits, and a separation's interpolation
_MULTIPLIED = {"/ExtGState": {"/SpoilMultiply": {"/BM": "/Multiply"}}}


def _one_over_another(below: str, above: str, side: int) -> Spoil:
    """Two squares, each within the limit, of which the upper multiplies the lower."""
    square = f"60 -{60 + side} {side} {side} re f"
    return painted(f"1 0 0 1 {{x0}} {{y1}} cm {below} k {square} /SpoilMultiply gs {above} k {square}", _MULTIPLIED)


@check("plate-ink", sees="whole",
       why=N_("Two colours that are each within the limit can exceed it where one overprints or multiplies the other; "
              "only the separated plates show it."),
       mend=N_("Lighten one of the two colours, or let the upper one knock out."),
       source="Printer's preset; FOGRA data sets, rule 2",
       needs=("press", "plates or none"), spoil=_one_over_another("1 0.9 0 0", "0 0 1 0.7", 20))
def plate_ink(proof: Proof) -> Iterator[Fault]:
    """No spot of a millimetre has more ink than the limit."""
    limit = proof.brief.limits.ink
    if not proof.brief.plates:
        yield not_run(N_("the ink on the plates was not checked; add --plates to check it"))
        return
    for page, plates in zip(proof.pages, proof.plates, strict=True):
        if plates.spot > limit + _ROUNDING:
            found, asked = compared(100 * plates.spot, 100 * limit)
            yield fault(N_("the plates have {found} % of ink; the limit is {asked} % (at {resolution} ppi)"),
                        page=page, area=plates.spot_at, found=found, asked=asked,
                        resolution=round(plates.resolution), measured=plates.spot, limit=limit)


@check("plate-ink-mean", sees="whole",
       why=N_("A large area of heavy ink dries more slowly than a small one, and sets off on the next sheet in the "
              "pile."),
       mend=N_("Lighten the background, or convert it with the printer's profile and less total ink."),
       source="GWG 2022, R0026", severity=Severity.WARNING, needs=("press", "plates"),
       spoil=_one_over_another("1 0.9 0 0", "0 0 1 0.36", 120))
def plate_ink_mean(proof: Proof) -> Iterator[Fault]:
    """No square of 15 mm has more ink on average than GWG's limit."""
    limit = proof.brief.limits.ink_mean
    if limit is None:
        return
    for page, plates in zip(proof.pages, proof.plates, strict=True):
        if plates.mean > limit:
            found, asked = compared(100 * plates.mean, 100 * limit)
            yield fault(N_("a square of 15 mm has {found} % of ink on average; the limit is {asked} % "
                           "(at {resolution} ppi)"), page=page, area=plates.mean_at, found=found, asked=asked,
                        resolution=round(plates.resolution), measured=plates.mean,
                        limit=limit)
