"""Expressions that are compiled at their first use."""

import gc
import importlib
import pkgutil
import re

import pytest

import pressroom
from pressroom.patterns import _Pattern, regex


def test_a_pattern_does_what_a_compiled_one_does() -> None:
    ours, standard = regex(r"(?P<a>\d)(\w)", re.IGNORECASE), re.compile(r"(?P<a>\d)(\w)", re.IGNORECASE)
    for name in ("pattern", "flags", "groups", "groupindex"):
        assert getattr(ours, name) == getattr(standard, name)
    assert [each.groups() for each in ours.finditer("1a2B")] == [each.groups() for each in standard.finditer("1a2B")]
    assert (ours.sub("x", "1a-"), ours.split("a1bc"), ours.findall("1a")) == (
        standard.sub("x", "1a-"), standard.split("a1bc"), standard.findall("1a"))
    assert regex(rb"\d").fullmatch(b"1")


def test_a_pattern_is_compiled_once() -> None:
    pattern = regex("a")
    assert pattern.match("a")
    assert pattern.match.__self__ is pattern.search.__self__  # type: ignore[attr-defined]


def test_every_expression_of_the_program_compiles() -> None:
    for module in pkgutil.walk_packages(pressroom.__path__, "pressroom."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    gc.unfreeze()  # another test may have judged a file, after which nothing is looked at
    patterns = [each for each in gc.get_objects() if type(each) is _Pattern]
    assert len(patterns) > 100
    for each in patterns:
        assert re.compile(*each._arguments)


def test_a_mistake_in_an_expression_is_raised_at_its_first_use() -> None:
    broken = regex("(")
    with pytest.raises(re.error):
        broken.match("a")
