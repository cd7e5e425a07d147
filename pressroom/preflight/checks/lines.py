"""Lines: thick enough to print."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.findings import N_, Severity, compared
from pressroom.preflight.check import Fault, check, fault
from pressroom.preflight.checks.spots import is_technical
from pressroom.preflight.proof import Page, Proof
from pressroom.preflight.spoils import painted
from pressroom.preflight.walk.painted import PaintedPath
from pressroom.sheet.geometry import Box
from pressroom.sheet.units import mm

_ROUNDING = 0.005
_SHORTEST = 1.0  # points; anything smaller is a dot
_FRAME, _STRETCH, _NEAR = 3.0, mm(20), 1.0  # points: the widest line that is a frame, its length, its distance
_LINE = "/SpoilOver gs %s %g w 1 0 0 1 {x0} {y1} cm 60 -80 m 100 -80 l S"
_OVER = {"/ExtGState": {"/SpoilOver": {"/OP": True, "/op": True, "/OPM": 1}}}


def _strokes(proof: Proof) -> Iterator[tuple[Page, PaintedPath]]:
    for page in proof.pages:
        for path in page.walk.paths:
            if path.stroke is None or is_technical(path, path.stroke, proof.brief):
                continue  # a technical ink is not printed
            if page.printed.overlap(path.box) is not None:
                yield page, path


def _frail(path: PaintedPath) -> bool:
    """White, or of more than one ink."""
    plates = path.stroke.plates if path.stroke else None
    return plates is not None and (sum(plates) < 0.001 or sum(plate > 0.01 for plate in plates) > 1)


@check("hairline",
       why=N_("A line of width 0 is the thinnest that a device can draw: visible on a desktop printer, lost on a "
              "plate setter."),
       mend=N_("Give the line a width of at least 0.25 pt."), source="ISO 32000-1:2008, 8.4.3.2", needs=("press",),
       spoil=painted(_LINE % ("0 0 0 1 K", 0), _OVER))
def hairline(proof: Proof) -> Iterator[Fault]:
    """No stroke has width 0."""
    for page, path in _strokes(proof):
        if path.width == 0:
            yield fault(N_("a line has no width"), page=page, area=path.box)


@check("line-thin",
       why=N_("Thinner lines break up on the plate."), mend=N_("Make the line thicker."),
       source="Printers' guides, rule 5; GWG 2022, R0018", needs=("press",),
       spoil=painted(_LINE % ("0 0 0 1 K", 0.1), _OVER))
def line_thin(proof: Proof) -> Iterator[Fault]:
    """Strokes of one ink are at least as thick as the limit."""
    limit = proof.brief.limits.line
    for page, path in _strokes(proof):
        if 0 < path.width < limit - _ROUNDING and not _frail(path):
            yield _thin(page, path, limit)


@check("line-reversed-thin",
       why=N_("White lines fill in, and lines of several inks get coloured rims, when the plates shift."),
       mend=N_("Make the line thicker, or of one ink."),
       source="GWG 2022, R0018; GWG 2022, R0019", severity=Severity.WARNING,
       needs=("press",), spoil=painted("0 0 0 0 K 0.1 w 1 0 0 1 {x0} {y1} cm 60 -80 m 100 -80 l S"))
def line_reversed_thin(proof: Proof) -> Iterator[Fault]:
    """White and many-ink strokes are at least as thick as their limit."""
    limit = proof.brief.limits.line_reversed
    for page, path in _strokes(proof):
        if 0 < path.width < limit - _ROUNDING and _frail(path):
            yield _thin(page, path, limit)


def _thin(page: Page, path: PaintedPath, limit: float) -> Fault:
    return fault(N_("a line of {width} pt; at least {asked} pt are required"), page=page, area=path.box,
                 width=compared(path.width, limit, 3)[0], asked=limit, measured=path.width, limit=limit)


@check("shape-thin",
       why=N_("A filled shape thinner than the thinnest line breaks up on the plate too."),
       mend=N_("Make the shape thicker."), source="Printers' guides, rule 5; GWG 2022, R0018",
       severity=Severity.WARNING, needs=("press",),
       spoil=painted("0 0 0 1 k 1 0 0 1 {x0} {y1} cm 60 -80 40 0.1 re f"))
def shape_thin(proof: Proof) -> Iterator[Fault]:
    """Filled shapes are at least as thick as the thinnest line."""
    limit = proof.brief.limits.line
    for page in proof.pages:
        for path in page.walk.paths:
            if path.fill is None or path.stroke is not None or path.fill.is_white:
                continue
            for piece in path.pieces:
                thickness = min(piece.width, piece.height)
                if thickness < limit - _ROUNDING and max(piece.width, piece.height) > _SHORTEST and (
                        page.printed.overlap(piece.grown(0.01))):
                    yield fault(N_("a filled shape is {found} pt thick; at least {asked} pt are required"), page=page,
                                area=piece, found=compared(thickness, limit, 3)[0], asked=limit,
                                measured=thickness, limit=limit)


@check("line-on-trim",
       why=N_("A line along the cut is half cut away, and if the sheet shifts it remains on one side only."),
       mend=N_("Remove the frame at the edge of the sheet, or move it inward."),
       source="Prepress practice, rule 1", severity=Severity.WARNING, needs=("press",),
       spoil=painted("/SpoilOver gs 0 0 0 1 K 0.5 w 1 0 0 1 {x0} {y0} cm 0 100 m 0 300 l S", _OVER))
def line_on_trim(proof: Proof) -> Iterator[Fault]:
    """No stroke runs along the trim."""
    for page, path in _strokes(proof):
        if path.width <= _FRAME and any(_along(page.trim, piece) for piece in path.pieces):
            yield fault(N_("a line runs along the cut"), page=page, area=path.box)


def _along(trim: Box, piece: Box) -> bool:
    """Whether one of the piece's edges lies on one of the trim's, for a stretch."""
    upright = piece.height >= _STRETCH and any(
        abs(here - edge) <= _NEAR for here in (piece.x0, piece.x1) for edge in (trim.x0, trim.x1))
    level = piece.width >= _STRETCH and any(
        abs(here - edge) <= _NEAR for here in (piece.y0, piece.y1) for edge in (trim.y0, trim.y1))
    return upright or level
