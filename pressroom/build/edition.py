"""One piece, from its fitting to the verdict on its bytes: fit > paint > preflight."""

from __future__ import annotations

from dataclasses import replace

from pressroom.brief import Report
from pressroom.build.briefing import brief_of
from pressroom.build.judge_process import Judge, judge_here
from pressroom.cache import Cache
from pressroom.fit import fit
from pressroom.review.placed_findings import pointed
from pressroom.stages import Piece

Made = tuple[bytes, Report]


def all_made(piece: Piece, drawn: tuple[str, ...], cache: Cache, judge: Judge = judge_here) -> dict[str, Made]:
    """`made` for every edition of `drawn` that shows this piece.

    Raises:
        Refused: it could not be fitted.
    """
    return {edition: made(piece, cache, edition, judge) for edition in drawn}


def made(piece: Piece, cache: Cache, edition: str = "", judge: Judge = judge_here) -> Made:
    """The finished bytes of a piece, and what its judges say: those that see the layout, and the one that sees bytes.

    `edition` is `tiled` for the members' edition on sheets to glue.

    Raises:
        Refused: it could not be fitted.
    """
    from pressroom.paint import paint

    fitted = fit(piece, cache)
    if edition == "tiled":
        from pressroom.fit.tiles import tiled

        fitted = tiled(fitted)
    painted = paint(fitted, cache)
    if piece.edition == "lowink":  # the file says how little ink it takes, which is known once it is painted
        from pressroom.preflight import cover, cover_note

        painted = paint(fitted, cache, cover_note(cover(painted.content), piece.language))
    judged = judge(painted.content, brief_of(fitted))
    seen = [piece.printer_spec.weigh(item) for item in painted.findings]
    findings = (*piece.findings, *fitted.findings, *seen, *pointed(fitted, judged.findings))
    return painted.content, replace(judged, findings=findings)
