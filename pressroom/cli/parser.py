"""Parsers of the command line in the reader's language, which suggest the nearest name for a misspelt one.

Texts given to a parser (help, descriptions, names of values) are English; `localise` puts them into a language, and the
tests collect them from the parsers for the catalogue. The sentences of argparse itself are translated through the
function that argparse looks up as `_` in its own module: it has no public way to choose a language.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from pressroom.findings import N_, nearest
from pressroom.text.translation import LANGUAGES, Translate, filled

# Sentences of argparse that a user can meet, from Python 3.11 to 3.14; a test compares them with its source.
SENTENCES = (
    N_("usage: "), N_("positional arguments"), N_("options"),
    N_("show this help message and exit"), N_("show program's version number and exit"),
    N_("%(prog)s: error: %(message)s\n"), N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"), N_("one of the arguments %s is required"),
    N_("unrecognized arguments: %s"), N_("expected one argument"), N_("expected at least one argument"),
    N_("expected at most one argument"), N_("expected %s argument"), N_("expected %s arguments"),
    N_("not allowed with argument %s"), N_("ignored explicit argument %r"),
    N_("ambiguous option: %(option)s could match %(matches)s"), N_("unexpected option string: %s"),
    N_("invalid %(type)s value: %(value)r"), N_("invalid choice: %(value)r (choose from %(choices)s)"),
)


class Parser(argparse.ArgumentParser):
    """A parser whose refusals name the nearest choice or option."""

    translate: Translate = str

    def _check_value(self, action: argparse.Action, value: object) -> None:
        try:
            super()._check_value(action, value)
        except argparse.ArgumentError as error:
            error.message = self.suggest(error.message, str(value), [str(choice) for choice in action.choices or ()])
            raise

    def suggest(self, message: str, text: str, names: Iterable[str]) -> str:
        """The message about `text`, with the nearest of the names that it could have been, if any is near."""
        near = nearest(text, names)
        return filled(self.translate(N_("{message}; did you mean {near}?")),
                      {"message": message, "near": near}) if near else message

    def refuse(self, words: Sequence[str]) -> None:
        """End with an error about words that the command does not take.

        Raises:
            SystemExit: always.
        """
        message = self.translate(N_("unrecognized arguments: %s")) % " ".join(words)
        options = [option for action in self._actions for option in action.option_strings]
        misspelt = next((word.partition("=")[0] for word in words if word.startswith("-")), "")
        self.error(self.suggest(message, misspelt, options) if misspelt else message)


def parse(parser: Parser, words: Sequence[str], namespace: argparse.Namespace | None = None) -> argparse.Namespace:
    """The arguments in `words`; a word that is not taken is an error of the command that it was given to.

    Raises:
        SystemExit: the words are wrong, or ask for help.
    """
    args, unknown = parser.parse_known_args(words, namespace)
    if unknown:
        _command_of(parser, args).refuse(unknown)
    return args


def _command_of(parser: Parser, args: argparse.Namespace) -> Parser:
    """The parser of the command in `args`, the innermost one."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return _command_of(action.choices[getattr(args, action.dest)], args)
    return parser


def texts(parser: argparse.ArgumentParser) -> Iterator[tuple[object, str]]:
    """Every text of a parser and of its commands that people read: its owner, and the name of the attribute."""
    for name in ("description", "epilog"):
        if getattr(parser, name):
            yield parser, name
    for action in parser._actions:
        for name in ("help", "metavar"):
            if isinstance(text := getattr(action, name), str) and text != argparse.SUPPRESS:
                yield action, name
        if isinstance(action, argparse._SubParsersAction):
            yield from ((summary, "help") for summary in action._choices_actions)
            for command in action.choices.values():
                yield from texts(command)


def localise(parser: Parser, translate: Translate) -> Parser:
    """Put every text of the parser into the language of `translate`; summaries become sentences."""
    for owner, name in texts(parser):
        text = translate(getattr(owner, name))
        setattr(owner, name, _sentence(text) if name == "description" else text)
        if isinstance(owner, Parser):
            owner.translate = translate
    return parser


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text[0].upper()}{text[1:]}."


@contextmanager
def argparse_in(translate: Translate) -> Iterator[None]:
    """Within, argparse's own sentences are those of `translate`."""
    before = {name: getattr(argparse, name) for name in ("_", "ngettext")}
    _set({"_": translate, "ngettext": lambda one, several, count: translate(one if count == 1 else several)})
    try:
        yield
    finally:
        _set(before)


def _set(functions: Mapping[str, object]) -> None:
    for name, function in functions.items():
        setattr(argparse, name, function)


def language_of(words: Sequence[str]) -> tuple[str | None, list[str]]:
    """The language that `--lang` names anywhere among the words, and the words without it.

    A wrong or missing language stays among the words, so that the command's parser refuses it.
    """
    language, rest, at = None, list[str](), 0
    end = words.index("--") if "--" in words else len(words)
    while at < len(words):
        option, equals, value = words[at].partition("=")
        given = value if equals else words[at + 1] if at + 1 < end else ""
        if at < end and option == "--lang" and given in LANGUAGES:
            language = given
            at += 1 if equals else 2
        else:
            rest.append(words[at])
            at += 1
    return language, rest
