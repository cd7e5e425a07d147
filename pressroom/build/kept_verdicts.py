"""Verdicts of earlier builds: each counts for the very bytes, the brief and the program that it was reached with."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import Any

from pressroom.brief import Brief, InkReading, PageReading, QrReading, Report
from pressroom.build.verdict import Judge, Verdict
from pressroom.cache import Cache, key
from pressroom.findings import Finding, Severity
from pressroom.program import of_program
from pressroom.records import dataclass
from pressroom.sheet.geometry import Box

_FORM = "verdict 1"


@dataclass(frozen=True, slots=True)
class KeptVerdicts:
    """A judge that looks for a kept verdict first, and keeps the one that it reaches.

    Attributes:
        judge: judges a file for which there is none.
        cache: where they are kept.
        fresh: whether every file is judged anew.
    """

    judge: Judge
    cache: Cache
    fresh: bool = False

    def __call__(self, content: bytes, brief: Brief) -> Verdict:
        """The verdict on a finished file."""
        name = key(_FORM, of_program(), repr(brief), content)
        kept = None if self.fresh else _verdict(self.cache.get(name))
        if kept is not None:
            return kept
        verdict = self.judge(content, brief)
        if verdict.final:
            self.cache.put(name, _stored(verdict))
        return verdict


def _stored(verdict: Verdict) -> bytes:
    """The report as a line of JSON, with the lengths of the pictures, and the pictures after it."""
    report = verdict.report
    findings = [[item.code, item.severity, item.message, dict(item.values), item.hint, item.sheet,
                 item.area and _sides(item.area), item.measured, item.limit, item.piece] for item in report.findings]
    pages = [[page.trim, page.bleed, [[each.page, each.url, each.side, each.module, each.version] for each in page.qr],
              page.text, page.ink and [page.ink.plates, page.ink.most, page.ink.mean, page.ink.resolution], page.cover]
             for page in report.pages]
    head = json.dumps([report.name, findings, report.ran, pages, [len(each) for each in verdict.pictures]])
    return b"\n".join([head.encode("ascii"), b"".join(verdict.pictures)])


def _sides(box: Box) -> list[float]:
    return [box.x0, box.y0, box.x1, box.y1]


def _verdict(stored: bytes | None) -> Verdict | None:
    """The verdict that was stored; None without one, or for anything else."""
    if stored is None:
        return None
    head, _, rest = stored.partition(b"\n")
    try:
        name, findings, ran, pages, lengths = json.loads(head)
        pictures = []
        for length in lengths:
            pictures.append(rest[:length])
            rest = rest[length:]
        report = Report(name, tuple(map(_finding, findings)), tuple(ran), tuple(map(_page, pages)))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return Verdict(report, tuple(pictures))


def _finding(stored: list[Any]) -> Finding:
    code, severity, message, values, hint, sheet, area, measured, limit, piece = stored
    return Finding(code, Severity(severity), message, MappingProxyType(values), hint, None, sheet,
                   Box(*area) if area else None, measured, limit, piece)


def _page(stored: list[Any]) -> PageReading:
    trim, bleed, symbols, text, ink, cover = stored
    return PageReading(tuple(trim), bleed, tuple(QrReading(*each) for each in symbols), text,
                       InkReading(tuple(ink[0]), *ink[1:]) if ink else None, cover)
