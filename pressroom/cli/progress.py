"""A bar that says how far a build is, where somebody is looking."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TextIO

from pressroom.build.pipeline import Progress
from pressroom.cli.console import Voice
from pressroom.findings import N_


@contextlib.contextmanager
def bar(stream: TextIO, voice: Voice) -> Iterator[Progress]:
    """Progress shown on `stream`; silent when it is no terminal, so that logs stay readable."""
    def waiting() -> None:
        voice.aside(N_("another build is at work in this folder; waiting for it to end"))
    if not stream.isatty():
        yield Progress(waiting=waiting)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    with Bar(TextColumn("{task.description:<28}"), BarColumn(), MofNCompleteColumn(), console=Console(file=stream),
             transient=True) as shown:
        task = shown.add_task("", total=None)
        yield Progress(lambda count: shown.update(task, total=count),
                       lambda name: shown.update(task, advance=1, description=name), waiting)
