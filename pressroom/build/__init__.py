"""The stages run: what is to be made is planned, made by workers, judged, published.

    from pressroom.build import build
    published = build("my-campaign", names=["petition"])

The package can be called like the function: `pressroom.build(root)`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pressroom.stages import Published

__all__ = ["build"]


def build(root: Path | str, *, names: Iterable[str] = (), editions: Iterable[str] = (), format: str = "",
          printer: str = "", out: Path | str | None = None, today: str = "", fresh: bool = False,
          language: str = "") -> Published:
    """Make what changed in the project at `root`, judge each file, and publish what passes.

    Attributes of the answer: `passed`, `made`, `unchanged`, `withdrawn`, `kept` (paths in the folder of finished
    files) and `findings`.

    Args:
        root: the project's folder, with materials/campaign.yaml.
        names: materials; none means all.
        editions: of `pressroom.editions.EDITIONS`; none means all.
        format: only this one, e.g. `A3`.
        printer: a preset of assets/printers; left out, the campaign's own.
        out: the folder of finished files; left out, `root`/out.
        today: the day (2023-01-31) against which links and embargoes are held; left out, none of them is.
        fresh: make everything again.
        language: of the report, `fr` or `en`; left out, the campaign's.

    Raises:
        pressroom.findings.Refused: nothing could be begun: the campaign cannot be read, or a name stands for nothing.
            Mistakes of single pieces are in the answer's findings.
    """
    from pressroom.build.pipeline import build as build_all
    from pressroom.build.request import BuildRequest

    folder = Path(root).resolve()
    return build_all(BuildRequest(folder, Path(out).resolve() if out else folder / "out", tuple(names), tuple(editions),
                                  format, printer, today, fresh, language))


class _Callable(ModuleType):
    __call__ = staticmethod(build)


sys.modules[__name__].__class__ = _Callable
