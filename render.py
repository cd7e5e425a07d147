#!/usr/bin/env python3
"""Make a campaign's pieces: `python render.py --help`."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def main() -> int:
    """Run the command in the project's own environment."""
    sys.path.insert(0, str(ROOT))
    from pressroom.home import inside

    python = inside(ROOT)
    if python:  # not in .venv yet: the same command, run by the interpreter that has the packages
        import os

        os.execv(python, [python, __file__, *sys.argv[1:]])
    from pressroom.cli import run

    return run(ROOT, sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
