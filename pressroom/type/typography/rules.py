"""The rules by language; each proposes edits of a plain text."""

from __future__ import annotations

from pressroom.type.typography.edits import NBSP, SPACE, Rule, Rules, swap, together
from pressroom.type.typography.numbers import (
    SUPERIOR,
    british_postal,
    english_telephone,
    ordinals,
    postal,
    ranges,
    signs,
    telephone,
    thousands,
)
from pressroom.type.typography.quotes import ENGLISH, FRENCH, quotes

__all__ = ["RULES", "RULE_NAMES", "SINGLE_QUOTES", "SUPERIOR", "Rule", "Rules"]

# What may come before a mark that ends a phrase; a full stop only after an abbreviation (tél. :).
_LAST = r"(?:(?<=[\w»”’)\]}%‰€$£°…™®©+])|(?<=[^\W\d_]\.))"

_UNITS = (r"(?:km/h|km|[cm]m|m|dm|m²|m2|kg|mg|g|[cm]?[lL]|ha|kW|W|°C|Hz|k?o|[MG]o|h|min|s|pt|"
          r"{words})(?![\w/])")
_FR_WORDS = "euros?|ans?|mois|jours?|semaines?|heures?|minutes?|secondes?|millions?|milliards?|points?|fois|pages?"
_EN_WORDS = "euros?|pounds?|years?|months?|weeks?|days?|hours?|minutes?|seconds?|million|billion|points?|times|pages?"
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_EN_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"

_COMMON: dict[str, Rule] = {
    "spaces": swap(r"(?<=\S)( {2,})(?=\S)", " "),
    "ellipsis": swap(r"(?<!\.)(\.{3})(?!\.)", "…"),
    "dashes": together(swap(r"(?<=\S[ \u00a0])(--?)(?=[ \u00a0]\S)", "–"), swap(r"(?<=\w)(--)(?=\w)", "—")),
    "ranges": ranges,
}

_FRENCH: dict[str, Rule] = {
    **_COMMON,
    "apostrophes": swap(r"(?<=[^\W\d_])(')", "’"),
    "quotes": quotes(FRENCH, singles=True),
    "guillemets": together(swap(rf"«({SPACE}*)(?=\S)", lambda rules: rules.in_guillemets),
                           swap(rf"(?<=[^\s«])({SPACE}*)»", lambda rules: rules.in_guillemets)),
    "number-sign": together(swap(rf"\b[nN](o\.|º)(?={SPACE}*\d)", "°"), swap(rf"\b[nN]°({SPACE}*)(?=\d)", NBSP)),
    "ordinals": ordinals,
    "telephone": telephone,
    "postal": postal,
    "thousands": thousands,
    "signs": signs,
    "units": together(swap(rf"(?<=\d)({SPACE})(?={_UNITS.format(words=_FR_WORDS)})", NBSP),
                      swap(rf"(?<=\d[ \u00a0]h)({SPACE})(?=\d)", NBSP),
                      swap(rf"\b\d{{1,2}}(?:er)?({SPACE})(?=(?:{_MONTHS})\b)", NBSP)),
    "abbreviations": together(swap(rf"\b(?:MM?\.|Mmes?|Mlles?|Drs?|Prs?|Mgr)({SPACE})(?=[A-ZÀ-Ý])", NBSP),
                              swap(rf"\b(?:p|pp|art|chap|fig|vol)\.({SPACE}*)(?=\d)", NBSP),
                              swap(rf"\b(?:[Tt]él|[Ff]ax|[Mm]ob)\.({SPACE})(?=[\d+(])", NBSP)),
    "marks": together(swap(rf"{_LAST}({SPACE}*)(?=[;!?])", lambda rules: rules.before_marks),
                      swap(rf"{_LAST}({SPACE}*)(?=:(?:\s|$|[»]))", lambda rules: rules.before_colon)),
    "lists": swap(r"(?m)^(-)(?= \S)", "–"),
}

_ENGLISH: dict[str, Rule] = {
    **_COMMON,
    "apostrophes": together(swap(r"(?:^|(?<=[\s(\[“—–]))(')(?=\d\ds\b|tis\b|twas\b|em\b)", "’"),
                            swap(r"(?:^|(?<=[\s(\[“—–]))(')(?=\w)", "‘"),
                            swap(r"(?<=[^\W\d]|[.,!?…])(')", "’"), swap(r"(?<=\d)(')(?=[^\W\d])", "’"),
                            swap(r"‘[^‘’']*\d(')(?!\w)", "’")),  # else feet
    "quotes": quotes(ENGLISH, singles=False),
    "telephone": english_telephone,
    "postal": british_postal,
    "signs": together(swap(rf"(?<=\d)({SPACE}+)(?=[%‰])", ""), swap(rf"[€£$]({SPACE})(?=\d)", "")),
    "units": together(swap(rf"(?<=\d)({SPACE})(?={_UNITS.format(words=_EN_WORDS)})", NBSP),
                      swap(rf"\b\d{{1,2}}({SPACE})(?=(?:{_EN_MONTHS})\b)", NBSP)),
    "abbreviations": swap(rf"\b(?:Mr|Mrs|Ms|Dr|Prof|No|p|pp|art|fig|vol)\.?({SPACE})(?=[A-Z\d])", NBSP),
    "marks": swap(rf"{_LAST}({SPACE}+)(?=[;:!?,](?:\s|$|[”’)]))", ""),
    "lists": swap(r"(?m)^(-)(?= \S)", "•"),
}

RULES: dict[str, dict[str, Rule]] = {"fr": _FRENCH, "en": _ENGLISH}
SINGLE_QUOTES = {"fr": True, "en": False}
"""Whether 'x' and ‘x’ are quotation marks that the rule of quotes replaces, by language."""
RULE_NAMES = tuple(dict.fromkeys((*_FRENCH, "superiors", *_ENGLISH, "lost-accents")))
