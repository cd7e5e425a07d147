"""Pressroom: a campaign's words and looks are YAML; its pieces come out ready for the press and the wall.

The whole program, in order (`build.pipeline.build` and `build.edition.all_made` run it):

    job      = load.job(root)                     YAML to checked models that keep their line numbers
    piece    = resolve.piece(job, choice, cache)  names to things: inks, fonts, links; {headline} to its words
    sheets   = fit.fit(piece, cache)              elements to marks in position; one sheet for each page
    findings = review.review(sheets)              the rules before ink: contrast, sizes, taste, law, folds, press
    file     = paint.paint(sheets, cache)         marks to the bytes of a PDF
    report   = preflight.judge(pdf, brief)        the checks of these bytes, by code that shares nothing with paint
    outcome  = publish.OutFolderUpdate(...).close(...) finished files to out/: all files of a piece, or none

Each stage takes one noun (stages.py) and returns the next; stages never import each other. Findings are weighed by the
printer's preset in one place: `build.edition` for a piece, `preflight` for the bytes of a file.

For other programs there are two functions, each with its docstring; `import pressroom` alone imports neither:

    pressroom.build(root)                         makes a project's files; also `from pressroom.build import build`
    pressroom.preflight(pdf, brief)               checks a PDF; also `from pressroom.preflight import judge`
"""

from __future__ import annotations

import importlib
from types import ModuleType

__version__ = "0.2.0"  # the only place; pyproject.toml reads it


def __getattr__(name: str) -> ModuleType:
    """Import `pressroom.build` or `pressroom.preflight` at its first use."""
    if name in ("build", "preflight"):
        return importlib.import_module(f"pressroom.{name}")
    raise AttributeError(f"module 'pressroom' has no attribute {name!r}")
