"""Paths that lead to no regular file: wherever one can stand, a finding ends the command at once."""

from __future__ import annotations

import ast
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pressroom import files
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices are those of POSIX")
LONGEST = 120  # seconds: a command that waits at a pipe never ends

OUTSIDE = "leads outside the project"  # of pictures and drawings: a link to a device does

# Files of a project, each read by the command beside it.
NAMED = {
    "campaign": ("materials/campaign.yaml", "check"),
    "brand": ("assets/brand.yaml", "check"),
    "material": ("materials/petition.yaml", "check"),
    "release": ("materials/releases/{release}", "check"),
    "letter": ("materials/letters/{letter}", "check"),
    "layout": ("layouts/statement.yaml", "check"),
    "preset": ("assets/printers/offset.yaml", "check"),
    "forms": ("assets/letters/forms.yaml", "check"),
    "elections": ("assets/elections.yaml", "check"),
    "template": ("assets/letters/letter.docx", "letters"),
    "drawing": ("assets/pictures/treatment.svg", "million --format A4 --edition press"),
    "logo": ("assets/logos/alize.svg", "petition --format A4 --edition press"),
    "font": ("assets/fonts/Anton-Regular.ttf", "petition --format A4 --edition press"),
    "profile": ("assets/icc/ISOcoated_v2_300_eci.icc", "petition --format A4 --edition press"),
}
COMMANDS = {
    "preflight": "preflight {odd}", "certificate": "qr-certificate {odd}", "repair": "preflight {odd} --repair new.pdf",
    "stamp": "stamp {odd} --link petition", "impose": "impose {odd} --on SRA3", "tile": "tile {odd}",
    "compare": "compare {odd} {odd}", "proof": "proof {odd}", "import": "officials import {odd}",
    "import packed": "officials import {odd}.gz", "import archive": "officials import {odd}.zip",
    "import workbook": "officials import {odd}.xlsx", "import document": "officials import {odd}.ods",
    "register": "officials find 06700 --database {odd}", "sender": "letters --commune 06700 --sender {odd}",
    "letters' register": "letters --commune 06700 --database {odd}",
}


def pipe(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


ODD = pytest.mark.parametrize("odd", [pipe, device])


def ends(project: Path, *words: str) -> tuple[int, str]:
    """The exit code and the findings of a command, in a process that can be left to wait."""
    code = (f"import sys; from pathlib import Path; from pressroom.cli import run; "
            f"sys.exit(run(Path({str(project)!r}), sys.argv[1:]))")
    done = subprocess.run([sys.executable, "-c", code, *words, "--lang", "en"], cwd=project, capture_output=True,
                          text=True, timeout=LONGEST, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


@ODD
@pytest.mark.wear
@pytest.mark.parametrize("name", NAMED)
def test_a_file_of_the_project_that_is_a_pipe_or_a_device_is_a_finding(
        project: Path, name: str, odd: Callable[[Path], None]) -> None:
    place, words = NAMED[name]
    path = project / place
    if "{" in place:
        path = sorted(path.parent.glob("*.yaml"))[0]
    path.unlink()
    odd(path)
    code, said = ends(project, *words.split())
    assert code == 1
    assert files.NOT_REGULAR in said or OUTSIDE in said


@ODD
@pytest.mark.wear
@pytest.mark.parametrize("name", COMMANDS)
def test_a_file_of_a_command_that_is_a_pipe_or_a_device_is_a_finding(
        project: Path, name: str, odd: Callable[[Path], None]) -> None:
    for ending in ("", ".gz", ".zip", ".xlsx", ".ods"):
        odd(project / f"odd.pdf{ending}")
    code, said = ends(project, *COMMANDS[name].replace("{odd}", "odd.pdf").split())
    assert code == 1
    assert files.NOT_REGULAR in said


@ODD
@pytest.mark.wear
@pytest.mark.parametrize("ending", ["jpg", "pdf", "svg"])
def test_a_picture_that_is_a_pipe_or_a_device_is_a_finding(
        project: Path, ending: str, odd: Callable[[Path], None], edit: Callable[[str, str, str], None]) -> None:
    odd(project / f"assets/pictures/odd.{ending}")
    edit("materials/direct-access.yaml", "file: door.svg", f"file: odd.{ending}")
    code, said = ends(project, "direct-access", "--format", "A4", "--edition", "press")
    assert code == 1
    assert files.NOT_REGULAR in said or OUTSIDE in said


@ODD
def test_what_a_build_left_may_be_a_pipe_or_a_device_and_the_next_one_ends(
        project: Path, odd: Callable[[Path], None]) -> None:
    (project / "out").mkdir()
    (project / "signoffs").mkdir()
    odd(project / "out/manifest.json")
    odd(project / "signoffs/petition-A4.yaml")
    code, said = ends(project, "petition", "--format", "A4", "--edition", "preview")
    assert code == 0
    assert "signed-unreadable" in said
    assert (project / "out/manifest.json").is_file()


def test_each_way_of_not_being_read_is_said_in_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(b"12345")
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        os.chdir(tmp_path)  # a socket's path has to be short
        listening.bind("socket")
        for name, reason in (("none", files.MISSING), ("large/none", files.MISSING), ("a\0b", files.MISSING),
                             (".", files.FOLDER), ("pipe", files.NOT_REGULAR), ("socket", files.NOT_REGULAR),
                             ("/dev/zero", files.NOT_REGULAR), ("large", files.TOO_LARGE)):
            for read in (files.content, files.opened, files.digest):
                with pytest.raises(files.Unread) as trouble:
                    read(tmp_path / name, 4)
                assert str(trouble.value) == reason, name
    assert files.content(tmp_path / "large", 5) == b"12345"


def test_a_file_that_grows_while_it_is_read_is_not_read_past_its_bound(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"1234")
    real, most = os.read, 1 << 20

    def growing(number: int, count: int) -> bytes:
        with (tmp_path / "a").open("ab") as stream:
            stream.write(bytes(count))
        return real(number, count)
    monkeypatch.setattr(os, "read", growing)
    with pytest.raises(files.Unread) as trouble:
        files.content(tmp_path / "a", most)
    assert str(trouble.value) == files.TOO_LARGE
    assert (tmp_path / "a").stat().st_size < 4 * most


# Calls outside `pressroom.files` that open a path, each with its reason; a call that reads bytes at hand is no such.
ALLOWED = {
    "cache.py": {"entry.read_bytes"},  # its own folder and names
    "publish/folder.py": {"os.open", "part.open"},  # written; opened again only to be sure that it is on the disk
    "officials/store.py": {"sqlite3.connect"},  # a draft of its own; a register that was looked at before
    "resident/address.py": {"os.open"}, "resident/endpoint.py": {"os.open"},  # folders of sockets, looked at before
    "resident/client.py": {"os.open", "connection.connect"},  # the current folder; a socket of this user
    "resident/command.py": {"os.open"}, "resident/server.py": {"os.open"},  # nowhere: /dev/null
    "officials/sheets.py": {"(folder / 'workbook').open"},  # a copy in a folder of its own
    "officials/workbook.py": {"Path(out).open", "path.open", "archive.open", "zipfile.ZipFile",
                              "python_calamine.CalamineWorkbook.from_path"},  # the copy, in a bounded process
    "officials/files.py": {"zipfile.ZipFile", "gzip.GzipFile", "archive.open"},  # a stream that `files` opened
    "desk/package.py": {"zipfile.ZipFile"},  # written to memory
    "text/examples.py": {"FILE.read_text"},  # of the program
    "text/translation.py": {"compiled.open"},  # of the program
    "specs/new_project.py": {"path.read_bytes", "path.read_text"},  # the starter, of the program
    "officials/register.py": {"store.connect"},  # a register that was looked at before
    "site/pages.py": {"path.read_bytes"},  # of the program
    "site/freshness.py": {"path.read_bytes"},  # of the program
    "studio/pages.py": {"path.read_bytes"},  # of the program
    "cli/studio.py": {"webbrowser.open"},  # an address
    "studio/routes/send.py": {"zipfile.ZipFile"},  # written to memory
    "specs/starter_files.py": {"path.read_bytes"},  # of the program
    "desk/as_printed.py": {"stream.read_bytes"},  # of a file in memory
    "pdf/document.py": {"pikepdf.Pdf.open"},  # a file in memory, or one that `files` opened
    "studio/receiving.py": {"arriving.open"},  # written, under a name of its own
    "runs/imposed.py": {"path.open"}, "runs/one_file.py": {"path.open"}, "runs/single.py": {"path.open"},  # written
    "runs/single_files.py": {"path.read_bytes"},  # what it wrote before, in the folder of the run's parts
    "runs/parts.py": {"os.open", "self._draft(piece, chunk).read_bytes", "state.read_text"},  # the same
    "runs/spool.py": {"os.open", "self.path.open"},  # the same
    "runs/remote.py": {"zipfile.ZipFile"},  # in memory
    "runs/workbooks.py": {"(folder / 'workbook').open", "archive.open", "zipfile.ZipFile"},  # as officials/files.py
    "preflight/guarded.py": {"Path('/proc/self/statm').read_text"},  # of the system
    "preflight/readers.py": {"Image.open"},  # what Ghostscript drew, in a folder of its own
    "preflight/plates.py": {"Image.open"},  # the same
    "artwork/photographs/opening.py": {"Image.open"},  # a stream that `files` opened
    "site/pictures.py": {"Image.open"}, "site/sharing.py": {"Image.open"},
    "desk/rendering.py": {"Image.open"},  # the same
}
OPENING = {"open", "read_bytes", "read_text", "connect", "ZipFile", "GzipFile", "from_path"}


def test_no_other_module_opens_files() -> None:
    seen: dict[str, set[str]] = {}
    for path in sorted((ROOT / "pressroom").rglob("*.py")):
        name = path.relative_to(ROOT / "pressroom").as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and name != "files.py" and _opens(node):
                seen.setdefault(name, set()).add(ast.unparse(node.func))
    assert seen == ALLOWED


def _opens(call: ast.Call) -> bool:
    """Whether a call may open a path: by its name, unless its first argument says that the bytes are at hand."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    first = ast.unparse(call.args[0]) if call.args else ""
    return name in OPENING and "BytesIO(" not in first and not first.startswith("io.")
