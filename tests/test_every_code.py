"""Every code is tripped: those of checks and rules by their own spoils, all others by the table of faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressroom.build.rulebook import every_code
from pressroom.findings import Severity
from pressroom.text import examples
from tests import rules
from tests.faults.bench import Bench, Fault
from tests.faults.every import every_fault, other_codes
from tests.review import composition

FAULTS = every_fault()


def name_of(fault: Fault) -> str:
    return ",".join(fault.codes)


@pytest.mark.wear
@pytest.mark.parametrize("fault", FAULTS, ids=name_of)
def test_a_mistake_is_found_and_named_by_its_code(fault: Fault, tmp_path: Path, warm_cache: Path) -> None:
    found = rules.mistakes(fault, tmp_path, warm_cache)
    assert set(found) == set(fault.codes)
    known = examples.examples()
    assert [name for name in found if not rules.alike(found[name], known[name])] == [], rules.UPDATE


@pytest.mark.parametrize("name", ["petition", "leaflet", "triptych-patients", "access", "lettre-maire"])
def test_the_project_without_a_mistake_trips_nothing_but_what_is_still_to_be_filled_in_there(
        name: str, tmp_path: Path, warm_cache: Path) -> None:
    expected = {"imprint-blank", "placeholder-contact"} | composition.NOT_YET.get(name, set())
    assert {item.code for item in Bench(tmp_path, warm_cache).check(name)} <= expected


@pytest.mark.wear
@pytest.mark.parametrize("fault", [fault for fault in FAULTS if any(every_code()[code].weighable
                                                                       for code in fault.codes)], ids=name_of)
def test_what_a_preset_may_weigh_weighs_what_the_preset_says(fault: Fault, tmp_path: Path, warm_cache: Path) -> None:
    bench = Bench(tmp_path, warm_cache)
    for path in (bench.root / "assets/printers").glob("*.yaml"):
        weights = ", ".join(f"{code}: error" for code in fault.codes)
        path.write_text(f"{path.read_text(encoding='utf-8')}\nseverities: {{{weights}}}\n", encoding="utf-8")
    found = {item.code: item.severity for item in fault.case(bench) if item.code in fault.codes}
    assert found == dict.fromkeys(fault.codes, Severity.ERROR)


def test_what_is_no_printers_concern_is_refused_in_a_preset(tmp_path: Path, warm_cache: Path) -> None:
    bench = Bench(tmp_path, warm_cache)
    bench.edit("assets/printers/online.yaml", "spots: none", "severities: {officials-old: note}\nspots: none")
    assert "fixed-rule" in {item.code for item in bench.check()}


def test_every_code_that_is_neither_a_checks_nor_a_rules_is_in_the_table() -> None:
    assert sorted(other_codes() - {code for fault in FAULTS for code in fault.codes}) == []


def test_the_table_names_each_code_once_and_none_that_is_gone() -> None:
    named = [code for fault in FAULTS for code in fault.codes]
    assert sorted(set(named) - set(every_code())) == []
    assert len(named) == len(set(named))


def test_every_code_says_why_and_what_to_do() -> None:
    assert [code.name for code in every_code().values() if not (code.why.strip() and code.mend.strip())] == []
