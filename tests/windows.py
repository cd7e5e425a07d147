"""This machine, with what Windows lacks taken away and what it refuses refused: `as_on_windows()` in a new process.

What stays: the separator of paths, the standard library's own idea of the system (`os.name`), the encoding of the
console. Nothing here replaces a run on Windows.
"""

from __future__ import annotations

import errno
import fcntl
import importlib.abc
import os
import re
import sys
import types
import warnings
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

MISSING_MODULES = ("fcntl", "pwd", "grp", "resource", "termios", "tty", "pty", "syslog", "spwd", "crypt", "nis")
MISSING = {
    "os": """fork forkpty getuid geteuid getgid getegid getgroups setuid setgid setsid getsid setpgid getpgid getpgrp
        killpg wait wait3 wait4 waitid WNOHANG WIFSIGNALED O_NOFOLLOW O_NONBLOCK O_CLOEXEC O_DIRECTORY O_NOCTTY O_SYNC
        register_at_fork fchmod fchown chown lchown chroot mkfifo mknod uname posix_spawn posix_spawnp pread pwrite
        preadv pwritev sendfile statvfs fstatvfs sched_getaffinity sched_yield getloadavg nice getpriority setpriority
        set_blocking get_blocking pipe2 fdatasync posix_fadvise posix_fallocate lockf sysconf confstr pathconf openpty
        ttyname ctermid sync fchdir copy_file_range splice memfd_create listxattr getxattr setxattr getresuid
        eventfd initgroups login_tty""",
    "signal": """SIGHUP SIGKILL SIGALRM SIGUSR1 SIGUSR2 SIGCHLD SIGPIPE SIGSTOP SIGCONT SIGTSTP SIGQUIT SIGTTIN SIGTTOU
        SIGWINCH pthread_sigmask pthread_kill sigwait sigtimedwait sigwaitinfo sigpending SIG_BLOCK SIG_UNBLOCK
        SIG_SETMASK alarm setitimer getitimer pause siginterrupt""",
    "select": "poll epoll kqueue",
    "socket": "AF_UNIX SCM_RIGHTS recv_fds send_fds CMSG_LEN",
    "time": "clock_gettime tzset",
}
# Modules that ask for the system when they are imported, and then use what this machine has.
_BEFORE = """asyncio concurrent.futures ctypes ctypes.util email.message encodings.idna getpass http.client http.server
    locale mimetypes multiprocessing multiprocessing.util multiprocessing.resource_tracker pathlib platform random
    selectors shutil signal socket sqlite3 ssl subprocess tempfile threading urllib.request uuid webbrowser zipfile
    cryptography.hazmat.primitives pikepdf PIL.Image pydantic.main zoneinfo pypdf pypdfium2 reportlab.pdfgen.canvas
    rich.console jinja2 uvicorn starlette.applications anyio.to_thread anyio._backends._asyncio watchfiles uharfbuzz"""
_SHOWN = re.compile(r"^[^<>:\"|?*\x00-\x1f]*[^<>:\"|?*\x00-\x1f. ]$")
_DEVICE = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)\s*(\.|$)", re.IGNORECASE)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


_flock, _EXCLUSIVE = fcntl.flock, fcntl.LOCK_EX | fcntl.LOCK_NB


class _NotOnWindows(importlib.abc.MetaPathFinder):
    def find_spec(self, name: str, _path: Sequence[str] | None, _target: Any = None) -> None:
        if name.partition(".")[0] in MISSING_MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def as_on_windows() -> None:
    """Change this process; for good."""
    for name in _BEFORE.split():
        __import__(name)
    for name in MISSING_MODULES:
        sys.modules.pop(name, None)
    sys.meta_path.insert(0, _NotOnWindows())
    for module, names in MISSING.items():
        for each in names.split():
            if hasattr(sys.modules[module], each):
                delattr(sys.modules[module], each)
    _refuse()
    sys.platform = "win32"
    sys.modules["msvcrt"] = fake_msvcrt()


def fake_msvcrt() -> types.ModuleType:
    """`locking` of msvcrt, over this system's locks of whole files.

    It checks that the byte is behind the end of the file: others could not read a locked one.
    """
    module: Any = types.ModuleType("msvcrt")
    module.LK_UNLCK, module.LK_LOCK, module.LK_NBLCK = 0, 1, 2

    def locking(descriptor: int, mode: int, count: int) -> None:
        assert (mode, count) == (module.LK_NBLCK, 1)
        assert os.lseek(descriptor, 0, os.SEEK_CUR) >= os.fstat(descriptor).st_size
        try:
            _flock(descriptor, _EXCLUSIVE)
        except BlockingIOError:
            raise OSError(errno.EACCES, "Permission denied") from None
    module.locking = locking
    return module


def _refuse() -> None:
    """Have the functions of `os` refuse what they refuse on Windows."""
    _wrap("open", _opens)
    for name in ("unlink", "remove", "replace", "rename", "rmdir"):
        _wrap(name, _moves)
    _wrap("fsync", _writes_out)
    for name in ("stat", "lstat", "mkdir", "listdir", "scandir", "utime", "chmod", "link", "symlink", "readlink"):
        _wrap(name, lambda _real, *_words, **options: _without_descriptors(options))
    sys.addaudithook(_audited)
    os.supports_dir_fd, os.supports_fd = set(), set()
    os.supports_follow_symlinks = {os.stat}
    warnings.filterwarnings("error", category=EncodingWarning, module=r"pressroom\.")  # needs -X warn_default_encoding


def _wrap(name: str, judge: Callable[..., None]) -> None:
    real = getattr(os, name)

    def judged(*words: Any, **options: Any) -> Any:
        judge(real, *words, **options)
        return real(*words, **options)
    setattr(os, name, judged)


def _without_descriptors(options: dict[str, Any]) -> None:
    for name in ("dir_fd", "src_dir_fd", "dst_dir_fd"):
        if options.get(name) is not None:
            raise NotImplementedError(f"{name} unavailable on this platform")


def _opens(_real: Any, path: Any, *_words: Any, **options: Any) -> None:
    _without_descriptors(options)
    if Path(os.fsdecode(path)).is_dir():
        raise PermissionError(errno.EACCES, "Permission denied", os.fsdecode(path))


def _moves(_real: Any, *words: Any, **options: Any) -> None:
    _without_descriptors(options)
    for path in _open_files():
        for moved in map(os.path.realpath, map(os.fsdecode, words)):
            if path == moved or path.startswith(moved + os.sep):
                raise PermissionError(errno.EACCES, "The process cannot access the file: it is being used", path)


def _open_files() -> Iterable[str]:
    """Every file that this process has open, or mapped into its memory."""
    for number in Path("/proc/self/fd").iterdir():
        try:
            yield os.fspath(number.readlink())
        except OSError:
            continue
    for line in Path("/proc/self/maps").read_text(encoding="utf-8").splitlines():
        if "/" in line:
            yield line[line.index("/"):]


def _writes_out(_real: Any, descriptor: int) -> None:
    flags = int(Path(f"/proc/self/fdinfo/{descriptor}").read_text(encoding="ascii").split("flags:")[1].split()[0], 8)
    if flags & os.O_ACCMODE == os.O_RDONLY:
        raise OSError(errno.EBADF, "Bad file descriptor")


def _audited(event: str, words: tuple[Any, ...]) -> None:
    """Refuse names that Windows does not allow, wherever a file is made."""
    made = {"os.mkdir": words[:1], "os.rename": words[1:2], "os.link": words[1:2]}.get(event, ())
    if event == "open" and isinstance(words[2], int) and words[2] & WRITING:
        made = words[:1]
    for path in made:
        if isinstance(path, str | bytes | os.PathLike):
            name = Path(os.fsdecode(path)).name
            if name and (not _SHOWN.match(name) or _DEVICE.match(name)):
                raise OSError(errno.EINVAL, "Invalid argument", os.fsdecode(path))
