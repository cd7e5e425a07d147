"""Names that several communes share, former communes, arrondissements, collectivities, and names with odd signs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from pressroom.findings import Finding, Severity
from pressroom.officials import imports, names, places
from pressroom.officials.answers import Candidates, Commune, Match, NoMatch
from pressroom.officials.register import Register
from tests.officials.tables import HEADS, MAYORS, Tables, small, table

TODAY = "2023-02-01"
Render = Callable[..., tuple[int, str, str]]


def evry() -> Tables:
    """The village in the Yonne, and the town of which « Évry » is a part in La Poste's table alone."""
    tables = Tables()
    tables.mayor("89", "89162", "Évry", "EXEMPLE", "Jean", "M", named="Yonne")
    tables.mayor("91", "91228", "Évry-Courcouronnes", "MODELE", "Anne", "F", named="Essonne")
    tables.postcode("89162", "EVRY", "89140")
    tables.postcode("91228", "EVRY COURCOURONNES", "91080", "COURCOURONNES")
    tables.postcode("91228", "EVRY COURCOURONNES", "91000", "EVRY")
    tables.commune("89162", "Évry", article=1)
    tables.commune("91228", "Évry-Courcouronnes", article=1)
    return tables


def register_of(tables: Tables, folder: Path) -> tuple[Register, list[Finding]]:
    result = imports.read_all(tables.write(folder), folder / "r.sqlite", today=TODAY)
    return Register(folder / "r.sqlite"), [item for item in result.findings if item.code != "officials-missing"]


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    register, _ = register_of(evry(), tmp_path_factory.mktemp("evry"))
    with register:
        yield register


def found(register: Register, text: str) -> list[tuple[str, str]]:
    """The communes that match: code, and name of the part or place."""
    match register.find(text):
        case Match(commune):
            return [(commune.insee, commune.part_name)]
        case Candidates(communes=communes):
            return [(commune.insee, commune.part_name) for commune in communes]
    return []


def match(register: Register, text: str) -> Commune:
    hit = register.find(text)
    assert isinstance(hit, Match), hit
    return hit.commune


# -- places in a commune ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["Évry", "evry", "ÉVRY ", "Evry"])
def test_a_commune_and_a_place_of_the_same_name_are_both_candidates(towns: Register, text: str) -> None:
    assert found(towns, text) == [("89162", ""), ("91228", "EVRY")]


@pytest.mark.parametrize(("text", "insee"), [
    ("Évry (91)", "91228"), ("Évry, Essonne", "91228"), ("Évry (essonne)", "91228"), ("91000 Évry", "91228"),
    ("Évry (Yonne)", "89162"), ("Évry 89", ""), ("89140 Evry", "89162"), ("Évry-Courcouronnes", "91228"),
    ("Évry (Nord)", "")])
def test_a_department_or_a_postal_code_chooses_between_them(towns: Register, text: str, insee: str) -> None:
    assert [each for each, _ in found(towns, text)] == ([insee] if insee else [])


@pytest.mark.parametrize(("text", "postcode", "postcodes"), [
    ("Courcouronnes", "91080", ("91080",)), ("Évry (91)", "91000", ("91000",)),
    ("Évry-Courcouronnes", "", ("91000", "91080")), ("91228", "", ("91000", "91080"))])
def test_a_former_commune_brings_the_postal_code_of_the_fifth_line(towns: Register, text: str, postcode: str,
                                                                   postcodes: tuple[str, ...]) -> None:
    commune = match(towns, text)
    mayor, = towns.officials(commune)
    assert (mayor.name, mayor.postcode, mayor.town) == ("Anne Modele", postcode, "Évry-Courcouronnes")
    assert commune.postcodes == postcodes


def test_nothing_is_written_until_one_of_the_candidates_is_chosen(render: Render, project: Path) -> None:
    paths = [str(path) for path in evry().write(project)]
    assert render("officials", "import", *paths, "--today", TODAY)[0] == 0
    code, _, err = render("letters", "lettre-maire", "--commune", "Évry", "--today", TODAY)
    assert (code, "[commune-ambiguous]" in err, (project / "out/letters").exists()) == (1, True, False)
    assert "Évry (89162, Yonne, 89140); EVRY, Évry-Courcouronnes (91228, Essonne, 91000)" in err
    code, out, err = render("letters", "lettre-maire", "--commune", "Évry (91)", "--today", TODAY)
    assert (code, "evry-courcouronnes-91228/lettre-maire.docx" in out) == (0, True), err


def test_parts_of_one_name_are_asked_for_only_where_their_communes_differ(tmp_path: Path) -> None:
    tables = evry()
    for insee, name in (("14001", "Bourg-Neuf"), ("50001", "Val-d'Exemple"), ("50002", "Les Exemples")):
        tables.commune(insee, name)
        tables.mayor(insee[:2], insee, name, "AA", "Bob", "M")
    tables.commune("50010", "Sainte-Croix", "COMD", "50001")
    tables.commune("50011", "La Croix", "COMD", "50002")
    tables.commune("50012", "La Croix", "COMA", "14001")
    tables.postcode("50001", "VAL D EXEMPLE", "50100", "STE CROIX")
    tables.postcode("50001", "VAL D EXEMPLE", "50110", "MONTS")
    tables.postcode("50002", "LES EXEMPLES", "50200", "LA CROIX")
    tables.postcode("50002", "LES EXEMPLES", "50210", "CROIX")
    tables.postcode("14001", "BOURG NEUF", "14100", "LA CROIX")
    register, _ = register_of(tables, tmp_path)
    with register:
        assert found(register, "La Croix") == [("14001", "La Croix"), ("50002", "La Croix")]
        assert [one.postcodes for one in register.find("La Croix").communes] == [  # type: ignore[union-attr]
            ("14100",), ("50200",)]
        assert found(register, "Croix (50)") == [("50002", "")]  # two places of one commune: the commune
        assert match(register, "Sainte-Croix").postcodes == ("50100",)
        assert register.officials(match(register, "ste croix"))[0].postcode == "50100"
        assert match(register, "Monts").part == ""


def test_a_name_without_its_article_finds_all_that_bear_one(tmp_path: Path) -> None:
    tables = Tables()
    for insee, name in (("01135", "Crozet"), ("42078", "Le Crozet"), ("76351", "Le Havre"), ("88001", "Les Crozet")):
        tables.commune(insee, name)
    tables.postcode("88001", "LES CROZET", "88100", "HAVRE")
    register, _ = register_of(tables, tmp_path)
    with register:
        assert found(register, "Crozet") == [("01135", ""), ("42078", ""), ("88001", "")]
        assert found(register, "Le Crozet") == [("42078", "")]
        assert found(register, "La Crozet") == [("01135", ""), ("42078", ""), ("88001", "")]
        assert found(register, "havre") == [("76351", ""), ("88001", "HAVRE")]
        assert found(register, "lehavre") == [("76351", "")]


def test_shared_names_are_counted_and_named_at_the_import(tmp_path: Path) -> None:
    register, findings = register_of(evry(), tmp_path)
    register.close()
    item, = (each for each in findings if each.code == "place-shared")
    assert (item.severity, item.values["count"], item.values["names"]) == (
        Severity.NOTE, 1, "EVRY (Évry-Courcouronnes, 91228)")


# -- Paris, Lyon, Marseille ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("city", "postcode", "district"), [
    ("75056", "75011", "75111"), ("75056", "75116", "75116"), ("75056", "75016", "75116"), ("75056", "75020", "75120"),
    ("69123", "69009", "69389"), ("13055", "13016", "13216"), ("75056", "75021", ""), ("69123", "69010", ""),
    ("75056", "13001", ""), ("06088", "06000", ""), ("75056", "7501", "")])
def test_a_postal_code_of_the_three_cities_is_an_arrondissement(city: str, postcode: str, district: str) -> None:
    assert places.district(city, postcode) == district


def by_city() -> Tables:
    """Tables that know the cities as wholes: the constituencies list the postal codes that they touch."""
    tables = Tables()
    for insee, name, codes in (("75056", "PARIS", ("75011", "75012", "75020")), ("69123", "LYON", ("69003",)),
                               ("13055", "MARSEILLE", ("13013",))):
        for code in codes:
            tables.postcode(insee, name, code)
    return tables


WITH_POSTCODES = "numéro_département;nom_département;numéro_circonscription;nom_commune;codes_postaux;code_insee"
ROWS = ("75;Paris;6;Paris;75011 75020;75056", "75;Paris;7;Paris;75011 75012;75056", "75;Paris;8;Paris;75012;75056",
        "69;Rhône;3;Lyon;69003 69006;69123", "69;Rhône;4;Lyon;69003;69123",
        "13;Bouches-du-Rhône;1;Marseille;13013 ;13055", "01;Ain;1;Attignat;01340;01024")


@pytest.mark.parametrize(("text", "numbers", "name"), [
    ("75011", (6, 7), "Paris 11e Arrondissement"), ("75012", (7, 8), "Paris 12e Arrondissement"),
    ("Paris 20e", (6,), "Paris 20e Arrondissement"), ("75120", (6,), "Paris 20e Arrondissement"),
    ("Paris", (6, 7, 8), ""), ("69003", (3, 4), "Lyon 3e Arrondissement"), ("Lyon 6", (3,), "Lyon 6e Arrondissement"),
    ("13013", (1,), "Marseille 13e Arrondissement"), ("01340", None, "")])
def test_postal_codes_of_constituencies_narrow_the_three_cities_by_arrondissement(
        tmp_path: Path, text: str, numbers: tuple[int, ...] | None, name: str) -> None:
    paths = by_city().write(tmp_path)
    paths.append(tmp_path / "circos-2013-01-01.csv")
    paths[-1].write_text(table(WITH_POSTCODES, ROWS), encoding="utf-8")
    imports.read_all(paths, tmp_path / "r.sqlite", today=TODAY)
    with Register(tmp_path / "r.sqlite") as register:
        if numbers is None:
            assert isinstance(register.find(text), NoMatch)  # the column is no table of postal codes
            return
        commune = match(register, text)
        assert (commune.constituencies, commune.part_name) == (numbers, name)
        assert commune.insee in ("75056", "69123", "13055")


def test_a_table_of_arrondissements_alone_still_has_the_city(tmp_path: Path) -> None:
    tables = Tables()
    tables.postcode("75111", "PARIS 11", "75011")
    register, _ = register_of(tables, tmp_path)
    with register:
        assert (match(register, "75011").insee, match(register, "75011").name) == ("75056", "Paris")
        assert match(register, "Paris").postcodes == ("75011",)


def test_the_mayor_of_a_city_is_not_written_to_at_an_arrondissement(tmp_path: Path) -> None:
    tables = by_city()
    tables.mayor("75", "75056", "Paris", "AA", "Zoé", "F")
    register, _ = register_of(tables, tmp_path)
    with register:
        mayor = register.officials(match(register, "75011"))[0]
        assert (mayor.postcode, mayor.town) == ("", "Paris")


# -- collectivities --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "name", "expected"), [
    ("", "Métropole De Lyon", "69"), ("69M", "", "69"), ("69D", "", "69"), ("75C", "Paris", "75"), ("01D", "", "01"),
    ("972R", "Martinique", "972"), ("", "La Réunion", "974"), ("", "Saint-Martin / Saint-Barthélémy", "ZX"),
    ("", "Îles Wallis et Futuna", "986"), ("94", "Corse", ""), ("94", "Corse-du-Sud", "2A"),
    ("20R", "Haute-Corse", "2B"), ("6AE", "Haut-Rhin", "68"),
    ("6AE", "Collectivité européenne d'Alsace", ""), ("987", "Inconnue", "987")])
def test_a_collectivity_is_known_by_its_name_and_never_by_the_number_of_its_region(code: str, name: str,
                                                                                  expected: str) -> None:
    assert places.collectivity(code, names.folded(name)[1]) == expected


def test_senators_of_a_collectivity_are_those_of_its_department(tmp_path: Path) -> None:
    head = HEADS["elus-senateurs"]
    rows = [f"{where};Bob;M;;;;2020-10-01" for where in (
        ";;69M;Métropole De Lyon;LYONNAIS", ";;94;Corse;CORSE", "6AE;Haut-Rhin;;;RHENAN",
        ";;987;Polynésie Française;ILIEN")]
    path = tmp_path / "elus-senateurs-2023-01-10.csv"
    path.write_text(table(head, rows), encoding="utf-8")
    result = imports.read_all([path], tmp_path / "r.sqlite", today=TODAY)
    with Register(tmp_path / "r.sqlite") as register:
        assert register.base.execute("SELECT area, last_name FROM officials ORDER BY area").fetchall() == [
            ("68", "RHENAN"), ("69", "LYONNAIS"), ("987", "ILIEN")]
    assert [item.source.line for item in result.findings if item.code == "officials-row" and item.source] == [3]


def test_a_collectivity_is_named_and_found_by_its_name(tmp_path: Path) -> None:
    tables = Tables()
    tables.rows["v_commune_comer"] += [
        "97502,0,SAINT PIERRE,Saint-Pierre,Saint-Pierre,COM,975,Saint-Pierre-et-Miquelon"]
    tables.commune("97416", "Saint-Pierre")
    tables.rows["v_departement"] += ["974,04,97411,0,REUNION,Réunion,La Réunion"]
    register, _ = register_of(tables, tmp_path)
    with register:
        assert match(register, "Saint-Pierre (Saint-Pierre-et-Miquelon)").department_name == "Saint-Pierre-et-Miquelon"
        assert match(register, "Saint-Pierre, réunion").insee == "97416"
        assert register.department("la reunion") == register.department("974") == "974"
        assert register.department("Atlantide") == ""


# -- odd signs -------------------------------------------------------------------------------------------------------


ODD = "24;Dordogne;;;24423;{commune};{last};Jean;M;;;;2020-05-18;2020-05-25"


def with_odd_mayor(folder: Path, commune: str, last: str, known: bool) -> tuple[Register, Sequence[Finding], int]:
    """A register with one more mayor, whose commune La Poste's table has if it is `known`."""
    tables = small()
    tables.rows["elus-maires"].append(ODD.format(commune=commune, last=last))
    if known:
        tables.postcode("24423", "ST EULALIE D EXEMPLE", "24500")
        tables.commune("24423", "Sainte-Eulalie-d'Exemple")
    result = imports.read_all(tables.write(folder), folder / "r.sqlite", today=TODAY)
    rows = [item for item in result.findings if item.code == "officials-row"]
    return Register(folder / "r.sqlite"), rows, result.tables["mayors"].skipped


@pytest.mark.parametrize("commune", ["Sainte*Eulalie", "Sainte-Eulalie?", "S@inte", "<b>", "Sainte¿Eulalie", "=1",
                                     "7 Eulalie"])
def test_an_odd_sign_in_a_commune_s_name_does_not_lose_its_mayor(tmp_path: Path, commune: str) -> None:
    register, rows, skipped = with_odd_mayor(tmp_path, commune, "BOURDIL", known=True)
    with register:
        mayor, = register.officials(match(register, "24423"))
        assert (mayor.name, mayor.place, mayor.postcode) == ("Jean Bourdil", "Sainte-Eulalie-d’Exemple", "24500")
    assert skipped == 0
    assert [(item.message, item.source.line) for item in rows if item.source] == [("kept without the name: {what}", 12)]


def test_without_another_table_that_has_its_code_the_row_is_left_out_and_told(tmp_path: Path) -> None:
    register, rows, skipped = with_odd_mayor(tmp_path, "S@inte", "BOURDIL", known=False)
    with register:
        assert isinstance(register.find("24423"), NoMatch)
        assert not register.base.execute("SELECT 1 FROM officials WHERE last_name = 'BOURDIL'").fetchall()
    assert skipped == 1
    assert [item.message for item in rows] == ["left out: {what}"]


def test_a_mayor_whose_own_name_is_odd_is_kept_without_it(tmp_path: Path) -> None:
    register, rows, skipped = with_odd_mayor(tmp_path, "Sainte-Eulalie", "B<OURDIL", known=True)
    with register:
        mayor, = register.officials(match(register, "24423"))
        assert (mayor.name, mayor.civility, mayor.place) == ("", "m", "Sainte-Eulalie-d’Exemple")
        assert [item.values["where"] for item in register.look_up(match(register, "24423")).findings
                if item.values.get("office") == "maire"] == ["24423"]
    assert (skipped, len(rows)) == (0, 1)


@pytest.mark.parametrize(("published", "name"), [
    ("Saint-Julien-Innocence_Eulalie", "Saint-Julien-Innocence Eulalie"), ("DE\u00a0LA TOUR", "DE LA TOUR"),
    ("Saint‑Denis", "Saint-Denis"), ("LE\u202fGOFF", "LE GOFF"), ("BEL\u200b", "BEL"), ("MAR\u00adTIN", "MARTIN"),
    ("L'Haÿ", "L'Haÿ")])
def test_signs_that_copying_leaves_are_no_odd_signs(published: str, name: str) -> None:
    assert names.tidy(published) == name
    assert names.is_place(name)


def test_an_odd_name_in_the_insee_s_table_is_taken_from_another(tmp_path: Path) -> None:
    tables = small()
    tables.rows["v_commune"] = [row.replace("Ajaccio", "Ajacc?io") for row in tables.rows["v_commune"]]
    register, findings = register_of(tables, tmp_path)
    with register:
        assert register.officials(match(register, "Ajaccio"))[0].name == "Ange d’Istria"
    assert [item.message for item in findings if item.code == "officials-row"] == ["kept without the name: {what}"]


# -- tables against each other ---------------------------------------------------------------------------------------


def gaps(tables: Tables, folder: Path) -> dict[str, str]:
    register, findings = register_of(tables, folder)
    register.close()
    return {item.message.partition(" (")[0]: str(item.values["names"]) for item in findings
            if item.code == "officials-gap"}


def test_tables_of_one_edition_agree(tmp_path: Path) -> None:
    assert gaps(small(), tmp_path) == {}


def test_constituencies_without_a_deputy_and_deputies_without_a_commune_are_counted_and_named(tmp_path: Path) -> None:
    tables = small()
    tables.rows["elus-deputes"] = [row for row in tables.rows["elus-deputes"] if ";0603;" not in row]
    tables.deputy("89", "Yonne", "8902", "PERDU", "Ève", "F")
    assert gaps(tables, tmp_path) == {"constituencies without a deputy": "Alpes-Maritimes 3",
                                      "deputies without a commune": "Yonne 2 (Ève PERDU)"}


def test_long_lists_are_cut_and_their_count_is_not(tmp_path: Path) -> None:
    tables = small()
    tables.rows["elus-deputes"] = tables.rows["elus-deputes"][:1]
    register, findings = register_of(tables, tmp_path)
    register.close()
    item, = (each for each in findings if each.code == "officials-gap")
    assert (item.values["count"], str(item.values["names"])[-3:]) == (11, ", …")


def test_mayors_of_dissolved_communes_and_communes_without_a_mayor_are_counted_and_named(tmp_path: Path) -> None:
    tables = small()
    tables.rows["elus-maires"] = [row for row in tables.rows["elus-maires"] if ";06088;" not in row]
    tables.mayor("01", "01091", "Châtenay", "AA", "Bob", "M")
    assert gaps(tables, tmp_path) == {"communes without a mayor": "Nice (06088)",
                                      "{thing}: communes that the INSEE's table does not have": "Châtenay (01091)"}


def test_a_public_table_with_rows_of_an_old_coding_is_read_without_them(tmp_path: Path) -> None:
    """Before 1976 the communes of Corsica were numbered as 20001 and on."""
    tables = small()
    for number in range(1, 400):
        tables.constituency("76", "Seine-Maritime", f"76{number:03}", f"Bel-{'abcdefgh'[number % 8]}", 7)
    for number in range(1, 41):
        tables.constituency("2A", "Corse-du-Sud", f"20{number:03}", "Afa", 1)
    result = imports.read_all(tables.write(tmp_path), tmp_path / "r.sqlite", today=TODAY)
    rows, left_out = result.tables["constituencies"].rows, result.tables["constituencies"].skipped
    assert (rows, left_out) == (12 + 399 + 40 + 1, 40)
    told, = (item for item in result.findings if item.code == "officials-broken")
    assert (told.severity, told.values["broken"], told.values["count"]) == (Severity.WARNING, 40, rows)
    with Register(tmp_path / "r.sqlite") as register:
        assert match(register, "Ajaccio").constituencies == (1,)


MAYOR = "06;Alpes-Maritimes;;;06{:03};Aiglun;AA;Bob;M;;;;{mandate};"


def dated(folder: Path, name: str, mandates: Sequence[str], *as_of: str) -> tuple[str, str, list[tuple[str, str]]]:
    path = folder / name
    rows = [MAYOR.format(number, mandate=day) for number, day in enumerate(mandates, 1)]
    path.write_text(table(MAYORS, rows), encoding="utf-8")
    result = imports.read_all([path], folder / "r.sqlite", today=TODAY, as_of=as_of)
    mayors = result.tables["mayors"]
    return mayors.date, mayors.dated_by, [(item.severity.value, item.message) for item in result.findings
                                          if item.code == "officials-date"]


ONLY_YEAR = ("note", "its name has only a year; {day}, the day of its newest mandate, is used")
LATER = ("warning", "it is dated {stated}, but {count} of its {total} mandates begin later; {day}, the day of the "
         "newest, is used")
FEW = ("warning", "{count} of its {total} mandates begin after {day}, the day of the table; that day is kept")


@pytest.mark.parametrize(("name", "mandates", "as_of", "expected"), [
    ("rne-mai-2020.csv", ["18/05/2020", "20/10/2020"], (), ("2020-10-20", "mandates", [ONLY_YEAR])),
    ("rne-mai-2020.csv", ["18/05/2019"], (), ("2020-01-01", "name", [])),
    ("rne-mai-2020.csv", ["18/05/2020", "18/05/2021"], (), ("2021-05-18", "mandates", [LATER])),
    ("rne-mai-2020.csv", ["18/05/2020"] * 99 + ["18/05/2021"], (), ("2020-05-18", "mandates", [FEW])),
    ("rne-mai-2020-06-01.csv", ["2020-05-18", "2020-07-03"], (), ("2020-07-03", "mandates", [LATER])),
    ("rne-mai-2020-06-01.csv", ["2020-05-18"] * 99 + ["2020-07-03"], (), ("2020-06-01", "name", [FEW])),
    ("rne-mai-2020-06-01.csv", ["2020-05-18"], (), ("2020-06-01", "name", [])),
    ("rne-mai.csv", ["2020-05-18", "2020-07-03"], ("2020-06-01",), ("2020-07-03", "mandates", [LATER])),
    ("rne-mai.csv", ["2020-05-18", "2020-07-03"], ("2020-08-01",), ("2020-08-01", "told", [])),
    ("rne-mai-2022.csv", ["2022-05-18", "2023-03-01"], (), ("2022-05-18", "mandates", [ONLY_YEAR]))])  # after today
def test_a_table_is_not_dated_before_its_own_rows(tmp_path: Path, name: str, mandates: list[str],
                                                  as_of: tuple[str, ...], expected: object) -> None:
    assert dated(tmp_path, name, mandates, *as_of) == expected
