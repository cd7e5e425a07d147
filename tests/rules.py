"""The rule reference, docs/rules.md, and the examples that `explain` shows: made of the declarations and of the faults.

`python -m tests.rules --update` makes every mistake that the tests make, keeps what the program says of each in
`pressroom/messages/examples.json`, and writes the page anew.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType, SimpleNamespace

from pressroom import preflight
from pressroom.brief import Brief, Limits
from pressroom.build.rulebook import every_code
from pressroom.findings import Finding, FindingCode, Place, Value
from pressroom.preflight.check import Check
from pressroom.preflight.check import every as every_check
from pressroom.review import review
from pressroom.text import examples
from tests import sources
from tests.conftest import ROOT
from tests.faults.bench import Bench, Fault
from tests.faults.every import every_fault, review_codes
from tests.preflight.test_checks import good, ground_for
from tests.review.test_rules import EVERY, spoiled

PAGE = ROOT / "docs/rules.md"
HEAD = """# Rules

Every code that a finding can bear, made from the program's own declarations by `python -m tests.rules --update`.
`render.py explain CODE` says the same in the reader's language. Sources are listed in [sources.md](sources.md).

The example under each code is what the program says of the smallest mistake that trips it. A printer's preset can
change the weight of a rule, or waive it with a reason, where the rule says *weighed by presets*.
"""
UPDATE = "run: python -m tests.rules --update"
NO_SOURCE = "none; it states a fact about a file or a command."


def mistakes(fault: Fault, folder: Path, cache: Path) -> dict[str, Finding]:
    """The first finding of each code of a fault, without a word about where the test ran."""
    found: dict[str, Finding] = {}
    for item in fault.case(bench := Bench(folder, cache)):
        if item.code in fault.codes:
            found.setdefault(item.code, _anywhere(item, bench.root))
    return found


def _anywhere(item: Finding, root: Path) -> Finding:
    """The finding with paths inside the project, signs that a page can show, and nothing of one organisation."""
    def plain(value: Value) -> Value:
        if not isinstance(value, str):
            return value
        text = neutral(value.replace(f"{root}/", "").replace(str(root), "."))
        return "".join(sign if sign.isprintable() else "·" for sign in text)
    place = item.source
    if place:
        file = place.file.relative_to(root) if place.file.is_relative_to(root) else place.file
        place = Place(Path(neutral(file.as_posix())), place.line, place.column)
    return replace(item, values=MappingProxyType({name: plain(value) for name, value in item.values.items()}),
                   source=place, sheet=None, area=None, piece="")


# Materials and words of this project, and what stands for them in examples: the wheel is for any organisation.
_NAMES = {
    "access": "release", "forgotten": "release", "opposition": "release", "direct-access": "poster",
    "doctor": "poster", "fifteen-years": "poster", "join": "poster", "million": "poster", "segur": "poster",
    "notice-direct-access": "notice", "composed-one": "poster", "composed-high": "poster", "composed-three": "triptych",
    "triptych-access": "triptych", "triptych-patients": "triptych", "lettre-maire": "letter", "lettre-depute": "letter",
    "lettre-senateur": "letter", "lettre-ministre": "letter", "lettre-ministre-deleguee": "letter"}
_NAME = re.compile(rf"(?<![\w/.-])(?:{'|'.join(sorted(map(re.escape, _NAMES), key=len, reverse=True))})(?![\w-])"
                   rf"|(?<=/)(?:{'|'.join(sorted(map(re.escape, _NAMES), key=len, reverse=True))})(?=\.)")
_WORDS = ((re.compile(r"https?://(?:chng\.it|bit\.ly|www\.alize-kine\.org|syndicat-alize[\w.-]*)/?[\w/#?=&-]*"),
           "https://example.org/petition"),
          (re.compile(r"(?:chng\.it/\w+|(?:www\.)?alize-kine\.org)"), "example.org"),
          (re.compile(r"(?i)syndicat alizé|\balizé\b|snmkr"), "Exemple"), (re.compile(r"(?i)\balize\b"), "exemple"),
          (re.compile(r"\b[Kk]iné(?=s?\b)"), "gare"), (re.compile(r"[Mm]asseurs?-kinésithérapeutes?"), "cheminots"),
          (re.compile(r"kinésithérapeutes?"), "cheminots"), (re.compile(r"physiotherapists"), "members"),
          (re.compile(r"(?i)tabarot|randazzo"), "martin"))


def neutral(text: str) -> str:
    """Words of an example with neutral names; one that comes twice in a list then is there once."""
    named = _NAME.sub(lambda match: _NAMES[match[0]], text)
    for pattern, word in _WORDS:
        named = pattern.sub(word, named)
    return named if named == text else ", ".join(dict.fromkeys(named.split(", ")))


# What Ghostscript's plates come to in the two files that trip a check of plates: the inks of their squares, added up.
# The checks are asked with these figures, so that the page is the same on a machine without Ghostscript.
PLATES = {"plate-ink": {"spot": 3.6, "mean": 0.0}, "plate-ink-mean": {"spot": 0.0, "mean": 3.26}}


def spoilt_files() -> dict[str, Finding]:
    """What each check says of the file that its spoil has damaged."""
    return {check.code.name: _anywhere(_on_plates(check) if check.code.name in PLATES else _of_file(check), ROOT)
            for check in every_check()}


def _of_file(check: Check) -> Finding:
    kind, brief = ground_for(check)
    return next(item for item in preflight.judge(check.spoil(good(kind)), brief).findings
                if item.code == check.code.name)


def _on_plates(check: Check) -> Finding:
    plates = SimpleNamespace(**PLATES[check.code.name], spot_at=None, mean_at=None, resolution=72)
    brief = Brief(name="good", plates=True, limits=Limits(ink=3.3))
    (seen,) = check.judge(SimpleNamespace(brief=brief, pages=[None], plates=[plates]))  # type: ignore[arg-type]
    return Finding(check.code.name, check.code.severity, seen.message, seen.values, seen.hint)


def spoilt_pieces() -> dict[str, Finding]:
    """What each rule of review says of the piece that its spoil has damaged."""
    found: dict[str, Finding] = {}
    for name, kind in EVERY:
        if name not in found:
            found[name] = _anywhere(review(spoiled(name, kind))[0], ROOT)
    return found


def told() -> dict[str, Finding]:
    """An example of every code."""
    found = spoilt_files() | spoilt_pieces()
    with tempfile.TemporaryDirectory() as cache:
        for fault in every_fault():
            with tempfile.TemporaryDirectory() as folder:
                found |= mistakes(fault, Path(folder), Path(cache))
    return found


def document(known: dict[str, Finding]) -> str:
    """The page."""
    checks, review = {each.code.name for each in every_check()}, review_codes()
    others = set(every_code()) - checks - review
    parts = [HEAD]
    for title, says, names in (
            ("Rules of a piece", "What can be seen before ink is laid (`pressroom/review`).", review),
            ("Checks of a file", "What can be seen in the bytes of any PDF (`pressroom/preflight`).", checks),
            ("Other findings", "What stops a piece or a command, or is worth knowing.", others)):
        index = "\n".join(f"- [{name}](#{name})" for name in sorted(names))
        parts += [f"## {title}\n\n{says}\n\n{index}\n",
                  *(entry(every_code()[name], known.get(name)) for name in sorted(names))]
    return "\n".join(parts)


def entry(code: FindingCode, example: Finding | None) -> str:
    """What the page says of one code."""
    weighed = ", weighed by presets" if code.weighable else ""
    lines = [f"### {code.name}", "", f"*{code.severity.value}{weighed}*", "", code.why, "",
             f"**What to do:** {code.mend}", "", f"**Source:** {_linked(code.source) or NO_SOURCE}", ""]
    if example:
        lines += ["```text", *examples.lines(example, str), "```", ""]
    return "\n".join(lines)


def _linked(source: str) -> str:
    if not source:
        return ""
    return "; ".join(f"[{entry.title}{f', {place}' if place else ''}](sources.md#{entry.anchor})"
                     for entry, place in sources.cited(source))


def alike(one: Finding, other: Finding) -> bool:
    """Whether two findings say the same thing, whatever the libraries of a machine say inside it."""
    (first, second) = (set(each.values) - {"measured", "limit"} for each in (one, other))
    return (one.code, one.message, one.hint, first) == (other.code, other.message, other.hint, second)


def main(words: Iterable[str]) -> None:
    """Write both files."""
    if "--update" in words:
        examples.FILE.write_text(examples.serialised(told()), encoding="utf-8")
        PAGE.write_text(document(examples.examples()), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
