"""`render.py preflight`: judge finished files, ours or not."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

from pressroom.cli.saying import Voice
from pressroom.errors import N_, Finding, Refused, code, finding

NO_FILE = code("no-file", N_("The command names a file that cannot be read."), N_("Correct the path."))
BAD_TRIM = code(
    "bad-trim",
    N_("The trim is given as width x height in mm."),
    N_("Write --trim 297x420mm, or a name: A3."))


def preflight(root: Path, told: argparse.Namespace, voice: Voice) -> int:
    """Judge finished files, ours or not."""
    from pressroom import preflight as judge
    from pressroom.pipeline import brief_for

    brief = brief_for(root, told.printer, _trim(told.trim), tuple(told.qr))
    failing, answers = 0, []
    for name in told.files:
        try:
            content = Path(name).read_bytes()
        except OSError as trouble:
            raise Refused([finding(NO_FILE, N_("{name} cannot be read: {reason}"), name=name,
                                   reason=trouble.strerror or str(trouble))], exit_code=2) from None
        report = judge.judge(content, brief)
        failing += not report.passed
        answers.append((name, report))
    if told.json:
        from pressroom.publish.manifest import told as as_json

        voice.plain(json.dumps([{"file": name, "passed": report.passed, "ran": [*report.ran],
                                 "findings": [as_json(item) for item in report.findings]}
                                for name, report in answers], ensure_ascii=False, indent=1))
        return 1 if failing else 0
    for name, report in answers:
        _say(name, report.findings, len(report.ran), voice)
    return 1 if failing else 0


def _say(name: str, findings: Iterable[Finding], ran: int, voice: Voice) -> None:
    from dataclasses import replace

    named = [replace(item, piece=name) for item in findings]
    voice.findings(named)
    failing = sum(item.fails for item in named)
    voice.tell(N_("{name}: {errors} errors, {others} other findings, {ran} checks"), name=name, errors=failing,
               others=len(named) - failing, ran=ran)


def _trim(text: str) -> tuple[float, float] | None:
    from pressroom import formats

    if not text:
        return None
    try:
        found = formats.parse(text if text.endswith("mm") or not text[0].isdigit() else f"{text}mm")
    except ValueError:
        raise Refused([finding(BAD_TRIM, N_("{value} is no trim"), N_("write --trim 297x420mm"), value=text)],
                      exit_code=2) from None
    return found.width, found.height
