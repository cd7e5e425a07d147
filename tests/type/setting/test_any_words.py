"""Properties for any words, width and style: ink inside the box, no text lost, sizes that never decrease."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pressroom.sheet.geometry import Box
from pressroom.type.setting import Overset, Setting, Style, parse, plain, set_text
from tests.type.setting.test_headline import ink_of

HOSTILE = st.sampled_from([
    "\u00ad\u00ad", "a\u00adb\u00adc\u00add", "anti\u00adconsti\u00adtution\u00adnelle\u00adment", "…", "–", "«", "»",
    "?!", "(((", ".,;:", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunter", "e\u0301\u0301t", "n\u0303o",
    "c’h", "ar\u00a0c’hoazh", "trec’h", "Straße", "STRASSE", "GROẞ", "ÇÀÉÎ",
    "«\u00a0il", "dit “non", "‘jamais’”\u00a0»,",
    "12\u00a0km", "1\u202f234\u202f567\u00a0€", "24\u00a0%", "-5\u00a0°C", "https://www.exemple.fr/une/page?x=1&y=2#z",
    "prenom.nom@exemple.fr", "1^er^", "XXI^e^", "M^me^\u00a0Le\u00a0Goff", "**gras,**", "*penché.*", "rendez-vous,",
    "\u2060", "mot\u200bcoupé", "office", "1/2", "\n", "\n\n", "– tiret", "de", "la", "fin."])
PROSE = st.sampled_from([
    "les", "soins", "que", "nous", "donnons", "chaque", "jour", "demandent", "du", "temps,", "des", "mains,", "de",
    "la", "patience."])
WORDS = st.lists(st.one_of(PROSE, HOSTILE), min_size=1, max_size=30).map(" ".join)
LOOKS = st.fixed_dictionaries({
    "align": st.sampled_from(["left", "right", "centre", "justify"]), "hang": st.booleans(),
    "hyphenate": st.booleans(), "optical": st.booleans(), "language": st.sampled_from(["fr", "en", "de"]),
    "leading": st.sampled_from([None, 0.8, 1.0, 1.4]), "tracking": st.sampled_from([(), ((0.0, 0.08),)]),
    "features": st.sampled_from([(), ("frac",), ("tnum", "case")])})
_MARKS = "«“„‘\"(–—\u00a0\u202f"


def reach(setting: Setting, style: Style) -> tuple[float, float]:
    """How far ink may lie outside the left and the right edge: the advances of the marks that hang.

    An optical edge is the ink of the letter that follows, so its own white counts too: 0.1 em at most.
    """
    if not style.hang:
        return 0.0, 0.0
    left = right = 0.0
    for line in setting.lines:
        width = 0.0
        for glyph, size in ((glyph, run.size) for run in line.runs for glyph in run.glyphs):
            if glyph.text not in _MARKS and glyph.text != " ":
                break
            width += glyph.advance * size
        left = max(left, width + 0.1 * setting.size * (width > 0))
        glyphs = [(glyph, run.size) for run in line.runs for glyph in run.glyphs if glyph.text != " "]
        if glyphs and glyphs[-1][0].text in ",.-\u2010\u00ad":
            right = max(right, glyphs[-1][0].advance * glyphs[-1][1])
    even = {"left": (left, 0.0), "right": (0.0, right), "justify": (left, right)}
    return even.get(style.align, (0.0, 0.0))


def judge(setting: Setting, style: Style, words: str, width: float, height: float) -> None:
    whole = " ".join(plain(words).split())
    assert " ".join(setting.text.split()) == whole
    joined = "".join(line.text + " " * (not line.hyphenated) for line in setting.lines)
    assert " ".join(joined.split()) == whole
    if not any(glyph.text.strip() for line in setting.lines for run in line.runs for glyph in run.glyphs):
        return
    ink = ink_of(setting, style)
    assert setting.ink.contains(ink, slack=1e-4)
    left, right = reach(setting, style)
    assert Box(-left, 0, width + right, height).contains(ink, slack=1e-4)
    assert setting.height <= height + 1e-4
    for upper, lower in zip(setting.lines, setting.lines[1:], strict=False):
        assert lower.baseline - upper.baseline >= setting.leading - 1e-6


@settings(max_examples=200, deadline=None, derandomize=True)
@given(words=WORDS, look=LOOKS, width=st.floats(40, 500), height=st.floats(20, 600))
def test_text_of_any_words_is_whole_and_inside(
        body: Style, words: str, look: dict[str, object], width: float, height: float) -> None:
    style = replace(body, **look)  # type: ignore[arg-type]
    setting = set_text(parse(words), style, width, height)
    if isinstance(setting, Overset):
        assert setting.too_many > 0
    elif setting.lines:
        judge(setting, style, words, width, height)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(words=WORDS.filter(lambda words: len(words) < 120), look=LOOKS, width=st.floats(100, 900),
       height=st.floats(60, 900))
def test_a_headline_of_any_words_is_whole_and_inside(
        body: Style, words: str, look: dict[str, object], width: float, height: float) -> None:
    style = replace(body, **look, balance=True, size_least=10.0, size_most=200.0)  # type: ignore[arg-type]
    if style.align == "justify":
        style = replace(style, align="left")
    setting = set_text(parse(words), style, width, height)
    if isinstance(setting, Overset):
        assert setting.too_many > 0
    elif setting.lines:
        judge(setting, style, words, width, height)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(words=WORDS, look=LOOKS, width=st.floats(60, 400), height=st.floats(40, 500), more=st.floats(1, 200),
       taller=st.booleans())
def test_text_of_any_words_never_shrinks_in_a_larger_box(
        body: Style, words: str, look: dict[str, object], width: float, height: float, more: float,
        taller: bool) -> None:
    style = replace(body, **{**look, "leading": 1.4})  # type: ignore[arg-type]
    small = set_text(parse(words), style, width, height)
    if isinstance(small, Setting):
        large = set_text(parse(words), style, width + more * (not taller), height + more * taller)
        assert isinstance(large, Setting)
        assert large.size >= small.size
