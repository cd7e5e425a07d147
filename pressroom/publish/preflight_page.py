"""The report of `render.py preflight --report`: each finding with a picture of its place, its reason and its remedy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from pressroom.brief import InkReading, Report
from pressroom.findings import N_, Finding, FindingCode, codes
from pressroom.text.translation import Translate, filled, hint, message

PICTURES = "pictures"
_STYLE = """
:root{color-scheme:light dark;--line:#8886;--bad:#b3261e;--mild:#8a5a00;--good:#146c2e}
@media (prefers-color-scheme:dark){:root{--bad:#ff8a80;--mild:#ffcf70;--good:#7ddc94}}
body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;margin:0 0 .3rem;overflow-wrap:anywhere}h2{font-size:1.15rem;margin:2rem 0 .4rem}
h3{font-size:1rem;margin:0}.error h3,.not-run h3{color:var(--bad)}.warning h3{color:var(--mild)}
.passed{color:var(--good)}.failed{color:var(--bad)}
section{display:grid;grid-template-columns:16rem 1fr;gap:1.2rem;border-top:1px solid var(--line);padding:1.2rem 0}
section img,figure img{max-width:100%;height:auto;border:1px solid var(--line)}p{margin:.3rem 0}
figure{display:inline-block;width:18rem;margin:0 1rem 1rem 0;vertical-align:top}figcaption{font-size:.85rem}
code{font:.85em ui-monospace,monospace}.why,.source{opacity:.8}.source{font-size:.85rem}
b.tag{text-transform:uppercase;font-size:.75rem;letter-spacing:.04em}
@media (max-width:40rem){section{grid-template-columns:1fr}section img{max-width:20rem}}
"""


def picture_name(file: int, index: int) -> str:
    """The path of a finding's picture in the report's folder."""
    return f"{PICTURES}/{file + 1}-{index + 1}.png"


def heat_name(file: int, page: int) -> str:
    """The path of a page's heat map in the report's folder; pages count from 1."""
    return f"{PICTURES}/{file + 1}-ink-{page}.png"


def page(files: Sequence[tuple[str, Report, Mapping[int, bytes], Sequence[bytes]]], language: str,
         translate: Translate) -> bytes:
    """The HTML page; `files` gives each file's name, report, pictures by finding (`picture_name`) and heat maps."""
    title = translate(N_("Preflight report"))
    body = "\n".join(_file(number, name, report, pictures, heats, translate)
                     for number, (name, report, pictures, heats) in enumerate(files))
    return (f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(title)}</title>\n'
            f"<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n").encode()


def _file(number: int, name: str, report: Report, pictures: Mapping[int, bytes], heats: Sequence[bytes],
          translate: Translate) -> str:
    errors = sum(item.fails for item in report.findings)
    verdict = translate(N_("passed") if report.passed else N_("not fit for print"))
    counts = filled(translate(N_("{errors} error{errors||s}, {others} other finding{others||s}, {ran} check{ran||s}")),
                    {"errors": errors, "others": len(report.findings) - errors, "ran": len(report.ran)})
    order = sorted(range(len(report.findings)), key=lambda index: (
        report.findings[index].severity.rank, report.findings[index].sheet or 0, index))
    sections = [_section(report.findings[index], picture_name(number, index) if index in pictures else "", translate)
                for index in order]
    return (f'<h1>{escape(name)}</h1><p class="{"passed" if report.passed else "failed"}">{escape(verdict)}</p>'
            f"<p>{escape(counts)}</p>" + "".join(sections) + _inks(number, report, heats, translate))


def _section(item: Finding, picture: str, translate: Translate) -> str:
    rule: FindingCode | None = codes().get(item.code)
    sheet = filled(translate(N_("sheet {sheet}: ")), {"sheet": item.sheet}) if item.sheet else ""
    advice = hint(item, translate)
    text = message(item, translate)
    lines = [f'<h3><b class="tag">{escape(translate(item.severity.value))}</b> {escape(sheet)}{escape(text)} '
             f"<code>{escape(item.code)}</code></h3>"]
    lines += [f"<p>{escape(advice)}</p>"] if advice else []
    if rule is not None:
        todo = filled(translate(N_("What to do: {mend}")), {"mend": translate(rule.mend)})
        lines += [f'<p class="why">{escape(translate(rule.why))}</p>', f"<p>{escape(todo)}</p>"]
        if rule.source:
            source = filled(translate(N_("Source: {source}")), {"source": rule.source})
            lines.append(f'<p class="source">{escape(source)}</p>')
    image = f'<img src="{escape(picture)}" alt="{escape(text)}" loading="lazy">' if picture else ""
    kind = item.severity.value.replace(" ", "-")
    return f'<section class="{kind}"><div>{image}</div><div>{"".join(lines)}</div></section>'


def _inks(number: int, report: Report, heats: Sequence[bytes], translate: Translate) -> str:
    if not any(one.ink for one in report.pages):
        return ""
    figures = []
    for index, reading in enumerate(report.pages):
        if reading.ink is None:
            continue
        caption = escape(ink_summary(index + 1, reading.ink, translate))
        has_map = index < len(heats) and heats[index]
        image = f'<img src="{heat_name(number, index + 1)}" alt="" loading="lazy">' if has_map else ""
        figures.append(f"<figure>{image}<figcaption>{caption}</figcaption></figure>")
    key = translate(N_("White is paper, green one full ink, yellow two, red three; almost black is more than three."))
    heading = translate(N_("Ink on the plates"))
    return f"<h2>{escape(heading)}</h2><p>{escape(key)}</p>" + "".join(figures)


def ink_summary(page_number: int, ink: InkReading, translate: Translate) -> str:
    """The plates of a page and their ink, in one sentence."""
    return filled(translate(N_("page {page}: {count} plate{count||s} ({names}), at most {most} % of ink, {mean} % on "
                               "average in a square of 15 mm; at {resolution} ppi")),
                  {"page": page_number, "count": len(ink.plates), "names": ", ".join(ink.plates) or "-",
                   "most": round(100 * ink.most), "mean": round(100 * ink.mean), "resolution": round(ink.resolution)})
