"""Whole processes beside Typst and WeasyPrint: `python peers.py --rivals PYTHON`. See README.md.

Contestants take turns in every round of one run, forward and then backward. A row's ratio is that of the medians of
the time that went by; the processor's own time is shown beside it. What is judged is judged in every round: verdicts of
earlier rounds do not count, as each builds `--fresh` or with other words.
"""

import argparse
import itertools
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from run import A3, BOTH, ENVIRONMENT, HERE, OURS, ROOT, Bench, Seconds, machine, seconds

Once = Callable[[], Seconds]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rivals", required=True, metavar="PYTHON", help="a Python with requirements.txt")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--long-rounds", type=int, default=3, help="of the whole catalogue")
    parser.add_argument("--before", type=Path, help="an earlier checkout, for the row of everything fresh")
    told = parser.parse_args()
    subprocess.run([OURS, "-m", "compileall", "-q", str(ROOT / "pressroom")], check=True, env=ENVIRONMENT)
    print(machine())
    print("\n| job | Pressroom | peer | ratio | of processor time |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        bench = Bench(scratch, told.rivals, ["typst", "weasyprint"])
        typst, weasyprint = (rival(told.rivals, each, bench.poster, scratch) for each in ("typst", "weasyprint"))
        cold: Once = lambda: seconds(bench._render(*A3, "--fresh"))  # noqa: E731
        row("cold A3 press poster, judged", cold, {"typst": typst, "weasyprint": weasyprint}, told.rounds)
        row("nothing changed", lambda: seconds(bench._render(*A3)), {"typst": typst}, told.rounds)
        photo(told.rivals, scratch, told.rounds)
        ours = bench._render(*bench.laid_out, *BOTH, "--fresh", out="all")
        row("press and members' files of the catalogue, judged", lambda: seconds(ours, fails=True),
            {"typst": rival(told.rivals, "typst", bench.all, scratch)}, told.long_rounds)
        peers = {"typst, press and members' pages": rival(told.rivals, "typst", bench.all, scratch)}
        if told.before:
            before = [told.before / ".venv/bin/python", told.before / "render.py", "--fresh", "--out", scratch / "old"]
            peers["before"] = lambda: seconds(before, fails=True)
        row("everything fresh", lambda: seconds(bench._render("--fresh", out="new"), fails=True), peers,
            told.long_rounds)


def rival(python: str, name: str, plan: Path, scratch: Path) -> Once:
    return lambda: seconds([python, HERE / f"{name}_poster.py", plan, scratch / f"{plan.stem}-{name}"])


def photo(python: str, scratch: Path, rounds: int) -> None:
    """A poster under a photograph of 2400 x 1584 pixels, of which one word changes in every round."""
    project, plan = scratch / "photograph", scratch / "photograph.json"
    subprocess.run([OURS, HERE / "photograph.py", project, "--pixels", "2400x1584", "--format", "A3"], check=True,
                   env=ENVIRONMENT)
    shutil.rmtree(project / "pressroom")
    (project / "pressroom").symlink_to(ROOT / "pressroom")
    command = [OURS, project / "render.py", "photo", "--edition", "press"]
    seconds(command)
    subprocess.run([OURS, HERE / "plan.py", plan, "photo", "A3", "press", project], check=True, env=ENVIRONMENT)
    material, numbers = project / "materials/photo.yaml", itertools.count()

    def once() -> Seconds:
        words = re.sub(r"headline: .*", f'headline: "Ensemble {next(numbers)}."', material.read_text(encoding="utf-8"))
        material.write_text(words, encoding="utf-8")
        return seconds(command)
    row("A3 poster under a photograph, one word changed", once,
        {name: rival(python, name, plan, scratch) for name in ("typst", "weasyprint")}, rounds)


def row(name: str, ours: Once, peers: dict[str, Once], rounds: int) -> None:
    contestants = {"": ours, **peers}
    times: dict[str, list[Seconds]] = {each: [] for each in contestants}
    for each in contestants.values():
        each()  # files into memory, caches filled
    for number in range(rounds):
        for each in contestants if number % 2 else reversed(contestants):
            times[each].append(contestants[each]())
    middle = {each: tuple(median(pair[which] for pair in pairs) for which in (0, 1)) for each, pairs in times.items()}
    for peer in peers:
        print(f"| {name} | {middle[''][0]:.3f} s | {peer} {middle[peer][0]:.3f} s | "
              f"{middle[''][0] / middle[peer][0]:.2f} | {middle[''][1] / middle[peer][1]:.2f} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
