"""One piece, from its fitting to the verdict on its bytes: fit > review > paint > preflight."""

from __future__ import annotations

from pressroom.brief import Report
from pressroom.build.briefing import brief_of
from pressroom.build.judge_process import Judge, judge_here
from pressroom.cache import Cache
from pressroom.findings import Finding, Refused, weighed
from pressroom.fit import fit
from pressroom.records import replace
from pressroom.review import pointed, review
from pressroom.stages import Fit, Piece

Finished = tuple[bytes, Report]
# Warnings of preflight that repeat one of review, which names the line to change.
_REPEATED = {"qr-crowded": "qr-dense"}


def all_made(piece: Piece, names: tuple[str, ...], cache: Cache, judge: Judge = judge_here) -> dict[str, Finished]:
    """The finished file, with its report, of every edition of `names` that shows this piece.

    Raises:
        Refused: it could not be fitted, or must not be printed as it is.
    """
    sheets, findings = reviewed(piece, cache)
    return {edition: _finished(sheets, findings, cache, edition, judge) for edition in names}


def reviewed(piece: Piece, cache: Cache) -> tuple[Fit, tuple[Finding, ...]]:
    """The piece fitted, and what was found until then, as heavy as its printer takes it.

    Raises:
        Refused: it could not be fitted, or must not be printed as it is.
    """
    sheets = fit(piece, cache)
    findings = _weighed(piece, (*piece.findings, *sheets.findings, *review(sheets)))
    if any(item.fails for item in findings):
        raise Refused(findings)
    return sheets, findings


def _finished(fitted: Fit, findings: tuple[Finding, ...], cache: Cache, edition: str, judge: Judge) -> Finished:
    """The bytes of one edition, and what was found in it; `tiled` is the members' edition on sheets to glue."""
    from pressroom.paint import paint

    piece = fitted.piece
    if edition == "tiled":
        from pressroom.fit.tiles import tiled

        fitted = tiled(fitted)
    file = paint(fitted, cache)
    if piece.edition == "lowink":  # the file says how little ink it takes, which is known once it is painted
        from pressroom.preflight import cover, cover_note

        file = paint(fitted, cache, cover_note(cover(file.content), piece.language))
    report = judge(file.content, brief_of(fitted))
    known = {item.code for item in findings}
    new = [item for item in report.findings if item.fails or _REPEATED.get(item.code) not in known]
    return file.content, replace(report, findings=(*findings, *_weighed(piece, file.findings), *pointed(fitted, new)))


def _weighed(piece: Piece, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Findings of every stage before preflight, which weighs its own by the brief."""
    return weighed(findings, piece.printer_spec.weights, piece.printer_spec.reasons)
