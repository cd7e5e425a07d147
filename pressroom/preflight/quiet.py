"""What pypdf logs while it reads a file: kept from the terminal, and kept for the checks."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

_MOST = 50


@contextmanager
def quiet() -> Iterator[list[str]]:
    """What pypdf logs meanwhile, 50 sentences at most."""
    said: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if len(said) < _MOST:
                said.append(record.getMessage())

    log, listener = logging.getLogger("pypdf"), Listener()
    before, log.propagate = log.propagate, False
    log.addHandler(listener)
    try:
        yield said
    finally:
        log.removeHandler(listener)
        log.propagate = before
