"""An example of each code: the finding about a small mistake that triggers it.

`python -m tests.rules --update` makes the examples from real mistakes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pressroom.findings import Finding, Place, Severity, Value
from pressroom.text import translation
from pressroom.text.translation import Translate

FILE = translation.FOLDER / "examples.json"


def examples() -> dict[str, Finding]:
    """A finding of each code that has an example, by code."""
    stored: dict[str, dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return {name: Finding(name, Severity(entry["severity"]), entry["message"], MappingProxyType(entry["values"]),
                          entry["hint"], _place(entry["at"])) for name, entry in stored.items()}


def serialised(findings: Mapping[str, Finding]) -> str:
    """The content of the file, for findings by code."""
    stored = {name: {"at": str(item.source or ""), "severity": item.severity.value, "message": item.message,
                     "values": {**_compared(item), **item.values}, "hint": item.hint}
              for name, item in sorted(findings.items())}
    return json.dumps(stored, ensure_ascii=False, indent=1) + "\n"


def lines(item: Finding, translate: Translate) -> list[str]:
    """The finding as printed: one line, and another for a hint."""
    at = f"{item.source}: " if item.source else ""
    shown = [f"{at}{translation.severity(item.severity, translate)}: {translation.message(item, translate)} "
             f"[{item.code}]"]
    advice = translation.hint(item, translate)
    return [*shown, f"    {translate('hint')}: {advice}"] if advice else shown


def _compared(item: Finding) -> dict[str, Value]:
    """The two figures of a finding, where its sentences have placeholders for them."""
    figures = {"measured": item.measured, "limit": item.limit}
    return {name: f"{value:g}" if isinstance(value, float) else value for name, value in figures.items()
            if value is not None and "{" + name + "}" in item.message + item.hint}


def _place(text: str) -> Place | None:
    if not text:
        return None
    file, *at = text.rsplit(":", 2)
    return Place(Path(file), int(at[0]), int(at[1])) if len(at) == 2 else Place(Path(text))
