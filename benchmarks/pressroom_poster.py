"""One piece with Pressroom, from YAML to bytes, in a process that stays: `python pressroom_poster.py MATERIAL FORMAT`.

Each line on standard input has the piece read, checked, resolved, fitted, reviewed and painted once; the answer is the
wall time and the processor time in seconds. Pictures, codes and profiles that were converted before are kept, as
between two commands; preflight does not run.
"""

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pressroom import load, resolve  # noqa: E402
from pressroom.build.edition import reviewed  # noqa: E402
from pressroom.cache import Cache  # noqa: E402
from pressroom.paint import paint  # noqa: E402


def main(material: str, format_name: str) -> None:
    cache = Cache(ROOT / ".cache")
    for _ in sys.stdin:
        began = time.perf_counter(), time.process_time()
        job = load.job(ROOT)
        choice = resolve.Choice(material, format_name, "press", job.campaign.printer)
        sheets, _ = reviewed(resolve.piece(job, choice, cache), cache)
        paint(sheets, cache)
        print(time.perf_counter() - began[0], time.process_time() - began[1], flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
