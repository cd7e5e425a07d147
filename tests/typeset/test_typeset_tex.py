import json

import pytest
import tex

from pressroom.typeset import Setting, parse, set_text


def ours(text: str, language: str, align: str, width: float) -> str:
    setting = set_text(parse(text), tex.style(language, align), width * 10, 10_000)
    assert isinstance(setting, Setting)
    return " ".join(f"{len(line.text)}{'-' * line.hyphenated}" for line in setting.lines)


@pytest.mark.parametrize("language", tex.LANGUAGES)
@pytest.mark.parametrize("align", tex.ALIGNS)
def test_lines_end_where_plain_tex_ends_them(language: str, align: str) -> None:
    told = json.loads(tex.golden(language).read_text("utf-8"))
    cases = [case for case in tex.cases(language) if case[2] == align]
    assert len(told) == 2 * len(cases)
    other = {name: (theirs, mine) for name, text, _, width in cases
             if (mine := ours(text, language, align, width)) != (theirs := told[name])}
    assert len(other) <= len(cases) / 10, other
