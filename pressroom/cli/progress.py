"""The progress bar of a build, on a terminal."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TextIO

from pressroom.build.progress import Progress
from pressroom.cli.console import Console
from pressroom.findings import N_


@contextlib.contextmanager
def bar(stream: TextIO, console: Console) -> Iterator[Progress]:
    """Progress shown on `stream`; nothing when it is not a terminal, so that logs stay readable."""
    def waiting() -> None:
        console.remark(N_("another build is at work in this folder; waiting for it to end"))
    if not stream.isatty():
        yield Progress(waiting=waiting)
        return
    from rich.console import Console as Terminal
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    with Bar(TextColumn("{task.description:<28}"), BarColumn(), MofNCompleteColumn(), console=Terminal(file=stream),
             transient=True) as display:
        task = display.add_task("", total=None)
        yield Progress(lambda count: display.update(task, total=count),
                       lambda name: display.update(task, advance=1, description=name), waiting)
