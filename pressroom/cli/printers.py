"""`render.py new-printer`: a preset for a printer, from answers or from another preset."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

from pressroom.cli.console import Console
from pressroom.findings import DID_YOU_MEAN, N_, Place, Refused, code, finding, nearest
from pressroom.records import replace
from pressroom.specs.document import Tree

PRINTER_NAME = code("printer-name", N_("A preset's file name becomes a folder of out/ and is typed in commands."),
                    N_("Use lower-case letters, digits and hyphens."))
PRINTER_EXISTS = code("printer-exists", N_("A new preset never overwrites an existing one."),
                      N_("Choose another name."))
NOBODY_TO_ASK = code("nobody-to-ask", N_("Questions can be answered at a terminal only."),
                     N_("Add --from with a preset, and --set for what differs."))
ANSWERS_ENDED = code("answers-ended", N_("A preset made from half of the answers holds values that nobody chose."),
                     N_("Answer all questions; an empty line keeps the value in brackets."))


def new_printer(root: Path, args: argparse.Namespace, console: Console) -> int:
    """Write assets/printers/NAME.yaml, which is valid without further edits."""
    from pressroom.publish.folder import write_all
    from pressroom.specs.new_printer import starting_printer, with_settings

    path = _free(root, args.name)
    base = _base(root, args.base)
    tree: Mapping[str, Tree] = with_settings(base, args.settings, console.translate)
    if not args.base and not args.settings:
        if not sys.stdin.isatty():
            raise Refused([finding(NOBODY_TO_ASK, N_("there is no terminal to ask on"),
                                   N_("write --from online --set bleed=5mm"))], exit_code=2)
        tree = with_settings(base, answers(base, console, sys.stdin), console.translate)
    text = starting_printer(tree, console.translate)
    _passes(text, path.relative_to(root))
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
    from pressroom.specs.new_printer import starting_printer, with_settings

    try:
        _passes(starting_printer(with_settings(base, settings)), None)
    except Refused as refused:
        console.findings([replace(item, source=None) for item in refused.findings])
        return False
    return True


def _free(root: Path, name: str) -> Path:
    from pressroom.field_types import NAME
    from pressroom.files import is_name_everywhere

    if not NAME.match(name) or not is_name_everywhere(name):
        raise Refused([finding(PRINTER_NAME, N_("{name} cannot name a printer"),
                               N_("lower-case letters, digits and hyphens; not the name of a device of "
                                  "Windows, such as con"), name=name)], exit_code=2)
    path = root / "assets/printers" / f"{name}.yaml"
    for existing in (path, path.with_suffix(".yml")):
        if existing.exists():
            raise Refused([finding(PRINTER_EXISTS, N_("{name} exists already"),
                                   source=Place(existing.relative_to(root)), name=name)])
    return path


def _base(root: Path, name: str) -> dict[str, Tree]:
    """The fields of the preset `name`; without a name, of the campaign's preset.

    Raises:
        Refused: there is no such preset.
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
    """Validate the text of a preset.

    Raises:
        Refused: it has mistakes; findings quote its lines.
    """
    from pressroom.specs.printer import PrinterSpec
    from pressroom.specs.reader import read
    from pressroom.specs.validate import validate

    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "draft.yaml"
        draft.write_text(text, encoding="utf-8")
        validate(read(draft, shown_as or draft), PrinterSpec)
