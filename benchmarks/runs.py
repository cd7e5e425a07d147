"""Runs beside Typst: `python runs.py --rivals PYTHON [--records 10000]`. See README.md.

A4 posters with a practice's name, its town and a QR code of its own. Typst's codes are made beforehand and not timed,
Pressroom's in the run. Whole processes, in turn, medians; the memory of a command and its children together.
"""

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import qrcode
import qrcode.image.svg
from run import ENVIRONMENT, HERE, OURS, ROOT, machine
from tree_memory import peak

TOWNS = ("75001 Paris", "13008 Marseille", "93200 Saint-Denis", "72000 Le Mans", "59650 Villeneuve-d’Ascq",
         "91000 Évry")
RUN = """title: Une affiche par cabinet
material: petition
formats: [A4]
records: {table}
columns: {{practice: Cabinet, town: Ville, code: Code}}
words:
  practice: "{{record.practice}}\\n{{record.town}}"
link: {{key: petition, parameters: {{c: "{{record.code}}"}}}}
name: "{{record.code}}"
as: {form}
"""
# Until the file stands, before it is read back: what Typst's time is compared with.
WRITTEN = """
import sys, time
sys.path.insert(0, {root!r})
began = time.perf_counter()
import gc
gc.set_threshold(100_000)
from pathlib import Path
from pressroom.runs.make import make
from pressroom.runs.request import RunProgress, RunRequest
stages = []
make(RunRequest(Path({project!r}), {name!r}, Path({project!r}) / "out"),
     RunProgress(stage=lambda what, _: stages.append((what, time.perf_counter() - began))))
print(dict(stages)["reading every record back"], time.perf_counter() - began)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rivals", required=True, metavar="PYTHON")
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    told = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        project = _project(scratch)
        plan, records = scratch / "plan.json", scratch / "records.json"
        subprocess.run([OURS, HERE / "plan.py", plan, "petition", "A4", "press", project], check=True, env=ENVIRONMENT)
        _one_file(told, project, scratch, plan, records)
        _many_files(told, project, scratch, plan, records)
        _growth(project, told.records)


def _project(scratch: Path) -> Path:
    project = scratch / "project"
    project.mkdir()
    for folder in ("materials", "layouts", "assets"):
        shutil.copytree(ROOT / folder, project / folder)
    for file in ("render.py", "catalogues.py"):
        shutil.copy(ROOT / file, project)
    (project / "pressroom").symlink_to(ROOT / "pressroom")
    (project / "materials/runs").mkdir(exist_ok=True)
    return project


def _records(project: Path, count: int, form: str = "one", codes: Path | None = None) -> str:
    """A run of so many records, and the same for Typst, with its codes; the run's name."""
    rows = [(f"Cabinet de kinésithérapie n° {number}", TOWNS[number % len(TOWNS)], f"{number:06d}")
            for number in range(count)]
    run = f"run{count}{form}"
    with (project / f"materials/runs/{run}.csv").open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream, delimiter=";").writerows([("Cabinet", "Ville", "Code"), *rows])
    (project / f"materials/runs/{run}.yaml").write_text(RUN.format(table=f"{run}.csv", form=form), encoding="utf-8")
    if codes:
        codes.write_text(json.dumps([(name, town, _svg(f"https://chng.it/2pnk55wX?c={code}"))
                                     for name, town, code in rows]), encoding="utf-8")
    return run


def _svg(content: str) -> str:
    made = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0,
                         image_factory=qrcode.image.svg.SvgPathImage)
    made.add_data(content)
    return made.make_image().to_string(encoding="unicode")


def _timed(command: list[object]) -> float:
    began = time.perf_counter()
    subprocess.run(list(map(str, command)), check=True, env=ENVIRONMENT, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def _one_file(told: argparse.Namespace, project: Path, scratch: Path, plan: Path, records: Path) -> None:
    run = _records(project, told.records, codes=records)
    code = WRITTEN.format(root=str(ROOT), project=str(project), name=run)
    typst: Callable[[], float] = lambda: _timed(  # noqa: E731
        [told.rivals, HERE / "typst_run.py", plan, records, scratch / "typst.pdf"])
    written, whole, theirs = [], [], []
    for _ in range(told.rounds):
        theirs.append(typst())
        said = subprocess.run([OURS, "-c", code], check=True, env=ENVIRONMENT, capture_output=True, text=True).stdout
        written.append(float(said.split()[0]))
        whole.append(float(said.split()[1]))
    print(f"| {told.records} records | Pressroom | Typst | ratio |\n|---|---|---|---|")
    for what, ours in (("written", written), ("written, every record read back, a sample judged", whole)):
        print(f"| {what} | {median(ours):.2f} s | {median(theirs):.2f} s | {median(ours) / median(theirs):.2f} |")
    size = (project / f"out/runs/{run}/{run}-A4.pdf").stat().st_size
    print(f"| bytes for each page | {size / told.records:.0f} | "
          f"{(scratch / 'typst.pdf').stat().st_size / told.records:.0f} | |")


def _many_files(told: argparse.Namespace, project: Path, scratch: Path, plan: Path, records: Path) -> None:
    count = max(20, told.records // 5)
    run = _records(project, count, "files", codes=records)
    ours, theirs = [], []
    for _ in range(told.rounds):
        for folder in (project / "out/runs" / run, scratch / "files"):
            shutil.rmtree(folder, ignore_errors=True)  # a file that is replaced waits for the disk
        ours.append(_timed([OURS, project / "render.py", "run", run]))
        theirs.append(_timed([told.rivals, HERE / "typst_run.py", plan, records, scratch / "files", "--files"]))
    print(f"| {count} files, written and read back | {count / median(ours):.0f}/s | {count / median(theirs):.0f}/s | "
          f"{median(theirs) / median(ours):.2f} times its rate |")


def _growth(project: Path, count: int) -> None:
    print("\n| records | seconds | MB of the tree | bytes for each page added |\n|---|---|---|---|")
    sizes: dict[int, int] = {}
    for each in (count // 10, count, 10 * count):
        run = _records(project, each)
        began = time.perf_counter()
        memory = peak([str(OURS), str(project / "render.py"), "run", run])
        seconds = time.perf_counter() - began
        sizes[each] = os.path.getsize(project / f"out/runs/{run}/{run}-A4.pdf")  # noqa: PTH202
        known = [*sizes]
        added = (sizes[each] - sizes[known[0]]) / (each - known[0]) if each > known[0] else 0
        print(f"| {each} | {seconds:.1f} | {memory:.0f} | {added:.0f} |")


if __name__ == "__main__":
    sys.exit(main())
