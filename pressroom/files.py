"""Regular files, read within bounds: the only module that opens a path named by a user.

A read from a pipe waits for a writer, and a device may have no end. A file is therefore opened without blocking, and
its type and size are taken from the open descriptor, not from the path.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import sys
import unicodedata
from io import BufferedReader
from pathlib import Path

MOST_BYTES = 1 << 31
"""Bytes of the largest file that is read at all; most callers set a lower limit."""

_FLAGS = (os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_CLOEXEC", 0)
          | getattr(os, "O_BINARY", 0))
_BLOCK = 1 << 16


def N_(text: str) -> str:  # noqa: N802 - the name that gettext's extractors look for
    """`text`, for the catalogue; `findings` has the same function, but this module must not import it."""
    return text


ON_WINDOWS = sys.platform == "win32"
_DEVICES = frozenset(("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt")
                                                    for number in "0123456789¹²³")))
_NOT_IN_NAMES = frozenset('<>:"/\\|?*')


MISSING = N_("there is no such file")
FOLDER = N_("it is a folder")
NOT_REGULAR = N_("it is a pipe, a socket or a device, not a regular file")
TOO_LARGE = N_("it is too large")
FORBIDDEN = N_("it may not be read: its permissions forbid it")
UNREADABLE = N_("the disk reports a read error")

_REASONS = {errno.ENOENT: MISSING, errno.ENOTDIR: MISSING, errno.EISDIR: FOLDER, errno.ENXIO: NOT_REGULAR,
            errno.ENODEV: NOT_REGULAR, errno.EACCES: FORBIDDEN, errno.EPERM: FORBIDDEN, errno.EIO: UNREADABLE}


class Unread(OSError):  # noqa: N818 - callers turn it into a finding
    """A file that cannot be read.

    Attributes:
        strerror: the reason, an English sentence to translate, from this module or the system.
    """

    def __init__(self, reason: str, number: int = errno.EINVAL) -> None:
        super().__init__(number, reason)

    def __str__(self) -> str:
        return self.strerror or ""

    @property
    def names_no_file(self) -> bool:
        """Whether the path is wrong, not the file: nothing is there, or a folder."""
        return self.strerror in (MISSING, FOLDER)


def is_name_everywhere(name: str) -> bool:
    """Whether every system allows a file of that name: Windows keeps names of devices, and drops dots at the end."""
    return (bool(name) and name[-1] not in ". " and name.partition(".")[0].rstrip(" ").lower() not in _DEVICES
            and not any(char in _NOT_IN_NAMES or ord(char) < 32 for char in name))


def opened(path: Path, most: int = MOST_BYTES) -> BufferedReader:
    """The file at `path`, open for reading bytes; the caller closes it.

    Raises:
        Unread: it is missing, a folder, no regular file, larger than `most` bytes, or cannot be read.
    """
    number, _ = _descriptor(path, most)
    return os.fdopen(number, "rb")


def content(path: Path | str, most: int = MOST_BYTES) -> bytes:
    """The bytes of the file at `path`.

    Raises:
        Unread: as `opened`; also when the file grows beyond `most` bytes while it is read.
    """
    number, size = _descriptor(path, most)
    parts: list[bytes] = []
    count = 0
    try:
        while part := os.read(number, size + 1 - count if count <= size else _BLOCK):
            parts.append(part)
            count += len(part)
            if count > most:
                raise Unread(TOO_LARGE, errno.EFBIG)
    except Unread:
        raise
    except OSError as trouble:
        raise _unread(trouble) from None
    finally:
        os.close(number)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def text(path: Path, most: int = MOST_BYTES, errors: str = "strict") -> str:
    """The text of the UTF-8 file at `path`, its lines ended by a line feed.

    Raises:
        Unread: as `content`.
        UnicodeDecodeError: it is in another encoding, and `errors` is `strict`.
    """
    return content(path, most).decode("utf-8", errors).replace("\r\n", "\n")


def composed(words: str) -> str:
    """Text from outside in Unicode's form C, in which é is one character; macOS and some editors write it as two.

    Typography, hyphenation and lookups by name compare characters, so every reader of text from outside applies it.
    """
    return unicodedata.normalize("NFC", words)


def as_on_disk(path: Path) -> Path:
    """The path as spelt on the disk, where names may be in another form of Unicode than in a specification."""
    try:
        if str(path).isascii() or path.exists():
            return path
        folder, alike = as_on_disk(path.parent), composed(path.name)
        return next((item for item in folder.iterdir() if composed(item.name) == alike), path)
    except (OSError, ValueError):
        return path


def digest(path: Path, most: int = MOST_BYTES) -> str:
    """The SHA-256 of the file at `path`, in hex; in constant memory.

    Raises:
        Unread: as `opened`.
    """
    with opened(path, most) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def is_inside(folder: Path | str, name: str, *, linked: bool = True) -> bool:
    """Whether `folder`/`name` lies in the folder, wherever links lead; it need not exist.

    `name` must be a plain relative path: names of files with slashes between them, without `.` and `..`. Where the file
    itself is replaced or removed, a link at its place is not followed (`linked=False`), only those before it.
    """
    parts = name.split("/")
    if "\\" in name or "\0" in name or any(part in ("", ".", "..") for part in parts):
        return False
    if ON_WINDOWS and not all(is_name_everywhere(part) for part in parts):  # a drive, a device, a stream of a file
        return False
    try:
        top = os.path.realpath(folder)
        real = os.path.realpath(f"{top}/{name if linked else name.rpartition('/')[0]}")
    except (OSError, ValueError):
        return False
    return real.startswith(top.rstrip(os.sep) + os.sep) or (not linked and real == top)


def link_out(folder: Path | str, name: str) -> str:
    """The link of the folder, by its path there, by which `name` leads out of it; `name` itself without one."""
    parts = name.split("/")
    within = ("/".join(parts[:count]) for count in range(1, len(parts)))
    return next((path for path in within if not is_inside(folder, path)), name)


def _descriptor(path: Path | str, most: int) -> tuple[int, int]:
    """The open file's number, and its size in bytes."""
    try:
        number = os.open(path, _FLAGS)
    except OSError as trouble:
        raise _unread(trouble) from None
    except ValueError:  # a name with a NUL byte
        raise Unread(MISSING, errno.ENOENT) from None
    status = os.fstat(number)
    reason = (FOLDER if stat.S_ISDIR(status.st_mode) else NOT_REGULAR if not stat.S_ISREG(status.st_mode)
              else TOO_LARGE if status.st_size > most else "")
    if reason:
        os.close(number)
        raise Unread(reason)
    return number, status.st_size


def _unread(trouble: OSError) -> Unread:
    number = trouble.errno or errno.EIO
    return Unread(_REASONS.get(number, trouble.strerror or str(trouble)), number)
