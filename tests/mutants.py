"""One-line changes to the code, each held against the tests that are nearest to it; what no test notices is listed.

    python -m tests.mutants --seed 1 --count 300

Needs the package `coverage`. Every change is made in a copy of the repository; a change that makes tests hang counts
as noticed. The run takes hours and is no part of `make test`. It goes on where it was stopped: the map from lines to
tests and the verdicts lie in .cache/mutants; `--again` tries the survivors anew, and `--map` draws the map anew.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import hashlib
import json
import os
import queue
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.mutations import mutations

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".cache/mutants"
EQUIVALENT = ROOT / "tests/mutants_equivalent.txt"
# From where a change is made to the tests that are asked first; other tests that pass its line come after them.
NEAREST = {
    "pressroom/review": ("tests/review", "tests/fit", "tests/test_printers.py"),
    "pressroom/preflight/checks": ("tests/preflight",),
    "pressroom/fit": ("tests/fit", "tests/review", "tests/test_layouts.py", "tests/test_printers.py",
                      "tests/test_pieces.py"),
    "pressroom/desk": ("tests/desk",),
    "pressroom/sheet": ("tests/sheet", "tests/fit", "tests/review", "tests/type"),
}
MOST_SECONDS = 90.0  # of tests for one change, as they took when the map was drawn
FIRST_SECONDS = 15.0  # of them in the first round: the quickest tests that pass the line
HANG, TIMES = 60.0, 8.0  # a round hangs after so many seconds and so many times those that its tests took
_LEFT = (".git", ".venv", "out", "build", "dist", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache",
         "mutants")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change to one line.

    Attributes:
        file: in the repository.
        line: counted from 1.
        kind: of change.
        before, after: the whole line.
    """

    file: str
    line: int
    kind: str
    before: str
    after: str

    @property
    def key(self) -> str:
        """A name that stays when lines above it come or go."""
        return hashlib.sha256(f"{self.file}\0{self.before}\0{self.after}".encode()).hexdigest()[:16]

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.kind}\n  - {self.before.strip()}\n  + {self.after.strip()}"


def every() -> list[Mutant]:
    """All changes that can be made, in the order of files and lines."""
    found: dict[tuple[str, int, str], Mutant] = {}
    for folder in NEAREST:
        for path in sorted((ROOT / folder).rglob("*.py")):
            name, source = path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
            lines = source.splitlines()
            for line, kind, after in mutations(source):
                found.setdefault((name, line, after), Mutant(name, line, kind, lines[line - 1], after))
    return list(found.values())


def drawn(seed: int, count: int) -> list[Mutant]:
    """So many changes: kinds take turns by chance, so that numbers, which are many, do not crowd out the others."""
    chance = random.Random(seed)
    by_kind: dict[str, list[Mutant]] = collections.defaultdict(list)
    for mutant in every():
        by_kind[mutant.kind].append(mutant)
    for each in by_kind.values():
        chance.shuffle(each)
    kinds = sorted(by_kind)
    chosen: list[Mutant] = []
    while len(chosen) < count and any(by_kind.values()):
        kind = chance.choice(kinds)
        chosen += [by_kind[kind].pop()] if by_kind[kind] else []
    return chosen


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """A copy of the repository that may be damaged."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = Path(folder) / "repository"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*_LEFT), symlinks=True)
        yield copy


def _pytest(copy: Path, words: list[str], seconds: float) -> int | None:
    """Run tests in the copy: pytest's exit code, or None where they had to be ended."""
    environment = {**os.environ, "PYTHONPATH": os.fspath(copy), "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"}
    environment.pop("CI", None)
    process = subprocess.Popen(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:xdist", "-p", "no:cacheprovider", "--no-header", *words],
        cwd=copy, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # the group that was started for it
        process.wait()
        return None


# -- which tests pass which lines -----------------------------------------------------------------------------------

@dataclass(frozen=True, slots=True)
class Paths:
    """Which tests pass which lines.

    Attributes:
        tests: their names, quickest first, with the seconds that each took.
        lines: by file and line, the tests that pass it, as numbers in that list.
        new: tests that came after the map was drawn, with a guess at their seconds.
    """

    tests: list[tuple[str, float]]
    lines: dict[str, dict[str, list[int]]]
    new: list[tuple[str, float]]

    def of(self, mutant: Mutant) -> list[tuple[str, float]]:
        """The tests to ask about a change: those that pass its line, new ones, then what stands in one file with them.

        Of tests that share what a cache keeps, the first alone passes the lines that make it. Where none passes a line,
        as on import, those that pass its file are asked.
        """
        lines = self.lines.get(mutant.file, {})
        # A statement of several lines may be known by its first alone; what runs once, on import, by none.
        above = range(mutant.line, mutant.line - 4, -1)
        passing = next((lines[str(line)] for line in above if lines.get(str(line))), [])
        others = {number for numbers in lines.values() for number in numbers}.difference(passing)
        near = NEAREST[next(each for each in NEAREST if mutant.file.startswith(f"{each}/"))]

        def rank(one: tuple[str, float]) -> tuple[int, float]:
            return next((at for at, each in enumerate(near) if one[0].startswith(each)), len(near)), one[1]
        first, last = (sorted((self.tests[number] for number in numbers), key=rank) for numbers in (passing, others))
        files = {name.split("::")[0] for name, _ in first}
        kin = [one for one in self.tests if one[0].split("::")[0] in files and one not in first]
        last = sorted(kin, key=rank) if first else last
        return [*first, *(one for one in self.new if one[0].startswith(near)), *last]


def paths(*, anew: bool = False) -> Paths:
    """The map, drawn anew in a process of its own where there is none."""
    file = KEPT / "map.json"
    if anew or not file.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        with scratch() as copy:
            subprocess.run([sys.executable, "-m", "tests.mutants", "--draw-map", os.fspath(file)], cwd=copy, check=True,
                           env={**os.environ, "PYTHONPATH": os.fspath(copy)})
    told = json.loads(file.read_text(encoding="utf-8"))
    listed = subprocess.run([sys.executable, "-m", "pytest", "--collect-only", "-p", "no:xdist", *_near()], cwd=ROOT,
                            capture_output=True, text=True, check=True).stdout.splitlines()
    there = set(listed)  # a test that has gone since would look like one that fails
    digests = told["digests"]
    # Of a file that has changed, lines are no longer known by their numbers: the tests that pass it are.
    return Paths([(name, seconds) for name, seconds in told["tests"]],
                 {path: {line if digests[path] == _digest(ROOT / path) else f"was {line}": [
                     number for number in numbers if told["tests"][number][0] in there]
                     for line, numbers in lines.items()} for path, lines in told["lines"].items()},
                 [(name, 0.5) for name in listed if "::" in name and name not in dict(told["tests"])])


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def _near() -> list[str]:
    """Every file and folder of tests that is near to something."""
    return sorted({each for group in NEAREST.values() for each in group})


def draw_map(file: Path) -> None:
    """Run every near test once under coverage and write which lines it passes."""
    import coverage
    import pytest

    cover = coverage.Coverage(data_file=None, include=[f"{folder}/*" for folder in NEAREST], config_file=False)
    seconds: dict[str, float] = collections.defaultdict(float)
    unfit: set[str] = set()  # fails without a change

    class Recorder:
        @pytest.hookimpl(tryfirst=True)
        def pytest_runtest_setup(self, item: pytest.Item) -> None:
            cover.switch_context(item.nodeid)

        def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
            seconds[report.nodeid] += report.duration
            if not report.passed:
                unfit.add(report.nodeid)
    cover.start()
    pytest.main(["-q", "-p", "no:xdist", "-p", "no:cacheprovider", *_near()], plugins=[Recorder()])
    cover.stop()
    tests = sorted(((name, each) for name, each in seconds.items() if name not in unfit), key=lambda each: each[1])
    numbers = {name: number for number, (name, _) in enumerate(tests)}
    found = cover.get_data()
    lines = {Path(each).relative_to(Path.cwd()).as_posix(): {
        line: sorted(numbers[name] for name in names if name in numbers)
        for line, names in found.contexts_by_lineno(each).items()} for each in found.measured_files()}
    digests = {path: _digest(Path(path)) for path in lines}
    file.write_text(json.dumps({"tests": tests, "lines": lines, "digests": digests}), encoding="utf-8")


# -- verdicts -------------------------------------------------------------------------------------------------------

def rounds(asked: list[tuple[str, float]]) -> list[list[tuple[str, float]]]:
    """The tests of the first round and of the second, with the seconds that each took."""
    parts: list[list[tuple[str, float]]] = [[], []]
    total = 0.0
    for name, seconds in asked:
        total += seconds
        if total > MOST_SECONDS and any(parts):
            break
        parts[total > FIRST_SECONDS].append((name, seconds))
    return [part for part in parts if part]


def judged(mutant: Mutant, copy: Path, known: Paths) -> str:
    """`killed`, `hung` or `survived`; `untested` where no test passes near the line."""
    path, cache = copy / mutant.file, copy / ".cache"
    good = path.read_text(encoding="utf-8")
    lines = good.splitlines(keepends=True)
    lines[mutant.line - 1] = mutant.after + "\n"
    asked = rounds(known.of(mutant))
    path.write_text("".join(lines), encoding="utf-8")
    try:
        for part in asked:
            code = _pytest(copy, [name for name, _ in part], HANG + TIMES * sum(seconds for _, seconds in part))
            if code != 0:
                return "hung" if code is None else "killed"
        return "survived" if asked else "untested"
    finally:
        path.write_text(good, encoding="utf-8")
        shutil.rmtree(cache, ignore_errors=True)  # a damaged program may have put anything into it
        if (ROOT / ".cache").exists():
            shutil.copytree(ROOT / ".cache", cache, ignore=shutil.ignore_patterns("mutants"))


def equivalents() -> set[tuple[str, str, str]]:
    """Changes that change nothing that can be seen: file, line before, line after."""
    found = set()
    for block in EQUIVALENT.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            file, before, after, _reason = lines
            found.add((file, before.removeprefix("- "), after.removeprefix("+ ")))
    return found


def run(seed: int, count: int, *, again: bool, jobs: int) -> int:
    """Judge the changes that have no verdict yet, `jobs` at a time, and write the summary; the number of survivors."""
    file = KEPT / f"verdicts-{seed}.jsonl"
    verdicts = {told["key"]: told["verdict"] for told in map(json.loads, file.read_text("utf-8").splitlines())
                } if file.exists() else {}
    known, chosen, same = paths(), drawn(seed, count), equivalents()
    verdicts |= {one.key: "equivalent" for one in chosen if (one.file, one.before.strip(), one.after.strip()) in same}
    waiting = [one for one in chosen if verdicts.get(one.key) not in ("killed", "hung", "equivalent")
               and (again or one.key not in verdicts)]
    copies: queue.SimpleQueue[Path] = queue.SimpleQueue()

    def verdict(mutant: Mutant) -> tuple[Mutant, str]:
        copy = copies.get()
        try:
            return mutant, judged(mutant, copy, known)
        finally:
            copies.put(copy)
    with contextlib.ExitStack() as stack, file.open("a", encoding="utf-8") as out, ThreadPoolExecutor(jobs) as pool:
        for _ in range(jobs):
            copies.put(stack.enter_context(scratch()))
        for number, (mutant, found) in enumerate(pool.map(verdict, waiting), 1):
            verdicts[mutant.key] = found
            print(f"{number}/{len(waiting)} {found} {mutant}", flush=True)
            print(json.dumps({"key": mutant.key, "verdict": found, **asdict(mutant)}), file=out, flush=True)
    return summary(seed, chosen, verdicts)


def summary(seed: int, chosen: list[Mutant], verdicts: dict[str, str]) -> int:
    """Write and print how many changes were noticed, by package, and each that was not."""
    lines = [f"{len(chosen)} changes drawn with seed {seed} of {len(every())}"]
    for folder in ("", *NEAREST):
        counts = collections.Counter(verdicts[one.key] for one in chosen if one.file.startswith(folder))
        caught, all_ = counts["killed"] + counts["hung"], sum(counts.values()) - counts["equivalent"]
        lines.append(f"{folder or 'all'}: {caught} of {all_} noticed ({100 * caught / max(all_, 1):.0f} %), "
                     f"{counts['equivalent']} equivalent, {counts['survived'] + counts['untested']} not noticed")
    left = [one for one in chosen if verdicts[one.key] in ("survived", "untested")]
    lines += ["", *(str(one) for one in left)]
    (KEPT / f"summary-{seed}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))
    return len(left)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=1, help="of the draw")
    parser.add_argument("--count", type=int, default=300, help="how many changes")
    parser.add_argument("--again", action="store_true", help="try those again that survived")
    parser.add_argument("--map", action="store_true", help="draw the map from lines to tests anew, and end")
    parser.add_argument("--list", action="store_true", help="show the changes, and end")
    parser.add_argument("--draw-map", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at a time (the processors)")
    args = parser.parse_args()
    if args.draw_map:
        draw_map(args.draw_map)
    elif args.map:
        paths(anew=True)
    elif args.list:
        print(*drawn(args.seed, args.count), sep="\n")
    else:
        return int(run(args.seed, args.count, again=args.again, jobs=args.jobs) > 0)
    return 0


if __name__ == "__main__":
    sys.exit(main())
