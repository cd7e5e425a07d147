from __future__ import annotations

import pytest

from pressroom.preflight.text_matching import comparable, first_difference, normalized, occurrences


@pytest.mark.parametrize(("set_as", "extracted"), [
    ("kinésithérapeute", "kinési\ufffethérapeute"),
    ("kinésithérapeute", "kinési\x02\r\nthérapeute"),
    ("porte-voix", "porte\ufffevoix"),
    ("porte\u2011voix", "porte-voix"), ("porte-voix", "porte\u2010\r\nvoix"), ("portevoix", "porte\u2010\r\nvoix"),
    ("2010-2012", "2010-\r\n2012"),
    ("10\u202f000\u00a0€", "10 000 €"),
    ("deux lignes", "deux \r\nlignes"),
    ("non - oui", "non - \r\noui"),
    ("É", "E\u0301"),
])
def test_changes_by_text_extraction_do_not_count(set_as: str, extracted: str) -> None:
    assert occurrences(normalized(set_as), comparable(f"avant {extracted} après")) == 1


@pytest.mark.parametrize(("set_as", "extracted"), [
    ("10 €", "10€"), ("porte-voix", "portevoix"), ("kinésithérapeute", "kinési thérapeute"), ("GRÈVE", "GRVE"),
])
def test_missing_text_counts(set_as: str, extracted: str) -> None:
    assert occurrences(normalized(set_as), comparable(extracted)) == 0


def test_a_hyphen_of_its_own_code_stays_in_the_word_at_a_lines_end() -> None:
    assert normalized("Masseurs\u2010\r\nkinés") == "Masseurs-kinés"
    assert normalized("kinési\u00ad\r\nthérapeute") == "kinésithérapeute"


def test_the_first_difference_is_found() -> None:
    assert first_difference("dix 10 € par mois", "avant dix 10€ par mois") == ("dix 10", " € par mois", "€ par mois")
    assert first_difference("rien", "tout") == ("", "rien", "")
