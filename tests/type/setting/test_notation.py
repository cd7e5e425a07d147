import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressroom.findings import Refused
from pressroom.type.setting import Span, faults, foreign, parse, plain


@pytest.mark.parametrize(("words", "spans"), [
    ("des mots", [Span("des mots")]),
    ("*a* b", [Span("a", italic=True), Span(" b")]),
    ("**a** b", [Span("a", bold=True), Span(" b")]),
    ("***a***", [Span("a", bold=True, italic=True)]),
    ("**a *b* c**", [Span("a ", bold=True), Span("b", bold=True, italic=True), Span(" c", bold=True)]),
    ("ki*né*s", [Span("ki"), Span("né", italic=True), Span("s")]),
    ("[a b]{coral} c", [Span("a b", ink="coral"), Span(" c")]),
    ("[**a** [b]{blue}]{coral}", [Span("a", bold=True, ink="coral"), Span(" ", ink="coral"), Span("b", ink="blue")]),
    ("*a [b]{coral}*", [Span("a ", italic=True), Span("b", italic=True, ink="coral")]),
    ("***a** b*", [Span("a", bold=True, italic=True), Span(" b", italic=True)]),
    ("***a* b**", [Span("a", bold=True, italic=True), Span(" b", bold=True)]),
    ("**a***b*", [Span("a", bold=True), Span("b", italic=True)]),
    ("*[a* b]", [Span("[a", italic=True), Span(" b]")]),
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


@pytest.mark.parametrize(("words", "wrong"), [
    ("*a", {0: "*"}), ("a **b*", {2: "**", 5: "*"}), ("a]{coral}", {1: "]"}), ("[a]{}", {3: "{}"}), (r"a\b", {1: "\\"}),
    ("****a****", {0: "****", 5: "****"}), ("a\\", {1: "\\"}), ("Votre kiné [a besoin", {11: "["}), ("a] b", {1: "]"}),
    ("[a [b]{coral}", {0: "["}), ("*a [b*]{coral}", {5: "*"}), ("[a *b]{coral}*", {5: "]"}),
    ("**a *b** c*", {6: "**"}), ("5^2", {1: "^"}), ("1^er mai", {1: "^"}), ("x^ y", {1: "^"}),
    ("a {figures.loss", {2: "{"}),
    ("{Figures.loss}", {0: "{Figures.loss}"}), ("{ figures.loss }", {0: "{ figures.loss }"}),
    (r"\uD800", {0: r"\uD800"}),
    ("*a *b* c", {5: "*"}),
])
def test_what_is_not_closed_crossed_or_known_is_found_at_its_place(words: str, wrong: dict[int, str]) -> None:
    assert {fault.at: fault.mark for fault in faults(words)} == wrong
    with pytest.raises(Refused) as refused:
        parse(words)
    assert {item.code for item in refused.value.findings} == {"notation"}
    assert all(item.hint for item in refused.value.findings)


@pytest.mark.parametrize(("words", "wrong"), [
    ("_Signez_ vite", {0: "_Signez_"}), ("un __mot__", {3: "__mot__"}), ("<b>gras</b>", {0: "<b>", 7: "</b>"}),
    ("caf&eacute;", {3: "&eacute;"}), ("[site](https://a.fr/b)", {0: "[site](https://a.fr/b)"}),
    ("~~non~~", {0: "~~non~~"}), ("`code`", {0: "`code`"}),
])
def test_marks_of_other_notations_are_found_where_they_would_be_printed(words: str, wrong: dict[int, str]) -> None:
    assert {fault.at: fault.mark for fault in foreign(words)} == wrong
    assert plain(words) == words


@pytest.mark.parametrize("words", [
    "[sic]", "[…]", "{figures.loss}", "[a ]{?}b", "5 * 3", "a_b_c@d.fr", "https://a.fr/_b_/?c=_d_", "____", "__ : __",
    "2 < 3 > 1", "R&D; A&B", "snake_case_", "^_^", "a ^ b", "1^er^", r"\^ \_a\_ \[ \]", "[*a*]{coral}", "<3",
])
def test_what_is_ordinary_is_no_fault(words: str) -> None:
    assert (*faults(words), *foreign(words)) == ()


@given(st.text(alphabet="abé *^_[]{}", max_size=24))
def test_words_without_a_fault_keep_every_letter(words: str) -> None:
    if not faults(words):
        kept = "".join(span.text for span in parse(words))
        without_inks = re.sub(r"\]\{[^{}]*\}", "]", words)
        assert [char for char in kept if char.isalpha()] == [char for char in without_inks if char.isalpha()]
