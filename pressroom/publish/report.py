"""out/report.html: every piece with its pictures, files and findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from pressroom.findings import N_, Finding, alike
from pressroom.publish.manifest import Entry
from pressroom.text.translation import Translate, filled, hint, megabytes, message, sheets, used_in

SHARED = "shared"  # the place on the page of what several pieces have in common
_STYLE = """
:root{color-scheme:light dark;--line:#8886;--bad:#b3261e;--mild:#8a5a00;--good:#146c2e}
@media (prefers-color-scheme:dark){:root{--bad:#ff8a80;--mild:#ffcf70;--good:#7ddc94}}
body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem;margin:0 0 .3rem}h2{font-size:1.15rem;margin:0}
article{display:grid;grid-template-columns:8rem 1fr;gap:1.2rem;border-top:1px solid var(--line);padding:1.2rem 0}
article img{width:100%;height:auto;border:1px solid var(--line)}article .pictures{display:grid;gap:.4rem}
ul{padding-left:1.1rem;margin:.4rem 0}li{margin:.35rem 0}.error,.not-run{color:var(--bad)}.warning{color:var(--mild)}
.passed{color:var(--good)}code,.where{font:.85em ui-monospace,monospace}.where,.hint,.files{opacity:.8}
.files{font-size:.85rem}b.tag{text-transform:uppercase;font-size:.75rem;letter-spacing:.04em}
@media (max-width:36rem){article{grid-template-columns:1fr}.pictures{max-width:10rem}}
"""
N_("error"), N_("warning"), N_("note"), N_("not run")


def report(organisation: str, entries: Mapping[str, Entry], findings: Iterable[Finding], language: str,
           translate: Translate) -> bytes:
    """The HTML page; its pictures are the previews in out/.

    Pieces with errors come first. Findings that several pieces share are listed once, at the top.
    """
    by_piece: dict[str, list[list[Finding]]] = {}
    for group in alike(findings):
        for name in dict.fromkeys(item.piece for item in group):
            by_piece.setdefault(name, []).append(group)
    failed = {name for name, groups in by_piece.items() if any(group[0].fails for group in groups)}
    names = {entry.piece for entry in entries.values()} | {name for name in by_piece if name}
    pieces = sorted(names, key=lambda name: (name not in failed, name))
    shared = [group for group in alike(findings) if _several(group)]
    failing = len(failed & names)
    summary = filled(translate(N_("{pieces} piece{pieces||s}, {failing} with errors")),
                     {"pieces": len(pieces), "failing": failing})
    title = filled(translate(N_("{organisation}: preflight report")), {"organisation": organisation})
    body = [f"<h1>{escape(title)}</h1><p>{escape(summary)}</p>"]
    if project := [group for group in by_piece.get("", ()) if not _several(group)]:
        body.append(f"<article><div></div><div>{_list(project, translate)}</div></article>")
    if shared:
        body.append(f'<article id="{SHARED}"><div></div><div>{_list(shared, translate)}</div></article>')
    files: dict[str, list[Entry]] = {}
    for entry in entries.values():
        files.setdefault(entry.piece, []).append(entry)
    body += [_article(name, files.get(name, []), by_piece.get(name, []), language, translate) for name in pieces]
    return (f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(title)}</title>\n'
            f"<style>{_STYLE}</style>\n</head>\n<body>\n" + "\n".join(body) + "\n</body>\n</html>\n").encode()


def _several(group: list[Finding]) -> bool:
    """Whether findings that are alike are about several pieces."""
    return len({item.piece for item in group}) > 1


def _article(name: str, entries: list[Entry], groups: list[list[Finding]], language: str, translate: Translate) -> str:
    pictures = "".join(f'<img src="{escape(entry.path)}" alt="{escape(entry.title)}" loading="lazy">'
                       for entry in sorted(entries, key=lambda one: one.path)
                       if entry.edition == "preview" or (entry.edition == "screen" and entry.path.endswith(".png")))
    own, shared = [group for group in groups if not _several(group)], [group for group in groups if _several(group)]
    passed = translate(N_("Passed without findings."))
    verdict = "".join([_list(own, translate) if own else "", _link_to(shared, translate) if shared else ""])
    verdict = verdict or f'<p class="passed">{escape(passed)}</p>'
    title = next((entry.title for entry in entries), "")
    files = "".join(f'<li><a href="{escape(entry.path)}">{escape(entry.path)}</a> '
                    f'{megabytes(entry.bytes, language, translate)}{_ran(entry, translate)}</li>'
                    for entry in sorted(entries, key=lambda one: one.path) if entry.edition != "preview")
    return (f'<article id="{escape(name)}"><div class="pictures">{pictures}</div><div><h2>{escape(name)}</h2>'
            f"<p>{escape(title)}</p>{verdict}<ul class=\"files\">{files}</ul></div></article>")


def _ran(entry: Entry, translate: Translate) -> str:
    count = len(entry.preflight.get("ran", ()))
    return ", " + escape(filled(translate(N_("{count} check{count||s}")), {"count": count})) if count else ""


def _link_to(shared: list[list[Finding]], translate: Translate) -> str:
    """What a piece says of the findings that it shares with others."""
    text = filled(translate(N_("{count} finding{count||s} shared with other pieces")), {"count": len(shared)})
    return f'<p class="{_kind(shared[0][0])}"><a href="#{SHARED}">{escape(text)}</a></p>'


def _kind(item: Finding) -> str:
    return item.severity.value.replace(" ", "-")


def _list(groups: list[list[Finding]], translate: Translate) -> str:
    return f"<ul>{''.join(_item(group, translate) for group in groups)}</ul>"


def _item(group: list[Finding], translate: Translate) -> str:
    """A finding, with the pieces that share it."""
    item = group[0]
    users = dict.fromkeys(user for each in group if each.source for user in each.source.used_in)
    places = [str(item.source)] if item.source else []
    if users:
        places.append(used_in(users, translate))
    where = f'<br><span class="where">{escape("; ".join(places))}</span>' if places else ""
    advice = hint(item, translate)
    advice_line = f'<br><span class="hint">{escape(advice)}</span>' if advice else ""
    sheet = sheets(group, translate)
    pieces = [each for each in dict.fromkeys(one.piece for one in group) if each] if _several(group) else []
    links = ", ".join(f'<a href="#{escape(each)}">{escape(each)}</a>' for each in pieces)
    return (f'<li class="{_kind(item)}"><b class="tag">{escape(translate(item.severity.value))}</b> '
            f"{escape(sheet)}{escape(message(item, translate))} <code>{escape(item.code)}</code>"
            f"{where}{advice_line}{f'<br><span class=files>{links}</span>' if links else ''}</li>")
