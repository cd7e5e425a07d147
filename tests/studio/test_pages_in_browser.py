"""Pictures, the campaign, the brand and the printers in a real browser, by mouse, by keyboard and on a phone."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.chromium import MARKS, violations
from tests.studio.pictures import HOSTILE_SVG, bomb, photograph

pytestmark = MARKS

Open = Callable[..., Page]
CAMPAIGN = "materials/campaign.yaml"
NEW = "https://chng.it/alize-2023"


def drop(page: Page, name: str, content: bytes, place: str = "#drop") -> None:
    """Drop a file onto a place of the page, as a hand does from a folder."""
    page.evaluate("""([name, content, place]) => {
      const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
      const moved = new DataTransfer();
      moved.items.add(new File([bytes], name));
      for (const kind of ["dragenter", "dragover", "drop"])
        document.querySelector(place).dispatchEvent(
          new DragEvent(kind, {dataTransfer: moved, bubbles: true, cancelable: true}));
    }""", [name, base64.b64encode(content).decode(), place])


def drawn(page: Page, before: str = "") -> str:
    """Wait for a picture of the sheet other than `before`; its address."""
    page.wait_for_function("old => { const sheet = document.getElementById('sheet');"
                           " return !sheet.hidden && sheet.src && sheet.src !== old; }", arg=before)
    return str(page.get_attribute("#sheet", "src"))


def codes(image: bytes) -> set[str]:
    picture = Image.open(io.BytesIO(image))
    return {each.text for each in zxingcpp.read_barcodes(picture.resize((picture.width * 3, picture.height * 3)))}


def test_a_photograph_is_dropped_in_described_and_used_in_a_new_piece(view: Open, project: Path) -> None:
    page = view("pictures")
    drop(page, "Marche à Nice.JPG", photograph(3000, 2000))
    page.wait_for_url("**/pictures/of/marche-a-nice.jpg")
    expect(page.locator("#sizes .tag").first).to_have_text("bonne")
    page.fill("#said-alt", "Des kinés marchent à Nice.")
    page.fill("#said-credit", "Marie Dupont")
    page.click("#use button[type=submit]")
    expect(page.locator("#use-problems")).to_contain_text("reconnaissable")
    page.get_by_label("Oui").check()
    page.fill("#said-consent-until", "2031-06-30")
    page.fill("#said-consent-kept", "Classeur du secrétariat")
    box = page.locator(".focus img").bounding_box()
    assert box
    page.locator(".focus img").click(position={"x": box["width"] * 2 / 3, "y": box["height"] / 3})
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator(".focus-point")).to_have_attribute(
        "aria-label", re.compile("à 68.% de la gauche, 43.% du haut"))
    expect(page.locator("#noted")).to_contain_text("Gardé")
    page.fill("#new-name", "marche")
    page.click("#use button[type=submit]")
    page.wait_for_url("**/piece/marche")
    drawn(page)
    expect(page.locator("#picture-0-alt")).to_have_value("Des kinés marchent à Nice.")
    expect(page.locator("#picture-0-consent-kept")).to_have_value("Classeur du secrétariat")
    text = (project / "materials/marche.yaml").read_text(encoding="utf-8")
    assert "  file: marche-a-nice.jpg\n" in text
    assert "  people: true\n" in text
    assert "    until: 2031-06-30\n    kept: Classeur du secrétariat\n" in text


def test_what_is_no_picture_says_why_beside_its_name(view: Open, project: Path) -> None:
    before = sorted((project / "assets/pictures").iterdir())
    page = view("pictures")
    for number, (name, content) in enumerate((("bombe.png", bomb()), ("dessin.svg", HOSTILE_SVG),
                                              ("photo.jpg", b"<script>alert(1)</script>"))):
        drop(page, name, content)
        expect(page.locator("#arrivals .error").nth(number)).to_be_visible()
        expect(page.locator("#arrivals .error").nth(number)).to_contain_text(name)
    assert sorted((project / "assets/pictures").iterdir()) == before


def test_the_picture_of_a_piece_is_another_one_and_the_sheet_follows(view: Open, project: Path) -> None:
    page = view("piece/million")
    before = drawn(page)
    page.get_by_role("button", name="Une autre image").click()
    page.get_by_role("button", name="raised-hands.svg").click()
    page.fill("#chosen-alt", "Trois mains levées.")
    page.get_by_role("button", name="Prendre cette image").click()
    drawn(page, before)
    expect(page.locator("#picture-0-alt")).to_have_value("Trois mains levées.")
    page.locator("#picture-0-focus").focus()
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    page.fill("#picture-0-credit", "Syndicat Alizé")
    page.click("#save")
    expect(page.locator("#save")).to_be_disabled()
    text = (project / "materials/million.yaml").read_text(encoding="utf-8")
    assert "  file: raised-hands.svg\n" in text
    assert "Trois mains levées." in text
    assert "Syndicat Alizé" in text
    assert "focus: [0.5, 0.47]" in text


def test_a_file_that_is_dropped_on_a_piece_is_its_picture_once_it_is_said_what_it_shows(view: Open,
                                                                                       project: Path) -> None:
    page = view("piece/million")
    picture = drawn(page)
    drop(page, "note.txt", b"no picture", ".drop-here")
    expect(page.locator("#arrivals .error")).to_contain_text("note.txt")
    drop(page, "Marche à Nice.JPG", photograph(3000, 2000), ".drop-here")
    expect(page.locator("#dialog .chosen")).to_contain_text("marche-a-nice.jpg")
    take = page.locator("#dialog-buttons .primary")
    expect(take).to_be_disabled()
    page.fill("#chosen-alt", "Des kinés marchent à Nice.")
    take.click()
    drawn(page, picture)
    page.get_by_role("button", name="Une autre image").click()
    page.set_input_files("#dialog-buttons input[type=file]", {"name": "Quai.jpg", "mimeType": "image/jpeg",
                                                              "buffer": photograph(2000, 1500)})
    expect(page.locator("#dialog .chosen")).to_contain_text("quai.jpg")
    page.keyboard.press("Escape")
    page.click("#save")
    expect(page.locator("#save")).to_be_disabled()
    assert "file: marche-a-nice.jpg\n" in (project / "materials/million.yaml").read_text(encoding="utf-8")


def test_a_picture_is_renamed_deleted_and_brought_back(view: Open, project: Path) -> None:
    page = view("pictures/of/treatment.svg")
    page.click("#delete")
    page.click("#dialog-do")
    expect(page.locator("#dialog-findings")).to_contain_text("million")
    page.click("#dialog-cancel")
    page.click("#rename")
    page.fill("#asked-new", "Deux mains")
    page.click("#dialog-do")
    page.wait_for_url("**/pictures/of/deux-mains.svg")
    assert "file: deux-mains.svg" in (project / "materials/million.yaml").read_text(encoding="utf-8")
    page = view("pictures/of/chair.svg")
    page.click("#delete")
    page.click("#dialog-do")
    page.wait_for_url("**/pictures")
    page.click("[data-back]")
    expect(page.locator("[data-name='chair.svg']")).to_be_visible()


def test_the_petitions_address_is_changed_once_and_every_code_changes(view: Open, project: Path) -> None:
    before = (project / CAMPAIGN).read_text(encoding="utf-8")
    page = view("campaign")
    page.locator("details[data-group=petition] summary").click()
    page.fill("#s-links-petition-url", NEW)
    poster = page.locator("#pieces [data-name=petition]")
    expect(poster.locator("[data-side=after] img")).to_be_visible(timeout=60_000)
    for side, address in (("before", "https://chng.it/2pnk55wX"), ("after", NEW)):
        picture = page.evaluate("""async (side) => {
          const image = document.querySelector(`#pieces [data-name=petition] [data-side=${side}] img`);
          const canvas = document.createElement("canvas");
          [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
          canvas.getContext("2d").drawImage(image, 0, 0);
          return canvas.toDataURL("image/png").split(",")[1];
        }""", side)
        assert codes(base64.b64decode(picture)) == {address}
    assert (project / CAMPAIGN).read_text(encoding="utf-8") == before
    page.click("#save")
    expect(page.locator("#save")).to_be_disabled()
    assert (project / CAMPAIGN).read_text(encoding="utf-8") == before.replace("https://chng.it/2pnk55wX", NEW)


def test_an_ink_is_changed_and_only_the_pieces_that_have_it_are_shown(view: Open, project: Path) -> None:
    page = view("brand")
    page.fill("#s-inks-coral-cmyk-magenta", "90")
    expect(page.locator("[data-ink=coral] .look")).to_have_count(3)
    expect(page.locator("[data-ink=blue] .look")).to_have_count(2)
    page.wait_for_function("""() => { const pieces = [...document.querySelectorAll("#pieces .changed")];
      return pieces.length && pieces.every((each) => each.querySelectorAll("img").length === 2); }""", timeout=120_000)
    names = page.locator("#pieces .changed").evaluate_all("all => all.map(each => each.dataset.name)")
    assert "petition" not in names
    page.click("#save")
    expect(page.locator("#save")).to_be_disabled()
    assert "coral:  {cmyk: [0, 90, 65, 0]}" in (project / "assets/brand.yaml").read_text(encoding="utf-8")


def test_a_new_printer_is_begun_and_named_by_keyboard_alone(view: Open, project: Path) -> None:
    page = view("printers")
    page.get_by_role("button", name="Nouvel imprimeur").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("du-port")
    page.keyboard.press("Enter")
    page.wait_for_url("**/printers/du-port")
    page.get_by_label("Nom pour la mention d’imprimeur").focus()
    page.keyboard.type("Imprimerie du Port")
    page.keyboard.press("Control+s")
    expect(page.locator("#undo")).to_be_disabled()
    for _ in range(100):
        if "du Port" in (project / "assets/printers/du-port.yaml").read_text(encoding="utf-8"):
            break
        page.wait_for_timeout(100)
    text = (project / "assets/printers/du-port.yaml").read_text(encoding="utf-8")
    assert 'imprint: {name: "Imprimerie du Port", address: ""}' in text
    assert text.startswith('title: "Online printer, coated paper"')


@pytest.mark.parametrize("width", [390, 1024, 1440])
@pytest.mark.parametrize("path", ["pictures", "pictures/of/treatment.svg", "campaign", "brand", "printers",
                                  "printers/offset", "piece/million"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(view: Open, path: str, width: int) -> None:
    page = view(path, width)
    page.wait_for_timeout(600)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
    for summary in page.locator("details.set summary").all()[:1]:
        summary.click()
        assert violations(page) == []
