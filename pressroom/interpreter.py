"""The interpreter and the name of the command: the project's .venv, or any environment with the packages.

The syntax is that of every Python 3, so that an old interpreter prints a message instead of a syntax error.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import sys
from pathlib import Path

OLDEST = (3, 11)
NEEDED = ("pydantic", "uharfbuzz", "reportlab", "yaml")
# The name of the command in messages of the source, and the name of the installed command.
CHECKOUT_COMMAND, INSTALLED_COMMAND = "render.py", "pressroom"

_names = [CHECKOUT_COMMAND]
# Messages in English and in French, for an interpreter without the catalogues.
_NOT_INSTALLED = (
    "Pressroom's packages are not installed: type `make` once, or `pip install -e .`",
    "Les paquets de Pressroom ne sont pas install\u00e9s\u00a0: tapez `make` une fois, ou `pip install -e .`")
_TOO_OLD = (
    "Pressroom needs Python 3.11 or later; this is @version@",
    "Pressroom demande Python 3.11 ou plus r\u00e9cent\u202f; celui-ci est @version@")


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
    english, french = _NOT_INSTALLED if sys.version_info >= OLDEST else _TOO_OLD
    message = french if _reads_french() else english
    sys.stderr.write(message.replace("@version@", sys.version.split()[0]) + "\n")
    raise SystemExit(3)


def end(code: int) -> int:
    """End this process at once with `code`, once its output is written: a command has put everything away.

    Taking the modules apart one by one, as Python does at the end, takes 20 ms. The code comes back where threads
    are still at work. Output that cannot be written is told, and 120 the code, as when Python ends by itself.
    """
    threading = sys.modules.get("threading")
    if threading and any(not each.daemon for each in threading.enumerate() if each is not threading.main_thread()):
        return code
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream:
                stream.flush()
        except BrokenPipeError:  # who reads it has seen enough
            pass
        except (OSError, ValueError) as error:
            code = 120
            with contextlib.suppress(OSError, ValueError):
                os.write(2, (f"{error}\n").encode())
    os._exit(code)


def _reads_french() -> bool:
    """Whether the environment's language is French; the packages that know more are not installed here."""
    languages = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG")]
    return next((language for language in languages if language), "").lower().startswith("fr")
