"""The commands of the program, and the function of `pressroom.cli` for each.

The table is below every stage, because a material must not have the name of a command.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

COMMANDS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "build": ("build", "build"),
    "check": ("project", "check"),
    "list": ("project", "list_things"),
    "explain": ("project", "explain"),
    "schema": ("project", "schema"),
    "new": ("project", "new"),
    "init": ("init", "init"),
    "contact": ("project", "contact"),
    "critique": ("critique", "critique"),
    "colours": ("colours", "colours"),
    "preflight": ("preflight", "preflight"),
    "new-printer": ("printers", "new_printer"),
    "qr-certificate": ("qr_certificate", "qr_certificate"),
    "letters": ("letters", "letters"),
    "run": ("runs", "run"),
    "forget": ("runs", "forget"),
    "officials": ("officials", "officials"),
    "stamp": ("desk", "stamp"),
    "impose": ("desk", "impose"),
    "tile": ("desk", "tile"),
    "package": ("desk", "package"),
    "compare": ("compare", "compare"),
    "sign-off": ("desk", "sign_off"),
    "proof": ("desk", "proof"),
    "site": ("site", "site"),
    "serve": ("serve", "serve"),
    "studio": ("studio", "studio"),
    "resident": ("resident", "resident"),
})
"""By command: a module of `pressroom.cli`, and its function of (root, args, console)."""

WITHOUT_PROJECT = frozenset(("init", "preflight", "explain", "schema", "list", "compare", "qr-certificate"))
"""The commands that also run where there is no project, unless their arguments refer to one."""
