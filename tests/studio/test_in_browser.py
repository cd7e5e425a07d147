"""The studio in a real browser, as staff use it: by mouse, by keyboard alone, in two windows, and when it is killed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pressroom.studio.workspace import Workspace
from tests.chromium import MARKS, violations
from tests.conftest import ROOT

pytestmark = MARKS

Open = Callable[..., Page]
HEADLINE = "#f-words-headline"
SECONDS = 20_000  # milliseconds, for a machine that is busy with other tests


def drawn(page: Page, before: str = "") -> str:
    """Wait for a picture of the sheet other than `before`; its address."""
    page.wait_for_function("old => { const sheet = document.getElementById('sheet');"
                           " return !sheet.hidden && sheet.src && sheet.src !== old; }", arg=before)
    return str(page.get_attribute("#sheet", "src"))


def petition(project: Path) -> str:
    return (project / "materials/petition.yaml").read_text(encoding="utf-8")


def test_a_headline_is_changed_seen_and_saved_and_the_file_differs_in_that_line_alone(
        view: Open, project: Path) -> None:
    before = petition(project)
    page = view()
    page.get_by_role("link", name="La pétition des patients").click()
    first = drawn(page)
    page.fill(HEADLINE, "Votre kiné [compte sur vous.]{accent}")
    drawn(page, first)
    expect(page.locator("#saved")).to_have_text("Pas encore enregistré")
    page.click("#difference")
    expect(page.locator("#dialog .new")).to_contain_text("compte sur vous")
    page.keyboard.press("Escape")
    page.click("#save")
    expect(page.locator("#saved")).to_contain_text("nregistré")
    expect(page.locator("#save")).to_be_disabled()
    changed = [new for old, new in zip(before.split("\n"), petition(project).split("\n"), strict=True) if old != new]
    assert changed == ['  headline: "Votre kiné [compte sur vous.]{accent}"']


def test_a_headline_that_is_too_long_is_told_while_it_is_typed(view: Open) -> None:
    page = view("piece/petition")
    drawn(page)
    page.locator(HEADLINE).focus()
    expect(page.locator(f"{HEADLINE}-room")).to_contain_text("mots sur 9 au plus")
    expect(page.locator(f"{HEADLINE}-room")).to_contain_text("lettre")
    page.fill(HEADLINE, "Votre kiné a besoin de vous, de nous et de tout le monde " * 12)
    expect(page.locator(f"{HEADLINE}-notes li.error")).to_be_visible()
    expect(page.locator(f"{HEADLINE}-room")).to_contain_text("de trop pour ce format")
    expect(page.locator(HEADLINE)).to_have_attribute("aria-invalid", "true")
    page.click("#undo")
    expect(page.locator(f"{HEADLINE}-notes li.error")).to_have_count(0)
    expect(page.locator(HEADLINE)).to_have_value("Votre kiné a besoin [de vous.]{accent}")


def test_fast_typing_asks_nothing_and_loses_no_letter(view: Open, opened: tuple[str, Workspace]) -> None:
    page = view("piece/petition")
    drawn(page)
    words = "Kinés épuisés, soins en danger : signez vite, signez tous."
    page.fill("#f-words-message", "")
    page.locator("#f-words-message").press_sequentially(words)
    expect(page.locator("#f-words-message")).to_have_value(words)
    page.wait_for_function("() => localStorage.length === 0")  # everything was taken
    assert not page.locator("#dialog").is_visible()
    assert f'message: "{words}"' in opened[1].drafts.texts()["materials/petition.yaml"]


def test_the_accent_is_put_on_the_marked_words_by_a_button(view: Open) -> None:
    page = view("piece/petition")
    picture = drawn(page)
    page.fill(HEADLINE, "Votre kiné compte")
    page.locator(HEADLINE).evaluate("one => one.setSelectionRange(11, 17)")
    page.locator(".field", has=page.locator(HEADLINE)).get_by_role("button", name="Accent").click()
    expect(page.locator(HEADLINE)).to_have_value("Votre kiné [compte]{accent}")
    drawn(page, picture)
    accent = page.locator(".field", has=page.locator(HEADLINE)).get_by_role("button", name="Accent")
    accent.click()
    expect(page.locator(HEADLINE)).to_have_value("Votre kiné compte")
    page.locator(HEADLINE).evaluate("one => one.setSelectionRange(8, 8)")
    accent.click()
    expect(page.locator(HEADLINE)).to_have_value("Votre [kiné]{accent} compte")


def test_a_shorter_wording_is_added_and_shown_where_the_long_one_does_not_fit(view: Open, project: Path) -> None:
    page = view("piece/petition")
    drawn(page)
    page.locator(".field", has=page.locator("#f-words-message")).get_by_role(
        "button", name="Ajouter une version courte").click()
    expect(page.locator("#f-words-message-short")).to_be_visible()
    page.fill("#f-words-message-short", "Kinés épuisés.")
    expect(page.locator("#saved")).to_have_text("Pas encore enregistré")
    page.click("#save")
    expect(page.locator("#save")).to_be_disabled()
    text = petition(project)
    assert "  message:\n    long: " in text
    assert re.search(r'^    short: "?Kinés épuisés."?$', text, re.MULTILINE)


def test_formats_sheets_editions_and_ways_of_seeing_are_switched(view: Open) -> None:
    page = view("piece/triptych-patients")
    picture = drawn(page)
    page.get_by_role("button", name="page 2 sur 3").click()
    picture = drawn(page, picture)
    for choice, value in (("#format", "A3"), ("#edition", "members"), ("#edition", "lowink")):
        page.select_option(choice, value)
        picture = drawn(page, picture)
    for way in ("far", "grey", "protan", "deutan", "tritan"):
        page.select_option("#view", way)
        assert f"view-{way}" in str(page.get_attribute("#paper", "class"))
    assert page.locator("#marks .trim").count() == 1
    page.uncheck("#guides")
    assert page.locator("#marks .trim").count() == 0


def test_a_mistake_made_in_an_editor_is_told_and_followed_until_it_is_mended(view: Open, project: Path) -> None:
    page = view("piece/petition")
    drawn(page)
    good = petition(project)
    (project / "materials/petition.yaml").write_text(good.replace('call: "', "call: ["), encoding="utf-8")
    expect(page.locator("#broken li.error").first).to_be_visible()
    (project / "materials/petition.yaml").write_text(good.replace("Scannez", "Visez"), encoding="utf-8")
    expect(page.locator("#broken li")).to_have_count(0)
    expect(page.locator("#f-words-scan")).to_have_value("Visez et signez")


def test_two_windows_on_one_piece_lose_nothing(view: Open, project: Path) -> None:
    first, second = view("piece/petition"), view("piece/petition", again=True)
    for page in (first, second):
        drawn(page)
    first.fill(HEADLINE, "De la première fenêtre")
    expect(second.locator(HEADLINE)).to_have_value("De la première fenêtre")
    second.fill("#f-words-message", "Un message de la seconde.")
    expect(first.locator("#f-words-message")).to_have_value("Un message de la seconde.")
    (project / "materials/petition.yaml").write_text(
        petition(project).replace("Votre kiné a besoin [de vous.]{accent}", "D’un éditeur"), encoding="utf-8")
    expect(first.get_by_text("D’un éditeur")).to_be_visible()
    first.get_by_role("radio", name=re.compile("De la première fenêtre")).check()
    first.get_by_role("button", name="Garder ces choix").click()
    expect(first.locator("#save")).to_be_disabled()
    assert '  headline: "De la première fenêtre"' in petition(project)
    assert '  message: "Un message de la seconde."' in petition(project)


def test_a_new_piece_is_begun_filled_and_made_ready_by_keyboard_alone(view: Open, project: Path) -> None:
    page = view("new")

    def press_until(selector: str) -> None:
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(selector)
    press_until("[data-layout=statement]")
    page.keyboard.press("Enter")
    page.keyboard.type("Gàre !")
    page.keyboard.press("Enter")
    page.wait_for_url("**/piece/gare")
    drawn(page)
    for field, words in (("headline", "Votre gare ferme."), ("message", "Demain, elle n’ouvrira plus."),
                         ("call", "Signez"), ("scan", "Visez le code")):
        press_until(f"#f-words-{field}")
        page.keyboard.press("Control+A")
        page.keyboard.type(words)
    press_until("#f-state")
    page.keyboard.press("p")  # prêt
    expect(page.locator("#f-state")).to_have_value("ready")
    expect(page.locator("#saved")).to_have_text("Pas encore enregistré")
    page.keyboard.press("Control+S")
    expect(page.locator("#saved")).to_have_text(re.compile("^Enregistré"))
    text = (project / "materials/gare.yaml").read_text(encoding="utf-8")
    assert 'headline: "Votre gare ferme."' in text
    assert not [line for line in text.split("\n") if ": !sample" in line and not line.lstrip().startswith("#")]


def test_a_piece_is_deleted_and_brought_back(view: Open, project: Path) -> None:
    page = view()
    before = petition(project)
    card = page.locator("[data-name=petition]")
    card.locator("summary").click()
    card.get_by_role("button", name="Supprimer").click()
    page.get_by_role("button", name="Valider").click()
    expect(page.locator("[data-name=petition]")).to_have_count(0)
    assert not (project / "materials/petition.yaml").exists()
    page.get_by_role("link", name="Archives et corbeille").click()
    page.wait_for_url("**/away", wait_until="load")  # its scripts are there: a click before them leads nowhere
    page.get_by_role("button", name="Faire revenir La pétition des patients").click()
    expect(page.get_by_text("Rien d’archivé, rien de supprimé.")).to_be_visible()
    assert petition(project) == before


def test_the_wall_is_searched_and_filtered(view: Open) -> None:
    page = view()
    page.fill("#search", "epuises")
    expect(page.locator("#count")).to_contain_text("pièce")
    assert page.locator("[data-name=petition]").is_visible()
    assert page.locator("[data-name=join]").is_hidden()
    page.fill("#search", "")
    page.select_option("#kind", "letter")
    assert page.locator(".piece-card:visible").count() == 5
    page.reload()
    assert page.locator(".piece-card:visible").count() == 5


@pytest.mark.parametrize("width", [390, 1024, 1440])
@pytest.mark.parametrize("path", ["", "new", "away", "piece/petition", "piece/leaflet", "piece/opposition",
                                  "piece/petition/versions"])
def test_axe_finds_nothing_and_nothing_is_too_wide(view: Open, path: str, width: int) -> None:
    page = view(path, width)
    page.wait_for_load_state("load")
    if path.startswith("piece/") and not path.endswith("versions"):
        drawn(page)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_who_does_not_choose_keeps_what_was_typed_and_is_asked_again_when_saving(view: Open, project: Path) -> None:
    first = view("piece/petition")
    second = view("piece/petition", again=True)
    drawn(first)
    drawn(second)
    first.route("**/piece/petition/state", lambda route: route.fulfill(status=404, json={}))  # it hears nothing new
    second.fill(HEADLINE, "De la seconde")
    expect(second.locator("#saved")).to_have_text("Pas encore enregistré")
    second.wait_for_function("() => localStorage.length === 0")
    first.fill(HEADLINE, "De la première")
    expect(first.locator("#dialog")).to_be_visible()
    expect(first.locator("#dialog")).to_contain_text("De la seconde")
    first.keyboard.press("Escape")
    expect(first.locator(HEADLINE)).to_have_value("De la première")
    expect(first.locator("#saved")).to_have_text("Pas encore enregistré")
    first.unroute_all()
    first.reload()
    expect(first.locator(HEADLINE)).to_have_value("De la première")
    expect(first.locator("#dialog")).to_be_visible()
    first.keyboard.press("Escape")
    first.click("#save")
    expect(first.locator("#dialog")).to_be_visible()
    assert "De la" not in petition(project)
    first.click("#dialog-buttons .primary")
    expect(first.locator("#dialog")).to_be_hidden()
    first.click("#save")
    expect(first.locator("#save")).to_be_disabled()
    assert '  headline: "De la première"\n' in petition(project)
    expect(second.locator(HEADLINE)).to_have_value("De la première")


def test_a_broken_file_is_told_while_one_types_and_what_is_typed_waits_for_it(view: Open, project: Path) -> None:
    page = view("piece/petition")
    picture = drawn(page)
    page.fill(HEADLINE, "Un titre")
    drawn(page, picture)
    good = petition(project)
    (project / "materials/petition.yaml").write_text(good.replace('headline: "', 'headline: ""'), encoding="utf-8")
    expect(page.locator("#broken")).to_contain_text("Ce qui est saisi ici est conservé")
    page.fill("#f-words-message", "Un message.")
    page.click("#save")
    expect(page.locator("#refusal li.error")).to_contain_text("materials/petition.yaml:11")
    (project / "materials/petition.yaml").write_text(good, encoding="utf-8")
    expect(page.locator("#broken")).to_be_empty()
    page.click("#save")
    expect(page.locator("#save")).to_be_disabled()
    assert '  headline: "Un titre"\n  message: "Un message."\n' in petition(project)


def test_more_windows_than_a_browser_has_connections_all_work_and_hear(view: Open) -> None:
    pages = [view("piece/petition")]
    pages += [view("piece/petition", again=True) for _ in range(7)]
    for page in pages:
        drawn(page)
    pages[7].fill(HEADLINE, "De la huitième")
    for page in pages:
        expect(page.locator(HEADLINE)).to_have_value("De la huitième")
    pages[0].close()  # it held the stream; another takes it over
    pages[3].fill(HEADLINE, "De la quatrième")
    for page in pages[1:]:
        expect(page.locator(HEADLINE)).to_have_value("De la quatrième")


# -- the end of the studio ---------------------------------------------------------------------------------------------


@contextmanager
def studio(project: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A studio in a process of its own, and its address."""
    process = subprocess.Popen([sys.executable, "-m", "pressroom", "studio", "--no-open", "--lang", "en"], cwd=project,
                               env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
                               stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield process, process.stdout.readline().split("at ")[1].partition(";")[0]
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def test_what_is_typed_before_and_after_a_studio_is_killed_is_there_when_it_runs_again(
        browser: Browser, project: Path) -> None:
    context = browser.new_context(locale="fr-FR")
    context.set_default_timeout(SECONDS)
    with studio(project) as (process, address):
        base = address.partition("?")[0]
        piece, campaign, closed = (context.new_page() for _ in range(3))
        piece.goto(address)
        piece.goto(base + "piece/petition")
        campaign.goto(base + "campaign")
        closed.goto(base + "piece/join")
        picture = drawn(piece)
        drawn(closed)
        piece.fill(HEADLINE, "Tapé avant la fin")
        drawn(piece, picture)
        process.kill()
        process.wait()
        piece.fill("#f-words-message", "Tapé pendant la panne.")
        campaign.get_by_label("En deux phrases", exact=False).first.fill("Demandé pendant la panne.")
        closed.fill(HEADLINE, "Tapé, puis fermé")
        for page in (piece, campaign, closed):
            expect(page.locator("#offline")).to_be_visible()
        closed.close()
    with studio(project) as (_, again):
        assert again.partition("?")[0] == base  # its own port: what a browser keeps, it keeps for an address
        expect(piece.locator("#offline")).to_contain_text("redémarré")
        opened = context.new_page()
        opened.goto(again)
        opened.goto(base + "piece/join")
        expect(opened.locator(HEADLINE)).to_have_value("Tapé, puis fermé")
        for page in (piece, campaign, opened):
            page.wait_for_function("() => document.getElementById('offline').hidden")
            expect(page.locator("#save")).to_be_enabled()
            page.click("#save")
            expect(page.locator("#save")).to_be_disabled()
    assert '  headline: "Tapé avant la fin"\n  message: "Tapé pendant la panne."\n' in petition(project)
    assert "Tapé, puis fermé" in (project / "materials/join.yaml").read_text(encoding="utf-8")
    assert "Demandé pendant la panne." in (project / "materials/campaign.yaml").read_text(encoding="utf-8")
    context.close()
