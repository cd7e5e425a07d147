"""A stand-in for Hunspell, which speaks as it does: for tests on machines without it."""

from __future__ import annotations

import sys
from pathlib import Path

PROGRAM = '''#!{python}
import sys
from pathlib import Path
wrong, dictionaries = {wrong!r}, {dictionaries!r}
words = [line[1:] for line in Path(sys.argv[-1]).read_text("utf-8").splitlines()]
name = sys.argv[sys.argv.index("-d") + 1]
if name not in dictionaries:
    sys.exit('Can\\'t open affix or dictionary files for dictionary named "' + name + '".')
print("@(#) International Ispell Version 3.2.06 (but really Hunspell 1.7.1)")
for word in words:
    near = wrong.get(word)
    print("*" if near is None else f"& {{word}} 1 1: {{near}}" if near else f"# {{word}} 1")
    print()
'''


def hunspell(folder: Path, wrong: dict[str, str], dictionaries: tuple[str, ...] = ("fr_FR", "en_GB")) -> str:
    """The path of a program that knows every word but those of `wrong`, each with its suggestions."""
    path = folder / "hunspell"
    path.write_text(PROGRAM.format(python=sys.executable, wrong=wrong, dictionaries=dictionaries), encoding="utf-8")
    path.chmod(0o755)
    return str(path)
