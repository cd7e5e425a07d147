"""Forms of the files that hold for the whole project: each value with its place in the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, get_args

from pressroom.specs.by_language import Language
from pressroom.specs.document import Document, Location, Tree, value_at

LANGUAGES: tuple[str, ...] = get_args(Language)

Setting = dict[str, Any]
"""`location`, `key` (names its words), `input`, `value`, `language`, `options`, `needed`, `line`."""


def setting(document: Document, location: Location, way: str = "line", *, options: Sequence[tuple[str, str]] = (),
            needed: bool = False, key: str = "", default: Tree = None) -> list[Setting]:
    """The fields of one value: a field for each language where it is given by language.

    Args:
        document: the file, with its draft.
        location: of the value.
        way: `line`, `area`, `date`, `number`, `switch`, `select` or `cmyk`.
        options: of a select, with what each is called.
        needed: whether the value may not be taken out.
        key: names the words of its label, where that is not the last part of the location.
        default: what holds where the file says nothing.
    """
    value = value_at(document.tree, location)
    label = key or str(location[-1])
    if isinstance(value, dict) and value and value.keys() <= set(LANGUAGES):
        return [_one(document, (*location, language), way, options, needed=language in value, key=label,
                     language=language) for language in LANGUAGES]
    found = _one(document, location, way, options, needed=needed, key=label, language="")
    return [{**found, "default": default if isinstance(default, str) else ""}]


def group(title: str, settings: Iterable[list[Setting]], *, removes: Location = ()) -> dict[str, Any]:
    """Fields that belong together; `removes` is what goes when the whole group is taken out."""
    return {"title": title, "settings": [each for fields in settings for each in fields], "removes": list(removes)}


def section(name: str, groups: Iterable[dict[str, Any]], *, adds: Sequence[str] = (),
            at: Location = ()) -> dict[str, Any]:
    """A part of the page; `adds` are the keys that are asked for when a group is added below `at`."""
    return {"name": name, "groups": list(groups), "adds": list(adds), "at": list(at)}


def _one(document: Document, location: Location, way: str, options: Sequence[tuple[str, str]], *, needed: bool,
         key: str, language: str) -> Setting:
    value: Tree = value_at(document.tree, location)
    known = value is not None
    if way == "area" and isinstance(value, str):
        value = value.rstrip("\n")
    return {"location": list(location), "key": key, "input": way, "value": value, "language": language,
            "options": [list(each) for each in options], "needed": needed,
            "line": document.place(location).line if known else 0}
