"""From a piece to a file that was judged: fit, paint, preflight, one after the other."""

from __future__ import annotations

from dataclasses import replace

from pressroom.brief import Report
from pressroom.briefs import brief_of
from pressroom.cache import Cache
from pressroom.fit import fit
from pressroom.nouns import Piece

Made = tuple[bytes, Report]


def made(piece: Piece, cache: Cache, edition: str = "") -> Made:
    """The finished bytes of a piece, and what its judges say: those that see the layout, and the one that sees bytes.

    `edition` is `tiled` for the members' edition on sheets to glue.

    Raises:
        Refused: it could not be fitted.
    """
    from pressroom import preflight
    from pressroom.paint import paint

    fitted = fit(piece, cache)
    if edition == "tiled":
        from pressroom.fit.tiles import tiled

        fitted = tiled(fitted)
    painted = paint(fitted, cache)
    if piece.edition == "lowink":  # the file says how little ink it takes, which is known once it is painted
        painted = paint(fitted, cache, preflight.cover_note(preflight.cover(painted.content), piece.language))
    judged = preflight.judge(painted.content, brief_of(fitted))
    seen = [piece.printer_spec.weigh(item) for item in painted.findings]
    findings = (*piece.findings, *fitted.findings, *seen, *judged.findings)
    return painted.content, replace(judged, findings=findings)
