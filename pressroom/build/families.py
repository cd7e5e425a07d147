"""What only several pieces show: judged by a build once all pieces are made, by `check` once all are fitted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from pressroom import library
from pressroom.findings import Finding, Place
from pressroom.publish.manifest import Entry
from pressroom.review.composition.family import HeadlineTop, headline_tops, tops_of
from pressroom.stages import Fit, Job


def of_fits(job: Job, fits: Iterable[Fit]) -> list[Finding]:
    """Findings about pieces that were fitted."""
    return [*headline_tops(top for fit in fits for top in _tops(
        job, fit.piece.name, fit.piece.layout, fit.piece.format.name, tops_of(fit)))]


def of_files(job: Job, entries: Mapping[str, Entry]) -> list[Finding]:
    """Findings about published files: those of this build, and those that it left unchanged."""
    made = {entry.piece: entry for entry in entries.values()
            if entry.edition == "press" and entry.printer == job.campaign.printer and entry.layout in job.layouts}
    return [*headline_tops(top for name, entry in made.items() for top in _tops(
        job, name, entry.layout, entry.format, entry.headlines))]


def _tops(job: Job, piece: str, layout: str, format_name: str, tops: Iterable[float]) -> Iterable[HeadlineTop]:
    file = Place(Path(library.spec_file("layouts", layout, job.documents)))
    return [HeadlineTop(piece, layout, format_name, file, sheet, top) for sheet, top in enumerate(tops, 1)]
