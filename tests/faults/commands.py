"""Mistakes on the command line, in files that are judged, and on the way to a printer."""

from __future__ import annotations

import io
from collections.abc import Callable
from unittest import mock

import qrcode
from reportlab.pdfgen import canvas

from pressroom import programs
from pressroom.brief import Brief
from pressroom.cli.console import Console
from pressroom.cli.printers import answers
from pressroom.desk.comparison import drawn
from pressroom.desk.paper_sizes import check_codes
from pressroom.desk.rendering import render_page
from pressroom.findings import Finding
from pressroom.preflight import check as checks
from pressroom.preflight import guarded, judge
from tests.desk import bring
from tests.faults.bench import CAMPAIGN, PETITION, Bench, refusal, trips
from tests.preflight import goodfile
from tests.preflight.handmade import endless_shading, page

ONE = ("petition", "--format", "A4", "--edition", "press")
LONG = "https://example.org/" + "a" * 70


def typed(*codes: str, words: tuple[str, ...]) -> None:
    """Enter a mistake that is a command line."""
    trips(*codes)(lambda bench: bench.run(*words))


typed("no-such-material", words=("build", "petitoin"))
typed("no-such-format", words=("petition", "--format", "A9"))
typed("no-such-printer", words=("petition", "--printer", "onlin"))
typed("no-such-code", words=("explain", "unknwon-key"))
typed("no-file", words=("preflight", "nowhere.pdf"))
typed("bad-trim", words=("preflight", "nowhere.pdf", "--trim", "wide"))
typed("exists", words=("new", "petition", "--layout", "statement"))
typed("no-previews", words=("contact",))
typed("no-press-edition", words=("proof", "access"))
typed("printer-name", words=("new-printer", "The Port"))
typed("printer-exists", words=("new-printer", "online", "--from", "offset"))
typed("bad-wish", words=("new-printer", "port", "--from", "offset", "--set", "bled=5mm"))
typed("printer-unnamed", words=("package", "petition", "--format", "A4", "--printer", "offset"))
typed("not-built", words=("sign-off", "petition"))
typed("commune-needed", words=("letters", "--sender", "practice.yaml"))


@trips("nobody-to-ask")
def without_a_terminal(bench: Bench) -> list[Finding]:
    with mock.patch("sys.stdin", io.StringIO()):
        return bench.run("new-printer", "port")


@trips("answers-ended")
def answers_that_end_early(_: Bench) -> list[Finding]:
    return refusal(lambda: answers({}, Console("en"), io.StringIO("A printer\n")))


@trips("nothing-to-start-from")
def layout_that_cannot_be_started(bench: Bench) -> list[Finding]:
    bench.write("layouts/essay.yaml", bench.path("layouts/letter.yaml").read_text(encoding="utf-8").replace(
        "kind: letter", "kind: poster"))
    return bench.run("new", "essay", "--layout", "essay")


@trips("not-written")
def folder_that_is_a_file(bench: Bench) -> list[Finding]:
    bench.write("out", "a file where a folder should be")
    return bench.run(*ONE)


# -- files that are judged -------------------------------------------------------------------------------------------


@trips("repair-where")
def repair_over_a_file(bench: Bench) -> list[Finding]:
    file = str(bench.write("local.pdf", bring.poster()))
    return bench.run("preflight", file, "--repair", file)


@trips("no-such-fixup")
def fixup_of_no_such_name(bench: Bench) -> list[Finding]:
    file = str(bench.write("local.pdf", goodfile.made()))
    return bench.run("preflight", file, "--repair", str(bench.path("mended.pdf")), "--fix", "black-txt")


@trips("not-fixed")
def fixup_of_a_page_that_cannot_be_read(bench: Bench) -> list[Finding]:
    file = str(bench.write("local.pdf", page(b"[ (never closes")))
    return bench.run("preflight", file, "--repair", str(bench.path("mended.pdf")), "--fix", "hairlines")


@trips("not-repaired")
def repair_of_no_pdf(bench: Bench) -> list[Finding]:
    return bench.run("preflight", str(bench.write("local.pdf", b"no PDF")), "--repair", str(bench.path("mended.pdf")))


@trips("no-ghostscript")
def plates_without_ghostscript(bench: Bench) -> list[Finding]:
    with mock.patch.object(programs, "ghostscript", return_value=""):
        return bench.run("preflight", str(bench.write("local.pdf", bring.poster())), "--plates")


@trips("check-failed")
def check_that_breaks_down(_: Bench) -> list[Finding]:
    def broken(_: object) -> list[checks.Fault]:
        raise LookupError("no such thing")
    known = next(each for each in checks.every() if each.code.name == "ink-limit")
    spoilt = {**checks._CHECKS, "ink-limit": checks.Check(known.code, broken, known.spoil, ("press",), known.sees)}
    with mock.patch.object(checks, "_CHECKS", spoilt):
        return list(judge(goodfile.made(), goodfile.press_brief()).findings)


@trips("drawing-ended")
def file_that_is_drawn_without_end(_: Bench) -> list[Finding]:
    narrow = guarded.Bounds(once=0.7)
    with mock.patch.object(guarded, "Bounds", return_value=narrow):
        return list(judge(endless_shading(), Brief(name="foreign", edition="press")).findings)


@trips("not-drawn")
def page_that_is_drawn_without_end(_: Bench) -> list[Finding]:
    narrow = guarded.Bounds(once=0.7)
    with mock.patch.object(guarded, "Bounds", return_value=narrow):
        return refusal(lambda: render_page(endless_shading(), 1, 72))


@trips("qr-absent")
def certificate_without_a_symbol(bench: Bench) -> list[Finding]:
    return bench.run("qr-certificate", str(bench.write("local.pdf", bring.poster())))


def with_code(size: tuple[float, float], url: str, x: float, y: float, side: float,
              colour: tuple[float, float, float] = (0, 0, 0)) -> bytes:
    """A white page with a QR code, its lower left module at (x, y)."""
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=size, invariant=1)
    symbol = qrcode.QRCode(border=0)
    symbol.add_data(url)
    rows = symbol.get_matrix()
    module = side / len(rows)
    sheet.setFillColorRGB(*colour)
    for number, row in enumerate(reversed(rows)):
        for column, dark in enumerate(row):
            if dark:
                sheet.rect(x + column * module, y + number * module, module, module, stroke=0, fill=1)
    sheet.showPage()
    sheet.save()
    return out.getvalue()


@trips("qr-uncertain")
def symbol_in_grey(bench: Bench) -> list[Finding]:
    content = with_code(bring.A4_SIZE, LONG, 100, 100, 100, (0.6, 0.6, 0.6))
    return bench.run("qr-certificate", str(bench.write("local.pdf", content)))


# -- the desk --------------------------------------------------------------------------------------------------------


def desk(*codes: str, content: Callable[[], bytes], words: tuple[str, ...]) -> None:
    """Enter a mistake made with a file that somebody brings; the command takes it second."""
    def case(bench: Bench) -> list[Finding]:
        return bench.run(words[0], str(bench.write("local.pdf", content())), *words[1:])
    trips(*codes)(case)


desk("bad-length", content=bring.poster, words=("stamp", "--link", "petition", "--size", "wide"))
desk("file-not-opened", content=lambda: b"no PDF", words=("stamp", "--link", "petition"))
desk("stamp-outside", content=bring.poster, words=("stamp", "--link", "petition", "--size", "300mm"))
desk("stamp-small", content=bring.poster, words=("stamp", "--link", "petition", "--size", "8mm"))
desk("stamp-covers", content=bring.poster, words=("stamp", "--link", "petition"))
desk("bad-sheet", content=bring.poster, words=("impose", "--on", "B9"))
desk("does-not-fit", content=bring.poster, words=("impose", "--on", "A4"))
desk("too-many-copies", content=bring.poster, words=("impose", "--on", "SRA2", "--copies", "9"))
desk("no-room-to-tile", content=bring.poster, words=("tile", "--on", "A4", "--lap", "90mm"))
desk("too-many-sheets", content=lambda: bring.poster(size=(8000, 8000)), words=("tile", "--on", "A5"))
desk("seam-moved", content=lambda: with_code(bring.A3_SIZE, "https://chng.it/2pnk55wX", 480, 560, 90), words=("tile",))
desk("seam-cuts-code", content=lambda: with_code(bring.A3_SIZE, "https://chng.it/2pnk55wX", 60, 200, 700),
     words=("tile",))
desk("pages-not-shown", content=lambda: bring.many(41), words=("proof",))


@trips("written-over")
def stamp_over_the_source(bench: Bench) -> list[Finding]:
    file = str(bench.write("local.pdf", bring.poster()))
    return bench.run("stamp", file, "--link", "petition", "-o", file)


@trips("stamp-dense")
def stamp_of_a_long_address(bench: Bench) -> list[Finding]:
    bench.edit(CAMPAIGN, "https://chng.it/2pnk55wX", LONG)
    return bench.run("stamp", str(bench.write("local.pdf", bring.poster())), "--link", "petition")


@trips("stamp-unheard")
def stamp_on_a_broken_structure(bench: Bench) -> list[Finding]:
    import pypdf

    bench.run("petition", "--format", "A4", "--edition", "members")
    writer = pypdf.PdfWriter(clone_from=bench.path("out/members/petition-A4.pdf"))
    del writer.root_object["/StructTreeRoot"]["/ParentTree"]  # type: ignore[attr-defined]
    writer.write(bench.path("broken.pdf"))
    return bench.run("stamp", str(bench.path("broken.pdf")), "--link", "site", "--at", "top-right", "--size", "25mm")


@trips("stamp-unread")
def stamp_under_what_hides_it(bench: Bench) -> list[Finding]:
    """A note that covers the page is drawn over the panel."""
    return bench.run("stamp", str(bench.write("local.pdf", bring.covered())), "--link", "petition")


@trips("code-lost")
def code_that_the_finished_sheets_lack(bench: Bench) -> list[Finding]:
    path = bench.path("sheets.pdf")
    return refusal(lambda: check_codes(path, bring.poster(), {1: {"https://chng.it/2pnk55wX": 2}}))


@trips("too-much-to-compare")
def comparison_of_a_book(bench: Bench) -> list[Finding]:
    old, new = (str(bench.write(f"{name}.pdf", bring.many(2, first))) for name, first in (("old", 1), ("new", 3)))
    with mock.patch.object(drawn, "MOST_PAGES", 1):
        return bench.run("compare", old, new)


@trips("not-compared")
def comparison_without_ghostscript(bench: Bench) -> list[Finding]:
    old, new = (str(bench.write(f"{name}.pdf", bring.many(1, first))) for name, first in (("old", 1), ("new", 3)))
    with mock.patch.object(programs, "ghostscript", return_value=""):
        return bench.run("compare", old, new)


@trips("overprint-not-shown")
def proof_without_ghostscript(bench: Bench) -> list[Finding]:
    with mock.patch.object(programs, "ghostscript", return_value=""):
        return bench.run("proof", str(bench.write("local.pdf", bring.poster())))


@trips("no-plates")
def proof_of_plates_without_ghostscript(bench: Bench) -> list[Finding]:
    with mock.patch.object(programs, "ghostscript", return_value=""):
        return bench.run("proof", str(bench.write("local.pdf", bring.poster())), "--plates")


@trips("gap-cuts-bleed")
def copies_too_near_each_other(bench: Bench) -> list[Finding]:
    bench.run(*ONE)
    return bench.run("impose", str(bench.path("out/press/petition-A4.pdf")), "--on", "SRA3", "--gap", "1mm")


@trips("built-differs")
def sign_off_of_another_file(bench: Bench) -> list[Finding]:
    bench.run(*ONE)
    path = bench.path("out/press/petition-A4.pdf")
    path.write_bytes(path.read_bytes() + b"\n")
    return bench.run("sign-off", "petition")


@trips("signed-holds", "signed-differs", "signed-unreadable")
def builds_after_a_sign_off(bench: Bench) -> list[Finding]:
    bench.run(*ONE)
    bench.run("sign-off", "petition", "--by", "Marie Dupont", "--on", "2023-02-01")
    found = bench.run(*ONE)
    bench.edit(PETITION, "négociations", "discussions")
    found += bench.run(*ONE)
    bench.write("signoffs/petition-A4.yaml", "{")
    return found + bench.run(*ONE)
