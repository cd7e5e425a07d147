from dataclasses import replace

import pytest

from pressroom.type.setting import Setting, Style
from tests.type.setting.test_headline import ink_of, lines, set_words

QUOTED = "«\u00a0Nous tenons debout\u00a0»,\n(“toujours”) debout\n– vraiment debout"


def ink(setting: Setting, style: Style, line: int) -> tuple[float, float]:
    """Where the ink of one line begins and ends."""
    box = ink_of(replace(setting, lines=(setting.lines[line],)), style)
    return box.x0, box.x1


def first_letter(setting: Setting, style: Style, line: int) -> float:
    """Where the ink of the line's first letter begins."""
    pen = setting.lines[line].runs[0].x
    for glyph in setting.lines[line].runs[0].glyphs:
        if glyph.text.isalpha():
            return pen + style.faces.regular.ink(glyph.gid)[0] * setting.size
        pen += glyph.advance * setting.size
    raise AssertionError(setting.lines[line].text)


def test_opening_marks_stand_outside_the_left_edge(headline: Style) -> None:
    style = replace(headline, hang=True)
    setting = set_words(QUOTED, style, 900, 320)
    for line in range(3):
        # A dash that stands alone hangs with its space: the next word begins by its pen.
        slack = 0.03 * setting.size if line == 2 else 1e-6
        assert first_letter(setting, style, line) == pytest.approx(0, abs=slack)
        assert ink(setting, style, line)[0] < 0
    mark = setting.lines[0].runs[0].glyphs[:2]
    assert setting.lines[0].runs[0].x == pytest.approx(-sum(glyph.advance for glyph in mark) * setting.size, rel=0.1)
    assert setting.ink.x0 == pytest.approx(min(ink(setting, style, line)[0] for line in range(3)), abs=1e-6)
    assert set_words(QUOTED, headline, 900, 320).ink.x0 == pytest.approx(0, abs=1e-6)


def test_hanging_makes_a_headline_larger(headline: Style) -> None:
    words = "«\u00a0Debout\u00a0»"
    assert set_words(words, replace(headline, hang=True), 300, 900).size > set_words(words, headline, 300, 900).size


@pytest.mark.parametrize(("words", "share"), [
    ("un mot,", 1.0), ("un mot.", 1.0), ("un mot-", 0.5), ("un mot\u00a0!", 0.0)])
def test_stops_and_hyphens_hang_at_the_right_edge(body: Style, words: str, share: float) -> None:
    style = replace(body, align="right", hang=True, size_least=10, size_most=10)
    setting = set_words(words, style, 200, 50)
    last = setting.lines[0].runs[-1].glyphs[-1]
    reach = setting.ink.x1 - 200
    assert reach == pytest.approx(share * last.advance * 10, abs=1.2)
    assert (reach > 0.5) == (share > 0)


def test_only_a_straight_right_edge_lets_stops_hang(body: Style) -> None:
    for align in ("left", "centre"):
        assert set_words("un mot.", replace(body, align=align, hang=True), 40, 50).ink.x1 <= 40 + 1e-6


def test_justified_lines_end_with_their_letters_on_the_edge(body: Style) -> None:
    words = "Les soins, les gestes, les mains, les noms, les lieux, les jours, les nuits, les mots, les pas, la fin."
    style = replace(body, align="justify", hang=True, size_least=10, size_most=10, hyphenate=False)
    setting = set_words(words, style, 92, 500)
    ending = [number for number, line in enumerate(setting.lines[:-1]) if line.text.endswith(",")]
    assert ending
    for number in ending:
        assert 0.5 < ink(setting, style, number)[1] - 92 < 3


def test_a_lists_marker_keeps_to_the_edge(body: Style) -> None:
    style = replace(body, hang=True)
    setting = set_words("– un\n– deux", style, 100, 100)
    assert [ink(setting, style, line)[0] for line in range(2)] == pytest.approx([0, 0], abs=1e-6)


def test_marks_alone_are_still_set(headline: Style) -> None:
    hanging = replace(headline, hang=True)
    for words in ("«", "–", "«\u00a0»", ". , -", "(((", "–\n–"):
        for style in (hanging, replace(hanging, balance=False, align="justify")):
            assert lines(set_words(words, style, 300, 900))
