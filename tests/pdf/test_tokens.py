"""Content streams of files that other programs wrote: every operator is the one that qpdf's tokenizer reads."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from pressroom.pdf.content import instructions
from pressroom.pdf.document import Document
from pressroom.pdf.errors import Malformed
from pressroom.pdf.objects import entry, is_stream, name
from pressroom.pdf.operators import makes_sense
from pressroom.pdf.pages import all_pages, page_content
from pressroom.pdf.reachable import reachable_objects
from pressroom.pdf.streams import decoded
from tests.pdf import others

FILES: dict[str, Callable[[], bytes]] = {
    "ReportLab, canvas": others.reportlab_canvas,
    "ReportLab, Platypus": others.reportlab_text,
    "Pillow": others.pillow_photograph,
    "pypdf": others.pypdf_merge,
    "qpdf, object streams": lambda: others.save(
        others.pypdf_merge(), object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "qpdf, normalised": lambda: others.save(others.reportlab_text(), normalize_content=True),
    "qpdf, encrypted": lambda: others.save(
        others.reportlab_canvas(), encryption=pikepdf.Encryption(owner="x", user="", R=6)),
}
PROGRAMS = {
    "Ghostscript": ("gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=pdfwrite", "-o", "{out}", "{file}"),
    "Cairo, by Poppler": ("pdftocairo", "-pdf", "{file}", "{out}"),
}


def contents(pdf: bytes) -> list[bytes]:
    """The content of every page, and of every form."""
    document = Document(pdf)
    streams = [page_content(page.entries) for page in all_pages(document.catalogue())]
    streams += [decoded(each) for each in reachable_objects(document.trailer, [])
              if is_stream(each) and name(entry(each, "/Subtype")) == "Form"]
    assert document.complaints == []
    return streams


def same_as_qpdf(content: bytes) -> int:
    """The number of operators; every one and its operands are asserted to be qpdf's."""
    ours = list(instructions(content))
    theirs = others.by_qpdf(content)
    assert [each.operator for each in ours] == [operator for operator, _ in theirs]
    for each, (operator, operands) in zip(ours, theirs, strict=True):
        assert makes_sense(each), each
        if operator == "BI":
            picture, = operands
            assert picture.partition(b"ID")[2][1:].removesuffix(b"EI").rstrip() == each.operands[1].rstrip()
        else:
            assert each.operands == operands
    return len(ours)


@pytest.mark.parametrize("make", FILES.values(), ids=FILES.keys())
def test_every_operator_and_operand_is_as_qpdf_reads_it(make: Callable[[], bytes]) -> None:
    assert sum(map(same_as_qpdf, contents(make()))) > 2


@pytest.mark.parametrize(("entries", "coded"), [
    (b"/BPC 8", lambda samples: samples), (b"/BPC 8/F/Fl", lambda samples: zlib.compress(samples, 0)),
    (b"/BPC 8/F[/AHx]", lambda samples: samples.hex().encode() + b">")], ids=["plain", "Flate", "hexadecimal"])
def test_pixels_that_read_like_the_end_of_a_picture_do_not_end_it(
        entries: bytes, coded: Callable[[bytes], bytes]) -> None:
    samples = coded(others.noise((24, 16), "RGB").tobytes())
    content = b"q BI /W 24 /H 16 /CS /RGB " + entries + b" ID " + samples + b" EI Q"
    begin, picture, end = instructions(content)
    assert (begin.operator, picture.operator, end.operator) == ("q", "BI", "Q")
    assert picture.operands[1] == samples
    assert content[picture.start:picture.end].endswith(samples + b" EI")
    assert same_as_qpdf(content) == 3


@pytest.mark.parametrize(("entries", "coded"), [
    (b"/BPC 8", lambda samples: samples), (b"/BPC 8/F/Fl", lambda samples: zlib.compress(samples, 0))],
    ids=["plain", "Flate"])
def test_pixels_that_read_like_content_are_pixels_as_long_as_the_picture_is(
        entries: bytes, coded: Callable[[bytes], bytes]) -> None:
    samples = coded((b" EI Q q 1 0 0 rg 0 0 9 9 re f " * 40)[:24 * 16 * 3])
    content = b"q BI /W 24 /H 16 /CS /RGB " + entries + b" ID " + samples + b" EI Q"
    assert [each.operands[1] for each in instructions(content) if each.operator == "BI"] == [samples]


@pytest.mark.external
@pytest.mark.parametrize("words", PROGRAMS.values(), ids=PROGRAMS.keys())
@pytest.mark.parametrize("make", [others.reportlab_text, others.pypdf_merge], ids=["text", "pictures"])
def test_what_programs_of_the_system_write_is_as_qpdf_reads_it(
        words: tuple[str, ...], make: Callable[[], bytes], tmp_path: Path) -> None:
    if others.missing(words[0]):
        pytest.skip(f"no {words[0]}")
    assert sum(map(same_as_qpdf, contents(others.convert(tmp_path, make(), *words)))) > 2


@pytest.mark.external
def test_what_an_office_program_writes_is_as_qpdf_reads_it(tmp_path: Path) -> None:
    if others.missing("soffice"):
        pytest.skip("no LibreOffice")
    (tmp_path / "source.txt").write_text(others.WORDS * 80, "utf-8")
    others.convert(tmp_path, b"", "sh", "-c", "soffice --headless -env:UserInstallation=file://{folder}/profile "
                     "--convert-to pdf --outdir {folder} {folder}/source.txt && mv {folder}/source.pdf {out}")
    assert sum(map(same_as_qpdf, contents((tmp_path / "target.pdf").read_bytes()))) > 2


@pytest.mark.external
def test_what_a_browser_prints_is_as_qpdf_reads_it(tmp_path: Path) -> None:
    if others.missing("chromium"):
        pytest.skip("no Chromium")
    (tmp_path / "page.html").write_text(
        f"<meta charset=utf-8><h1>{others.WORDS}</h1><p style='opacity:.5'>{others.WORDS * 40}</p>", "utf-8")
    pdf = others.convert(tmp_path, b"", "chromium", "--headless", "--no-sandbox", "--disable-gpu",
                           "--user-data-dir={folder}/profile", "--print-to-pdf={out}", "file://{folder}/page.html")
    assert sum(map(same_as_qpdf, contents(pdf))) > 2


@pytest.mark.parametrize("content", [
    b"(a\rb\r\nc\\\r\nd\\053\\5x) Tj", b"<4 14> Tj", b"/A#20B#2fC gs", b"[(A)-20(B\\))]TJ",
    b"/P<</X[1 .5 -.5 +7 4.]>>BDC", b"0.5 w%comment (\n1 0 0 rg", b"1 0 0 1 00.50 -0 cm", b"q Q",
    b"[]0 d", b"<</A<</B(x(y)z)>>>>pop", b"(\\\\)Tj(\\()Tj", b"BT/F 9 Tf(x)'ET",
])
def test_what_is_written_unusually_is_as_qpdf_reads_it(content: bytes) -> None:
    ours = [(each.operator, each.operands) for each in instructions(content)]
    assert [(operator, [str(each) if isinstance(each, str) else each for each in operands])
            for operator, operands in ours] == others.by_qpdf(content)


@pytest.mark.parametrize("content", [
    b"[1 2", b"(a(b)", b"<</A 1", b"[" * 40 + b"]" * 40, b"[1 >>", b"<</A 1 ]", b"<<1 /A>> pop", b"<</A>> pop",
    b"BI /W 1 ID xx", b"BI /W 1 q ID x EI", b"BI [ ID x EI"])
def test_a_stream_that_breaks_the_grammar_is_refused(content: bytes) -> None:
    with pytest.raises(Malformed):
        list(instructions(content))


@pytest.mark.parametrize("content", [
    b"1 0 0 w", b"w", b"/A w", b"(x) w", b"[1] w", b"1 2 3 4 5 cm", b"1 2 3 4 5 6 7 cm", b"1 Tj", b"[/A] TJ", b"5 q",
    b"foo", b"] q", b") q", b"} q", b"/A sc", b"scn", b"0 /A 0 scn", b"/A 9 BDC", b"<zz> Tj", b"1e3 w", b"EI", b"ID"])
def test_an_operator_with_other_operands_than_it_takes_makes_no_sense(content: bytes) -> None:
    assert not all(makes_sense(each) for each in instructions(content))


def test_numbers_written_wrongly_are_read_as_viewers_read_them() -> None:
    each, = instructions(b"--5 4- 1.2.3 -.5- rg")
    assert each.operands == [-5.0, 4.0, 1.2, -0.5]


def test_names_that_differ_in_a_byte_are_different_names() -> None:
    one, other, same = (each.operands[0] for each in instructions(b"/\xe9 gs /\xe8 gs /#e9 gs"))
    assert one != other
    assert one == same


def test_operators_with_plain_numbers_read_as_their_tokens_do_one_by_one() -> None:
    content = (b"q 1 0 0 -1 .5 842. cm\n0.1 +2 m 3 -4 l\r\n1 2 3 4 5 6 c h f* 1 2 true 3 re 4 0 d0 "
               b"1\x002 l --5 6 l [1 2] 0 d /N gs 7 8 'x 9 w")
    apart = instructions(content.replace(b" ", b" % a comment between tokens\n"))
    assert [each[:2] for each in instructions(content)] == [each[:2] for each in apart]
    assert [content[each.start:each.end].split()[-1].decode("latin-1") for each in instructions(content)
            if each.operator in ("l", "cm", "c", "re")] == ["cm", "l", "c", "re", "l", "l"]
