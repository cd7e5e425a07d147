"""Numbers: ranges, thousands, telephone numbers, postal codes, amounts, ordinals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pressroom.patterns import regex
from pressroom.type.typography.edits import NARROW, NBSP, SPACE, Edit, Rule, Rules, bind, swap, together

_RANGE = regex(r"(?<![\w.,/°-])(?<!n°[\s])(?P<low>\d{1,4})(?P<dash>-)(?P<high>\d{1,4})(?![\w/-])(?![.,]\d)")


def ranges(plain: str, _rules: Rules) -> Iterator[Edit]:
    """A dash in 10-12, 2022-2023 and 2022-23, not in scores, dates, telephone numbers or laws (2020-1152)."""
    for match in _RANGE.finditer(plain):
        low, high = int(match["low"]), int(match["high"])
        season = len(match["low"]) == 4 and len(match["high"]) == 2 and high == (low + 1) % 100
        rising = low < high and not (len(match["low"]) == 4 > len(match["high"])) and not match["low"].startswith("0")
        year_and_law = 1900 <= low <= 2099 and not (1900 <= high <= 2099) and not season
        if (season or rising) and not year_and_law:
            yield match.start("dash"), match.end("dash"), "–"


_FREE = r"(?<![\w+.,/-])"  # no part of a longer number or word before, ...
_ENDS = r"(?![\w/-])"  # ... and none after
# 01 23 45 67 89; +33 1 23 45 67 89, +33 (0)1 23...; 0 800 12 34 56, 0800 123 456; 36 46. A short number stands alone.
_TELEPHONE = (rf"{_FREE}0[1-9](?:{SPACE}\d\d){{4}}{_ENDS}"
              rf"|(?<![\w.,/-])(?:\+|00){SPACE}?[1-9]\d{{0,2}}(?:{SPACE}?\(0\))?(?:{SPACE}?\d{{1,4}}){{2,6}}{_ENDS}"
              rf"|{_FREE}0{SPACE}?8\d\d(?:{SPACE}\d{{2,3}}){{2,3}}{_ENDS}"
              rf"|(?<!\d{SPACE}){_FREE}(?:10|3\d){SPACE}\d\d{_ENDS}(?!{SPACE}\d)")
telephone = bind(_TELEPHONE)
"""No-break spaces inside telephone numbers, also those of four digits (36 46)."""
_BRITISH = rf"{_FREE}0\d{{2,4}}(?:{SPACE}\d{{3,4}}){{1,2}}{_ENDS}"
english_telephone = together(bind(_TELEPHONE), bind(_BRITISH))

_GROUPS = regex(rf"(?<![\w.,/+-])\d+(?:{SPACE}\d+)+(?![\w/-])")
_IN_TELEPHONE = regex(_TELEPHONE)


def thousands(plain: str, _rules: Rules) -> Iterator[Edit]:
    """Narrow spaces in 1 234 567, also after a year; not in telephone or registration numbers, whose groups differ."""
    numbers = [match.span() for match in _IN_TELEPHONE.finditer(plain)]
    for match in _GROUPS.finditer(plain):
        if any(start < match.end() and match.start() < end for start, end in numbers):
            continue
        groups = list(re.finditer(r"\d+", match[0]))
        if len(groups) > 2 and re.fullmatch(r"(?:1[89]|20)\d\d", groups[0][0]):
            groups = groups[1:]
        first, *others = (group[0] for group in groups)
        if len(first) <= 3 and first[0] != "0" and all(len(group) == 3 for group in others):
            for group in groups[1:]:
                yield match.start() + group.start() - 1, match.start() + group.start(), NARROW


# 75007 Paris, F-75007 Paris, Paris Cedex 07, CS 12345.
postal: Rule = together(
    swap(rf"(?<![\w.,/+])(?:[A-Z]{{1,2}}-)?\d{{5}}({SPACE})(?=[^\W\d_a-zß-öø-ÿ])", NBSP),
    swap(rf"(?<=\w)({SPACE})(?=[Cc](?:edex|EDEX)\b)", NBSP),
    swap(rf"\b(?:[Cc]edex|CEDEX|BP|CS|TSA){SPACE}?({SPACE})(?=\d)", NBSP))
british_postal = swap(rf"\b[A-Z]{{1,2}}\d[A-Z\d]?({SPACE})(?=\d[A-Z]{{2}}\b)", NBSP)

_SCALE = "(?:[kK]|Mds?|M|G)"
signs: Rule = together(
    swap(rf"(?<=\d)({SPACE}*)(?=[%‰€$£]|{_SCALE}{SPACE}?[€$£])", lambda rules: rules.before_sign),
    swap(rf"\d{SPACE}*{_SCALE}({SPACE})(?=[€$£])", NBSP),
    swap(rf"(?<=\d)({SPACE})(?=(?:Mds?|M)(?![\w.’'-])|(?:EUR|USD|CHF|GBP|XPF)\b)", NBSP),
    swap(rf"(?:^|(?<=[\s(«“]))[+−±≈≤≥<>]({SPACE})(?=\d)", NBSP), swap(rf"§({SPACE}*)(?=\d)", NBSP))
"""Spaces of amounts: 24 %, 183 €, 5 M€, 12 Md€, 30 k€, 5 Md d'euros, + 5 %, § 3."""

_ROMAN = (r"(?=[IVXLCDM]{2})(?!MM?[es])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_NUMBER = rf"(?:[2-9]|[1-9]\d+|{_ROMAN}|[VX])"
# Ordinals, and abbreviated titles before a name: 1er, 2e, 2nde, XXIe, Mme Durand, Dr Petit.
SUPERIOR = regex(
    rf"(?<!\d[.,])\b(?:1(er|re|ers|res)|2(nde?s?|de?s?)|(?:[2-9]|[1-9]\d+)(es?)|(?:{_ROMAN}|[VX])(es?)|I(er|re)"
    r"|(?:M(mes?|lles?|gr)|[DP](rs?))(?=[ \u00a0\u202f][A-ZÀ-Ý]))\b")
_FREE_ORDINAL = r"(?<![\w.,/])"
ordinals: Rule = together(
    swap(rf"{_FREE_ORDINAL}{_NUMBER}({SPACE}?i?[eèé]me)\b", "e"),
    swap(rf"{_FREE_ORDINAL}{_NUMBER}({SPACE}?i?[eèé]mes)\b", "es"),
    swap(rf"{_FREE_ORDINAL}{_NUMBER}(è)\b", "e"),
    swap(rf"{_FREE_ORDINAL}[1I]({SPACE}?i?[eè]re)\b", "re"), swap(rf"{_FREE_ORDINAL}[1I]({SPACE}?i?[eè]res)\b", "res"),
    swap(rf"{_FREE_ORDINAL}[1I](ier|èr)\b", "er"), swap(rf"{_FREE_ORDINAL}[1I](iers|èrs)\b", "ers"),
    swap(rf"\b(?:{_ROMAN}|[VX])es?({SPACE})(?=siècles?\b)", NBSP), swap(rf"\bI(?:er|re)({SPACE})(?=siècle\b)", NBSP))
"""1er, 1re, 2e, 2d, 2de, XXIe, as the Lexique has them: 2ème, 2ième, 2è, 1ère and 1ier are its wrong forms."""
