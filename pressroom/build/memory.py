"""Memory of processes that make or judge one file after another.

A command rarely collects garbage: its imports and a few files make few cycles. A process that works on many files
collects once for each, and what is left then stays for good (modules, fonts, the project): it is not looked at again,
so that a collection takes a millisecond.
"""

from __future__ import annotations

import gc


def collect() -> None:
    """Free the cycles of the file that was finished."""
    gc.collect()
    gc.freeze()
