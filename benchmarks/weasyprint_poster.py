"""The same pieces with WeasyPrint: `python weasyprint_poster.py PLAN.json OUT [--served]`.

PDF/X-4 with the printer's profile and device CMYK for press, PDF/UA-1 for members. Positions, sizes and line ends come
from the plan. With --served the HTML, the codes, the fonts and the caches are made ready once; then each line on
standard input has every piece written once, and is answered with the seconds that went by and those of the processor.
"""

import base64
import html
import io
import json
import sys
import time
from pathlib import Path
from typing import Any

import qrcode
import qrcode.image.svg
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

Item = dict[str, Any]
VARIANTS = {"press": "pdf/x-4", "members": "pdf/ua-1"}
TAGS = {"heading": "h1"}


def stylesheet(fonts: str) -> str:
    faces = "".join(f"@font-face {{font-family: {path.stem}; src: url({path.as_uri()})}}\n"
                    for path in sorted(Path(fonts).glob("*.ttf")))
    return faces + """
        body, h1, p {margin: 0; font-weight: normal}
        .page {position: relative; break-after: page} .page:last-child {break-after: auto}
        .page > * {position: absolute; white-space: pre; margin: 0}
        a {color: inherit; text-decoration: none}"""


def colour(ink: list[float]) -> str:
    if len(ink) == 4:
        return f"device-cmyk({' '.join(f'{part:.4g}' for part in ink)})"
    return f"rgb({' '.join(f'{part:.2%}' for part in ink)})"


def page(sheet: Item) -> str:
    return (f'<div class="page" style="width: {sheet["width"]}pt; height: {sheet["height"]}pt">'
            + "".join(DRAWN[item["kind"]](sheet, item) for item in sheet["items"]) + "</div>")


def text(_sheet: Item, item: Item) -> str:
    tag = TAGS.get(item["role"], "p")
    top = item["y"] - item["leading"] / 2 - item["rise"] * item["size"]
    lines = "<br>".join("".join(
        f'<span style="font-family: {Path(font).stem}; color: {colour(ink)}">{html.escape(words)}</span>'
        for words, font, ink in line) for line in item["lines"])
    if item["link"]:
        lines = f'<a href="{html.escape(item["link"])}">{lines}</a>'
    return (f'<{tag} style="left: {item["x"]:.2f}pt; top: {top:.2f}pt; font-size: {item["size"]}pt; '
            f'line-height: {item["leading"]:.2f}pt; font-family: {Path(item["lines"][0][0][1]).stem}">{lines}</{tag}>')


def rectangle(_sheet: Item, item: Item) -> str:
    x0, y0, x1, y1 = item["box"]
    return (f'<div style="left: {x0:.2f}pt; top: {y0:.2f}pt; width: {x1 - x0:.2f}pt; height: {y1 - y0:.2f}pt; '
            f'background: {colour(item["ink"])}"></div>')


def shape(sheet: Item, item: Item) -> str:
    width, height = sheet["width"], sheet["height"]
    clip = f'<clipPath id="c"><path d="{item["clip"]}"/></clipPath>' if item["clip"] else ""
    drawn = (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" '
             f'viewBox="0 0 {width} {height}">{clip}<path d="{item["path"]}" fill="{colour(item["ink"])}"'
             f'{" clip-path=" + chr(34) + "url(#c)" + chr(34) if clip else ""}/></svg>')
    return picture(drawn.encode(), item["alt"], 0, 0, width, height)


def code(_sheet: Item, item: Item) -> str:
    made = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0,
                         image_factory=qrcode.image.svg.SvgPathImage)
    made.add_data(item["url"])
    held = io.BytesIO()
    made.make_image().save(held)
    drawn = picture(held.getvalue(), item["alt"], item["x"], item["y"], item["side"], item["side"])
    return f'<a href="{html.escape(item["link"])}">{drawn}</a>' if item["link"] else drawn


def picture(svg: bytes, alt: str, x: float, y: float, width: float, height: float) -> str:
    return (f'<img alt="{html.escape(alt)}" src="data:image/svg+xml;base64,{base64.b64encode(svg).decode()}" '
            f'style="position: absolute; left: {x:.2f}pt; top: {y:.2f}pt; width: {width:.2f}pt; '
            f'height: {height:.2f}pt">')


def photograph(_sheet: Item, item: Item) -> str:
    x0, y0, x1, y1 = item["box"]
    return (f'<img alt="{html.escape(item["alt"])}" src="{Path(item["file"]).as_uri()}" style="left: {x0:.2f}pt; '
            f'top: {y0:.2f}pt; width: {x1 - x0:.2f}pt; height: {y1 - y0:.2f}pt; object-fit: cover">')


DRAWN = {"text": text, "rectangle": rectangle, "shape": shape, "qr": code, "photograph": photograph}


def document(piece: Item) -> str:
    first = piece["pages"][0]
    profile = (f"@color-profile device-cmyk {{src: url({Path(piece['profile']).as_uri()}); components: c, m, y, k}}"
               if piece["edition"] == "press" else "")
    head = (f'<style>@page {{size: {first["width"]}pt {first["height"]}pt; bleed: {piece["bleed"]}pt; margin: 0}}'
            f'{profile}</style><title>{html.escape(piece["title"])}</title>'
            f'<meta name="author" content="{html.escape(piece["author"])}">')
    return (f'<!DOCTYPE html><html lang="{piece["language"]}"><head>{head}</head><body>'
            + "".join(page(sheet) for sheet in piece["pages"]) + "</body></html>")


def main(plan: str, out: str, *told: str) -> None:
    given = json.loads(Path(plan).read_text(encoding="utf-8"))
    fonts, images = FontConfiguration(), {}
    css = CSS(string=stylesheet(given["fonts"]), font_config=fonts)

    def write(piece: Item, source: str) -> None:
        path = Path(out) / piece["edition"] / f"{piece['name']}.pdf"
        HTML(string=source).write_pdf(path, stylesheets=[css], font_config=fonts, cache=images,
                                      pdf_variant=VARIANTS[piece["edition"]])
    for edition in VARIANTS:
        (Path(out) / edition).mkdir(parents=True, exist_ok=True)
    if told != ("--served",):
        for piece in given["pieces"]:
            write(piece, document(piece))
        return
    ready = [(piece, document(piece)) for piece in given["pieces"]]
    for _ in sys.stdin:
        began = time.perf_counter(), time.process_time()
        for piece, source in ready:
            write(piece, source)
        print(time.perf_counter() - began[0], time.process_time() - began[1], flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
