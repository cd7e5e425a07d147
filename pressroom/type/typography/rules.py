"""The rules by language; each proposes edits of a plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

NBSP, NARROW = "\u00a0", "\u202f"
_S = "[ \u00a0\u202f\u2009]"
_LAST = r"[\w»”’)\]}%€°…]"  # what may come before a mark that ends a phrase

# Where the replaced part starts and ends, and its replacement.
Edit = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Rules:
    """Which rules apply, and with which spaces.

    Attributes:
        off: names of rules that are left out (see `RULE_NAMES`).
        before_marks: before ; ! ? in French.
        before_colon: before : in French.
        in_guillemets: inside « ».
        before_sign: before % and currency signs in French.
    """

    off: frozenset[str] = frozenset()
    before_marks: str = NARROW
    before_colon: str = NBSP
    in_guillemets: str = NBSP
    before_sign: str = NBSP


Rule = Callable[[str, Rules], Iterator[Edit]]


def _swap(pattern: str, new: str | Callable[[Rules], str], flags: int = 0) -> Rule:
    """A rule that puts `new` in place of the pattern's first group."""
    compiled = re.compile(pattern, flags)

    def rule(plain: str, rules: Rules) -> Iterator[Edit]:
        after = new if isinstance(new, str) else new(rules)
        for match in compiled.finditer(plain):
            yield match.start(1), match.end(1), after
    return rule


def _all(*several: Rule) -> Rule:
    """Several rules under one name; where two edits overlap, the first one counts."""
    def rule(plain: str, rules: Rules) -> Iterator[Edit]:
        edits: list[Edit] = []
        for one in several:
            for edit in one(plain, rules):
                if not any((edit[0] < end and edit[1] > start) or edit[:2] == (start, end) for start, end, _ in edits):
                    edits.append(edit)
        return iter(sorted(edits))
    return rule


def _quotes(outer: tuple[str, str], inner: tuple[str, str]) -> Rule:
    """Straight double quotes become opening or closing marks by their neighbours; the second level is `inner`."""
    def rule(plain: str, _rules: Rules) -> Iterator[Edit]:
        open_marks: list[tuple[str, str]] = []
        for at, char in enumerate(plain):
            if char in (outer[0], inner[0]):
                open_marks.append(outer if char == outer[0] else inner)
            elif char in (outer[1], inner[1]) and open_marks:
                open_marks.pop()
            elif char == '"':
                before = plain[at - 1] if at else " "
                opens = (before.isspace() or before in "([{–—/«“‘’'") and at + 1 < len(plain)
                if opens and not (open_marks and plain[at + 1].isspace()):
                    pair = inner if outer in open_marks else outer
                    open_marks.append(pair)
                    yield at, at + 1, pair[0]
                elif open_marks:
                    yield at, at + 1, open_marks.pop()[1]
                elif not before.isdigit():  # 5" are inches
                    yield at, at + 1, outer[1]
    return rule


_RANGE = re.compile(r"(?<![\w.,/°-])(?<!n°[\s])(?P<low>\d{1,4})(?P<dash>-)(?P<high>\d{1,4})(?![\w/-])(?![.,]\d)")


def _ranges(plain: str, _rules: Rules) -> Iterator[Edit]:
    """A dash in 10-12, 2022-2023 and 2022-23, not in scores, dates, telephone numbers or laws (2020-1152)."""
    for match in _RANGE.finditer(plain):
        low, high = int(match["low"]), int(match["high"])
        season = len(match["low"]) == 4 and len(match["high"]) == 2 and high == (low + 1) % 100
        rising = low < high and not (len(match["low"]) == 4 > len(match["high"])) and not match["low"].startswith("0")
        year_and_law = 1900 <= low <= 2099 and not (1900 <= high <= 2099) and not season
        if (season or rising) and not year_and_law:
            yield match.start("dash"), match.end("dash"), "–"


_GROUPS = re.compile(rf"(?<![\w.,/+-])\d+(?:{_S}\d+)+(?![\w/-])")


def _thousands(plain: str, _rules: Rules) -> Iterator[Edit]:
    """Narrow spaces in 1 234 567, also after a year; not in telephone or registration numbers, whose groups differ."""
    for match in _GROUPS.finditer(plain):
        groups = list(re.finditer(r"\d+", match[0]))
        if len(groups) > 2 and re.fullmatch(r"(?:1[89]|20)\d\d", groups[0][0]):
            groups = groups[1:]
        first, *others = (group[0] for group in groups)
        if len(first) <= 3 and first[0] != "0" and all(len(group) == 3 for group in others):
            for group in groups[1:]:
                yield match.start() + group.start() - 1, match.start() + group.start(), NARROW


_UNITS = (r"(?:km/h|km|[cm]m|m|dm|m²|m2|kg|mg|g|[cm]?[lL]|ha|kW|W|°C|Hz|k?o|[MG]o|h|min|s|pt|"
          r"{words})(?![\w/])")
_FR_WORDS = "euros?|ans?|mois|jours?|semaines?|heures?|minutes?|secondes?|millions?|milliards?|points?|fois|pages?"
_EN_WORDS = "euros?|pounds?|years?|months?|weeks?|days?|hours?|minutes?|seconds?|million|billion|points?|times|pages?"
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_EN_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# Ordinals, and abbreviated titles before a name: 1er, 2e, XXIe, Mme Durand, Dr Petit.
SUPERIOR = re.compile(
    r"\b(?:1(er|re|ers|res)|(?:[2-9]|[1-9]\d+)(es?)|(?:[IVXLC]{2,}|[VX])(es?)|I(er|re)"
    r"|(?:M(mes?|lles?|gr)|[DP](rs?))(?=[ \u00a0\u202f][A-ZÀ-Ý]))\b")

_COMMON: dict[str, Rule] = {
    "spaces": _swap(r"(?<=\S)( {2,})(?=\S)", " "),
    "ellipsis": _swap(r"(?<!\.)(\.{3})(?!\.)", "…"),
    "dashes": _all(_swap(r"(?<=\S[ \u00a0])(--?)(?=[ \u00a0]\S)", "–"), _swap(r"(?<=\w)(--)(?=\w)", "—")),
    "ranges": _ranges,
}

_FRENCH: dict[str, Rule] = {
    **_COMMON,
    "apostrophes": _swap(r"(?<=[^\W\d_])(')", "’"),
    "quotes": _quotes(("«", "»"), ("“", "”")),
    "guillemets": _all(_swap(rf"«({_S}*)(?=\S)", lambda rules: rules.in_guillemets),
                       _swap(rf"(?<=[^\s«])({_S}*)»", lambda rules: rules.in_guillemets)),
    "number-sign": _all(_swap(rf"\b[nN](o\.|º)(?={_S}*\d)", "°"), _swap(rf"\b[nN]°({_S}*)(?=\d)", NBSP)),
    "ordinals": _all(_swap(r"\b(?:[2-9]|[1-9]\d+|[IVXLC]{2,}|[VX])(i?[eè]me)\b", "e"),
                     _swap(r"\b(?:[2-9]|[1-9]\d+|[IVXLC]{2,}|[VX])(i?[eè]mes)\b", "es"),
                     _swap(r"\b[1I]([eè]re)\b", "re")),
    "thousands": _thousands,
    "signs": _swap(rf"(?<=\d)({_S}*)(?=[%‰€$£])", lambda rules: rules.before_sign),
    "units": _all(_swap(rf"(?<=\d)({_S})(?={_UNITS.format(words=_FR_WORDS)})", NBSP),
                  _swap(rf"(?<=\d[ \u00a0]h)({_S})(?=\d)", NBSP),
                  _swap(rf"\b\d{{1,2}}(?:er)?({_S})(?=(?:{_MONTHS})\b)", NBSP)),
    "abbreviations": _all(_swap(rf"\b(?:MM?\.|Mmes?|Mlles?|Drs?|Prs?|Mgr)({_S})(?=[A-ZÀ-Ý])", NBSP),
                          _swap(rf"\b(?:p|pp|art|chap|fig|vol)\.({_S}*)(?=\d)", NBSP)),
    "marks": _all(_swap(rf"(?<={_LAST})({_S}*)(?=[;!?])", lambda rules: rules.before_marks),
                  _swap(rf"(?<={_LAST})({_S}*)(?=:(?:\s|$|[»]))", lambda rules: rules.before_colon)),
    "lists": _swap(r"(?m)^(-)(?= \S)", "–"),
}

_ENGLISH: dict[str, Rule] = {
    **_COMMON,
    "apostrophes": _all(_swap(r"(?:^|(?<=[\s(\[“—–]))(')(?=\d\ds\b|tis\b|twas\b|em\b)", "’"),
                        _swap(r"(?:^|(?<=[\s(\[“—–]))(')(?=\w)", "‘"), _swap(r"(?<=[\w.,!?…])(')", "’")),
    "quotes": _quotes(("“", "”"), ("‘", "’")),
    "signs": _swap(rf"(?<=\d)({_S}+)(?=[%‰])", ""),
    "units": _all(_swap(rf"(?<=\d)({_S})(?={_UNITS.format(words=_EN_WORDS)})", NBSP),
                  _swap(rf"\b\d{{1,2}}({_S})(?=(?:{_EN_MONTHS})\b)", NBSP)),
    "abbreviations": _swap(rf"\b(?:Mr|Mrs|Ms|Dr|Prof|No|p|pp|art|fig|vol)\.?({_S})(?=[A-Z\d])", NBSP),
    "marks": _swap(rf"(?<={_LAST})({_S}+)(?=[;:!?,](?:\s|$|[”’)]))", ""),
    "lists": _swap(r"(?m)^(-)(?= \S)", "•"),
}

RULES: dict[str, dict[str, Rule]] = {"fr": _FRENCH, "en": _ENGLISH}
RULE_NAMES = tuple(dict.fromkeys((*_FRENCH, "superiors", *_ENGLISH, "lost-accents")))
