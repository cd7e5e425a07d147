"""Whether the program on the disk is still the one that a process has imported."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from pressroom.resident.request import PACKAGE

_SKIPPED = "__pycache__"
_INSTALLED = (".dist-info", ".egg-link", ".pth")  # a package that is installed or removed changes one of these
_Stamp = tuple[int, int, int, int]


def stamps() -> dict[str, _Stamp]:
    """What the system says of every file of the program, of Python, and of the packages that are installed."""
    found: dict[str, _Stamp] = {}
    _add_folder(found, PACKAGE)
    beside = Path(PACKAGE).parent
    for path in (beside / "render.py", beside / "catalogues.py", Path(sys.executable), Path(sys.prefix) / "pyvenv.cfg"):
        with suppress(OSError):
            found[str(path)] = _stamp(path.stat())
    for folder in sys.path:
        if folder.endswith("-packages"):
            with suppress(OSError), os.scandir(folder) as listing:
                found |= {item.path: _stamp(item.stat()) for item in listing if item.name.endswith(_INSTALLED)}
    return found


def _add_folder(found: dict[str, _Stamp], folder: str) -> None:
    with os.scandir(folder) as listing:
        for item in listing:
            if item.is_dir(follow_symlinks=False):
                if item.name != _SKIPPED:
                    _add_folder(found, item.path)
            elif not item.name.startswith("."):
                found[item.path] = _stamp(item.stat())


def _stamp(status: os.stat_result) -> _Stamp:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
