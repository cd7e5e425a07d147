"""Processor time to read a large drawing and keep it in the cache: `python drawings.py`.

`--segments 100000 --parts 800` makes another size.
"""

import argparse
import math
import tempfile
import time
from pathlib import Path

from pressroom.artwork.drawings import drawing
from pressroom.cache import Cache


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--segments", type=int, default=100_000)
    parser.add_argument("--parts", type=int, default=800)
    args = parser.parse_args()
    turn = 2 * math.pi / args.segments
    ring = "M" + " ".join(f"{500 + (450 + at % 7) * math.cos(at * turn):.2f},"
                          f"{500 + (450 + at % 7) * math.sin(at * turn):.2f}" for at in range(args.segments)) + "z"
    parts = "".join(f"M{at % 30 * 30} {at // 30 * 30}h40v40h-40z" for at in range(args.parts))
    for title, shape in ((f"{args.segments} segments, filled", f'<path d="{ring}"/>'),
                         (f"{args.segments} segments, stroked", f'<path fill="none" stroke="red" d="{ring}"/>'),
                         (f"{args.parts} parts in one path", f'<path d="{parts}"/>'),
                         (f"{args.parts} parts, even-odd", f'<path fill-rule="evenodd" d="{parts}"/>')):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "drawing.svg"
            file.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1000">{shape}</svg>')
            start = time.process_time()
            drawing(file, Cache(Path(folder) / "cache"))
            print(f"{title:32} {time.process_time() - start:.2f} s")


if __name__ == "__main__":
    main()
