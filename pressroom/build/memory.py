"""Memory of processes that make or judge one file after another.

A command rarely collects garbage: its imports and a few files make few cycles. A process that works on many files
collects once for each, and what is left then stays for good (modules, fonts, the project): it is not looked at again,
so that a collection takes a millisecond. The first file imports what all of them need, and a collection that looks at
all of that takes a tenth of a second; so the little that it leaves stays as well.
"""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress

_first = [True]


def collect() -> None:
    """Free the cycles of the file that was finished."""
    if not _first:
        gc.collect()
    _first.clear()
    gc.freeze()


def give_back() -> None:
    """Return to the system what C's memory has free between what is held, where its library does so when asked (glibc).

    Else the most that a stage ever held stays with the process, beside all that the next one needs.
    """
    with suppress(AttributeError, OSError, TypeError):  # another library of C; none that can be found by name
        ctypes.CDLL(None).malloc_trim(0)
