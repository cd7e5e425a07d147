"""`render.py new-printer`: a preset for a printer, from answers or from another preset."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from pressroom.cli.console import Voice
from pressroom.findings import DID_YOU_MEAN, N_, Place, Refused, code, finding, nearest
from pressroom.specs.reader import Tree

PRINTER_NAME = code("printer-name", N_("A preset's file name becomes a folder of out/ and a word of commands."),
                    N_("Call it with small letters, digits and hyphens."))
PRINTER_EXISTS = code("printer-exists", N_("A preset is never written over another one."), N_("Choose another name."))
NOBODY_TO_ASK = code("nobody-to-ask", N_("Without a terminal nobody can answer questions."),
                     N_("Add --from with a preset, and --set for what differs."))
ANSWERS_ENDED = code("answers-ended", N_("A preset out of half the answers would say what nobody said."),
                     N_("Answer all questions; an empty line keeps what stands in brackets."))


def new_printer(root: Path, told: argparse.Namespace, voice: Voice) -> int:
    """Write assets/printers/NAME.yaml, which passes as it stands."""
    from pressroom.publish.folder import write_all
    from pressroom.specs.starting_printer import starting_printer, wished

    path = _free(root, told.name)
    base = _base(root, told.base)
    tree: Mapping[str, Tree] = wished(base, told.wishes)
    if not told.base and not told.wishes:
        if not sys.stdin.isatty():
            raise Refused([finding(NOBODY_TO_ASK, N_("there is no terminal to ask on"),
                                   N_("write --from online --set bleed=5mm"))], exit_code=2)
        tree = wished(base, answers(base, voice, sys.stdin))
    text = starting_printer(tree)
    _passes(text, path.relative_to(root))
    write_all(path.parent, {path.name: text.encode()})
    voice.tell(N_("{path} is there; build with it: render.py --printer {name}"), path=path.relative_to(root).as_posix(),
               name=told.name)
    return 0


def answers(base: Mapping[str, Tree], voice: Voice, stream: TextIO) -> list[str]:
    """One wish for each question that is answered; an empty line keeps what the base says.

    An answer that no preset takes is told at once, and asked for again.

    Raises:
        Refused: the answers end before the questions do.
    """
    from pressroom.specs.starting_printer import QUESTIONS, current

    wishes: list[str] = []
    for key, question in QUESTIONS:
        before = "" if key.startswith(("title", "source")) else current(base, key)
        shown = f" [{before}]" if before else ""
        while True:
            sys.stdout.write(f"{voice.translate(question)}{shown} ")
            sys.stdout.flush()
            line = stream.readline()
            if not line:
                sys.stdout.write("\n")
                raise Refused([finding(ANSWERS_ENDED, N_("the answers ended before the questions: nothing was written"),
                                       N_("begin again, or write --from online --set bleed=5mm"))], exit_code=2)
            answer = line.strip()
            wish = [f"{key}={answer}"] if answer or key in ("title", "source") else []
            if _taken(base, [*wishes, *wish], voice):
                wishes += wish
                break
    return wishes


def _taken(base: Mapping[str, Tree], wishes: list[str], voice: Voice) -> bool:
    """Whether these answers make a preset; what keeps them from it is said."""
    from pressroom.specs.starting_printer import starting_printer, wished

    try:
        _passes(starting_printer(wished(base, wishes)), None)
    except Refused as refused:
        voice.findings([replace(item, source=None) for item in refused.findings])
        return False
    return True


def _free(root: Path, name: str) -> Path:
    from pressroom.field_types import NAME

    if not NAME.match(name):
        raise Refused([finding(PRINTER_NAME, N_("{name} cannot name a printer"),
                               N_("small letters, digits and hyphens"), name=name)], exit_code=2)
    path = root / "assets/printers" / f"{name}.yaml"
    for taken in (path, path.with_suffix(".yml")):
        if taken.exists():
            raise Refused([finding(PRINTER_EXISTS, N_("{name} is there already"),
                                   source=Place(taken.relative_to(root)), name=name)])
    return path


def _base(root: Path, name: str) -> dict[str, Tree]:
    """What the preset called `name` says; without a name, the campaign's own.

    Raises:
        Refused: there is no such preset, or it has mistakes of its own.
    """
    from pressroom import library, load
    from pressroom.build.pipeline import NO_SUCH_PRINTER

    job = load.job(root)
    name = name or job.campaign.printer
    if name not in job.printers:
        near = nearest(name, job.printers)
        raise Refused([*job.findings, finding(NO_SUCH_PRINTER, N_("there is no printer {name}"),
                                              DID_YOU_MEAN if near else "", name=name, near=near)], exit_code=2)
    tree = job.documents[library.spec_file("assets/printers", name, job.documents)].tree
    return dict(tree) if isinstance(tree, dict) else {}


def _passes(text: str, shown_as: Path | None) -> None:
    """Refuse, with the lines of what would be written, a preset that has mistakes."""
    from pressroom.specs.printer import PrinterSpec
    from pressroom.specs.reader import read
    from pressroom.specs.validate import validate

    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "draft.yaml"
        draft.write_text(text, encoding="utf-8")
        validate(read(draft, shown_as or draft), PrinterSpec)
