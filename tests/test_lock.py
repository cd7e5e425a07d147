"""The lock holds every dependency in a version that pyproject.toml allows, by hash and without an address."""

from __future__ import annotations

import re
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT
from tests.lock import FILE, HEAD

LINE = re.compile(r"([a-z0-9-]+)==([0-9][\w.+!-]*) --hash=sha256:[0-9a-f]{64}")


def requirements(*, dev: bool) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [Requirement(each) for each in project["optional-dependencies"]["dev"] if dev] if dev else [
        Requirement(each) for each in project["dependencies"]]


def test_every_line_of_the_lock_is_a_version_and_a_hash() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert text.startswith(HEAD)
    assert [line for line in text.removeprefix(HEAD).splitlines() if not LINE.fullmatch(line)] == []
    assert "://" not in text


def test_every_dependency_is_locked_in_a_version_that_is_allowed() -> None:
    locked = {match[1]: match[2] for match in map(LINE.fullmatch, FILE.read_text("utf-8").splitlines()) if match}
    wanted = [*requirements(dev=False), *requirements(dev=True)]
    assert len(locked) > len(wanted)
    assert [str(each) for each in wanted
            if not each.specifier.contains(locked.get(canonicalize_name(each.name), "0"))] == []


def test_what_users_install_has_a_least_and_a_greatest_version() -> None:
    signs = {each.name: {one.operator for one in each.specifier} for each in requirements(dev=False)}
    assert {name for name, operators in signs.items() if operators != {">=", "<"}} == set()
