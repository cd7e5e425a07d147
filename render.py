#!/usr/bin/env python3
"""Make a campaign's pieces: `python render.py --help`."""

import os
import sys

ROOT = os.path.dirname(os.path.realpath(__file__))  # noqa: PTH120 - most commands need no pathlib in this process


def main():  # type: () -> int
    """Run the command: in the project's resident process where there is one, or in the project's own environment."""
    sys.path.insert(0, ROOT)
    if sys.version_info >= (3, 11):  # noqa: UP036 - an older Python cannot read the modules
        from pressroom.resident.client import handed_over

        code = handed_over(ROOT, "render.py", sys.argv[1:])
        if code is not None:
            os._exit(code)  # this process has nothing to put away
    return _run_here()


def _run_here():  # type: () -> int
    import contextlib
    import gc
    from pathlib import Path

    gc.set_threshold(100_000)  # imports and a build make few cycles; collecting them takes 50 ms
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # searching for plugins takes 20 ms
    from pressroom.interpreter import other_python

    python = other_python(Path(ROOT))
    if python:  # not in .venv yet: run the same command with its interpreter
        os.execv(python, [python, __file__, *sys.argv[1:]])
    import catalogues

    with contextlib.suppress(ImportError):  # no Babel: French messages are then reported as not compiled
        catalogues.refresh()
    from pressroom.cli import run
    from pressroom.interpreter import end

    return end(run(Path(ROOT), sys.argv[1:]))


if __name__ == "__main__":
    sys.exit(main())
