"""The page's lookup gives the same answers as `officials find`: communes, postal codes, officials, and « de »."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

from pressroom.letters.address import of_place
from pressroom.officials import departments, imports
from pressroom.officials.answers import Candidates, Commune, Match
from pressroom.officials.register import Register
from pressroom.site.serving.application import application
from pressroom.web.server import served
from tests.officials.tables import Tables, small

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
STATIC = Path(departments.__file__).parents[1] / "site/static"

pytestmark = [pytest.mark.external, pytest.mark.skipif(CHROMIUM is None, reason="not run: there is no Chromium")]

FIND = """async (texts) => {
  const { Register } = await import("/register.js"), register = new Register("/officials/"), answers = [];
  for (const text of texts) {
    const communes = [];
    for (const one of await register.find(text)) {
      const { people } = await register.officials(one, one.constituencies.length === 1 ? one.constituencies[0] : 0);
      communes.push([one.insee, one.name, one.part, one.postcodes, one.constituencies, one.department[0], people.map(
        (who) => [who.office, who.civility, who.name, who.since, who.place, who.constituency ?? 0, who.postcode ?? "",
          who.article ?? ""])]);
    }
    answers.push(communes);
  }
  return answers;
}"""


COMMUNES = """89162;Évry;1 91228;Évry-Courcouronnes;1 02381;Hirson;1 60703;Aux~Marais;6 01135;Crozet;0 42078;Le~Crozet;2
50001;Val-d'Exemple;0 50002;Les~Exemples;4 97502;Saint-Pierre;0 97416;Saint-Pierre;0 69123;Lyon;0 13055;Marseille;0
05063;La~Grave;3 81131;Lagrave;0"""
PARTS = """COMD;50010;Sainte-Croix;50001 COMD;50001;Val;50001 COMD;50011;La~Croix;50002
ARM;69383;Lyon~3e~Arrondissement;69123"""
POSTCODES = """89162;EVRY;89140; 91228;EVRY~COURCOURONNES;91080;COURCOURONNES 91228;EVRY~COURCOURONNES;91000;EVRY
50001;VAL~D~EXEMPLE;50100;STE~CROIX 50001;VAL~D~EXEMPLE;50110;MONTS 50002;LES~EXEMPLES;50200;LA~CROIX
50002;LES~EXEMPLES;50210;CROIX 50010;STE~CROIX;50120; 69383;LYON~03;69003; 13055;MARSEILLE;13013;ST~JUST
01135;CROZET;69003; 13213;MARSEILLE~13;13013;LA~VALENTINE"""


def rows(text: str) -> list[list[str]]:
    return [cells.replace("~", " ").split(";") for cells in text.split()]


def towns() -> Tables:
    """Tables with every kind of place that a search can name."""
    tables = small()
    for insee, name, article in rows(COMMUNES):
        tables.commune(insee, name, article=article)
        tables.mayor(insee[:2] if insee < "97" else insee[:3], insee, name, "AA", "Bob", "M")
    for kind, insee, name, parent in rows(PARTS):
        tables.commune(insee, name, kind, parent)
    for insee, name, code, place in rows(POSTCODES):
        tables.postcode(insee, name, code, place)
    tables.constituency("50", "Manche", "50010", "Sainte-Croix", 2)
    tables.constituency("50", "Manche", "50001", "Val-d'Exemple", 1)
    tables.constituency("69", "Rhône", "69383", "Lyon 3e", 4)
    tables.deputy("50", "Manche", "5002", "MANCHOT", "Ève", "F")
    tables.rows["elus-maires"].append("42;Loire;;;42090;Sa!nt-Exemple;<b>;Bob;M;;;;2020-05-18;2020-05-25")
    tables.commune("42090", "Saint-Exemple")
    tables.rows["v_departement"] += ["974,04,97411,0,REUNION,Réunion,La Réunion",
                                     "91,11,91228,5,ESSONNE,Essonne,Essonne"]
    return tables


TEXTS = [*"""La Grave|lagrave|Grave|LE-LAGRAVE|Crozet|Le Crozet|La Crozet|Lecrozet|croix|La Croix|Croix (50)|lacroix
Sainte Croix|ste-croix|50010|50120|50001|50100|50200|Val|Val d'Exemple|Monts|Évry|évry |Évry (91)|Évry, Essonne
91000 Évry|Évry (89)|Évry (Nord)|91000|Courcouronnes|Saint-Pierre|Saint-Pierre (974)|Saint-Pierre, la réunion
St-Pierre (Réunion)|69003|Lyon|Lyon 3|13013|Saint-Just|La Valentine|Marseille|75001|75101|75056|Paris 1er|PARIS 15
paris 15ème arrondissement|Paris|Paris (Ville)|Saint-Bois|01340|01300|2a004|20000|97400|06700|06 700
06700 Saint-Laurent-du-Var|Saint-Laurent-du-Var (06)|Saint-Laurent-du-Var 06700|Saint-Denis|93200 St Denis
Saint-Denis, 93|01400|L’Abergement Clemenciat|abergement-clemenciat|Havre|Le Havre|lehavre|Nice|Saint-Exemple|Ajacio
AJACCIO (2a)|Ajaccio (Corse-du-Sud)|Arbignieu|01015|96000||(|Le|St|Évry (91
'; DROP|<b>|x""".replace("\n", "|").split("|"), "x" * 300]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lookup")
    tables = folder / "tables"
    tables.mkdir()
    imports.read_all(towns().write(tables), folder / "r.sqlite", today="2023-02-01")
    shutil.copytree(STATIC, folder / "site")
    with Register(folder / "r.sqlite") as register:
        for path, content in departments.pages(register).items():
            target = folder / "site" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    (folder / "site/index.html").write_text("<!doctype html><title>Lookup</title>", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def page(folder: Path) -> Iterator[Page]:
    app = application(folder / "site", "127.0.0.1")
    with served(app, "127.0.0.1", 0, "serve") as server, sync_playwright() as program:
        browser = program.chromium.launch(executable_path=CHROMIUM,
                                          args=["--no-sandbox", "--disable-background-networking"])
        page = browser.new_page()
        page.goto(server.address)
        yield page
        browser.close()


def by_find(register: Register, text: str) -> list[list[Any]]:
    """The answer of `officials find`, as the script has it."""
    hit = register.find(text)
    communes: tuple[Commune, ...] = (hit.commune,) if isinstance(hit, Match) else (
        hit.communes if isinstance(hit, Candidates) else ())
    return [[one.insee, one.name, one.part_name, list(one.postcodes), list(one.constituencies), one.department,
             [[who.office, who.civility, who.name, who.since, who.place, who.constituency,
               who.postcode if who.office == "maire" else "", who.article] for who in register.officials(one)]]
            for one in communes]


def test_the_script_answers_as_find_does(folder: Path, page: Page) -> None:
    with Register(folder / "r.sqlite") as register:
        names = [name for name, in register.base.execute("SELECT DISTINCT name FROM names ORDER BY name")]
        texts = [*TEXTS, *names, *(name.lower().replace("-", " ") for name in names)]
        answers = page.evaluate(FIND, texts)
        wrong = {text: (answer, expected) for text, answer in zip(texts, answers, strict=True)
                 if answer != (expected := by_find(register, text))}
        assert wrong == {}
        assert len([answer for answer in answers if answer]) > 80


@pytest.mark.parametrize(("name", "tncc"), [
    ("Nice", ""), ("Le Mans", ""), ("Les Abymes", "4"), ("La Rochelle", "3"), ("L’Haÿ-les-Roses", "5"), ("Hirson", "1"),
    ("Hirson", ""), ("Aux Marais", "6"), ("Los Masos", "8"), ("Las Cases", "7"), ("Le Vernet-Chaméane", "0"),
    ("Évreux", ""), ("Œuilly", ""), ("Le Port", "3"), ("", "2"), ("Ypres", "0"), ("L'Île", "")])
def test_the_script_says_de_as_the_letters_do(page: Page, name: str, tncc: str) -> None:
    said = page.evaluate("async ([name, tncc]) => (await import('/officials.js')).ofPlace(name, tncc)", [name, tncc])
    assert said == of_place(name, tncc)
