"""Specifications that an earlier run has checked: the same as those that are read, and never anything else."""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pressroom import load
from pressroom.cache import Cache
from pressroom.findings import Refused
from pressroom.specs import spec_files
from pressroom.specs.stored import store, stored

NAME = "a" * 64
ROOT = Path(__file__).resolve().parents[2]


class _Command:
    """An object that runs a command when it is unpickled."""

    def __init__(self, touched: Path) -> None:
        self.touched = touched

    def __reduce__(self) -> tuple[object, ...]:
        return os.system, (f"touch {self.touched}",)


def _forget() -> None:
    """What the process itself has kept: the next reading finds what an earlier run left."""
    spec_files._MEMORY.clear()
    spec_files._PARTS.clear()


@pytest.fixture
def own_cache(project: Path) -> Path:
    (project / ".cache").unlink()
    return project


def test_a_project_is_the_same_when_it_comes_from_the_cache(own_cache: Path) -> None:
    _forget()
    read = load.job(own_cache)
    _forget()
    kept = load.job(own_cache)
    assert kept.campaign is not read.campaign
    assert kept == read
    assert kept.layouts["statement"].elements == read.layouts["statement"].elements
    assert repr(kept.printers) == repr(read.printers)


def test_a_changed_file_is_read_again_though_its_size_and_times_are_the_same(own_cache: Path) -> None:
    path = own_cache / "materials/petition.yaml"
    before, status = path.read_text(encoding="utf-8"), path.stat()
    title = load.job(own_cache).materials["petition"].title
    path.write_text(before.replace(title, title.swapcase()), encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    _forget()
    assert load.job(own_cache).materials["petition"].title == title.swapcase()


def test_a_layout_is_read_again_when_one_of_its_parts_changed(own_cache: Path) -> None:
    load.job(own_cache)
    layout = load.job(own_cache).layouts["statement"]
    part = next((own_cache / "layouts/parts").glob("foot*.yaml"))
    part.write_text(part.read_text(encoding="utf-8") + "\nunknown: 1\n", encoding="utf-8")
    _forget()
    job = load.job(own_cache)
    assert [item.code for item in job.findings].count("unknown-key") == 1
    assert "statement" not in job.layouts or job.layouts["statement"] != layout


def test_mistakes_are_never_kept(own_cache: Path, edit: Callable[[str, str, str], None]) -> None:
    edit("materials/petition.yaml", "title:", "titel:")
    for _ in range(2):
        _forget()
        assert "unknown-key" in [item.code for item in load.job(own_cache).findings]


@pytest.mark.parametrize("damage", ["command", "words", "half", "other class"])
def test_what_a_strangers_cache_holds_is_not_run_and_the_file_is_read(own_cache: Path, tmp_path: Path,
                                                                       damage: str) -> None:
    job = load.job(own_cache)
    touched, cache = tmp_path / "touched", Cache(own_cache / ".cache")
    content = {"command": pickle.dumps(_Command(touched)), "words": b"no pickle", "half": pickle.dumps(job)[:99],
               "other class": pickle.dumps(subprocess.Popen)}[damage]
    for entry in (own_cache / ".cache").iterdir():
        cache.put(entry.name, content)
    _forget()
    assert load.job(own_cache).materials == job.materials
    assert not touched.exists()


@pytest.mark.parametrize("thing", [print, os.system, subprocess.Popen, Refused, pickle.loads])
def test_an_entry_can_name_no_function_and_no_class_of_another_kind(tmp_path: Path, thing: object) -> None:
    cache = Cache(tmp_path)
    store(cache, NAME, [thing])
    assert stored(cache, NAME) is None
    store(cache, NAME, ["plain", {"values": (1, 2.0, None)}])
    assert stored(cache, NAME) == ["plain", {"values": (1, 2.0, None)}]


def test_a_second_run_imports_neither_pydantic_nor_a_yaml_parser(own_cache: Path) -> None:
    code = ("import sys, pathlib; from pressroom import load; load.job(pathlib.Path(sys.argv[1]), ('petition',));"
            "print(*sorted({name.partition('.')[0] for name in sys.modules}))")
    words = [sys.executable, "-c", code, str(own_cache)]
    runs = [subprocess.run(words, capture_output=True, text=True, check=True, cwd=ROOT).stdout.split()
            for _ in range(2)]
    assert not {"pydantic", "pydantic_core", "yaml", "dataclasses", "http"}.intersection(runs[1])
