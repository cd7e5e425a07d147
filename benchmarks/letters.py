"""How long letters take: one commune, and every letter of the largest department of a register of all France.

    python benchmarks/letters.py

The register is made up, of real shape and size (tests/officials_files.py); each time is that of the whole command, from
the start of the interpreter to its end, the median of five runs.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.officials.tables import large  # noqa: E402

ROUNDS, LARGEST = 5, "62"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        database = scratch / "officials.sqlite"
        files = large(35_000).write(scratch)
        command("officials", "import", *map(str, files), "--database", str(database), "--as-of", "2023-01-10")
        common = ("--database", str(database), "--today", "2023-01-20", "--out", str(scratch / "out"))
        insee = one_of(database)
        print("| | median | best |\n|---|---|---|")
        for name, words in (("one commune, all its letters", ("--commune", insee)),
                            (f"department {LARGEST}, every letter", ("--department", LARGEST))):
            seconds = [timed("letters", *words, *common) for _ in range(ROUNDS)]
            print(f"| {name} | {median(seconds):.2f} s | {min(seconds):.2f} s |")
        count = sum(1 for _ in (scratch / f"out/letters/departement-{LARGEST}").glob("*.docx"))
        print(f"\n{count} letters in department {LARGEST}")
    return 0


def one_of(database: Path) -> str:
    import sqlite3

    with sqlite3.connect(database) as base:
        return str(base.execute("SELECT insee FROM constituencies GROUP BY insee HAVING count(*) = 1 LIMIT 1"
                                ).fetchone()[0])


def command(*words: str) -> None:
    subprocess.run([sys.executable, str(ROOT / "render.py"), *words], check=True, capture_output=True)


def timed(*words: str) -> float:
    began = time.perf_counter()
    command(*words)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
