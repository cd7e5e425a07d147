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
    scraps = "".join(f'<path d="{_scrap(at)}"/>' for at in range(args.segments // 10))
    parts = "".join(f"M{at % 30 * 30} {at // 30 * 30}h40v40h-40z" for at in range(args.parts))
    for title, shape in ((f"{args.segments} segments, filled", f'<path d="{ring}"/>'),
                         (f"{args.segments} segments, stroked", f'<path fill="none" stroke="red" d="{ring}"/>'),
                         (f"{args.segments // 10} paths of 10, filled", scraps),
                         (f"{args.segments // 10} paths of 10, stroked",
                          f'<g fill="none" stroke="red">{scraps}</g>'),
                         (f"{args.parts} parts in one path", f'<path d="{parts}"/>'),
                         (f"{args.parts} parts, even-odd", f'<path fill-rule="evenodd" d="{parts}"/>')):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "drawing.svg"
            file.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1000">{shape}</svg>')
            start = time.process_time()
            drawing(file, Cache(Path(folder) / "cache"))
            print(f"{title:32} {time.process_time() - start:.2f} s")


def _scrap(number: int) -> str:
    """A path of ten lines to places that differ from path to path."""
    x, y = number * 37 % 970, number * 101 % 970
    return "M" + " ".join(f"{x + (at * number + 7 * at) % 29},{y + (at * at * number + 3 * at) % 31}"
                          for at in range(11))


if __name__ == "__main__":
    main()
