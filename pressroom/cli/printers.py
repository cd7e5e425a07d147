"""`render.py new-printer`: a preset for a printer, from answers or from another preset."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

from pressroom.cli.console import Console
from pressroom.findings import N_, Refused, code, finding
from pressroom.records import replace
from pressroom.specs.document import Tree

NOBODY_TO_ASK = code("nobody-to-ask", N_("Questions can be answered at a terminal only."),
                     N_("Add --from with a preset, and --set for what differs."))
ANSWERS_ENDED = code("answers-ended", N_("A preset made from half of the answers holds values that nobody chose."),
                     N_("Answer all questions; an empty line keeps the value in brackets."))


def new_printer(root: Path, args: argparse.Namespace, console: Console) -> int:
    """Write assets/printers/NAME.yaml, which is valid without further edits."""
    from pressroom import load
    from pressroom.build.new_preset import base_tree, free_file, passes
    from pressroom.publish.folder import write_all
    from pressroom.specs.new_printer import starting_printer, with_settings

    path = root / free_file(root, args.name)
    base = base_tree(load.job(root), args.base)
    tree: Mapping[str, Tree] = with_settings(base, args.settings, console.translate)
    if not args.base and not args.settings:
        if not sys.stdin.isatty():
            raise Refused([finding(NOBODY_TO_ASK, N_("there is no terminal to ask on"),
                                   N_("write --from online --set bleed=5mm"))], exit_code=2)
        tree = with_settings(base, answers(base, console, sys.stdin), console.translate)
    text = starting_printer(tree, console.translate)
    passes(text, path.relative_to(root))
    write_all(path.parent, {path.name: text.encode()})
    console.print(N_("{path} is written; build with it: render.py --printer {name}"),
                  path=path.relative_to(root).as_posix(), name=args.name)
    return 0


def answers(base: Mapping[str, Tree], console: Console, stream: TextIO) -> list[str]:
    """A change (`KEY=VALUE`) for each question that is answered; an empty line keeps the base's value.

    An invalid answer is reported at once, and asked for again.

    Raises:
        Refused: the answers end before the questions do.
    """
    from pressroom.specs.new_printer import QUESTIONS, current

    settings: list[str] = []
    for key, question in QUESTIONS:
        before = "" if key.startswith(("title", "source")) else current(base, key)
        default = f" [{before}]" if before else ""
        while True:
            sys.stdout.write(f"{console.translate(question)}{default} ")
            sys.stdout.flush()
            line = stream.readline()
            if not line:
                sys.stdout.write("\n")
                raise Refused([finding(ANSWERS_ENDED, N_("the answers ended before the questions: nothing was written"),
                                       N_("begin again, or write --from online --set bleed=5mm"))], exit_code=2)
            answer = line.strip()
            setting = [f"{key}={answer}"] if answer or key in ("title", "source") else []
            if _accepted(base, [*settings, *setting], console):
                settings += setting
                break
    return settings


def _accepted(base: Mapping[str, Tree], settings: list[str], console: Console) -> bool:
    """Whether these answers make a valid preset; mistakes are printed."""
    from pressroom.build.new_preset import passes
    from pressroom.specs.new_printer import starting_printer, with_settings

    try:
        passes(starting_printer(with_settings(base, settings)), Path("draft.yaml"))
    except Refused as refused:
        console.findings([replace(item, source=None) for item in refused.findings])
        return False
    return True
