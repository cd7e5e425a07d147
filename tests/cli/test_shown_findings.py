"""Findings as they are shown: errors first, each mistake once, however many pieces and sheets it is about."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pressroom.cli.console import MOST_SHOWN, Console
from pressroom.findings import Finding, Place, Severity
from tests.test_mistakes import photograph, picture_of

Only = Callable[..., None]
Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]
PETITION = "materials/petition.yaml"
_WEIGHT = re.compile(r"^(?:\S+: )?(error|warning|note): ", re.MULTILINE)


def weights(err: str) -> list[str]:
    return _WEIGHT.findall(err)


def report_of(project: Path) -> str:
    return (project / "out/report.html").read_text(encoding="utf-8")


def test_an_error_of_the_last_file_is_shown_before_the_warnings_of_the_first(render: Render, edit: Edit) -> None:
    edit(PETITION, "variant: blue", "variant: bleu")
    code, _, err = render("check")
    assert code == 1
    assert weights(err)[0] == "error"
    assert "warning" in weights(err)
    assert weights(err) == sorted(weights(err), key=["error", "warning", "note"].index)


def test_the_one_error_among_hundreds_of_warnings_is_shown_and_each_weight_is_in_the_order_of_places(
        capfd: pytest.CaptureFixture[str]) -> None:
    def at(line: int, severity: Severity) -> Finding:
        return Finding("trial", severity, f"line {line}", source=Place(Path("a.yaml"), line, 1))
    counts = Console("en").findings([*(at(line, Severity.WARNING) for line in range(560, 0, -1)),
                                     at(700, Severity.ERROR), at(90, Severity.ERROR), at(800, Severity.NOT_RUN)])
    err = capfd.readouterr().err
    lines = [int(line) for line in re.findall(r"^a\.yaml:(\d+):", err, re.MULTILINE)]
    assert lines == [90, 700, 800, *range(1, MOST_SHOWN - 2)]
    assert "and 503 more" in err
    assert counts[Severity.WARNING] == 560


def test_the_report_has_pieces_with_errors_first_and_their_errors_before_their_warnings(
        project: Path, render: Render, edit: Edit, only: Only) -> None:
    only("join", "petition")
    edit(PETITION, "Votre kiné a besoin", "Votre kiné " + "a besoin de vous et de tous " * 7)
    assert render("--format", "A4", "--edition", "press")[0] == 1
    page = report_of(project)
    assert page.index('id="petition-A4"') < page.index('id="join-A4"')
    for part in page.split("<article")[1:]:
        kinds = re.findall(r'<li class="(error|warning|note)"', part)
        assert kinds == sorted(kinds, key=["error", "warning", "note"].index)


def test_what_every_piece_warns_of_is_said_once_in_a_build_and_once_in_its_report(
        project: Path, render: Render, only: Only) -> None:
    only("join", "petition")
    code, _, err = render("--edition", "press")
    assert code == 0
    assert err.count("[imprint-blank]") == 1
    page = report_of(project)
    assert page.count("<code>imprint-blank</code>") == 1
    assert page.index("<code>imprint-blank</code>") < page.index('id="join-A4"')
    piece = page.split('id="petition-A4"')[1].split("</article>")[0]
    assert "1 finding shared with other pieces" in piece
    assert "Passed without findings" not in piece
    assert '<a href="#petition-A4">petition-A4</a>' in page.split('id="shared"')[1].split("</article>")[0]


def test_a_finding_about_one_piece_stands_under_it_in_the_report(project: Path, render: Render, only: Only) -> None:
    only("petition")
    render("--format", "A4", "--edition", "press")
    assert "imprint-blank" in report_of(project).split('id="petition-A4"')[1].split("</article>")[0]
    assert 'id="shared"' not in report_of(project)


@pytest.mark.parametrize("command", [("check",), ("build", "--edition", "press"), ("list", "materials")], ids=" ".join)
def test_a_format_that_is_none_is_one_finding(render: Render, edit: Edit, only: Only, command: tuple[str, ...]) -> None:
    only("petition")
    edit(PETITION, "formats: [A4, A3, A2, 400x600mm, screen]", "formats: [A4, 80x90px]")
    _, _, err = render(*command)
    assert weights(err) == ["error"], err


@pytest.mark.parametrize(("name", "old"), [
    ("petition", '"Votre kiné a besoin [de vous.]{accent}"'),
    ("triptych-patients", '"Pétition lancée en partenariat avec le SNMKR"')])
def test_words_from_right_to_left_are_one_finding_in_all_formats_editions_and_sheets(
        render: Render, edit: Edit, only: Only, name: str, old: str) -> None:
    only(name)
    edit(f"materials/{name}.yaml", old, '"مرحبا بكم"')
    for command in (("check",), ("build",)):
        code, _, err = render(*command)
        assert code == 1
        assert err.count("[right-to-left]") == 1, err
        assert ("sheets 1, 2, 3: " in err) is (name == "triptych-patients")


def test_a_mistake_in_a_layout_is_said_once_and_not_again_for_each_of_its_materials(render: Render, edit: Edit) -> None:
    edit("layouts/statement.yaml", "variant: blue", "varient: blue")
    for command in (("check",), ("build", "--edition", "press", "petition", "join")):
        code, _, err = render(*command)
        assert code == 1
        assert "unknown key varient" in err
        assert all("layouts/statement.yaml" in line for line in err.splitlines() if " error: " in line), err


def test_a_picture_with_few_pixels_is_named_with_its_file_and_line(project: Path, render: Render, edit: Edit,
                                                                   only: Only) -> None:
    only("million")
    photograph(project / "assets/pictures/small.jpg", 100, 80)
    picture_of(project, edit, "small.jpg")
    code, _, err = render("million", "--format", "A4", "--edition", "press")
    assert code == 1
    lines = (project / "materials/million.yaml").read_text("utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "small.jpg" in text)
    assert re.search(rf"materials/million\.yaml:{line}:\d+: error: .*ppi.*\[picture-ppi\]", err), err


def test_a_picture_that_is_missing_is_one_finding_on_all_sheets(project: Path, render: Render, only: Only) -> None:
    only("triptych-patients")
    path = project / "materials/triptych-patients.yaml"
    text = path.read_text("utf-8")
    path.write_text(f"{text}\npicture: {{file: nowhere.jpg, alt: Un kiné}}\n", "utf-8")
    code, _, err = render("check")
    assert code == 1
    assert err.count("[picture-missing]") == 1, err


@pytest.mark.parametrize("command", [("site", "--today", "2023-01-21"), ("letters",)], ids=" ".join)
def test_the_site_and_letters_say_once_what_every_piece_warns_of(render: Render, only: Only,
                                                                 command: tuple[str, ...]) -> None:
    only("join", "petition", "lettre-maire", "access")
    code, _, err = render(*command)
    assert code == 0, err
    shown = re.findall(r"^(\S+: (?:warning|note): ).*?(\[[\w-]+\])$", err, re.MULTILINE)
    assert len(shown) == len(set(shown)), err
    assert err.count("[imprint-blank]") == (command[0] == "site")
