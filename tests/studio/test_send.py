"""To the printer: what is open, the build in its own process, its report, the approval and the package."""

from __future__ import annotations

import hashlib
import io
import os
import signal
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pressroom.publish.folder import lock
from pressroom.studio.workspace import Workspace
from tests.studio.browser import Client

Render = Callable[..., tuple[int, str, str]]
PIECE = {"piece": "petition-A4", "printer": "online"}
IMPRINT = {"printer": "online", "name": "Imprimerie du Port", "address": "1 quai des Docks, 06300 Nice"}
PAUSE = threading.Event()  # never set: waits that read no clock
LOOKS = 6000


def state(client: Client, names: str = "petition", printer: str = "") -> Any:
    answer = client.get(f"/sending/state?names={names}&printer={printer}", Accept_Language="en")
    assert answer.status == 200, answer.text
    return answer.values


def sheet(client: Client, shape: str = "A4") -> Any:
    [material] = state(client)["materials"]
    return next(each for each in material["sheets"] if each["format"] == shape)


def awaited(client: Client) -> Any:
    """The production when it has ended."""
    return until(client, lambda now: now["state"] not in ("running", "waiting", "stopping"))


def until(client: Client, reached: Callable[[Any], bool]) -> Any:
    """The production as soon as it is so."""
    for _ in range(LOOKS):
        now = state(client)["production"]
        if reached(now):
            return now
        PAUSE.wait(0.02)
    pytest.fail("that was not reached")


def build(client: Client, *names: str, shape: str = "A4", printer: str = "online") -> Any:
    answer = client.post("/sending/build", {"names": [*names] or ["petition"], "format": shape, "printer": printer})
    assert answer.status == 202, answer.text
    return awaited(client)


def save_headline(client: Client, words: str) -> None:
    location = {"location": ["words", "headline"], "value": words, "force": True}
    assert client.post("/piece/petition/change", location).status == 200
    assert client.post("/piece/petition/save", {}).status == 200


@pytest.fixture
def made(client: Client) -> Client:
    """A studio whose petition is made in A4, for a printer with a name."""
    assert client.post("/sending/imprint", IMPRINT).status == 200
    assert build(client)["state"] == "ended"
    return client


def test_the_piece_leads_to_its_page_and_the_page_to_its_parts(client: Client) -> None:
    assert 'href="/send/petition"' in client.get("/piece/petition").text
    assert 'href="/send/' not in client.get("/piece/lettre-maire").text
    assert [client.get(path).status for path in ("/send", "/send/petition", "/send/opposition")] == [200, 200, 200]
    [material] = state(client, "opposition")["materials"]
    assert (material["isPrinted"], material["sheets"]) == (False, [])


def test_what_is_open_is_asked_and_goes_into_the_preset_and_nowhere_else(client: Client, project: Path) -> None:
    path = project / "assets/printers/online.yaml"
    before = path.read_text(encoding="utf-8")
    assert sheet(client)["hindrances"] == ["imprint", "not-made"]
    assert client.post("/sending/imprint", IMPRINT).status == 200
    lines = list(zip(before.split("\n"), path.read_text(encoding="utf-8").split("\n"), strict=True))
    [(old, new)] = [pair for pair in lines if pair[0] != pair[1]]
    assert old.startswith('imprint: {name: "", address: ""}')
    assert new.partition("#")[0].strip() == (
        'imprint: {name: "Imprimerie du Port", address: "1 quai des Docks, 06300 Nice"}')
    assert old.partition("#")[2] == new.partition("#")[2]
    assert sheet(client)["hindrances"] == ["not-made"]


def test_a_build_goes_on_in_a_process_of_its_own_while_pages_stay_quick(client: Client, opened: Any) -> None:
    workspace: Workspace = opened[1]
    told: list[dict[str, Any]] = []
    tell = workspace.events.tell
    workspace.events.tell = lambda kind, **values: (told.append({"kind": kind, **values}), tell(kind, **values))  # type: ignore[method-assign,assignment,func-returns-value]
    answer = client.post("/sending/build", {"names": ["petition"], "format": "", "printer": "online"})
    assert answer.status == 202
    assert client.get("/piece/petition").status == 200
    assert state(client)["production"]["state"] == "running"  # the page did not wait for its end
    assert client.post("/sending/build", {"names": ["join"], "format": "A4", "printer": ""}).status == 409
    assert awaited(client)["state"] == "ended"
    steps = [each for each in told if each["kind"] == "production" and each["name"]]
    assert steps[-1]["done"] == steps[-1]["total"] == 10  # four on paper, six for screens
    running = [each["name"] for each in steps if each["state"] == "running"]
    assert running[:4] == ["petition-A4", "petition-A3", "petition-A2", "petition-400x600mm"]
    assert all(name.endswith("px") for name in running[4:])


def test_the_report_has_pictures_and_the_checks_that_ran(made: Client) -> None:
    page = sheet(made)
    assert page["canSend"], page
    assert "words-lost" in page["ran"] or len(page["ran"]) > 20
    picture = made.get("/sending/picture/petition-A4/1")
    assert Image.open(io.BytesIO(picture.content)).format == "PNG"
    assert made.get("/sending/picture/petition-A4/2").status == 404
    assert state(made)["built"]["made"] > 0


def test_what_has_an_error_is_not_sent_and_says_why(made: Client, project: Path) -> None:
    before = (project / "out/press/petition-A4.pdf").read_bytes()
    save_headline(made, "Kinésithérapie " * 40)
    assert sheet(made)["hindrances"] == ["changed"]
    assert build(made)["state"] == "ended"
    page = sheet(made)
    assert page["hindrances"] == ["errors"]
    wrong = [item for item in page["findings"] if item["severity"] == "error"]
    assert "overset" in [item["code"] for item in wrong]
    assert all(item["message"] and item["why"] for item in wrong)
    answer = made.post("/sending/package", {**PIECE, "copies": 10})
    assert answer.status == 422
    assert "overset" in [item["code"] for item in answer.values["findings"]]
    assert made.post("/sending/sign", {**PIECE, "by": "Ada", "day": "2023-02-01"}).status == 422
    assert (project / "out/press/petition-A4.pdf").read_bytes() == before


def test_the_package_is_the_one_of_the_command(made: Client, project: Path, render: Render) -> None:
    order = {"copies": 500, "paper": "135 g", "contact": "Ada, 06 00 00 00 00"}
    answer = made.post("/sending/package", {**PIECE, **order})
    assert answer.status == 200, answer.text
    packed = made.get("/sending/package/petition-A4?printer=online")
    assert packed.headers["content-disposition"] == 'attachment; filename="petition-A4.zip"'
    names = zipfile.ZipFile(io.BytesIO(packed.content)).namelist()
    assert "petition-A4/petition-A4.pdf" in names
    assert render("package", "petition", "--format", "A4", "--printer", "online", "--copies", "500", "--paper", "135 g",
                  "--contact", "Ada, 06 00 00 00 00")[0] == 0
    assert (project / "out/printers/online/petition-A4.zip").read_bytes() == packed.content


def test_a_printer_without_a_name_gets_no_package(client: Client) -> None:
    assert build(client)["state"] == "ended"
    assert sheet(client)["hindrances"] == ["imprint"]
    answer = client.post("/sending/package", PIECE)
    assert answer.status == 422
    assert [item["code"] for item in answer.values["findings"]] == ["printer-unnamed"]


def test_a_draft_is_not_sent(client: Client, project: Path) -> None:
    path = project / "materials/petition.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "state: draft\n", encoding="utf-8")
    assert client.post("/sending/imprint", IMPRINT).status == 200
    assert build(client)["state"] == "ended"
    assert "draft" in sheet(client)["hindrances"]
    assert not sheet(client)["canSend"]


def test_what_is_built_is_what_is_saved_and_drafts_are_told_first(made: Client, project: Path) -> None:
    change = {"location": ["words", "headline"], "value": "Pas encore enregistré", "force": True}
    assert made.post("/piece/petition/change", change).status == 200
    assert state(made)["unsaved"] == ["materials/petition.yaml"]
    assert sheet(made)["canSend"]
    assert build(made)["made"] == 0
    assert made.post("/sending/save", {}).status == 200
    assert state(made)["unsaved"] == []
    assert "Pas encore enregistré" in (project / "materials/petition.yaml").read_text(encoding="utf-8")
    assert sheet(made)["hindrances"] == ["changed"]


def test_saving_names_what_was_changed_on_both_sides(client: Client, project: Path) -> None:
    change = {"location": ["words", "headline"], "value": "Au studio", "force": True}
    assert client.post("/piece/petition/change", change).status == 200
    path = project / "materials/petition.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Votre kiné a besoin", "Dans l’éditeur"), encoding="utf-8")
    answer = client.post("/sending/save", {})
    assert (answer.status, answer.values["left"]) == (409, ["materials/petition.yaml"])


def test_the_proof_is_drawn_with_its_lines_and_can_be_sent_round(made: Client) -> None:
    assert made.get("/sending/drawn/proof/petition-A4/1").status == 404
    answer = made.post("/sending/proof", PIECE)
    assert answer.status == 200, answer.text
    picture = made.get("/sending/drawn/proof/petition-A4/1")
    colours = {colour for _, colour in Image.open(io.BytesIO(picture.content)).convert("RGB").getcolors(1 << 24) or ()}
    assert {(226, 0, 110), (0, 120, 220), (0, 140, 60)} <= colours
    assert made.get("/sending/proof/petition-A4?pages=1").content == picture.content
    assert made.get("/sending/proof/petition-A4?pages=0").status == 400
    assert made.get("/sending/sheet/petition-A4?printer=online").content.startswith(b"%PDF-")


def test_an_approval_is_recorded_and_a_change_after_it_is_told_and_compared(made: Client, project: Path) -> None:
    assert sheet(made)["approval"] is None
    assert made.post("/sending/sign", {**PIECE, "by": "Ada Lœwe", "day": "2023-02-01"}).status == 200
    record = (project / "signoffs/petition-A4.yaml").read_text(encoding="utf-8")
    press = (project / "out/press/petition-A4.pdf").read_bytes()
    assert f'sha256: "{hashlib.sha256(press).hexdigest()}"' in record
    assert 'by: "Ada Lœwe"\nday: "2023-02-01"\n' in record
    approval = sheet(made)["approval"]
    assert (approval["holds"], approval["by"], approval["day"]) == (True, "Ada Lœwe", "2023-02-01")
    assert (project / "out/proofs/petition-A4-sign-off.pdf").read_bytes() == made.get(
        "/sending/sheet/petition-A4?printer=online").content

    save_headline(made, "Votre kiné a besoin [de nous.]{accent}")
    assert not sheet(made)["approval"]["holds"]
    assert build(made)["state"] == "ended"
    approval = sheet(made)["approval"]
    assert (approval["holds"], approval["isOther"], approval["isKept"]) == (False, True, True)
    answer = made.post("/sending/compare", PIECE)
    assert answer.status == 200, answer.text
    [page] = answer.values["pages"]
    assert (page["gone"], page["come"]) == (["vous."], ["nous."])
    assert page["hasPicture"]
    assert {"words", "pixels", "plates"} <= {*answer.values["kinds"]}
    assert not {"boxes", "intent", "spots", "fonts", "tags"} & {*answer.values["kinds"]}
    assert any(each["kind"] == "plates" and each["page"] == 1 and "the plate" in each["text"]
               for each in answer.values["differences"])
    assert page["hasPlates"] == (made.get("/sending/drawn/plates/petition-A4/1").status == 200)
    assert made.get("/sending/drawn/changes/petition-A4/1").content.startswith(b"\x89PNG")
    assert (project / ".studio/approved" / f"{approval['sha256']}.pdf").read_bytes() == press
    packed = made.post("/sending/package", PIECE)
    assert packed.status == 200
    assert [item["code"] for item in packed.values["findings"]] == ["signed-differs"]


def test_what_is_signed_is_the_file_of_what_the_project_says_now(made: Client) -> None:
    save_headline(made, "Votre kiné a besoin [de nous.]{accent}")
    answer = made.post("/sending/sign", {**PIECE, "by": "Ada", "day": "2023-02-01"})
    assert answer.status == 422
    assert [item["code"] for item in answer.values["findings"]] == ["not-built"]


def test_a_build_that_is_stopped_publishes_what_it_has_finished_and_the_next_one_makes_the_rest(client: Client,
                                                                                              project: Path) -> None:
    assert client.post("/sending/build", {"names": ["petition", "join"], "format": "", "printer": ""}).status == 202
    until(client, lambda now: now["done"] >= 1)
    assert client.post("/sending/stop", {}).status == 202
    now = awaited(client)
    assert now["state"] == "stopped"
    assert 0 < now["done"] < now["total"]
    finished = {path.name for path in (project / "out/press").glob("*.pdf")}
    assert "petition-A4.pdf" in finished
    assert build(client, "petition", "join", shape="")["state"] == "ended"
    assert len(list((project / "out/press").glob("*.pdf"))) == 7


def test_a_build_waits_for_one_of_the_command_and_says_so(client: Client, project: Path) -> None:
    with lock(project / "out", lambda: None):
        assert client.post("/sending/build", {"names": ["petition"], "format": "A4", "printer": ""}).status == 202
        until(client, lambda now: now["state"] == "waiting")
    assert awaited(client)["state"] == "ended"


def test_work_whose_process_is_killed_is_told_and_can_be_begun_again(client: Client, opened: Any) -> None:
    workspace: Workspace = opened[1]
    assert client.post("/sending/build", {"names": ["petition"], "format": "", "printer": ""}).status == 202
    until(client, lambda now: now["done"] >= 1)
    process = workspace.production._process
    assert process is not None
    process.kill()
    assert awaited(client)["state"] == "failed"
    assert build(client)["state"] == "ended"


def test_a_studio_that_ends_waits_for_the_piece_at_hand_alone(client: Client, opened: Any, project: Path) -> None:
    assert client.post("/sending/build", {"names": ["petition", "join"], "format": "", "printer": ""}).status == 202
    opened[1].production.close()
    with lock(project / "out", lambda: pytest.fail("the build goes on")):
        assert len(list((project / "out").rglob("*.pdf"))) < 20


@pytest.mark.skipif(os.name != "posix", reason="a process is killed by a signal")
def test_a_studio_that_is_killed_in_a_build_loses_nothing(project: Path) -> None:
    words = [sys.executable, "-m", "pressroom", "studio", "--no-open", "--lang", "en"]
    with subprocess.Popen(words, cwd=project, stdout=subprocess.PIPE, text=True,
                          env={**os.environ, "PYTHONUNBUFFERED": "1"}) as started:
        assert started.stdout is not None
        address = next(word for word in started.stdout.readline().split() if word.startswith("http")).rstrip(";")
        client = Client(address).open()
        change = {"location": ["title"], "value": "Tapé avant la fin", "force": True}
        assert client.post("/piece/join/change", change).status == 200
        assert client.post("/sending/build", {"names": ["petition"], "format": "", "printer": ""}).status == 202
        until(client, lambda now: now["done"] >= 1)
        started.send_signal(signal.SIGKILL)
    with lock(project / "out", lambda: None):  # the build ends by itself, after the piece that it was at
        parts = [path for path in (project / "out").rglob("*") if path.suffix == ".part"]
        finished = list((project / "out/press").glob("*.pdf"))
    assert parts == []
    assert finished
    assert all(path.read_bytes().rstrip().endswith(b"%%EOF") for path in finished)
    again = subprocess.run([sys.executable, "-m", "pressroom", "build", "petition", "--lang", "en"], cwd=project,
                           capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert "is not what the last build wrote" not in again.stderr
    assert (project / ".studio/drafts/materials/join.yaml.json").exists()


@pytest.mark.parametrize(("path", "body"), [
    ("build", {"names": []}), ("build", {"names": "petition"}), ("build", {"names": [1]}), ("build", {}),
    ("build", {"names": ["petition"], "format": 7}), ("package", {**PIECE, "copies": -1}),
    ("package", {**PIECE, "copies": True}), ("package", {**PIECE, "copies": "10"}),
    ("package", {**PIECE, "paper": "a" * 300}), ("package", {**PIECE, "contact": "a\x00b"}),
    ("sign", {**PIECE, "by": "", "day": "2023-01-01"}), ("sign", {**PIECE, "by": "Ada", "day": "tomorrow"}),
    ("sign", {**PIECE, "by": "a" * 150, "day": "2023-01-01"}), ("imprint", {"printer": "online", "name": ""}),
    ("imprint", {**IMPRINT, "name": ["x"]})])
def test_requests_that_make_no_sense_are_answered_and_do_nothing(client: Client, project: Path, path: str,
                                                                 body: Any) -> None:
    assert client.post(f"/sending/{path}", body).status == 400
    assert not (project / "out").exists()
    assert not (project / "signoffs").exists()


@pytest.mark.parametrize("name", ["../campaign", "..%2f..%2fetc", "petition-A4%2f..%2f..", "petition-A4%00",
                                  "none-A4", "a" * 500])
def test_names_from_the_browser_are_never_paths(made: Client, name: str) -> None:
    for path in ("picture/{}/1", "drawn/proof/{}/1", "package/{}?printer=online", "sheet/{}", "proof/{}"):
        assert made.get("/sending/" + path.format(name)).status in (404, 405), path
    for each in ("package", "proof", "compare"):
        assert made.post(f"/sending/{each}", {"piece": name[:150], "printer": "online"}).status in (400, 404)
    assert made.post("/sending/build", {"names": [name], "format": "", "printer": ""}).status == 404
    assert made.post("/sending/imprint", {**IMPRINT, "printer": name or "x"}).status in (400, 404)
    assert made.get(f"/sending/state?printer={name or 'x'}").status == 404
    assert made.get("/sending/drawn/../../petition-A4/1").status == 404


def test_another_printer_has_its_own_files_questions_and_package(client: Client, project: Path) -> None:
    assert client.post("/sending/imprint", {**IMPRINT, "printer": "offset"}).status == 200
    assert build(client, printer="offset")["state"] == "ended"
    [material] = state(client, printer="offset")["materials"]
    assert material["sheets"][0]["canSend"]
    assert sheet(client)["hindrances"] == ["imprint", "not-made"]
    order = {"piece": "petition-A4", "printer": "offset"}
    assert client.post("/sending/package", order).status == 200
    content = client.get("/sending/package/petition-A4?printer=offset").content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        press = (project / "out/printers/offset/petition-A4.pdf").read_bytes()
        assert package.read("petition-A4/petition-A4.pdf") == press


def test_the_proof_of_several_pages_is_one_archive(client: Client) -> None:
    assert build(client, "triptych-patients")["state"] == "ended"
    order = {"piece": "triptych-patients-A4", "printer": "online"}
    answer = client.post("/sending/proof", order)
    assert len(answer.values["files"]) == 3
    content = client.get("/sending/proof/triptych-patients-A4?pages=3").content
    assert zipfile.ZipFile(io.BytesIO(content)).namelist() == [
        f"triptych-patients-A4-proof-{page}.png" for page in (1, 2, 3)]
    assert client.get("/sending/drawn/proof/triptych-patients-A4/4").status == 404
