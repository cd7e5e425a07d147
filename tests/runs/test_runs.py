"""A run: each row of a table on a copy of its own, in one file or in many, the same bytes however it is made."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from pressroom import preflight
from pressroom.brief import Brief
from pressroom.cli import run
from pressroom.findings import Refused
from pressroom.runs.make import make
from pressroom.runs.request import RunOutcome, RunProgress, RunRequest
from tests.runs.tables import YAML, rows, write_run, write_table


def made(project: Path, name: str = "affiches", **options: object) -> RunOutcome:
    return make(RunRequest(project, name, project / "out", **options))  # type: ignore[arg-type]


def texts(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def codes(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [zxingcpp.read_barcodes(page.render(scale=2).to_pil())[0].text for page in document]
    finally:
        document.close()


def refusal(call: Callable[[], object]) -> list[tuple[str, int]]:
    """The codes of a refusal, each with its line."""
    with pytest.raises(Refused) as raised:
        call()
    return [(item.code, item.source.line if item.source else 0) for item in raised.value.findings if item.fails]


def test_each_page_has_the_words_and_the_code_of_its_row(project: Path) -> None:
    write_run(project)
    write_table(project, rows(12))
    outcome = made(project)
    [path] = outcome.files
    assert (outcome.records, outcome.verified) == (12, 12)
    assert 4 <= outcome.judged <= 9
    for (practice, town, _), text in zip(rows(12), texts(path), strict=True):
        assert practice in text.replace("\r\n", " ")
        assert town in text.replace("\r\n", " ").replace("\u2010", "-").replace("- ", "-")
        assert "Votre kiné" in text
    assert codes(path) == [f"https://chng.it/2pnk55wX?c={number:05d}" for number in range(12)]


def test_the_file_is_one_subset_of_each_font_one_profile_and_forms_that_all_pages_draw(project: Path) -> None:
    write_run(project)
    write_table(project, rows(30))
    [path] = made(project).files
    with pikepdf.open(path) as pdf:
        fonts = {str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()}
        programs = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/FontFile2" in each]
        assert len(programs) == len(fonts)
        assert len({page.Resources.objgen for page in pdf.pages}) == 1
        assert sum(isinstance(each, pikepdf.Stream) and each.get("/N") == 4 for each in pdf.objects) == 1
    assert path.stat().st_size < 1_500_000 + 30 * 1250


def test_the_parts_of_the_document_name_the_rows_in_order(project: Path) -> None:
    write_run(project)
    write_table(project, rows(600))
    [path] = made(project).files
    with pikepdf.open(path) as pdf:
        root = pdf.Root.DPartRoot
        assert (int(root.RecordLevel), [*map(str, root.NodeNameList)]) == (2, ["/Run", "/Batch", "/Record"])
        leaves = [leaf for batch in root.DPartRootNode.DParts[0] for leaf in batch.DParts[0]]
        assert [str(leaf.DPM.RecordKey) for leaf in leaves] == [str(number + 2) for number in range(600)]
        assert [leaf.Start.objgen for leaf in leaves] == [page.obj.objgen for page in pdf.pages]
        assert all(page.obj.DPart.objgen == leaf.objgen for page, leaf in zip(pdf.pages, leaves, strict=True))
        assert b"PDF/VT-1" in pdf.Root.Metadata.read_bytes()


def test_the_bytes_are_the_same_with_one_process_and_with_two(project: Path) -> None:
    write_run(project)
    write_table(project, rows(700))
    digests = set()
    for workers in (1, 2):
        [path] = made(project, workers=workers).files
        digests.add(hashlib.sha256(path.read_bytes()).hexdigest())
    assert len(digests) == 1


def test_a_run_is_a_press_file_that_passes_as_declared(project: Path) -> None:
    write_run(project)
    write_table(project, rows(3))
    [path] = made(project).files
    report = preflight.judge(path.read_bytes(), Brief(standard="PDF/X-4", edition="press"))
    assert [item.code for item in report.findings if item.fails] == []


def test_volumes_share_the_records_out_and_are_whole_files(project: Path) -> None:
    write_run(project)
    write_table(project, rows(520))
    outcome = made(project, per_file=200)
    assert [path.name for path in outcome.files] == [f"affiches-A4-{number:03d}.pdf" for number in (1, 2, 3)]
    assert [len(texts(path)) for path in outcome.files] == [200, 200, 120]
    shown = [text for path in outcome.files for text in texts(path)]
    assert all(f"n° {number}" in text.replace("\u00a0", " ") for number, text in enumerate(shown))


def test_rows_are_made_again_as_they_were(project: Path) -> None:
    write_run(project)
    write_table(project, rows(20))
    made(project)
    [path] = made(project, rows=(range(4, 6), range(9, 10))).files
    assert path.name == "affiches-A4-rows-4-5_9.pdf"
    assert codes(path) == [f"https://chng.it/2pnk55wX?c={number:05d}" for number in (2, 3, 7)]


def sizes(path: Path) -> set[bytes]:
    """The sizes of type on the first page."""
    with pikepdf.open(path) as pdf:
        return set(re.findall(rb"/F\d+ ([\d.]+) Tf", pdf.pages[0].Contents.read_bytes()))


def test_rows_that_are_made_again_are_as_large_as_they_were_and_other_rows_do_not_matter(project: Path) -> None:
    write_run(project, YAML.replace("words:\n", 'words:\n  headline: "Votre kiné à {record.town}"\n'))
    table = [("A", "Nice", "1"), ("B", "Saint-Rémy-lès-Chevreuse-sur-Loire", "2"), ("C", "Pau", "3")]
    write_table(project, table)
    [whole] = made(project).files
    [again] = made(project, rows=(range(4, 5),)).files
    agreed = sizes(whole)
    assert sizes(again) == agreed
    write_table(project, [("A", "Pau", "1"), ("C", "Pau", "3")])
    [short] = made(project).files
    assert sizes(short) != agreed, "the longest town decides"
    write_table(project, [*table, ("D", "", "4")])
    outcome = made(project, rows=(range(2, 3),))
    assert (outcome.records, outcome.left_out) == (1, [])
    assert sizes(outcome.files[0]) == agreed


def test_what_is_added_to_an_address_in_capitals_keeps_its_case(project: Path) -> None:
    campaign = project / "materials/campaign.yaml"
    text = campaign.read_text(encoding="utf-8")
    own = "url: https://chng.it/2PNK55WX\n    capitals: 2023-01-20"
    campaign.write_text(text.replace("url: https://chng.it/2pnk55wX", own), encoding="utf-8")
    write_run(project)
    write_table(project, [("A", "Nice", "aB")])
    [path] = made(project).files
    assert codes(path) == ["https://chng.it/2PNK55WX?c=aB"]


def test_an_e_mail_in_an_address_is_told_once_at_its_row_and_not_shown(project: Path) -> None:
    write_run(project)
    write_table(project, [("A", "Nice", "1"), ("B", "Pau", "ann@example.org"), ("C", "Pau", "bob@example.org")])
    [told] = [item for item in made(project).findings if item.code == "run-link"]
    assert told.source is not None
    assert told.source.line == 3
    assert "ann" not in repr(told)


@pytest.mark.parametrize("edition", ["press", "members"])
def test_a_file_for_each_record_is_called_as_the_run_says(project: Path, edition: str) -> None:
    write_run(project, f'{YAML}as: files\nname: "affiche-{{record.code}}"\nedition: {edition}\n')
    write_table(project, rows(4))
    outcome = made(project)
    names = sorted(path.name for path in (project / "out/runs/affiches").glob("*.pdf"))
    assert names == [f"affiche-{number:05d}.pdf" for number in range(4)]
    assert outcome.judged == 4
    for number, name in enumerate(names):
        [text] = texts(project / "out/runs/affiches" / name)
        assert f"n° {number}" in text.replace("\u00a0", " ")
    with pikepdf.open(project / "out/runs/affiches" / names[0]) as first, pikepdf.open(
            project / "out/runs/affiches" / names[1]) as second:
        if edition == "press":
            assert bytes(first.trailer.ID[0]) != bytes(second.trailer.ID[0])
        assert bytes(first.trailer.ID[1]) != bytes(second.trailer.ID[1])
        assert ("/StructTreeRoot" in first.Root) == (edition == "members")


def test_two_files_of_one_name_are_refused_at_their_rows(project: Path) -> None:
    write_run(project, f'{YAML}as: files\nname: "affiche {{record.town}}"\n')
    write_table(project, rows(6))
    assert refusal(lambda: made(project)) == [("record-name", 7)]
    assert not (project / "out/runs/affiches").exists()


def test_a_headline_is_set_in_the_size_of_the_longest_record(project: Path) -> None:
    yaml = YAML.replace("  practice:", '  headline: "Votre kiné à {record.town}"\n  practice:').replace(
        "{record.practice}\\n{record.town}", "{record.practice}")
    write_run(project, yaml)
    towns = ("Io", "Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson", "Paris")
    write_table(project, [(f"Cabinet {town}", town, "1") for town in towns])
    [path] = made(project).files
    sizes = set()
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            operators = [str(each) for each in pikepdf.parse_content_stream(page) if str(each.operator) == "Tf"]
            sizes.add(max(float(line.operands[1]) for line in pikepdf.parse_content_stream(page)
                          if str(line.operator) == "Tf"))
            assert operators
    assert len(sizes) == 1


def test_a_record_that_does_not_fit_is_told_with_its_row_and_nothing_is_written(project: Path) -> None:
    write_run(project)
    table = rows(8)
    table[3] = ("Cabinet " * 60, *table[3][1:])
    write_table(project, table)
    assert refusal(lambda: made(project)) == [("overset", 5)]
    assert not [*(project / "out/runs").glob("**/*.pdf")]
    outcome = made(project, skip_bad=True)
    assert (outcome.records, outcome.left_out) == (7, [5])
    assert codes(outcome.files[0])[3].endswith("00004")


def test_no_message_says_a_word_of_a_record_unless_it_is_asked_to(project: Path) -> None:
    write_run(project)
    write_table(project, [("Hippopotomonstrosesquippedaliophobie" * 6, "Paris", "1")])
    for shown in (False, True):
        with pytest.raises(Refused) as raised:
            made(project, show_words=shown)
        assert any("Hippopoto" in str(item.values) for item in raised.value.findings) is shown


def test_the_records_stand_in_the_made_files_and_nowhere_else(project: Path) -> None:
    write_run(project)
    secret = "Zwirbelbart"
    write_table(project, [(f"Cabinet {secret}", "Paris", "1"), ("Autre", "Lyon", "2")])
    before = {path for path in project.resolve().rglob("*") if path.is_file()}
    made(project)
    new = {path for path in [*project.resolve().rglob("*"), *(project / ".cache").resolve().rglob("*")]
           if path.is_file() and path not in before}
    assert [path.name for path in new if secret.encode() in path.read_bytes()] == []
    assert [path.suffix for path in new if path.is_relative_to(project.resolve() / "out")].count(".pdf") == 1
    assert not [*(project / "out/runs").glob(".affiches*")]


def test_parts_are_readable_by_their_owner_alone_while_the_run_is_made(project: Path) -> None:
    write_run(project)
    write_table(project, rows(20))
    seen: list[tuple[str, int]] = []

    def look(_what: str, _count: int) -> None:
        folder = project / "out/runs/.affiches"
        if folder.is_dir():
            seen.append((".", folder.stat().st_mode & 0o077))
            seen.extend((path.name, path.stat().st_mode & 0o077) for path in folder.iterdir()
                        if not path.name.endswith(".unfinished"))
    make(RunRequest(project, "affiches", project / "out"), RunProgress(stage=look))
    assert any(name == "records" for name, _ in seen)
    assert {mode for _, mode in seen} == {0}


def test_a_table_that_git_keeps_is_refused(project: Path) -> None:
    write_run(project)
    path = write_table(project, rows(2))
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    for words in (["init", "-q"], ["add", "-f", str(path)]):
        subprocess.run(["git", *words], cwd=project, check=True, env=environment)
    assert refusal(lambda: made(project))[0][0] == "records-tracked"


def test_a_parameter_with_a_name_is_a_warning_and_so_is_one_that_a_shortener_may_drop(project: Path) -> None:
    write_run(project, YAML.replace('{c: "{record.code}"}', '{nom: "{record.practice}"}'))
    write_table(project, rows(2))
    assert {item.code for item in made(project).findings} >= {"run-link", "run-shortener"}
    campaign = project / "materials/campaign.yaml"
    text = campaign.read_text(encoding="utf-8")
    at = text.index("url: https://chng.it/2pnk55wX")
    line = text.rindex("\n", 0, at) + 1
    indent = " " * (at - line)
    campaign.write_text(f"{text[:line]}{indent}parameters: {{kept: 2026-11-30}}\n{text[line:]}", encoding="utf-8")
    assert "run-shortener" not in {item.code for item in made(project).findings}


def test_the_printer_of_a_press_run_stays_the_one_whom_the_imprint_names(project: Path) -> None:
    write_run(project)
    write_table(project, rows(1))
    [text] = texts(made(project).files[0])
    assert "Imprimé par ____" in text.replace("\u00a0", " ")


def test_there_may_be_more_files_than_a_system_lets_be_open(project: Path) -> None:
    resource = pytest.importorskip("resource")
    write_run(project)
    write_table(project, rows(70))
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    room = 40 + max(int(path.name) for path in Path("/dev/fd").iterdir())
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (room, before[1]))
        outcome = made(project, per_file=1, impose="SRA3")
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
    assert len(outcome.files) == 140
    assert len({path.read_bytes()[-200:] for path in outcome.files}) == 140, "each has an identifier of its own"


@pytest.mark.parametrize("option", ["--per-file", "--workers"])
def test_a_number_below_0_is_a_mistake_of_the_command(project: Path, option: str,
                                                      capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, ["run", "affiches", option, "-5"]) == 2
    assert "'-5'" in capsys.readouterr().err


def test_every_record_is_judged_as_every_other_file_where_that_is_asked_for(project: Path) -> None:
    write_run(project)
    write_table(project, rows(14))
    assert made(project).judged < 14
    assert made(project, judge_all=True).judged == 14
