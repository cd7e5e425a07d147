"""`render.py critique`: the rules of composition drawn over each sheet."""

from __future__ import annotations

import argparse
from pathlib import Path

from pressroom.cli.console import Console
from pressroom.findings import N_, Finding, Refused
from pressroom.records import replace

FOLDER = "critique"


def critique(root: Path, args: argparse.Namespace, console: Console) -> int:
    """Draw the measures of every sheet over it, and print what the rules of composition find."""
    from pressroom.build.composition import composed
    from pressroom.cache import Cache
    from pressroom.desk.critique import Fonts
    from pressroom.desk.critique import critique as pictures
    from pressroom.publish.folder import write_all

    cache = Cache(root / ".cache")
    every = composed(root, tuple(args.names), args.format, cache)
    named = (every.job.brand.type.get("text") or next(iter(every.job.brand.type.values()))).fonts
    fonts = Fonts(*(root / "assets/fonts" / named.get(weight, named["regular"]).name for weight in ("regular", "bold")))
    findings: list[Finding] = [*every.broken, *every.together]
    count = 0
    for fit, own in every.pieces:
        name = fit.piece.name
        findings += [replace(item, piece=name) for item in own]
        try:
            shared = [item for item in every.together if item.values["odd"] == name]
            pages = pictures(fit, [*own, *shared], cache, fonts, console.translate)
        except Refused as refused:
            findings += [replace(item, piece=name) for item in refused.findings]
            continue
        ends = [""] if len(pages) == 1 else [f"-{number}" for number in range(1, len(pages) + 1)]
        write_all(root / args.out, {f"{FOLDER}/{name}{end}.png": page for end, page in zip(ends, pages, strict=True)})
        count += len(pages)
    console.findings(findings)
    console.print(N_("{count} sheet{count||s} drawn in {folder}"), count=count, folder=f"{args.out}/{FOLDER}")
    return 0
