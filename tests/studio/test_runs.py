"""Runs in the studio: a table taken in, columns matched, a row looked at, files made, and no word of people kept."""

from __future__ import annotations

import base64
import io
import threading
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pypdf
import pytest
import xlsxwriter
import zxingcpp
from PIL import Image

from pressroom.publish.folder import LOCK
from pressroom.studio.workspace import Workspace
from tests.officials import workbooks
from tests.studio.browser import Client

CSV = "Cabinet;Ville;Code\nKinés du Port;Nice;A1\nCabinet Zwyrtek;Vence;B2\nCabinet des Pins;Antibes;C3\n"
FILE = "materials/runs/cabinets.yaml"
PAUSE = threading.Event()  # never set: waits that read no clock
LOOKS = 6000
TOWN = "{record.cabinet}\n{record.ville}"


def upload(client: Client, content: bytes, name: str = "Mes cabinets.csv") -> Any:
    return client.post(f"/runs/table?run=cabinets&name={quote(name)}", content)


def change(client: Client, **values: Any) -> Any:
    answer = client.post("/runs/cabinets/change", values)
    assert answer.status == 200, answer.text
    return answer.values


def look(client: Client, row: str, **query: str) -> Any:
    more = "".join(f"&{name}={value}" for name, value in query.items())
    answer = client.get(f"/runs/cabinets/look?row={row}&height=1400{more}", Accept_Language="en")
    assert answer.status == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return answer.values


def ended(client: Client) -> Any:
    """The state of the run when nothing is being made."""
    for _ in range(LOOKS):
        state = client.get("/runs/cabinets/state", Accept_Language="en").values
        if state["production"]["state"] not in ("running", "waiting", "stopping"):
            return state
        PAUSE.wait(0.02)
    pytest.fail("the run did not end")


def make(client: Client, rows: str = "", **more: bool) -> Any:
    answer = client.post("/runs/cabinets/make", {"rows": rows, **more})
    assert answer.status == 202, answer.text
    return ended(client)


def words_of(path: Path) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def holding(root: Path, words: str) -> list[str]:
    """The files of a project that hold some words."""
    return [path.relative_to(root).as_posix() for path in sorted(root.rglob("*"))
            if path.is_file() and words.encode() in path.read_bytes()]


@pytest.fixture
def begun(client: Client) -> Client:
    """A studio with a run that has no table yet."""
    answer = client.post("/runs", {"name": "cabinets", "title": "Une affiche par cabinet", "material": "petition"})
    assert answer.status == 200, answer.text
    return client


@pytest.fixture
def matched(begun: Client) -> Client:
    """The same with a table and its columns matched."""
    assert upload(begun, CSV.encode()).status == 200
    change(begun, what="text", target="practice", text=TOWN)
    change(begun, what="parameters", link="petition", parameters={"c": "{record.code}"})
    return begun


def test_a_run_is_begun_as_a_file_in_a_folder_of_which_git_keeps_specifications_alone(
        begun: Client, project: Path) -> None:
    assert (project / FILE).read_text(encoding="utf-8") == (
        'title: "Une affiche par cabinet"\nmaterial: petition\nformats: [A4]\n')
    assert (project / "materials/runs/.gitignore").read_text() == "*\n!*.yaml\n!*.yml\n!.gitignore\n"
    assert 'href="/runs/cabinets"' in begun.get("/runs").text
    assert begun.get("/runs/cabinets").status == 200


@pytest.mark.parametrize("values", [
    {"name": "cabinets", "title": "x", "material": "petition"}, {"name": "../x", "title": "x", "material": "petition"},
    {"name": "con", "title": "x", "material": "petition"}, {"name": "neu", "title": "x", "material": "nobody"},
    {"name": "neu", "title": "x", "material": "lettre-maire"}])
def test_a_name_that_is_taken_or_is_none_begins_no_run(begun: Client, project: Path, values: dict[str, str]) -> None:
    before = sorted((project / "materials").rglob("*"))
    assert begun.post("/runs", values).status in (404, 422)
    assert sorted((project / "materials").rglob("*")) == before


def test_a_run_that_is_not_there_is_told_on_every_address(client: Client) -> None:
    for path in ("/runs/no", "/runs/no/state", "/runs/no/rows", "/runs/no/look", "/runs/no/file/x.pdf"):
        assert client.get(path).status == 404
    assert client.post("/runs/no/make", {"rows": ""}).status == 404
    assert client.post("/runs/table?run=no&name=x.csv", b"A\n1\n").status == 404


@pytest.mark.parametrize(("encoding", "separator", "form", "said"), [
    ("utf-8", ";", "UTF-8", "semicolons"), ("cp1252", ",", "Windows-1252", "commas"),
    ("utf-16", "\t", "UTF-16", "tabulators")])
def test_a_table_says_how_it_was_read(begun: Client, project: Path, encoding: str, separator: str, form: str,
                                      said: str) -> None:
    assert upload(begun, CSV.replace(";", separator).encode(encoding)).status == 200
    state = begun.get("/runs/cabinets/state", Accept_Language="en").values
    assert (state["table"]["form"], state["table"]["separator"]) == (form, said)
    assert [each["name"] for each in state["columns"]] == ["Cabinet", "Ville", "Code"]
    rows = begun.get("/runs/cabinets/rows")
    assert rows.headers["cache-control"] == "no-store"
    assert (rows.values["rows"], rows.values["first"], rows.values["last"]) == (3, 2, 4)
    assert (project / "materials/runs/cabinets.csv").stat().st_mode & 0o077 == 0
    assert "records: cabinets.csv" in (project / FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_workbook_is_taken_as_a_table_and_its_rows_are_drawn(begun: Client, tmp_path: Path, ending: str) -> None:
    rows, path = [line.split(";") for line in CSV.splitlines()], tmp_path / f"x.{ending}"
    if ending == "ods":
        workbooks.ods(path, rows)
    else:
        with xlsxwriter.Workbook(path.as_posix()) as book:
            sheet = book.add_worksheet("Cabinets")
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    assert upload(begun, path.read_bytes(), path.name).status == 200
    state = change(begun, what="text", target="practice", text="{record.code}")
    assert (state["table"]["file"], state["table"]["separator"]) == (f"cabinets.{ending}", "")
    assert [each["name"] for each in state["columns"]] == ["Cabinet", "Ville", "Code"]
    assert begun.get("/runs/cabinets/rows").values["rows"] == len(rows) - 1
    assert look(begun, "last")["row"] == len(rows)


@pytest.mark.parametrize(("name", "content"), [
    ("x.exe", b"A;B\n1;2\n"), ("x.csv", b""), ("x.xlsx", b"no workbook"), ("x", b"A\n"), ("x.csv", b"A;B\n\0")])
def test_what_is_no_table_is_refused_and_leaves_the_one_before(matched: Client, project: Path, name: str,
                                                               content: bytes) -> None:
    before = sorted((project / "materials/runs").iterdir())
    assert upload(matched, content, name).status == 422
    assert sorted((project / "materials/runs").iterdir()) == before
    assert (project / "materials/runs/cabinets.csv").read_text(encoding="utf-8") == CSV


def test_another_kind_of_table_takes_the_place_of_the_one_before(matched: Client, project: Path) -> None:
    assert upload(matched, CSV.replace(";", "\t").encode(), "x.tsv").status == 200
    assert sorted(path.name for path in (project / "materials/runs").iterdir()) == [
        ".gitignore", "cabinets.tsv", "cabinets.yaml"]


def test_columns_get_keys_of_their_own_and_a_run_that_somebody_wrote_keeps_its(begun: Client, project: Path) -> None:
    assert upload(begun, "Nom du cabinet;Ville;ville;№;\nA;B;C;D;\n".encode()).status == 200
    state = begun.get("/runs/cabinets/state").values
    assert [each["key"] for each in state["columns"]][:2] == ["nom-du-cabinet", "ville"]
    path = project / FILE
    path.write_text(path.read_text(encoding="utf-8") + "columns: {practice: nom du  Cabinet}\n", encoding="utf-8")
    state = begun.get("/runs/cabinets/state").values
    assert state["columns"][0] == {"key": "practice", "name": "Nom du cabinet"}


def test_what_is_matched_is_in_the_file_and_what_is_no_longer_used_leaves_it(matched: Client, project: Path) -> None:
    text = (project / FILE).read_text(encoding="utf-8")
    assert "cabinet: Cabinet" in text
    assert "code: Code" in text
    state = matched.get("/runs/cabinets/state").values
    assert {each["key"] for each in state["used"]} == {"cabinet", "ville", "code"}
    assert next(each["value"] for each in state["texts"] if each["name"] == "practice") == TOWN
    assert state["parameters"] == {"c": "{record.code}"}
    state = change(matched, what="empty", target="ville", allowed=True)
    assert {each["key"]: each["empty"] for each in state["used"]} == {"cabinet": False, "ville": True, "code": False}
    change(matched, what="text", target="practice", text="")
    state = change(matched, what="parameters", link="petition", parameters={})
    assert (state["used"], state["parameters"], state["findings"]) == ([], {}, [])
    assert "record." not in (project / FILE).read_text(encoding="utf-8")


def test_a_change_leaves_comments_and_other_values_of_the_file_alone(matched: Client, project: Path) -> None:
    path = project / FILE
    before = path.read_text(encoding="utf-8").replace("formats: [A4]", "formats: [A4]  # for the walls")
    path.write_text(before, encoding="utf-8")
    change(matched, what="text", target="headline", text="À {record.ville}")
    lines = set(path.read_text(encoding="utf-8").splitlines()) ^ set(before.splitlines())
    assert len(lines) == 1
    assert "À {record.ville}" in lines.pop()


@pytest.mark.parametrize("values", [
    {"what": "text", "target": "../x", "text": "a"}, {"what": "text", "target": "headline", "text": 1},
    {"what": "text", "target": "headline", "text": "a\u0007"}, {"what": "formats", "formats": []}, {"what": "all"},
    {"what": "parameters", "parameters": []}, {"what": "parameters", "link": "petition", "parameters": {"c": 1}}])
def test_what_no_page_sends_is_refused(matched: Client, project: Path, values: dict[str, Any]) -> None:
    before = (project / FILE).read_text(encoding="utf-8")
    assert matched.post("/runs/cabinets/change", values).status == 400
    assert (project / FILE).read_text(encoding="utf-8") == before


def test_a_row_is_drawn_as_it_prints_with_the_code_of_its_own(matched: Client) -> None:
    for row, number, code in (("first", 2, "A1"), ("3", 3, "B2"), ("last", 4, "C3")):
        seen = look(matched, row)
        assert (seen["row"], seen["codes"]) == (number, [f"https://chng.it/2pnk55wX?c={code}"])
        picture = Image.open(io.BytesIO(base64.b64decode(seen["picture"]))).convert("RGB")
        assert {each.text for each in zxingcpp.read_barcodes(picture)} == set(seen["codes"])
    assert look(matched, "first")["picture"] != look(matched, "last")["picture"]


def test_a_row_that_is_not_there_or_has_no_record_says_so(matched: Client) -> None:
    assert [item["code"] for item in look(matched, "99")["findings"]] == ["run-no-row"]
    assert upload(matched, (CSV + "Cabinet Lefort;;D4\n").encode()).status == 200
    seen = look(matched, "5")
    assert (seen["picture"], seen["row"]) == ("", 5)
    assert seen["findings"][0]["message"] == "column Ville: it is empty"


def test_findings_of_rows_name_row_and_column_and_words_only_for_who_asks(matched: Client) -> None:
    long = "Zwyrtekissimo" * 40
    assert upload(matched, (CSV + f";Nice;D4\n{long};Nice;E5\n").encode()).status == 200
    rows = matched.get("/runs/cabinets/rows", Accept_Language="en").values
    assert (rows["rows"], rows["leftOut"]) == (5, 1)
    [item] = rows["findings"]
    assert (item["file"], item["line"], item["message"]) == ("cabinets.csv", 5, "column Cabinet: it is empty")
    seen = look(matched, "last")
    assert seen["findings"]
    assert "Zwyrtek" not in str(seen)
    assert {item["line"] for item in seen["findings"]} == {6}


def test_a_run_is_made_some_of_its_rows_again_and_the_files_are_downloaded(matched: Client, project: Path) -> None:
    state = make(matched)
    now = state["production"]
    assert (now["state"], now["records"], now["verified"]) == ("ended", 3, 3), now
    assert [each["name"] for each in state["files"]] == ["cabinets-A4.pdf"]
    got = matched.get("/runs/cabinets/file/cabinets-A4.pdf")
    assert got.headers["cache-control"] == "no-store"
    assert got.content == (project / "out/runs/cabinets/cabinets-A4.pdf").read_bytes()
    assert [town in page for page, town in zip(words_of(project / "out/runs/cabinets/cabinets-A4.pdf"),
                                               ("Nice", "Vence", "Antibes"), strict=True)] == [True] * 3
    state = make(matched, "3-3, 4")
    assert [each["name"] for each in state["files"]] == ["cabinets-A4-rows-3_4.pdf", "cabinets-A4.pdf"]
    assert len(words_of(project / "out/runs/cabinets/cabinets-A4-rows-3_4.pdf")) == 2
    assert matched.post("/runs/cabinets/make", {"rows": "3-"}).status == 422
    for name in ("../../../materials/petition.yaml", "no.pdf", ".cabinets"):
        assert matched.get(f"/runs/cabinets/file/{quote(name, safe='')}").status == 404


def test_rows_that_cannot_be_printed_stop_the_run_or_are_left_out_as_a_table(matched: Client, project: Path) -> None:
    assert upload(matched, (CSV + ";Nice;D4\n").encode()).status == 200
    state = make(matched)
    assert state["production"]["state"] == "refused"
    assert state["files"] == []
    assert [item["line"] for item in state["production"]["findings"] if item["severity"] == "error"] == [5]
    state = make(matched, skip=True)
    assert (state["production"]["records"], state["production"]["leftOut"]) == (3, 1)
    assert [each["name"] for each in state["files"]] == ["cabinets-A4.pdf", "left-out.csv"]
    assert "D4" in matched.get("/runs/cabinets/file/left-out.csv").text
    assert not (project / "out/runs/.cabinets").exists()


def test_a_run_that_is_stopped_leaves_nothing_and_the_files_before_it(matched: Client, project: Path) -> None:
    before = make(matched)["files"]
    rows = "".join(f"Cabinet {number};Nice;X{number}\n" for number in range(3000))
    assert upload(matched, (CSV + rows).encode()).status == 200
    assert matched.post("/runs/cabinets/make", {"rows": ""}).status == 202
    assert matched.post("/sending/build", {"names": ["petition"], "format": "A4", "printer": ""}).status == 409
    assert matched.post("/runs/stop", {}).status == 202
    state = ended(matched)
    assert state["production"]["state"] == "stopped"
    assert state["files"] == before
    assert {path.name for path in (project / "out/runs").iterdir()} - {LOCK} == {"cabinets"}


def test_a_studio_that_ends_ends_its_run_and_leaves_nothing_of_it(matched: Client, project: Path,
                                                                   opened: tuple[str, Workspace]) -> None:
    rows = "".join(f"Cabinet {number};Nice;X{number}\n" for number in range(3000))
    assert upload(matched, (CSV + rows).encode()).status == 200
    assert matched.post("/runs/cabinets/make", {"rows": ""}).status == 202
    while not (project / "out/runs/.cabinets").exists():
        PAUSE.wait(0.02)
    opened[1].close()
    assert {path.name for path in (project / "out/runs").iterdir()} <= {LOCK}


def test_what_a_run_has_of_people_is_removed_at_once(matched: Client, project: Path) -> None:
    assert make(matched)["production"]["state"] == "ended"
    assert matched.post("/runs/cabinets/forget", {}).values == {"left": []}
    assert holding(project, "Zwyrtek") == []
    state = matched.get("/runs/cabinets/state").values
    assert (state["table"], state["files"]) == (None, [])
    assert [item["code"] for item in look(matched, "first")["findings"]] == ["run-no-row"]


def test_the_progress_of_a_run_is_told_step_by_step(matched: Client, opened: tuple[str, Workspace]) -> None:
    told: list[dict[str, Any]] = []
    tell = opened[1].events.tell
    opened[1].events.tell = lambda kind, **values: (told.append({"kind": kind, **values}), tell(kind, **values))  # type: ignore[method-assign,assignment,func-returns-value]
    assert make(matched)["production"]["state"] == "ended"
    steps = [each for each in told if each["kind"] == "production" and each["name"]]
    assert "writing the file" in [each["name"] for each in steps]
    assert steps[-1]["done"] == steps[-1]["total"] > 0


def test_words_of_rows_are_in_the_table_and_the_made_file_alone(matched: Client, project: Path) -> None:
    assert look(matched, "3")["picture"]
    assert make(matched)["production"]["state"] == "ended"
    assert look(matched, "3")["picture"]
    assert set(holding(project, "Zwyrtek")) <= {"materials/runs/cabinets.csv", "out/runs/cabinets/cabinets-A4.pdf"}
    assert not holding((project / ".cache").resolve(), "Zwyrtek")
    assert "Zwyrtek" not in matched.get("/runs/cabinets").text
    assert "Zwyrtek" not in matched.get("/sending/state").text
