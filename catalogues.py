"""Message catalogues: messages/*.po compiled to the *.mo that the program reads.

Run by `make`, by `render.py` in a checkout, by the tests and by the build of the wheel. The compiled files are not
kept in git. Babel, which compiles them, is required for development and for the build, not at run time.
"""

from __future__ import annotations

import os
from pathlib import Path

SOURCES = Path(__file__).resolve().parent / "pressroom/messages"


def refresh(sources: Path = SOURCES, target: Path | None = None) -> list[Path]:
    """Compile each catalogue whose .mo is missing or older than its .po; the paths of those compiled.

    Args:
        sources: the folder of the .po files.
        target: the folder of the .mo files; left out, the same.

    Raises:
        ImportError: a catalogue has to be compiled, and Babel is not installed.
    """
    refreshed = []
    for source in sorted(sources.glob("*.po")):
        compiled = (target or sources) / f"{source.stem}.mo"
        if not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns:
            _compile(source, compiled)
            refreshed.append(compiled)
    return refreshed


def _compile(source: Path, compiled: Path) -> None:
    from datetime import UTC, datetime

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    unfinished = compiled.with_name(f".{compiled.name}-{os.getpid()}")
    with source.open("rb") as text:
        catalogue = read_po(text, locale=source.stem)
    catalogue.creation_date = catalogue.revision_date = datetime(2000, 1, 1, tzinfo=UTC)  # not the current date
    with unfinished.open("wb") as out:
        write_mo(out, catalogue)
    unfinished.replace(compiled)  # a reader at the same moment gets the old or the new file, complete


if __name__ == "__main__":
    refresh()
