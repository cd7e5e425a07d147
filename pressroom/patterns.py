"""Regular expressions that are compiled when they are first used.

A module is imported for some of what it does: compiling all of its patterns then took 25 ms of every start.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Pattern:
    """An expression that becomes a compiled one at the first use of any attribute."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._arguments: Any = (source, flags)

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self._arguments)
        for each in ("match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split"):
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`; a mistake in the expression is raised at its first use."""
    return cast("re.Pattern[AnyStr]", _Pattern(source, flags))
