"""Options of the commands for runs."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from pressroom.cli.parser import Parser

Add = Callable[..., Parser]


def add(commands: argparse._SubParsersAction[Parser], command: Add) -> None:
    """Add these commands to the parser."""
    _run(command(commands, "run", "print a piece once for each row of a table, with its own words and code"))
    forget = command(commands, "forget", "remove the table of a run, its files, and all that is kept of them")
    forget.add_argument("name", metavar="NAME")
    forget.add_argument("--out", default="out", metavar="DIR", help="folder of finished files (out)")


def count(words: str) -> int:
    """A number of things, 0 or more.

    Raises:
        ValueError: it is none.
    """
    number = int(words)
    if number < 0:
        raise ValueError(words)
    return number


def _run(command: Parser) -> None:
    command.add_argument("name", metavar="NAME", help="a file of materials/runs")
    command.add_argument("--table", default="", metavar="FILE", help="CSV, TSV, XLSX or ODS (the one beside the run)")
    command.add_argument("--records", default="", metavar="ROWS", help="make these rows again, e.g. 120-131,977")
    command.add_argument("--skip-bad", action="store_true",
                         help="make all others where a row is wrong or does not fit, and a table of what was left out")
    command.add_argument("--per-file", type=count, default=0, metavar="N", help="most records of one file (all in one)")
    command.add_argument("--impose", default="", metavar="SHEET",
                         help="also copies on sheets for the cutter, in piles: SRA3, A3, or 330x480mm")
    command.add_argument("--judge", choices=("sample", "all"), default="sample",
                         help="which records are judged as every other file is; all of them are read back (sample)")
    command.add_argument("--resume", action="store_true", help="go on with what an earlier call had begun")
    command.add_argument("--workers", type=count, default=0, metavar="N", help="processes (as many as there are cores)")
    command.add_argument("--cluster", default="", metavar="ADDRESS",
                         help="a Dask scheduler whose workers do the most of it, e.g. tls://render.example:8786")
    command.add_argument("--today", default="", metavar="DAY",
                         help="the day against which links and the register count")
    command.add_argument("--show-words", action="store_true", help="show words of records in messages")
    command.add_argument("--out", default="out", metavar="DIR", help="folder of finished files (out)")
