"""Typst kept warm, for `watching.py`: `python typst_watch.py PLAN.json SOURCE OUT.pdf`.

Writes the poster's source to SOURCE, compiles it, says so on standard output, and compiles again whenever SOURCE
changes. It looks every millisecond and waits for nothing more; `typst watch` itself waits 100 ms after the last event
(`BATCH_TIMEOUT` in typst-cli), which the Python package, having no command line, does not.
"""

import json
import os
import sys
import time
from pathlib import Path

import typst
from typst_poster import document


def main(plan: str, source: str, out: str) -> None:
    given = json.loads(Path(plan).read_text(encoding="utf-8"))
    path = Path(source)
    path.write_text(document(given["pieces"][0]), encoding="utf-8")
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[given["fonts"]])
    compiler = typst.Compiler(source, root=str(path.parent), font_paths=fonts)
    parent = os.getppid()
    seen = None
    while os.getppid() == parent:
        stamp = path.stat().st_mtime_ns, path.stat().st_ino
        if stamp != seen:
            seen = stamp
            compiler.compile(output=f"{out}.part")
            Path(f"{out}.part").replace(out)
            print("made", flush=True)
        time.sleep(0.001)


if __name__ == "__main__":
    main(*sys.argv[1:])
