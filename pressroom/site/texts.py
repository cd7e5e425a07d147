"""The site's texts: its own phrases in a reader's language, and the campaign's texts as plain text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from pressroom import resolve
from pressroom.findings import Value
from pressroom.site.wording import SCRIPT_WORDS, WORDS
from pressroom.specs.material import SheetWords, Wording
from pressroom.specs.running_text import AnyMaterial
from pressroom.stages import Job
from pressroom.text import dates, translation
from pressroom.text.fallbacks import wordings
from pressroom.text.placeholders import fill
from pressroom.type.setting.notation import plain
from pressroom.type.typography import Rules, polish

# The texts of a piece in its picture's alternative text, in this order.
_LOUD = ("figure", "number", "number-1", "fact-1", "number-2", "fact-2", "number-3", "fact-3", "headline", "message")
_MOST_ALT = 300


class Phrases:
    """The site's phrases in one language.

    Attributes:
        language: `fr` or `en`.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._translate = translation.translator(language)

    def phrase(self, name: str, **values: Value) -> str:
        """A phrase of `wording`, translated, with its typography and `values`."""
        sentence = WORDS.get(name) or SCRIPT_WORDS[name]
        return translation.filled(_polished(self._translate(sentence), self.language), values)

    def script_words(self) -> dict[str, str]:
        """The phrases of the page's scripts, by name."""
        return {name: self.phrase(name) for name in SCRIPT_WORDS}

    def size(self, count: int) -> str:
        """A number of bytes in megabytes: no decimals from 10, two below 0.1, else one."""
        return translation.megabytes(count, self.language,
                                     lambda sentence: _polished(self._translate(sentence), self.language))

    def share(self, share: float) -> str:
        """An ink cover in per cent, rounded, at least 1."""
        return f"{max(share, 1):.0f}"

    def paper(self, name: str) -> str:
        """A format for readers: `A4`, and `40 × 60 cm` for `400x600mm`."""
        sides = re.fullmatch(r"(\d+)x(\d+)mm", name)
        if not sides:
            return name
        across, down = (f"{int(side) / 10:g}" for side in sides.groups())
        text = f"{across} × {down} cm"
        return text.replace(".", ",") if self.language == "fr" else text

    def day(self, date: str) -> str:
        """A date in words."""
        # the number of the day stays with its month
        return dates.day_in_words(date, self.language).replace(" ", "\N{NO-BREAK SPACE}", 1)


@lru_cache(maxsize=1024)
def _polished(sentence: str, language: str, rules: Rules | None = None) -> str:
    return plain(polish(sentence, language, rules).text)


def figures(job: Job) -> Mapping[str, str]:
    """The values of the placeholders `{figures.NAME}`."""
    return MappingProxyType({f"figures.{name}": spec.value for name, spec in job.campaign.figures.items()})


def words_of(job: Job, text: str, spec: AnyMaterial | None = None) -> str:
    """A text of the campaign in one line: figures filled in, typography corrected, markup removed."""
    language = (spec.language if spec else None) or job.campaign.language
    rules = resolve.rules(job, spec) if spec else None
    return " ".join(_polished(fill(text, figures(job)), language, rules).split())


def alternative_text(job: Job, spec: AnyMaterial, sheet: int = 0) -> str:
    """The alternative text of a sheet: its most prominent texts, and the description of its photograph."""
    own = _sheet(spec, sheet)
    words: dict[str, Wording | str] = {**spec.words, **(own.words if own else {})}
    loud = [words_of(job, _longest(words[name]), spec) for name in _LOUD if name in words]
    picture = (own.picture if own else None) or spec.picture
    description = [words_of(job, picture.alt, spec)] if picture else []
    text = " ".join(part for part in [*loud, *description] if part) or words_of(job, spec.title, spec)
    return text if len(text) <= _MOST_ALT else text[:_MOST_ALT].rsplit(" ", 1)[0] + "…"


def _sheet(spec: AnyMaterial, sheet: int) -> SheetWords | None:
    if spec.panels:
        return spec.panels.get("cover") or next(iter(spec.panels.values()))
    return spec.sheets[sheet] if sheet < len(spec.sheets) else None


def _longest(text: Wording | str) -> str:
    return wordings(text.long, text.short)[0] if isinstance(text, Wording) else wordings(text)[0]
