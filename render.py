#!/usr/bin/env python3
"""Make a campaign's pieces: `python render.py --help`."""

import contextlib
import gc
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def main() -> int:
    """Run the command in the project's own environment."""
    gc.set_threshold(100_000)  # imports and a build make few cycles; collecting them takes 50 ms
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # searching for plugins takes 20 ms
    sys.path.insert(0, str(ROOT))
    from pressroom.interpreter import other_python

    python = other_python(ROOT)
    if python:  # not in .venv yet: run the same command with its interpreter
        os.execv(python, [python, __file__, *sys.argv[1:]])
    import catalogues

    with contextlib.suppress(ImportError):  # no Babel: French messages are then reported as not compiled
        catalogues.refresh()
    from pressroom.cli import run

    exit_code = run(ROOT, sys.argv[1:])
    gc.freeze()  # the process ends: a last collection takes 50 ms
    return exit_code


if __name__ == "__main__":
    sys.exit(main())
