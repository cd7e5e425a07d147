"""A value of a file changed in place: nothing else moves, whatever is written and however the file is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressroom.specs.document import Location, Tree
from pressroom.specs.reader import read
from pressroom.specs.yaml_spliced import Unspliced, spliced, value_of, without
from tests.conftest import ROOT

FILES = sorted([*(ROOT / "materials").rglob("*.yaml"), *(ROOT / "layouts").rglob("*.yaml"),
                *(ROOT / "assets").rglob("*.yaml")])
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"), max_size=80)


def scalars(tree: Tree, location: Location = ()) -> Iterator[Location]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from scalars(value, (*location, key))
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            yield from scalars(value, (*location, number))
    elif isinstance(tree, str):
        yield location


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_each_text_of_the_project_is_changed_in_its_own_lines_alone(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    for location in scalars(value_of(text)):
        try:
            changed = spliced(text, location, "Un “autre” texte : l'été #1")
        except Unspliced:
            assert " &" in text  # another place would change with it
            continue
        before, after = text.split("\n"), changed.split("\n")
        start = next(number for number, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1])
        rest = len(after) - start - 1
        old = str(value_of(text, location))
        assert rest == 0 or before[-rest:] == after[-rest:] or "\n" in old or len(old) > 100, location
        assert value_of(changed, location) == "Un “autre” texte : l'été #1" + "\n" * old.endswith("\n")


@settings(max_examples=300, deadline=None)
@given(WORDS, st.sampled_from(["plain: old words  # why", 'plain: "old"  # why', "plain: 'old'  # why",
                               "plain: |\n  old\n  words\n", "plain: >-\n  old\n  words\n", "plain: !sample \"old\"",
                               "plain: &a old", "plain:", "plain: {long: a, short: b}", "plain: [a, b]",
                               "plain:\n  long: a\n  short: b", "plain:\n- a\n- b"]), st.booleans())
def test_any_text_is_read_back_and_the_lines_around_stay(value: str, line: str, windows: bool) -> None:
    text = f"# first\nbefore: 1  # one\n{line}\n# between\nafter: [1, 2]\n"
    text = text.replace("\n", "\r\n") if windows else text
    changed = spliced(text, ("plain",), value)
    found = value_of(changed, ("plain",))
    assert (found or "").rstrip("\n") == value.rstrip("\n")  # type: ignore[union-attr]
    head, tail = ("# first\nbefore: 1  # one\n", "# between\nafter: [1, 2]\n")
    if windows:
        assert "\n" not in changed.replace("\r\n", "")
        changed = changed.replace("\r\n", "\n")
    assert changed.startswith(head)
    assert changed.endswith(tail)


@pytest.mark.parametrize(("old", "value", "new"), [
    ("title: Old\n", "New words", "title: New words\n"),
    ("title: Old\n", "Now: new", 'title: "Now: new"\n'),
    ("title: Old   # why\n", "no", "title: no   # why\n"),
    ("title: 'Old'\n", "l'été", "title: 'l''été'\n"),
    ('title: "Old"\n', 'dit "oui"', "title: 'dit \"oui\"'\n"),
    ('title: !sample "Old"  # says\n', "New", 'title: "New"  # says\n'),
    ("title: &t Old\nb: *t\n", "New", None),
    ("formats: [A4, A3]\n", ["A5"], "formats: [A5]\n"),
    ("formats:\n  - A4  # small\n", ["A5", "400x600mm"], "formats:\n  - A5\n  - 400x600mm  # small\n"),
    ("words: {a: b}\n", {"a": "c"}, "words: {a: c}\n"),
])
def test_a_value_is_written_as_the_old_one_was(old: str, value: Tree, new: str | None) -> None:
    location = (old.partition(":")[0],)
    if new is None:
        with pytest.raises(Unspliced):  # the other place would change with it
            spliced(old, location, value)
    else:
        assert spliced(old, location, value) == new


@pytest.mark.parametrize(("text", "location", "value", "new"), [
    ("title: A\nwords:\n  a: b\n", ("until",), "2023-03-01", "title: A\nuntil: 2023-03-01\nwords:\n  a: b\n"),
    ("title: A\nwords:\n  a: b  # c\n", ("words", "d"), "e", "title: A\nwords:\n  a: b  # c\n  d: e\n"),
    ("words:\n  a: b\nlink: x\n", ("words", "d"), "e", "words:\n  a: b\n  d: e\nlink: x\n"),
    ("words: {}\n", ("words", "d"), "e: f", 'words: {d: "e: f"}\n'),
    ("words:\n", ("words", "d"), "e", "words:\n  d: e\n"),
    ("title: A", ("picture", "focus"), ["0.5", "0.1"], "title: A\npicture:\n  focus: [0.5, 0.1]\n"),
    ("a: 1\nsheets:\n  - words:\n      b: c\n  - words:\n      b: d\n", ("sheets", 0, "words", "e"), "f",
     "a: 1\nsheets:\n  - words:\n      b: c\n      e: f\n  - words:\n      b: d\n"),
])
def test_a_key_that_is_missing_is_added_where_people_write_it(text: str, location: Location, value: Tree,
                                                              new: str) -> None:
    assert spliced(text, location, value) == new


@pytest.mark.parametrize(("text", "location", "new"), [
    ("a: 1\nb: 2  # two\nc: 3\n", ("b",), "a: 1\nc: 3\n"),
    ("a: {b: 1, c: 2}\n", ("a", "b"), "a: {c: 2}\n"),
    ("a: {b: 1, c: 2}\n", ("a", "c"), "a: {b: 1}\n"),
    ("a:\n  b: 1\nc: 2\n", ("a", "b"), "a: {}\nc: 2\n"),
    ("a: |\n  one\n  two\nb: 1\n", ("a",), "b: 1\n"),
    ("a: 1\n", ("b",), "a: 1\n"),
])
def test_a_key_is_removed_with_its_line(text: str, location: Location, new: str) -> None:
    assert without(text, location) == new


def test_what_is_written_is_read_by_the_programs_own_reader(tmp_path: Path) -> None:
    text = (ROOT / "materials/petition.yaml").read_text(encoding="utf-8")
    words = "[Non !]{accent} c'est “fini” : *tout* #kiné {figures.loss}"
    (tmp_path / "petition.yaml").write_text(spliced(text, ("words", "headline"), words), encoding="utf-8")
    tree = read(tmp_path / "petition.yaml").tree
    assert isinstance(tree, dict)
    assert tree["words"]["headline"] == words  # type: ignore[index,call-overload]
