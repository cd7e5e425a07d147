"""In a real browser: from the wall to a package, an error that keeps it, and an approval that no longer holds."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from pressroom.studio import sending
from pressroom.studio.workspace import Workspace
from tests.chromium import MARKS, chromium, violations
from tests.officials.tables import small

SECONDS = 90_000  # milliseconds: builds on a machine that is busy with other tests
WIDTHS = (390, 1024, 1440)
Open = Callable[..., Page]

pytestmark = MARKS


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def view(browser: Browser, opened: tuple[str, Workspace]) -> Iterator[Open]:
    """Opens a page of the studio; at the end, nothing has left the host, and the console has no error."""
    address, _, key = opened[0].partition("?")
    wrong: list[str] = []
    contexts: list[BrowserContext] = []

    def open_at(path: str, width: int = 1440) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, accept_downloads=True, locale="fr-FR",
                                      reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(SECONDS)
        page.on("request", lambda request: wrong.append(request.url)
                if not request.url.startswith((address, "blob:" + address)) else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(f"{address}{path}?{key}")
        return page
    yield open_at
    for context in contexts:
        context.close()
    assert wrong == []


def make(page: Page) -> None:
    """Press the button, and wait for the end of the build."""
    page.locator("#build").click()
    page.locator("#stop").wait_for(state="visible")
    page.locator("#stop").wait_for(state="hidden")


def test_from_the_wall_to_the_package_of_a_piece_an_error_that_keeps_it_and_an_approval_that_no_longer_holds(
        view: Open, project: Path, tmp_path: Path) -> None:
    page = view("")
    page.locator("[data-name=petition] a.open").click()
    page.locator("#to-printer").click()
    page.select_option("#format", "A4")
    card = page.locator("#piece-petition-A4")
    assert "nom et l’adresse" in card.inner_text()
    page.fill("#imprint-name", "Imprimerie du Port")
    page.fill("#imprint-address", "1 quai des Docks, 06300 Nice")
    page.locator("#imprint button").click()
    page.locator("#imprint").wait_for(state="hidden")
    make(page)
    page.locator("#piece-petition-A4 [data-can-send=true]").wait_for()
    assert "Imprimerie du Port" in (project / "assets/printers/online.yaml").read_text(encoding="utf-8")

    page.fill("#copies", "500")
    page.fill("#paper", "135 g, couché")
    with page.expect_download() as waiting:
        card.locator("[data-act=package]").click()
    assert waiting.value.suggested_filename == "petition-A4.zip"
    waiting.value.save_as(tmp_path / "petition-A4.zip")
    with zipfile.ZipFile(tmp_path / "petition-A4.zip") as package:
        assert package.read("petition-A4/petition-A4.pdf") == (project / "out/press/petition-A4.pdf").read_bytes()
        assert b'"copies": 500' in package.read("petition-A4/petition-A4-ticket.json")

    card.locator("[data-act=proof]").click()
    card.locator("img.proof").wait_for()
    card.locator(".approve summary").click()
    card.get_by_label("Nom de la personne").fill("Ada Lœwe")
    card.locator(".approve-form button").click()
    card.locator("[data-approval=holds]").wait_for()
    assert 'by: "Ada Lœwe"' in (project / "signoffs/petition-A4.yaml").read_text(encoding="utf-8")

    path = project / "materials/petition.yaml"
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("[de vous.]{accent}", "[de nous.]{accent}"), encoding="utf-8")
    card.locator("[data-approval=changed]").wait_for()  # the page follows the disk
    make(page)
    card.locator("[data-act=compare]").click()
    card.locator(".drawn .new").wait_for()
    assert "nous." in card.locator(".drawn .new").inner_text()
    assert card.locator(".drawn .differences [data-kind=plates]").count() > 0
    assert "Plaques" in card.locator(".drawn .differences").first.inner_text()

    path.write_text(good.replace("[de vous.]{accent}", "Kinésithérapie " * 40), encoding="utf-8")
    card.locator("[data-reason=changed]").wait_for()
    make(page)
    card.locator("[data-reason=errors]").wait_for()
    assert card.locator("[data-act=package]").is_disabled()
    assert "caractères de trop" in card.locator(".findings").inner_text()


def test_what_is_typed_and_not_saved_is_told_before_it_is_missing(view: Open, project: Path) -> None:
    page = view("piece/petition")
    page.get_by_label("Accroche").first.fill("Tapé et pas enregistré")
    page.wait_for_selector("#saved.warning")
    page.locator("#to-printer").click()
    page.locator("#unsaved").wait_for()
    assert "materials/petition.yaml" in page.locator("#unsaved").inner_text()
    page.select_option("#format", "A4")
    page.locator("#build").click()
    page.locator("#ask-save").click()
    page.locator("#unsaved").wait_for(state="hidden")
    page.locator("#piece-petition-A4 img").first.wait_for()
    assert "Tapé et pas enregistré" in (project / "materials/petition.yaml").read_text(encoding="utf-8")
    assert "Tapé et pas" in (project / "out/manifest.json").read_text(encoding="utf-8")


def test_an_order_is_there_after_the_page_was_opened_again_but_for_who_answers_for_it(view: Open) -> None:
    page = view("send/petition")
    page.fill("#copies", "500")
    page.fill("#paper", "couché 170 g")
    page.fill("#contact", "Marie Dupont")
    page.select_option("#format", "A3")
    page.reload()
    assert [page.input_value(field) for field in ("#copies", "#paper", "#format", "#contact")] == [
        "500", "couché 170 g", "A3", ""]


def test_a_build_is_stopped_by_keyboard_alone(view: Open) -> None:
    page = view("send/petition")
    page.locator("#build").focus()
    page.keyboard.press("Enter")
    page.locator("#stop").wait_for(state="visible")
    page.keyboard.press("Tab")
    assert page.locator("#stop:focus").count() == 1
    page.keyboard.press("Enter")
    page.locator("#stop").wait_for(state="hidden")
    page.get_by_text("Arrêté.").wait_for()


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_fit_and_axe_finds_nothing(view: Open, width: int) -> None:
    for path in ("send/petition", "send", "letters"):
        page = view(path, width)
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), path
        assert violations(page) == [], path
        targets = page.locator("main :is(button, a.button, select, input:not([type=checkbox])):visible")
        small_ones = targets.evaluate_all(
            "all => all.filter(one => one.getBoundingClientRect().height < 43.5).map(one => one.outerHTML)")
        assert small_ones == [], path


def test_letters_for_a_commune_are_looked_up_and_downloaded(view: Open, tmp_path: Path, render: Any,
                                                            monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "today", lambda: "2023-01-20")
    (tmp_path / "tables").mkdir()
    assert render("officials", "import", *map(str, small().write(tmp_path / "tables")), "--today", "2023-01-20")[0] == 0
    page = view("letters")
    page.fill("#commune", "06700")
    page.keyboard.press("Enter")
    page.locator("[data-office=maire]").wait_for()
    page.fill("#sender-name", "Zoë O’Brien")
    with page.expect_download() as waiting:
        page.locator("[data-office=maire] [data-file]").click()
    assert waiting.value.suggested_filename == "lettre-maire.docx"
    with page.expect_download() as waiting:
        page.locator("#all").click()
    with zipfile.ZipFile(waiting.value.path()) as archive:
        assert len(archive.namelist()) == page.locator("[data-file]").count() >= 5
    assert violations(page) == []
