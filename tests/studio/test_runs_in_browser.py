"""A run in a real browser: a table is dropped, columns are matched, a row is looked at, copies are made twice."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pressroom.publish.folder import LOCK
from tests.chromium import MARKS, violations

pytestmark = MARKS

Open = Callable[..., Page]
CSV = "Cabinet;Ville;Code\nKinés du Port;Nice;A1\nCabinet Zwyrtek;Vence;B2\n;Grasse;D4\nCabinet des Pins;Antibes;C3\n"
LONG = 90_000  # milliseconds: a run on a machine that is busy with other tests


def drop(page: Page, name: str, content: bytes) -> None:
    page.evaluate("""([name, content]) => {
      const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
      const files = new DataTransfer();
      files.items.add(new File([bytes], name));
      document.getElementById("drop").dispatchEvent(new DragEvent("drop", {dataTransfer: files, bubbles: true}));
    }""", [name, base64.b64encode(content).decode()])


def shown(page: Page, row: int) -> None:
    """Wait for the picture of a row."""
    expect(page.locator("#sheet")).to_have_attribute("data-row", str(row))
    expect(page.locator("#paper")).to_have_attribute("aria-busy", "false")


def begin(view: Open, width: int = 1440) -> Page:
    """A new run, by its form."""
    page = view("", width)
    page.get_by_role("link", name="Tirages").click()
    page.fill("#begin-name", "Une affiche par cabinet")
    page.select_option("#begin-piece", "petition")
    page.locator("#begin button").click()
    page.wait_for_url("**/runs/une-affiche-par-cabinet")
    return page


def match(page: Page) -> None:
    """A table is dropped, and its columns are put in."""
    drop(page, "Cabinets 2026.csv", CSV.encode("cp1252"))
    expect(page.locator("#fact-form")).to_have_text("Windows-1252, points-virgules")
    expect(page.locator("#fact-rows")).to_contain_text("4, de la ligne 2 à la ligne 5")
    for column in ("cabinet", "ville"):
        page.locator(".match", has=page.locator("#text-practice")).get_by_role("combobox").select_option(column)
        expect(page.locator(f"#empty-columns input[data-key={column}]")).to_be_visible()
    expect(page.locator("#text-practice")).to_have_value("{record.cabinet}\n{record.ville}")
    page.fill("#parameter-0", "c")
    page.locator("#parameters .parameter").first.get_by_role("combobox").select_option("code")
    expect(page.locator("#look-codes")).to_have_text("https://chng.it/2pnk55wX?c=A1")


def make(page: Page) -> None:
    """Press the button, and wait for the end."""
    page.locator("#do").click()
    page.locator("#stop").wait_for(state="visible", timeout=LONG)
    page.locator("#stop").wait_for(state="hidden", timeout=LONG)


def test_a_table_is_dropped_matched_looked_at_made_and_some_rows_again(view: Open, project: Path) -> None:
    page = begin(view)
    expect(page.locator("#do")).to_be_disabled()
    drop(page, "notes.exe", b"no table")
    expect(page.locator("#table-findings .error")).to_contain_text(".exe")
    match(page)
    text = (project / "materials/runs/une-affiche-par-cabinet.yaml").read_text(encoding="utf-8")
    assert "records: une-affiche-par-cabinet.csv\n" in text
    assert '    c: "{record.code}"\n' in text

    shown(page, 2)
    page.click("#look-last")
    shown(page, 5)
    page.fill("#look-row", "3")
    page.keyboard.press("Enter")
    shown(page, 3)
    expect(page.locator("#look-codes")).to_have_text("https://chng.it/2pnk55wX?c=B2")
    expect(page.locator("#row-findings .error")).to_contain_text("ligne 4")
    expect(page.locator("#row-findings .error")).to_contain_text("colonne Cabinet")
    assert "Zwyrtek" not in page.content()

    make(page)
    expect(page.locator("#made-findings .error")).to_contain_text("ligne 4")
    expect(page.locator("#files li")).to_have_count(0)
    page.locator("#skip").check()
    make(page)
    expect(page.locator("#progress-says")).to_contain_text("3 exemplaires produits")
    expect(page.locator("#files a")).to_have_count(2)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="une-affiche-par-cabinet-A4.pdf").click()
    assert waiting.value.path().read_bytes().startswith(b"%PDF-")

    page.fill("#rows", "3,5")
    make(page)
    expect(page.get_by_role("link", name="une-affiche-par-cabinet-A4-rows-3_5.pdf")).to_be_visible()
    expect(page.locator("#progress-says")).to_contain_text("2 exemplaires produits")

    page.click("#forget")
    page.click("#sure-do")
    expect(page.locator("#files li")).to_have_count(0)
    expect(page.locator("#look-none")).to_be_visible()
    assert [path.name for path in (project / "materials/runs").iterdir() if path.suffix == ".csv"] == []


def test_a_run_is_stopped_by_its_button_and_nothing_of_it_is_left(view: Open, project: Path) -> None:
    page = begin(view)
    match(page)
    drop(page, "all.csv", (CSV.replace(";Grasse", "Y;Grasse")
                           + "".join(f"Cabinet {at};Nice;X{at}\n" for at in range(4000))).encode())
    expect(page.locator("#fact-rows")).to_contain_text("la ligne 4005")
    page.locator("#do").click()
    page.locator("#stop").click()
    expect(page.locator("#progress-says")).to_contain_text("Arrêté", timeout=LONG)
    assert {path.name for path in (project / "out/runs").iterdir()} <= {LOCK}


def test_a_text_that_is_typed_is_saved_and_the_row_is_drawn_anew(view: Open, project: Path) -> None:
    page = begin(view)
    match(page)
    shown(page, 2)
    before = page.get_attribute("#sheet", "src")
    page.fill("#text-headline", "À {record.ville}, votre kiné compte")
    page.wait_for_function("old => document.getElementById('sheet').src !== old", arg=before)
    path = project / "materials/runs/une-affiche-par-cabinet.yaml"
    assert "À {record.ville}, votre kiné compte" in path.read_text(encoding="utf-8")
    page.fill("#text-headline", "À {record.vile}")
    expect(page.locator("#remarks .error, #look-findings .error").first).to_contain_text("vile")


@pytest.mark.parametrize("width", [390, 1024, 1440])
def test_axe_finds_nothing_on_the_pages_of_runs_and_nothing_is_wider_than_the_window(view: Open, width: int) -> None:
    page = begin(view, width)
    assert violations(page) == []
    match(page)
    page.click("#look-last")
    shown(page, 5)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
    page.goto(page.url.rpartition("/")[0])
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
