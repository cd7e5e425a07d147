"""Fix-ups: one fault each, mended in the file, and the rest of each page byte for byte as it was.

A module of the folder `fixups` registers its fix-ups; nothing else has to know of them.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from functools import cache

from pressroom.desk.file_editor import Editor, FixRequest
from pressroom.findings import N_, Refused, code, finding, nearest
from pressroom.preflight.repair import Change
from pressroom.records import dataclass

NO_SUCH_FIXUP = code("no-such-fixup", N_("The command names a fix-up that does not exist."),
                     N_("`render.py list fixups` lists them."))


@dataclass(frozen=True, slots=True)
class Fixup:
    """One fix-up.

    Attributes:
        name: by which it is asked for.
        says: what it does, in words to translate.
        repairs: whether every repair makes it: it changes nothing that can be seen but for black, which stays black.
        act: makes it.
    """

    name: str
    says: str
    repairs: bool
    act: Callable[[Editor], None]


_FIXUPS: dict[str, Fixup] = {}


def fixup(name: str, says: str, *, repairs: bool = False) -> Callable[[Callable[[Editor], None]], Callable[
        [Editor], None]]:
    """Register the decorated function as the fix-up of that name."""
    def register(act: Callable[[Editor], None]) -> Callable[[Editor], None]:
        _FIXUPS[name] = Fixup(name, says, repairs, act)
        return act
    return register


def every() -> tuple[Fixup, ...]:
    """All fix-ups, by name."""
    _import_fixups()
    return tuple(_FIXUPS[name] for name in sorted(_FIXUPS))


@cache
def _import_fixups() -> None:
    from pressroom.desk import fixups

    for module in sorted(pkgutil.iter_modules(fixups.__path__), key=lambda entry: entry.name):
        importlib.import_module(f"{fixups.__name__}.{module.name}")


def applied(content: bytes, names: Iterable[str], request: FixRequest) -> tuple[bytes, list[Change], list[Change]]:
    """A file with fix-ups made, one after another: its bytes, what was changed, and what was left as it is.

    Raises:
        Refused: there is no fix-up of a name, or the file cannot be opened.
    """
    known = {each.name: each for each in every()}
    changes, left = list[Change](), list[Change]()
    for name in names:
        if name not in known:
            near = nearest(name, list(known))
            raise Refused([finding(NO_SUCH_FIXUP, N_("there is no fix-up {name}"), N_("did you mean {near}?")
                                   if near else "", name=name, near=near)], exit_code=2)
        with Editor(content, request) as editor:
            known[name].act(editor)
            content = editor.saved()
            changes += editor.changes
            left += editor.left
    return content, changes, left
