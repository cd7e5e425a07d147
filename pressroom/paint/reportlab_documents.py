"""ReportLab's `pdfdoc`, imported without what it would import for nothing.

ReportLab imports Pillow for pictures that it converts itself, 7 ms of a short command. Pieces have none of those:
Pillow is here imported at its first use.
"""

from __future__ import annotations

import importlib.util
import sys


def _import_at_first_use(package: str, name: str) -> None:
    full = f"{package}.{name}"
    if full in sys.modules:
        return
    found = importlib.util.find_spec(full)
    if found is None or found.loader is None:
        return
    found.loader = importlib.util.LazyLoader(found.loader)
    module = importlib.util.module_from_spec(found)
    sys.modules[full] = module
    setattr(sys.modules[package], name, module)  # as an import does; the package was imported to find its part
    found.loader.exec_module(module)


_import_at_first_use("PIL", "Image")

from reportlab.pdfbase import pdfdoc  # noqa: E402 - after the above

__all__ = ["pdfdoc"]
