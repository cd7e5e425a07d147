"""Pressroom: a campaign's words and looks are YAML; its pieces come out ready for the press and the wall.

The whole program, in order (`pipeline.build` says it in code):

    campaign = load.campaign(root)            YAML to checked models that remember their lines
    piece    = resolve.piece(job)             names to things: inks, fonts, links; {headline} to its words
    sheets   = fit.fit(piece)                 elements to marks at fixed places; one Sheet a page
    file     = paint.press(sheets)            marks to the bytes of a PDF (press or members)
    report   = preflight.judge(file, brief)   the finished bytes are judged by code that shares nothing with paint
    outcome  = publish.publish(files)         out/ is written at once or not at all

Each stage takes one noun (stages.py) and returns the next; stages never import each other.

For other programs there are two functions, each with its docstring; `import pressroom` alone imports neither:

    pressroom.build(root)                     makes a project's files; also `from pressroom.build import build`
    pressroom.preflight(pdf, brief)           judges a PDF; also `from pressroom.preflight import judge`
"""

from __future__ import annotations

import importlib
from types import ModuleType

__version__ = "0.1.0"  # the only place; pyproject.toml reads it


def __getattr__(name: str) -> ModuleType:
    """Import `pressroom.build` or `pressroom.preflight` when it is first asked for."""
    if name in ("build", "preflight"):
        return importlib.import_module(f"pressroom.{name}")
    raise AttributeError(f"module 'pressroom' has no attribute {name!r}")
