"""Who asks for a rule: every source of every code is an entry of docs/sources.md, or a clause that a reader finds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pressroom.build.rulebook import every_code
from tests import sources
from tests.faults.every import judged_codes

PACKAGE = Path(__file__).resolve().parents[1] / "pressroom"


def resolves(source: str) -> bool:
    try:
        return bool(sources.cited(source))
    except LookupError:
        return False


def test_every_source_resolves() -> None:
    assert [(code.name, code.source) for code in every_code().values()
            if code.source and not resolves(code.source)] == []


def test_every_check_and_every_rule_has_a_source() -> None:
    assert [name for name in sorted(judged_codes()) if not every_code()[name].source] == []


@pytest.mark.parametrize("source", [
    "ISO 32000-1:2008, 14.11.2", "ISO 32000-1:2008, annex C.2", "GWG 2022, R0031", "GWG 2022",
    "Printers' guides, rule 3", "Loi du 29 juillet 1881, article 3", "ISO/IEC 15415:2011; QR practice, rule 3",
    "OpenType 1.9.1, OS/2"])
def test_a_clause_a_row_an_item_and_a_title_resolve(source: str) -> None:
    assert resolves(source)


@pytest.mark.parametrize("source", [
    "pressroom", "working knowledge", "ISO 32000-1:2008, 6.2.?", "ISO 32000-1", "GWG 2022, R9999", "GWG 2022 R0031",
    "Printers' guides, rule 99", "ISO 15930-7:2010 (PDF/X-4), 6.2", "", "ISO 32000-1:2008, 8.6;",
    "WCAG 2.1, somewhere"])
def test_what_no_reader_finds_does_not(source: str) -> None:
    assert not resolves(source)


@pytest.mark.parametrize("title", sources.entries())
def test_an_entry_says_what_it_is_where_it_is_and_how_far_it_is_known(title: str) -> None:
    text = sources.entries()[title].text
    assert [name for name in sources.FIELDS if f"- **{name}:** " not in text] == []
    known = text.split("- **Known:** ")[1].split("\n\n")[0]
    assert any(word in known for word in sources.KNOWN), known


def test_nothing_is_listed_that_the_program_does_not_cite() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    assert [title for title in sources.entries() if title.split(" (")[0] not in text] == []


def test_no_text_of_the_program_cites_what_cannot_be_looked_up() -> None:
    vague = re.compile(r"working knowledge|usual practice|\bPRESS \d|\bPOSTERS\b|\d\.\?")
    assert [f"{path.name}: {line.strip()}" for path in sorted(PACKAGE.rglob("*.py"))
            for line in path.read_text(encoding="utf-8").splitlines() if vague.search(line)] == []
