"""Tells open pages when files of the project change on the disk, whoever changes them."""

from __future__ import annotations

import threading
from types import TracebackType

from pressroom.studio.workspace import Workspace


class Watching:
    """Watches the project while a block runs, in a thread of its own."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def __enter__(self) -> Watching:
        """Begin."""
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        """End, and end the streams of open pages."""
        self._ended.set()
        self._workspace.events.close()
        self._thread.join(10)

    def _run(self) -> None:
        from pressroom.build.watching import changes  # lazy: not before pages can be opened

        root = self._workspace.root
        for group in changes(root, self._ended, lambda: None):
            names = sorted(path.relative_to(root).as_posix() for path in group if path.is_relative_to(root))
            if names:
                self._workspace.events.tell("files", files=names[:200])
