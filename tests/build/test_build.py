"""A whole build: what is made, what is left alone, what is withdrawn."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from pressroom.publish import folder

Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]
ROOT = Path(__file__).resolve().parents[2]


def files(project: Path) -> dict[str, bytes]:
    out = project / "out"
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*"))
            if path.is_file() and path.name != ".lock"}


def manifest(project: Path) -> dict[str, dict[str, object]]:
    told = json.loads((project / "out/manifest.json").read_text(encoding="utf-8"))
    return {entry["path"]: entry for entry in told["files"]}


def test_every_edition_of_a_piece_is_made_and_told_in_the_manifest(project: Path, render: Render) -> None:
    code, out, err = render("petition", "--format", "A4")
    assert code == 0, err
    assert {"press/petition-A4.pdf", "members/petition-A4.pdf", "members/petition-A4-lowink.pdf",
            "previews/petition-A4.png", "manifest.json", "report.html"} == set(files(project))
    press = manifest(project)["press/petition-A4.pdf"]
    assert press["standard"] == "PDF/X-4"
    assert press["printer"] == "online"
    (page,) = press["pages"]  # type: ignore[misc]
    assert page["trim_mm"] == [210.0, 297.0]
    assert page["bleed_mm"] == 3.0
    assert page["qr"] == ["https://chng.it/2pnk55wX"]
    assert "Signez la pétition" in page["text"]
    assert "4 files made" in out


def test_nothing_is_made_again_when_nothing_changed(project: Path, render: Render) -> None:
    render("petition", "--format", "A4")
    before = {path: path.stat().st_mtime_ns for path in (project / "out").rglob("*.*") if path.name != ".lock"}
    code, out, _ = render("petition", "--format", "A4")
    assert code == 0
    assert "up to date" in out
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_only_the_piece_whose_words_changed_is_made_again(project: Path, render: Render, edit: Edit) -> None:
    render("petition", "join", "--format", "A4", "--edition", "press")
    before = files(project)
    edit("materials/petition.yaml", "Votre kiné a besoin", "Votre kiné compte")
    code, out, err = render("petition", "join", "--format", "A4", "--edition", "press")
    assert code == 0, err
    after = files(project)
    assert after["press/petition-A4.pdf"] != before["press/petition-A4.pdf"]
    assert after["press/join-A4.pdf"] == before["press/join-A4.pdf"]
    assert "1 file made, 1 unchanged" in out


def test_a_changed_address_makes_every_piece_that_shows_it_again_and_no_other(
        project: Path, render: Render, edit: Edit) -> None:
    words = ("petition", "million", "join", "--format", "A4", "--edition", "press")
    render(*words)
    edit("materials/campaign.yaml", "https://chng.it/2pnk55wX", "https://chng.it/other")
    _, out, err = render(*words)
    assert "2 files made, 1 unchanged" in out, err
    assert manifest(project)["press/million-A4.pdf"]["pages"][0]["qr"] == ["https://chng.it/other"]  # type: ignore[index]


def test_a_comment_makes_nothing_again(render: Render, edit: Edit) -> None:
    render("petition", "--format", "A4", "--edition", "press")
    edit("materials/petition.yaml", "kind: poster", "# a remark\nkind: poster")
    _, out, _ = render("petition", "--format", "A4", "--edition", "press")
    assert "0 files made, 1 unchanged" in out


def test_fresh_makes_everything_again_with_the_same_bytes(project: Path, render: Render) -> None:
    render("petition", "--format", "A4")
    before = files(project)
    _, out, _ = render("petition", "--format", "A4", "--fresh")
    assert "4 files made" in out
    assert files(project) == before


def test_two_builds_on_two_days_in_two_places_give_the_same_bytes(
        project: Path, render: Render, tmp_path: Path) -> None:
    render("petition", "--format", "A4", "--today", "2023-02-01")
    command = [sys.executable, "-c", "import sys; from pathlib import Path; from pressroom.cli import run; "
               f"sys.exit(run(Path({os.fspath(project)!r}), sys.argv[1:]))", "petition", "--format", "A4", "--fresh",
               "--lang", "en", "--today", "2031-07-09", "--out", os.fspath(tmp_path / "elsewhere")]
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LANG": "fr_FR.UTF-8"}
    subprocess.run(command, check=True, cwd=ROOT, env=environment, capture_output=True)
    here = files(project)
    there = {path.relative_to(tmp_path / "elsewhere").as_posix(): path.read_bytes()
             for path in (tmp_path / "elsewhere").rglob("*") if path.is_file() and path.name != ".lock"}
    assert there == here


def test_files_of_a_renamed_material_are_withdrawn_and_named(project: Path, render: Render) -> None:
    render("petition", "--format", "A4")
    (project / "materials/petition.yaml").rename(project / "materials/appel.yaml")
    code, out, err = render("appel", "--format", "A4")
    assert code == 0, err
    assert "withdrawn: press/petition-A4.pdf" in out
    assert not list((project / "out").rglob("petition*"))
    assert (project / "out/press/appel-A4.pdf").exists()


def test_files_that_a_material_of_another_kind_had_are_withdrawn(project: Path, render: Render) -> None:
    render("petition", "--format", "A4")
    (project / "materials/petition.yaml").unlink()
    (project / "materials/releases/forgotten.yaml").rename(project / "materials/releases/petition.yaml")
    code, out, err = render("petition")
    assert code == 0, err
    assert "withdrawn: members/petition-A4-lowink.pdf" in out
    assert not [path for path in files(project) if path.startswith(("members/", "press/"))]
    assert "releases/petition.pdf" in files(project)


def test_pictures_of_sheets_that_a_piece_had_are_withdrawn(project: Path, render: Render) -> None:
    render("triptych-access", "--format", "A4", "--edition", "preview")
    assert "previews/triptych-access-A4-3.png" in files(project)
    materials = project / "materials"
    (materials / "petition.yaml").replace(materials / "triptych-access.yaml")
    code, _, err = render("triptych-access", "--format", "A4", "--edition", "preview")
    assert code == 0, err
    assert {path for path in files(project) if path.startswith("previews/")} == {"previews/triptych-access-A4.png"}


def test_an_editors_lock_that_leads_nowhere_stops_no_build(project: Path, render: Render) -> None:
    (project / "assets/pictures/.#door.svg").symlink_to("somebody@somewhere.1")
    code, _, err = render("petition", "--format", "A4", "--edition", "preview")
    assert code == 0, err


def test_files_of_a_format_that_is_gone_are_withdrawn(project: Path, render: Render, edit: Edit) -> None:
    render("petition", "--edition", "press")
    edit("materials/petition.yaml", "formats: [A4, A3, A2, 400x600mm, screen]", "formats: [A4]")
    _, out, _ = render("petition", "--edition", "press")
    assert "withdrawn: press/petition-A3.pdf" in out
    assert sorted(path.name for path in (project / "out/press").iterdir()) == ["petition-A4.pdf"]


def test_a_broken_material_keeps_its_last_good_files(project: Path, render: Render, edit: Edit,
                                                     only: Callable[..., None]) -> None:
    only("petition", "doctor")
    render("petition", "--format", "A4")
    before = files(project)
    edit("materials/petition.yaml", "kind: poster", "kind: [")
    code, _, _ = render()
    assert code == 1
    assert files(project)["press/petition-A4.pdf"] == before["press/petition-A4.pdf"]


def test_a_second_build_waits_and_says_so(project: Path) -> None:
    said: list[str] = []
    inside, release = threading.Event(), threading.Event()

    def hold() -> None:
        with folder.lock(project / "out", lambda: None):
            inside.set()
            release.wait(20)
    holder = threading.Thread(target=hold)
    holder.start()
    inside.wait(20)

    def waiting() -> None:
        said.append("waiting")
        release.set()
    with folder.lock(project / "out", waiting):
        pass
    holder.join()
    assert said == ["waiting"]


def test_a_disk_that_is_full_leaves_the_old_file_and_no_part(project: Path, render: Render, edit: Edit,
                                                           monkeypatch: pytest.MonkeyPatch) -> None:
    render("petition", "--format", "A4", "--edition", "press")
    before = files(project)["press/petition-A4.pdf"]
    edit("materials/petition.yaml", "Votre kiné", "Votre cher kiné")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")
    monkeypatch.setattr(folder.os, "fsync", full)
    code, _, err = render("petition", "--format", "A4", "--edition", "press")
    assert code == 1
    assert "No space left on device" in err
    assert files(project)["press/petition-A4.pdf"] == before
    assert not list((project / "out").rglob("*.part"))


def test_ctrl_c_leaves_finished_pieces_and_a_manifest_that_is_true(project: Path, render: Render,
                                                                  monkeypatch: pytest.MonkeyPatch) -> None:
    from pressroom.build import edition

    real, calls = edition._finished, []

    def once(*words: object) -> object:
        calls.append(1)
        if len(calls) > 1:
            raise KeyboardInterrupt
        return real(*words)  # type: ignore[arg-type]
    monkeypatch.setattr(edition, "_finished", once)
    code, _, _ = render("petition", "--edition", "press")
    assert code == 130
    told = manifest(project)
    assert list(told) == ["press/petition-A4.pdf"]
    assert len(files(project)["press/petition-A4.pdf"]) == told["press/petition-A4.pdf"]["bytes"]


def test_another_printer_has_a_folder_of_its_own(project: Path, render: Render) -> None:
    code, _, err = render("petition", "--format", "A4", "--edition", "press", "--printer", "offset")
    assert code == 0, err
    entry = manifest(project)["printers/offset/petition-A4.pdf"]
    assert entry["pages"][0]["bleed_mm"] == 5.0  # type: ignore[index]


def test_the_report_is_in_the_language_that_is_asked_for(project: Path, render: Render) -> None:
    render("petition", "--format", "A4", "--edition", "press", "--lang", "fr")
    page = (project / "out/report.html").read_text(encoding="utf-8")
    assert '<html lang="fr">' in page
    assert "contrôle" in page.lower()


def test_findings_of_pieces_that_were_left_alone_stand_under_their_piece_in_the_report(
        project: Path, render: Render, edit: Edit) -> None:
    words = ("join", "petition", "--format", "A4", "--edition", "press")
    render(*words)
    before = (project / "out/report.html").read_text(encoding="utf-8")
    edit("materials/petition.yaml", "kind: poster", "# a remark\nkind: poster")
    render(*words)
    after = (project / "out/report.html").read_text(encoding="utf-8")
    assert after == before
    assert "qr-dense" in after.split('id="join-A4"')[1].split("</article>")[0]
