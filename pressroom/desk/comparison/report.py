"""The report of a comparison: an HTML page, and its pictures beside it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from pressroom.desk.comparison.difference import TITLES, Difference, PageChange
from pressroom.findings import N_
from pressroom.text.translation import Translate, filled, message

if TYPE_CHECKING:
    from pressroom.desk.compare import Comparison

_STYLE = """
:root{color-scheme:light dark;--line:#8886;--bad:#b3261e;--mild:#8a5a00;--good:#146c2e;--soft:#f1f2f4;
--paper:#fff;--text:#16181d}
@media (prefers-color-scheme:dark){:root{--bad:#ff8a80;--mild:#ffcf70;--good:#7ddc94;--soft:#23262d;--paper:#16181d;
--text:#f1f2f4}}
html{background:var(--paper);color:var(--text)}
body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;margin:0 0 .3rem;overflow-wrap:anywhere}h2{font-size:1.2rem;margin:2.2rem 0 .6rem}
h3{font-size:1rem;margin:1.2rem 0 .3rem}p{margin:.3rem 0}ul{margin:.2rem 0;padding-left:1.2rem}li{margin:.25rem 0;
overflow-wrap:anywhere}.files{display:grid;grid-template-columns:auto 1fr;gap:.1rem .8rem;margin:.6rem 0}
.files dt{opacity:.75}.files dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;max-width:34rem;margin:.8rem 0}
th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid var(--line);font-weight:400}
tr.differs th{font-weight:700}tr.differs td{color:var(--bad);font-weight:700}td{color:var(--good)}
td.open{color:var(--mild);font-weight:700}
del,ins{text-decoration:none;padding:0 .2em;border-radius:.2em}del{background:var(--soft);color:var(--bad)}
ins{background:var(--soft);color:var(--good)}del::before{content:"− "}ins::before{content:"+ "}
section{border-top:1px solid var(--line);margin-top:1.6rem}
.pictures{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:1rem;margin:1rem 0;max-width:66rem}
figure{margin:0}figure img{width:100%;height:auto;border:1px solid var(--line);background:#fff}
figcaption{font-size:.85rem;opacity:.85}
.open,.apart{background:var(--soft);padding:.6rem 1rem;border-radius:.4rem;margin:1rem 0}td.open{background:none}
.open>h2,.apart>h2{margin:.2rem 0;font-size:1rem}
"""
_MOST_SECTIONS = 200  # pages with a section of their own


def report(comparison: Comparison, stem: str, language: str, translate: Translate) -> dict[str, bytes]:
    """The files of the report by name: `STEM-changes.html`, and its pictures."""
    files = {}
    for change in comparison.pages:
        for name, content in ((f"{stem}-before-{change.page}.png", change.before),
                              (f"{stem}-changes-{change.page}.png", change.picture),
                              (f"{stem}-plates-{change.page}.png", change.plates)):
            if content:
                files[name] = content
    title = filled(translate(N_("From {old} to {new}: what differs")), {"old": comparison.old, "new": comparison.new})
    body = [f"<h1>{escape(title)}</h1>", _lead(comparison, translate), _table(comparison, translate),
            _missed(comparison, translate), _whole(comparison, translate), *_pages(comparison, stem, translate),
            _apart(comparison, translate)]
    files[f"{stem}-changes.html"] = (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(title)}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n" + "\n".join(filter(None, body))
        + "\n</main>\n</body>\n</html>\n").encode("utf-8", "replace")
    return files


def _lead(comparison: Comparison, translate: Translate) -> str:
    """How the files were drawn and separated."""
    lines = []
    if comparison.condition:
        lines.append(filled(translate(N_("Both files were drawn through the printing condition {condition}, with "
                                         "overprint.")), {"condition": comparison.condition}))
    way = {"separated": N_("Plates were separated by Ghostscript."),
           "content": N_("Plates were compared by what the content says, not separated."),
           "both": N_("Some plates were separated by Ghostscript, the others compared by what the content says.")}
    lines += [translate(way[comparison.plates_by])] if comparison.plates_by in way else []
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def _table(comparison: Comparison, translate: Translate) -> str:
    """Each kind, and whether it differs."""
    rows = []
    for kind, title in TITLES.items():
        count = sum(each.kind == kind for each in comparison.differences)
        open_ = not count and kind in comparison.open_kinds
        words = filled(translate(N_("{count} difference{count||s}")), {"count": count}) if count else translate(
            N_("not compared everywhere") if open_ else N_("equal"))
        state = ' class="differs"' if count else ""
        rows.append(f'<tr{state} data-kind="{kind}"><th scope="row">{escape(translate(title))}</th>'
                    f'<td{" class=open" if open_ else ""}>{escape(words)}</td></tr>')
    return f"<table><tbody>{''.join(rows)}</tbody></table>"


def _missed(comparison: Comparison, translate: Translate) -> str:
    if not comparison.findings:
        return ""
    lines = "".join(f"<li>{escape(message(each, translate))}</li>" for each in comparison.findings)
    return f'<div class="open"><h2>{escape(translate(N_("Not compared")))}</h2><ul>{lines}</ul></div>'


def _whole(comparison: Comparison, translate: Translate) -> str:
    found = [each for each in comparison.differences if not each.page]
    if not found:
        return ""
    return f"<section><h2>{escape(translate(N_('The whole file')))}</h2>{_kinds(found, translate)}</section>"


def _pages(comparison: Comparison, stem: str, translate: Translate) -> Iterable[str]:
    changes = {change.page: change for change in comparison.pages}
    by_page: dict[int, list[Difference]] = {number: [] for number in changes}
    for each in comparison.differences:
        if each.page:
            by_page.setdefault(each.page, []).append(each)
    for number in sorted(by_page)[:_MOST_SECTIONS]:
        yield _page(number, by_page[number], changes.get(number), stem, translate)
    if len(by_page) > _MOST_SECTIONS:
        more = filled(translate(N_("{count} more pages differ; render.py compare --json names them all.")),
                      {"count": len(by_page) - _MOST_SECTIONS})
        yield f"<p>{escape(more)}</p>"


def _page(number: int, found: list[Difference], change: PageChange | None, stem: str, translate: Translate) -> str:
    title = filled(translate(N_("Page {page}")), {"page": number})
    parts = [f"<h2>{escape(title)}</h2>"]
    if change and change.areas < 0 and not any(each.kind == "boxes" for each in found):
        parts.append(f"<p>{escape(translate(N_('The page is in one file only.')))}</p>")
    if change and (change.gone or change.come):
        runs = [f"<del>{escape(words)}</del>" for words in change.gone if words]
        runs += [f"<ins>{escape(words)}</ins>" for words in change.come if words]
        parts.append(f"<h3>{escape(translate(TITLES['words']))}</h3><p>{' '.join(runs)}</p>")
    parts.append(_kinds([each for each in found if each.kind != "words"], translate))
    if change:
        parts.append(_pictures(change, stem, translate))
    return f'<section id="page-{number}">{"".join(parts)}</section>'


def _kinds(found: Iterable[Difference], translate: Translate) -> str:
    """The differences under the title of their kind."""
    groups: dict[str, list[Difference]] = {}
    for each in found:
        groups.setdefault(each.kind, []).append(each)
    return "".join(f"<h3>{escape(translate(TITLES[kind]))}</h3><ul>"
                   + "".join(f'<li data-kind="{kind}">{escape(each.text(translate))}</li>' for each in group) + "</ul>"
                   for kind, group in groups.items())


def _pictures(change: PageChange, stem: str, translate: Translate) -> str:
    each = (("before", change.before, N_("The old page, with the changed areas framed")),
            ("changes", change.picture, N_("The new page, with the changed areas framed")),
            ("plates", change.plates, N_("The places where plates differ, each in its ink")))
    figures = "".join(
        f'<figure><img src="{escape(quote(f"{stem}-{name}-{change.page}.png"))}" alt="{escape(translate(caption))}">'
        f"<figcaption>{escape(translate(caption))}</figcaption></figure>" for name, content, caption in each if content)
    return f'<div class="pictures">{figures}</div>' if figures else ""


def _apart(comparison: Comparison, translate: Translate) -> str:
    if not comparison.apart:
        return ""
    numbered = [(filled(translate(N_("page {page}:")), {"page": each.page}) + " " if each.page else "")
                + each.text(translate) for each in comparison.apart]
    lines = "".join(f"<li>{escape(line)}</li>" for line in numbered)
    title = escape(translate(N_("Only in what tells files apart")))
    return f'<div class="apart"><h2>{title}</h2><ul>{lines}</ul></div>'
