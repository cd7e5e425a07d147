"""Sending what a stage made to another process, as bytes."""

from __future__ import annotations

import copyreg
import pickle
from types import MappingProxyType
from typing import Any


def _frozen(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(mapping)


def _read_only(mapping: MappingProxyType[Any, Any]) -> tuple[Any, tuple[dict[Any, Any]]]:
    return _frozen, (dict(mapping),)


# Findings and briefs carry read-only mappings, which the standard library does not know how to send.
copyreg.pickle(MappingProxyType, _read_only)


def packed(thing: object) -> bytes:
    """`thing` as bytes, for a process of this very program."""
    return pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)


def unpacked(content: bytes) -> Any:
    """What `packed` had; only ever called on what this program's own processes sent each other."""
    return pickle.loads(content)
