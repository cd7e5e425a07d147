"""Mistakes in letters, in the register of officials, and on the members' page."""

from __future__ import annotations

import json
from pathlib import Path

from pressroom.findings import Finding
from pressroom.letters import template
from pressroom.letters.package import read as read_parts
from pressroom.letters.package import word_file
from pressroom.site.serving.application import application
from pressroom.web.server import served
from tests.faults.bench import CAMPAIGN, PETITION, Bench, refusal, trips
from tests.officials.tables import MAYORS, Tables, small, table

BASE = "https://campaign.example/page/"
DAY = "2023-01-20"
PORT = 48131
FORMS = "assets/letters/forms.yaml"
MAYOR = "06;Alpes-Maritimes;;;06{:03};Bel-Étang;AA;Bob;M;;;;2020-05-18;2020-05-25"


def _imported(bench: Bench, tables: Tables | None = None, *only: str) -> list[Finding]:
    folder = bench.root / "tables"
    folder.mkdir(exist_ok=True)
    paths = (tables or small()).write(folder, *only)
    return bench.run("officials", "import", *map(str, paths), "--today", DAY)


def _read(bench: Bench, name: str, content: str | bytes, *more: str) -> list[Finding]:
    return bench.run("officials", "import", str(bench.write(name, content)), "--today", DAY, *more)


def _asked(bench: Bench, text: str, *more: str, tables: Tables | None = None) -> list[Finding]:
    _imported(bench, tables)
    return bench.run("officials", "find", text, "--today", DAY, *more)


# -- the register ----------------------------------------------------------------------------------------------------


@trips("officials-file")
def file_of_nothing(bench: Bench) -> list[Finding]:
    return _read(bench, "elus-maires-2023-01-10.zip", b"no archive")


@trips("officials-too-many")
def file_without_end(bench: Bench) -> list[Finding]:
    return _read(bench, "elus-maires-2023-01-10.csv", f"{MAYORS}\n" + f"{MAYOR.format(1)}\n" * 250_000)


@trips("officials-table")
def table_with_a_renamed_column(bench: Bench) -> list[Finding]:
    head = MAYORS.replace("Nom de l'élu", "Nom de l'elu actuel")
    return _read(bench, "elus-maires-2023-01-10.csv", table(head, small().rows["elus-maires"]))


@trips("officials-row", "officials-broken")
def table_of_broken_rows(bench: Bench) -> list[Finding]:
    return _read(bench, "elus-maires-2023-01-10.csv", table(MAYORS, [MAYOR.format(1), "06;A;;;06002;Aiglun"]))


@trips("officials-twice")
def two_files_of_one_table(bench: Bench) -> list[Finding]:
    first, second = (str(path) for day in (DAY, "2022-12-01") for path in small().write(bench.root, "elus-maires",
                                                                                        day=day))
    return bench.run("officials", "import", first, second, "--today", DAY)


@trips("officials-missing")
def one_table_alone(bench: Bench) -> list[Finding]:
    return _imported(bench, None, "elus-maires")


@trips("officials-date")
def table_without_a_day(bench: Bench) -> list[Finding]:
    return _read(bench, "elus-maires.csv", table(MAYORS, [MAYOR.format(1)]), "--as-of", "2062-01-01")


@trips("officials-gap")
def deputy_of_another_redistricting(bench: Bench) -> list[Finding]:
    tables = small()
    tables.deputy("89", "Yonne", "8903", "PERDU", "Ève", "F")
    return _imported(bench, tables)


@trips("place-shared")
def place_with_the_name_of_a_village(bench: Bench) -> list[Finding]:
    tables = small()
    tables.postcode("06088", "NICE", "06300", "SAINT DENIS")
    return _imported(bench, tables)


@trips("officials-database")
def register_that_is_not_there(bench: Bench) -> list[Finding]:
    return bench.run("officials", "find", "Nice")


@trips("officials-old")
def register_of_long_ago(bench: Bench) -> list[Finding]:
    _imported(bench)
    return bench.run("officials", "find", "Nice", "--today", "2026-01-01")


@trips("officials-before-election")
def register_from_before_an_election(bench: Bench) -> list[Finding]:
    _imported(bench)
    return bench.run("officials", "find", "Nice", "--today", "2026-11-29")


@trips("officials-two")
def two_mayors(bench: Bench) -> list[Finding]:
    tables = small()
    tables.mayor("06", "06123", "Saint-Laurent-du-Var", "AUTRE", "Luc", "M")
    return _asked(bench, "06700", tables=tables)


@trips("officials-not-looked-up")
def register_without_deputies(bench: Bench) -> list[Finding]:
    _imported(bench, None, "laposte_hexasmal", "elus-maires")
    return bench.run("officials", "find", "06700", "--today", DAY)


@trips("commune-unknown")
def commune_that_is_misspelt(bench: Bench) -> list[Finding]:
    return _asked(bench, "Ajacio")


@trips("commune-ambiguous")
def two_communes(bench: Bench) -> list[Finding]:
    return _asked(bench, "Saint-Denis")


@trips("constituency-open")
def commune_in_several_constituencies(bench: Bench) -> list[Finding]:
    return _asked(bench, "Nice")


@trips("constituency-unknown")
def constituency_that_is_none(bench: Bench) -> list[Finding]:
    return _asked(bench, "Nice", "--constituency", "7")


# -- letters ---------------------------------------------------------------------------------------------------------


def _addressed(bench: Bench, *words: str, day: str = DAY) -> list[Finding]:
    return bench.run("letters", *words, "--today", day)


@trips("no-department")
def department_that_is_none(bench: Bench) -> list[Finding]:
    _imported(bench)
    return _addressed(bench, "--department", "99x")


@trips("unprintable-sign")
def sender_with_a_control_character(bench: Bench) -> list[Finding]:
    _imported(bench)
    sender = bench.write("practice.yaml", 'name: "Zo\\u0007e"\n')
    return _addressed(bench, "--commune", "06700", "--sender", str(sender))


@trips("letter-kept")
def letter_that_a_member_changed(bench: Bench) -> list[Finding]:
    _imported(bench)
    _addressed(bench, "--commune", "06123")
    letter = next(bench.root.glob("out/letters/*/lettre-maire.docx"))
    letter.write_bytes(letter.read_bytes() + b"mine")
    return _addressed(bench, "--commune", "06123", day="2023-01-21")


@trips("letter-left")
def letter_to_a_former_senator(bench: Bench) -> list[Finding]:
    _imported(bench)
    _addressed(bench, "--commune", "06123")
    later = small()
    later.rows["elus-senateurs"] = [row.replace("TABAROT", "NOUVEL") for row in later.rows["elus-senateurs"]]
    _imported(bench, later)
    return _addressed(bench, "--commune", "06123")


@trips("not-a-word-file")
def template_of_nothing(bench: Bench) -> list[Finding]:
    bench.write(template.PATH, b"no archive")
    return bench.run("letters", "lettre-maire", "--today", DAY)


@trips("no-control")
def template_without_a_control(bench: Bench) -> list[Finding]:
    parts = dict(read_parts(bench.path(template.PATH).read_bytes()))
    parts["word/document.xml"] = parts["word/document.xml"].replace(b'w:tag w:val="place"', b'w:tag w:val="lieu"')
    bench.write(template.PATH, word_file(parts))
    return bench.run("letters", "lettre-maire", "--today", DAY)


@trips("missing-control")
def forms_without_a_control(bench: Bench) -> list[Finding]:
    bench.edit(FORMS, "\n  place:", "\n  lieu:")
    return bench.run("letters", "lettre-maire", "--today", DAY)


@trips("no-office")
def office_that_the_campaign_lacks(bench: Bench) -> list[Finding]:
    text = bench.path(CAMPAIGN).read_text(encoding="utf-8")
    start = text.index("  maire:\n    office:")
    bench.write(CAMPAIGN, text[:start] + text[text.index("  depute:\n    office:"):])
    return bench.check("lettre-maire")


# -- the members' page -----------------------------------------------------------------------------------------------


def _site(bench: Bench, *more: str, base: str = BASE) -> list[Finding]:
    return bench.run("site", "--base-url", base, *more)


@trips("no-such-day")
def site_of_no_day(bench: Bench) -> list[Finding]:
    bench.keep("petition")
    return _site(bench, "--today", "2023-02-30")


@trips("base-url")
def site_without_an_address(bench: Bench) -> list[Finding]:
    bench.keep("petition")
    return _site(bench, base="example")


@trips("held-back")
def site_before_an_embargo(bench: Bench) -> list[Finding]:
    bench.keep("petition")
    bench.edit(PETITION, "date: 2023-01-20", "date: 2023-01-20\nembargo: 2023-02-01")
    return _site(bench, "--today", "2023-01-21")


def _manifest_changed(bench: Bench, old: str, new: str) -> list[Finding]:
    """What the site says of finished files when somebody has changed what the manifest says of them."""
    from pressroom.site.build import make

    bench.keep("petition")
    bench.run("build")
    path = bench.path("out/manifest.json")
    told = json.loads(path.read_text(encoding="utf-8"))
    for entry in told["files"]:
        if entry["edition"] == old:
            entry["edition" if new != "../x.pdf" else "path"] = new
    path.write_text(json.dumps(told), encoding="utf-8")
    found: list[Finding] = []
    return refusal(lambda: found.extend(make(bench.root, bench.root / "out", base=BASE).findings)) or found


@trips("site-file")
def file_outside_the_folder(bench: Bench) -> list[Finding]:
    return _manifest_changed(bench, "members", "../x.pdf")


@trips("not-offered")
def piece_without_a_preview(bench: Bench) -> list[Finding]:
    return _manifest_changed(bench, "preview", "share")


@trips("shared-as-printed")
def layout_for_one_shape_alone(bench: Bench) -> list[Finding]:
    bench.keep("leaflet")
    return _site(bench)


@trips("port-taken")
def second_server(bench: Bench) -> list[Finding]:
    """Whoever else has this port, it is taken."""
    folder: Path = bench.root / "materials"

    def second() -> None:
        app = application(folder, "127.0.0.1")
        with served(app, "127.0.0.1", PORT, "serve"), served(app, "127.0.0.1", PORT, "serve"):
            pass
    return refusal(second)
