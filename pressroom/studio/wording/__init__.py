"""The phrases of the studio's pages by the names that templates and scripts use; each module has those of one page."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType


def _every() -> Mapping[str, str]:
    """The phrases of all modules.

    Raises:
        ValueError: two of them have the same name.
    """
    words: dict[str, str] = {}
    for module in pkgutil.iter_modules(__path__, f"{__name__}."):
        own: Mapping[str, str] = importlib.import_module(module.name).WORDS
        twice = words.keys() & own.keys()
        if twice:
            raise ValueError(f"two phrases are named {', '.join(sorted(twice))}")
        words |= own
    return MappingProxyType(words)


WORDS = _every()
