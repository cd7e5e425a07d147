"""The two functions that other programs call: `pressroom.build` and `pressroom.preflight`."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import pressroom
from pressroom.brief import Brief, PageBrief
from pressroom.findings import Refused


def test_a_program_builds_a_project_and_judges_a_file(project: Path, tmp_path: Path) -> None:
    published = pressroom.build(project, names=["petition"], format="A4", editions=["press"], out=tmp_path / "files")
    assert published.passed
    assert published.made == ("press/petition-A4.pdf",)
    pdf = (tmp_path / "files/press/petition-A4.pdf").read_bytes()
    assert pressroom.preflight(pdf).passed
    report = pressroom.preflight(pdf, Brief(pages=(PageBrief(trim=(100.0, 100.0)),)))
    assert {item.code for item in report.findings if item.fails} == {"trim-size"}


def test_a_packages_main_function_has_a_name_of_its_own() -> None:
    from pressroom.build import build
    from pressroom.preflight import judge

    assert build.__doc__
    assert "Raises" in build.__doc__
    assert judge.__doc__


def test_a_name_that_stands_for_nothing_is_refused(project: Path) -> None:
    with pytest.raises(Refused) as refused:
        pressroom.build(project, names=["petitoin"])
    assert [item.code for item in refused.value.findings] == ["no-such-material"]


def test_every_name_that_a_package_offers_is_there() -> None:
    packages = [importlib.import_module(each.name) for each in pkgutil.walk_packages(pressroom.__path__, "pressroom.")
                if each.name != "pressroom.__main__"]
    offered = [(each, name) for each in packages for name in getattr(each, "__all__", ())]
    assert len(offered) > 50
    assert [f"{each.__name__}.{name}" for each, name in offered if not hasattr(each, name)] == []


def test_importing_the_package_imports_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import pressroom; print(*sorted(set(sys.modules) - before))"
    names = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert [name for name in names if name.split(".")[0] not in sys.stdlib_module_names] == ["pressroom"]


def test_an_attribute_that_is_not_there_is_no_import() -> None:
    with pytest.raises(AttributeError, match="no attribute 'bulid'"):
        pressroom.bulid  # noqa: B018
