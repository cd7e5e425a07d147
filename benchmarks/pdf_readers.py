"""Reading finished files: qpdf (through pikepdf) beside pypdf, and the tokenizer of `pressroom/pdf` beside both.

    python benchmarks/pdf_readers.py out/press/petition-A3.pdf [MORE.pdf ...] [--rounds 15]

Every round measures all candidates in turn, so that a busy machine slows them alike; medians are printed, in
milliseconds.
"""

from __future__ import annotations

import argparse
import gc
import io
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
from pypdf.generic import ContentStream

from pressroom.pdf.content import instructions
from pressroom.pdf.document import Document
from pressroom.pdf.pages import all_pages, page_content
from pressroom.pdf.reachable import reachable_objects

Task = Callable[[], Any]


def importing(module: str) -> Task:
    """A new interpreter that imports one module."""
    return lambda: subprocess.run([sys.executable, "-c", f"import {module}"], check=True)


def opening(content: bytes) -> dict[str, Task]:
    """The file opened, as far as its first page."""
    def by_pikepdf() -> Any:
        with pikepdf.open(io.BytesIO(content), inherit_page_attributes=False) as file:
            return file.pages[0].mediabox

    return {"pypdf": lambda: pypdf.PdfReader(io.BytesIO(content)).pages[0].mediabox, "pikepdf": by_pikepdf,
            "pressroom.pdf": lambda: all_pages(Document(content).catalogue())[0].inherited["/MediaBox"]}


def all_objects(content: bytes) -> dict[str, Task]:
    """Every object that the trailer leads to, as Python's."""
    def by_pypdf() -> int:
        waiting, met, count = [pypdf.PdfReader(io.BytesIO(content)).trailer], set(), 0
        while waiting:
            holder: Any = waiting.pop()
            count += 1
            for each in dict.values(holder) if isinstance(holder, dict) else list.__iter__(holder):
                if isinstance(each, pypdf.generic.IndirectObject):
                    if each.idnum in met:
                        continue
                    met.add(each.idnum)
                    each = each.get_object()
                if isinstance(each, dict | list):
                    waiting.append(each)
        return count

    return {"pypdf": by_pypdf, "pressroom.pdf": lambda: reachable_objects(Document(content).trailer, [])}


def operators(content: bytes) -> dict[str, Task]:
    """The operators of the first page's content."""
    plain = page_content(all_pages(Document(content).catalogue())[0].entries)
    file = pikepdf.new()
    stream = file.make_stream(plain)  # which lives no longer than its file
    other = pypdf.generic.DecodedStreamObject()
    other.set_data(plain)

    def by_pikepdf() -> list[Any]:
        assert stream.is_owned_by(file)
        return [(str(each.operator), list(each.operands)) for each in pikepdf.parse_content_stream(stream)]

    return {"pypdf": lambda: ContentStream(other, None).operations, "pikepdf": by_pikepdf,
            "pressroom.pdf": lambda: list(instructions(plain))}


def medians(tasks: dict[str, Task], rounds: int) -> dict[str, float]:
    """Milliseconds by candidate; each round takes all in turn."""
    taken: dict[str, list[float]] = {called: [] for called in tasks}
    for _ in range(rounds):
        for called, task in tasks.items():
            gc.collect()  # what the one before left is not this one's to clear away
            begun = time.perf_counter()
            task()
            taken[called].append(1000 * (time.perf_counter() - begun))
    return {called: statistics.median(each) for called, each in taken.items()}


def show(title: str, found: dict[str, float]) -> None:
    print(f"{title:<44}" + "".join(f"{called} {taken:8.2f} ms   " for called, taken in found.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=15)
    args = parser.parse_args()
    show("a new interpreter that imports it", medians(
        {name: importing(name) for name in ("sys", "pypdf", "pikepdf", "pypdfium2")}, args.rounds))
    for path in args.files:
        content = path.read_bytes()
        for title, tasks in (("opened", opening(content)), ("all objects", all_objects(content)),
                             ("operators of page 1", operators(content))):
            show(f"{path.name}: {title}", medians(tasks, args.rounds))


if __name__ == "__main__":
    main()
