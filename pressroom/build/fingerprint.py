"""What goes into a file, as one hash: a piece is made again only when this changes.

Places of values in their files do not count, so that a new comment makes nothing again; the content
of every font, profile and picture does, and so does the program itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pressroom import files
from pressroom.findings import Finding, Place
from pressroom.models import BaseModel
from pressroom.program import of_program
from pressroom.records import names
from pressroom.specs.document import Document
from pressroom.stages import Piece
from pressroom.type.fonts import Face


def of_piece(piece: Piece) -> str:
    """The hash of all that makes this piece what it is."""
    text = json.dumps(_plain(piece), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(f"{of_program()}\n{text}".encode()).hexdigest()


@cache
def _of_file(path: Path, _changed: int, _size: int) -> str:
    try:
        return files.digest(path)
    except files.Unread as trouble:  # whoever needs the file says so at its place
        return str(trouble)


_models: dict[int, tuple[BaseModel, str]] = {}
"""Models that were hashed, by address: they cannot be changed, and a printer's or a layout's is in many pieces."""

_MOST_MODELS = 1000


def _of_model(model: BaseModel) -> str:
    known = _models.get(id(model))
    if known is None:
        if len(_models) >= _MOST_MODELS:
            _models.clear()
        text = json.dumps(model.model_dump(mode="json"), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        known = _models[id(model)] = model, hashlib.sha256(text.encode()).hexdigest()
    return known[1]


def _plain(value: object) -> object:
    """`value` as JSON can say it; files as the hash of what they hold."""
    if isinstance(value, Place | Document | Finding):
        return None
    if isinstance(value, Face):
        return [_plain(value.file), list(map(list, value.instance))]
    if isinstance(value, Path):
        stamp = value.stat()
        return [value.name, _of_file(value, stamp.st_mtime_ns, stamp.st_size)]
    if isinstance(value, BaseModel):
        return _of_model(value)
    fields = names(value)
    if fields is not None:
        return {name: _plain(getattr(value, name)) for name in fields
                if name not in ("findings", "place", "document", "layout_document")}
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"{type(value).__name__} cannot be told apart from another of its kind")
