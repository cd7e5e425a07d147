from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressroom.colour.ink import Ink
from pressroom.findings import Refused
from pressroom.sheet.geometry import Box
from pressroom.type.fonts import FILLER, Face, Shaped
from pressroom.type.setting import SOFT_HYPHEN, Overset, Setting, Style, parse, plain, set_text
from pressroom.type.setting.hyphens import hyphenation_points, own_hyphens
from pressroom.type.setting.runs import OWN_HYPHEN
from tests.type.setting.test_headline import ink_of, lines, set_words

TEXT = ("Les kinésithérapeutes demandent la *réouverture* des négociations dans un climat apaisé, sans ultimatum, "
        "avec des honoraires qui suivent **au moins** en partie l’inflation, et un calendrier avancé. Plus de six "
        "millions de personnes n’ont pas de médecin traitant en France. Les déserts médicaux sont ruraux, ultramarins, "
        "urbains.")
WORDS = st.lists(st.sampled_from([
    *TEXT.replace("*", "").split(), "ki\u00adné\u00adsi\u00adthérapeute", "24\u00a0%", "rendez-vous",
    "masseurs-kinésithérapeutes",
    "https://chng.it/2pnk55wX", "\n", "ÉÇÀ", "jjj"]),
    min_size=1, max_size=60)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(words=WORDS, width=st.floats(40, 500), height=st.floats(20, 500), hyphenate=st.booleans(),
       align=st.sampled_from(["left", "right", "centre", "justify"]))
def test_text_keeps_every_word_and_stays_inside_its_box(
        body: Style, words: list[str], width: float, height: float, hyphenate: bool, align: str) -> None:
    style = replace(body, hyphenate=hyphenate, align=align)
    source = " ".join(words)
    setting = set_text(parse(source), style, width, height)
    if isinstance(setting, Overset):
        assert setting.too_many > 0
        return
    whole = " ".join(plain(source).split())
    assert " ".join(setting.text.split()) == whole
    joined = "".join(line.text if line.hyphenated else line.text + " " for line in setting.lines)
    assert " ".join(joined.split()) == whole
    if setting.lines:
        assert Box(0, 0, width, height).contains(ink_of(setting, style), slack=1e-4)
        assert setting.height <= height + 1e-6


@settings(max_examples=80, deadline=None, derandomize=True)
@given(words=WORDS, width=st.floats(80, 400), more=st.floats(0.5, 100), height=st.floats(40, 500))
def test_text_never_shrinks_in_a_larger_box(body: Style, words: list[str], width: float, more: float,
                                            height: float) -> None:
    source = " ".join(words)
    small = set_text(parse(source), body, width, height)
    if isinstance(small, Setting):
        for larger in (set_text(parse(source), body, width + more, height),
                       set_text(parse(source), body, width, height + more)):
            assert isinstance(larger, Setting)
            assert larger.size >= small.size


def test_the_largest_size_that_fits_is_taken(body: Style) -> None:
    setting = set_words(TEXT, replace(body, hyphenate=False), 180, 200)
    assert 8 < setting.size < 14
    larger = replace(body, hyphenate=False, size_least=setting.size + 0.02)
    assert isinstance(set_text(parse(TEXT), larger, 180, 200), Overset)


def test_a_line_end_hyphen_reads_as_a_soft_hyphen_in_a_run_of_its_own(body: Style) -> None:
    setting = set_words(TEXT * 3, replace(body, align="justify", size_most=10), 120, 2000)
    broken = [line for line in setting.lines if line.hyphenated]
    assert broken
    for line in broken:
        hyphen = line.runs[-1]
        assert (hyphen.text, hyphen.actual_text, hyphen.glyphs[0].text) == (SOFT_HYPHEN,) * 3
        assert hyphen.glyphs[0].gid == body.faces.regular.shape(body.faces.regular.hyphen)[0].gid or len(line.runs) > 1
        assert not line.text.endswith(("-", "\u2010", SOFT_HYPHEN))


def test_a_word_whose_glyphs_cannot_say_it_says_so_itself(body: Style, monkeypatch: pytest.MonkeyPatch) -> None:
    shape_word = Face.word

    def split(face: Face, text: str, *rest: object) -> Shaped:
        shaped = shape_word(face, text, *rest)  # type: ignore[arg-type]
        if text != "zyx":
            return shaped
        first, *others = shaped.glyphs
        return replace(shaped, glyphs=(replace(first, text="zyx"), *(replace(one, text=FILLER) for one in others)),
                       exact=False)
    monkeypatch.setattr(Face, "word", split)
    setting = set_words("un zyx deux", body, 200, 50)
    assert [(run.text, run.actual_text) for run in setting.lines[0].runs] == [
        ("un ", None), ("zyx", "zyx"), (" deux", None)]


def test_every_line_but_the_last_ends_with_a_space_or_a_hyphen(body: Style) -> None:
    setting = set_words(TEXT + "\nFin.", body, 150, 900)
    for line in setting.lines[:-1]:
        assert line.runs[-1].text[-1] == (OWN_HYPHEN if line.own_hyphen else SOFT_HYPHEN if line.hyphenated else " ")
    assert setting.lines[-1].runs[-1].text.endswith(".")


def test_a_justified_line_reaches_both_edges(body: Style) -> None:
    setting = set_words(TEXT, replace(body, align="justify", size_most=9), 180, 900)
    for line in setting.lines[:-1]:
        ink = ink_of(replace(setting, lines=(line,)), body)
        assert ink.x0 == pytest.approx(0, abs=1e-3)
        assert ink.x1 == pytest.approx(180, abs=1e-3)
    assert ink_of(replace(setting, lines=setting.lines[-1:]), body).x1 < 180


def test_text_is_broken_only_where_a_word_may_be(body: Style) -> None:
    setting = set_words(TEXT, replace(body, align="justify", size_most=10), 90, 2000)
    for line in setting.lines:
        if line.hyphenated:
            assert len(line.text.split()[-1].strip("«(l’d")) >= 2
    assert any(line.hyphenated for line in setting.lines)
    whole = set_words(TEXT, replace(body, hyphenate=False, size_most=8), 90, 2000)
    assert not any(line.hyphenated for line in whole.lines)


def test_soft_hyphens_alone_say_where_a_word_breaks(body: Style) -> None:
    setting = set_words("ki\u00adnésithérapeutes", replace(body, size_least=10, size_most=10), 75, 100)
    assert lines(setting) == ["ki", "nésithérapeutes"]


def test_addresses_never_part(body: Style) -> None:
    for width in range(110, 180, 10):
        setting = set_text(parse("avec la-poste sur https://chng.it/2pn-kxWX et a-b@kine-info.fr"), body, width, 400)
        if isinstance(setting, Setting):
            assert not any(line.text.endswith(("pn-", "kine-", "/")) for line in setting.lines)


def test_a_compound_may_end_a_line_after_its_own_hyphen_and_gets_no_other(body: Style) -> None:
    style = replace(body, size_least=10, size_most=10, hyphenate=False)
    setting = set_words("Les masseurs-kinésithérapeutes", style, 90, 100)
    assert lines(setting) == ["Les masseurs-", "kinésithérapeutes"]
    first = setting.lines[0]
    assert (first.hyphenated, first.own_hyphen, first.runs[-1].text) == (True, True, OWN_HYPHEN)
    assert setting.text == "Les masseurs-kinésithérapeutes"
    assert isinstance(set_text(parse("Les masseurs\u2011kinésithérapeutes"), style, 90, 100), Overset)


@pytest.mark.parametrize(("word", "parts"), [
    ("Masseurs-kinésithérapeutes", "Masseurs-|kinésithérapeutes"), ("Saint-Laurent-du-Var", "Saint-|Laurent-|du-|Var"),
    ("c'est-à-dire", "c'est-|à-dire"), ("l’après-midi", "l’après-|midi"), ("CHÂTEAU-CHINON", "CHÂTEAU-|CHINON"),
    ("va-t-il", "va-|t-il"), ("est-ce", "est-ce"), ("celui-ci", "celui-ci"), ("e-mail", "e-mail"), ("10-12", "10-12"),
    ("Covid-19", "Covid-19"), ("a-b@kine-info.fr", "a-b@kine-info.fr"), ("www.alize-kine.org", "www.alize-kine.org"),
    ("rendez\u2011vous", "rendez\u2011vous"), ("peut\u2010être", "peut\u2010|être"), ("-mot", "-mot"), ("mot-", "mot-"),
    ("«\u00a0arc-en-ciel\u00a0»\u00a0:", "«\u00a0arc-|en-|ciel\u00a0»\u00a0:"),
])
def test_compounds_part_after_hyphens_between_whole_words(word: str, parts: str) -> None:
    places = own_hyphens(word)
    assert "|".join(word[start:end] for start, end in zip((0, *places), (*places, len(word)), strict=True)) == parts


def test_the_last_line_is_not_short_where_another_break_avoids_it(body: Style) -> None:
    words = plain(TEXT).partition(" Les déserts")[0]
    style = replace(body, hyphenate=False, size_least=9, size_most=9)
    for width in (148, 190, 194, 226):
        ink = set_words(words, style, width, 2000).lines[-1]
        assert sum(run.width for run in ink.runs) >= width / 4


def test_lists_hang(body: Style) -> None:
    setting = set_words("Nous demandons\u00a0:\n– la réouverture des négociations dans un climat apaisé\n"
                        "– un calendrier\n\nMerci", replace(body, hyphenate=False, size_most=10), 150, 400)
    first = [line for line in setting.lines if line.text.startswith("– ")]
    assert len(first) == 2
    at = setting.lines.index(first[0])
    hanging = ink_of(replace(setting, lines=(setting.lines[at + 1],)), body).x0
    assert hanging > 8
    words = setting.lines[at].runs[0]
    pen = words.x + sum(glyph.advance for glyph in words.glyphs[:2]) * words.size
    assert pen + body.faces.regular.ink(words.glyphs[2].gid)[0] * words.size == pytest.approx(hanging, abs=1e-6)
    gap = setting.lines[-1].baseline - setting.lines[-2].baseline
    assert gap == pytest.approx(1.5 * setting.leading)


def test_emphasis_takes_the_other_faces(body: Style, inks: dict[str, Ink]) -> None:
    setting = set_words("un *deux* **trois** ***quatre*** [cinq]{coral}", body, 400, 100, inks)
    fonts = [(run.font.stem, run.text.strip(), run.ink.name) for run in setting.lines[0].runs]
    assert fonts == [("Inter-Regular", "un", "black"), ("Inter-Italic", "deux", "black"),
                     ("Inter-Bold", "trois", "black"), ("Inter-BoldItalic", "quatre", "black"),
                     ("Inter-Regular", "cinq", "coral")]


def test_all_that_cannot_be_set_is_refused_at_once(headline: Style) -> None:
    with pytest.raises(Refused) as refused:
        set_text(parse("un **deux** [trois]{mauve} שלום \U0001f600"), headline, 500, 500)
    assert sorted(item.code for item in refused.value.findings) == [
        "ink-in-words", "missing-glyph", "no-face", "right-to-left"]


def test_text_that_does_not_fit_says_which_words_would(body: Style) -> None:
    over = set_text(parse(TEXT), body, 100, 60)
    assert isinstance(over, Overset)
    assert plain(TEXT).startswith(over.fits)
    assert over.too_many == len(plain(TEXT)) - len(over.fits)
    assert isinstance(set_text(parse(over.fits), body, 100, 60), Setting)
    address = set_text(parse("voir https://www.exemple.fr/une-page"), body, 60, 400)
    assert isinstance(address, Overset)
    assert address.too_wide.startswith("https://")


@pytest.mark.parametrize(("word", "broken"), [
    ("kinésithérapeutes", "ki-né-si-thé-ra-peutes"), ("santé", "santé"), ("l’organisation", "l’or-ga-ni-sa-tion"),
    ("CNAM-ASSURANCE", "CNAM-ASSURANCE"), ("exemple@site.fr", "exemple@site.fr"), ("négociation2", "négociation2"),
])
def test_hyphens_stand_where_french_printers_put_them(word: str, broken: str) -> None:
    places = hyphenation_points(word, "fr")
    parts = [word[start:end] for start, end in zip((0, *places), (*places, len(word)), strict=True)]
    assert "-".join(parts) == broken


def test_a_tight_leading_is_kept_where_no_ink_meets(body: Style) -> None:
    tight = replace(body, leading=1.0, size_least=10, size_most=10, hyphenate=False)
    passing = set_words("Jj aaaaa Éa\naaaaaaa Éa Jj", tight, 300, 300)
    facing = set_words("aa gggg\naa ÀÉÀÉ", replace(tight, leading=0.9), 300, 300)
    assert passing.leading == pytest.approx(10.0)
    assert facing.leading > 9.0
    upper, lower = (ink_of(replace(facing, lines=(line,)), body) for line in facing.lines)
    assert lower.y0 >= upper.y1 - 1e-6
    assert facing.leading < 10 * (body.faces.regular.word("ÀÉÀÉ").top - body.faces.regular.word("gggg").bottom) + 1e-6
