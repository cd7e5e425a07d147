"""One piece, from its fitting to the verdict on its bytes: fit > review > paint > preflight."""

from __future__ import annotations

from pressroom.brief import Report
from pressroom.build import fingerprint
from pressroom.build.briefing import brief_of
from pressroom.build.verdict import Judge, judge_here
from pressroom.cache import Cache
from pressroom.findings import Finding, Refused, weighed
from pressroom.fit import fit
from pressroom.publish.mockup import mockup
from pressroom.publish.previews import HEIGHT
from pressroom.records import dataclass, replace
from pressroom.review import pointed, review
from pressroom.review.composition.family import tops_of
from pressroom.specs.document import Document
from pressroom.stages import Fit, Piece
from pressroom.type.fonts import keep_faces
from pressroom.type.typography.kept import keep_texts

# Warnings of preflight that repeat one of review, which names the line to change.
_REPEATED = {"qr-crowded": "qr-dense"}


@dataclass(frozen=True, slots=True)
class Finished:
    """One edition of a piece.

    Attributes:
        content: the file.
        report: what was found in the piece and in the file.
        pictures: of the preview edition, a PNG of each page, and of a leaflet one of the folded sheet; of the screen
            edition, the files of each page (`previews.screen_names`).
        headlines: where the headline of each sheet begins, as a share of its height.
    """

    content: bytes
    report: Report
    pictures: tuple[bytes, ...] = ()
    headlines: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """What a worker made of a choice.

    Attributes:
        piece: as far as publishing needs it.
        inputs: the hash of all that made the piece what it is.
        editions: each finished edition, by name.
    """

    piece: Piece
    inputs: str
    editions: dict[str, Finished]


def made(piece: Piece, names: tuple[str, ...], cache: Cache, judge: Judge) -> Made:
    """As `all_made`, in another process than that which publishes it: the piece is not resolved there again."""
    inputs, nowhere = fingerprint.of_piece(piece), Document(piece.document.file, (), None)
    published = replace(piece, words=(), faces={}, inks={}, links={}, images=(), imprint=(), shares={}, blocks=(),
                        findings=(), document=nowhere, layout_document=nowhere)
    return Made(published, inputs, all_made(piece, names, cache, judge))


def all_made(piece: Piece, names: tuple[str, ...], cache: Cache, judge: Judge = judge_here) -> dict[str, Finished]:
    """The finished file, with its report, of every edition of `names` that shows this piece.

    Raises:
        Refused: it could not be fitted, or must not be printed as it is.
    """
    sheets, findings = reviewed(piece, cache)
    finished = {edition: _finished(sheets, findings, cache, edition, judge) for edition in names}
    keep_faces()
    keep_texts()
    return finished


def reviewed(piece: Piece, cache: Cache) -> tuple[Fit, tuple[Finding, ...]]:
    """The piece fitted, and what was found until then, as heavy as its printer takes it.

    Raises:
        Refused: it could not be fitted, or must not be printed as it is.
    """
    sheets = fit(piece, cache)
    findings = findings_of(sheets)
    if any(item.fails for item in findings):
        raise Refused(findings)
    return sheets, findings


def findings_of(sheets: Fit) -> tuple[Finding, ...]:
    """What was found in a fitted piece before it is painted, as heavy as its printer takes it."""
    piece = sheets.piece
    return _weighed(piece, (*piece.findings, *sheets.findings, *review(sheets)))


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
    verdict = judge(file.content, replace(brief_of(fitted), preview_height=_height(piece, edition)))
    report, known = verdict.report, {item.code for item in findings}
    new = [item for item in report.findings if item.fails or _REPEATED.get(item.code) not in known]
    findings = (*findings, *_weighed(piece, file.findings), *pointed(fitted, new))
    return Finished(file.content, replace(report, findings=findings), _pictures(fitted, edition, verdict.pictures),
                    tops_of(fitted) if edition == "press" else ())


def _height(piece: Piece, edition: str) -> int:
    """Pixels of height of the pictures of an edition; 0 where it has none."""
    return {"preview": HEIGHT, "screen": piece.format.pixels[1]}.get(edition, 0)


def _pictures(fitted: Fit, edition: str, pages: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """Pictures of the pages, and of a leaflet one of the folded sheet; for screens, their files."""
    piece = fitted.piece
    if edition == "screen":
        from pressroom.build.screen_files import of_pages  # lazy: for screens alone

        return of_pages(fitted, pages)
    return (*pages, mockup(pages, piece.folding, piece.inks["ground"])) if pages and piece.folding else pages


def _weighed(piece: Piece, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Findings of every stage before preflight, which weighs its own by the brief."""
    return weighed(findings, piece.printer_spec.weights, piece.printer_spec.reasons)
