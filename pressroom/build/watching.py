"""What somebody changes in the project, said as it happens: for a server's pages, and for `build --watch`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import watchfiles
from watchfiles._rust_notify import WatchfilesRustInternalError

from pressroom import files

FOLDERS = ("materials", "layouts", "assets")
QUIET_MS, LONGEST_MS = 20, 3000
"""Changes are reported together until there are none for so long, or after so long at the latest.

An editor that writes a new file and renames it takes less than a millisecond, a copied folder a few; what comes later
is the next group, and ends the build of this one between two pieces.
"""
SECONDS_FOR_CTRL_C = 0.5
"""A wait of the main thread is cut into such parts: on Windows, Ctrl-C does not end a wait for a lock."""
_LOOK_MS = 200  # between two looks at whether the watching shall end

# File systems that other machines write to: this one is not told of that, and has to look again and again.
_NETWORK = frozenset(("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "vboxsf",
                      "fuse.sshfs", "fuse.vmhgfs-fuse", "prl_fs", "drvfs", "davfs", "fuse.davfs2"))
_MOUNTS = Path("/proc/self/mounts")


def changes(root: Path, ended: threading.Event | None = None,
            polling: Callable[[], None] = lambda: None) -> Iterator[frozenset[Path]]:
    """The files of the project that changed, group by group, until `ended` is set; none where there is no project.

    The first group is empty and comes when the watching has begun: nothing that changes after it is missed. `polling`
    is called once where the system tells of no changes, so that all files are looked at several times a second.
    """
    slow = on_network(root)
    if slow:
        polling()
    while True:
        folders = [root / name for name in FOLDERS if (root / name).is_dir()]
        if not folders:
            yield frozenset()
            return
        try:
            yield from _groups(folders, ended, slow)
            return
        except (OSError, WatchfilesRustInternalError):  # no inotify, or no more of it: the system's limits
            if slow:
                raise
            slow = True
            polling()


class Following:
    """Groups of changes, one after another; those that come during the work on one are reported together.

    Iterating waits for the next group. A thread of its own gathers them, so that `is_newer` tells at once.
    """

    def __init__(self, groups: Iterable[frozenset[Path]]) -> None:
        self._groups = groups
        self._condition = threading.Condition()
        self._waiting: list[frozenset[Path]] = []
        self._over = False
        self._fault: Exception | None = None
        self._thread = threading.Thread(target=self._gather, name="changes", daemon=True)
        self._thread.start()

    def is_newer(self) -> bool:
        """Whether something has changed since the group that was last reported."""
        return bool(self._waiting)

    def __iter__(self) -> Iterator[frozenset[Path]]:
        """The groups as they come.

        Raises:
            OSError: the project cannot be watched any more.
        """
        while True:
            with self._condition:
                while not self._condition.wait_for(lambda: self._waiting or self._over, SECONDS_FOR_CTRL_C):
                    continue
                if not self._waiting:
                    break
                waiting, self._waiting = self._waiting, []
            yield frozenset[Path]().union(*waiting)
        if self._fault:
            raise self._fault

    def _gather(self) -> None:
        fault: Exception | None = None
        try:
            for group in self._groups:
                with self._condition:
                    self._waiting.append(group)
                    self._condition.notify_all()
        except Exception as trouble:
            fault = trouble
        with self._condition:
            self._over, self._fault = True, fault
            self._condition.notify_all()


def _groups(folders: list[Path], ended: threading.Event | None, slow: bool) -> Iterator[frozenset[Path]]:
    begun = False
    for seen in watchfiles.watch(*folders, watch_filter=_meant, stop_event=ended, force_polling=slow or None,
                                 debounce=LONGEST_MS, step=QUIET_MS, rust_timeout=_LOOK_MS, yield_on_timeout=True):
        if not begun:
            begun = True
            yield frozenset()
        if seen:
            yield frozenset(Path(path) for _, path in seen)


def _meant(_change: watchfiles.Change, path: str) -> bool:
    """Whether somebody meant the file: editors keep copies and locks of their own beside it."""
    name = Path(path).name
    return not name.startswith(".") and not name.endswith("~")


def on_network(folder: Path, mounts: Path = _MOUNTS) -> bool:
    """Whether a folder lies on a drive that other machines write to; False where the system does not say."""
    if folder.drive.startswith("\\\\"):  # a share, on Windows
        return True
    try:
        lines = files.text(mounts, errors="replace").splitlines()
    except OSError:
        return False
    place, best, kind = folder.resolve(), Path(), ""
    for line in lines:
        parts = line.split(" ")
        point = Path(parts[1].replace("\\040", " ")) if len(parts) > 2 else Path()
        if place.is_relative_to(point) and len(point.parts) >= len(best.parts):
            best, kind = point, parts[2]
    return kind in _NETWORK
