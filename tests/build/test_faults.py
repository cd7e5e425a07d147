"""What others do to finished files: edits, damage, links; nothing outside of the folder is touched, and all is told."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pressroom import file_index
from pressroom.cli import run
from tests.conftest import ROOT, copy_project

Render = Callable[..., tuple[int, str, str]]
PRESS = "press/petition-A4.pdf"
ONE = ("petition", "--format", "A4", "--edition", "preview", "--edition", "press")


@pytest.fixture(scope="session")
def petition(shared: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """A project with the press file and the picture of one poster, to be copied and damaged."""
    def make(folder: Path) -> None:
        copy_project(folder / "project")
        for path in (folder / "project/materials").rglob("*.yaml"):
            if path.stem not in ("petition", "campaign"):
                path.unlink()
        material = folder / "project/materials/petition.yaml"
        material.write_text(re.sub(r"^formats: .*$", "formats: [A4]", material.read_text("utf-8"), flags=re.M), "utf-8")
        assert run(folder / "project", [*ONE, "--lang", "en"]) == 0
    return shared("petition", make) / "project"


@pytest.fixture
def project(petition: Path, tmp_path: Path, warm_cache: Path) -> Path:
    """A copy of it, which has seen no build at its place, beside files that are nobody's business."""
    root = tmp_path / "project"
    shutil.copytree(petition, root, symlinks=True, ignore=shutil.ignore_patterns(".cache"))
    (root / ".cache").symlink_to(warm_cache)
    for name in ("file.txt", "petition-A4.pdf", "petition-A4.png"):
        (tmp_path / "victim").mkdir(exist_ok=True)
        (tmp_path / "victim" / name).write_text("mine")
    return root


def victims(project: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted((project.parent / "victim").iterdir())}


MINE = {"file.txt": "mine", "petition-A4.pdf": "mine", "petition-A4.png": "mine"}


def files(project: Path) -> dict[str, bytes]:
    """What a build leaves, but for the report, which tells what was wrong."""
    return {path.relative_to(project / "out").as_posix(): path.read_bytes()
            for path in sorted((project / "out").rglob("*"))
            if path.is_file() and path.name not in (".lock", "report.html")}


def manifest(project: Path) -> dict[str, Any]:
    return json.loads((project / "out/manifest.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def write_manifest(project: Path, stored: object) -> None:
    (project / "out/manifest.json").write_text(json.dumps(stored), encoding="utf-8")


# -- paths of the manifest that lead elsewhere -------------------------------------------------------------------------

ELSEWHERE = ["../../victim/file.txt", "../materials/petition.yaml", "press/../../../victim/file.txt", ".lock",
             "report.html", "press", "press/", "press//petition-A4.pdf", "./press/petition-A4.pdf", "press/.",
             "press\\..\\..\\..\\victim\\file.txt", "press/a\0b", "press/sub/petition-A4.pdf", "printers/petition.pdf",
             "site/index.html", "members/.hidden.pdf", "", "press/" + "a" * 600, "press/a\nb\u001b[2J"]


@pytest.mark.parametrize("path", [*ELSEWHERE, "{victim}/file.txt"], ids=repr)
def test_nothing_is_removed_because_of_an_entry_whose_path_leads_elsewhere(
        project: Path, render: Render, path: str) -> None:
    path = path.replace("{victim}", os.fspath(project.parent / "victim"))
    stored = manifest(project)
    stored["files"].append({**stored["files"][0], "path": path, "material": "gone"})
    write_manifest(project, stored)
    before = {**files(project), "manifest.json": b""}
    code, out, err = render(*ONE)
    assert victims(project) == MINE
    assert (project / "materials/petition.yaml").exists()
    assert {**files(project), "manifest.json": b""} == before
    assert (code, err.count("[manifest-entry]")) == (0, 1)
    assert "withdrawn" not in out
    assert "\u001b" not in err
    assert [entry["path"] for entry in manifest(project)["files"]] == [PRESS, "previews/petition-A4.png"]
    assert "manifest-entry" not in render(*ONE)[2]


def test_many_wrong_entries_are_told_within_bounds(project: Path, render: Render) -> None:
    stored = manifest(project)
    stored["files"] += [{**stored["files"][0], "path": f"../../victim/{number}"} for number in range(500)]
    write_manifest(project, stored)
    code, _, err = render(*ONE)
    assert code == 0
    assert "480 more entries" in err


# -- links out of the folder -------------------------------------------------------------------------------------------


def replace_by_link(project: Path, name: str) -> None:
    path = project / "out" / name
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    path.symlink_to(project.parent / "victim")


@pytest.mark.parametrize("words", [ONE, (*ONE, "--fresh"), ()], ids=["again", "fresh", "whole"])
def test_a_folder_of_files_that_is_a_link_out_is_neither_read_nor_written(
        project: Path, render: Render, words: tuple[str, ...]) -> None:
    replace_by_link(project, "press")
    code, _, err = render(*words)
    assert code == 1
    assert "out/press: error:" in err
    assert "[leads-outside]" in err
    assert victims(project) == MINE


def test_nothing_is_withdrawn_through_a_link(project: Path, render: Render) -> None:
    (project / "materials/petition.yaml").rename(project / "materials/appeal.yaml")
    replace_by_link(project, "press")
    _, _, err = render("appeal", "--format", "A4", "--edition", "preview")
    assert "[leads-outside]" in err
    assert victims(project) == MINE


def test_a_link_in_the_place_of_a_file_is_replaced_and_told(project: Path, render: Render) -> None:
    before = files(project)
    (project / "out" / PRESS).unlink()
    (project / "out" / PRESS).symlink_to(project.parent / "victim/petition-A4.pdf")
    code, _, err = render(*ONE)
    assert code == 0
    assert "[changed-since]" in err
    assert not (project / "out" / PRESS).is_symlink()
    assert victims(project) == MINE
    assert files(project) == before


@pytest.mark.parametrize("command", [ONE, ("site",), ("letters",)], ids=lambda words: words[0])
def test_a_lock_that_is_a_link_is_refused(project: Path, render: Render, command: tuple[str, ...]) -> None:
    (project / "out/.lock").unlink(missing_ok=True)
    (project / "out/.lock").symlink_to(project.parent / "victim/new")
    (project / "materials/petition.yaml").write_text(
        (project / "materials/petition.yaml").read_text("utf-8").replace("kiné a", "kiné  a"), "utf-8")
    code, _, err = render(*command)
    assert code == 1
    assert "[leads-outside]" in err
    assert victims(project) == MINE


def test_a_manifest_that_is_a_link_out_is_none(project: Path, render: Render) -> None:
    shutil.copy(project / "out/manifest.json", project.parent / "victim/manifest.json")
    (project / "out/manifest.json").unlink()
    (project / "out/manifest.json").symlink_to(project.parent / "victim/manifest.json")
    before = victims(project)
    code, out, err = render(*ONE)
    assert code == 0
    assert "[manifest-unreadable]" in err
    assert "2 files made" in out
    assert victims(project) == before


def test_letters_are_not_compared_or_written_behind_a_link(project: Path, render: Render, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "materials/letters", project / "materials/letters", dirs_exist_ok=True)
    (project / "out/letters").symlink_to(tmp_path / "victim")
    code, _, err = render("letters")
    assert code == 1
    assert "[leads-outside]" in err
    assert victims(project) == MINE


# -- files that were changed -------------------------------------------------------------------------------------------


def flip(path: Path, *, times: bool = False) -> None:
    """Flip 4,000 bytes of a file; its size stays, and with `times` its times, as far as a program can set them."""
    status, content = path.stat(), bytearray(path.read_bytes())
    for place in range(2000, 6000):
        content[place] ^= 0xFF
    with path.open("r+b") as stream:  # in place: the same inode
        stream.write(content)
    if times:
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size


@pytest.mark.parametrize("noted", [False, True], ids=["first", "noted"])
@pytest.mark.parametrize("times", [False, True], ids=["moved", "kept"])
def test_a_file_that_was_changed_is_made_again_and_told(
        project: Path, render: Render, monkeypatch: pytest.MonkeyPatch, noted: bool, times: bool) -> None:
    monkeypatch.setattr(file_index, "_SETTLED_NS", -1 << 62 if noted else 1 << 62)
    before = files(project)
    assert "0 files made, 2 unchanged" in render(*ONE)[1]
    assert "up to date" in render(*ONE)[1]
    flip(project / "out" / PRESS, times=times)
    code, out, err = render(*ONE)
    assert code == 0
    assert "out/press/petition-A4.pdf: warning: press/petition-A4.pdf is not what the last build wrote" in err
    assert "1 file made, 1 unchanged" in out
    assert files(project) == before
    assert "up to date" in render(*ONE)[1]


def test_a_changed_file_of_a_piece_that_fails_is_told_too(project: Path, render: Render) -> None:
    flip(project / "out" / PRESS)
    text = (project / "materials/petition.yaml").read_text(encoding="utf-8")
    (project / "materials/petition.yaml").write_text(text.replace("link: ", "link: no"), encoding="utf-8")
    code, _, err = render(*ONE)
    assert code == 1
    assert "[changed-since]" in err


@pytest.fixture
def unnoticed(project: Path, render: Render, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project with a press file and a picture that changed without a trace in what the system says of them."""
    (project / "assets/printers/online.yaml").write_text(
        (project / "assets/printers/online.yaml").read_text("utf-8").replace(
            'imprint: {name: "", address: ""}', "imprint: {name: Imprimerie, address: Nice}"), "utf-8")
    monkeypatch.setattr(file_index, "_SETTLED_NS", -1 << 62)
    assert render()[0] == 0
    stamp, out = file_index.FileIndex._stamp, project / "out"
    monkeypatch.setattr(file_index.FileIndex, "_stamp", lambda index, name: (
        stamp(index, name) if index.folder != out else (1, 2, 3, 4) if (index.folder / name).is_file() else None))
    assert "up to date" in render()[1]
    flip(project / "out" / PRESS)
    flip(project / "out/previews/petition-A4.png")
    assert "up to date" in render()[1]
    return project


@pytest.mark.parametrize(("words", "code"), [
    (("sign-off", "petition", "--format", "A4", "--by", "A. Nom"), "built-differs"),
    (("package", "petition", "--format", "A4"), "built-differs"), (("contact", "--format", "A4"), "built-differs"),
    (("site",), "site-file")], ids=lambda each: each[0] if isinstance(each, tuple) else each)
def test_what_no_time_betrays_is_found_before_it_is_signed_packed_placed_or_published(
        unnoticed: Path, render: Render, words: tuple[str, ...], code: str) -> None:
    exit_code, _, err = render(*words)
    assert exit_code == 1
    assert f"[{code}]" in err
    assert "build it again: render.py petition" in err
    assert not list((unnoticed / "out").rglob("*.zip"))
    assert not (unnoticed / "signoffs").exists()
    assert "[changed-since]" in render()[2]  # what was noted of the file is forgotten
    exit_code, _, err = render(*words)
    assert exit_code == 0, err


def test_a_sign_off_holds_for_the_bytes_on_the_disk(unnoticed: Path, render: Render) -> None:
    render()
    (unnoticed / "out" / PRESS).unlink()
    render()
    assert render("sign-off", "petition", "--format", "A4")[0] == 0
    assert "signed-holds" in (render("--format", "A4")[2] + (unnoticed / "out/report.html").read_text("utf-8"))
    flip(unnoticed / "out" / PRESS)
    campaign = unnoticed / "materials/campaign.yaml"
    campaign.write_text(f"# a remark\n{campaign.read_text('utf-8')}", "utf-8")
    assert "[signed-differs]" in render("--format", "A4")[2]


# -- the index ---------------------------------------------------------------------------------------------------------


def test_a_file_is_read_once_while_nothing_says_that_it_changed(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache, file = file_index.Cache(tmp_path / "cache"), tmp_path / "out/a.pdf"
    file.parent.mkdir()
    file.write_bytes(b"one")
    reads: list[Path] = []
    real = file_index.files.digest
    monkeypatch.setattr(file_index.files, "digest", lambda path: reads.append(path) or real(path))

    def asked(settled: int) -> tuple[str, int]:
        monkeypatch.setattr(file_index, "_SETTLED_NS", settled)
        reads.clear()
        index = file_index.FileIndex(tmp_path / "out", cache)
        digest = index.digest("a.pdf")
        index.save()
        return digest[:4], len(reads)
    assert asked(1 << 62) == ("7692", 1)  # changed just now: not noted
    assert asked(-1 << 62) == ("7692", 1)
    assert asked(1 << 62) == ("7692", 0)
    (tmp_path / "out/b.pdf").write_bytes(b"two")
    (tmp_path / "out/b.pdf").replace(file)
    assert asked(1 << 62) == ("3fc4", 1)
    assert asked(1 << 62) == ("3fc4", 1)


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"manifest": 1}', b'{"manifest": "", "files": {"a": [1]}}'])
def test_a_damaged_index_is_none(tmp_path: Path, damage: bytes) -> None:
    cache = file_index.Cache(tmp_path / "cache")
    (tmp_path / "out").mkdir()
    (tmp_path / "out/a").write_bytes(b"one")
    index = file_index.FileIndex(tmp_path / "out", cache)
    cache.put(index._name, damage)
    assert file_index.FileIndex(tmp_path / "out", cache).digest("a").startswith("7692")


# -- damage to the manifest --------------------------------------------------------------------------------------------


def _entry(**change: object) -> Callable[[dict[str, Any]], object]:
    return lambda stored: stored["files"][0].update(change)


def _finding(**change: object) -> Callable[[dict[str, Any]], object]:
    full = {"code": "bleed", "severity": "note", "message": "m", "values": {}, "hint": "", "source": None,
            "sheet": None, "area": None, "measured": None, "limit": None, "piece": ""}
    return lambda stored: stored["files"][0].update(
        preflight={"passed": True, "ran": [], "findings": [{**full, **change}]})


BYTES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"", "cut short": lambda content: content[:-300], "zeros": lambda content: bytes(len(content)),
    "a list": lambda _: b"[]", "null": lambda _: b"null", "no JSON": lambda content: b"\x1f\x8b" + content,
    "Latin-1": lambda content: content.decode().replace("é", "\u00e9").encode("latin-1", "replace"),
    "deep": lambda _: b"[" * 200_000, "a number without end": lambda _: b'{"schema": ' + b"9" * 10_000 + b"}",
    "UTF-16": lambda content: content.decode().encode("utf-16"),
    "too large": lambda content: content + b" " * (file_index.MOST_MANIFEST_BYTES + 1),
}
WHOLE: dict[str, Callable[[dict[str, Any]], object]] = {
    "no schema": lambda stored: stored.pop("schema"), "another schema": lambda stored: stored.update(schema=2),
    "no files": lambda stored: stored.pop("files"), "files by name": lambda stored: stored.update(files={"a": 1}),
    "too many files": lambda stored: stored.update(files=[1] * 20_001),
    "inputs": lambda stored: stored.update(inputs=7),
    "until": lambda stored: stored.update(until=["2023"]), "a new key": lambda stored: stored.update(more=1),
}
ENTRY: dict[str, Callable[[dict[str, Any]], object]] = {
    "no entry": lambda stored: stored.update(files=[*stored["files"][1:], "an entry"]),
    "no path": lambda stored: stored["files"][0].pop("path"), "a path of numbers": _entry(path=[1, 2]),
    "bytes in words": _entry(bytes="many"), "no checksum": _entry(sha256=None),
    "a checksum of words": _entry(sha256="x"),
    "a material of nothing": _entry(material=None), "a format that leads up": _entry(format="../../A4"),
    "pages by name": _entry(pages={"1": {}}), "a page of words": _entry(pages=["one"]),
    "a trim of words": _entry(pages=[{"trim_mm": "A4", "bleed_mm": 3, "qr": [], "text": ""}]),
    "no preflight": _entry(preflight=None), "findings of words": _entry(preflight={"findings": "none"}),
    "a weight that there is not": _finding(severity="grave"), "a finding without a message": _finding(message=None),
    "values that are lists": _finding(values={"a": [1]}), "a place of one part": _finding(source=["a.yaml"]),
    "an area of words": _finding(area="here"), "no number": _finding(measured=float("nan")),
    "half a character": _entry(title="\ud83d"), "control characters": _entry(title="a\x1b[2Jb"),
    "ink of words": _entry(ink={"cover": "much"}), "another key": _entry(more=1),
    "the same path twice": lambda stored: stored["files"].append(dict(stored["files"][0])),
}


def _damaged(content: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    stored = json.loads(content)
    change(stored)
    return json.dumps(stored).encode()


@pytest.mark.parametrize("name", BYTES | WHOLE)
def test_a_damaged_manifest_is_none_and_is_told(project: Path, render: Render, name: str) -> None:
    before, path = files(project), project / "out/manifest.json"
    content = path.read_bytes()
    path.write_bytes(BYTES[name](content) if name in BYTES else _damaged(content, WHOLE[name]))
    code, out, err = render(*ONE)
    assert (code, err.count("[manifest-unreadable]")) == (0, 1)
    assert "2 files made" in out
    assert files(project) == before


@pytest.mark.parametrize("name", ENTRY)
def test_a_damaged_entry_is_ignored_and_told(project: Path, render: Render, name: str) -> None:
    before, path = files(project), project / "out/manifest.json"
    path.write_bytes(_damaged(path.read_bytes(), ENTRY[name]))
    code, out, err = render(*ONE)
    assert (code, err.count("[manifest-entry]")) == (0, 1)
    assert "1 file made, 1 unchanged" in out
    assert files(project) == before


@pytest.mark.parametrize("words", [("sign-off", "petition"), ("contact",), ("letters",)], ids=lambda words: words[0])
def test_no_command_ends_in_a_traceback_for_a_damaged_manifest(
        project: Path, render: Render, words: tuple[str, ...]) -> None:
    path = project / "out/manifest.json"
    content = path.read_bytes()
    for damage in (*BYTES.values(), *((lambda content, change=change: _damaged(content, change))
                                      for change in (*WHOLE.values(), *ENTRY.values()))):
        path.write_bytes(damage(content))
        assert render(*words)[0] in (0, 1)


def test_an_entry_has_a_model_for_each_of_its_fields() -> None:
    from pressroom.publish import stored_manifest
    from pressroom.publish.manifest import Entry

    assert set(stored_manifest._Entry.model_fields) == set(Entry.__slots__)
