"""Files that mean harm or are damaged: each ends with a finding, in bounded time and memory, and never a traceback."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import random
import re
import shutil
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.wear import figures
from tests.wear.project import COMMUNE, DAY, changed, member_letter, words_of
from tests.wear.seal import Sealed

MOST_KB = 1_200_000  # of memory that any command may have held: reading within bounds keeps far below
FIELDS = 20  # inputs of one test of random Unicode
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def bounded(sealed: Sealed, *words: str) -> tuple[int, str, str]:
    """How a command ends that reads one hostile input, within the time and the memory that there are."""
    running = sealed.start(*words)
    ended = running.end()
    figures.count(inputs=1)
    assert running.memory < MOST_KB
    return ended


def damaged(content: bytes, chance: random.Random) -> Iterator[bytes]:
    """The content cut, with bits turned, parts repeated and lengths that promise too much."""
    for _ in range(6):
        kept = bytearray(content)
        for _ in range(chance.randint(1, 40)):
            kept[chance.randrange(len(kept))] ^= 1 << chance.randrange(8)
        yield bytes(kept)
    yield content[:chance.randrange(len(content))]
    start = chance.randrange(len(content))
    yield content[:start] + content[start:start + 4096] * 3 + content[start:]
    yield content[:12] + b"\xff" * 64 + content[76:]
    yield b""


@pytest.mark.wear
@pytest.mark.parametrize("name", ["assets/fonts/Anton-Regular.ttf", "assets/icc/ISOcoated_v2_300_eci.icc",
                                  "assets/logos/alize.svg", "assets/brand.yaml", "officials.sqlite"])
def test_damaged_fonts_profiles_drawings_and_registers_are_told(
        small_project: Callable[..., Sealed], name: str) -> None:
    sealed = small_project("petition", "lettre-maire")
    path = sealed.folder / name
    words = ("check", "petition")
    if name == "officials.sqlite":
        tables = [each.relative_to(sealed.folder).as_posix() for each in (sealed.folder / "tables").iterdir()]
        assert sealed.run("officials", "import", *tables, "--today", "2023-01-20")[0] == 0
        words = ("officials", "find", "Nice", "--today", "2023-01-20")
    if not path.exists():
        path = next((sealed.folder / name).parent.glob("*.svg"))
    good = path.read_bytes()
    for content in damaged(good, random.Random(name)):
        path.unlink()
        path.write_bytes(content)
        code, out, err = bounded(sealed, *words)
        assert "Traceback" not in err, err
        assert code in (0, 1, 2, 3), (code, err)
        assert code == 0 or "error:" in err, (out, err)


@pytest.mark.wear
@pytest.mark.parametrize("seed", range(8))
def test_any_unicode_in_any_field_is_set_or_told(small_project: Callable[..., Sealed], seed: int) -> None:
    sealed = small_project("petition", "lettre-maire")
    code, out, err = sealed.program("-m", "tests.wear.fields", f"unicode, seed {seed}", str(FIELDS)).end()
    assert code == 0, err
    inputs = [json.loads(line) for line in out.splitlines()]
    figures.count(inputs=len(inputs))
    assert len(inputs) == FIELDS
    for file, text, code, told, escaped in inputs:
        assert escaped == "", (file, text)
        assert code == 0 or (code == 1 and "error:" in told), (file, text, told)


def register_with(*statements: str) -> Callable[[Path], None]:
    """A change of a database by SQL that no import would run."""
    def change(database: Path) -> None:
        with contextlib.closing(sqlite3.connect(database, isolation_level=None)) as base:
            base.execute("PRAGMA ignore_check_constraints=ON")
            for statement in ("PRAGMA writable_schema=ON", *statements):
                base.execute(statement)
    return change


ENDLESS = ("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 'a' AS key, 'a' AS loose, "
           "'06088' AS insee, '' AS part, 'n' AS name, 'commune' AS kind FROM n")


def bytes_for_a_name(database: Path) -> None:
    """A value of another type than its column, in tables that say they are strict."""
    schema = "UPDATE sqlite_schema SET sql = ? WHERE name = 'officials'"
    with contextlib.closing(sqlite3.connect(database, isolation_level=None)) as base:
        strict, = base.execute("SELECT sql FROM sqlite_schema WHERE name = 'officials'").fetchone()
        base.execute("PRAGMA writable_schema=ON")
        base.execute(schema, (strict.replace("STRICT, ", ""),))
        base.execute("PRAGMA writable_schema=RESET")
        base.execute("UPDATE officials SET last_name = x'00ff'")
        base.execute("PRAGMA writable_schema=ON")
        base.execute(schema, (strict,))


REGISTERS = {
    "a view without an end": (1, register_with("DROP TABLE names", f"CREATE VIEW names AS {ENDLESS}")),
    "a table that is missing": (1, register_with("DROP TABLE officials")),
    "no departments": (1, register_with("DELETE FROM departments")),
    "bytes for a name": (1, bytes_for_a_name),
    "texts that are no UTF-8": (1, register_with("UPDATE communes SET name = CAST(x'fffe41' AS TEXT)")),
    "control characters": (0, register_with(
        "UPDATE communes SET name = name || char(7, 27) || '[31m'",
        "UPDATE officials SET last_name = 'A' || char(0, 65534)")),
    "a name of a megabyte": (0, register_with(
        "UPDATE officials SET last_name = replace(hex(zeroblob(500000)), '0', 'n') WHERE office = 'maire'")),
    "days that are none": (0, register_with(
        "UPDATE tables SET date = 'no day'", "UPDATE officials SET since = '2020-99-99'")),
}


@pytest.mark.wear
@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_that_means_harm_is_refused_or_read_within_bounds(
        name: str, tmp_path: Path, shared: Callable[[str, Callable[[Path], None]], Path]) -> None:
    code, change = REGISTERS[name]
    sealed = changed(shared, tmp_path / "project")
    change(sealed.folder / "officials.sqlite")
    for words in (("officials", "find", COMMUNE, "--today", DAY), words_of("addressed letters", sealed.folder)):
        ended, out, err = bounded(sealed, *words)
        assert "Traceback" not in err, err
        assert ended == code, (words, out, err)
        assert not CONTROLS.search(out + err), "control characters reach the terminal"


SENDERS = {
    "aliases that double": "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 6)}]\n" for old, new in itertools.pairwise("abcdefghi")),
    "an alias of itself": "name: &a [*a]\n",
    "brackets in brackets": "name: " + "[" * 20_000 + "]" * 20_000,
    "a name of two megabytes": f"name: '{'n' * 2_000_000}'\n",
    "control characters": 'name: "A\\0\\x1b[31m\\uFFFE B"\nemail: "\\x07"\n',
    "markup": "name: '</w:t></w:r><script>&amp;{practice}{{x}}'\ntown: '${jndi}'\n",
    "a tag of Python": "name: !!python/object/apply:os.system ['touch harmed']\n",
    "bytes": "\x00\x01\ufffe",
    "nothing": "",
    "lines that end nowhere": "name: 'x",
}


@pytest.mark.wear
@pytest.mark.parametrize("name", [*SENDERS, "a pipe", "a device", "a folder"])
def test_a_sender_that_means_harm_is_refused_or_written_as_text(
        name: str, tmp_path: Path, shared: Callable[[str, Callable[[Path], None]], Path]) -> None:
    sealed = changed(shared, tmp_path / "project")
    sender = sealed.folder / "sender.yaml"
    if name == "a pipe":
        os.mkfifo(sender)
    elif name == "a device":
        sender.symlink_to("/dev/zero")
    elif name == "a folder":
        sender.mkdir()
    else:
        sender.write_text(SENDERS[name], encoding="utf-8")
    ended, out, err = bounded(sealed, *words_of("addressed letters", sealed.folder), "--sender", "sender.yaml")
    assert "Traceback" not in err, err
    assert ended == 0 or (ended == 1 and "error:" in err), (ended, out, err)
    assert not (sealed.folder / "harmed").exists()
    for letter in (sealed.folder / "out/letters").rglob("*.docx"):
        if letter != member_letter(sealed.folder):
            with zipfile.ZipFile(letter) as parts:
                ElementTree.fromstring(parts.read("word/document.xml"))


def bombs() -> dict[str, bytes]:
    """PDFs that are small, and whose structure asks for time and memory without end."""
    def pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
        out = bytearray(b"%PDF-1.6\n")
        places = []
        for number, content in enumerate(objects, 1):
            places.append(len(out))
            out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        return bytes(out + b"trailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start))

    def stream(content: bytes, more: bytes = b"") -> bytes:
        return b"<</Length %d %s>>\nstream\n" % (len(content), more) + content + b"\nendstream"
    page = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</XObject <</F 5 0 R>>>>>>"
    head = (b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Kids [3 0 R] /Count 1>>", page)
    unpacked = zlib.compress(zlib.compress(b"0 0 1 1 re f\n" * 20_000_000, 9), 9)
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources <</XObject <</F %d 0 R>>>>"
    nested = [stream(b"/F Do /F Do", form % (number + 1)) for number in range(5, 45)]
    return {
        "a form that shows itself": pdf(*head, stream(b"/F Do"), stream(b"/F Do", form % 5)),
        "forms that double forty times": pdf(*head, stream(b"/F Do"), *nested, stream(b"0 0 1 1 re f", form % 45)),
        "content packed twice": pdf(*head, stream(unpacked, b"/Filter [/FlateDecode /FlateDecode]"),
                                    stream(b"", form % 5)),
        "pages that are their own parents": pdf(head[0], b"<</Type /Pages /Kids [2 0 R 2 0 R 2 0 R] /Count 3>>"),
        "saves without end": pdf(*head, stream(b"q " * 2_000_000), stream(b"", form % 5)),
        "arrays in arrays": pdf(*head[:2], page.replace(b"/Contents 4", b"/Contents 5"), stream(b""),
                                b"[" * 100_000 + b"]" * 100_000),
        "a page a kilometre wide": pdf(*head[:2], page.replace(b"595 842", b"9999999 9999999"), stream(b"f"),
                                       stream(b"", form % 5)),
    }


@pytest.mark.wear
@pytest.mark.parametrize("name", bombs())
def test_a_pdf_that_asks_for_everything_ends_with_a_finding(small_project: Callable[..., Sealed], name: str) -> None:
    sealed = small_project("petition")
    (sealed.folder / "bomb.pdf").write_bytes(bombs()[name])
    for words in (("preflight", "bomb.pdf"), ("tile", "bomb.pdf"), ("preflight", "bomb.pdf", "--repair", "mended.pdf")):
        code, out, err = bounded(sealed, *words)
        assert "Traceback" not in err, err
        # qpdf leaves out what is nested too deep: the page is empty, and can be cut
        assert code == 1 or (words[0], name) == ("tile", "arrays in arrays"), (words, out, err)


@pytest.mark.wear
def test_files_of_other_kinds_where_a_file_is_expected_are_told_at_once(small_project: Callable[..., Sealed]) -> None:
    sealed = small_project("petition")
    root = sealed.folder
    (root / "assets/pictures").mkdir(exist_ok=True)
    os.mkfifo(root / "materials/pipe.yaml")
    (root / "materials/device.yaml").symlink_to("/dev/zero")
    (root / "materials/folder.yaml").mkdir()
    code, _, err = bounded(sealed, "check")
    assert code == 1
    assert "Traceback" not in err
    assert all(f"materials/{name}.yaml" in err for name in ("pipe", "device", "folder"))
    for name in ("pipe", "device", "folder"):
        path = Path(root / f"materials/{name}.yaml")
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    assert sealed.run("check")[0] == 0
