"""YAML's own mistakes: what a sign did, in the reader's language, and a line that can be typed as it stands."""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressroom.findings import Refused
from pressroom.specs.reader import read
from pressroom.specs.yaml_slips import explained

Render = Callable[..., tuple[int, str, str]]

PETITION = "materials/petition.yaml"
LINES = {
    "title": "title: La pétition des patients", "formats": "formats: [A4]", "date": "date: 2023-01-20",
    "headline": '  headline: "Votre kiné"', "message": '  message: "Soins en danger"', "call": '  call: "Signez"',
}
# The line as it was typed, the sign at which the finding points, and words of its message.
SLIPS = [
    ("message", "  message: 'L'Assurance maladie'", "'Assurance", "L'Assurance ends the text"),
    ("message", '  message: "Un accès "réel" aux soins"', '"réel', "a double quote began it"),
    ("message", "  message: {figures.loss} de moins", "{", "begins named values"),
    ("message", "  message: {figures.loss}", "{", "begins named values"),
    ("message", "  message: [sic]", "[", "begins a list"),
    ("call", "  call: *Signez*", "*", "asks for a copy"),
    ("title", "title: Kinés: la colère", ": la", "make a key of Kinés"),
    ("message", "\tmessage: Soins en danger", "\t", "a tab"),
    ("message", "   message: Soins en danger", "message", "neighbours (2)"),
    ("message", " message: Soins en danger", "message", "neighbours (2)"),
    ("message", "\u00a0\u00a0message: Soins en danger", "\u00a0", "another kind (U+00A0)"),
    ("headline", '  headline: "Votre kiné', '"', "is not closed"),
    ("headline", "  headline: 'Votre kiné", "'", "is not closed"),
    ("formats", "formats:\n  -A4", "-", "no space after the hyphen"),
    ("formats", "formats:\n  -A4\n  -A3", "-", "no space after the hyphen"),
    ("formats", "formats: [A4, A3", "[", "is not closed"),
    ("formats", "formats: A4", "A4", "takes a list"),
    ("title", "title: Un\ntitle: Deux", "title", "occurs twice"),
    ("message", "  message: Nous sommes #1", "#1", "begin a comment"),
    ("message", "  message: Nous sommes # 1", "# 1", "begin a comment"),
    ("headline", "  headline:Votre kiné", "Votre", "no space after the colon"),
    ("date", "date:2023-01-20", "2023", "no space after the colon"),
    ("headline", "  headline Votre kiné", " Votre", "no colon after headline"),
    ("message", "  message: % de soins en moins", "%", "cannot begin a text"),
    ("message", "  message: @alize_kine dit non", "@", "cannot begin a text"),
    ("message", "  message: `Soins`", "`", "cannot begin a text"),
    ("message", "  message: & vous ?", "&", "is not printed"),
    ("message", "  message: &vous Soins", "&", "is not printed"),
    ("message", "  message: !Signez vite", "!", "states a type"),
    ("message", "  message: > vous", ">", "text on the lines below"),
    ("message", "  message: | vous", "|", "text on the lines below"),
    ("message", "  message: - vous", "-", "an entry of a list"),
    ("message", '  message: "Kinés" en colère', '" en', "is left over"),
    ("headline", "  headline: [Votre]{accent} kiné", "[", "begins a list"),
    ("message", '  message: "Le \\[sic\\] kiné"', "\\[", "stands for no character"),
    ("message", "  message: !sample 'L'Assurance maladie'", "'Assurance", "L'Assurance ends the text"),
    ("title", "---\ntitle: Un\n---", "---", "a second document"),
]
NAMED = {"en": (r"write: (.+)$", r"put (\d+) spaces before (.+)$",
                r"begin the line with (.+), without spaces before it$", r"delete this line"),
         "fr": (r"écrivez\u00a0: (.+)$", r"mettez (\d+) espaces avant (.+)$",
                r"commencez la ligne par (.+), sans espaces avant$", r"supprimez cette ligne")}


@pytest.fixture
def petition(project: Path) -> Path:
    path = project / PETITION
    text = path.read_text(encoding="utf-8").replace("formats: [A4, A3, A2, 400x600mm, screen]", LINES["formats"])
    for key, line in LINES.items():
        text = re.sub(rf"(?m)^ *{key}: .*$", lambda _, line=line: line, text)  # type: ignore[misc]
    path.write_text(text, encoding="utf-8")
    return path


def mended(text: str, err: str, language: str) -> str:
    """The text with what each finding names typed in its line."""
    lines: list[str | None] = list(text.split("\n"))
    entries = re.findall(rf"(?m)^{re.escape(PETITION)}:(\d+):\d+: .*\n(?:    .*\n)*?    (?:hint|conseil): (.*)$", err)
    assert entries, err
    write, spaces, flush, delete = NAMED[language]
    for number, hint in entries:
        at = int(number) - 1
        before = lines[at] or ""
        if found := re.search(spaces, hint):
            lines[at] = " " * int(found[1]) + found[2]
        elif found := re.search(flush, hint):
            lines[at] = found[1]
        elif found := re.search(write, hint):
            lines[at] = before[:len(before) - len(before.lstrip())] + found[1]
        else:
            assert re.search(delete, hint), hint
            lines[at] = None
    return "\n".join(line for line in lines if line is not None)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("key", "typed", "at", "says"), SLIPS, ids=[slip[1].strip() for slip in SLIPS])
def test_each_slip_is_explained_and_the_line_that_it_names_is_right(
        petition: Path, render: Render, key: str, typed: str, at: str, says: str, language: str) -> None:
    text = petition.read_text(encoding="utf-8").replace(LINES[key], typed)
    petition.write_text(text, encoding="utf-8")
    code, _, err = render("check", "petition", "--lang", language)
    assert code == 1
    found = [re.match(rf"{re.escape(PETITION)}:(\d+):(\d+): (?:error|erreur)", line) for line in err.splitlines()]
    line, column = next((int(match[1]), int(match[2])) for match in found if match)
    assert text.splitlines()[line - 1][column - 1:].startswith(at), err
    assert (says in err) == (language == "en"), err
    petition.write_text(mended(text, err, language), encoding="utf-8")
    code, _, err = render("check", "petition", "--lang", language)
    assert code == 0, err


def test_a_mended_file_is_built(petition: Path, render: Render) -> None:
    typed = petition.read_text(encoding="utf-8")
    for key, line in (("message", "  message: 'L'Assurance maladie'"), ("call", "  call: *Signez*"),
                      ("title", "title: Kinés: la colère"), ("headline", '  headline: "Votre "vrai" kiné"')):
        typed = typed.replace(LINES[key], line)
    petition.write_text(typed, encoding="utf-8")
    code, _, err = render("check", "petition")
    assert code == 1
    assert err.count("[yaml-syntax]") == 4
    petition.write_text(mended(typed, err, "en"), encoding="utf-8")
    code, _, err = render("build", "petition", "--format", "A4", "--edition", "press")
    assert code == 0, err


@pytest.mark.parametrize("text", [
    "a: b  # c", "a: [x, y] # z", "a: &x b\nc: *x", 'a: "b # c"', "a: 1 #2", "date: 2023-01-20 # le jour", "a: b#c",
    "a: !!str b", "a: !sample b", 'a: !sample "b"', "# x\na: b", "a: |  # c\n  d", "a: {b: c, d: }",
    "a:  # words\n  b: c",
])
def test_what_is_good_yaml_is_left_alone(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    assert read(path).tree


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["title", "  words", "  - a", "\tb", "", "   headline"]),
                          st.sampled_from([": ", ":", " ", " : "]),
                          st.text(alphabet="abé '\"{}[]*&!|>%@`#:,-\\\t\u00a0", max_size=20)), min_size=1, max_size=6))
def test_any_lines_are_read_or_refused_and_what_is_proposed_lets_more_be_read(
        rows: list[tuple[str, str, str]]) -> None:
    text = "\n".join(map("".join, rows))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.yaml"
        path.write_text(text, encoding="utf-8")
        with contextlib.suppress(Refused):
            read(path)
    lines = text.split("\n")
    for slip in explained(text):
        assert lines[slip.line - 1] != slip.text
        lines[slip.line - 1] = slip.text or ""
    assert len(explained("\n".join(lines))) == 0


def test_a_large_file_with_a_slip_is_refused_within_bounds() -> None:
    text = "\n".join(f'key-{number}: "words"' for number in range(30_000)) + "\nlast: 'L'Assurance'\n"
    slip, = explained(text)
    assert slip.text == "last: \"L'Assurance\""
