"""out/manifest.json as it is found: a file that anybody may have edited, read within bounds and against a model.

What a manifest says decides which files are left as they are, published and removed. So a manifest that cannot be read
counts as none, and an entry that no build writes as no entry; both are told, and the files are made again.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pressroom import files
from pressroom.editions import LISTED
from pressroom.field_types import NAME
from pressroom.file_index import MANIFEST, MOST_MANIFEST_BYTES, FileIndex
from pressroom.findings import N_, Finding, Place, Severity, code, finding, once
from pressroom.models import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, twin
from pressroom.patterns import regex
from pressroom.publish.folder import outside, write_all
from pressroom.publish.manifest import SCHEMA, Entry, Manifest, as_json
from pressroom.records import names

MOST_ENTRIES = 20_000
MOST_SHOWN = 20
"""Of a manifest: so many wrong entries are told one by one, the others are counted."""

MANIFEST_UNREADABLE = code(
    "manifest-unreadable",
    N_("The manifest lists the finished files. Without it no build knows which files it may leave as they are, or "
       "which to remove."),
    N_("Nothing: a build makes all files again and writes a new manifest. Files of materials that are gone stay, and "
       "have to be removed by hand."), severity=Severity.WARNING)
MANIFEST_ENTRY = code(
    "manifest-entry",
    N_("An entry of the manifest that no build writes, such as one with a path that leads out of the folder of "
       "finished files, is ignored: nothing is left, published or removed because of it."),
    N_("Nothing: the entry is gone after the next build. Do not edit the manifest."), severity=Severity.WARNING)

_OTHER_FORM = N_("no build writes it in this form")
_TWICE = N_("it is there twice")
_NO_PATH = N_("no build writes a file at this path")
_SIGNS = regex(r"[\x00-\x08\x0b-\x1f\x7f]")


def _plain(value: str) -> str:
    if _SIGNS.search(value):
        raise ValueError("control characters")
    return value


def _path(value: str) -> str:
    parts = value.split("/")
    if (len(parts) != LISTED.get(parts[0], -1) + 1 or "\\" in value
            or any(not part or part.startswith(".") for part in parts)):
        raise ValueError("a path that no build writes")
    return value


def _as_tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


_Name = Annotated[str, Field(pattern=NAME.pattern, max_length=100)]
_Text = Annotated[str, Field(max_length=1_000_000), AfterValidator(_plain)]
_Line = Annotated[str, Field(max_length=10_000), AfterValidator(_plain)]
_Hash = Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]
_Day = Annotated[str, Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$")]
_Count = Annotated[int, Field(ge=0, le=10**12)]
_Number = Annotated[int, Field(ge=-10**15, le=10**15)] | Annotated[float, Field(allow_inf_nan=False)]
_Value = _Line | _Number
_Source = Annotated[tuple[_Line, _Count, _Count], BeforeValidator(_as_tuple)]


class _Stored(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Page(_Stored):
    trim_mm: Annotated[tuple[_Number, _Number], BeforeValidator(_as_tuple)]
    bleed_mm: _Number
    qr: list[_Line]
    text: _Text


class _Finding(_Stored):
    code: _Name
    severity: Literal["error", "warning", "note", "not run"]
    message: _Line
    values: dict[Annotated[str, Field(pattern=r"^\w+$", max_length=100)], _Value]
    hint: _Line
    source: _Source | None
    used_in: list[_Source] = Field(default_factory=list)
    sheet: _Count | None
    area: Annotated[tuple[_Number, _Number, _Number, _Number], BeforeValidator(_as_tuple)] | None
    measured: _Value | None
    limit: _Value | None
    piece: _Line


class _Preflight(_Stored):
    passed: bool = True
    ran: list[_Name] = Field(default_factory=list)
    findings: list[_Finding] = Field(default_factory=list)


class _Entry(_Stored):
    path: Annotated[str, Field(max_length=500), AfterValidator(_plain), AfterValidator(_path)]
    material: _Name
    kind: _Name
    layout: _Name
    format: Annotated[str, Field(pattern=r"^[A-Za-z0-9.]+(-[a-z]+)?$", max_length=60)]
    edition: _Name
    printer: Literal[""] | _Name
    standard: _Line
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    bytes: _Count
    inputs: _Hash
    title: _Text
    pages: list[_Page]
    preflight: _Preflight
    embargo: _Day
    ink: dict[Literal["cover", "members"], _Number]
    headlines: list[_Number] = Field(default_factory=list)


class _Manifest(_Stored):
    number: int = Field(alias="schema", ge=SCHEMA, le=SCHEMA)
    inputs: _Hash
    until: _Day
    files: Annotated[list[Any], Field(max_length=MOST_ENTRIES)]


_KEYS = set(names(Entry) or ())


def read(folder: Path, known: str = "") -> Manifest:
    """The manifest of the last build in `folder`, with findings about it; empty when there is none.

    One with the checksum `known`, which is that of the manifest as the program wrote it, needs no model.
    """
    try:
        if not files.is_inside(folder, MANIFEST):
            raise ValueError(_OTHER_FORM)
        content = files.text(folder / MANIFEST, MOST_MANIFEST_BYTES)
        own = bool(known) and hashlib.sha256(content.encode()).hexdigest() == known
        stored = json.loads(content)
        top = _Manifest.model_construct(**stored) if own else _Manifest.model_validate(stored)
    except files.Unread as trouble:
        return Manifest() if trouble.strerror == files.MISSING else _unreadable(folder, str(trouble))
    except (ValueError, RecursionError):
        return _unreadable(folder, _OTHER_FORM)
    twice = {path for path, count in Counter(map(_path_of, top.files)).items() if count > 1}
    entries: dict[str, Entry] = {}
    wrong: list[Finding] = []
    for item in top.files:
        path = _path_of(item)
        reason = _TWICE if path in twice else "" if own and item.keys() == _KEYS else _wrong(item)
        if reason:
            wrong.append(finding(
                MANIFEST_ENTRY, N_("the entry {path} in the list of finished files is ignored: {reason}"),
                source=Place(folder / MANIFEST), path=repr(path[:80]), reason=reason))
        elif not files.is_inside(folder, path, linked=False):
            wrong.append(outside(folder, path))
        else:
            entries[path] = Entry(**{**item, "pages": tuple(item["pages"]),
                                     "headlines": tuple(item.get("headlines", ()))})
    return Manifest(entries, "" if wrong else top.inputs, top.until, tuple(_first(once(wrong), folder)))


def write(index: FileIndex, manifest: Manifest, more: Mapping[str, bytes]) -> None:
    """Write a manifest into the index's folder, together with other files.

    Raises:
        Refused: one of them cannot be written; none was replaced.
    """
    content, entries = as_json(manifest), manifest.entries
    if listed := {path: entries[path].sha256 for path in more if path in entries}:
        index.begin(listed)
    write_all(index.folder, {**more, MANIFEST: content})
    index.manifest = hashlib.sha256(content).hexdigest()
    # What a killed build began and this one left alone is still no change by anybody else.
    index.begun = {path: one for path, one in index.begun.items() if path in entries and entries[path].sha256 != one}
    index.save(manifest.entries)


def _unreadable(folder: Path, reason: str) -> Manifest:
    return Manifest(findings=(finding(
        MANIFEST_UNREADABLE, N_("the list of finished files cannot be read: {reason}"),
        N_("it is written anew, and all files are made again"), source=Place(folder / MANIFEST), reason=reason),))


def _path_of(item: Any) -> str:
    """The path of an entry of whatever form; empty without one."""
    path = item.get("path") if isinstance(item, dict) else None
    return path if isinstance(path, str) else ""


def _wrong(item: Any) -> str:
    """Why this is no entry; empty when it is one."""
    from pydantic import ValidationError  # lazy, as in models.py

    try:
        twin(_Entry).model_validate(item)
    except ValidationError as trouble:
        return _NO_PATH if trouble.errors(include_url=False)[0]["loc"][:1] == ("path",) else _OTHER_FORM
    return ""


def _first(wrong: list[Finding], folder: Path) -> list[Finding]:
    """The first findings about entries, and how many more there are."""
    if len(wrong) <= MOST_SHOWN:
        return wrong
    return [*wrong[:MOST_SHOWN], finding(
        MANIFEST_ENTRY, N_("{count} more entries in the list of finished files are ignored"),
        source=Place(folder / MANIFEST), count=len(wrong) - MOST_SHOWN)]
