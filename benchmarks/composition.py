"""How long composition is judged, beside the fitting of the same pieces: `python benchmarks/composition.py [ROUNDS]`.

Processor time. First: a new process fits and judges every piece of the project once, as a fresh build does. Again: each
piece is fitted and judged once more, when every word is shaped and every drawing is at hand. The rules of composition
are judged after all others, and find at hand what both look at, as in a build.
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
from pressroom.review.part import ReviewedPart  # noqa: E402
from pressroom.review.rule import Rule  # noqa: E402
from pressroom.stages import Fit, Piece  # noqa: E402


def _judged(fitted: Fit, parts: Sequence[ReviewedPart], rules: Sequence[Rule]) -> float:
    start = process_time()
    for rule in rules:
        if rule.applies(fitted.piece):
            list(rule.findings(fitted, parts))
    return process_time() - start


def _pass(pieces: Sequence[Piece], cache: Cache) -> tuple[float, float, float]:
    """Seconds of fitting, of all other rules, and of composition, for all pieces."""
    composition = [rule for rule in every() if rule.of_composition]
    others = [rule for rule in every() if not rule.of_composition]
    taken = [0.0, 0.0, 0.0]
    for piece in pieces:
        start = process_time()
        fitted = fit(piece, cache)
        taken[0] += process_time() - start
        parts = parts_of(fitted)
        taken[1] += _judged(fitted, parts, others)
        taken[2] += _judged(fitted, parts, composition)
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
        each = [figure / count * 1000 for figure in (fitting, others, composition)]
        print(f"{name}: {count:.0f} pieces; for each: fitted {each[0]:.1f} ms, other rules {each[1]:.1f} ms, "
              f"composition {each[2]:.2f} ms; composition to fitting {ratio:.3f}")


if __name__ == "__main__":
    if sys.argv[1:] == ["--once"]:
        _measure()
    else:
        main(*map(int, sys.argv[1:2]))
