"""How long the register of officials takes, at the size of France: `python benchmarks/officials.py [FOLDER]`.

Without a folder the tables are made up (35,000 communes, fictive names); with one, its CSV files are imported. Printed
are the import (limit 10 s), lookups (limit 50 ms) by name, code and misspelt name, and the pages for the site.
"""

import random
import resource
import sys
import tempfile
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pressroom.officials import departments, imports  # noqa: E402
from pressroom.officials.answers import Match  # noqa: E402
from pressroom.officials.register import Register  # noqa: E402
from tests.officials.tables import large  # noqa: E402

LIMITS_MS = {"import": 10_000.0, "lookup": 50.0}


def main(given: str = "") -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        paths = sorted(Path(given).glob("*.csv")) if given else large().write(Path(folder))
        database = Path(folder) / "officials.sqlite"
        start = perf_counter()
        made = imports.read_all(paths, database)
        _line("import", (perf_counter() - start) * 1000, LIMITS_MS["import"])
        print(f"    {made.communes} communes, {sum(told.rows for told in made.tables.values())} rows, "
              f"{database.stat().st_size / 1e6:.1f} MB, "
              f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB of memory at most")
        with Register(database) as register:
            _lookups(register)
            start = perf_counter()
            pages = departments.pages(register)
            print(f"pages for the site           {(perf_counter() - start) * 1000:8.0f} ms")
        for what in ("officials/index", "officials/names/", "officials/"):
            sizes = [(len(page), path) for path, page in pages.items()
                     if path.startswith(what) and (what != "officials/" or path.count("/") == 1)]
            print(f"    {len(sizes):3} files {what}*, largest {max(sizes)[0] / 1000:.1f} kB ({max(sizes)[1]})")


def _lookups(register: Register) -> None:
    chance = random.Random(1)
    rows = register.base.execute("SELECT name, insee FROM communes ORDER BY insee").fetchall()
    some = chance.sample(rows, 300)
    asked = {"by name": [name for name, _ in some], "by code": [insee for _, insee in some],
             "misspelt": [f"{name[:4]}{name[5:]}x" for name, _ in some[:60]]}
    for what, texts in asked.items():
        times = []
        for text in texts:
            start = perf_counter()
            hit = register.find(text)
            if isinstance(hit, Match):
                register.look_up(hit.commune)
            times.append((perf_counter() - start) * 1000)
        _line(f"lookup {what}, slowest", max(times), LIMITS_MS["lookup"])


def _line(name: str, taken: float, limit: float) -> None:
    print(f"{name:28} {taken:8.1f} ms   {taken / limit:6.1%} of the limit of {limit:.0f} ms")


if __name__ == "__main__":
    main(*sys.argv[1:2])
