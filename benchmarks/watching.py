"""The resident process and `--watch` against Typst: `python watching.py --rivals PYTHON`. See README.md.

Contestants take turns in every round. The processor time of the resident process's forks is read from /proc, and
counted with that of the command.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from run import A3, ENVIRONMENT, HERE, OURS, ROOT, Seconds, machine, seconds

PRESS = ("petition", "--format", "A3", "--edition", "press")
HERTZ = os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rivals", required=True, metavar="PYTHON", help="a Python with requirements.txt")
    parser.add_argument("--rounds", type=int, default=9)
    told = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        plan = scratch / "poster.json"
        subprocess.run([OURS, HERE / "plan.py", plan, "petition", "A3", "press"], check=True, env=ENVIRONMENT)
        through(told.rivals, plan, scratch, told.rounds)
        saved(told.rivals, plan, scratch, told.rounds)


def through(rivals: str, plan: Path, scratch: Path, rounds: int) -> None:
    """The cold poster through the resident process, beside Typst in a process of its own."""
    ours: list[str | Path] = [OURS, ROOT / "render.py", *A3, "--fresh", "--out", scratch / "out"]
    typst: list[str | Path] = [rivals, HERE / "typst_poster.py", plan, scratch / "typst"]
    with resident() as process:
        def there() -> Seconds:
            before = processor(process)
            by_clock, by_processor = seconds(ours)
            time.sleep(0.3)  # what it does after the answer is counted too, and is over before the next begins
            return by_clock, by_processor + processor(process) - before
        table("through the resident process", there, lambda: seconds(typst), rounds)
        print(f"\nmemory: resident process {memory(process):.0f} MB, its fork "
              f"{', '.join(f'{memory(child):.0f}' for child in children(process))} MB\n")


def saved(rivals: str, plan: Path, scratch: Path, rounds: int) -> None:
    """From a save, as editors do it, to the new PDF: ours has been judged, and is followed by manifest and report."""
    project, source, pdf = scratch / "project", scratch / "typst.typ", scratch / "typst.pdf"
    project.mkdir()
    for part in ("assets", "layouts", "materials"):
        shutil.copytree(ROOT / part, project / part)
    (project / ".cache").symlink_to(ROOT / ".cache")
    with ExitStack() as open_:
        words = [OURS, "-c", "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path; "
                 "from pressroom.cli import run; run(Path(sys.argv[2]), sys.argv[3:])", ROOT, project, *PRESS,
                 "--watch"]
        pressroom = open_.enter_context(running(words, "waiting"))
        typst = open_.enter_context(running([rivals, HERE / "typst_watch.py", plan, source, pdf], "made"))
        ours = Saved(pressroom, project / "materials/petition.yaml", project / "out/press/petition-A3.pdf")
        theirs = Saved(typst, source, pdf)
        table("save to PDF", ours, theirs, rounds)


class Saved:
    """Changes a word in a file, back and forth; the seconds until the PDF is a new one.

    Those of the processor are all that the change has cost the process that watches, until it is at rest again.
    """

    def __init__(self, process: int, source: Path, pdf: Path) -> None:
        self.process, self.source, self.pdf = process, source, pdf
        self.words = "Signez la pétition", "Signez vite la pétition"

    def __call__(self) -> Seconds:
        text, (word, other) = self.source.read_text(encoding="utf-8"), self.words
        self.words = other, word
        before = self.pdf.stat().st_ino, self.pdf.stat().st_mtime_ns
        part = self.source.with_name(f".{self.source.name}.part")
        assert word in text
        part.write_text(text.replace(word, other), encoding="utf-8")
        spent, began = processor(self.process), time.perf_counter()
        part.replace(self.source)
        while (self.pdf.stat().st_ino, self.pdf.stat().st_mtime_ns) == before:
            time.sleep(0.001)
        took = time.perf_counter() - began
        time.sleep(0.5)  # manifest and report follow the file
        return took, processor(self.process) - spent


def table(name: str, ours: Callable[[], Seconds], theirs: Callable[[], Seconds], rounds: int) -> None:
    """Alternate, and print medians and their ratio, of the time that went by and of the processor's."""
    for one in (ours, theirs):
        one()
        one()
    figures: tuple[list[Seconds], list[Seconds]] = ([], [])
    for number in range(rounds):
        for which in (0, 1) if number % 2 else (1, 0):
            figures[which].append((ours, theirs)[which]())
    for kind, label in ((0, "by the clock"), (1, "of the processor")):
        mine, other = (median(pair[kind] for pair in each) for each in figures)
        if other:
            print(f"| {name}, {label} | {mine:.3f} s | Typst {other:.3f} s | ratio {mine / other:.2f} |", flush=True)


@contextmanager
def resident() -> Iterator[int]:
    with running([OURS, ROOT / "render.py", "resident"], "") as process:
        yield process


@contextmanager
def running(command: list[str | Path], until: str) -> Iterator[int]:
    """A process that stays; begins when it has written a line with `until`."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=ENVIRONMENT) as one:
        assert one.stdout
        next(line for line in one.stdout if until in line)
        try:
            yield one.pid
        finally:
            one.terminate()


def children(process: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def processor(process: int) -> float:
    """Seconds of the processor that a process and its forks have had."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / HERTZ + sum(map(processor, children(process)))


def memory(process: int) -> float:
    """Resident memory in MB."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    sys.exit(main())
