"""The command line: arguments, messages, exit codes (0 good, 1 materials, 2 command line, 3 a missing tool).

Only this package prints and ends the program.
"""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom.cli.arguments import read_arguments
from pressroom.cli.parser import language_of
from pressroom.commands import COMMANDS

if TYPE_CHECKING:
    from pressroom.cli.console import Console

__all__ = ["run"]


def run(root: Path | None, words: list[str]) -> int:
    """Run the command line `words` for the project at `root`; its exit code.

    Without a project (None) only commands that need none run, such as `init` and `preflight`.
    """
    from pressroom.cli.console import Console
    from pressroom.findings import Refused

    language, words = language_of(words)
    if not words or (words[0] not in COMMANDS and words[0] not in ("-h", "--help", "--version")):
        words = ["build", *words]
    try:
        console = Console(language)
    except Refused as refused:  # that language has no compiled catalogue: report it in English
        Console("en").findings(refused.findings)
        return refused.exit_code
    try:
        args = read_arguments(words, console.translate)
    except SystemExit as ended:
        return int(ended.code or 0)
    args.lang = language
    return _dispatch(root, args, console)


def _dispatch(root: Path | None, args: argparse.Namespace, console: Console) -> int:
    from pressroom.cli.project_folder import folder_without_project
    from pressroom.cli.stopping import exit_code_of, stoppable
    from pressroom.findings import Refused

    try:
        module, function = COMMANDS[args.command]
        command = getattr(importlib.import_module(f"pressroom.cli.{module}"), function)
        with stoppable():
            return int(command(root or folder_without_project(args), args, console))
    except KeyboardInterrupt as stop:
        console.interrupted()
        return exit_code_of(stop)
    except BrokenPipeError:
        return 0
    except Refused as refused:
        console.findings(refused.findings)
        return refused.exit_code
