"""How much a start imports: a count, since a time would depend on the machine."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Modules at the end of a command; a few more than there are, so that a new module of the program is no mistake.
MOST_FOR_A_POSTER, MOST_FOR_NOTHING = 463, 134
# Libraries that a poster does not need when its specifications and pictures come from the cache.
UNUSED = {"pydantic", "pydantic_core", "yaml", "qrcode", "pypdf", "lxml", "jinja2", "http", "ssl", "dataclasses",
          "asyncio", "rich", "pikepdf", "pypdfium2", "uharfbuzz"}
CODE = """
import sys
from pathlib import Path
from pressroom.cli import run
sys.path[:0] = [sys.argv[1]]
code = run(Path(sys.argv[2]), sys.argv[3:])
print(code, *sorted(sys.modules), file=sys.stderr)
"""


def _modules(project: Path, *words: str) -> set[str]:
    ended = subprocess.run([sys.executable, "-c", CODE, str(ROOT), str(project), *words], capture_output=True,
                           text=True, check=True, cwd=ROOT)
    code, *modules = ended.stderr.splitlines()[-1].split()
    assert code == "0", ended.stderr
    return set(modules)


def test_a_poster_that_was_made_before_imports_only_what_it_needs(project: Path) -> None:
    words = ("petition", "--format", "A4", "--edition", "press", "--fresh", "--lang", "en")
    _modules(project, *words)
    modules = _modules(project, *words)
    assert {name.partition(".")[0] for name in modules} & UNUSED == set()
    assert len(modules) <= MOST_FOR_A_POSTER, len(modules)


def test_a_build_without_a_change_imports_no_stage(project: Path) -> None:
    words = ("petition", "--format", "A4", "--edition", "press", "--lang", "en")
    _modules(project, *words)
    modules = _modules(project, *words)
    stages = {f"pressroom.{name}" for name in ("load", "resolve", "fit", "review", "paint", "preflight", "publish")}
    assert modules & stages == set()
    assert len(modules) <= MOST_FOR_NOTHING, len(modules)


def test_a_run_that_was_made_before_imports_neither_pydantic_nor_a_yaml_parser(project: Path) -> None:
    (project / ".cache").unlink()
    (project / "materials/runs").mkdir()
    (project / "materials/runs/cabinets.csv").write_text("Cabinet\nDu Port\nDu Lac\n", encoding="utf-8")
    (project / "materials/runs/cabinets.yaml").write_text(
        'title: x\nmaterial: petition\nformats: [A4]\nrecords: cabinets.csv\ncolumns: {practice: Cabinet}\n'
        'words: {practice: "{record.practice}"}\n', encoding="utf-8")
    words = ("run", "cabinets", "--lang", "en")
    _modules(project, *words)
    assert {"pydantic", "yaml", "asyncio", "dask"} & _modules(project, *words) == set()
