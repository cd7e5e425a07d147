"""Polished texts of earlier runs, in the cache: rules are compiled for a text alone that is new.

An entry counts for one version of the program. Words of people's records are never given to it.
"""

from __future__ import annotations

import json
from pathlib import Path

from pressroom import program
from pressroom.cache import Cache, key
from pressroom.type.typography import Change, Polished, Rules, polish

MOST_TEXTS = 4_000
"""Texts that are kept of a project, the newest ones."""

_open: dict[Path, KeptTexts] = {}


class KeptTexts:
    """The texts of one cache, by text, language and rules; both sides are JSON until they are asked for."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._name = key("texts 1", program.of_program(cache))
        self._texts = self._read()
        self._new: dict[str, str] = {}

    def polish(self, text: str, language: str, rules: Rules) -> Polished:
        """As `typography.polish`."""
        name = _json([text, language, sorted(rules.off), rules.before_marks, rules.before_colon, rules.in_guillemets,
                      rules.before_sign])
        found = self._texts.get(name)
        if found is not None:
            try:
                shown, changes, superiors = json.loads(found)
                return Polished(str(shown), tuple(Change(*each) for each in changes),
                                tuple((int(start), int(end)) for start, end in superiors))
            except (ValueError, TypeError):  # of another program
                pass
        polished = polish(text, language, rules)
        changes = [[each.before, each.after, each.rule, each.position] for each in polished.changes]
        self._texts[name] = self._new[name] = _json([polished.text, changes, polished.superiors])
        return polished

    def keep(self) -> None:
        """Write what is new, beside what other processes have written meanwhile."""
        if not self._new:
            return
        self._texts = dict([*{**self._read(), **self._new}.items()][-MOST_TEXTS:])
        self._new = {}
        self._cache.put(self._name, "\n".join(f"{name}\t{text}" for name, text in self._texts.items())
                        .encode("utf-8", "surrogatepass"))

    def _read(self) -> dict[str, str]:
        content = self._cache.get(self._name)
        try:
            lines = content.decode("utf-8", "surrogatepass").split("\n") if content else []
            return dict(line.split("\t") for line in lines)
        except ValueError:
            return {}


def kept_texts(cache: Cache) -> KeptTexts:
    """Those of a cache, read once in a process."""
    if cache.folder not in _open:
        _open[cache.folder] = KeptTexts(cache)
    return _open[cache.folder]


def keep_texts() -> None:
    """Write the new texts of every cache that was asked for one."""
    for each in _open.values():
        each.keep()


def _json(value: object) -> str:
    """Without a line end or a tab of its own."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
