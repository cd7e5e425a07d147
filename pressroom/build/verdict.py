"""What a build is told of a finished file: the report on it, and pictures of its pages where they were asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pressroom.brief import Brief, Report
from pressroom.findings import Severity
from pressroom.records import dataclass

if TYPE_CHECKING:
    from pressroom.preflight.kept_pictures import Store


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of preflight for one file.

    Attributes:
        report: the findings, and what was read back.
        pictures: a PNG of each page, from the pixels that were judged, where the brief asks for previews.
        final: whether every check ran; what did not may run on another machine, or with more memory.
    """

    report: Report
    pictures: tuple[bytes, ...] = ()
    final: bool = True


Judge = Callable[[bytes, Brief], Verdict]


def import_makers() -> None:
    """Import what makes and judges files, for processes that are forked of this one."""
    import PIL.Image  # noqa: F401

    import pressroom.paint.writer  # noqa: F401
    from pressroom import preflight

    preflight.import_all()


def judge_here(content: bytes, brief: Brief, store: Store | None = None) -> Verdict:
    """Judge a finished file in this process; its pixels are let go as soon as they are encoded.

    `store` keeps what was found in large photographs, for the next file with the same ones.
    """
    from pressroom import png, preflight

    report, proof = preflight.examine(content, brief, store=store)
    with proof:
        asked = brief.preview_height and not proof.trouble
        drawn = [page.preview for page in proof.pages] if asked else []
        pictures = tuple(png.encoded(picture) for picture in drawn if picture is not None)
    final = not any(item.severity is Severity.NOT_RUN or item.code == preflight.CHECK_FAILED.name
                    for item in report.findings)
    return Verdict(report, pictures, final)
