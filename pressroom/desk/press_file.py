"""The press file of a piece as it is now, made and checked as in a build."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pressroom import load, resolve
from pressroom.brief import Report
from pressroom.build import pipeline
from pressroom.build.edition import all_made
from pressroom.build.request import BuildRequest
from pressroom.cache import Cache
from pressroom.findings import Refused
from pressroom.records import dataclass, replace
from pressroom.stages import Job, Piece


@dataclass(frozen=True, slots=True)
class PressFile:
    """A press file that passed.

    Attributes:
        piece: its piece.
        content: the PDF.
        report: of its preflight.
        default: whether it is for the campaign's default printer.
    """

    piece: Piece
    content: bytes
    report: Report
    default: bool

    @property
    def path(self) -> str:
        """Its path inside out/."""
        return (f"press/{self.piece.name}.pdf" if self.default
                else f"printers/{self.piece.printer}/{self.piece.name}.pdf")


def press_files(root: Path, name: str, format_name: str, printer: str, cache: Cache,
                today: str = "") -> Iterator[tuple[Job, PressFile]]:
    """The press files of a material, one for each requested format.

    Raises:
        Refused: a name is unknown, or a file does not pass.
    """
    job = load.job(root)
    broken = [item for item in job.findings if item.source and item.source.file.stem == name]
    if broken:
        raise Refused(broken)
    request = BuildRequest(root, root, (name,), format=format_name, printer=printer)
    for material, each in pipeline.planned(job, request):
        choice = resolve.Choice(material, each, "press", printer or job.campaign.printer, today)
        piece = resolve.piece(job, choice, cache)
        made = all_made(piece, (choice.edition,), cache)[choice.edition]
        if not made.report.passed:
            raise Refused([replace(item, piece=piece.name) for item in made.report.findings])
        yield job, PressFile(piece, made.content, made.report, choice.printer == job.campaign.printer)
