"""`pressroom init DIR`: a whole project for another organisation, from options or from answers."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from pressroom import file_moves
from pressroom.cli.console import Console
from pressroom.cli.printers import ANSWERS_ENDED
from pressroom.files import is_name_everywhere
from pressroom.findings import N_, Finding, Refused, code, finding
from pressroom.records import replace

if TYPE_CHECKING:
    from pressroom.specs.new_project import Answers
    from pressroom.specs.project_answers import RawAnswers
    from pressroom.specs.project_colours import Brand

FOLDER = code("init-folder", N_("A project starts in a folder of its own; no existing file is overwritten."),
              N_("Name a folder that is empty or does not exist yet, below the current one or by its whole path."))
OPTIONS = code("init-options", N_("Questions can be answered at a terminal only."),
               N_("Give the options that the message names; `render.py init --help` lists all."))
PROJECT = code(
    "init-project",
    N_("A new project is checked against all rules before it is put in place, so that it builds at once."),
    N_("Shorten what does not fit, or change the colour that the findings name."))

# Questions in order: the option, the text, whether the answer may be empty.
QUESTIONS: tuple[tuple[str, str, bool], ...] = (
    ("name", N_("What is the organisation called?"), False),
    ("short-name", N_("A shorter name, for the word mark and small print? [the name]"), True),
    ("description", N_("What is it, in one line? [nothing]"), True),
    ("site", N_("Its address on the web?"), False),
    ("link", N_("A page that the campaign leads to, as petition=https://...? [the site]"), True),
    ("colour", N_("Its colour, as #0050a0, or in inks, as 100,65,0,5?"), False),
    ("second-colour", N_("A second colour? [one that goes with it]"), True),
    ("language", N_("Languages of the campaign, its own first: fr, en, or fr,en? [fr]"), True),
    ("place", N_("From which town are press releases sent? [no town]"), True),
    ("campaign", N_("Begin with a sample campaign or an empty one: sample or empty? [sample]"), True),
)
# The preset of the new campaign; inks are derived from its profile.
_PRESET = "assets/printers/online.yaml"


def init(root: Path, args: argparse.Namespace, console: Console) -> int:  # noqa: ARG001
    """Make the project in DIR: all of it, or nothing."""
    from pressroom.specs.project_answers import read_answers

    folder = _free(args.folder)
    options: RawAnswers = {key: getattr(args, key.replace("-", "_")) for key, _, _ in QUESTIONS}
    missing = [key for key, _, may_be_empty in QUESTIONS if not may_be_empty and not options[key]]
    if missing and not sys.stdin.isatty():
        raise Refused([finding(OPTIONS, N_("there is no terminal to ask on, and {options} is not given"),
                               N_('write --name "..." --site example.org --colour "#0050a0"'),
                               options=", ".join(f"--{key}" for key in missing))], exit_code=2)
    if missing:
        options = answers_by_question(options, console, sys.stdin)
    answers = read_answers(options, args.today or date.today().isoformat())
    with _draft_folder(folder) as draft:
        brand, profile, warnings = _fill(draft, answers)
    console.findings(warnings)
    _print_colours(console, answers, brand, profile)
    console.print(N_("{folder} is a project; next: cd {folder}, then pressroom"), folder=args.folder)
    return 0


def answers_by_question(options: RawAnswers, console: Console, stream: TextIO) -> Mapping[str, Sequence[str]]:
    """The given options, and an answer to each other question; an unusable answer is reported and asked for again.

    Raises:
        Refused: the answers end before the questions do.
    """
    from pressroom.specs.project_answers import READERS

    answers = {key: list(texts) for key, texts in options.items()}
    for key, question, may_be_empty in QUESTIONS:
        while not answers[key]:
            sys.stdout.write(f"{console.translate(question)} ")
            sys.stdout.flush()
            line = stream.readline()
            if not line:
                sys.stdout.write("\n")
                raise Refused([finding(ANSWERS_ENDED, N_("the answers ended before the questions: nothing was written"),
                                       N_("begin again, or give them as options: render.py init --help"))],
                              exit_code=2)
            if not line.strip() and may_be_empty and not (key == "short-name" and _needs_short_name(answers["name"])):
                break
            try:
                READERS[key](line.strip())
                answers[key] = [line.strip()]
            except Refused as refused:
                console.findings(refused.findings)
    return answers


def _needs_short_name(names: Sequence[str]) -> bool:
    """Whether a name is too long for the word mark, so that a short name is needed."""
    from pressroom.specs.new_project import MOST_PRINTED

    return any(len(name) > MOST_PRINTED for name in names)


def _free(name: str) -> Path:
    """The folder of the new project.

    Raises:
        Refused: the folder is not empty, or the name is not usable.
    """
    folder = Path(name)
    if (not name.strip() or ".." in folder.parts or not name.isprintable()
            or not is_name_everywhere(folder.absolute().name)):
        raise _no_folder(N_("{folder} cannot be the name of a new folder"), name)
    if os.path.lexists(folder) and not (folder.is_dir() and not any(folder.iterdir())):
        raise _no_folder(N_("{folder} exists and is not empty"), name)
    if not folder.absolute().parent.is_dir():
        raise _no_folder(N_("the folder in which {folder} should be made does not exist"), name)
    return folder.absolute()


def _no_folder(message: str, name: str, reason: str = "") -> Refused:
    return Refused([finding(FOLDER, message, FOLDER.mend, folder=name[:120], reason=reason)], exit_code=2)


@contextmanager
def _draft_folder(folder: Path) -> Iterator[Path]:
    """A temporary folder beside `folder`; it is renamed to `folder` at the end, or removed on failure.

    Raises:
        Refused: the folder cannot be written.
    """
    draft: Path | None = None
    try:
        draft = Path(tempfile.mkdtemp(prefix=".pressroom-init-", dir=folder.parent))
        draft.chmod(0o755)
        yield draft
        if folder.exists():  # empty, but perhaps the current folder of a shell: keep the folder itself
            for path in draft.iterdir():
                file_moves.rename(path, folder / path.name)
        else:
            file_moves.rename(draft, folder)
    except OSError as trouble:
        raise _no_folder(N_("{folder} cannot be written: {reason}"), folder.name,
                         reason=trouble.strerror or str(trouble)) from trouble
    finally:
        if draft is not None:
            shutil.rmtree(draft, ignore_errors=True)


def _fill(draft: Path, answers: Answers) -> tuple[Brand, str, list[Finding]]:
    """Write the project and check it; its brand, the profile's name, and findings about its colours.

    Raises:
        Refused: the project breaks a rule.
    """
    from pressroom.build.pipeline import checked
    from pressroom.cache import Cache
    from pressroom.colour.profiles import read_profile
    from pressroom.specs import new_project, project_colours, starter_files
    from pressroom.specs.printer import PrinterSpec
    from pressroom.specs.reader import read
    from pressroom.specs.validate import validate

    starter = starter_files.starter()
    preset = validate(read(starter / _PRESET), PrinterSpec)
    profile = read_profile(starter / "assets/icc" / preset.condition.profile)
    inks = project_colours.Inks(profile, Cache(draft / ".cache"))
    brand = project_colours.brand_of(answers.house, answers.signal, inks)
    files = new_project.project_files(answers, brand, profile.description, starter)
    for name, content in files.items():
        path = draft / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        if starter_files.is_run(name):
            path.chmod(0o755)
    findings = checked(draft, (), answers.date)  # an empty project too is tried with the pieces of the sample
    if any(item.fails for item in findings):
        raise Refused([*(item for item in findings if item.fails),
                       finding(PROJECT, N_("the new project would not pass: nothing was written"), PROJECT.mend)],
                      exit_code=2)
    if not answers.sample:
        for name in new_project.pieces([*files]):
            (draft / name).unlink()
    shutil.rmtree(draft / ".cache", ignore_errors=True)
    return brand, profile.description, _colour_warnings(findings)


def _colour_warnings(findings: Sequence[Finding]) -> list[Finding]:
    """Findings about contrast, one for each pair of inks, with what to change."""
    pairs: dict[object, Finding] = {}
    for item in findings:
        if item.code.startswith("contrast"):
            pairs.setdefault((item.code, item.values["ink"], item.values["ground"]), replace(
                item, source=None, sheet=None, piece="", hint=N_(
                    "change {ground} or {ink} in assets/brand.yaml: one lighter, the other darker")))
    return [*pairs.values()]


def _print_colours(console: Console, answers: Answers, brand: Brand, profile: str) -> None:
    from pressroom.colour.ink import hex_of
    from pressroom.specs.project_colours import ink_text

    for colour, ink in ((answers.house, brand.house), (answers.signal, brand.signal)):
        if colour is None:
            console.print(N_("{name}: chosen to go with it, {inks}, looks like {hex} in print"), name=ink.name,
                          inks=ink_text(ink), hex=hex_of(ink.look))
        elif colour.srgb is not None:
            console.print(N_("{name}: for {asked}, {profile} proposes {inks}, which looks like {hex} in print; change "
                             "it in assets/brand.yaml"), name=ink.name, asked=colour.text, profile=profile,
                          inks=ink_text(ink), hex=hex_of(ink.look))
        else:
            console.print(N_("{name}: {inks} looks like {hex} in print"), name=ink.name, inks=ink_text(ink),
                          hex=hex_of(ink.look))
