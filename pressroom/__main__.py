"""The installed command: `pressroom`, or `python -m pressroom`, in any folder of a project."""

import gc
import os
import sys
from pathlib import Path


def main() -> int:
    """Run the command for the project around the current folder; its exit code."""
    gc.set_threshold(100_000)  # as in render.py
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from pressroom.cli import run
    from pressroom.cli.project_folder import project_around
    from pressroom.interpreter import INSTALLED_COMMAND, run_as

    run_as(INSTALLED_COMMAND)
    exit_code = run(project_around(Path.cwd()), sys.argv[1:])
    gc.freeze()
    return exit_code


if __name__ == "__main__":
    raise SystemExit(main())
