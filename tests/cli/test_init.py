"""`init`: a whole project for another organisation, or nothing."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from pressroom.cli import run

NURSES = "Fédération des infirmières de Bretagne"
GOOD = {"--name": NURSES, "--site": "https://infirmieres.example/", "--colour": "#00695c"}
# What is said of the first organisation, its partner and its trade; `kin` alone is in other words.
OTHERS = re.compile(r"\baliz[eé]\b|snmkr|kinés?\b|kinésith|physiother|masseur|chng\.it|randazzo", re.IGNORECASE)
Init = Callable[..., tuple[int, str, str]]


@pytest.fixture
def init(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Init:
    """Run `init new` in an empty folder, with good options but for these; exit code, output, findings."""
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    monkeypatch.setattr("sys.stdin", io.StringIO())

    def call(*more: str, folder: str = "new", lang: str = "en", **other: str) -> tuple[int, str, str]:
        options = {**GOOD, **{f"--{name.replace('_', '-')}": value for name, value in other.items()}}
        words = [part for option, value in options.items() if value for part in (option, value)]
        capfd.readouterr()
        code = run(None, ["init", folder, *words, *more, "--today", "2023-01-20", "--lang", lang])
        shown = capfd.readouterr()
        return code, shown.out, shown.err
    return call


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def brand(root: Path) -> dict[str, dict[str, object]]:
    return yaml.safe_load((root / "assets/brand.yaml").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def test_a_project_of_another_organisation_passes_and_has_no_word_of_the_first(
        init: Init, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = init("--link", "petition=https://infirmieres.example/petition", place="Rennes")
    assert code == 0, err
    root = Path("new").resolve()
    assert {"materials/campaign.yaml", "materials/soutien.yaml", "materials/releases/lancement.yaml",
            "materials/letters/lettre-maire.yaml", "assets/brand.yaml", "assets/logos/mark.svg", "README.md",
            "assets/fonts/OFL-Inter.txt", "layouts/statement.yaml", "assets/icc/README.md"} <= names(root)
    assert not {"assets/logos/alize.svg", "assets/README.md"} & names(root)
    for path in root.rglob("*"):
        if path.suffix in (".yaml", ".md", ".svg", ".txt", ".html"):
            assert OTHERS.findall(path.read_text(encoding="utf-8")) == [], path
    assert NURSES in (root / "materials/releases/lancement.yaml").read_text(encoding="utf-8")
    capfd.readouterr()
    assert run(root, ["check", "--lang", "en"]) == 0
    assert "contrast" not in capfd.readouterr().err
    assert "ISO Coated v2 300% (ECI) proposes C 77 M 0 Y 48 K 52" in out
    assert brand(root)["inks"]["house"]["cmyk"] == [77, 0, 48, 52]  # type: ignore[index]


def test_an_empty_campaign_has_the_organisation_and_no_piece(init: Init) -> None:
    assert init(campaign="empty", language="en", colour="0,75,70,0", second_colour="100/75/0/60")[0] == 0
    assert [path.name for path in Path("new/materials").rglob("*.yaml")] == ["campaign.yaml"]
    assert brand(Path("new"))["inks"]["signal"]["cmyk"] == [100, 75, 0, 60]  # type: ignore[index]
    assert run(Path("new").resolve(), ["check", "--lang", "en"]) == 0


def test_a_campaign_in_two_languages_has_pieces_in_both(init: Init) -> None:
    assert init(language="en,fr")[0] == 0
    campaign = yaml.safe_load(Path("new/materials/campaign.yaml").read_text(encoding="utf-8"))
    assert campaign["language"] == "en"
    assert {"materials/support.yaml", "materials/soutien.yaml", "materials/releases/launch.yaml"} <= names(Path("new"))


@pytest.mark.parametrize("name", ["L'Écho : \"du port\" & fils #1", "- liste: oui", "Tables 'rondes', 12:30 @name@",
                                  "№ 7 — élus « libres » !"])
def test_any_printable_name_comes_back_from_the_yaml_as_it_was_given(init: Init, name: str) -> None:
    code, _, err = init(name=name, description=name)
    if "missing-glyph" in err:  # said at once; nothing is written
        assert (code, names(Path())) == (2, set())
        return
    assert code == 0, err
    campaign = yaml.safe_load(Path("new/materials/campaign.yaml").read_text(encoding="utf-8"))
    assert campaign["organisation"]["name"] == campaign["organisation"]["description"] == name
    assert brand(Path("new"))["logo"]["alt"] == name


@pytest.mark.parametrize(("wrong", "code"), [
    ({"folder": "../x"}, "init-folder"), ({"folder": ""}, "init-folder"), ({"folder": "a/b/c"}, "init-folder"),
    ({"folder": "a\nb"}, "init-folder"),
    ({"colour": "greenish"}, "no-colour"), ({"colour": "#12345"}, "no-colour"), ({"colour": "0,0,0,101"}, "no-colour"),
    ({"colour": "1,2,3"}, "no-colour"), ({"colour": "100,100,100,100"}, "brand-ink"),
    ({"second_colour": "#00665a"}, "colours-alike"),
    ({"name": "x" * 5000}, "init-name"), ({"name": "x" * 41}, "init-name"), ({"name": "   "}, "init-name"),
    ({"name": "a\nb"}, "init-name"), ({"name": "a\x00b"}, "init-name"), ({"name": "a\u2028b"}, "init-name"),
    ({"name": "[x]{coral}"}, "init-name"), ({"name": "*x*"}, "init-name"), ({"place": "a\tb"}, "init-name"),
    ({"site": "javascript:alert(1)"}, "init-link"), ({"site": "https://nowhere"}, "init-link"),
    ({"site": "https://example.org/\"x"}, "init-link"), ({"link": "petition"}, "init-link"),
    ({"site": "https://" + "a" * 30 + ".example"}, "init-link"), ({"link": "site=https://example.org"}, "init-link"),
    ({"link": "../x=https://example.org"}, "init-link"), ({"site": "https://example.org/" + "a" * 300}, "init-link"),
    ({"language": "de"}, "init-answer"), ({"campaign": "half"}, "init-answer"),
    ({"name": ""}, "init-options"), ({"name": "Donaudampfschifffahrtsgesellschaftsmitte"}, "init-project"),
    ({"name": "Организация 日本"}, "missing-glyph"),
])
def test_what_cannot_be_used_is_told_and_nothing_is_left(init: Init, wrong: dict[str, str], code: str) -> None:
    ended, out, err = init(**wrong)
    assert (ended, out) == (2, "")
    assert f"[{code}]" in err
    assert list(Path().iterdir()) == []
    assert list(Path("..").glob("x")) == []


def test_all_mistakes_are_told_at_once(init: Init) -> None:
    err = init(name="a\nb", site="nowhere", colour="red", link="x", language="xx")[2]
    assert [err.count(f"[{code}]") for code in ("init-name", "init-link", "no-colour", "init-answer")] == [1, 2, 1, 1]


def test_two_colours_that_are_alike_come_with_one_that_would_do(init: Init) -> None:
    err = init(second_colour="#00665a")[2]
    found = re.search(r"take for the second one ([\d,.]+) \(", err)
    assert found, err
    assert init(second_colour=found[1])[0] == 0


def test_a_folder_with_something_in_it_is_left_alone(init: Init) -> None:
    Path("new").mkdir()
    Path("new/letter.txt").write_text("mine", encoding="utf-8")
    assert init()[0] == 2
    assert names(Path()) == {"new/letter.txt"}
    assert init(folder="new/letter.txt")[0] == 2
    assert Path("new/letter.txt").read_text(encoding="utf-8") == "mine"


def test_an_empty_folder_is_filled_and_stays_the_same_folder(init: Init) -> None:
    Path("new").mkdir()
    before = Path("new").stat().st_ino
    assert init(campaign="empty")[0] == 0
    assert Path("new").stat().st_ino == before
    assert Path("new/materials/campaign.yaml").is_file()
    assert sorted(path.name for path in Path().iterdir()) == ["new"]


def test_what_goes_wrong_on_the_way_leaves_nothing(init: Init, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")
    monkeypatch.setattr(Path, "write_bytes", full)
    code, _, err = init()
    assert code == 2
    assert "No space left on device" in err
    assert list(Path().iterdir()) == []


def test_questions_are_asked_for_what_was_not_given_and_again_after_a_wrong_answer(
        init: Init, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True
    answers = ["", "Deux\tmots", NURSES, "", "", "infirmieres.example", "", "vert", "#00695c", "", "", "", "empty", ""]
    monkeypatch.setattr("sys.stdin", Terminal("\n".join(answers)))
    code, out, err = init(name="", site="", colour="", lang="fr")
    assert code == 0, err
    assert out.count("Comment s’appelle l’organisation") == 3
    assert err.count("[init-name]") == 2
    assert err.count("[no-colour]") == 1
    monkeypatch.setattr("sys.stdin", Terminal(f"{NURSES}\n"))
    assert init(folder="other", name="", site="", colour="")[0] == 2
    assert not Path("other").exists()


@pytest.mark.parametrize(("name", "short"), [
    ("Paper and Ink Workers’ Guild", ""), ("Citizens for a Blue City", ""),
    ("The National Association of Ground Staff and Friends of the Lower Valley Lines", "Association of Ground Staff")])
def test_an_ordinary_name_passes_whatever_words_it_shares_with_layouts_and_samples(init: Init, name: str,
                                                                                  short: str) -> None:
    code, _, err = init("--language", "en", name=name, short_name=short,
                        site="https://www.friends-of-the-valley.example/ friends-valley.example")
    assert code == 0, err
