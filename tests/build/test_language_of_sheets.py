"""A sheet is in its language to the last word, in every edition; what the campaign does not say in it is named."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pressroom import load
from pressroom.specs.document import Tree
from pressroom.specs.reader import read

ROOT = Path(__file__).resolve().parents[2]
POSTER = """\
title: The petition
kind: poster
layout: statement
formats: [A3]
language: en
date: 2023-01-20
link: petition
words:
  headline: "Your physio needs [you.]{accent}"
  message: "{figures.treatments} treatments a day."
  scan: "Scan and sign"
"""
RELEASE = """\
title: "Amendment 7: we object"
kind: release
layout: release
language: en
place: Nice
date: 2023-01-18
embargo: 2023-01-19
signed: president
standfirst: "The text of December does not cover inflation."
body: "In fifteen years, physiotherapists have lost {figures.loss} of their income."
"""


def french_words(tree: Tree) -> Iterator[str]:
    """The words of the campaign that have another wording in English."""
    if isinstance(tree, dict) and set(tree) == {"fr", "en"}:
        if tree["fr"] != tree["en"]:
            yield str(tree["fr"]).partition("{")[0]
    else:
        for value in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
            yield from french_words(value)


@pytest.fixture
def english(project: Path, only: Callable[..., None]) -> Path:
    only()
    (project / "materials/english.yaml").write_text(POSTER, encoding="utf-8")
    (project / "materials/releases/statement-in-english.yaml").write_text(RELEASE, encoding="utf-8")
    return project


def test_an_english_piece_has_no_french_word_in_any_edition(english: Path, render: Callable[..., tuple[int, str, str]],
                                                            ) -> None:
    code, _, said = render()
    assert code == 0
    assert "other-language" not in said
    entries = json.loads((english / "out/manifest.json").read_text(encoding="utf-8"))["files"]
    told = {entry["edition"]: " ".join(page["text"] for page in entry["pages"]) for entry in entries
            if entry["material"] == "english" and entry["path"].endswith(".pdf")}
    assert set(told) == {"press", "members", "lowink", "tiled"}
    french = {words for words in french_words(read(ROOT / "materials/campaign.yaml").tree) if len(words) > 3}
    assert len(french) > 20
    for edition, text in told.items():
        assert "Sign the petition" in text, edition
        assert "A petition launched together with SNMKR" in text
        assert [words for words in french if words in text] == []
        assert not re.search(r"\b(?:le|la|les|de|par|nos|cabinet|voie)\b", text)
    assert "Printed by" in told["press"]
    assert "Printed by ourselves: practice named above" in told["members"]
    assert "Practice / stamp" in told["members"]


@pytest.mark.usefixtures("english")
def test_words_that_the_campaign_has_in_its_own_language_only_are_named_with_the_pieces_that_want_them(
        render: Callable[..., tuple[int, str, str]], edit: Callable[[str, str, str], None]) -> None:
    edit("materials/campaign.yaml", '{fr: "Ne pas jeter sur la voie publique", en: "Please do not litter"}',
         "Ne pas jeter sur la voie publique")
    code, _, said = render("check", "english", "statement-in-english")
    assert code == 0
    assert said.count("other-language") == 1
    assert "english-A3: mention is given in fr only; this piece is in en" in said
    assert 'write mention: {fr: "Ne pas jeter sur la voie publique", en: "..."}' in said


def test_what_the_campaign_leaves_out_is_said_in_the_language_of_the_piece(english: Path) -> None:
    path = english / "materials/campaign.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^imprint:\n(?:  .*\n)+", "", text, flags=re.M), encoding="utf-8")
    from pressroom.specs.campaign import in_language

    job = load.job(english)
    assert job.campaign.imprint.members == "Imprimé par nos soins : {practice}"
    spoken = in_language(job.documents["materials/campaign.yaml"], job.campaign, "en")
    assert spoken.imprint.members == "Printed by ourselves: {practice}"
    assert spoken.links["petition"].call == "Sign the petition"


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("words", ["{en: Sign the petition}", "{fr: Signez, eng: Sign}"])
def test_words_by_language_have_the_campaigns_own_and_no_unknown_one(
        words: str, render: Callable[..., tuple[int, str, str]],
        edit: Callable[[str, str, str], None]) -> None:
    edit("materials/campaign.yaml", "{fr: Signez la pétition, en: Sign the petition}", words)
    code, _, said = render("check")
    assert code == 1
    assert "call takes words, or words by language: fr or en, and fr among them [wrong-value]" in said


@pytest.mark.usefixtures("english")
def test_a_wording_that_is_too_long_in_the_piece_s_language_is_an_error_at_its_line(
        render: Callable[..., tuple[int, str, str]], edit: Callable[[str, str, str], None]) -> None:
    edit("materials/campaign.yaml", "shown: chng.it/2pnk55wX", f"shown: {{fr: chng.it/2pnk55wX, en: {'x' * 30}}}")
    code, _, said = render("check", "english")
    assert code == 1
    assert "shown is too long" in said
