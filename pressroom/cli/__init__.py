"""The command: what is asked, what is said, and how it ends (0 good, 1 materials, 2 command line, 3 a tool missing).

Only here is anything printed, and only here does the program end.
"""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

from pressroom.cli.arguments import told
from pressroom.commands import COMMANDS

__all__ = ["run"]


def run(root: Path | None, words: list[str]) -> int:
    """Run the command that `words` says, for the project at `root`; its exit code.

    Without a project (None) only the commands run that need none, such as `init` and `preflight`.
    """
    if not words or (words[0] not in COMMANDS and words[0] not in ("-h", "--help", "--version")):
        words = ["build", *words]
    try:
        asked = told(words)
    except SystemExit as ended:
        return int(ended.code or 0)
    return _carried_out(root, asked)


def _carried_out(root: Path | None, asked: argparse.Namespace) -> int:
    from pressroom.cli.console import Voice
    from pressroom.cli.project_folder import folder_without_project
    from pressroom.findings import Refused

    try:
        voice = Voice(asked.lang)
    except Refused as refused:  # the catalogue of that language is not compiled: say so in the language of the source
        Voice("en").findings(refused.findings)
        return refused.exit_code
    try:
        module, function = COMMANDS[asked.command]
        carry_out = getattr(importlib.import_module(f"pressroom.cli.{module}"), function)
        return int(carry_out(root or folder_without_project(asked), asked, voice))
    except KeyboardInterrupt:
        voice.stopped()
        return 130
    except BrokenPipeError:
        return 0
    except Refused as refused:
        voice.findings(refused.findings)
        return refused.exit_code
