import json
from collections.abc import Iterator

import pytest

from pressroom.type import setting
from pressroom.type.setting import Setting, breaking, parse, set_text
from tests.type.setting import tex

CASES = [(language, *case) for language in tex.LANGUAGES for case in tex.cases(language)]


@pytest.fixture(scope="module")
def golden() -> dict[tuple[str, str], str]:
    """TeX's line ends by language and case: how many characters each line has, `-` where a word continues."""
    return {(language, name): ends for language in tex.LANGUAGES
            for name, ends in json.loads(tex.golden(language).read_text("utf-8")).items()}


@pytest.fixture(autouse=True)
def _nothing_set_by_other_rules() -> Iterator[None]:
    setting._set.cache_clear()
    yield
    setting._set.cache_clear()


def equal(golden: dict[tuple[str, str], str]) -> float:
    """The share of cases in which all our lines end where TeX's do."""
    assert len(golden) == len(CASES)
    return sum(ours(language, text, align, width) == golden[language, name]
               for language, name, text, align, width in CASES) / len(CASES)


def ours(language: str, text: str, align: str, width: float) -> str:
    setting = set_text(parse(text), tex.style(language, align), width * 10, 10_000)
    assert isinstance(setting, Setting)
    return " ".join(f"{len(line.text)}{'-' * line.hyphenated}" for line in setting.lines)


def test_lines_end_where_plain_tex_ends_them(
        golden: dict[tuple[str, str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    """With the same boxes, glue and penalties, and without the rules for last lines that TeX does not have."""
    for rule in ("SHORT_JUSTIFIED", "SHORT_RAGGED", "HYPHEN_TAIL"):
        monkeypatch.setattr(breaking, rule, 0)
    assert equal(golden) == 1.0


def test_rules_for_the_last_line_change_few_paragraphs(golden: dict[tuple[str, str], str]) -> None:
    assert 0.9 <= equal(golden) < 1.0
