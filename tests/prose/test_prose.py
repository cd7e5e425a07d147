"""Running text: Markdown becomes blocks, and what cannot be set is reported at its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressroom import prose
from pressroom.findings import Finding, Place, Refused
from pressroom.prose import Heading, ListItems, Paragraph, Quote
from tests import work

HERE = Path("text.md")


def refusals(markdown: str, **figures: str) -> list[tuple[str, int, int]]:
    """Code, line and column of each finding about a text."""
    def at(line: int, column: int) -> Place:
        return Place(HERE, line, column)
    with pytest.raises(Refused) as caught:
        prose.blocks(markdown, figures={f"figures.{name}": value for name, value in figures.items()}, at=at)
    return [(item.code, item.source.line, item.source.column) for item in caught.value.findings if item.source]


def text_or_findings(markdown: str) -> str | tuple[Finding, ...]:
    """The text, or the findings about it."""
    try:
        blocks = prose.blocks(markdown)
    except Refused as refused:
        return refused.findings
    prose.html(blocks)
    return prose.plain(blocks)


def test_markdown_becomes_blocks_in_its_order() -> None:
    blocks = prose.blocks("Un *mot*.\n\n## Titre\n\n- a\n- b\n\n3. c\n4. d\n\n> cité")
    assert [type(block) for block in blocks] == [Paragraph, Heading, ListItems, ListItems, Quote]
    assert isinstance(blocks[3], ListItems)
    assert [blocks[3].marker(number) for number in range(2)] == ["3.", "4."]
    assert prose.plain(blocks) == "Un mot.\nTitre\n– a\n– b\n3. c\n4. d\ncité"


def test_words_go_through_the_same_notation_and_typography_as_all_others() -> None:
    (paragraph,) = prose.blocks("Le 1er mars : « perte » de {figures.loss}, [**{figures.loss}**]{coral} soft\\-hyphen",
                                figures={"figures.loss": "24 %"})
    assert isinstance(paragraph, Paragraph)
    assert paragraph.words.notation == ("Le 1^er^\u00a0mars\u00a0: «\u00a0perte\u00a0» de 24\u00a0%, "
                                        "[**24\u00a0%**]{coral} soft\\-hyphen")
    assert paragraph.words.plain.endswith("24\u00a0% softhyphen")


@pytest.mark.parametrize(("markdown", "says"), [
    ("**gras***italique* et ***les deux***", "grasitalique et les deux"), ("a \\* b * c", "a * b * c"),
    ("2 \\^ 3 \\{x\\} \\[y\\]", "2 ^ 3 {x} [y]"), ("a &amp; b &lt; c", "a & b < c"), ("une\\\nligne", "une\nligne"),
    ("*a **b** c*", "a b c"), ("snake_case _x_", "snake_case x"), ("a\\u2009b", "a\u2009b"),
    ("~~non~~", "~~non~~"), ("a*b*c", "abc")])
def test_what_markdown_says_is_what_is_read(markdown: str, says: str) -> None:
    assert prose.plain(prose.blocks(markdown, language="en")) == says


def test_words_that_pose_as_a_link_lead_nowhere() -> None:
    words = prose.text("[x]{link-4} [y]{link-ab}")
    assert [span.link for span in words.spans()] == ["", "", ""]


def test_links_keep_their_words_and_their_address() -> None:
    (paragraph,) = prose.blocks("voir [le **site**](https://a.example/?x=1&y=2) et <https://b.example/>")
    assert isinstance(paragraph, Paragraph)
    linked = [(span.text, span.link) for span in paragraph.words.spans() if span.link]
    assert linked == [("le ", "https://a.example/?x=1&y=2"), ("site", "https://a.example/?x=1&y=2"),
                      ("https://b.example/", "https://b.example/")]
    html = prose.html([paragraph])
    assert html == ('<p>voir <a href="https://a.example/?x=1&amp;y=2">le <strong>site</strong></a> et '
                    '<a href="https://b.example/">https://b.example/</a></p>\n')


def test_html_of_the_site_escapes_every_sign() -> None:
    html = prose.html(prose.blocks("a \\<script\\> & \"b\" 'c' {figures.x}", figures={"figures.x": "<b>"}))
    assert "<script" not in html
    assert "<b>" not in html
    assert "&lt;script&gt; &amp;" in html


@pytest.mark.parametrize(("markdown", "code", "line", "column"), [
    ("Bon\njour <script>alert(1)</script>", "not-set", 2, 6),
    ("<script>\nalert(1)\n</script>", "not-set", 1, 1),
    ("a\n\n<!-- secret -->", "not-set", 3, 1),
    ("a\n\nune ![image](x.png)", "not-set", 3, 5),
    ("a\n\n| a | b |\n|---|---|\n| 1 | 2 |", "not-set", 3, 1),
    ("a\n\n    code", "not-set", 3, 5), ("```\ncode\n```", "not-set", 1, 1), ("du `code` ici", "not-set", 1, 4),
    ("a\n\n***\n\nb", "not-set", 3, 1),
    ("[x](javascript:alert(1))", "not-set", 1, 5), ("[x](file:///etc/passwd)", "not-set", 1, 5),
    ("[x](https://a.example \"titre\")", "not-set", 1, 5), ("[x]{link-0}", "not-set", 1, 1),
    ("[x]{link-ab}", "not-set", 1, 1),
    ("# Titre", "heading-level", 1, 1), ("a\n\n### Trop bas", "heading-level", 3, 1),
    ("## A\n\n#### Trop bas", "heading-level", 3, 1),
    ("un\ndeux {figures.lose}", "unknown-figure", 2, 6), ("trois \\q", "notation", 1, 7),
        ("a\n\nVotre *kiné* [a besoin", "notation", 3, 14),
    (">" * 1000 + " a", "not-set", 1, 1), ("- " * 1000 + "a", "not-set", 1, 1)])
def test_what_cannot_be_set_is_reported_at_its_place(markdown: str, code: str, line: int, column: int) -> None:
    assert (code, line, column) in refusals(markdown)


def test_every_mistake_of_a_text_is_reported_at_once() -> None:
    assert len(refusals("# T\n\n<b>x</b>\n\n![i](j)\n\n{figures.no}")) == 5


def test_a_text_of_a_million_signs_is_refused_before_it_is_read() -> None:
    with work.calls() as done:
        assert refusals("a " * 500_000) == [("prose-too-long", 1, 1)]
    assert done.calls < 1_000


@pytest.mark.parametrize("hostile", ["[" * 5000, "*" * 5000 + "a" + "*" * 5000, "![" * 3000, "<" * 5000, "`" * 5000,
                                     "](" * 3000, "> - " * 500 + "x", "&" * 5000, "{" * 5000, "\\" * 5001])
def test_hostile_markdown_ends_in_words_or_in_findings_and_soon(hostile: str) -> None:
    with work.calls() as done:
        result = text_or_findings(hostile)
    assert result.strip() if isinstance(result, str) else result
    assert done.calls < 5_000_000  # a square of the length would be 25 million


@given(st.text(alphabet="aé *_[]{}()<>#`-1.!\\^&|\n~>/:", max_size=80))
@settings(max_examples=150, deadline=None)
def test_any_text_becomes_blocks_or_findings_and_never_anything_else(markdown: str) -> None:
    result = text_or_findings(markdown)
    if isinstance(result, str):
        assert [sign for sign in result if sign in "aé"] == [sign for sign in markdown if sign in "aé"]


def test_a_finding_in_a_release_names_the_line_of_the_file(
        project: Path, render: Callable[..., tuple[int, str, str]], edit: Callable[[str, str, str], None]) -> None:
    file = "materials/releases/access.yaml"
    edit(file, "ordre. Il ne travaille pas seul", "ordre. <u>Il</u> ne travaille pas seul")
    edit(file, "## Des propositions", "# Des propositions")
    edit(file, "{figures.loss}", "{figures.lost}")
    code, _, err = render("check", "access")
    assert code == 1
    lines = (project / file).read_text(encoding="utf-8").splitlines()
    for words, rule in (("<u>", "not-set"), ("# Des", "heading-level"), ("{figures.lost", "unknown-figure")):
        number = next(index for index, line in enumerate(lines, 1) if words in line)
        column = lines[number - 1].index(words) + 1
        assert f"{file}:{number}:{column}: error:" in err
        assert rule in err
