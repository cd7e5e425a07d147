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
    gc.set_threshold(100_000)  # imports and a piece leave hardly a cycle behind: looking for them is 50 ms
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for plugins that nobody has is 20 ms
    sys.path.insert(0, str(ROOT))
    from pressroom.interpreter import other_python

    python = other_python(ROOT)
    if python:  # not in .venv yet: the same command, run by the interpreter that has the packages
        os.execv(python, [python, __file__, *sys.argv[1:]])
    import catalogues

    with contextlib.suppress(ImportError):  # no Babel: who asks for French is told that it is not compiled
        catalogues.refresh()
    from pressroom.cli import run

    ended = run(ROOT, sys.argv[1:])
    gc.freeze()  # all is given back at once: a last look for cycles is 50 ms more
    return ended


if __name__ == "__main__":
    sys.exit(main())
