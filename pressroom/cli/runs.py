"""`render.py run`, `forget`: copies for records, and the end of what is kept of them."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom.cli.console import Console
from pressroom.cli.run_build import folder_of
from pressroom.findings import N_, Refused, Severity, code, finding

if TYPE_CHECKING:
    from pressroom.runs.request import RunProgress

NO_DEPARTMENTS = code("run-departments",
                      N_("Letters to every mayor of the country are 35,000 files; nobody means that."),
                      N_("Name the departments: officials: {who: mayors, departments: [\"06\"]}."))


def run(root: Path, args: argparse.Namespace, console: Console) -> int:
    """Make a run; 0 when every record was made and passed."""
    if (code_ := _letters(root, args, console)) is not None:
        return code_
    from pressroom.runs.left_out import write_left_out
    from pressroom.runs.make import make
    from pressroom.runs.request import RunRequest
    from pressroom.runs.rows import rows_of

    request = RunRequest(
        root, args.name, folder_of(root, args.out), Path(args.table) if args.table else None, args.workers,
        args.resume, args.skip_bad, rows_of(args.records), args.per_file, args.judge == "all",
        args.today or date.today().isoformat(), args.show_words, args.cluster, args.impose)
    with _progress(console) as progress:
        outcome = make(request, progress)
    counts = console.findings(outcome.findings)
    shown = {"form": console.translate(outcome.form), "separator": console.translate(outcome.separator)}
    console.print(N_("the table: {form}, {separator}") if outcome.separator else N_("the table: {form}"), **shown)
    console.print(N_("{count} {count|copy|copies} made; {verified} read back, {judged} judged as every other file"),
                  count=outcome.records, verified=outcome.verified, judged=outcome.judged)
    for path in outcome.files:
        console.print_line(_short(path))
    for each in outcome.stacks:
        console.print(N_("{file}: {sheets} sheet{sheets||s} to cut into {places} {places|pile|piles}; then pile 1 goes "
                         "on pile 2, both on pile 3, and so on"),
                      file=each.name, sheets=each.sheets, places=each.places)
    if outcome.left_out:
        path = write_left_out(request, outcome.left_out)
        console.print(N_("{count} row{count||s} left out, in {path}: mend them, then: --table {path}"),
                      count=len(outcome.left_out), path=_short(path))
    return 1 if counts[Severity.ERROR] or outcome.left_out else 0


def _letters(root: Path, args: argparse.Namespace, console: Console) -> int | None:
    """The exit code of a run of letters to officials, which are Word files; None for every other run."""
    from pressroom import load
    from pressroom.runs.plan import read
    from pressroom.specs.run import OFFICIALS

    spec, document = read(root, args.name)
    if spec.records != OFFICIALS or spec.officials is None:
        return None
    material = load.job(root, (spec.material,)).materials.get(spec.material)
    if material is None or material.kind != "letter":
        return None
    if not spec.officials.departments:
        raise Refused([finding(
            NO_DEPARTMENTS, N_("letters go to the departments that the run names, and it names none"),
            source=document.place(("officials",)))])
    from pressroom.cli.letters import letters

    common = {"names": [spec.material], "commune": "", "constituency": 0, "sender": "", "database": "",
              "replace": False, "out": args.out, "today": args.today, "lang": args.lang}
    return max(letters(root, argparse.Namespace(**common, department=each), console)
               for each in spec.officials.departments)


def forget(root: Path, args: argparse.Namespace, console: Console) -> int:
    """Remove the table of a run, its files, and what a resumption kept; list what stays elsewhere."""
    from pressroom.runs.forget import forget as forget_run

    gone, left = forget_run(root, args.name, folder_of(root, args.out))
    for path in gone:
        console.print(N_("removed: {path}"), path=_short(path))
    for path in left:
        console.print(N_("not removed, look yourself: {path}"), path=_short(path))
    console.print(N_("what was sent, printed or copied elsewhere is not known here"))
    return 0


@contextlib.contextmanager
def _progress(console: Console) -> Iterator[RunProgress]:
    """Each step with its records a second and the time left, on a terminal; nothing elsewhere."""
    from pressroom.runs.request import RunProgress

    if not sys.stderr.isatty():
        yield RunProgress()
        return
    from rich.console import Console as Terminal
    from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar
    from rich.text import Text

    class Speed(ProgressColumn):
        """Records a second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed or 0:.0f}/s")

    with Bar(TextColumn("{task.description:<36}"), BarColumn(), MofNCompleteColumn(), Speed(), TimeRemainingColumn(),
             console=Terminal(file=sys.stderr), transient=True) as display:
        tasks = [display.add_task("", total=None)]

        def stage(what: str, count: int) -> None:
            display.remove_task(tasks.pop())
            tasks.append(display.add_task(console.translate(what), total=count or None))
        yield RunProgress(stage, lambda count: display.advance(tasks[0], count))


def _short(path: Path) -> str:
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
