"""A table from before the last election of its office is an error for whoever writes to those it names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from pressroom import load
from pressroom.findings import Severity
from pressroom.officials import imports, recipients
from pressroom.officials.age import Ages, read_elections
from pressroom.officials.register import Register
from pressroom.site import lookup
from pressroom.specs.elections import ELECTIONS
from pressroom.specs.spec_files import CAMPAIGN
from tests.officials.tables import small

Render = Callable[..., tuple[int, str, str]]
BEFORE = "officials-before-election"


def register_of(folder: Path, day: str) -> Register:
    tables = small()
    tables.rows["elus-maires"] = [row.replace(";2020-05-25", f";{day}") for row in tables.rows["elus-maires"]]
    tables.rows["elus-senateurs"] = [row.replace(";2020-10-01", f";{day}") for row in tables.rows["elus-senateurs"]]
    tables.rows["elus-deputes"] = [row.replace(";2022-06-22", f";{day}") for row in tables.rows["elus-deputes"]]
    imports.read_all(tables.write(folder, day=day), folder / "r.sqlite")
    return Register(folder / "r.sqlite")


@pytest.mark.parametrize(("day", "today", "offices"), [
    ("2026-03-21", "2026-03-21", []), ("2026-03-21", "2026-03-22", ["the mayors"]),
    ("2026-03-22", "2026-11-29", ["the senators"]), ("2026-09-26", "2026-09-26", []),
    ("2026-09-26", "2026-09-27", ["the senators"]), ("2026-09-27", "2026-11-29", []),
    ("2024-07-06", "2024-07-07", ["the deputies"]), ("2023-09-01", "2023-09-24", ["the senators"]),
    ("2020-06-27", "2020-06-28", ["the mayors"]), ("2020-01-10", "2020-06-27", []),
    ("2021-01-10", "2026-11-29", ["the mayors", "the deputies", "the senators"])])
def test_a_table_is_an_error_from_the_last_day_of_an_election_on(tmp_path: Path, day: str, today: str,
                                                                 offices: list[str]) -> None:
    with register_of(tmp_path, day) as register:
        findings = [item for item in register.too_old(Ages(today, 3650)) if item.fails]
        assert [(item.code, item.values["thing"], item.values["day"]) for item in findings] == [
            (BEFORE, office, day) for office in offices]
        assert register.too_old(Ages("", 1)) == []


def test_an_election_replaces_the_finding_about_age(tmp_path: Path) -> None:
    with register_of(tmp_path, "2026-03-01") as register:
        codes = [item.code for item in register.too_old(Ages("2026-11-29", 30))]
    assert codes == [BEFORE, "officials-old", BEFORE]


def test_a_newer_day_does_not_hide_rows_from_before_the_election(tmp_path: Path) -> None:
    imports.read_all(small().write(tmp_path, "elus-maires", "laposte_hexasmal"), tmp_path / "r.sqlite",
                     as_of=["elus-maires-2023-01-10.csv=2026-10-01"])
    with Register(tmp_path / "r.sqlite") as register:
        item, = register.too_old(Ages("2026-11-29"))
    assert (item.code, item.severity, item.values["count"], item.values["total"]) == (BEFORE, Severity.WARNING, 0, 10)


def test_ministers_known_from_before_a_presidential_election_are_an_error(project: Path) -> None:
    spec = load.job(project).campaign.officials
    path = project / ELECTIONS
    text = path.read_text(encoding="utf-8").replace("[2022-04-10, 2022-04-24]", "[2027-04-11, 2027-04-25]")
    path.write_text(text, encoding="utf-8")
    ages = Ages("2027-05-01", 3650, read_elections(project))
    assert [item.code for item in recipients.too_old(spec, ages)] == [BEFORE, BEFORE]
    assert recipients.too_old(spec, ages, ["maire"]) == []


@pytest.fixture
def imported(render: Render, project: Path) -> str:
    code, _, err = render("officials", "import", *map(str, small().write(project)), "--today", "2023-01-20")
    assert (code, err) == (0, "")
    return err


@pytest.mark.usefixtures("imported")
def test_find_and_letters_refuse_what_oldest_days_would_allow(project: Path, render: Render) -> None:
    campaign = project / CAMPAIGN
    campaign.write_text(campaign.read_text(encoding="utf-8").replace("oldest-days: 180", "oldest-days: 3650"), "utf-8")
    code, out, err = render("officials", "find", "06700", "--today", "2026-11-29")
    assert (code, err.count(f"[{BEFORE}]")) == (1, 3)
    assert "2026-03-22" in err
    assert "2026-09-27" in err
    for place in (("--commune", "06700"), ("--department", "06")):
        code, out, err = render("letters", *place, "--today", "2026-11-29")
        assert (code, out, f"[{BEFORE}]" in err) == (1, "", True)
        assert not (project / "out/letters").exists()


@pytest.mark.usefixtures("imported")
def test_only_the_offices_of_the_letters_count(project: Path, render: Render) -> None:
    code, _, err = render("letters", "lettre-maire", "--commune", "06700", "--today", "2026-01-10")
    assert (code, BEFORE in err) == (0, False)
    assert render("letters", "lettre-depute", "--commune", "06700", "--today", "2026-01-10")[0] == 1
    assert render("letters", "lettre-ministre", "--commune", "06700", "--today", "2026-11-29")[0] == 0
    assert sorted(path.name for path in project.glob("out/letters/*/*.docx")) == ["lettre-maire.docx",
                                                                                  "lettre-ministre.docx"]


def test_an_import_of_an_old_table_is_told_and_goes_on(project: Path, render: Render) -> None:
    code, out, err = render("officials", "import", *map(str, small().write(project)), "--today", "2026-11-29")
    assert (code, err.count("warning: the mayors: as of 2023-01-10, before the last election")) == (0, 1)
    assert "holds 10 communes" in out


def test_the_list_of_elections_ages_too() -> None:
    elections = read_elections(None)
    assert Ages(elections.as_of, 180, elections).of_elections() == []
    assert [item.code for item in Ages("2099-01-01", 180, elections).of_elections()] == ["officials-old"]


def test_the_program_s_list_is_used_where_a_project_has_none(project: Path) -> None:
    (project / ELECTIONS).unlink()
    assert read_elections(project) == read_elections(None)
    assert load.job(project).elections is None


def test_a_mistake_in_the_list_is_reported_at_its_line_by_check_too(project: Path, render: Render) -> None:
    path = project / ELECTIONS
    path.write_text(path.read_text(encoding="utf-8").replace("days: [2026-09-27]", "days: []"), encoding="utf-8")
    line = path.read_text(encoding="utf-8").splitlines().index("    days: []") + 1
    paths = [str(path) for path in small().write(project)]
    for command in (("check", "lettre-maire"), ("officials", "import", *paths, "--today", "2023-01-20")):
        code, _, err = render(*command)
        assert (code, f"{ELECTIONS}:{line}:" in err) == (1, True)


@pytest.mark.parametrize("election", yaml.safe_load(
    (Path(__file__).resolve().parents[2] / ELECTIONS).read_text(encoding="utf-8"))["elections"],
    ids=lambda election: f"{election['days'][-1]} {election['offices'][0]}")
def test_an_election_is_on_sundays_and_has_a_source(election: dict[str, object]) -> None:
    days = election["days"]
    assert isinstance(days, list)
    assert [day.isoweekday() for day in days] == [7] * len(days)
    assert days == sorted(days)
    assert len(str(election["source"])) > 20


def test_the_site_offers_nobody_from_before_an_election(project: Path, tmp_path: Path) -> None:
    job = load.job(project)
    register_of(tmp_path, "2023-01-10").close()
    assert lookup.age_findings(tmp_path / "r.sqlite", job, "2023-01-20") == []
    assert [item.code for item in lookup.age_findings(tmp_path / "r.sqlite", job, "2026-11-29")] == [BEFORE] * 3
    assert lookup.age_findings(tmp_path / "none.sqlite", job, "2026-11-29") == []
