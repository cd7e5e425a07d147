"""The installed command: `pressroom`, or `python -m pressroom`, in any folder of a project."""

import os
import sys

from pressroom.resident.address import project_around
from pressroom.resident.client import handed_over


def main() -> int:
    """Run the command for the project around the current folder; its exit code."""
    try:
        root = project_around(os.getcwd())  # noqa: PTH109 - most commands need no pathlib in this process
    except OSError:
        root = ""
    code = handed_over(root, "pressroom", sys.argv[1:])
    if code is not None:
        os._exit(code)  # this process has nothing to put away
    return _run_here(root)


def _run_here(root: str) -> int:
    import gc
    from pathlib import Path

    gc.set_threshold(100_000)  # as in render.py
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from pressroom.cli import run
    from pressroom.interpreter import INSTALLED_COMMAND, end, run_as

    run_as(INSTALLED_COMMAND)
    return end(run(Path(root) if root else None, sys.argv[1:]))


if __name__ == "__main__":
    raise SystemExit(main())
