"""The studio against Typst: `python studio.py --rivals PYTHON [--browser CHROMIUM]`. See README.md.

From a changed word to the finished picture, in a process that stays, beside Typst from a save to its PDF in the same
run; then, in a browser, from a keystroke to new pixels, and a wall of 60 pieces.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles

from run import ENVIRONMENT, HERE, OURS, ROOT, Seconds, machine
from watching import Saved, running, table

HEIGHT = 900
# In our own interpreter: a line with a headline on standard input, a line with the seconds until the picture on output.
LOOKS = """
import json, sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from pressroom.studio import piece_state
from pressroom.studio.looks import Asked
from pressroom.studio.workspace import Workspace
workspace = Workspace(Path(sys.argv[2]))
asked = Asked("petition", "A3", "press", 1, int(sys.argv[3]))
print("ready", flush=True)
for line in sys.stdin:
    wall, processor = time.perf_counter(), time.process_time()
    piece_state.change(workspace, "petition", ("words", "headline"), None, json.loads(line), force=True)
    picture = workspace.look(asked, judged=False).picture
    print(json.dumps([time.perf_counter() - wall, time.process_time() - processor, len(picture)]), flush=True)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rivals", required=True, metavar="PYTHON", help="a Python with requirements.txt")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--browser", default=shutil.which("chromium") or "", metavar="CHROMIUM")
    told = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        plan = scratch / "poster.json"
        subprocess.run([OURS, HERE / "plan.py", plan, "petition", "A3", "press"], check=True, env=ENVIRONMENT)
        project = scratch / "project"
        for part in ("assets", "layouts", "materials"):
            shutil.copytree(ROOT / part, project / part)
        (project / ".cache").symlink_to(ROOT / ".cache")
        looked(told.rivals, plan, scratch, project, told.rounds)
        if told.browser:
            in_browser(told.browser, project)


def looked(rivals: str, plan: Path, scratch: Path, project: Path, rounds: int) -> None:
    """A changed word to its picture, beside Typst from a save to its PDF."""
    source, pdf = scratch / "typst.typ", scratch / "typst.pdf"
    with ExitStack() as open_:
        typst = open_.enter_context(running([rivals, HERE / "typst_watch.py", plan, source, pdf], "made"))
        ours = open_.enter_context(subprocess.Popen(
            [OURS, "-c", LOOKS, ROOT, project, str(HEIGHT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=ENVIRONMENT))
        assert ours.stdin
        assert ours.stdout
        ours.stdout.readline()
        number = 0

        def changed() -> Seconds:
            nonlocal number
            number += 1
            assert ours.stdin
            assert ours.stdout
            ours.stdin.write(json.dumps(f"Votre kiné compte {number} fois [sur vous.]{{accent}}") + "\n")
            ours.stdin.flush()
            wall, processor, _ = json.loads(ours.stdout.readline())
            return wall, processor
        table("a changed word to its picture", changed, Saved(typst, source, pdf), rounds)
        ours.stdin.close()


def in_browser(chromium: str, project: Path) -> None:
    """A keystroke to new pixels, and a wall of 60 pieces, in a headless browser."""
    from playwright.sync_api import sync_playwright

    texts = {path: path.read_text(encoding="utf-8") for path in (project / "materials").glob("*.yaml")
             if path.stem != "campaign"}
    for number in range(60 - len(list((project / "materials").rglob("*.yaml"))) + 1):
        path = [*texts][number % len(texts)]
        copy = texts[path].replace("title: ", f"title: {number} ", 1)
        path.with_stem(f"{path.stem}-{number}").write_text(copy, encoding="utf-8")
    command = [OURS, "-c", "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path; "
               "from pressroom.cli import run; run(Path(sys.argv[2]), ['studio', '--no-open', '--lang', 'en'])",
               ROOT, project]
    environment = {**ENVIRONMENT, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as one:
        assert one.stdout
        found = re.search(r"http\S+?(?=;)", one.stdout.readline())
        assert found
        base = found[0].partition("?")[0]
        try:
            with sync_playwright() as program:
                page = program.chromium.launch(executable_path=chromium, args=["--no-sandbox"]).new_page()
                page.goto(found[0])
                print(f"| keystroke to new pixels | {_typed(page, base)} |", flush=True)
                walls = [_wall(page, base) for _ in range(4)]
                print(f"| a wall of 60 pieces | first {walls[0]:.2f} s | then {median(walls[1:]):.2f} s |", flush=True)
        finally:
            one.terminate()


def _typed(page: object, base: str) -> str:
    """Letters typed one by one: the 50th and the 95th percentile of the time until the sheet is another."""
    page.goto(f"{base}piece/petition")  # type: ignore[attr-defined]
    page.wait_for_selector("#sheet:not([hidden])")  # type: ignore[attr-defined]
    times = page.evaluate("""async () => {
      const field = document.getElementById("f-words-message"), sheet = document.getElementById("sheet"), times = [];
      for (let count = 0; count < 40; count += 1) {
        const before = sheet.src, start = performance.now();
        field.value = field.value.slice(0, 40) + "abcdefgh".slice(0, 1 + count % 8);
        field.dispatchEvent(new Event("input", {bubbles: true}));
        while (sheet.src === before) await new Promise(requestAnimationFrame);
        await sheet.decode();
        times.push(performance.now() - start);
        await new Promise((done) => setTimeout(done, 250));
      }
      return times.slice(4);
    }""")  # type: ignore[attr-defined]
    return f"50 % within {median(times):.0f} ms | 95 % within {quantiles(times, n=20)[-1]:.0f} ms"


def _wall(page: object, base: str) -> float:
    """Until every card in sight has its picture, and the page its 60 cards."""
    began = time.perf_counter()
    page.goto(base)  # type: ignore[attr-defined]
    page.wait_for_function("""() => [...document.querySelectorAll(".piece-card")].length >= 60
      && [...document.querySelectorAll(".piece-card")].filter((card) => card.getBoundingClientRect().top < innerHeight)
        .every((card) => card.dataset.seen)""")  # type: ignore[attr-defined]
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
