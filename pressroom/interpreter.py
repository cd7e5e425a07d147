"""Where the program runs, and under which name: in the project's .venv, or with packages that somebody else installed.

Kept to what every Python 3 can read, so that an old one is told what is wrong instead of tripping.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

OLDEST = (3, 11)
NEEDED = ("pydantic", "uharfbuzz", "reportlab", "yaml")
# How the sentences of the source call the command, and what the installed one is called.
CHECKOUT_COMMAND, INSTALLED_COMMAND = "render.py", "pressroom"

_names = [CHECKOUT_COMMAND]


def command_name() -> str:
    """What the user types to run the program: `render.py` or `pressroom`."""
    return _names[-1]


def run_as(name: str) -> None:
    """State what the user typed to run this process; hints name the same command."""
    _names.append(name)


def other_python(root: Path) -> str:
    """The interpreter of `root`/.venv when this one cannot do the work; empty when it can go on.

    Raises:
        SystemExit: neither can; what to type has been said, and 3 is the command's end.
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
