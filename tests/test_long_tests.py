"""What is left to `make test-all` is there, and each test of the list is one."""

from __future__ import annotations

import ast

from tests.conftest import ROOT, long_tests


def test_the_list_of_long_tests_names_tests_alone() -> None:
    unknown = []
    for name in long_tests():
        file, _, test = name.partition("::")
        path = ROOT / file
        tree = ast.parse(path.read_text(encoding="utf-8")) if path.is_file() else ast.Module([], [])
        if test not in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}:
            unknown.append(name)
    assert unknown == []


def test_a_file_keeps_some_of_its_tests_in_make_test() -> None:
    """What a folder holds is noticed by the short run, too."""
    files = {name.partition("::")[0] for name in long_tests()}
    emptied = []
    for file in files:
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        tests = {f"{file}::{node.name}" for node in ast.walk(tree)
                 if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}
        if tests <= long_tests():
            emptied.append(file)
    assert emptied == []
