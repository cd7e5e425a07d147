"""The campaign, the brand and the printers: one value changed, the pieces that change by it, and its file."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from pressroom.specs.printer import blanks
from pressroom.specs.reader import read
from tests.studio.browser import Answer, Client

CAMPAIGN, BRAND, ONLINE = "materials/campaign.yaml", "assets/brand.yaml", "assets/printers/online.yaml"
URL = ["links", "petition", "url"]
NEW = "https://chng.it/alize-2023"


def change(client: Client, base: str, location: list[Any], value: Any, **more: Any) -> Any:
    answer = client.post(f"{base}/change", {"location": location, "value": value, **more})
    assert answer.status == 200, answer.text
    return answer.values


def settings(state: Any) -> dict[str, Any]:
    return {"/".join(map(str, each["location"])): each["value"] for section in state["sections"]
            for group in section["groups"] for each in group["settings"]}


def text(project: Path, relative: str) -> str:
    return (project / relative).read_text(encoding="utf-8")


def codes(answer: Answer) -> set[str]:
    picture = Image.open(io.BytesIO(base64.b64decode(answer.values["picture"])))
    return {each.text for each in zxingcpp.read_barcodes(picture.resize((picture.width * 2, picture.height * 2)))}


def test_the_campaign_is_a_form(client: Client) -> None:
    found = settings(client.get("/campaign/state").values)
    assert found["links/petition/url"] == "https://chng.it/2pnk55wX"
    assert found["links/petition/call/fr"] == "Signez la pétition"
    assert found["links/petition/call/en"] == "Sign the petition"
    assert found["figures/loss/value/fr"] == "24 %"
    assert found["figures/since/value"] == "2016"
    assert found["organisation/name"] == "Syndicat Alizé"
    assert found["press/contact/0/fr"].startswith("Service de presse")
    assert client.get("/campaign").status == 200


def test_an_address_changed_once_is_in_every_code_before_and_after_it_is_saved(client: Client, project: Path) -> None:
    before = text(project, CAMPAIGN)
    change(client, "/campaign", URL, NEW)
    pieces = client.get("/campaign/pieces").values["pieces"]
    names = {each["name"] for each in pieces}
    assert "petition" in names
    assert "join" not in names
    poster = next(each for each in pieces if each["name"] == "petition")
    query = f"name=petition&edition={poster['edition']}&format={poster['format']}"
    assert codes(client.get(f"/campaign/look?{query}&side=before")) == {"https://chng.it/2pnk55wX"}
    assert codes(client.get(f"/campaign/look?{query}&side=after")) == {NEW}
    assert text(project, CAMPAIGN) == before
    assert client.post("/campaign/save", {}).status == 200
    assert text(project, CAMPAIGN) == before.replace("https://chng.it/2pnk55wX", NEW)
    assert codes(client.get("/piece/petition/look?format=A4")) == {NEW}
    assert client.get("/campaign/pieces").values["pieces"] == []


def test_a_figure_changes_the_pieces_that_quote_it_and_no_others(client: Client) -> None:
    change(client, "/campaign", ["figures", "segur", "value", "fr"], "190 €")
    names = {each["name"] for each in client.get("/campaign/pieces").values["pieces"]}
    assert "segur" in names
    assert "petition" not in names
    client.post("/campaign/undo", {})
    assert client.get("/campaign/pieces").values["pieces"] == []
    assert not client.get("/campaign/state").values["isChanged"]


def test_a_mistake_in_the_campaign_is_told_at_its_line_and_the_other_pages_go_on(
        client: Client, project: Path) -> None:
    state = change(client, "/campaign", ["links", "petition", "shown"], "bien-trop-long-sur-une-affiche.example.org")
    [finding] = [item for item in state["findings"] if item["severity"] == "error"]
    assert finding["file"] == CAMPAIGN
    place = next(each["line"] for section in state["sections"] for group in section["groups"]
                 for each in group["settings"] if each["location"] == ["links", "petition", "shown"])
    assert finding["line"] == place
    for page in ("/", "/pictures", "/brand", "/printers", "/piece/petition"):
        assert client.get(page).status == 200
    assert client.get("/piece/petition/look").values["picture"]
    before = text(project, CAMPAIGN)
    answer = client.post("/campaign/save", {})
    assert answer.status == 422
    assert answer.values["findings"][0]["line"] == place
    assert text(project, CAMPAIGN) == before


@pytest.mark.parametrize(("base", "relative", "location", "value"), [
    ("/brand", BRAND, ["inks", "coral", "cmyk"], ["0", "900", "65", "0"]),
    ("/printers/online", ONLINE, ["bleed"], "much"),
    ("/printers/offset", "assets/printers/offset.yaml", ["ink-limit"], "9000")])
def test_what_no_page_could_read_any_more_is_not_saved(client: Client, project: Path, base: str, relative: str,
                                                       location: list[Any], value: Any) -> None:
    before = text(project, relative)
    assert [item for item in change(client, base, location, value)["findings"] if item["severity"] == "error"]
    answer = client.post(f"{base}/save", {})
    assert answer.status == 422
    assert {item["file"] for item in answer.values["findings"]} == {relative}
    assert text(project, relative) == before
    assert client.get(f"{base}/state").values["isChanged"]


def test_a_link_is_added_and_taken_away_and_the_comments_stay(client: Client, project: Path) -> None:
    before = text(project, CAMPAIGN)
    link = {"url": "https://www.alize-kine.org/forum", "shown": "alize-kine.org"}
    change(client, "/campaign", ["links", "forum"], link, before=None)
    client.post("/campaign/save", {})
    assert "  forum:\n    url: https://www.alize-kine.org/forum\n" in text(project, CAMPAIGN)
    change(client, "/campaign", ["links", "forum"], None)
    client.post("/campaign/save", {})
    assert text(project, CAMPAIGN) == before


def test_two_windows_on_the_campaign_lose_nothing(client: Client) -> None:
    change(client, "/campaign", URL, NEW, before="https://chng.it/2pnk55wX")
    second = {"location": URL, "before": "https://chng.it/2pnk55wX", "value": "https://x.fr"}
    answer = client.post("/campaign/change", second)
    assert answer.status == 409
    assert answer.values["conflicts"][0] == {"location": URL, "ours": "https://x.fr", "theirs": NEW}


def test_an_ink_is_shown_in_print_and_on_a_screen_as_it_was_and_will_be(client: Client, project: Path) -> None:
    before = text(project, BRAND)
    state = change(client, "/brand", ["inks", "coral", "cmyk"], ["0", "90", "65", "0"])
    coral, blue = state["colours"]["inks"]["coral"], state["colours"]["inks"]["blue"]
    assert coral["press"] != coral["before"]["press"]
    assert blue["press"] == blue["before"]["press"]
    pairs = state["colours"]["palettes"]["coral"]
    assert {pair["role"] for pair in pairs} == {"words", "accent", "accent-words", "foot-words"}
    names = {each["name"] for each in client.get("/brand/pieces").values["pieces"]}
    assert names
    assert client.post("/brand/save", {}).status == 200
    assert text(project, BRAND) == before.replace("cmyk: [0, 70, 65, 0]", "cmyk: [0, 90, 65, 0]")


def test_a_palette_without_enough_contrast_says_so(client: Client) -> None:
    state = change(client, "/brand", ["palettes", "mist", "words"], "yellow")
    pair = next(each for each in state["colours"]["palettes"]["mist"] if each["role"] == "words")
    assert not pair["isGood"]


def test_inks_are_found_for_a_colour_of_a_screen(client: Client) -> None:
    found = client.get("/brand/proposed?colour=%230050a0").values
    assert len(found["cmyk"]) == 4
    assert found["apart"] < 6
    for wrong in ("", "blue", "%23zzz", "x" * 400):
        assert client.get(f"/brand/proposed?colour={wrong}").status in (404, 422)


def test_every_printer_has_its_requirements_as_a_form(client: Client, project: Path) -> None:
    page = client.get("/printers").text
    for path in (project / "assets/printers").glob("*.yaml"):
        assert f'href="/printers/{path.stem}"' in page
        found = settings(client.get(f"/printers/{path.stem}/state").values)
        assert found["title"]
        assert found["condition"] or "condition" in blanks(read(path).tree)
        assert client.get(f"/printers/{path.stem}").status == 200
    before = text(project, ONLINE)
    change(client, "/printers/online", ["imprint", "name"], "Imprimerie du Port")
    change(client, "/printers/online", ["bleed"], "4mm")
    client.post("/printers/online/save", {})
    old, new = before.splitlines(), text(project, ONLINE).splitlines()
    assert [line for line, other in zip(new, old, strict=True) if line != other] == [
        line for line in new if "Imprimerie du Port" in line or line.startswith("bleed: 4mm")]


def test_a_condition_is_chosen_by_its_name_also_where_the_preset_writes_it_out(client: Client, project: Path) -> None:
    assert settings(client.get("/printers/offset/state").values)["condition"] == "FOGRA39"
    state = change(client, "/printers/offset", ["condition"], "FOGRA47")
    assert not [item for item in state["findings"] if item["severity"] == "error"]
    client.post("/printers/offset/save", {})
    assert "\ncondition: FOGRA47\n" in text(project, "assets/printers/offset.yaml")


def test_a_new_printer_has_the_requirements_of_another_and_takes_no_name_twice(client: Client, project: Path) -> None:
    assert client.post("/printers", {"name": "du-port", "base": "offset"}).values["name"] == "du-port"
    assert settings(client.get("/printers/du-port/state").values)["bleed"] == "5mm"
    before = text(project, "assets/printers/du-port.yaml")
    for name, base, status in (("du-port", "offset", 422), ("../x", "offset", 404), ("Du Port", "offset", 404),
                               ("other", "none", 404), ("other", "../offset", 404)):
        assert client.post("/printers", {"name": name, "base": base}).status == status
    assert client.post("/printers", {"name": 7, "base": []}).status == 400
    assert text(project, "assets/printers/du-port.yaml") == before


@pytest.mark.parametrize("name", ["..%2fbrand", "%2e%2e", "none", "online.yaml", "a" * 500, "online%00"])
def test_a_printer_is_named_and_never_a_path(client: Client, name: str) -> None:
    for path in (f"/printers/{name}", f"/printers/{name}/state", f"/printers/{name}/pieces"):
        assert client.get(path).status in (404, 405)
    assert client.post(f"/printers/{name}/change", {"location": ["title"], "value": "x"}).status == 404


@pytest.mark.parametrize("base", ["/campaign", "/brand", "/printers/online"])
@pytest.mark.parametrize("body", [b"", b"[]", b'{"location": []}', b'{"location": ["links", {}], "value": "x"}',
                                  b'{"location": ["links"], "value": 7}', b'{"location": ["a"], "value": {"a b": "c"}}',
                                  b'{"location": ["a"], "value": [[[[[["x"]]]]]]}',
                                  b'{"location": ["title"], "value": "' + b"x" * 50_000 + b'"}'])
def test_a_request_that_makes_no_sense_changes_nothing(client: Client, base: str, body: bytes) -> None:
    assert client.post(f"{base}/change", body).status == 400
    assert not client.get(f"{base}/state").values["isChanged"]


@pytest.mark.parametrize(("base", "location"), [("/campaign", ["links", "petition", "call", "fr"]),
                                                ("/printers/online", ["title"])])
def test_words_stay_words_whatever_signs_they_hold(client: Client, base: str, location: list[str]) -> None:
    words = "a: b #c \"d\" 'e' \\f {g} [h] *i* &j !k |l > m % @ ` <b> \u202e 🙂"
    change(client, base, location, words)
    assert client.post(f"{base}/save", {}).status == 200
    assert settings(client.get(f"{base}/state").values)["/".join(location)] == words


def test_a_file_that_cannot_be_read_says_why(client: Client, project: Path) -> None:
    path = project / ONLINE
    path.write_text(path.read_text(encoding="utf-8") + "title: [\n", encoding="utf-8")
    state = client.get("/printers/online/state").values
    assert state["sections"] == []
    assert state["findings"][0]["severity"] == "error"
    assert client.get("/printers").status == 200
    assert client.get("/printers/online").status == 200
