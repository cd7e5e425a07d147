"""A run with Typst: `python typst_run.py PLAN.json RECORDS.json OUT.pdf`. See runs.py.

The same page for each record, with its name, its town and a QR symbol that was made beforehand: Typst has none of its
own. The page's shared content is laid out once. With a fourth argument `--files`, a file for each record.
"""

import json
import sys
from pathlib import Path
from typing import Any

import typst
from typst_poster import DRAWN, HEADINGS, at, picture, string

Item = dict[str, Any]


def words(edge: float, x: float, y: float, size: float, shown: str) -> str:
    return at(edge, x, y, f'block(width: 220pt, {{ set text(size: {size}pt, font: "Inter", top-edge: "baseline", '
                          f'bottom-edge: "baseline"); [#{string(shown)}] }})')


def main(plan: str, records: str, out: str, *told: str) -> None:
    given = json.loads(Path(plan).read_text(encoding="utf-8"))
    piece = given["pieces"][0]
    page, edge = piece["pages"][0], piece["bleed"]
    code = next(item for item in page["items"] if item["kind"] == "qr")
    shared = "".join(DRAWN[item["kind"]](edge, page, item) for item in page["items"] if item["kind"] != "qr")
    head = (f'#set document(title: {string(piece["title"])}, author: {string(piece["author"])})\n'
            f'#set page(width: {page["width"] + 2 * edge}pt, height: {page["height"] + 2 * edge}pt, margin: 0pt)\n'
            f'#set text(lang: {string(piece["language"])})\n{HEADINGS}#let base = [\n{shared}]\n')
    pages = ["#base\n" + words(edge, 168, 756, 11, name) + words(edge, 168, 770, 11, town)
             + at(edge, code["x"], code["y"], picture(svg, "QR", code["side"], code["side"]))
             for name, town, svg in json.loads(Path(records).read_text(encoding="utf-8"))]
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[given["fonts"]])
    if told != ("--files",):
        typst.compile((head + "#pagebreak()\n".join(pages)).encode(), output=out, root="/", font_paths=fonts)
        return
    Path(out).mkdir(exist_ok=True)
    for number, one in enumerate(pages):
        typst.compile((head + one).encode(), output=f"{out}/{number}.pdf", root="/", font_paths=fonts)


if __name__ == "__main__":
    main(*sys.argv[1:])
