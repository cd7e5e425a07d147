"""Each character of a text has a place in its YAML file, whichever way the text is written there."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pressroom.specs.document import Document
from pressroom.specs.reader import read
from pressroom.specs.text_places import inside, quoting, spots

Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]


def document(text: str) -> Document:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.yaml"
        path.write_text(text, encoding="utf-8", newline="")
        return read(path, Path("a.yaml"))


WORDS = st.text(alphabet="abé'\"\\:#[]{}*&«» \n\u00a0🙂-", min_size=1, max_size=60)


@settings(max_examples=300)
@given(WORDS, st.sampled_from(['"', "'", "|", ">", None]), st.sampled_from([12, 30, 200]), st.booleans())
def test_every_character_is_found_where_it_is_written(words: str, style: str | None, width: int, wide: bool) -> None:
    words = f"x{words}x"
    text = yaml.dump({"before": 1, "list": [{"words": words}]}, default_style=style, width=width, allow_unicode=wide)
    doc = document(text)
    assert doc.tree["list"][0]["words"] == words  # type: ignore[index,call-overload]
    place = spots(doc, ("list", 0, "words"))
    quoted = quoting(doc.place(("list", 0, "words"))) == '"'
    for index, char in enumerate(words):
        where = place(index)
        source = where.text[where.column - 1:where.column]
        if char not in " \n":
            assert source == char or (quoted and source == "\\"), (index, char, where)


@given(st.lists(st.text(alphabet="abé ", max_size=12), min_size=2, max_size=6))
def test_lines_and_columns_of_a_body_lead_to_its_characters(lines: list[str]) -> None:
    body = "\n".join(["début", *lines, "fin"])
    doc = document(f"a: 1\nbody: |\n  {body.replace(chr(10), chr(10) + '  ')}\n")
    at = inside(doc, ("body",))
    for number, line in enumerate(body.split("\n"), 1):
        for column, char in enumerate(line, 1):
            if char != " ":
                place = at(number, column)
                assert (place.line, place.column) == (number + 2, column + 2)


def test_a_part_of_a_text_has_its_places_too() -> None:
    place = spots(document('a: "  un mot "\n'), ("a",), "un mot")
    assert (place(3).line, place(3).column) == (1, 10)


@pytest.mark.parametrize("written", ['!sample "mot"', "!sample mot", '&x !!str "mot"'])
def test_marks_before_a_text_are_passed_over(written: str) -> None:
    doc = document(f"a: {written}\nb: *x\n" if "&" in written else f"a: {written}\n")
    assert spots(doc, ("a",))(1).column == len("a: ") + written.index("mot") + 2
    assert quoting(doc.place(("a",))) == ('"' if '"' in written else "")


def test_what_cannot_be_followed_leads_to_the_start() -> None:
    assert spots(document("a: b\n"), ("c",))(3).line == 1
    doc = document('a: "e\\u0301t\\u00e9"\n')
    assert (spots(doc, ("a",))(1).line, spots(doc, ("a",))(1).column) == (1, 4)


@pytest.mark.parametrize(("written", "line", "column"), [
    ('"Votre kiné [a besoin"', 11, 25), ("'L''accès [a besoin'", 11, 23), ("Votre kiné [a besoin", 11, 24),
    (">\n    Votre kiné\n    [a besoin", 13, 5), ('"Votre \\u006biné [a besoin"', 11, 30),
    ('{long: "Votre kiné [a besoin", short: a}', 11, 32),
])
def test_an_unclosed_bracket_is_an_error_at_its_column(render: Render, edit: Edit, written: str, line: int,
                                                       column: int) -> None:
    edit("materials/petition.yaml", '"Votre kiné a besoin [de vous.]{accent}"', written)
    code, _, err = render("check", "petition")
    assert code == 1
    assert f"materials/petition.yaml:{line}:{column}: error: " in err
    assert "[ is not closed [notation]" in err
    assert ("or \\\\[ for" in err) == written.startswith(('"', "{"))


@pytest.mark.parametrize(("file", "old", "new", "says"), [
    ("materials/campaign.yaml", "call: ", "call: \"[\" #", "campaign.yaml"),
    ("materials/releases/access.yaml", "standfirst: ", "standfirst: \"un [\" #", "access.yaml:8:17"),
    ("layouts/statement.yaml", 'text: "{headline}"', 'text: "*{headline}"', "statement.yaml"),
])
def test_words_of_every_file_are_looked_through(render: Render, project: Path, file: str, old: str, new: str,
                                                says: str) -> None:
    path = project / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    code, _, err = render("check")
    assert code == 1
    assert [line for line in err.splitlines() if says in line and "is not closed [notation]" in line], err
