"""Pressroom against WeasyPrint, and Typst beside them: `python run.py --rivals PYTHON`. See README.md.

Contestants take turns in every round of one run, so that whatever else the machine does falls on all of them. Ratios
are those of the medians: of the time that went by, and of the processor's own time, which a busy machine disturbs less.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
OURS = sys.executable
# Packages come compiled by whoever installed them; so is the program, as by its first run where nobody forbids it.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
BOTH = ("--edition", "press", "--edition", "members")
A3 = ("petition", "--format", "A3", "--edition", "press")
Seconds = tuple[float, float]


@dataclass
class Contestant:
    """Something that is timed.

    Attributes:
        name: as the table shows it.
        once: does the work; its answer is the seconds that went by, and those of the processor.
        seconds: one such pair for every round.
    """

    name: str
    once: Callable[[], Seconds]
    seconds: list[Seconds] = field(default_factory=list)

    def median(self, which: int) -> float:
        return median(pair[which] for pair in self.seconds)

    def __str__(self) -> str:
        return f"{min(self.seconds)[0]:.3f} / {self.median(0):.3f} s"


def main() -> int:
    told = _told()
    subprocess.run([OURS, "-m", "compileall", "-q", str(ROOT / "pressroom")], check=True, env=ENVIRONMENT)
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(Path(scratch), told.rivals, _present(told.rivals))
        print(machine())
        if "speed" in told.only:
            print("\n| | Pressroom | WeasyPrint | ratio | of processor time | Typst, sRGB |\n|---|---|---|---|---|---|")
            table("poster, warm", bench.warm(), told.rounds)
            table("poster, cold", bench.cold(), told.rounds)
            table("poster, first ever", bench.first(), max(told.rounds // 2, 3))
            table("catalogue, cold", bench.catalogue(), told.catalogue_rounds)
            print("\n| | cold | again | ratio | of processor time |\n|---|---|---|---|---|")
            table("nothing changed", bench.again(), told.rounds)
            print(f"\ncatalogue: {bench.counts()}")
        elif "cold" in told.only:
            print("\n| | Pressroom | WeasyPrint | ratio | of processor time | Typst, sRGB |\n|---|---|---|---|---|---|")
            table("poster, cold", bench.cold(), told.rounds)
        if "memory" in told.only:
            print("\n| peak memory | MB |\n|---|---|")
            for name, megabytes in bench.memory():
                print(f"| {name} | {megabytes:.0f} |", flush=True)
    return 0


def _told() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rivals", default="", metavar="PYTHON", help="a Python that has requirements.txt installed")
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--catalogue-rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=("speed", "cold", "memory"), default=("speed", "memory"))
    return parser.parse_args()


def _present(python: str) -> list[str]:
    """The rivals that can be asked; each one that is missing is said, with what to do."""
    present = []
    for name in ("weasyprint", "typst"):
        asked = subprocess.run([python, "-c", f"import qrcode, {name}"], capture_output=True, text=True,
                               check=False) if python else None
        if asked and not asked.returncode:
            present.append(name)
        else:
            why = asked.stderr.strip().splitlines()[-1] if asked else "no --rivals PYTHON was named"
            print(f"not measured: {name} ({why}); see benchmarks/README.md", file=sys.stderr)
    return present


class Bench:
    """The measurements, each a list of contestants that do the same work."""

    def __init__(self, scratch: Path, python: str, rivals: list[str]) -> None:
        self.scratch, self.python, self.rivals = scratch, python, rivals
        self.poster, self.all = scratch / "poster.json", scratch / "catalogue.json"
        for plan, only in ((self.poster, ("petition", "A3", "press")), (self.all, ())):
            subprocess.run([OURS, HERE / "plan.py", plan, *only], check=True)
        plan_of_all = json.loads(self.all.read_text(encoding="utf-8"))
        refused = plan_of_all["refused"]
        self.laid_out = sorted({piece["material"] for piece in plan_of_all["pieces"]})  # letters and releases are not
        if refused:
            print(f"left out on both sides, because Pressroom refuses them: {', '.join(refused)}", file=sys.stderr)

    def warm(self) -> Iterator[list[Contestant]]:
        with ExitStack() as open_:
            yield [Contestant("pressroom", open_.enter_context(
                       served([OURS, HERE / "pressroom_poster.py", "petition", "A3"]))),
                   *(Contestant(name, open_.enter_context(served([*self._rival(name, self.poster), "--served"])))
                     for name in self.rivals)]

    def cold(self) -> Iterator[list[Contestant]]:
        yield [Contestant("pressroom", lambda: seconds(self._render(*A3, "--fresh"))), *self._rivals(self.poster)]

    def first(self) -> Iterator[list[Contestant]]:
        project = self._copy("first")

        def once() -> Seconds:
            subprocess.run(["rm", "-rf", project / ".cache", project / "out"], check=True)
            return seconds([OURS, project / "render.py", *A3])
        yield [Contestant("pressroom", once), *self._rivals(self.poster)]

    def catalogue(self) -> Iterator[list[Contestant]]:
        ours = self._render(*self.laid_out, *BOTH, "--fresh", out="all")
        yield [Contestant("pressroom", lambda: seconds(ours, fails=True)),
               *self._rivals(self.all)]

    def again(self) -> Iterator[list[Contestant]]:
        yield [Contestant("again", lambda: seconds(self._render(*A3))),
               Contestant("cold", lambda: seconds(self._render(*A3, "--fresh")))]

    def counts(self) -> str:
        """Files and pages of each side, read back."""
        code = ("import sys, pathlib, pypdfium2\n"
                "found = [*pathlib.Path(sys.argv[1]).glob('[pm]*/*.pdf')]\n"  # press/, members/
                "print(len(found), 'files,', sum(len(pypdfium2.PdfDocument(each)) for each in found), 'pages')")
        return "; ".join(f"{name}: " + subprocess.run(
            [OURS, "-c", code, self.scratch / folder], capture_output=True, text=True, check=True).stdout.strip()
            for name, folder in (("Pressroom", "all"), *((name, f"catalogue-{name}") for name in self.rivals)))

    def memory(self) -> Iterator[tuple[str, float]]:
        yield "A3 poster", peak(self._render(*A3, "--fresh"))
        yield "catalogue, press and members", peak(self._render(*self.laid_out, *BOTH, "--fresh", out="all"))
        for name in self.rivals:
            yield f"A3 poster, {name}", peak(self._rival(name, self.poster))
        project = self.scratch / "photograph"
        subprocess.run([OURS, HERE / "photograph.py", project], check=True)
        photo = [OURS, project / "render.py", "photo", "--fresh", "--edition"]
        yield "A0 with a photograph of 40 megapixels, press", peak([*photo, "press"])
        yield "the same, all editions", peak([*photo, "press", "--edition", "members", "--edition", "preview"])

    def _render(self, *words: str, out: str = "out") -> list[str | Path]:
        return [OURS, ROOT / "render.py", *words, "--out", self.scratch / out]

    def _rivals(self, plan: Path) -> list[Contestant]:
        return [Contestant(name, lambda name=name: seconds(self._rival(name, plan))) for name in self.rivals]

    def _rival(self, name: str, plan: Path) -> list[str | Path]:
        return [self.python, HERE / f"{name}_poster.py", plan, self.scratch / f"{plan.stem}-{name}"]

    def _copy(self, name: str) -> Path:
        project = self.scratch / name
        project.mkdir()
        for part in ("render.py", "pressroom", "assets", "layouts", "materials"):
            subprocess.run(["cp", "-a", ROOT / part, project], check=True)  # with the times that byte code is kept by
        return project


@contextmanager
def served(command: list[str | Path]) -> Iterator[Callable[[], Seconds]]:
    """A process that does its work once for every line it is sent; its first answer, still cold, is thrown away."""
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=ENVIRONMENT) as running:
        if not running.stdin or not running.stdout:
            raise RuntimeError("no pipe")
        asking, answering = running.stdin, running.stdout

        def once() -> Seconds:
            asking.write("again\n")
            asking.flush()
            went_by, processor = map(float, answering.readline().split())
            return went_by, processor
        once()
        yield once
        asking.close()


def seconds(command: list[str | Path], *, fails: bool = False) -> Seconds:
    """How long a command takes, from nothing to its end; one that fails is no measurement."""
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        running = subprocess.Popen(command, stdout=said, stderr=said, env=ENVIRONMENT)
        _, status, used = os.wait4(running.pid, 0)
        took = time.perf_counter() - began
        code = os.waitstatus_to_exitcode(status)
        if code and not (fails and code == 1):
            said.seek(0)
            sys.exit(f"{' '.join(map(str, command))} ended with {code}:\n{said.read().decode()}")
    return took, used.ru_utime + used.ru_stime


def peak(command: list[str | Path]) -> float:
    """The most memory a command held at once, in MB; this program stays small, or its own would be counted."""
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
    _, _, used = os.wait4(running.pid, 0)
    return used.ru_maxrss / (1024 if platform.system() == "Linux" else 1024 * 1024)


def table(name: str, measurement: Iterator[list[Contestant]], rounds: int) -> None:
    """Run the rounds, each contestant once in each, and print a row: least / median, and the ratio of medians."""
    for contestants in measurement:
        for one in contestants:
            one.once()  # files into memory, caches filled
        for number in range(rounds):
            for one in contestants if number % 2 else reversed(contestants):
                one.seconds.append(one.once())
        known = {one.name: one for one in contestants}
        if "again" in known:
            cells = [known["cold"], known["again"], *_ratios(known["again"], known["cold"], 2)]
        else:
            ratios = _ratios(known["weasyprint"], known["pressroom"], 1) if "weasyprint" in known else ["-", "-"]
            cells = [known["pressroom"], known.get("weasyprint", "not measured"), *ratios, known.get("typst", "-")]
        print(f"| {name} | {' | '.join(map(str, cells))} |", flush=True)


def _ratios(one: Contestant, other: Contestant, places: int) -> list[str]:
    return [f"{one.median(which) / other.median(which):.{places}f}" for which in (0, 1)]


def machine() -> str:
    """What this was measured on, without a date."""
    model = next((line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
                 platform.machine())
    return f"{os.cpu_count()} cores ({model}), {platform.system()}, Python {platform.python_version()}"


def _lines(path: str) -> list[str]:
    file = Path(path)
    return file.read_text(encoding="utf-8").splitlines() if file.is_file() else []


if __name__ == "__main__":
    sys.exit(main())
