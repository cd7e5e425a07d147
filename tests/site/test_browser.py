"""The site in a real browser: by keyboard alone, without scripts, checked by axe, and with hostile names."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from pressroom import load
from pressroom.letters.mailing import MailingRequest, of_commune
from pressroom.site.serving.application import application
from pressroom.web.server import served
from tests.chromium import MARKS, chromium, violations

WIDTHS = (360, 768, 1440)
LEAST_TARGET = 44
Open = Callable[..., Page]

pytestmark = MARKS


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    with served(application(built / "out/site", "127.0.0.1"), "127.0.0.1", 0, "serve") as server:
        yield server.address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def view(browser: Browser, address: str) -> Iterator[Open]:
    """Opens a page; at the end, checks that no request left the host and that the console has no error."""
    contexts: list[BrowserContext] = []
    requests: list[str] = []
    wrong: list[str] = []

    def opened(path: str = "", width: int = 1440, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, accept_downloads=True,
                                      reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(address + path)
        return page
    yield opened
    for context in contexts:
        context.close()
    assert [url for url in requests if not url.startswith((address, "blob:"))] == []
    assert wrong == []


def downloaded(page: Page, press: Callable[[], None]) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        press()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_poster_is_found_and_downloaded(view: Open, built: Path, width: int) -> None:
    page = view("en/", width)
    page.get_by_role("link", name="Posters").click()
    name, content = downloaded(page, page.locator("#piece-petition .get").click)
    assert name == "petition-A4.pdf"
    assert content == (built / "out/members/petition-A4.pdf").read_bytes()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("script", [True, False])
def test_the_middle_sheet_of_a_triptych_downloads_all_three(view: Open, width: int, script: bool) -> None:
    page = view("", width, java_script_enabled=script)
    sheet = page.locator("#piece-triptych-patients img").nth(1)
    name, content = downloaded(page, sheet.click)
    assert name == "triptych-patients-A4.pdf"
    assert content.startswith(b"%PDF-")


@pytest.mark.parametrize("script", [True, False])
def test_the_filter_works_by_keyboard_alone(view: Open, script: bool) -> None:
    page = view("en/", java_script_enabled=script)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.locator("#kind-all:focus").count():
            break
    else:
        pytest.fail("the filter is not reached by keyboard")
    page.keyboard.press("ArrowRight")
    assert page.locator("#kind-poster").is_checked()
    assert page.locator(".piece:visible").count() == 2
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.locator(".piece:visible").evaluate_all("all => all.map(one => one.id)") == ["piece-petition"]
    if script:
        assert page.get_by_role("status").inner_text() == "1 resource shown"
    page.locator("#kind-release").check(force=True)
    assert page.locator(".none").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["", "en/", "pieces/petition.html", "en/pieces/triptych-patients.html",
                                  "pieces/opposition.html", "pieces/lettre-maire.html"])
def test_axe_finds_no_violation(view: Open, path: str, scheme: str) -> None:
    page = view(path, color_scheme=scheme)
    for summary in page.locator("summary").all():
        summary.evaluate("one => one.parentElement.open = true")
    assert violations(page) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["", "pieces/petition.html", "pieces/triptych-patients.html"])
def test_nothing_is_too_wide_and_targets_are_large(view: Open, path: str, width: int) -> None:
    page = view(path, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # Links inside sentences may be smaller (WCAG 2.2, 2.5.8).
    small = page.evaluate("""least => [...document.querySelectorAll('a, button, #place, .filter label, summary')]
        .filter(one => one.checkVisibility() && !one.closest('.skip, .prose, .past, .expired'))
        .map(one => [one.outerHTML.slice(0, 90), one.getBoundingClientRect().height])
        .filter(([html, height]) => height < least)""", LEAST_TARGET - 0.5)
    assert small == []


def test_a_commune_is_looked_up_and_its_letter_is_the_one_that_the_command_writes(view: Open, built: Path) -> None:
    page = view("")
    page.clock.set_fixed_time("2023-02-01T12:00:00")  # before the next elections, which would make the register too old
    page.fill("#place", "saint laurent du var")
    page.keyboard.press("Enter")
    page.locator(".found h3").wait_for()
    assert "Zoé de La Tour-d’Auvergne" in page.locator(".found").inner_text()
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    request = MailingRequest(built / "officials.sqlite", today)
    letters = of_commune(load.job(built), "06123", 0, request).files
    for office, file_name in (("lettre-maire", "Zoé de La Tour"), ("lettre-depute", "Hervé")):
        _, content = downloaded(page, page.get_by_role("button", name=file_name).click)
        (command,) = [content for name, content in letters.items() if name.startswith(office)]
        assert controls(content) == controls(command)
        assert parts(content) == parts(command)


def controls(word: bytes) -> dict[str, str]:
    """The text of each content control, with ? for a prompt, and the texts of the bound XML part."""
    from lxml import etree

    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        assert archive.testzip() is None
        document = etree.fromstring(archive.read("word/document.xml"))
        store = etree.fromstring(archive.read("customXml/item1.xml"))
    values = {}
    for control in document.iter(f"{space}sdt"):
        tag = control.find(f"{space}sdtPr/{space}tag").get(f"{space}val")
        asks = control.find(f"{space}sdtPr/{space}showingPlcHdr") is not None
        words = "\n".join("".join(run.itertext()) for run in control.find(f"{space}sdtContent").iter(f"{space}r"))
        values[tag] = f"{'?' if asks else ''}{words}"
    return values | {f"store {etree.QName(one).localname}": one.text or "" for one in store}


def parts(word: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        return sorted(archive.namelist())


@pytest.mark.parametrize(("text", "message", "choices"), [
    ("Saint-Denis", "Several communes", ["Saint-Denis (93066", "Saint-Denis (97411"]),
    ("06088", "several constituencies", ["1. constituency", "3. constituency"]),
    ("75015", "several constituencies", ["12. constituency", "13. constituency"]),
    ("01400", "Several communes", ["L'Abergement-Clémenciat", "Châtillon-sur-Chalaronne"]),
    ("Nowhere", "Nothing was found", []), ("<script>alert(1)</script>", "Nothing was found", [])])
def test_nothing_is_guessed(view: Open, text: str, message: str, choices: list[str]) -> None:
    page = view("en/")
    page.fill("#place", text)
    page.get_by_role("button", name="Look up").click()
    page.locator(".found").get_by_text(message).wait_for()
    buttons = [one.replace("’", "'") for one in page.locator(".found button").all_inner_texts()]
    assert len(buttons) == len(choices)
    assert all(any(one.startswith(choice) or choice in one for one in buttons) for choice in choices)


@pytest.mark.parametrize(("text", "commune"), [
    ("Saint-Denis (93)", "Saint-Denis"), ("20000", "Ajaccio"), ("2A004", "Ajaccio"), ("le havre", "Le Havre"),
    ("l abergement clemenciat", "L'Abergement-Clémenciat")])
def test_a_commune_answers_to_its_name_its_postal_code_and_its_insee_code(view: Open, text: str, commune: str) -> None:
    page = view("en/")
    page.fill("#place", text)
    page.keyboard.press("Enter")
    assert page.locator(".found h3").inner_text().replace("’", "'") == f"Letters for {commune}"


def test_hostile_names_stay_text(built: Path, tmp_path: Path, browser: Browser) -> None:
    folder = tmp_path / "site"
    shutil.copytree(built / "out/site", folder)
    path = folder / "officials/06.json"
    department = json.loads(path.read_text(encoding="utf-8"))
    hostile = "<img src=x onerror=alert(1)>&\"]]>"
    for row in department["communes"]:
        row[1] = row[4][0][2] = hostile
    path.write_text(json.dumps(department), encoding="utf-8")
    with served(application(folder, "127.0.0.1"), "127.0.0.1", 0, "serve") as server:
        page = browser.new_context(accept_downloads=True).new_page()
        page.goto(server.address)
        page.fill("#place", "06123")
        page.keyboard.press("Enter")
        page.locator(".found h3").wait_for()
        assert page.locator(".found img").count() == 0
        assert hostile in page.locator(".found li").first.inner_text()
        _, content = downloaded(page, page.locator(".found li").first.get_by_role("button").click)
        page.context.close()
    assert controls(content)["recipient-name"].endswith(hostile)


def test_a_browser_that_cannot_fill_the_file_links_to_it(view: Open) -> None:
    page = view("en/")
    page.evaluate("delete window.DecompressionStream")
    page.fill("#place", "06123")
    page.keyboard.press("Enter")
    page.locator(".found button").first.click()
    assert page.locator(".found p a").get_attribute("href") == "../files/lettre-maire.docx"


def test_without_a_script_letters_and_directories_remain(view: Open) -> None:
    page = view("en/", java_script_enabled=False)
    assert not page.locator(".lookup").is_visible()
    assert page.locator(".directories a").count() == 2
    name, content = downloaded(page, page.locator("#piece-lettre-maire .sheets").click)
    assert name == "lettre-maire.docx"
    assert content.startswith(b"PK")


def test_the_register_s_key_of_a_name_is_the_same_in_both_languages(view: Open) -> None:
    from pressroom.officials.names import folded

    names = ["L'Haÿ-les-Roses", "St-Étienne", "Fère (La)", "PARIS 15", "Paris 1er Arrondissement", "Œuilly", "Le Havre",
             "Châlons s/ Marne", "Ste-Mère-Église", "Les", "Saint-Denis (93)", "ǅungla", "Łódź", "Y", "2e Cedex"]
    page = view("")
    (static,) = {one.rsplit("/", 1)[0] for one in page.locator("script").evaluate_all("all => all.map(one => one.src)")}
    keys = page.evaluate("async ([url, names]) => { const {keyOf} = await import(url); return names.map(keyOf) }",
                          [f"{static}/register.js", names])
    assert keys == [folded(name)[1] for name in names]
