"""Files of other programs, judged one by one: `python foreign_files.py FOLDER [--printer NAME ...]`.

Each PDF below the folder is judged by `render.py preflight --json` in a process of its own, under each printer's
preset. A row has its size, the processor's time, and the most memory that the command and its children held (Pss),
less what they hold for an empty page. `most` is the memory that is allowed: four times the file, 1.25 times the
pixels of its largest picture, which PDFium decodes whole (as pdfimages counts them), and 48 MB, by which its process
may grow before it opens the file anew. A row is marked where that is exceeded, after 5 s of the processor and 0.2 s
for each page, after a traceback or a verdict that is no JSON, and where pdffonts or pdfimages know of something that
preflight does not report: a font that is not embedded, a picture below the resolution of the preset.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tree_memory import ROOT, memory, tree

_EVERY = 0.03
_EMPTY = (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
          b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n")
_UNREAD = {"file-broken", "file-encrypted", "file-too-large", "content-unreadable", "file-without-pages"}
_FONT = re.compile(r"\s(?:Type 1|TrueType|CID).*\s(yes|no) +(?:yes|no) +(?:yes|no) +\d+ +\d+$", re.MULTILINE)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--printer", action="append", help="a preset; may be repeated (online and offset)")
    args = parser.parse_args()
    printers = args.printer or ["online", "offset"]
    with tempfile.NamedTemporaryFile(suffix=".pdf") as empty:
        empty.write(_EMPTY)
        empty.flush()
        base = max(judged(Path(empty.name), printer)[2] for printer in printers)
    print(f"an empty page: {base:.0f} MB")
    marked = 0
    for path in sorted(args.folder.rglob("*.pdf")):
        marked += any([row(path, printer, base) for printer in printers])
    print(f"{marked} marked")
    return 1 if marked else 0


def row(path: Path, printer: str, base: float) -> bool:
    """Print the row of a file; whether it is marked."""
    report, seconds, held = judged(path, printer)
    size, pictures = path.stat().st_size / 2**20, listed("pdfimages", "-list", path)
    pages = re.search(r"^Pages:\s+(\d+)", listed("pdfinfo", path), re.MULTILINE)
    pixels = max((int(row[3]) * int(row[4]) * max(int(row[6]), 1) for row in rows(pictures)), default=0) / 2**20
    over, most = held - base, 4 * size + 1.25 * pixels + 48
    marks = []
    if report is None:
        marks.append("no verdict")
    else:
        marks += differences(report, listed("pdffonts", path), pictures)
    if seconds > 5 + 0.2 * int(pages[1] if pages else 1):
        marks.append("slow")
    if over > most:
        marks.append("memory")
    print(f"{path.name[:50]:50} {printer:8} {size:7.2f} MB {seconds:6.1f} s {over:6.0f} MB of {most:6.0f}  "
          f"{', '.join(marks)}", flush=True)
    return bool(marks)


def judged(path: Path, printer: str) -> tuple[dict | None, float, float]:
    """The report, None after a traceback; the processor's seconds; the most memory in MB."""
    command = [sys.executable, str(ROOT / "render.py"), "preflight", str(path), "--json", "--printer", printer]
    most = 0
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        running = subprocess.Popen(command, stdout=out, stderr=err)
        while True:
            ended, status, usage = os.wait4(running.pid, os.WNOHANG)
            if ended:
                break
            most = max(most, sum(map(memory, tree(running.pid))))
            time.sleep(_EVERY)
        running.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        try:
            report = json.loads(out.read())[0] if b"Traceback" not in err.read() else None
        except ValueError:
            report = None
    return report, usage.ru_utime + usage.ru_stime, most / 1024


def differences(report: dict, fonts: str, pictures: str) -> list[str]:
    """What pdffonts and pdfimages know and the report does not say."""
    findings = report["findings"]
    codes = {each["code"] for each in findings}
    if codes & _UNREAD:
        return []
    marks = []
    if "no" in _FONT.findall(fonts) and not codes & {
            "font-embedded", "font-unused", "form-field", "annotation"}:
        marks.append("a font")
    limits = {"picture-ppi": 149, "bitmap-ppi": 549}
    for code, limit in limits.items():
        told = {each["sheet"] for each in findings if each["code"] == code}
        low = {int(row[0]) for row in rows(pictures) if row[2] == "image" and max(int(row[3]), int(row[4])) > 16
               and (row[7] == "1") is (code == "bitmap-ppi") and min(int(row[-4]), int(row[-3])) < limit}
        if None not in told and low - told:
            marks.append(f"{code} on page {min(low - told)}")
    return marks


def rows(pictures: str) -> list[list[str]]:
    """The rows of pdfimages -list."""
    found = [line.split() for line in pictures.splitlines()[2:]]
    return [row for row in found if len(row) >= 14 and row[0].isdigit() and row[3].isdigit() and row[-4].isdigit()]


def listed(program: str, *words: object) -> str:
    """What one of poppler's programs prints; empty without it."""
    try:
        return subprocess.run([program, *map(str, words)], capture_output=True, timeout=60).stdout.decode(
            "utf-8", "replace")
    except (OSError, subprocess.TimeoutExpired):
        return ""


if __name__ == "__main__":
    sys.exit(main())
