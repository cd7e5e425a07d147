"""`render.py compare`: what differs between two PDFs, on the terminal, as JSON, and in a report with pictures."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom.cli.console import Console
from pressroom.cli.run_build import folder_of
from pressroom.findings import N_

if TYPE_CHECKING:
    from pressroom.desk.compare import Comparison
    from pressroom.desk.comparison.difference import PageChange


def compare(root: Path, args: argparse.Namespace, console: Console) -> int:
    """Print what differs, and write the report.

    1 where a page cannot be read or drawn, and with `--exit-code` where the files are not equal; else 0.
    """
    from pressroom.desk.compare import compare_files
    from pressroom.desk.comparison.report import report
    from pressroom.desk.original import open_original
    from pressroom.publish.folder import write_all

    old, new = open_original(Path(args.old), long=True), open_original(Path(args.new), long=True)
    out, result = folder_of(root, args.out), compare_files(old, new)
    files = report(result, new.path.stem, console.language, console.translate)
    write_all(out, {f"proofs/{name}": content for name, content in files.items()})
    page = (out / f"proofs/{new.path.stem}-changes.html").as_posix()
    console.findings(result.findings)
    if args.json:
        from pressroom.desk.comparison.as_json import as_json

        console.print_line(json.dumps({"old": args.old, "new": args.new, **as_json(result, console.translate),
                                       "report": page}, ensure_ascii=False, indent=1))
    else:
        _print(result, new.path.stem, out / "proofs", console)
        console.print(N_("report: {file}"), file=page)
    return 1 if result.unread or (args.exit_code and not result.equal) else 0


def _print(result: Comparison, stem: str, folder: Path, console: Console) -> None:
    """The differences of the file, then of each page."""
    from pressroom.desk.comparison.difference import TITLES

    if titles := ", ".join(console.translate(TITLES[kind]) for kind in result.kinds):
        console.print(N_("different: {kinds}"), kinds=titles)
    pages = {change.page: change for change in result.pages}
    for number in sorted({each.page for each in result.differences} | pages.keys()):
        if number:
            console.print(N_("page {page}:"), page=number)
        if number in pages:
            _print_page(pages[number], result, console)
        for each in result.differences:
            if each.page == number and each.kind != "words":
                title = console.translate(TITLES[each.kind])
                console.print(N_("  {title}: {text}"), title=title, text=each.text(console.translate))
        if number in pages and pages[number].picture:
            console.print(N_("  framed: {file}"), file=(folder / f"{stem}-changes-{number}.png").as_posix())
    if not result.differences:
        console.print(N_("nothing differs: no word and no pixel, no plate, ink, box, font, picture, output intent, "
                         "metadata or tag") if result.equal else N_("nothing differs in what was compared"))
    if result.apart:
        console.print(N_("only in what tells files apart:"))
        for each in result.apart:
            console.print_line(f"  {each.text(console.translate)}")


def _print_page(change: PageChange, result: Comparison, console: Console) -> None:
    for words in change.gone:
        console.print_line(f"  - {words}")
    for words in change.come:
        console.print_line(f"  + {words}")
    if change.page > min(result.count, result.old_count):
        console.print(N_("  the page is in one file only"))
