"""How long composition is judged, beside the fitting of the same pieces: `python benchmarks/composition.py [ROUNDS]`.

Processor time of this process. First: a new process fits and judges every piece of the project once, as a fresh build does.
Again: each piece is fitted and judged once more, when every word is shaped and every drawing is at hand. Judging
composition is what the rules of `review/composition` add to all other rules, which share what both look at.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import process_time

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pressroom import editions, load, resolve  # noqa: E402
from pressroom.cache import Cache  # noqa: E402
from pressroom.fit import fit  # noqa: E402
from pressroom.review import every, parts_of  # noqa: E402
from pressroom.review.rule import Rule  # noqa: E402
from pressroom.stages import Fit, Piece  # noqa: E402


def _judged(fitted: Fit, rules: Sequence[Rule]) -> float:
    start = process_time()
    parts = parts_of(fitted)
    for rule in rules:
        if rule.applies(fitted.piece):
            list(rule.findings(fitted, parts))
    return process_time() - start


def _pass(pieces: Sequence[Piece], cache: Cache) -> tuple[float, float, float]:
    """Seconds of fitting, of all other rules, and of composition, for all pieces."""
    others = [rule for rule in every() if not rule.of_composition]
    taken = [0.0, 0.0, 0.0]
    for piece in pieces:
        start = process_time()
        fitted = fit(piece, cache)
        taken[0] += process_time() - start
        without = _judged(fitted, others)
        taken[1] += without
        taken[2] += _judged(fitted, every()) - without
    return taken[0], taken[1], taken[2]


def _measure() -> None:
    """Print the figures of one process: first and again."""
    cache = Cache(ROOT / ".cache")
    job = load.job(ROOT)
    every()
    pieces = [resolve.piece(job, resolve.Choice(name, format_name, "press", job.campaign.printer), cache)
              for name, spec in job.materials.items() if "press" in editions.EDITIONS_OF[spec.kind]
              for format_name in spec.formats]
    for _ in range(2):
        print(len(pieces), *_pass(pieces, cache))


def main(rounds: int = 5) -> None:
    """Print the medians of `rounds` processes."""
    made = [subprocess.run([sys.executable, __file__, "--once"], capture_output=True, text=True, check=True,
                           cwd=ROOT).stdout.splitlines() for _ in range(rounds)]
    for number, name in enumerate(("first", "again")):
        rows = [[float(figure) for figure in lines[number].split()] for lines in made]
        count, fitting, others, composition = (median(column) for column in zip(*rows, strict=True))
        ratio = median(row[3] / row[1] for row in rows)
        print(f"{name}: {count:.0f} pieces; for each: fitted {fitting / count * 1000:.1f} ms, other rules "
              f"{others / count * 1000:.1f} ms, composition {composition / count * 1000:.2f} ms; composition to fitting "
              f"{ratio:.3f}")


if __name__ == "__main__":
    if sys.argv[1:] == ["--once"]:
        _measure()
    else:
        main(*map(int, sys.argv[1:2]))
