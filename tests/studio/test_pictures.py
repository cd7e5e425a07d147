"""Pictures in the studio: taken in, described, used, renamed, deleted, and refused where they are no good."""

from __future__ import annotations

import io
import socket
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image

from pressroom.studio.gate import LARGEST_UPLOAD
from tests.studio.browser import Client
from tests.studio.pictures import HOSTILE_SVG, bomb, photograph, upload

MILLION = "materials/million.yaml"
CONSENT = {"until": "2031-06-30", "kept": "Classeur du secrétariat"}


def taken(client: Client, name: str = "La Marche à Nice (1).JPG", content: bytes = b"") -> str:
    answer = upload(client, name, content or photograph())
    assert answer.status == 200, answer.text
    return str(answer.values["name"])


def names(client: Client) -> list[str]:
    return [each["name"] for each in client.get("/pictures/list").values["pictures"]]


def files_in(project: Path) -> set[str]:
    folder = project / "assets/pictures"
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.mark.parametrize(("name", "content", "expected"), [
    ("La Marche à Nice (1).JPG", photograph(), "la-marche-a-nice-1.jpg"),
    ("plan.png", photograph(kind="PNG"), "plan.png"),
    ("photo.jpg", photograph(kind="TIFF"), "photo.tif"),
    ("plan de salle.PDF", photograph(kind="PDF"), "plan-de-salle.pdf"),
    ("../../etc/pass wd.jpeg", photograph(), "pass-wd.jpg"),
    ("C:\\photos\\CON.jpg", photograph(), "picture-con.jpg"),
    ("日本.jpg", photograph(), "picture.jpg"),
    ("x" * 300 + ".jpg", photograph(), "x" * 60 + ".jpg"),
    ("Logo.SVG", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0H9V9Z"/></svg>', "logo.svg"),
])
def test_a_picture_gets_a_safe_name_after_what_it_is(client: Client, project: Path, name: str, content: bytes,
                                                     expected: str) -> None:
    before = files_in(project)
    assert taken(client, name, content) == expected
    assert files_in(project) - before == {expected}
    assert (project / "assets/pictures" / expected).read_bytes() == content
    assert list((project / ".studio/incoming").iterdir()) == []


def test_a_picture_never_takes_the_place_of_another(client: Client, project: Path) -> None:
    assert taken(client, "marche.jpg") == "marche.jpg"
    second = photograph(400, 300)
    assert taken(client, "marche.jpg", second) == "marche-2.jpg"
    assert taken(client, "MARCHE.JPG", second) == "marche-3.jpg"
    assert (project / "assets/pictures/marche-2.jpg").read_bytes() == second


def _archive() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("x", "x")
    return content.getvalue()


@pytest.mark.parametrize(("name", "content", "code"), [
    ("bombe.png", bomb(), "picture-too-large"), ("photo.jpg", photograph()[:5000], "picture-broken"),
    ("photo.jpg", b"", "picture-broken"), ("photo.jpg", b"<html><script>alert(1)</script>", "picture-format"),
    ("photo.jpg", _archive(), "picture-format"), ("photo.bmp", photograph(50, 50, "BMP"), "picture-format"),
    ("dessin.svg", HOSTILE_SVG, ""), ("photo.jpg", HOSTILE_SVG, ""),
    ("dessin.svg", b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><image href='//x/y.png'/></svg>", ""),
    ("plan.pdf", b"%PDF-1.7\n" + bytes(300), "page-not-taken"), ("photo.jpg", b"%PDF-1.4 %%EOF", "page-not-taken"),
])
def test_what_is_no_picture_is_refused_with_the_reason_and_leaves_nothing(
        client: Client, project: Path, name: str, content: bytes, code: str) -> None:
    before = files_in(project)
    answer = upload(client, name, content)
    assert answer.status == 422, answer.text
    finding = answer.values["findings"][0]
    assert not code or finding["code"] == code
    assert ".part" not in answer.text
    assert "incoming" not in answer.text
    assert "root:" not in answer.text
    assert files_in(project) == before
    assert list((project / ".studio/incoming").iterdir()) == []


def _request(client: Client, length: str) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", urlsplit(client.address).port or 0), timeout=30)
    connection.sendall((f"POST /pictures/upload?name=x.jpg HTTP/1.1\r\nHost: {urlsplit(client.address).netloc}\r\n"
                        f"Origin: {client.origin}\r\nCookie: {client.headers['Cookie']}\r\n{length}\r\n\r\n").encode())
    return connection


def test_two_gigabytes_are_refused_before_they_arrive(client: Client, project: Path) -> None:
    connection = _request(client, "Content-Length: 2000000000")
    assert b" 413 " in connection.recv(200)
    connection.close()
    assert not (project / ".studio/incoming").exists()


def test_what_arrives_without_a_length_ends_at_the_limit(client: Client, project: Path,
                                                         monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pressroom.studio.gate.LARGEST_UPLOAD", 3_000_000)
    assert LARGEST_UPLOAD == 200_000_000
    connection = _request(client, "Transfer-Encoding: chunked")
    try:
        for _ in range(120):
            connection.sendall(b"10000\r\n" + bytes(65_536) + b"\r\n")
    except OSError:
        pass
    assert b" 413 " in connection.recv(200)
    connection.close()
    assert list((project / ".studio/incoming").iterdir()) == []


def test_a_browser_that_goes_away_leaves_nothing(client: Client, project: Path) -> None:
    connection = _request(client, "Content-Length: 100000")
    connection.sendall(bytes(5000))
    connection.close()
    assert names(client)
    for _ in range(200):
        if not list((project / ".studio/incoming").iterdir()):
            break
        client.get("/pictures/list")
    assert list((project / ".studio/incoming").iterdir()) == []


@pytest.mark.parametrize("name", ["..%2f..%2fmaterials%2fcampaign.yaml", "%2e%2e/logos/alize.svg", "README.md",
                                  "nothing.svg", "door.svg%00", "/etc/passwd", "a" * 900])
def test_a_name_is_that_of_a_picture_and_never_a_path(client: Client, name: str) -> None:
    for path in ("of", "image", "state", "sizes"):
        assert client.get(f"/pictures/{path}/{name}").status == 404
    for what, more in (("rename", {"new": "x"}), ("delete", {}), ("describe", {"key": "alt", "value": "x"}),
                       ("use", {"piece": "million", "location": ["picture"]})):
        assert client.post(f"/pictures/{what}", {"name": name[:390], **more}).status in (400, 404)


@pytest.mark.parametrize(("path", "body"), [
    ("describe", {"name": "door.svg", "key": "file", "value": "x"}),
    ("describe", {"name": "door.svg", "key": "a", "value": 1}),
    ("describe", {"name": "door.svg", "key": "alt", "value": {"a": {"b": {"c": {"d": {"e": "f"}}}}}}),
    ("use", {"name": "door.svg", "piece": "million", "location": ["words", "headline"]}),
    ("use", {"name": "door.svg", "piece": "million", "location": ["picture"], "values": {"file": "../x", "a b": "c"}}),
    ("use", {"name": "door.svg", "piece": "million", "location": ["picture"], "values": [1]}),
    ("use", {"name": "door.svg", "piece": 7}), ("rename", {"name": "door.svg"}), ("back", {}), ("delete", []),
    ("upload", {}),
])
def test_a_request_that_makes_no_sense_changes_nothing(client: Client, project: Path, path: str, body: Any) -> None:
    before = (project / MILLION).read_bytes()
    assert client.post(f"/pictures/{path}", body).status == 400
    assert client.get("/piece/million/state").values["isChanged"] is False
    assert (project / MILLION).read_bytes() == before


def test_a_picture_is_seen_upright_small_and_without_anything_else_of_its_file(client: Client) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # stored sideways
    name = taken(client, "portrait.jpg", photograph(1600, 1200, exif=exif))
    shown = Image.open(io.BytesIO(client.get(f"/pictures/image/{name}").content))
    assert shown.size == (240, 320)
    assert "exif" not in shown.info
    drawing = client.get("/pictures/image/door.svg")
    assert drawing.headers["content-type"] == "image/svg+xml"
    assert drawing.text.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert client.get("/pictures/image/door.svg?side=large").status == 200
    name = taken(client, "plan.pdf", photograph(1600, 1200, "PDF"))
    assert Image.open(io.BytesIO(client.get(f"/pictures/image/{name}").content)).size == (320, 240)


def test_the_resolution_is_told_for_each_format_as_the_program_judges_it(client: Client) -> None:
    name = taken(client, "marche.jpg", photograph(2000, 1500))
    rows = client.get(f"/pictures/sizes/{name}").values["rows"]
    [row] = [each for each in rows if each["title"] == "Picture"]
    verdicts = {each["format"]: each["verdict"] for each in row["formats"]}
    assert verdicts["A5"] == "good"
    assert verdicts["A1"] == "small"
    found = [each["ppi"] for each in row["formats"] if each["verdict"] != "unfit"]
    assert found == sorted(found, reverse=True)
    drawn = client.get("/pictures/sizes/door.svg").values["rows"]
    assert {each["verdict"] for row in drawn for each in row["formats"]} == {"vector"}


def test_what_is_said_of_a_picture_is_kept_and_goes_into_a_new_piece(client: Client, project: Path) -> None:
    name = taken(client, "marche.jpg")
    for key, value in (("alt", "Des kinés marchent."), ("focus", ["0.667", "0.333"]), ("people", "true"),
                       ("credit", "Marie Dupont"), ("consent", CONSENT)):
        assert client.post("/pictures/describe", {"name": name, "key": key, "value": value}).status == 200
    notes = client.get(f"/pictures/state/{name}").values["notes"]
    assert notes["consent"] == CONSENT
    answer = client.post("/pictures/use", {"name": name, "piece": "marche", "layout": "picture", "values": notes})
    assert answer.status == 200, answer.text
    [slot] = client.get("/piece/marche/state").values["pictures"]
    assert slot["values"]["focus"] == ["0.667", "0.333"]
    text = (project / "materials/marche.yaml").read_text(encoding="utf-8")
    assert "focus: [0.667, 0.333]" in text
    assert "consent:" in text
    assert client.get(f"/pictures/state/{name}").values["uses"][0]["name"] == "marche"
    assert client.get(f"/pictures/state/{name}").values["notes"] == {}
    look = client.get("/piece/marche/look?format=A4&height=300").values
    assert look["picture"]


def test_somebody_who_can_be_recognised_and_did_not_agree_keeps_a_piece_from_being_ready(client: Client) -> None:
    location = ["picture", "people"]
    client.post("/piece/million/change", {"location": location, "value": "true", "force": True})
    found = client.get("/piece/million/look").values["findings"]
    assert [item["code"] for item in found if item["severity"] == "error"] == ["consent"]
    client.post("/piece/million/change", {"location": ["picture", "consent"], "value": CONSENT, "force": True})
    assert "consent" not in [item["code"] for item in client.get("/piece/million/look").values["findings"]]


def test_a_renamed_picture_has_its_new_name_in_every_file_and_nothing_else_changes(
        client: Client, project: Path) -> None:
    before = {path: path.read_text(encoding="utf-8") for path in (project / "materials").glob("*.yaml")}
    client.post("/piece/million/change", {"location": ["words", "headline"], "value": "Tapé", "force": True})
    answer = client.post("/pictures/rename", {"name": "treatment.svg", "new": "Deux mains"})
    assert answer.values["name"] == "deux-mains.svg"
    assert "deux-mains.svg" in names(client)
    assert "treatment.svg" not in names(client)
    for path, text in before.items():
        assert path.read_text(encoding="utf-8") == text.replace("treatment.svg", "deux-mains.svg")
    assert client.get("/piece/million/state").values["pictures"][0]["values"]["file"] == "deux-mains.svg"
    assert client.get("/piece/million/state").values["isChanged"]
    assert client.get("/piece/leaflet/look").values["picture"]


def test_a_picture_that_a_piece_shows_is_not_deleted_and_says_where(client: Client, project: Path) -> None:
    answer = client.post("/pictures/delete", {"name": "treatment.svg"})
    assert answer.status == 422
    assert answer.values["findings"][0]["code"] == "picture-in-use"
    assert "million" in answer.values["findings"][0]["message"]
    assert "leaflet" in answer.values["findings"][0]["message"]
    assert (project / "assets/pictures/treatment.svg").exists()


def test_a_picture_that_only_the_saved_file_shows_is_not_deleted_either(client: Client) -> None:
    client.post("/piece/million/change", {"location": ["picture", "file"], "value": "queue.svg", "force": True})
    message = client.post("/pictures/delete", {"name": "treatment.svg"}).values["findings"][0]["message"]
    assert "million" in message


def test_a_deleted_picture_comes_back_beside_one_that_has_its_name_now(client: Client, project: Path) -> None:
    first = photograph(400, 300)
    name = taken(client, "marche.jpg", first)
    assert client.post("/pictures/delete", {"name": name}).status == 200
    assert name not in names(client)
    assert name in client.get("/pictures").text
    assert taken(client, "marche.jpg") == name
    [folder] = (project / ".studio/trash").iterdir()
    assert client.post("/pictures/back", {"number": folder.name}).values["name"] == "marche-2.jpg"
    assert (project / "assets/pictures/marche-2.jpg").read_bytes() == first
    assert client.post("/pictures/back", {"number": folder.name}).status == 404
    assert client.post("/pictures/back", {"number": "../x"}).status == 404


def test_a_picture_that_cannot_be_read_is_listed_and_says_why(client: Client, project: Path) -> None:
    (project / "assets/pictures/broken.jpg").write_bytes(photograph()[:4000])
    [found] = [each for each in client.get("/pictures/list").values["pictures"] if each["name"] == "broken.jpg"]
    assert found["kind"] == ""
    assert found["findings"][0]["code"] == "picture-broken"
    assert client.get("/pictures/of/broken.jpg").status == 200
    assert client.get("/pictures/image/broken.jpg").status == 404


def test_what_was_said_of_a_deleted_picture_goes_and_comes_back_with_it(client: Client, project: Path) -> None:
    name = taken(client, "marche.jpg", photograph(400, 300))
    assert client.post("/pictures/describe", {"name": name, "key": "alt", "value": "Une marche"}).status == 200
    client.post("/pictures/delete", {"name": name})
    assert taken(client, "marche.jpg") == name
    assert client.get(f"/pictures/state/{name}").values["notes"] == {}
    [folder] = (project / ".studio/trash").iterdir()
    back = client.post("/pictures/back", {"number": folder.name}).values["name"]
    assert client.get(f"/pictures/state/{back}").values["notes"] == {"alt": "Une marche"}
