"""How time and memory grow with the work: `python growth.py pages|pictures|release|site|commune [--size N ...]`.

Each row is one command: the time that went by, the processor's own time of it and its children, and, for `pages` and
`pictures`, the most memory that they held together (in a run of its own, as looking slows it down).
"""

import argparse
import os
import random
import re
import resource
import subprocess
import sys
import time
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory

from tree_memory import ROOT, new_project, peak

_WORDS = ["la", "clinique", "de", "place", "ouvre", "chaque", "jour", "et", "accueille", "tous", "habitants"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=sorted(ROWS))
    parser.add_argument("--size", type=int, action="append", help="how much; may be repeated")
    args = parser.parse_args()
    measure, usual = ROWS[args.what]
    with TemporaryDirectory(prefix="growth-") as folder:
        for size in args.size or usual:
            measure(size, Path(folder))
    return 0


def timed(command: list[str], folder: Path = ROOT) -> str:
    """The times of one command."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=folder, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    took, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return f"{took:.2f} s, of the processor {after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime:.2f} s"


def pages(count: int, folder: Path) -> None:
    """Preflight of a file of `count` pages of text, without and with a printer."""
    path = folder / f"{count}.pdf"
    write_pages(count, path)
    for more in ((), ("--printer", "offset")):
        command = [sys.executable, str(ROOT / "render.py"), "preflight", str(path), *more]
        print(f"preflight of {count} pages {' '.join(more)}: {timed(command)}, {peak(command):.0f} MB")


def pictures(megabytes: int, folder: Path) -> None:
    """Preflight of a file of that size, with a CMYK picture of 10 MB on each page."""
    path = folder / f"{megabytes}.pdf"
    write_pictures(megabytes // 10, path)
    for more in ((), ("--printer", "offset")):
        command = [sys.executable, str(ROOT / "render.py"), "preflight", str(path), *more]
        most, size = peak(command), path.stat().st_size / 1e6
        print(f"preflight of {size:.0f} MB {' '.join(more)}: {timed(command)}, {most:.0f} MB, {most / size:.2f} of it")


def write_pages(count: int, path: Path) -> None:
    """Pages of text in an embedded font."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen import canvas

    choose = random.Random(1).choice
    pdfmetrics.registerFont(TTFont("Text", str(ROOT / "assets/fonts/Inter-Regular.ttf")))
    paper = canvas.Canvas(str(path), pagesize=(595.276, 841.89), invariant=1)
    for number in range(count):
        paper.setFillColorCMYK(0, 0, 0, 1)
        paper.setFont("Text", 11)
        for line in range(40):
            paper.drawString(56, 780 - line * 17, f"{number + 1}.{line} " + " ".join(choose(_WORDS) for _ in range(10)))
        paper.showPage()
    paper.save()


def write_pictures(count: int, path: Path) -> None:
    """Pages with a picture of 10 MB each that cannot be compressed."""
    import pikepdf
    from pikepdf import Dictionary, Name, Stream

    side = 1581
    with pikepdf.Pdf.new() as pdf:
        for number in range(count):
            picture = Stream(pdf, zlib.compress(random.Random(number).randbytes(4 * side * side), 1), Dictionary(
                Type=Name.XObject, Subtype=Name.Image, Width=side, Height=side, BitsPerComponent=8,
                ColorSpace=Name.DeviceCMYK, Filter=Name.FlateDecode))
            page = pdf.add_blank_page(page_size=(842, 1191))
            page.Resources = Dictionary(XObject=Dictionary(Picture=pdf.make_indirect(picture)))
            page.Contents = Stream(pdf, b"q 842 0 0 1191 0 0 cm /Picture Do Q")
        pdf.save(path, compress_streams=False)


def release(times: int, folder: Path) -> None:
    """A release whose body is repeated so many times, with previews (86 times: 75 files)."""
    project = folder / f"release-{times}"
    new_project(project)
    text = (ROOT / "materials/releases/access.yaml").read_text(encoding="utf-8")
    head, _, body = text.partition("body: |\n")
    end = re.search(r"^\w", body, re.MULTILINE)
    at = end.start() if end else len(body)
    (project / "materials/releases").mkdir()
    (project / "materials/releases/long.yaml").write_text(
        f"{head}body: |\n" + (body[:at].rstrip() + "\n\n") * times + body[at:], encoding="utf-8")
    command = [sys.executable, "render.py", "long", "--fresh"]
    timed(command, project)  # fills the cache
    print(f"a release of {times} times its text: {timed(command, project)}")


def commune(count: int, folder: Path) -> None:
    """Look-ups of so many misspelt names in a register of the size of France."""
    sys.path.insert(0, str(ROOT))
    from pressroom.officials import imports
    from pressroom.officials.register import Register
    from tests.officials.tables import large

    database = folder / "officials.sqlite"
    imports.read_all(large().write(folder), database)
    chance = random.Random(7)
    with Register(database) as register:
        rows = [name for name, in register.base.execute("SELECT name FROM communes ORDER BY insee")]
        texts = [f"{name[:3]}{name[4:]}x" for name in chance.sample(rows, count)]
        started = time.process_time()
        for text in texts:
            register.find(text)
    each = (time.process_time() - started) * 1000 / count
    print(f"{count} misspelt communes: {each:.2f} ms of the processor for each")


def site(count: int, folder: Path) -> None:
    """The members' site of so many posters: made anew, with another address (all pictures are there), unchanged."""
    project = folder / f"site-{count}"
    new_project(project)
    text = re.sub(r"^formats:.*$", "formats: [A4]", (ROOT / "materials/petition.yaml").read_text(encoding="utf-8"),
                  flags=re.MULTILINE)
    for number in range(count):
        words = re.sub(r"^title: (.*)$", rf"title: \1 {number}", text, flags=re.MULTILINE)
        (project / f"materials/poster-{number}.yaml").write_text(words, encoding="utf-8")
    command = [sys.executable, "render.py"]
    timed([*command, "--edition", "members", "--edition", "preview"], project)
    print(f"site of {count} posters: {timed([*command, 'site'], project)}")
    elsewhere = [*command, "site", "--base-url", "https://www.example.org/elsewhere/"]
    print(f"    with another address: {timed(elsewhere, project)}")
    print(f"    unchanged: {timed(elsewhere, project)}")


ROWS = {"pages": (pages, (100, 1000, 5000)), "pictures": (pictures, (100, 200)), "release": (release, (38, 86)),
        "site": (site, (20, 100)), "commune": (commune, (500,))}

if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.exit(main())
