"""The command line in the reader's language, and what it says of a misspelt word."""

from __future__ import annotations

import argparse
import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pressroom import cli
from pressroom.cli.arguments import parser, read_arguments
from pressroom.cli.parser import SENTENCES, Parser, argparse_in, language_of, texts
from pressroom.commands import COMMANDS
from pressroom.text.translation import translator
from tests import messages

ROOT = Path(__file__).resolve().parents[2]
# Sentences of argparse about parsers that are wrong by themselves, which no user meets.
OF_PROGRAMMERS = re.compile(
    r"__call__|conflicting|conflict_resolution|unknown parser|argument \"-\"|can't open|cannot merge|'required' is|"
    r"invalid option string|dest= is required|mutually exclusive|multiple subparser|is not callable|"
    r"invalid dest|nargs|may not be")
# Words that are the same in both languages: names of commands, options, files and units; and values to type.
SAME = re.compile(r"\{[^}]*\}|--?[\w-]+|'[^']*'|\[[^\]]*\]|https?://\S*|\S*[=./_]\S*|[A-Z]+\d*")


def commands(top: Parser) -> Iterator[Parser]:
    yield top
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from commands(command)


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = cli.run(ROOT, list(words))
    captured = capsys.readouterr()
    return code, " ".join((captured.out + captured.err).split(" "))


def test_every_sentence_of_argparse_that_a_user_can_meet_is_in_the_catalogue() -> None:
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(argparse))) if isinstance(node, ast.Call)
             and getattr(node.func, "id", "") in ("_", "ngettext")]
    found = {str(argument.value) for call in calls for argument in call.args if isinstance(argument, ast.Constant)
             and isinstance(argument.value, str)}
    assert len(found) > 20
    assert {text for text in found if not OF_PROGRAMMERS.search(text)} - set(SENTENCES) == set()


def test_the_help_of_every_command_is_french_to_the_last_sentence(monkeypatch: pytest.MonkeyPatch,
                                                                 capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    monkeypatch.setenv("COLUMNS", "2000")
    catalogue = messages.french()
    english = {text.strip() for text in (*messages.parser_texts(), *SENTENCES)
               if "%" not in text and str(catalogue.get(text).string).strip() != text}
    every = {command.prog.removeprefix("render.py").strip() for command in commands(parser())}
    assert len(every) >= len(COMMANDS) + 1
    for command in sorted(every):
        code, shown = run(capsys, *command.split(), "--help")
        assert code == 0
        assert "afficher cette aide" in shown
        left = {text for text in english if re.search(rf"(?<![\w-]){re.escape(text)}(?![\w-])", SAME.sub("", shown))}
        assert left == set(), command


def test_what_a_parser_shows_is_all_of_the_catalogue_and_none_is_left_without_french() -> None:
    catalogue, translate = messages.french(), translator("fr")
    with argparse_in(translate):
        top = parser()
    for owner, name in texts(top):
        text = getattr(owner, name)
        assert catalogue.get(text) is not None or text in {translate(each) for each in SENTENCES}, text


def test_the_english_help_is_english(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert "usage: render.py check" in run(capsys, "check", "--help")[1]
    assert "Check the specifications; write nothing." in run(capsys, "check", "--help")[1]


@pytest.mark.parametrize("words", ["--lang fr explain contrast", "explain --lang fr contrast",
                                   "explain contrast --lang=fr", "--lang=fr explain contrast"])
def test_the_language_may_stand_anywhere_on_the_command_line(words: str, monkeypatch: pytest.MonkeyPatch,
                                                            capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    code, shown = run(capsys, *words.split())
    assert code == 0
    assert "À faire" in shown


def test_the_language_of_the_command_line_wins_over_that_of_the_environment_and_ends_at_two_hyphens() -> None:
    assert language_of(["--lang", "fr", "check", "--lang=en", "X"]) == ("en", ["check", "X"])
    assert language_of(["check", "--", "--lang", "fr"]) == (None, ["check", "--", "--lang", "fr"])
    assert language_of(["--lang", "de", "check"]) == (None, ["--lang", "de", "check"])


@pytest.mark.parametrize(("words", "said"), [
    (("new",), "arguments obligatoires manquants : NOM"),
    (("new", "x", "--layot", "y", "--layout", "z"), "arguments inconnus : --layot y ; vouliez-vous dire --layout ?"),
    (("petition", "--editon", "press"), "arguments inconnus : --editon press ; vouliez-vous dire --edition ?"),
    (("officials", "improt"), "choix non valide : 'improt'"),
    (("officials", "improt"), "vouliez-vous dire import ?"),
    (("list", "layout"), "vouliez-vous dire layouts ?"),
    (("serve", "--port"), "argument --port : une valeur attendue"),
    (("package", "petition", "--copies", "x"), "argument --copies : valeur non valide (int) : 'x'"),
    (("letters", "--commune", "a", "--department", "06"), "argument --department : incompatible avec"),
    (("check", "--lang", "de"), "argument --lang : choix non valide : 'de'"),
    (("--lang",), "argument --lang : une valeur attendue"),
    (("chekc",), "vouliez-vous dire check ?")])
def test_a_mistake_on_the_command_line_is_explained_in_french(words: tuple[str, ...], said: str,
                                                             monkeypatch: pytest.MonkeyPatch,
                                                             capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    code, shown = run(capsys, *words)
    assert code == 2
    assert said in re.sub(r"[\u00a0\u202f]", " ", shown)
    assert not re.search(r"error:|usage:|argument .*: (?:invalid|expected)", shown)


def test_argparse_speaks_as_before_once_the_arguments_are_read() -> None:
    read_arguments(["check"], translator("fr"))
    assert argparse.ArgumentParser(prog="x").format_usage() == "usage: x [-h]\n"
