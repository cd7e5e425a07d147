"""The same pieces with Typst: `python typst_poster.py PLAN.json OUT [--served]`.

Typst writes no PDF/X, no bleed and no output intent: pages are as large as the bleed, and colours are sRGB. Shown
beside the others for honesty: it is the fastest of its kind. Arguments and answers are those of weasyprint_poster.py.
"""

import io
import json
import sys
import time
from pathlib import Path
from typing import Any

import qrcode
import qrcode.image.svg
import typst

Item = dict[str, Any]
WEIGHTS = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700}
HEADINGS = '#show heading: it => it.body\n#set par(justify: false, spacing: 0pt)\n#set block(spacing: 0pt)\n'


def string(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def colour(ink: list[float]) -> str:
    if len(ink) == 4:  # as a screen would show it, roughly: Typst is given no profile
        cyan, magenta, yellow, black = ink
        ink = [(1 - part) * (1 - black) for part in (cyan, magenta, yellow)]
    return f'rgb({", ".join(f"{part:.2%}" for part in ink)})'


def at(edge: float, x: float, y: float, body: str) -> str:
    return f"#place(top + left, dx: {x + edge:.2f}pt, dy: {y + edge:.2f}pt, {body})\n"


def text(edge: float, _sheet: Item, item: Item) -> str:
    lines = " + linebreak() + ".join(" + ".join(
        f'text(font: {string(Path(font).stem.partition("-")[0])}, fill: {colour(ink)}, '
        f'weight: {WEIGHTS.get(Path(font).stem.partition("-")[2], 400)}, size: {item["size"]}pt, {string(words)})'
        for words, font, ink in line) for line in item["lines"])
    body = f"heading({lines})" if item["role"] == "heading" else f"par({lines})"
    if item["link"]:
        body = f'link({string(item["link"])}, {body})'
    return at(edge, item["x"], item["y"],
              f'block(width: {item["width"] * 1.02 + 4:.2f}pt, {{ set text(size: {item["size"]}pt, '
              f'top-edge: "baseline", bottom-edge: "baseline"); set par(leading: {item["leading"]:.2f}pt); {body} }})')


def rectangle(edge: float, _sheet: Item, item: Item) -> str:
    x0, y0, x1, y1 = item["box"]
    return at(edge, x0, y0, f'rect(width: {x1 - x0:.2f}pt, height: {y1 - y0:.2f}pt, fill: {colour(item["ink"])})')


def shape(edge: float, sheet: Item, item: Item) -> str:
    width, height = sheet["width"], sheet["height"]
    red, green, blue = (item["ink"] if len(item["ink"]) == 3 else
                        [(1 - part) * (1 - item["ink"][3]) for part in item["ink"][:3]])
    clip = f'<clipPath id="c"><path d="{item["clip"]}"/></clipPath>' if item["clip"] else ""
    drawn = (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
             f'viewBox="0 0 {width} {height}">{clip}<g{" clip-path=" + chr(34) + "url(#c)" + chr(34) if clip else ""}>'
             f'<path d="{item["path"]}" fill="rgb({red:.2%},{green:.2%},{blue:.2%})"/></g></svg>')
    return at(edge, 0, 0, picture(drawn, item["alt"], width, height))


def code(edge: float, _sheet: Item, item: Item) -> str:
    made = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0,
                         image_factory=qrcode.image.svg.SvgPathImage)
    made.add_data(item["url"])
    held = io.BytesIO()
    made.make_image().save(held)
    drawn = picture(held.getvalue().decode(), item["alt"], item["side"], item["side"])
    return at(edge, item["x"], item["y"], f'link({string(item["link"])}, {drawn})' if item["link"] else drawn)


def picture(svg: str, alt: str, width: float, height: float) -> str:
    return (f'image(bytes({string(svg)}), format: "svg", width: {width:.2f}pt, height: {height:.2f}pt, '
            f'alt: {string(alt)})')


def photograph(edge: float, _sheet: Item, item: Item) -> str:
    x0, y0, x1, y1 = item["box"]
    return at(edge, x0, y0, f'image({string(item["file"])}, width: {x1 - x0:.2f}pt, height: {y1 - y0:.2f}pt, '
                            f'fit: "cover", alt: {string(item["alt"])})')


DRAWN = {"text": text, "rectangle": rectangle, "shape": shape, "qr": code, "photograph": photograph}


def document(piece: Item) -> str:
    first, edge = piece["pages"][0], piece["bleed"]
    head = (f'#set document(title: {string(piece["title"])}, author: {string(piece["author"])})\n'
            f'#set page(width: {first["width"] + 2 * edge}pt, height: {first["height"] + 2 * edge}pt, margin: 0pt)\n'
            f'#set text(lang: {string(piece["language"])})\n')
    return head + HEADINGS + "#pagebreak()\n".join(
        "".join(DRAWN[item["kind"]](edge, sheet, item) for item in sheet["items"]) for sheet in piece["pages"])


def main(plan: str, out: str, *told: str) -> None:
    given = json.loads(Path(plan).read_text(encoding="utf-8"))
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[given["fonts"]])

    def write(piece: Item, source: str) -> None:
        path = Path(out) / piece["edition"] / f"{piece['name']}.pdf"
        typst.compile(source.encode(), output=str(path), root="/", font_paths=fonts)
    for edition in ("press", "members"):
        (Path(out) / edition).mkdir(parents=True, exist_ok=True)
    if told != ("--served",):
        for piece in given["pieces"]:
            write(piece, document(piece))
        return
    ready = [(piece, document(piece)) for piece in given["pieces"]]
    for number, _ in enumerate(sys.stdin):
        began = time.perf_counter(), time.process_time()
        for piece, source in ready:  # a remark that differs, or Typst answers from memory
            write(piece, f"{source}// {number}\n")
        print(time.perf_counter() - began[0], time.process_time() - began[1], flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
