import pytest

from pressroom.findings import Refused
from pressroom.type.setting import Span, parse, plain


@pytest.mark.parametrize(("words", "spans"), [
    ("des mots", [Span("des mots")]),
    ("*a* b", [Span("a", italic=True), Span(" b")]),
    ("**a** b", [Span("a", bold=True), Span(" b")]),
    ("***a***", [Span("a", bold=True, italic=True)]),
    ("**a *b* c**", [Span("a ", bold=True), Span("b", bold=True, italic=True), Span(" c", bold=True)]),
    ("ki*né*s", [Span("ki"), Span("né", italic=True), Span("s")]),
    ("[a b]{coral} c", [Span("a b", ink="coral"), Span(" c")]),
    ("[**a** [b]{blue}]{coral}", [Span("a", bold=True, ink="coral"), Span(" ", ink="coral"), Span("b", ink="blue")]),
    ("*a [b*]{coral}", [Span("a ", italic=True), Span("b", italic=True, ink="coral")]),
    ("[sic] {x} 5 * 3", [Span("[sic] {x} 5 * 3")]),
    (r"\*a\* \[b\]\{c\} \\", [Span(r"*a* [b]{c} \\"[:-1])]),
    (r"ki\-né", [Span("ki\u00adné")]),
    (r"a\u00A0b", [Span("a\u00a0b")]),
    ("", []),
])
def test_notation_gives_spans(words: str, spans: list[Span]) -> None:
    assert list(parse(words)) == spans


def test_plain_words_hold_neither_notation_nor_soft_hyphens() -> None:
    assert plain("**Le** [ki\u00adné]{coral}\nvite\\*") == "Le kiné\nvite*"
    assert plain("e\u0301") == "é"


@pytest.mark.parametrize("words", ["*a", "a **b*", "a]{coral}", "[a]{}", r"a\b", "****a****", "a\\"])
def test_what_is_not_closed_or_not_known_is_a_finding(words: str) -> None:
    with pytest.raises(Refused) as refused:
        parse(words)
    assert refused.value.findings[0].code == "notation"
    assert refused.value.findings[0].hint
