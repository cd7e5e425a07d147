"""The most memory that a command and its children hold together: `python tree_memory.py COMMAND...`.

Every 20 ms the resident memory of each process of the tree is added up; a page that processes share counts in
proportion (Pss), as it is in memory once. `--posters N FOLDER` first makes a project of that many posters.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_EVERY = 0.02
_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posters", nargs=2, metavar=("N", "FOLDER"),
                        help="make a project of N posters, and build it; COMMAND is then its arguments")
    parser.add_argument("command", nargs="*")
    args = parser.parse_args()
    command = args.command
    if args.posters:
        folder = Path(args.posters[1])
        posters(int(args.posters[0]), folder)
        command = [sys.executable, str(folder / "render.py"), "--fresh", *command]
    print(f"{peak(command):.0f} MB")
    return 0


def new_project(project: Path) -> None:
    """A project without materials."""
    for name in ("pressroom", "assets", "layouts"):
        shutil.copytree(ROOT / name, project / name)
    for name in ("render.py", "catalogues.py"):
        shutil.copy(ROOT / name, project)
    (project / "materials").mkdir()
    shutil.copy(ROOT / "materials/campaign.yaml", project / "materials")


def posters(count: int, project: Path) -> None:
    """A project of `count` posters that differ in their words."""
    new_project(project)
    text = (ROOT / "materials/petition.yaml").read_text(encoding="utf-8")
    text = re.sub(r"^formats:.*$", "formats: [A3]", text, flags=re.MULTILINE)
    for number in range(count):
        words = re.sub(r"^title: (.*)$", rf"title: \1 {number}", text, flags=re.MULTILINE)
        (project / f"materials/poster-{number}.yaml").write_text(words, encoding="utf-8")


def peak(command: list[str]) -> float:
    """In MB, of the command and all that it starts."""
    most = 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        while running.poll() is None:
            most = max(most, sum(map(memory, tree(running.pid))))
            time.sleep(_EVERY)
    return most / 1024


def tree(parent: int) -> list[int]:
    """The process and all below it."""
    processes = [parent]
    for process in processes:
        for path in Path(f"/proc/{process}/task").glob("*/children"):
            try:
                processes += map(int, path.read_text(encoding="ascii").split())
            except OSError:  # it ended meanwhile
                continue
    return processes


def memory(process: int) -> int:
    """Its share of memory in kB; 0 when it has ended."""
    try:
        found = _PSS.search(Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii"))
    except OSError:
        return 0
    return int(found[1]) if found else 0


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.exit(main())
