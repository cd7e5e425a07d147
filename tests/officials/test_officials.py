"""The register of officials: the import of the state's files, the lookup by commune, and hostile files."""

from __future__ import annotations

import gzip
import json
import sqlite3
import tracemalloc
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pressroom.findings import Finding, Refused, Severity
from pressroom.officials import departments, imports, names, places, recipients
from pressroom.officials.age import Ages
from pressroom.officials.answers import Candidates, Commune, Match, NoMatch
from pressroom.officials.register import Register
from pressroom.officials.row_faults import MOST_SHOWN
from tests import work
from tests.officials import tables as officials_files
from tests.officials.tables import BORN, HEADS, MAYORS, OLD_MAYORS, WORK, Tables, small, table
from tests.officials.workbooks import ods, xlsx

TODAY = "2023-02-01"
Render = Callable[..., tuple[int, str, str]]


def read(paths: Sequence[Path], database: Path, **how: object) -> imports.Imported:
    return imports.read_all(paths, database, today=TODAY, **how)  # type: ignore[arg-type]


def refused(paths: Sequence[Path], database: Path, **how: object) -> list[Finding]:
    with pytest.raises(Refused) as trouble:
        read(paths, database, **how)
    return list(trouble.value.findings)


def codes(findings: Sequence[Finding]) -> list[str]:
    return [item.code for item in findings if item.code != "officials-missing"]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("register")
    read(small().write(folder), folder / "officials.sqlite")
    return folder / "officials.sqlite"


@pytest.fixture
def register(database: Path) -> Register:
    return Register(database)


def commune_named(register: Register, text: str) -> Commune:
    hit = register.find(text)
    assert isinstance(hit, Match), hit
    return hit.commune


@pytest.mark.parametrize("text", [
    "Saint-Laurent-du-Var", "saint laurent du var", "SAINT LAURENT DU VAR", "St-Laurent du Var", "st. laurent du var",
    "06700", "06 700", "06123", "06700 Saint-Laurent-du-Var", "Saint-Laurent-du-Var (06)", "  saintlaurentduvar "])
def test_a_commune_is_found_in_every_spelling(register: Register, text: str) -> None:
    assert commune_named(register, text).insee == "06123"


@pytest.mark.parametrize(("text", "insee", "part"), [
    ("Le Havre", "76351", ""), ("havre", "76351", ""), ("L’Abergement Clemenciat", "01001", ""),
    ("ABERGEMENT-CLEMENCIAT", "01001", ""), ("2a004", "2A004", ""), ("20000", "2A004", ""), ("97400", "97411", ""),
    ("Saint-Denis (974)", "97411", ""), ("Saint-Denis, 93", "93066", ""), ("93200 St Denis", "93066", ""),
    ("75001", "75056", "75101"), ("75101", "75056", "75101"), ("Paris 1er", "75056", "75101"),
    ("PARIS 15", "75056", "75115"), ("paris 15ème arrondissement", "75056", "75115"), ("Paris", "75056", ""),
    ("Saint-Bois", "01015", "01340"), ("Arboys-en-Bugey", "01015", "")])
def test_articles_codes_homonyms_arrondissements_and_merged_communes_are_understood(
        register: Register, text: str, insee: str, part: str) -> None:
    commune = commune_named(register, text)
    assert (commune.insee, commune.part) == (insee, part)


def test_of_several_communes_none_is_guessed(register: Register) -> None:
    for text, expected in (("Saint-Denis", ["93066", "97411"]), ("01400", ["01001", "01093"])):
        hit = register.find(text)
        assert isinstance(hit, Candidates)
        assert [commune.insee for commune in hit.communes] == expected
        assert all(commune.department_name for commune in hit.communes)


@pytest.mark.parametrize(("text", "near"), [("Saint-Lauren du Var", "06123"), ("6700", "06123"),
                                            ("Abergement", "01001"), ("Ajacio", "2A004")])
def test_a_misspelt_name_gives_similar_ones(register: Register, text: str, near: str) -> None:
    hit = register.find(text)
    assert isinstance(hit, NoMatch)
    assert near in [commune.insee for commune in hit.near]


@pytest.mark.parametrize("text", ["", " ", "'; DROP TABLE communes; --", "<script>alert(1)</script>", "%", "\0", "(",
                                  "((((", "98000", "99138", "MONACO", "Ottawa", "x" * 9999])
def test_a_text_that_is_not_a_french_commune_is_not_found(register: Register, text: str) -> None:
    assert isinstance(register.find(text), NoMatch)


def test_officials_come_with_civility_names_dates_and_the_town_hall(register: Register) -> None:
    mayor, deputy, *senators = register.officials(commune_named(register, "06700"))
    assert (mayor.office, mayor.civility, mayor.name) == ("maire", "f", "Zoé de La Tour-d’Auvergne")
    assert (mayor.address, mayor.postcode, mayor.town) == (("Mairie",), "06700", "Saint-Laurent-du-Var")
    assert (mayor.since, mayor.source_date) == ("2020-05-25", "2023-01-10")
    assert (deputy.name, deputy.civility, deputy.constituency, deputy.place) == ("Camille Hervé", "m", 6,
                                                                                "Alpes-Maritimes")
    assert [(one.civility, one.name) for one in senators] == [("m", "Paul des Essarts"), ("f", "Line Tabarot")]


def test_of_several_constituencies_none_is_guessed(register: Register) -> None:
    nice = commune_named(register, "Nice")
    lookup = register.look_up(nice)
    assert [one.office for one in lookup.officials] == ["maire", "senateur", "senateur"]
    assert [item.values["numbers"] for item in lookup.findings if item.code == "constituency-open"] == ["1, 3"]
    wrong = register.look_up(nice, 6)
    assert [item.code for item in wrong.findings if item.fails] == ["constituency-unknown"]
    assert "depute" not in [one.office for one in wrong.officials]
    assert lookup.officials[0].postcode == ""  # two postal codes: which is the town hall's is not known


def test_an_arrondissement_and_a_merged_commune_narrow_the_constituencies(register: Register) -> None:
    assert commune_named(register, "Paris").constituencies == (1, 12, 13)
    assert commune_named(register, "75001").constituencies == (1,)
    assert commune_named(register, "Paris 15e").constituencies == (12, 13)
    assert commune_named(register, "Arboys en Bugey").constituencies == (3, 5)
    assert commune_named(register, "Saint-Bois").constituencies == (5,)


def test_deputies_of_the_french_abroad_belong_to_no_commune(register: Register) -> None:
    rows = register.base.execute("SELECT area FROM officials WHERE last_name = 'LOINTAIN'").fetchall()
    assert rows == [("ZZ-1",)]
    assert not register.base.execute("SELECT 1 FROM communes WHERE department = 'ZZ'").fetchall()


def test_birth_dates_and_professions_are_nowhere(database: Path, register: Register) -> None:
    stored = [database.read_bytes(), *departments.pages(register).values()]
    for trace in (BORN, "17/04/1961", "1961", WORK, "zingueur", "naissance", "profession"):
        assert not [one for one in stored if trace.encode() in one], trace
    columns = {row[1] for name, in register.base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
               for row in register.base.execute(f"PRAGMA table_info({name})")}
    assert columns == {"kind", "file", "date", "dated_by", "rows", "skipped", "code", "name", "insee", "department",
                       "article", "commune", "key", "loose", "part", "postcode", "number", "office", "area",
                       "last_name", "first_name", "civility", "since"}


@pytest.mark.parametrize(("encoding", "end"), [("utf-8", "\n"), ("utf-8-sig", "\r\n"), ("cp1252", "\r\n")])
def test_encodings_and_line_ends_are_told_apart(tmp_path: Path, encoding: str, end: str) -> None:
    tables = small()
    tables.rows["elus-maires"] = [row.replace("Łucja", "Lucie") for row in tables.rows["elus-maires"]]  # not in cp1252
    tables.rows["elus-maires"] = [row.replace("Aylin", "Anaïs") for row in tables.rows["elus-maires"]]
    read(tables.write(tmp_path, encoding=encoding, end=end), tmp_path / "r.sqlite")
    with Register(tmp_path / "r.sqlite") as register:
        assert register.officials(commune_named(register, "Nice"))[0].name == "Jean--Noël Œuvrard"


@pytest.mark.parametrize("header", [
    MAYORS.upper(), MAYORS.replace("é", "e"), MAYORS.replace(" ", "_"), MAYORS.replace("'", "’"),
    f"\ufeff{MAYORS}", ";".join(f'"{name}"' for name in MAYORS.split(";")), f"Titre du rapport\n\n{MAYORS}"])
def test_headers_are_known_by_name_in_every_spelling(tmp_path: Path, header: str) -> None:
    path = tmp_path / "elus-maires-2023-01-10.csv"
    path.write_text(table(header, small().rows["elus-maires"]), encoding="utf-8")
    assert read([path], tmp_path / "r.sqlite").tables["mayors"].rows == 10


def test_columns_in_another_order_with_commas_are_read_the_same(tmp_path: Path) -> None:
    rows = [row.split(";")[::-1] for row in (MAYORS, *small().rows["elus-maires"])]
    path = tmp_path / "maires 20230110.csv"
    path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    read([path], tmp_path / "r.sqlite")
    with Register(tmp_path / "r.sqlite") as register:
        assert register.officials(commune_named(register, "Ajaccio"))[0].name == "Ange d’Istria"
        assert register.dates == {"mayors": "2023-01-10"}


def test_the_older_edition_with_letters_for_departments_is_read(tmp_path: Path) -> None:
    path = tmp_path / "9-rne-maires.txt"
    rows = [f"06\tALPES MARITIMES\t123\tSAINT LAURENT DU VAR\tAUDE\tAnne\tF\t{BORN}\t31\t{WORK}\t29/03/2014\t"
            "05/04/2014\t",
            f"ZA\tGUADELOUPE\t105\tBASSE TERRE\tBEL\tLuc\tM\t17/04/1961\t31\t{WORK}\t29/03/2014\t05/04/2014\t",
            f"ZX\tSAINT BARTHELEMY\t701\tSAINT BARTHELEMY\tIL\tLuc\tM\t17/04/1961\t31\t{WORK}\t29/03/2014\t\t"]
    path.write_text(table(f"Titre du rapport\n{OLD_MAYORS}\t", rows), encoding="cp1252")
    result = read([path], tmp_path / "r.sqlite")
    assert result.tables["mayors"].date == "2014-04-05"
    with Register(tmp_path / "r.sqlite") as register:
        assert commune_named(register, "Basse-Terre").insee == "97105"
        assert commune_named(register, "St-Barthélemy").department == "977"
        assert register.officials(commune_named(register, "st laurent du var"))[0].name == "Anne Aude"


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_archives_and_workbooks_are_read_where_they_lie(tmp_path: Path, kind: str) -> None:
    one, two, three, four, *rest = small().write(tmp_path)
    packed = tmp_path / "elus-maires-2023-01-10.csv.gz"
    packed.write_bytes(gzip.compress(one.read_bytes()))
    archive = tmp_path / "cog_ensemble_2023_csv.zip"
    with zipfile.ZipFile(archive, "w") as writer:
        writer.writestr("v_arrondissement_2023.csv", "ARR,DEP\n1,01\n")
        writer.write(rest[1], "v_commune_2023.csv")
    workbook = tmp_path / f"Table_de_correspondance_circo_legislatives2017-1.{kind}"
    {"xlsx": xlsx, "ods": ods}[kind](workbook, [HEADS["circonscriptions-communes"].split(";"), *(
        row.split(";") for row in small().rows["circonscriptions-communes"])])
    result = read([packed, two, three, four, archive, workbook], tmp_path / "r.sqlite")
    assert {kind: table.date for kind, table in result.tables.items()} == {
        "mayors": "2023-01-10", "deputies": "2023-01-10", "senators": "2023-01-10", "postcodes": "2023-01-10",
        "communes": "2023-01-01", "constituencies": "2017-01-01"}
    with Register(tmp_path / "r.sqlite") as register:
        assert commune_named(register, "Arboys en Bugey").constituencies == (3, 5)


def test_a_renamed_column_is_an_error_that_names_it(tmp_path: Path) -> None:
    path = tmp_path / "elus-maires-2023-01-10.csv"
    path.write_text(table(MAYORS.replace("Nom de l'élu", "Nom de l'elu actuel"), small().rows["elus-maires"]), "utf-8")
    item, = (each for each in refused([path], tmp_path / "r.sqlite") if each.fails)
    assert (item.code, item.values["names"], item.values["near"]) == ("officials-table", "Nom de l'élu",
                                                                      "Nom de l'elu actuel")
    assert item.source is not None
    assert item.source.file == path


@pytest.mark.parametrize("header", [
    "Code du département;Libellé du département;Code du canton;Libellé du canton;Nom de l'élu;Prénom de l'élu;"
    "Code sexe;Date de début du mandat", "a;b;c", "<script>;=HYPERLINK(1);\x1b[31m", "TYPECOM,COM"])
def test_an_unknown_table_is_an_error(tmp_path: Path, header: str) -> None:
    path = tmp_path / "table-2023-01-10.csv"
    path.write_text(f"{header}\n{header}\n", encoding="utf-8")
    findings = refused([path], tmp_path / "r.sqlite")
    assert codes(findings) == ["officials-table"]
    assert not any("\x1b" in str(value) for item in findings for value in item.values.values())


HOSTILE = {
    "a formula": '06;A;;;06001;=HYPERLINK("http://x");AA;Bob;M;;;;2020-05-18;2020-05-25',
    "markup": "06;A;;;06001;<script>alert(1)</script>;AA;Bob;M;;;;2020-05-18;2020-05-25",
    "markup in a name": "06;A;;;06001;Aiglun;<b>AA</b>;Bob;M;;;;2020-05-18;2020-05-25",
    "an escape sequence": "06;A;;;06001;Aig\x1b[31mlun;AA;Bob;M;;;;2020-05-18;2020-05-25",
    "a command": "06;A;;;06001;Aiglun;@SUM(1+1);+1;M;;;;2020-05-18;2020-05-25",
    "too few cells": "06;A;;;06001;Aiglun",
    "too many cells": "06;A;;;06001;Aiglun;AA;Bob;M;;;;2020-05-18;2020-05-25;x;y",
    "an open quote": '06;A;;;06001;"Aiglun;AA;Bob;M;;;;2020-05-18;2020-05-25',
    "a NUL": "06;A;;;06001;Aig\0lun;AA;Bob;M;;;;2020-05-18;2020-05-25",
    "no code": "06;A;;;0600X;Aiglun;AA;Bob;M;;;;2020-05-18;2020-05-25",
    "another department": "83;A;;;06001;Aiglun;AA;Bob;M;;;;2020-05-18;2020-05-25",
    "no civility": "06;A;;;06001;Aiglun;AA;Bob;X;;;;2020-05-18;2020-05-25",
    "no day": "06;A;;;06001;Aiglun;AA;Bob;M;;;;2020-02-31;",
    "letters encoded twice": "06;A;;;06001;Aiglun;AgnÃ¨s;Bob;M;;;;2020-05-18;2020-05-25",
    "another encoding": b"06;A;;;06001;\xc9ze;AA;Bob;M;;;;2020-05-18;2020-05-25",
    "a very long name": f"06;A;;;06001;{'Aiglun' * 30};AA;Bob;M;;;;2020-05-18;2020-05-25",
}


def with_rows(path: Path, good: int, bad: Sequence[str | bytes]) -> Path:
    """A file of mayors with `bad` rows before its last row."""
    row = "59;Nord;;;59{:03};Bel-Étang;AA;Bob;M;;;;2020-05-18;2020-05-25"
    lines = [MAYORS, *(row.format(number) for number in range(1, good)), *bad, row.format(good)]
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines))
    return path


@pytest.mark.parametrize("name", HOSTILE)
def test_a_broken_row_is_left_out_with_its_line_in_the_message(tmp_path: Path, name: str) -> None:
    path = with_rows(tmp_path / "elus-maires-2023-01-10.csv", 150, [HOSTILE[name]])
    result = read([path], tmp_path / "r.sqlite")
    item, = (each for each in result.findings if each.code == "officials-row")
    assert item.source is not None
    assert (item.source.line, item.severity) == (151, Severity.WARNING)
    assert not item.source.text
    with Register(tmp_path / "r.sqlite") as register:
        assert isinstance(register.find("06001"), NoMatch)
        assert register.officials(commune_named(register, "59150"))[0].last_name == "Aa"  # what follows is read
        assert b"script" not in b"".join([*departments.pages(register).values(), register.database.read_bytes()])


def test_broken_rows_cost_themselves_alone_and_are_named_and_counted_by_reason(tmp_path: Path) -> None:
    path = with_rows(tmp_path / "elus-maires-2023-01-10.csv", 900, [*HOSTILE.values()] * 10)
    result = read([path], tmp_path / "r.sqlite")
    rows = [item for item in result.findings if item.code == "officials-row"]
    assert [item.source.line for item in rows[:MOST_SHOWN] if item.source] == [*range(901, 901 + MOST_SHOWN)]
    by_reason = {str(item.values["what"]): item.values["count"] for item in rows[MOST_SHOWN:]}
    assert sum(map(int, by_reason.values())) == 160
    assert by_reason["the commune's code is not valid"] == 10
    broken, = (item for item in result.findings if item.code == "officials-broken")
    assert (broken.severity, broken.values["broken"], broken.values["count"]) == (Severity.WARNING, 160, 1060)
    assert (result.tables["mayors"].skipped, result.communes) == (160, 900)


@pytest.mark.parametrize(("bad", "read_on"), [(150, True), (151, False)])
def test_a_file_of_which_more_than_half_is_broken_is_refused(tmp_path: Path, bad: int, read_on: bool) -> None:
    path = with_rows(tmp_path / "elus-maires-2023-01-10.csv", 150, [HOSTILE["no code"]] * bad)
    if read_on:
        assert read([path], tmp_path / "r.sqlite").communes == 150
    else:
        assert codes(refused([path], tmp_path / "r.sqlite"))[-1] == "officials-broken"
        assert not (tmp_path / "r.sqlite").exists()


def test_more_than_two_hundred_thousand_rows_are_a_finding_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "elus-maires-2023-01-10.csv"
    path.write_text(MAYORS + "\n" + "59;Nord;;;59001;Bel-Etang;AA;Bob;M;;;;2020-05-18;2020-05-25\n" * 250_000, "utf-8")
    tracemalloc.start()
    findings = refused([path], tmp_path / "r.sqlite")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert codes(findings) == ["officials-too-many"]
    assert peak < 4_000_000


@pytest.mark.parametrize(("name", "content"), [
    ("a.csv", b""), ("a.csv", b"x" * 50_000), ("a.csv", MAYORS.encode("utf-16")), ("a.zip", b"no archive"),
    ("a.csv.gz", b"no archive"), ("a.csv.gz", gzip.compress(MAYORS.encode() * 9)[:-20]), ("a.xlsx", b"no workbook"),
    ("a.csv", (MAYORS + "\n").encode()), ("a.csv", None)])
def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path, name: str, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert "officials-file" in codes(refused([tmp_path / name], tmp_path / "r.sqlite"))


def test_a_failed_import_leaves_the_old_register_as_it_was(tmp_path: Path) -> None:
    database = tmp_path / "r" / "officials.sqlite"
    read(small().write(tmp_path), database)
    before = database.read_bytes()
    refused([*small().write(tmp_path), with_rows(tmp_path / "elus-maires-2023-01-11.csv", 5, ["x"])], database)
    assert database.read_bytes() == before
    assert [path.name for path in database.parent.iterdir()] == ["officials.sqlite"]


def test_the_same_files_make_the_same_register_and_the_same_pages(tmp_path: Path, register: Register) -> None:
    paths = small().write(tmp_path)
    read(paths, tmp_path / "a.sqlite")
    read(paths[::-1], tmp_path / "b.sqlite")
    assert (tmp_path / "a.sqlite").read_bytes() == (tmp_path / "b.sqlite").read_bytes()
    with Register(tmp_path / "a.sqlite") as again:
        assert departments.pages(again) == departments.pages(register)
        assert again.digest() == register.digest()


def test_a_missing_table_narrows_the_lookup_with_a_finding(tmp_path: Path) -> None:
    result = read(small().write(tmp_path, "laposte_hexasmal", "elus-deputes"), tmp_path / "r.sqlite")
    messages = [str(item.values["what"]) for item in result.findings if item.code == "officials-missing"]
    assert len(messages) == 4
    assert any("mayor" in what for what in messages)
    with Register(tmp_path / "r.sqlite") as register:
        lookup = register.look_up(commune_named(register, "06700"))
        assert lookup.officials == ()
        assert sorted({item.code for item in lookup.findings}) == ["constituency-open", "officials-not-looked-up"]
        assert register.officials(commune_named(register, "06700"), 6)[0].name == "Camille Hervé"


def test_the_register_never_chooses_between_two_holders_of_one_office(tmp_path: Path) -> None:
    tables = small()
    tables.mayor("06", "06123", "Saint-Laurent-du-Var", "AUTRE", "Luc", "M")
    tables.deputy("06", "Alpes-Maritimes", "0606", "SUIVANT", "Ève", "F")
    read(tables.write(tmp_path), tmp_path / "r.sqlite")
    with Register(tmp_path / "r.sqlite") as register:
        lookup = register.look_up(commune_named(register, "06700"))
        assert [one.office for one in lookup.officials] == ["senateur", "senateur"]
        assert [item.code for item in lookup.findings] == ["officials-two", "officials-two"]


def test_a_deputy_filed_under_another_department_is_left_out_and_the_file_is_kept(tmp_path: Path) -> None:
    tables = small()
    tables.deputy("78", "Yvelines", "0102", "EGARE", "Ève", "F")
    result = read(tables.write(tmp_path), tmp_path / "r.sqlite")
    assert codes(result.findings) == ["officials-row"]
    assert result.tables["deputies"].skipped == 1


def test_dates_come_from_the_option_from_names_or_from_mandates_never_from_time_stamps(tmp_path: Path) -> None:
    paths = []
    for path in small().write(tmp_path, "elus-maires", "elus-deputes", "laposte_hexasmal"):
        paths.append(path.rename(path.with_name(path.name.replace("-2023-01-10", ""))))
    undated = read(paths, tmp_path / "r.sqlite")
    assert (undated.tables["mayors"].date, undated.tables["mayors"].dated_by) == ("2020-05-25", "mandates")
    assert undated.tables["postcodes"].date == ""
    assert codes(undated.findings) == ["officials-date"] * 3
    dated = read(paths, tmp_path / "r.sqlite", as_of=["2022-12-01", "elus-deputes.csv=2022-11-02"])
    assert {kind: table.date for kind, table in dated.tables.items()} == {
        "mayors": "2022-12-01", "deputies": "2022-11-02", "postcodes": "2022-12-01"}
    assert codes(refused(paths, tmp_path / "r.sqlite", as_of=["2062-01-01"])).count("officials-date") == 3
    for wrong in ("yesterday", "nobody.csv=2022-01-01"):
        with pytest.raises(Refused) as trouble:
            read(paths, tmp_path / "r.sqlite", as_of=[wrong])
        assert trouble.value.exit_code == 2


def test_two_files_of_one_table_are_refused(tmp_path: Path) -> None:
    first = small().write(tmp_path, "elus-maires")
    second = small().write(tmp_path, "elus-maires", day="2022-12-01")
    assert codes(refused([*first, *second], tmp_path / "r.sqlite")) == ["officials-twice"]


def test_old_office_holders_are_a_finding(register: Register) -> None:
    assert register.too_old(Ages("2023-07-01")) == []
    late = register.too_old(Ages("2023-07-30"))
    assert [(item.code, item.values["days"]) for item in late] == [("officials-old", 201)] * 3
    assert register.too_old(Ages("2023-07-30", 365)) == []


@pytest.mark.parametrize("content", [b"", b"no database at all" * 400, None])
def test_a_register_of_another_program_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "r.sqlite"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Refused) as trouble:
        Register(path)
    assert [item.code for item in trouble.value.findings] == ["officials-database"]


def test_an_incomplete_register_is_refused(tmp_path: Path, database: Path) -> None:
    path = tmp_path / "r.sqlite"
    path.write_bytes(database.read_bytes()[:-4096])
    with pytest.raises(Refused):
        Register(path)


def test_a_place_with_a_strange_name_is_left_out_and_the_postal_code_is_kept(tmp_path: Path) -> None:
    tables = small()
    tables.postcode("06001", "AIGLUN", "06910", "<img src=x>")
    result = read(tables.write(tmp_path, "laposte_hexasmal"), tmp_path / "r.sqlite")
    assert codes(result.findings) == ["officials-row"]
    with Register(tmp_path / "r.sqlite") as register:
        assert commune_named(register, "06910").insee == "06001"


@given(st.text(max_size=40) | st.from_regex(r"\A[ 0-9A-Za-z,()éè'-]{0,12}\Z"))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_typed_text_gives_an_answer(register: Register, text: str) -> None:
    assert isinstance(register.find(text), Match | Candidates | NoMatch)


def test_a_register_of_another_version_is_refused(tmp_path: Path, database: Path) -> None:
    path = tmp_path / "r.sqlite"
    path.write_bytes(database.read_bytes())
    with sqlite3.connect(path) as base:
        base.execute("PRAGMA user_version = 99")
    base.close()
    with pytest.raises(Refused):
        Register(path)


@pytest.mark.parametrize(("published", "name"), [
    ("DE LA TOUR-D'AUVERGNE", "de La Tour-d’Auvergne"), ("LE GOËLEC", "Le Goëlec"), ("ŒUVRARD", "Œuvrard"),
    ("MARTIN--DURAND", "Martin--Durand"), ("d'Istria", "d’Istria"), ("van der Berg", "van der Berg"),
    ("MCDONALD", "MCDONALD"), ("N’GUYEN", "N’Guyen"), ("ÖZTÜRK", "Öztürk"), ("STRAUßER", "Straußer"), ("DU", "Du")])
def test_names_in_capitals_become_mixed_case_and_others_stay(published: str, name: str) -> None:
    assert names.mixed_case(published) == name


@pytest.mark.parametrize(("text", "department", "expected"), [
    ("0606", "06", ("06", 6)), ("606", "06", ("06", 6)), ("6", "06", ("06", 6)), ("06006", "", ("06", 6)),
    ("2A02", "2A", ("2A", 2)), ("2A002", "", ("2A", 2)), ("97101", "971", ("971", 1)), ("ZA01", "971", ("971", 1)),
    ("97302", "", ("973", 2)), ("ZX01", "978", ("ZX", 1)), ("97801", "978", ("ZX", 1)), ("ZZ11", "ZZ", ("ZZ", 11)),
    ("98801", "988", ("988", 1)), ("0102", "78", None), ("99", "06", None), ("", "06", None), ("0600", "06", None),
    ("x", "", None)])
def test_constituencies_are_read_in_every_spelling(text: str, department: str,
                                                               expected: tuple[str, int] | None) -> None:
    assert places.constituency(text, department) == expected


def test_the_ministers_and_addresses_of_the_campaign_complete_the_list(project: Path, register: Register) -> None:
    from pressroom import load

    spec = load.job(project).campaign.officials
    people = recipients.recipients(spec, register.look_up(commune_named(register, "06700")))
    assert [one.office for one in people] == ["maire", "depute", "senateur", "senateur", "ministre",
                                              "ministre-deleguee"]
    assert [one.words for one in people[:4]] == ["Maire", "Député", "Sénateur", "Sénatrice"]
    assert [(*one.address, f"{one.postcode} {one.town}") for one in people[1:4:2]] == [
        ("Assemblée nationale", "126 rue de l'Université", "75355 Paris 07 SP"),
        ("Sénat", "15 rue de Vaugirard", "75291 Paris Cedex 06")]
    assert (people[5].civility, people[5].name, people[5].words[:18]) == ("f", "Agnès Firmin Le Bodo",
                                                                         "Ministre déléguée ")
    assert [item.values["thing"] for item in recipients.too_old(spec, Ages("2026-01-01"))] == [
        "François Braun", "Agnès Firmin Le Bodo"]
    assert recipients.too_old(spec, Ages(TODAY)) == []


def test_the_pages_hold_what_a_lookup_in_a_browser_needs(register: Register) -> None:
    pages = {path: json.loads(content) for path, content in departments.pages(register).items()}
    index = pages["officials/index.json"]
    assert index["dates"] == {"maire": "2023-01-10", "depute": "2023-01-10", "senateur": "2023-01-10"}
    assert ["06", "Alpes-Maritimes"] in index["departments"]
    assert index["postcodes"]["200"] == ["2A"]
    assert all(f"officials/{code}.json" in pages for code, _ in index["departments"])
    assert sorted(index["names"]) == sorted(path.split("/")[2][:-5] for path in pages if "/names/" in path)
    key = names.folded("Saint-Laurent du Var")[1]
    letters = max((entry for entry in index["names"] if key.startswith(entry)), key=len)
    hit, = (row for row in pages[f"officials/names/{letters}.json"] if names.folded(row[0])[1] == key)
    page = pages[f"officials/{places.department_of(hit[1])}.json"]
    commune, = (row for row in page["communes"] if row[0] == hit[1])
    assert commune[1:4] == ["Saint-Laurent-du-Var", ["06700"], [6]]
    assert commune[4] == [["f", "Zoé", "de La Tour-d’Auvergne", "2020-05-25"]]
    assert page["deputies"]["6"] == [["m", "Camille", "Hervé", "2022-06-22"]]
    assert len(page["senators"]) == 2
    paris, = pages["officials/75.json"]["communes"]
    assert paris[5][1][:3] == ["75115", "Paris 15e Arrondissement", ["75015"]]


def test_the_whole_of_france_is_imported_looked_up_and_cut_into_small_files(tmp_path: Path) -> None:
    result = read(officials_files.large().write(tmp_path), tmp_path / "r.sqlite")
    assert result.communes > 34_900
    assert codes(result.findings) == []
    with Register(tmp_path / "r.sqlite") as register:
        with work.steps(register.base) as done:
            for text in ("62 890", "Saintx-martin", "59001", "Sainte laurentville", "Courmartinac"):
                register.find(text)
        assert done.steps < 600  # twice what it takes: a scan of all communes for each would be seen
        pages = departments.pages(register)
        assert max(map(len, pages.values())) < 100_000
        assert len(pages["officials/index.json"]) < 20_000


def test_the_command_imports_finds_and_reports_what_is_uncertain(render: Render, project: Path) -> None:
    paths = [str(path) for path in small().write(project)]
    code, out, err = render("officials", "import", *paths, "--today", TODAY)
    assert (code, err) == (0, "")
    assert "holds 10 communes" in out
    code, out, err = render("officials", "find", "st laurent du var", "--today", TODAY)
    assert (code, err) == (0, "")
    assert "Maire · Mme Zoé de La Tour-d’Auvergne · Mairie, 06700 Saint-Laurent-du-Var" in out
    assert "Sénatrice (Alpes-Maritimes) · Mme Line Tabarot · Sénat" in out
    assert "M. François Braun" in out
    code, out, err = render("officials", "find", "Saint-Denis", "--today", TODAY)
    assert (code, out) == (1, "")
    assert "Saint-Denis (93066, Seine-Saint-Denis, 93200); Saint-Denis (97411, La Réunion, 97400)" in err
    code, out, err = render("officials", "find", "Ajacio", "--today", TODAY)
    assert code == 1
    assert "similar names: Ajaccio (2A004, Corse-du-Sud, 20000)" in err
    code, out, err = render("officials", "find", "nice", "--constituency", "7", "--today", TODAY)
    assert code == 1
    assert "[constituency-unknown]" in err
    code, out, err = render("officials", "find", "nice", "--today", "2023-09-20")
    assert code == 0
    assert err.count("[officials-old]") == 5
    code, out, err = render("officials", "find", "nice", "--today", "2026-01-01")
    assert code == 1  # deputies and senators were elected since, mayors not yet
    assert (err.count("[officials-before-election]"), err.count("[officials-old]")) == (2, 3)


def test_a_missing_register_and_an_invalid_date_are_reported(render: Render) -> None:
    code, _, err = render("officials", "find", "Nice")
    assert (code, "[officials-database]" in err) == (1, True)
    assert render("officials", "find", "Nice", "--today", "soon")[0] == 2
    assert render("officials")[0] == 2
    code, _, err = render("officials", "import", "nowhere.csv")
    assert (code, "there is no such file" in err) == (1, True)


def test_a_table_of_one_row_is_enough(tmp_path: Path) -> None:
    tables = Tables()
    tables.mayor("06", "06123", "Saint-Laurent-du-Var", "AA", "Bob", "M")
    read(tables.write(tmp_path), tmp_path / "r.sqlite")
    with Register(tmp_path / "r.sqlite") as register:
        commune = commune_named(register, "06123")
        assert (commune.department, commune.department_name) == ("06", "")
        assert register.officials(commune)[0].place == "Saint-Laurent-du-Var"
