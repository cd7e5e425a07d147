"""What files from elsewhere are judged against, and what a repair gives them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pressroom import library, load
from pressroom.brief import Brief
from pressroom.build.briefing import brief_for_file
from pressroom.build.pipeline import NO_SUCH_PRINTER, unknown
from pressroom.findings import N_, Refused
from pressroom.sheet.units import mm

if TYPE_CHECKING:
    from pressroom.preflight import repair


def brief_for(root: Path, printer: str, trim: tuple[float, float] | None, qr: tuple[str, ...]) -> Brief:
    """What a file from elsewhere is judged against.

    Raises:
        Refused: there is no such printer.
    """
    if not printer:
        return brief_for_file(None, None, trim, qr)
    job = load.job(root)
    if printer not in job.printers:
        raise Refused([unknown(NO_SUCH_PRINTER, N_("there is no printer {name}"), printer, list(job.printers))],
                      exit_code=2)
    spec = job.printers[printer]
    return brief_for_file(spec, library.profile_file(root, spec.condition.profile), trim, qr)


def repair_for(root: Path, printer: str, trim: tuple[float, float] | None, bleed: float | None,
               now: str, claimed: str = "") -> repair.RepairRequest:
    """What a repaired file should have: the printer's bleed, condition and profile, where one is named.

    Without a printer it keeps the standard that it has `claimed`, PDF/X-4 if none.

    Raises:
        Refused: there is no such printer.
    """
    from pressroom.colour.profiles import read_profile
    from pressroom.preflight import repair

    if not printer:
        return repair.RepairRequest(trim, mm(3) if bleed is None else bleed, "", "", b"", claimed or "PDF/X-4", now)
    brief_for(root, printer, trim, ())
    spec = load.job(root).printers[printer]
    condition = spec.condition
    return repair.RepairRequest(
        trim, spec.bleed if bleed is None else bleed, condition.identifier, condition.name,
        read_profile(library.profile_file(root, condition.profile)).content, spec.standard, now)
