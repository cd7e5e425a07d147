"""Groups, intents, annotations and lines."""

from __future__ import annotations

from typing import Any

from pressroom.desk.content_streams import Source
from pressroom.desk.file_editor import Editor, operand
from pressroom.desk.fixing import fixup
from pressroom.findings import N_
from pressroom.pdf.objects import entry, items, name, text
from pressroom.preflight.checks.transparency import transparent
from pressroom.preflight.walk.painted import PaintedPath
from pressroom.preflight.walk.tracing import Trace

_THIN = 0.98  # of the least line: rounding in other programs


@fixup("page-group", N_("the group of a page on which nothing is transparent is blended in CMYK"), repairs=True)
def page_group(editor: Editor) -> None:
    """Write DeviceCMYK into the group of each page that states another space, where nothing is blended in it."""
    import pikepdf

    for page, leaf in zip(editor.proof.pages, editor.file.pages, strict=True):
        stated = entry(page.leaf, "/Group", "/CS")
        if stated is None or name(stated) == "DeviceCMYK":
            continue
        if transparent(page):
            editor.leave(N_("page {page}: transparent objects are blended in another space than CMYK"),
                         page=page.number)
            continue
        leaf.obj["/Group"] = pikepdf.Dictionary(Type=pikepdf.Name.Group, S=pikepdf.Name.Transparency,
                                                CS=pikepdf.Name.DeviceCMYK)
        editor.change(N_("page {page}: the group is blended in DeviceCMYK"), page=page.number)


@fixup("one-intent", N_("of several output intents for PDF/X one is kept: the printer's, else the first"), repairs=True)
def one_intent(editor: Editor) -> None:
    """Keep one output intent for PDF/X in the file, and none on a page."""
    import pikepdf

    root = editor.file.Root
    stated = items(entry(editor.proof.catalogue, "/OutputIntents"))
    mine = [number for number, each in enumerate(stated) if name(entry(each, "/S")) == "GTS_PDFX"]
    if len(mine) > 1:
        wanted = [number for number in mine
                  if text(entry(stated[number], "/OutputConditionIdentifier")) == editor.request.condition]
        kept = (wanted or mine)[0]
        root["/OutputIntents"] = pikepdf.Array([each for number, each in enumerate(root["/OutputIntents"])
                                                if number not in mine or number == kept])
        editor.change(N_("{count} output intent{count||s} removed; {kept} is kept"), count=len(mine) - 1,
                      kept=text(entry(stated[kept], "/OutputConditionIdentifier")) or "-")
    for number, leaf in enumerate(editor.file.pages, 1):
        if "/OutputIntents" in leaf.obj:
            del leaf.obj["/OutputIntents"]
            editor.change(N_("page {page}: its own output intent removed"), page=number)


@fixup("no-annotations", N_("annotations are taken out: comments, stamps, links and fields"))
def no_annotations(editor: Editor) -> None:
    """Remove every annotation, and the form of which some are fields."""
    count = 0
    for leaf in editor.file.pages:
        if "/Annots" in leaf.obj:
            count += len(items(entry(editor.proof.pages[leaf.index].leaf, "/Annots")))
            del leaf.obj["/Annots"]
    if "/AcroForm" in editor.file.Root:
        del editor.file.Root["/AcroForm"]
    if count:
        editor.change(N_("{count} annotation{count||s} removed"), count=count)


@fixup("hairlines", N_("lines thinner than the printer prints get the least width"))
def hairlines(editor: Editor) -> None:
    """Give every thinner line the least width that prints."""
    least, count = editor.request.least_line, 0

    def decide(_: Source, trace: Trace) -> tuple[bytes, bytes] | None:
        thing = trace.thing
        thin = (isinstance(thing, PaintedPath) and thing.stroke is not None and not thing.stroke.is_white
                and thing.width < _THIN * least and trace.stretch > 0)
        return (operand(least / trace.stretch), operand(trace.width)) if thin else None
    for source, trace, (wide, width) in editor.decided(decide):
        editor.around(source, trace, wide + b" w", width + b" w")
        count += 1
    if count:
        editor.change(N_("{count} line{count||s} now {width} pt wide"), count=count, width=least)


def blended_in_cmyk(holder: Any) -> bool:
    """Blend a form or a page in DeviceCMYK; whether it stated another space."""
    import pikepdf

    group = holder["/Group"]
    if not isinstance(group, pikepdf.Dictionary) or "/CS" not in group or group["/CS"] == pikepdf.Name.DeviceCMYK:
        return False
    group["/CS"] = pikepdf.Name.DeviceCMYK
    return True
