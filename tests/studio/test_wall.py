"""The wall: every piece with its state, and the lives of pieces; nothing is lost on the way."""

from __future__ import annotations

import base64
import io
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pressroom.studio import cards, history
from pressroom.studio.workspace import Workspace
from tests.studio.browser import Client


def card(client: Client, name: str) -> Any:
    return next(each for each in client.get("/wall").values["cards"] if each["name"] == name)


def done(client: Client, path: str, **values: Any) -> Any:
    answer = client.post(path, values)
    assert answer.status == 200, answer.text
    return answer.values


def number_of(name: str, client: Client) -> str:
    """The number under which the page of what was put away has a file."""
    page = client.get("/away", Accept="text/html").text
    found = re.search(r'data-number="([^"]+)"', page[page.index(name):])
    assert found
    return found[1]


def test_every_piece_is_on_the_wall_with_its_picture(client: Client, project: Path) -> None:
    names = {path.stem for path in (project / "materials").rglob("*.yaml")} - {"campaign"}
    assert {each["name"] for each in client.get("/wall").values["cards"]} == names
    found = client.get("/wall/petition").values
    assert Image.open(io.BytesIO(base64.b64decode(found["picture"]))).size == tuple(found["size"])
    page = client.get("/", Accept="text/html", Accept_Language="fr").text
    assert "La pétition des patients" in page
    assert 'lang="fr"' in page


def test_states_are_told(client: Client, opened: tuple[str, Workspace], project: Path) -> None:
    path = project / "materials/join.yaml"
    text = path.read_text(encoding="utf-8").replace("version: 1", "version: 1\nuntil: 2023-02-01\nstate: draft")
    path.write_text(text, encoding="utf-8")
    (project / "materials/segur.yaml").write_text("title: [", encoding="utf-8")
    client.post("/piece/petition/change", {"location": ["title"], "value": "Autre"})
    found = {each["name"]: each["states"] for each in cards.cards(opened[1], "2023-02-02")}
    assert found["join"] == ["draft", "expired"]
    assert found["segur"] == ["wrong"]
    assert found["petition"] == ["unsaved"]
    before = {each["name"]: each["states"] for each in cards.cards(opened[1], "2023-02-01")}
    assert before["join"] == ["draft"]
    client.post("/piece/million/change", {"location": ["words", "headline"], "value": "trop long " * 100})
    assert client.get("/wall/million").values["states"] == ["wrong"]
    assert "headline" in client.get("/wall/million", Accept_Language="fr").values["says"]
    (project / "materials/petition.yaml").write_text("kind: [", encoding="utf-8")
    assert client.get("/wall/petition", Accept_Language="fr").values["says"]


def test_what_was_signed_and_changed_is_told(client: Client, project: Path, render: Any) -> None:
    assert render("petition", "--format", "A4", "--edition", "press")[0] == 0
    assert render("sign-off", "petition", "--format", "A4", "--by", "Marie", "--on", "2023-01-25")[0] == 0
    assert "changed-since-signed" not in card(client, "petition")["states"]
    path = project / "materials/petition.yaml"
    assert "changed-since-signed" not in client.get("/wall/petition").values["states"]
    path.write_text(path.read_text(encoding="utf-8").replace("besoin", "envie"), encoding="utf-8")
    assert "changed-since-signed" in client.get("/wall/petition").values["states"]
    assert render("petition", "--format", "A4", "--edition", "press")[0] == 0
    assert "changed-since-signed" in card(client, "petition")["states"]


def test_a_piece_begins_with_the_samples_of_a_layout_as_a_draft(client: Client, project: Path) -> None:
    assert client.get("/new/statement.png").headers["content-type"] == "image/png"
    assert done(client, "/new", name="gare", layout="statement") == {"name": "gare"}
    assert "state: draft" in (project / "materials/gare.yaml").read_text(encoding="utf-8")
    assert card(client, "gare")["states"] == ["draft"]
    assert client.get("/piece/gare/look").values["picture"]


@pytest.mark.parametrize(("name", "layout"), [
    ("petition", "statement"), ("../x", "statement"), ("build", "statement"), ("Été", "statement"), ("", "statement"),
    ("campaign", "statement"), ("x" * 200, "statement"), ("gare", "none"), ("gare", "../x"), ("con/x", "statement")])
def test_a_name_that_cannot_be_taken_is_refused_and_nothing_is_written(client: Client, project: Path, name: str,
                                                                      layout: str) -> None:
    before = sorted(project.rglob("*"))
    assert client.post("/new", {"name": name, "layout": layout}).status in (400, 404, 422)
    if name != "gare":
        assert client.post("/piece/join/copy", {"name": name}).status in (400, 404, 422)
        assert client.post("/piece/join/rename", {"name": name}).status in (400, 404, 422)
    assert sorted(project.rglob("*")) == before


def test_a_copy_and_a_translation_are_drafts_with_the_same_words(client: Client, project: Path) -> None:
    done(client, "/piece/petition/copy", name="petition-2")
    done(client, "/piece/petition/copy", name="petition-en", language="en")
    original = (project / "materials/petition.yaml").read_text(encoding="utf-8").split("\n")
    copy = (project / "materials/petition-2.yaml").read_text(encoding="utf-8").split("\n")
    assert [line for line in copy if line not in original] == ["state: draft"]
    translation = (project / "materials/petition-en.yaml").read_text(encoding="utf-8").split("\n")
    assert [line for line in translation if line not in original] == ["state: draft", "language: en"]


def test_a_new_name_is_taken_over_by_those_that_name_the_piece(client: Client, project: Path) -> None:
    path = project / "materials/join.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("version: 1", "version: 1\nsuccessor: petition  # later"),
                    encoding="utf-8")
    done(client, "/piece/petition/rename", name="la-petition")
    assert not (project / "materials/petition.yaml").exists()
    assert "successor: la-petition  # later\n" in path.read_text(encoding="utf-8")
    assert card(client, "la-petition")["title"] == "La pétition des patients"


@pytest.mark.parametrize("place", ["archive", "trash"])
def test_what_is_put_away_comes_back_as_it_was(client: Client, project: Path, place: str) -> None:
    before = (project / "materials/releases/opposition.yaml").read_bytes()
    done(client, "/piece/opposition/away", place=place)
    assert not (project / "materials/releases/opposition.yaml").exists()
    assert "opposition" not in {each["name"] for each in client.get("/wall").values["cards"]}
    assert "opposition.yaml" in client.get("/away", Accept="text/html").text
    number = number_of("opposition.yaml", client)
    done(client, "/away", place=place, number=number)
    assert (project / "materials/releases/opposition.yaml").read_bytes() == before
    assert client.post("/away", {"place": place, "number": number}).status == 422


def test_what_is_only_typed_is_not_left_behind(client: Client) -> None:
    client.post("/piece/petition/change", {"location": ["title"], "value": "Autre"})
    for path, values in (("rename", {"name": "autre"}), ("away", {"place": "trash"}), ("copy", {"name": "autre"})):
        answer = client.post(f"/piece/petition/{path}", values)
        assert answer.status == 422
        assert answer.values["findings"][0]["code"] == "not-saved"


@pytest.mark.parametrize("values", [{"place": "/etc"}, {"place": ""}, {}, {"place": ["archive"]}])
def test_nothing_is_put_anywhere_else(client: Client, values: dict[str, Any]) -> None:
    assert client.post("/piece/petition/away", values).status == 400
    assert client.post("/away", {**values, "number": "../../x"}).status in (400, 422)


def save(client: Client, headline: str) -> None:
    client.post("/piece/petition/change", {"location": ["words", "headline"], "value": headline})
    assert client.post("/piece/petition/save", {}).status == 200


def test_each_version_is_kept_looked_at_and_gone_back_to(client: Client, project: Path) -> None:
    path = project / "materials/petition.yaml"
    first = path.read_text(encoding="utf-8")
    save(client, "Un")
    save(client, "Deux")
    names = [version.name for version in history.versions(project, "materials/petition.yaml")]
    assert len(names) == 2
    assert all((project / "history/materials/petition.yaml").iterdir())
    seen = client.get(f"/piece/petition/versions/{names[-1]}").values
    assert seen["picture"]
    assert [line["text"].strip() for line in seen["lines"] if line["sign"] == "+"] == ['headline: "Deux"']
    client.post("/piece/petition/change", {"location": ["words", "headline"], "value": "Tapé"})
    done(client, f"/piece/petition/versions/{names[-1]}")
    assert path.read_text(encoding="utf-8") == first
    kept = [history.text_of(project, "materials/petition.yaml", version.name) or ""
            for version in history.versions(project, "materials/petition.yaml")]
    assert ['Tapé' in text for text in kept].count(True) == 1
    assert ['"Deux"' in text for text in kept].count(True) == 1


@pytest.mark.parametrize("version", ["kept-999999-x", "git-HEAD", "git---output=x", "kept-../../x", "x",
                                     "git-" + "a" * 40])
def test_a_version_is_one_that_is_listed(client: Client, version: str) -> None:
    save(client, "Un")
    assert client.get(f"/piece/petition/versions/{version}").status in (400, 404)
    assert client.post(f"/piece/petition/versions/{version}", {}).status in (404, 405, 422)


def git(project: Path, *words: str) -> None:
    day = "2023-01-20T10:00:00"
    subprocess.run(["git", "-c", "user.name=Marie", "-c", "user.email=m@x.example", "-C", project, *words],
                   env={**os.environ, "GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}, check=True,
                   capture_output=True)


def test_with_git_its_commits_are_versions_and_only_what_it_has_not_is_kept_beside(
        client: Client, project: Path) -> None:
    git(project, "init", "-q")
    git(project, "add", "materials")
    git(project, "commit", "-qm", "La première version")
    save(client, "Un")
    assert not (project / "history").exists()
    [version] = history.versions(project, "materials/petition.yaml")
    assert (version.day, version.by, version.remark) == ("2023-01-20 10:00", "Marie", "La première version")
    save(client, "Deux")
    names = [each.name for each in history.versions(project, "materials/petition.yaml")]
    assert [name.partition("-")[0] for name in names] == ["kept", "git"]
    assert "Marie" in client.get("/piece/petition/versions", Accept="text/html").text
    done(client, f"/piece/petition/versions/{version.name}")
    assert "Votre kiné a besoin" in (project / "materials/petition.yaml").read_text(encoding="utf-8")


def test_a_version_of_git_is_exact_also_under_the_name_that_the_file_had(project: Path) -> None:
    path = project / "materials/petition.yaml"
    first = "\n\n" + path.read_text(encoding="utf-8") + "\n\n"
    path.write_text(first, encoding="utf-8")
    git(project, "init", "-q")
    git(project, "add", "materials")
    git(project, "commit", "-qm", "Avant")
    path.rename(path.with_name("été.yaml"))
    git(project, "add", "-A", "materials")
    git(project, "commit", "-qm", "Un autre nom")
    found = history.versions(project, "materials/été.yaml")
    assert [version.remark for version in found] == ["Un autre nom", "Avant"]
    assert [history.text_of(project, "materials/été.yaml", version.name) for version in found] == [first, first]


def test_versions_go_with_a_new_name_and_approvals_do_not(client: Client, project: Path, render: Any) -> None:
    assert render("petition", "--format", "A4", "--edition", "press")[0] == 0
    assert render("sign-off", "petition", "--format", "A4", "--by", "Marie", "--on", "2023-01-25")[0] == 0
    save(client, "Un")
    done(client, "/piece/petition/rename", name="la-petition")
    assert history.versions(project, "materials/petition.yaml") == []
    assert len(history.versions(project, "materials/la-petition.yaml")) == 1
    assert not [*project.glob("signoffs/petition-*")]
    assert len([*(project / ".studio/trash").glob("*/signoffs/petition-*.yaml")]) == 1
    done(client, "/piece/join/rename", name="petition")
    assert client.get("/piece/petition/versions", Accept="text/html").text.count("data-look") == 0


def test_a_file_that_names_the_piece_keeps_its_marks_when_the_name_changes(client: Client, project: Path) -> None:
    path = project / "materials/join.yaml"
    text = "\ufeff" + path.read_text(encoding="utf-8").replace("version: 1", "version: 1\nsuccessor: petition")
    path.write_bytes(text.replace("\n", "\r\n").encode())
    done(client, "/piece/petition/rename", name="la-petition")
    assert path.read_bytes() == text.replace("successor: petition", "successor: la-petition").replace(
        "\n", "\r\n").encode()


def test_git_never_sees_what_is_deleted_here(client: Client, project: Path) -> None:
    git(project, "init", "-q")
    done(client, "/piece/opposition/away", place="trash")
    listed = subprocess.run(["git", "-C", project, "status", "--porcelain", "-uall"], check=True, capture_output=True)
    assert b".studio" not in listed.stdout
