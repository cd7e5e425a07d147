"""The interpreter and the name of the command: the project's .venv, or any environment with the packages.

The syntax is that of every Python 3, so that an old interpreter prints a message instead of a syntax error.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

OLDEST = (3, 11)
NEEDED = ("pydantic", "uharfbuzz", "reportlab", "yaml")
# The name of the command in messages of the source, and the name of the installed command.
CHECKOUT_COMMAND, INSTALLED_COMMAND = "render.py", "pressroom"

_names = [CHECKOUT_COMMAND]


def command_name() -> str:
    """What the user types to run the program: `render.py` or `pressroom`."""
    return _names[-1]


def run_as(name: str) -> None:
    """Set the name of the command that the user typed; hints use it."""
    _names.append(name)


def other_python(root: Path) -> str:
    """The interpreter of `root`/.venv when this one lacks packages; empty when it has them.

    Raises:
        SystemExit: neither has them; a message is printed, and the exit code is 3.
    """
    able = sys.version_info >= OLDEST and all(importlib.util.find_spec(name) for name in NEEDED)
    if able:
        return ""
    here = (root / ".venv").resolve()
    for candidate in (root / ".venv/bin/python", root / ".venv/Scripts/python.exe"):
        if candidate.exists() and Path(sys.prefix).resolve() != here:
            return os.fspath(candidate)
    message = "Pressroom's packages are not installed: type `make` once, or `pip install -e .`"
    if sys.version_info < OLDEST:
        message = "Pressroom needs Python 3.11 or later; this is " + sys.version.split()[0]
    sys.stderr.write(message + "\n")
    raise SystemExit(3)
