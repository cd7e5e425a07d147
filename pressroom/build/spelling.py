"""Spelling: the words of specifications against the dictionaries of the machine's Hunspell."""

from __future__ import annotations

import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from pressroom import load, programs
from pressroom.build.written_texts import WrittenText, names_of, of_campaign, of_layouts, of_material
from pressroom.findings import N_, Finding, Place, Severity, by_place, code, finding
from pressroom.records import dataclass
from pressroom.specs.text_places import spots
from pressroom.stages import Job
from pressroom.text.spelling import words
from pressroom.type.typography import without_notation

SPELLING = code(
    "spelling", N_("A word that no dictionary has is often a slip, and a printed slip stays for months."),
    N_("Correct the word; or, if it is right, add it to known-words: in materials/campaign.yaml."),
    severity=Severity.WARNING)
SPELLING_UNCHECKED = code(
    "spelling-unchecked", N_("Words are looked up with Hunspell in a dictionary of the language; one is missing."),
    N_("Install Hunspell and the dictionary (on Debian: hunspell, hunspell-fr), or leave --spelling out."),
    severity=Severity.NOT_RUN)

_SECONDS = 120.0
_MOST_SUGGESTIONS = 3
# Dictionaries of the languages whose name says no country, or more than one.
_COUNTRIES = {"fr": ("fr_FR", "fr", "fr_BE", "fr_CA"), "en": ("en_GB", "en_US", "en_CA", "en_AU"),
              "br": ("br_FR",), "pt": ("pt_PT", "pt_BR"), "uk": ("uk_UA",), "cs": ("cs_CZ",), "da": ("da_DK",),
              "el": ("el_GR",), "sv": ("sv_SE",), "sl": ("sl_SI",)}


@dataclass(frozen=True, slots=True)
class _Token:
    text: WrittenText
    word: str
    place: Place


def spelling(root: Path, names: tuple[str, ...] = ()) -> list[Finding]:
    """Findings about words of these materials; without names, about all, and the words of campaign and layouts too."""
    job = load.job(root, names)
    texts = [text for name in names or job.materials if name in job.materials for text in of_material(job, name)]
    if not names:
        texts += [*of_campaign(job), *of_layouts(job, job.layouts)]
    by_language: dict[str, list[_Token]] = defaultdict(list)
    for token in _tokens(texts, known_words(job)):
        by_language[token.text.language].append(token)
    if not programs.hunspell():
        return [finding(SPELLING_UNCHECKED, N_("Hunspell is missing: no word was looked up"),
                        SPELLING_UNCHECKED.mend)]
    findings = [item for language, tokens in sorted(by_language.items()) for item in _judged(language, tokens)]
    return by_place(findings)


def known_words(job: Job) -> frozenset[str]:
    """The campaign's own words and names, in lower case."""
    listed = [*job.campaign.known_words, *names_of(job.campaign)]
    return frozenset(word.replace("’", "'") for text in listed
                     for word in [text.lower(), *re.findall(r"[^\W\d_]+", text.lower())])


def _tokens(texts: Iterable[WrittenText], known: frozenset[str]) -> Iterator[_Token]:
    for text in texts:
        plain, starts, protected = without_notation(text.text)
        place = spots(text.document, text.location, text.text)
        for at, word in words(plain, text.language.split("-")[0], known, protected):
            yield _Token(text, word, place(starts[at]))


def _judged(language: str, tokens: list[_Token]) -> Iterator[Finding]:
    """Findings about words of one language."""
    try:
        dictionary, unknown = _looked_up(language, sorted({token.word for token in tokens}))
    except programs.Missing:
        yield finding(SPELLING_UNCHECKED, N_("there is no dictionary of {language}: its words were not looked up"),
                      N_("install one, e.g. the package hunspell-{language}, or leave --spelling out"),
                      language=language)
        return
    except programs.Unfinished as trouble:
        yield finding(SPELLING_UNCHECKED, N_("Hunspell failed: {trouble}"), SPELLING_UNCHECKED.mend,
                      trouble=str(trouble).splitlines()[0][:160])
        return
    for token in tokens:
        if token.word in unknown:
            near = ", ".join(unknown[token.word][:_MOST_SUGGESTIONS])
            yield finding(SPELLING, N_("{word} is not in the dictionary {dictionary}"),
                          N_("did you mean {near}? If the word is right, add it to known-words: in campaign.yaml")
                          if near else N_("if the word is right, add it to known-words: in campaign.yaml"),
                          source=token.place, word=token.word, near=near, dictionary=dictionary)


def _looked_up(language: str, unique: list[str]) -> tuple[str, dict[str, list[str]]]:
    """The dictionary that was found, and for each word that it does not have its suggestions.

    Raises:
        Missing: there is no dictionary of the language.
        Unfinished: Hunspell failed.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # A caret keeps Hunspell from reading a word as one of its commands.
        (folder / "words").write_text("".join(f"^{word}\n" for word in unique), encoding="utf-8")
        for dictionary in _dictionaries(language):
            try:
                output = programs.run(programs.hunspell(), ["-a", "-i", "utf-8", "-d", dictionary, "words"],
                                      seconds=_SECONDS, folder=folder)
            except programs.Unfinished as trouble:
                if "open affix or dictionary files" not in str(trouble):
                    raise
                continue
            return dictionary, _unknown(unique, output)
    raise programs.Missing(language)


def _dictionaries(language: str) -> list[str]:
    """Names that a dictionary of the language may have, the likeliest first."""
    bare, *rest = language.split("-")
    exact = [f"{bare}_{rest[-1].upper()}"] if rest else []
    return list(dict.fromkeys([*exact, *_COUNTRIES.get(bare, ()), f"{bare}_{bare.upper()}", bare]))


def _unknown(unique: list[str], output: str) -> dict[str, list[str]]:
    """The words that Hunspell does not know, with its suggestions.

    It answers with a line for each word or its parts (`& word count offset: suggestions`, `# word offset`, or `*`),
    and an empty line after each.
    """
    unknown: dict[str, list[str]] = {}
    answers = output.partition("\n")[2].split("\n\n")
    if len(answers) < len(unique):
        raise programs.Unfinished(f"hunspell answered {len(answers)} of {len(unique)} words")
    for word, answer in zip(unique, answers, strict=False):
        for line in answer.split("\n"):
            if line.startswith(("&", "#")):
                unknown.setdefault(word, [])
                unknown[word] += [one.strip() for one in line.partition(": ")[2].split(",") if one.strip()]
    return unknown
