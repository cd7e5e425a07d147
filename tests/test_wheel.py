"""The wheel, installed where nothing else is, makes a project of another organisation, and files that pass."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pypdf
import pytest

ROOT = Path(__file__).resolve().parents[1]
# Where `make .venv/wheels/.ready` puts the wheels of the dependencies: no test needs the network.
WHEELS = Path(sys.prefix) / "wheels"
OTHERS = re.compile(r"\baliz[eé]\b|snmkr|\bkinés?\b|kinésith|physiother", re.IGNORECASE)
BINARY = (".ttf", ".woff", ".icc", ".png", ".webp")

pytestmark = [pytest.mark.wheel,
              pytest.mark.skipif(not (WHEELS / ".ready").exists(), reason="run: make .venv/wheels/.ready")]


def run(*words: str | Path, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """A command in a folder, without anything of this environment but its language."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV", "PIP_"))}
    return subprocess.run([os.fspath(word) for word in words], cwd=folder, capture_output=True, text=True, check=False,
                          stdin=subprocess.DEVNULL, env={**env, "LANG": "C", **more})


def wheel_of(folder: Path, mode: int) -> Path:
    """The wheel, built from a copy of the files that git knows, whose modes are not those of this checkout."""
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT,
                            capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file() and not name.startswith("tests/"):
            target = folder / "source" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target)
            target.chmod(mode)
    done = run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index",
               "--wheel-dir", folder, folder / "source", folder=folder, SOURCE_DATE_EPOCH="1700000000")
    assert done.returncode == 0, done.stderr
    return next(folder.glob("pressroom-*.whl"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return wheel_of(tmp_path_factory.mktemp("wheel"), 0o644)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment with the wheel, and nothing else, in it."""
    folder = tmp_path_factory.mktemp("environment")
    made = run(sys.executable, "-m", "venv", folder / "venv", folder=folder)
    assert made.returncode == 0, made.stderr
    programs = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    done = run(programs / "python", "-m", "pip", "install", "--quiet", "--no-index", "--find-links", WHEELS, wheel,
               folder=folder)
    assert done.returncode == 0, done.stderr
    return programs


@pytest.fixture(scope="module")
def project(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A federation with its campaign, built."""
    folder = tmp_path_factory.mktemp("elsewhere")
    done = run(installed / "pressroom", "init", "campagne", "--name", "Fédération des infirmières de Bretagne",
               "--site", "https://infirmieres.example/", "--colour", "#00695c", "--place", "Rennes",
               "--today", "2023-01-20", folder=folder)
    assert done.returncode == 0, done.stderr
    built = run(installed / "pressroom", folder=folder / "campagne/layouts")
    assert built.returncode == 0, built.stderr
    page = run(installed / "python", "-m", "pressroom", "site", folder=folder / "campagne")
    assert page.returncode == 0, page.stderr
    return folder / "campagne"


def test_the_same_files_give_the_same_wheel_whatever_their_modes(wheel: Path, tmp_path: Path) -> None:
    assert wheel_of(tmp_path, 0o600).read_bytes() == wheel.read_bytes()


def test_the_wheel_holds_the_starter_the_messages_and_the_types_and_nothing_of_one_organisation(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        for name in names:
            ours = name.startswith(("pressroom/starter/", "pressroom/sample/"))
            if ours and name.endswith((".yaml", ".md", ".svg")):
                assert OTHERS.findall(archive.read(name).decode()) == [], name
    layouts = {f"pressroom/starter/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "layouts").rglob("*.yaml")}
    assert layouts <= names
    assert {"pressroom/py.typed", "pressroom/messages/fr.mo", "pressroom/__main__.py",
            "pressroom/starter/assets/fonts/OFL-Anton.txt", "pressroom/starter/assets/icc/README.md",
            "pressroom/starter/assets/printers/online.yaml", "pressroom/starter/assets/letters/forms.yaml",
            "pressroom/starter/assets/pictures/README.md", "pressroom/sample/fr/campaign.yaml"} <= names
    assert not {name for name in names if name.endswith((".po", ".pyc")) or name.startswith(("tests", "setup"))}
    assert not {"pressroom/starter/assets/brand.yaml", "pressroom/starter/assets/logos/alize.svg"} & names


def test_every_file_of_the_new_project_passes_preflight(project: Path, installed: Path) -> None:
    files = json.loads((project / "out/manifest.json").read_text(encoding="utf-8"))["files"]
    press = [item for item in files if item["path"].startswith("press/")]
    assert len(press) == 9
    assert [item["path"] for item in press if not item["preflight"]["passed"]] == []
    done = run(installed / "pressroom", "preflight", *(f"out/{item['path']}" for item in press), "--printer", "online",
               folder=project)
    assert done.returncode == 0, done.stderr


def test_no_file_and_no_page_of_it_names_another_organisation(project: Path) -> None:
    shown = 0
    for path in project.rglob("*"):
        if not path.is_file() or ".cache" in path.parts or path.suffix in BINARY:
            continue
        if path.suffix == ".pdf":
            text = "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
            shown += "Bretagne" in text
        elif path.suffix == ".docx":
            with zipfile.ZipFile(path) as archive:
                text = "\n".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
        else:
            text = path.read_text(encoding="utf-8")
        assert OTHERS.findall(text) == [], path
    assert shown > 10


def test_french_is_spoken_and_a_folder_without_a_project_is_told(installed: Path, tmp_path: Path) -> None:
    done = run(installed / "pressroom", folder=tmp_path, LANG="fr_FR.UTF-8")
    assert done.returncode == 2
    assert "pressroom init DOSSIER" in done.stderr


def test_what_is_installed_imports_no_tool_of_development(installed: Path, tmp_path: Path) -> None:
    done = run(installed / "python", "-m", "pip", "list", "--format", "json", folder=tmp_path)
    names = {item["name"].lower() for item in json.loads(done.stdout)}
    assert not names & {"babel", "pytest", "mypy", "ruff"}
    assert "pressroom" in names
