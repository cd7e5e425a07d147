"""Files that mean harm or are damaged: each ends with a finding, in bounded time and memory, and never a traceback."""

from __future__ import annotations

import random
import resource
import shutil
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.wear.seal import Sealed

MOST_KB = 1_200_000  # of memory that any command may have held: reading within bounds keeps far below
KEYS = ("title", "headline", "message", "layout", "variant", "link", "date", "audience", "version", "formats")


def most_memory() -> int:
    """The most memory, in kilobytes, that any child process has held."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


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
        code, out, err = sealed.run(*words, seconds=120)
        assert "Traceback" not in err, err
        assert code in (0, 1, 2, 3), (code, err)
        assert code == 0 or "error:" in err, (out, err)
    assert most_memory() < MOST_KB


@pytest.mark.wear
def test_any_unicode_in_any_field_is_set_or_told(small_project: Callable[..., Sealed]) -> None:
    sealed = small_project("petition")
    material = sealed.folder / "materials/petition.yaml"
    good = material.read_text(encoding="utf-8")
    chance = random.Random("unicode, seed 1")
    planes = [(0x20, 0x24F), (0x300, 0x36F), (0x590, 0x6FF), (0x900, 0xDFF), (0x2000, 0x2BFF), (0xE000, 0xE0FF),
              (0xFE00, 0xFFFD), (0x1F300, 0x1FAFF), (0xE0000, 0xE01FF), (0x4E00, 0x9FFF), (0x10000, 0x10FFF)]
    for _ in range(60):
        key = chance.choice(KEYS)
        words = "".join(chr(chance.randint(*chance.choice(planes))) for _ in range(chance.choice((1, 8, 60, 400))))
        quoted = "'" + words.replace("'", "''") + "'"
        lines = [f"{line[:line.index(key)]}{key}: {quoted}" if line.lstrip().startswith(f"{key}:") else line
                 for line in good.splitlines()]
        material.write_text("\n".join(lines) + "\n", encoding="utf-8", errors="replace")
        code, _, err = sealed.run("check", "petition", seconds=60)
        assert "Traceback" not in err, (key, words, err)
        assert code in (0, 1), (key, words, err)
        assert code == 0 or "materials/petition.yaml:" in err, (key, words, err)


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
        "a page a kilometre wide": pdf(*head[:2], page.replace(b"595 842", b"9999999 9999999"), stream(b"f"),
                                       stream(b"", form % 5)),
    }


@pytest.mark.wear
@pytest.mark.parametrize("name", bombs())
def test_a_pdf_that_asks_for_everything_ends_with_a_finding(small_project: Callable[..., Sealed], name: str) -> None:
    sealed = small_project("petition")
    (sealed.folder / "bomb.pdf").write_bytes(bombs()[name])
    for words in (("preflight", "bomb.pdf"), ("tile", "bomb.pdf"), ("preflight", "bomb.pdf", "--repair", "mended.pdf")):
        code, out, err = sealed.run(*words, seconds=120)
        assert "Traceback" not in err, err
        assert code == 1, (words, out, err)
    assert most_memory() < MOST_KB


@pytest.mark.wear
def test_files_of_other_kinds_where_a_file_is_expected_are_told_at_once(small_project: Callable[..., Sealed]) -> None:
    import os

    sealed = small_project("petition")
    root = sealed.folder
    (root / "assets/pictures").mkdir(exist_ok=True)
    os.mkfifo(root / "materials/pipe.yaml")
    (root / "materials/device.yaml").symlink_to("/dev/zero")
    (root / "materials/folder.yaml").mkdir()
    code, _, err = sealed.run("check", seconds=30)
    assert code == 1
    assert "Traceback" not in err
    assert all(f"materials/{name}.yaml" in err for name in ("pipe", "device", "folder"))
    for name in ("pipe", "device", "folder"):
        path = Path(root / f"materials/{name}.yaml")
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    assert sealed.run("check")[0] == 0
