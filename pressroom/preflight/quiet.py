"""Messages that pypdf logs while it reads a file: collected for the checks instead of going to the terminal."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

_MOST = 50


@contextmanager
def quiet() -> Iterator[list[str]]:
    """The messages that pypdf logs meanwhile, 50 at most."""
    messages: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if len(messages) < _MOST:
                messages.append(record.getMessage())

    log, listener = logging.getLogger("pypdf"), Listener()
    before, log.propagate = log.propagate, False
    log.addHandler(listener)
    try:
        yield messages
    finally:
        log.removeHandler(listener)
        log.propagate = before
