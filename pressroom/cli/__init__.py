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


def run(root: Path, words: list[str]) -> int:
    """Run the command that `words` says, for the project at `root`; its exit code."""
    if not words or (words[0] not in COMMANDS and words[0] not in ("-h", "--help", "--version")):
        words = ["build", *words]
    try:
        asked = told(words)
    except SystemExit as ended:
        return int(ended.code or 0)
    return _carried_out(root, asked)


def _carried_out(root: Path, asked: argparse.Namespace) -> int:
    from pressroom.cli.console import Voice

    voice = Voice(root, asked.lang)
    try:
        module, function = COMMANDS[asked.command]
        return int(getattr(importlib.import_module(f"pressroom.cli.{module}"), function)(root, asked, voice))
    except KeyboardInterrupt:
        voice.stopped()
        return 130
    except BrokenPipeError:
        return 0
    except Exception as trouble:
        from pressroom.findings import Refused

        if not isinstance(trouble, Refused):
            raise
        voice.findings(trouble.findings)
        return trouble.exit_code
