"""Words of the campaign that a piece prints in another language than its own."""

from __future__ import annotations

from pressroom.findings import N_, Finding, Severity, code, finding
from pressroom.patterns import regex
from pressroom.resolve.context import Context
from pressroom.specs.document import Location, Tree

OTHER_LANGUAGE = code(
    "other-language",
    N_("A sheet is in one language to its last word: imprint, practice's field, call and partner too."),
    N_("Give these words of campaign.yaml by language: {fr: \"...\", en: \"...\"}."), severity=Severity.WARNING,
    weighable=True, source="WCAG 2.1, 3.1.2")

_PLACEHOLDER = regex(r"\{[^{}]*\}")
_WORD = regex(r"[^\W\d_]{2,}")


def in_other_language(context: Context, location: Location) -> list[Finding]:
    """The finding that words at `location` of campaign.yaml are not given in the piece's language.

    Words that the campaign leaves out are the program's own, in every language; numbers are the same in all.
    """
    own, language = context.job.campaign.language, context.language
    value = _value(context.campaign_document.tree, location)
    if language == own or value is None:
        return []
    if isinstance(value, list):
        return [item for number in range(len(value)) for item in in_other_language(context, (*location, number))]
    text = value.get(own) if isinstance(value, dict) else value
    if (isinstance(value, dict) and language in value) or not _WORD.search(_PLACEHOLDER.sub("", str(text))):
        return []
    return [finding(
        OTHER_LANGUAGE, N_("{key} is given in {own} only; this piece is in {language}"),
        N_("write {key}: {braces}"), source=context.campaign_document.place(location, of_key=True),
        key=next(step for step in reversed(location) if isinstance(step, str)), own=own, language=language,
        braces=f'{{{own}: "{text}", {language}: "..."}}')]


def _value(tree: Tree, location: Location) -> Tree:
    here: Tree = tree
    for step in location:
        if isinstance(here, dict) and isinstance(step, str):
            here = here.get(step)
        else:
            here = here[step] if isinstance(here, list) and isinstance(step, int) else None
    return here
