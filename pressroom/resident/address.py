"""Where the socket of a project's resident process lies: in a folder that only this user can open.

Kept free of imports: every command looks here first.
"""

from __future__ import annotations

import os
import stat

CAMPAIGN = "materials/campaign.yaml"  # what makes a folder a project
# A path of any length: sockets take at most 107 bytes, so they are named through the open folder.
_THROUGH = "/proc/self/fd/"
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


class Unsafe(Exception):  # noqa: N818 - a state of the folder, not a programming error
    """The folder could be opened by others; the message is its path."""


def project_around(folder: str) -> str:
    """The nearest folder, from `folder` upwards, that holds a project; empty where there is none."""
    while not os.path.isfile(f"{folder}{os.sep}{CAMPAIGN}"):  # noqa: PTH113
        above = os.path.dirname(folder)  # noqa: PTH120
        if above == folder:
            return ""
        folder = above
    return folder


def folders(root: str) -> list[str]:
    """The folders that may hold the socket, the best one first: the session's own, and the project's."""
    session = os.environ.get("XDG_RUNTIME_DIR", "")
    own = f"{root}{os.sep}.cache{os.sep}resident"
    return [f"{session}{os.sep}pressroom", own] if session.startswith(os.sep) else [own]


def name(root: str) -> str:
    """The socket's name: the project's folder, by what the system knows it by.

    Raises:
        OSError: there is no such folder.
    """
    status = os.stat(root)  # noqa: PTH116 - pathlib takes 7 ms
    return f"{status.st_dev:x}-{status.st_ino:x}.sock"


def opened(folder: str) -> int:
    """A descriptor of the folder, which belongs to this user and is closed to all others.

    Raises:
        OSError: there is no such folder.
        Unsafe: it belongs to somebody else, or others may open it.
    """
    descriptor = os.open(folder, _FOLDER)
    status = os.fstat(descriptor)
    if status.st_uid != os.geteuid() or stat.S_IMODE(status.st_mode) & 0o077:
        os.close(descriptor)
        raise Unsafe(folder)
    return descriptor


def inside(descriptor: int, file: str) -> str:
    """The path of a file in an open folder; short, and the same folder whatever is renamed."""
    return f"{_THROUGH}{descriptor}/{file}"


def is_own_socket(descriptor: int, file: str) -> bool:
    """Whether the file in the open folder is a socket that this user made."""
    status = os.stat(file, dir_fd=descriptor, follow_symlinks=False)
    return stat.S_ISSOCK(status.st_mode) and status.st_uid == os.geteuid()
