"""What a build is asked for. Kept free of heavy imports, so that an unchanged build is told apart quickly."""

from __future__ import annotations

from pathlib import Path

from pressroom.records import dataclass


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What a build is asked for.

    Attributes:
        root: the project.
        out: where finished files go.
        names: materials; empty for all.
        editions: of editions.EDITIONS; empty for all.
        format: only this one; empty for all.
        printer: a preset; empty for the campaign's own.
        today: the day, against which links expire.
        fresh: make everything again, and trust nothing kept.
        language: of the report; empty for the campaign's.
    """

    root: Path
    out: Path
    names: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    format: str = ""
    printer: str = ""
    today: str = ""
    fresh: bool = False
    language: str = ""

    @property
    def selection(self) -> tuple[object, ...]:
        """The part of the request that decides what is made."""
        return self.names, self.editions, self.format, self.printer, self.language
