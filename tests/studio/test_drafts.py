"""Drafts that meet other changes: parts of what was changed whole, files that break or go, signs no file can hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from pressroom.studio.changes import Draft
from tests.studio.browser import Client

MATERIAL = "materials/petition.yaml"
HEADLINE = ["words", "headline"]
MESSAGE = ["words", "message"]


def send(client: Client, location: list[Any], value: Any, **more: Any) -> Any:
    return client.post("/piece/petition/change", {"location": location, "value": value, "force": True, **more})


def text(project: Path, name: str = MATERIAL) -> str:
    return (project / name).read_text(encoding="utf-8")


def words(content: str) -> Any:
    return yaml.safe_load(content)["words"]


@pytest.mark.parametrize(("steps", "expected"), [
    ([(MESSAGE, {"long": "Un", "short": "Deux"}), ([*MESSAGE, "short"], "Trois")], {"long": "Un", "short": "Trois"}),
    ([(MESSAGE, {"long": "Un", "short": "Deux"}), ([*MESSAGE, "short"], None)], {"long": "Un"}),
    ([(MESSAGE, {"long": "Un", "short": "Deux"}), ([*MESSAGE, "long"], "A"), (MESSAGE, "Trois")], "Trois"),
    ([(MESSAGE, {"long": "Un", "short": "Deux"}), ([*MESSAGE, "long"], "A"), (MESSAGE, None)], None),
])
def test_a_part_of_what_was_changed_as_a_whole_is_one_change_with_it(client: Client, project: Path, steps: Any,
                                                                    expected: Any) -> None:
    before = words(text(project))
    for location, value in steps:
        assert send(client, location, value).status == 200
    assert client.post("/piece/petition/save", {}).status == 200
    assert words(text(project)) == {**{key: value for key, value in before.items() if key != "message"},
                                    **({"message": expected} if expected else {})}


def test_steps_back_from_a_part_lead_to_the_file_as_it_was() -> None:
    base = "words:\n  message: Avant\n"
    draft = Draft(base)
    draft.change(("words", "message"), {"long": "Un", "short": "Deux"})
    draft.change(("words", "message", "short"), "Trois")
    draft.change(("words", "message"), "Quatre")
    seen = []
    while draft.done:
        draft.undo()
        seen.append(yaml.safe_load(draft.text())["words"]["message"])
    assert seen == [{"long": "Un", "short": "Trois"}, {"long": "Un", "short": "Deux"}, "Avant"]
    assert draft.text() == base


def test_a_file_that_is_gone_takes_nobody_with_it_and_can_be_written_again(client: Client, project: Path) -> None:
    assert send(client, HEADLINE, "Ce qui fut saisi").status == 200
    (project / MATERIAL).unlink()
    assert client.get("/wall").status == 200
    assert client.get("/piece/join/state").status == 200
    page = client.get("/away", Accept="text/html").text
    assert f'data-place="gone" data-number="{MATERIAL}"' in page
    assert client.post("/away", {"place": "gone", "number": MATERIAL}).status == 200
    assert words(text(project))["headline"] == "Ce qui fut saisi"
    assert MATERIAL not in client.get("/away", Accept="text/html").text


def test_what_was_typed_in_a_file_that_is_gone_can_be_thrown_away(client: Client, project: Path) -> None:
    send(client, HEADLINE, "Ce qui fut saisi")
    assert client.post("/away/drop", {"number": MATERIAL}).status == 422  # the file is there
    (project / MATERIAL).unlink()
    assert client.post("/away/drop", {"number": "materials/join.yaml"}).status == 422
    assert client.post("/away/drop", {"number": MATERIAL}).status == 200
    assert 'data-place="gone"' not in client.get("/away", Accept="text/html").text
    assert not (project / MATERIAL).exists()


@pytest.mark.parametrize(("page", "file", "location", "value"), [
    ("campaign", "materials/campaign.yaml", ["name"], "Autre campagne"),
    ("brand", "assets/brand.yaml", ["inks", "bleu-alize", "cmyk"], ["90", "60", "0", "5"]),
    ("printers/offset", "assets/printers/offset.yaml", ["imprint", "name"], "Imprimerie du port")])
def test_a_file_of_the_whole_project_that_is_gone_can_be_written_again_too(
        client: Client, project: Path, page: str, file: str, location: list[str], value: Any) -> None:
    answer = client.post(f"/{page}/change", {"location": location, "value": value, "force": True})
    assert answer.status == 200, answer.text
    (project / file).unlink()
    assert f'data-number="{file}"' in client.get("/away", Accept="text/html").text
    assert client.post("/away", {"place": "gone", "number": file}).status == 200
    written = yaml.load((project / file).read_text(encoding="utf-8"), yaml.BaseLoader)
    for key in location:
        written = written[key]
    assert written == value


def test_typing_goes_on_while_an_editor_has_broken_the_file(client: Client, project: Path) -> None:
    assert send(client, HEADLINE, "Un titre").status == 200
    good = text(project)
    (project / MATERIAL).write_text(good.replace("headline: \"", "headline: \"\""), encoding="utf-8")
    answer = send(client, MESSAGE, "Un message")
    assert answer.status == 200
    assert answer.values["trouble"][0]["line"] == 11
    assert answer.values["kind"] == "poster"
    refused = client.post("/piece/petition/save", {})
    assert refused.status == 422
    assert refused.values["findings"][0]["line"] == 11
    (project / MATERIAL).write_text(good.replace("version: 1", "version: 2"), encoding="utf-8")
    assert client.get("/piece/petition/state").values["trouble"] == []
    assert client.post("/piece/petition/save", {}).status == 200
    assert (words(text(project))["headline"], words(text(project))["message"]) == ("Un titre", "Un message")
    assert "version: 2" in text(project)


def test_what_a_campaign_changes_is_shown_while_an_editor_has_broken_its_file(client: Client, project: Path) -> None:
    path = project / "materials/campaign.yaml"
    address = ["links", "petition", "url"]
    assert client.post("/campaign/change", {"location": address, "value": "https://chng.it/alize",
                                            "force": True}).status == 200
    path.write_text("name: [\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    found = client.get("/campaign/pieces")
    assert found.status == 200
    assert "petition" in [piece["name"] for piece in found.values["pieces"]]
    before, after = (client.get(f"/campaign/look?name=petition&format=A4&edition=press&side={side}").values
                     for side in ("before", "after"))
    assert before["picture"] != after["picture"]


def test_a_choice_counts_for_the_words_that_were_shown_alone(client: Client, project: Path) -> None:
    send(client, HEADLINE, "Au studio")
    old = text(project)
    (project / MATERIAL).write_text(old.replace("Votre kiné a besoin [de vous.]{accent}", "Un"), encoding="utf-8")
    assert client.post("/piece/petition/save", {}).status == 409
    (project / MATERIAL).write_text(old.replace("Votre kiné a besoin [de vous.]{accent}", "Deux"), encoding="utf-8")
    for keep in ("ours", "theirs"):
        answer = client.post("/piece/petition/save", {"keep": [{"location": HEADLINE, "keep": keep, "theirs": "Un"}]})
        assert answer.status == 409
        assert answer.values["conflicts"][0]["theirs"] == "Deux"


def test_one_file_in_the_way_does_not_keep_the_others_from_being_saved(client: Client, project: Path) -> None:
    send(client, HEADLINE, "Un titre")
    client.post("/campaign/change", {"location": ["name"], "value": "Autre", "force": True})
    (project / "materials/campaign.yaml").write_text("name: [\n", encoding="utf-8")
    answer = client.post("/sending/save", {})
    assert answer.status == 409
    assert answer.values["left"] == ["materials/campaign.yaml"]
    assert answer.values["findings"][0]["file"] == "materials/campaign.yaml"
    assert words(text(project))["headline"] == "Un titre"


@pytest.mark.parametrize("value", ["\ud800", {"\udfff": "x"}, ["x\udc00"]])
def test_signs_that_no_file_can_hold_are_refused(client: Client, value: Any) -> None:
    assert send(client, HEADLINE, value).status == 400
    assert client.get("/piece/petition/state").values["isChanged"] is False


def test_a_figure_that_is_no_number_is_answered(client: Client) -> None:
    assert client.get("/piece/petition/room?location=words/²&format=A4").status in (200, 422)
    assert client.get("/sending/proof/petition-A4-press.zip?pages=²").status in (400, 404)


def test_a_file_in_another_encoding_is_told_as_such(client: Client, project: Path) -> None:
    (project / MATERIAL).write_bytes(text(project).encode("latin-1", "replace"))
    state = client.get("/piece/petition/state")
    assert state.status == 200
    assert state.values["kind"] == ""
    assert state.values["findings"]
    answer = send(client, HEADLINE, "x")
    assert answer.status == 422
    assert answer.values["findings"][0]["file"] == MATERIAL
    assert client.get("/wall").status == 200


def test_an_unknown_language_is_told_at_its_place(client: Client, project: Path) -> None:
    path = project / "materials/campaign.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("language: fr", "language: xx"), encoding="utf-8")
    answer = client.get("/campaign/state")
    assert answer.status == 200
    assert any(item["file"] == "materials/campaign.yaml" and item["line"] for item in answer.values["findings"])
