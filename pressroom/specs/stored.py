"""Checked specifications in the cache, so that a file is parsed and checked once.

An entry counts for one content of one file and one version of the program. A project may come from anybody, with its
cache: an entry can hold plain values and objects of the classes that specifications are made of, and no others.
"""

from __future__ import annotations

import importlib
import io
import pickle
from typing import Any

from pressroom.cache import Cache
from pressroom.models import BaseModel
from pressroom.records import names

_PLAIN = {"builtins": {"set", "frozenset"}, "pathlib": {"PosixPath", "WindowsPath", "PurePosixPath"}}


def stored(cache: Cache, name: str) -> Any:
    """What is stored under this key; None when there is nothing, or anything that does not belong there."""
    content = cache.get(name)
    try:
        return None if content is None else _Reader(io.BytesIO(content)).load()
    except Exception:  # whatever is wrong in an entry, the file is read again
        return None


def store(cache: Cache, name: str, thing: object) -> None:
    """Store a specification with its document."""
    cache.put(name, pickle.dumps(thing, pickle.HIGHEST_PROTOCOL))


class _Reader(pickle.Unpickler):
    """Objects of specifications alone: whatever else is named is refused."""

    def find_class(self, module: str, name: str) -> Any:
        if name in _PLAIN.get(module, ()):
            found: Any = getattr(importlib.import_module(module), name)
            return found
        if module.startswith("pressroom."):
            found = getattr(importlib.import_module(module), name, None)
            if isinstance(found, type) and (names(found) is not None or issubclass(found, BaseModel)):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a specification")
