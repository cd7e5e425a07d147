"""A piece in the studio: what is typed, saved, undone, and changed by two at once."""

from __future__ import annotations

import base64
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pressroom.studio.app import application
from tests.studio.browser import Client

HEADLINE = ["words", "headline"]


def change(client: Client, value: Any, location: list[Any] | None = None, **more: Any) -> Any:
    answer = client.post("/piece/petition/change", {"location": location or HEADLINE, "value": value, **more})
    assert answer.status == 200, answer.text
    return answer.values


def file_of(project: Path) -> str:
    return (project / "materials/petition.yaml").read_text(encoding="utf-8")


def test_the_form_has_what_the_layout_shows_with_its_purpose(client: Client) -> None:
    state = client.get("/piece/petition/state", Accept_Language="en").values
    [group] = state["groups"]
    names = [field["name"] for field in group["fields"]]
    assert names[:2] == ["headline", "message"]
    headline = group["fields"][0]
    assert headline["value"] == "Votre kiné a besoin [de vous.]{accent}"
    assert headline["says"] == "the one thing to remember"
    assert headline["needed"]
    assert headline["mostWords"] == 9
    assert state["formats"][:4] == ["A4", "A3", "A2", "400x600mm"]
    assert state["editions"] == ["press", "members", "lowink"]


@pytest.mark.parametrize("name", ["petition", "triptych-patients", "leaflet", "opposition", "lettre-maire", "million",
                                  "notice-direct-access", "segur", "join", "doctor"])
def test_every_kind_of_piece_has_its_form_and_its_sheet(client: Client, name: str) -> None:
    state = client.get(f"/piece/{name}/state").values
    assert [field for group in state["groups"] for field in group["fields"] if field["value"]]
    look = client.get(f"/piece/{name}/look?height=300").values
    picture = Image.open(io.BytesIO(base64.b64decode(look["picture"])))
    assert picture.size == tuple(look["size"])
    assert look["pages"] == state["pages"] or state["kind"] in ("release", "letter")
    assert not [item for item in look["findings"] if item["severity"] == "error"]


def test_the_picture_may_come_first_and_what_was_found_after_it(client: Client) -> None:
    change(client, "Votre kiné a besoin de vous [et de nous et de tous]{accent}")
    whole = client.get("/piece/petition/look?height=300").values
    first = client.get("/piece/petition/look?height=300&findings=later").values
    assert whole["findings"]
    assert (first["picture"], first["findings"]) == (whole["picture"], [])
    assert client.get("/piece/petition/found?height=300").values["findings"] == whole["findings"]


def test_a_leaflet_is_seen_flat_and_folded(client: Client) -> None:
    looks = [client.get(f"/piece/leaflet/look?height=300&page={page}").values for page in (1, 2, 3)]
    assert [look["folded"] for look in looks] == [True] * 3
    assert len({look["picture"] for look in looks}) == 3
    assert len(looks[0]["folds"]) == 2
    assert not client.get("/piece/petition/look?height=300&page=2").values["folded"]


def test_a_changed_headline_is_seen_before_it_is_saved_and_the_file_then_differs_in_that_line(
        client: Client, project: Path) -> None:
    before, seen = file_of(project), client.get("/piece/petition/look?height=400").values
    state = change(client, "Votre kiné a besoin [de nous.]{accent}", before="Votre kiné a besoin [de vous.]{accent}")
    assert state["isChanged"]
    assert file_of(project) == before
    assert client.get("/piece/petition/look?height=400").values["picture"] != seen["picture"]
    assert client.get("/piece/petition/difference").values["lines"][-3]["text"].strip().startswith("headline:")
    saved = client.post("/piece/petition/save", {})
    assert saved.status == 200
    assert not saved.values["isChanged"]
    lines = list(zip(before.split("\n"), file_of(project).split("\n"), strict=True))
    assert [new for old, new in lines if old != new] == ['  headline: "Votre kiné a besoin [de nous.]{accent}"']


def test_steps_are_undone_and_made_again(client: Client) -> None:
    change(client, "Un")
    change(client, "Deux mots")
    change(client, "Trois", ["words", "message"])
    assert client.post("/piece/petition/undo", {}).values["groups"][0]["fields"][1]["value"].startswith("Kinés")
    assert client.post("/piece/petition/undo", {}).values["groups"][0]["fields"][0]["value"] == "Un"
    assert client.post("/piece/petition/redo", {}).values["groups"][0]["fields"][0]["value"] == "Deux mots"
    state = client.post("/piece/petition/discard", {}).values
    assert not state["isChanged"]
    assert state["groups"][0]["fields"][0]["value"] == "Votre kiné a besoin [de vous.]{accent}"


def test_what_is_typed_survives_the_end_of_the_studio(client: Client, project: Path) -> None:
    change(client, "Tapé juste avant la fin")
    workspace = application(project, "127.0.0.1")[1]  # as it starts the next time
    text = workspace.drafts.texts()["materials/petition.yaml"]
    workspace.close()
    assert '  headline: "Tapé juste avant la fin"' in text
    assert (project / ".studio/.gitignore").read_text() == "*\n"


def test_the_words_of_an_example_can_be_kept_as_they_are(client: Client, project: Path) -> None:
    assert client.post("/new", {"name": "gare", "layout": "statement"}).status == 200
    fields = client.get("/piece/gare/state").values["groups"][0]["fields"]
    call = next(each for each in fields if each["name"] == "call")
    assert call["isSample"]
    answer = client.post("/piece/gare/change", {"location": call["location"], "value": call["value"]})
    kept = next(each for each in answer.values["groups"][0]["fields"] if each["name"] == "call")
    assert (kept["value"], kept["isSample"]) == (call["value"], False)
    assert client.post("/piece/gare/save", {}).status == 200
    assert f'  call: "{call["value"]}" ' in (project / "materials/gare.yaml").read_text(encoding="utf-8")


def test_a_damaged_draft_is_left_out(project: Path) -> None:
    folder = project / ".studio/drafts/materials"
    folder.mkdir(parents=True)
    for number, content in enumerate(("", "{", "[]", '{"base": 1}', json.dumps(
            {"base": "a", "revision": 0, "done": [[[], 1, 2]], "undone": []}))):
        (folder / f"p{number}.yaml.json").write_text(content)
    workspace = application(project, "127.0.0.1")[1]
    assert workspace.drafts.names() == ()
    workspace.close()


def test_what_an_editor_has_changed_elsewhere_in_the_file_is_kept(client: Client, project: Path) -> None:
    change(client, "Au studio")
    path = project / "materials/petition.yaml"
    path.write_text(file_of(project).replace("Scannez et signez", "Dans l’éditeur") + "# a remark\n", encoding="utf-8")
    assert client.post("/piece/petition/save", {}).status == 200
    assert '  headline: "Au studio"' in file_of(project)
    assert "Dans l’éditeur" in file_of(project)
    assert file_of(project).endswith("# a remark\n")


@pytest.mark.parametrize(("keep", "stays"), [("ours", "Au studio"), ("theirs", "Dans l’éditeur")])
def test_a_value_that_both_have_changed_is_shown_twice_and_one_chooses(client: Client, project: Path, keep: str,
                                                                       stays: str) -> None:
    change(client, "Au studio")
    change(client, "Un message", ["words", "message"])
    path = project / "materials/petition.yaml"
    text = file_of(project).replace("Votre kiné a besoin [de vous.]{accent}", "Dans l’éditeur")
    path.write_text(text, encoding="utf-8")
    answer = client.post("/piece/petition/save", {})
    assert answer.status == 409
    assert answer.values["conflicts"] == [{"location": HEADLINE, "ours": "Au studio", "theirs": "Dans l’éditeur"}]
    assert "Un message" not in file_of(project)
    assert client.post("/piece/petition/save", {"keep": [{"location": HEADLINE, "keep": keep,
                                                               "theirs": "Dans l’éditeur"}]}).status == 200
    assert f'  headline: "{stays}"' in file_of(project)
    assert "  message: \"Un message\"" in file_of(project)


def test_two_windows_that_change_one_text_are_told_and_neither_is_lost(client: Client) -> None:
    first = client.get("/piece/petition/state").values["groups"][0]["fields"][0]["value"]
    change(client, "De la première fenêtre", before=first)
    answer = client.post("/piece/petition/change", {"location": HEADLINE, "before": first, "value": "De la seconde"})
    assert answer.status == 409
    assert answer.values["conflicts"][0] == {"location": HEADLINE, "ours": "De la seconde",
                                             "theirs": "De la première fenêtre"}
    assert change(client, "De la seconde", force=True)["groups"][0]["fields"][0]["value"] == "De la seconde"
    assert client.post("/piece/petition/undo", {}).values["groups"][0]["fields"][0]["value"] == "De la première fenêtre"


def test_a_text_that_is_too_long_says_by_how_many_letters(client: Client) -> None:
    room = client.get("/piece/petition/room?location=words/message&format=A4").values["left"]
    assert 10 < room < 600
    change(client, "Soins " * 200, ["words", "message"])
    left = client.get("/piece/petition/room?location=words/message&format=A4").values["left"]
    assert left < -100
    look = client.get("/piece/petition/look?format=A4").values
    assert look["picture"] == ""
    assert [item["file"] for item in look["findings"] if item["code"] == "overset"] == ["materials/petition.yaml"]


def test_a_text_as_long_as_its_room_fits_and_a_longer_one_does_not(client: Client) -> None:
    message = "Kinés épuisés, soins en danger : exigeons de vraies négociations."
    room = client.get("/piece/petition/room?location=words/message&format=A4").values["left"]
    filler = (" soins des patients et nous avec les kinés en danger" * 20)
    change(client, message + filler[:room], ["words", "message"])
    assert client.get("/piece/petition/look?format=A4").values["picture"]
    change(client, message + filler[:room + max(12, room // 4)], ["words", "message"])
    assert not client.get("/piece/petition/look?format=A4").values["picture"]


def test_a_file_that_cannot_be_read_says_why_and_is_followed(client: Client, project: Path) -> None:
    path = project / "materials/petition.yaml"
    good = file_of(project)
    path.write_text(good.replace("headline: \"", "headline: \"\""), encoding="utf-8")
    state = client.get("/piece/petition/state").values
    assert state["kind"] == ""
    assert state["findings"][0]["line"] == 11
    assert client.post("/piece/petition/change", {"location": HEADLINE, "value": "x", "force": True}).status == 422
    path.write_text(good, encoding="utf-8")
    assert client.get("/piece/petition/state").values["kind"] == "poster"


def test_formats_and_dates_are_written_as_lists_and_days(client: Client, project: Path) -> None:
    change(client, ["A4", "A3", "420x594mm"], ["formats"])
    change(client, "2023-06-30", ["until"])
    assert client.post("/piece/petition/save", {}).status == 200
    assert "formats: [A4, A3, 420x594mm]\n" in file_of(project)
    assert "until: 2023-06-30\nwords:\n" in file_of(project)
    change(client, None, ["until"])
    client.post("/piece/petition/save", {})
    assert "until" not in file_of(project)


def test_words_stay_words_whatever_signs_they_hold(client: Client, project: Path) -> None:
    words = "a: b #c \"d\" 'e' \\f {g} [h] *i* &j !k |l > m % @ ` « ŸVES » \u202e 🙂 <b>"
    change(client, words)
    assert client.post("/piece/petition/save", {}).status == 200
    state = client.get("/piece/petition/state").values
    assert state["groups"][0]["fields"][0]["value"] == words
    assert len(file_of(project).split("\n")) == 16


def test_a_full_disk_is_told_and_the_draft_stays(
        client: Client, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = file_of(project)
    change(client, "Non enregistré")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        answer = client.post("/piece/petition/save", {})
    assert answer.status == 422
    assert client.get("/piece/petition/state").values["isChanged"]
    assert file_of(project) == before
    assert client.post("/piece/petition/save", {}).status == 200
    assert "Non enregistré" in file_of(project)
