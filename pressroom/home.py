"""Where the program runs: in the project's .venv, or with packages that somebody else installed."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path


def inside(root: Path) -> str:
    """The interpreter of `root`/.venv when this one has not the packages; empty when it may go on as it is."""
    if importlib.util.find_spec("pydantic_core") and importlib.util.find_spec("uharfbuzz"):
        return ""
    for candidate in (root / ".venv/bin/python", root / ".venv/Scripts/python.exe"):
        if candidate.exists() and Path(sys.prefix).resolve() != (root / ".venv").resolve():
            return os.fspath(candidate)
    return ""
