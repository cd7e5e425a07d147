"""The composition of a project's pieces: each fitted for a printer, with what the rules of composition find in it."""

from __future__ import annotations

from pathlib import Path

from pressroom import editions, load, resolve
from pressroom.build import families
from pressroom.build.pipeline import planned
from pressroom.build.request import BuildRequest
from pressroom.cache import Cache
from pressroom.findings import Finding, Refused, weighed
from pressroom.fit import fit
from pressroom.records import dataclass, replace
from pressroom.review import composition_of
from pressroom.stages import Fit, Job


@dataclass(frozen=True, slots=True)
class Composed:
    """What was fitted of a project.

    Attributes:
        job: the project.
        pieces: each with its findings.
        together: findings about several of them.
        broken: findings about pieces that cannot be laid out.
    """

    job: Job
    pieces: tuple[tuple[Fit, tuple[Finding, ...]], ...]
    together: tuple[Finding, ...]
    broken: tuple[Finding, ...]


def composed(root: Path, names: tuple[str, ...], format_name: str, cache: Cache) -> Composed:
    """The pieces of these materials (all) in this format (each); texts that run over pages are left out.

    Raises:
        Refused: the campaign cannot be read, or a name stands for nothing.
    """
    job = load.job(root, names)
    pieces, broken = list[tuple[Fit, tuple[Finding, ...]]](), list(job.findings)
    for material, name in planned(job, BuildRequest(root, root, names, format=format_name)):
        if "press" not in editions.EDITIONS_OF[job.materials[material].kind]:
            continue
        choice = resolve.Choice(material, name, "press", job.campaign.printer)
        try:
            fitted = fit(resolve.piece(job, choice, cache), cache)
        except Refused as refused:
            broken += [replace(item, piece=item.piece or choice.name) for item in refused.findings]
            continue
        printer = fitted.piece.printer_spec
        pieces.append((fitted, weighed(composition_of(fitted), printer.weights, printer.reasons)))
    return Composed(job, tuple(pieces), tuple(families.of_fits(job, [fitted for fitted, _ in pieces])), tuple(broken))
