"""out/colours.html: the brand's inks in print and on screens side by side, and its palettes in use."""

from __future__ import annotations

from html import escape

from pressroom.colour.ink import Ink, hex_of
from pressroom.desk.brand_colours import BrandColours, InkColours, Pair
from pressroom.findings import N_
from pressroom.text.translation import Translate, filled

BEYOND = N_("no screen can show this ink as it prints: the nearest colour stands here")
_STYLE = """
:root{color-scheme:light}
body{font:16px/1.5 system-ui,sans-serif;color:#000;background:#fff;max-width:64rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem;margin:0}h2{font-size:1.15rem;margin:2.2rem 0 .6rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #ccc}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}td.colour{width:9rem;padding:0;height:3.4rem}
td.colour div{height:100%;min-height:3.4rem;display:flex;align-items:end;padding:.3rem .5rem;box-sizing:border-box}
code{font:.85rem ui-monospace,monospace}
.palettes{display:grid;gap:1.2rem;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr))}
figure{margin:0;border:1px solid #ccc}figure>div{padding:1rem}figcaption{padding:.5rem 1rem;font-size:.85rem}
.big{font-size:1.5rem;font-weight:700;line-height:1.2}small{display:block;color:#444;font-weight:400}
@media print{td,figure{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""


def page(brand: BrandColours, language: str, translate: Translate) -> bytes:
    """The HTML page; it needs no other file."""
    title = escape(filled(translate(N_("{organisation}: colours")), {"organisation": brand.organisation}))
    about = escape(filled(translate(N_("In print: {condition}, on its paper. On screen: what the members' edition and "
                                       "the site show; black stays pure there, for office printers.")),
                          {"condition": brand.condition}))
    heads = [escape(translate(text)) for text in (
        N_("ink"), N_("in print"), N_("on screen"), "CIEDE2000", N_("ink in all"))]
    numbers = "".join(f'<th class="number">{head}</th>' for head in heads[3:])
    rows = "\n".join(_row(each, translate) for each in brand.inks)
    figures = "\n".join(_figure(name, pairs, translate) for name, pairs in brand.palettes.items())
    palettes = escape(translate(N_("Palettes, and their contrasts in print, in grey, and to colour-blind eyes")))
    return (f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
            f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{about}</p>\n"
            f"<table>\n<thead><tr><th>{heads[0]}</th><th>{heads[1]}</th><th>{heads[2]}</th>{numbers}</tr></thead>\n"
            f"<tbody>\n{rows}\n</tbody>\n</table>\n"
            f'<h2>{palettes}</h2>\n<div class="palettes">\n{figures}\n</div>\n</body>\n</html>\n').encode()


def _row(each: InkColours, translate: Translate) -> str:
    ink = each.ink
    mixture = " ".join(f"{letter} {100 * part:g}" for letter, part in zip("CMYK", ink.cmyk, strict=True))
    spot = f"<small>{escape(ink.spot)}</small>" if ink.spot else ""
    beyond = f"<small>{escape(translate(BEYOND))}</small>" if each.beyond_screens else ""
    colours = "".join(f'<td class="colour"><div style="background:{hex_of(srgb)};color:{_on(srgb)}">'
                      f"<code>{hex_of(srgb)}</code></div></td>" for srgb in (ink.look, ink.srgb))
    return (f"<tr><th>{escape(ink.name)}<small>{mixture}</small>{spot}{beyond}</th>{colours}"
            f'<td class="number">{each.apart:.1f}</td><td class="number">{100 * sum(ink.cmyk):.0f} %</td></tr>')


def _on(srgb: tuple[float, float, float]) -> str:
    """Black or white, whichever reads better."""
    return "#000000" if Ink("", (0.0, 0.0, 0.0, 0.0), srgb).luminance > 0.18 else "#FFFFFF"


def _figure(name: str, pairs: tuple[Pair, ...], translate: Translate) -> str:
    words, accent, accent_words, foot = pairs
    ground = hex_of(words.ground.look)
    sample = escape(translate(N_("Words of the poster")))
    lines = "".join(f"<div>{escape(pair.role)}: {escape(pair.upper.name)} / {escape(pair.ground.name)} "
                    f"{pair.in_print:.1f} · {pair.in_grey:.1f} · {pair.to_eyes:.1f}</div>" for pair in pairs)
    return (f'<figure><div style="background:{ground};color:{hex_of(words.upper.look)}"><div class="big">{sample} '
            f'<span style="color:{hex_of(accent.upper.look)}">{escape(translate(N_("stressed")))}</span></div>'
            f'<span style="background:{hex_of(accent.upper.look)};color:{hex_of(accent_words.upper.look)};'
            f'padding:0 .4rem">{escape(accent_words.role)}</span></div>'
            f'<div style="background:{hex_of(foot.ground.look)};color:{hex_of(foot.upper.look)};padding:.5rem 1rem">'
            f"{escape(foot.role)}</div><figcaption><b>{escape(name)}</b>{lines}</figcaption></figure>")
