"""Files that are not trusted: encrypted, locked, broken, or of a large size once decompressed."""

from __future__ import annotations

import io
import subprocess
import sys
import zlib
from pathlib import Path

import pikepdf
import pytest

from pressroom.pdf.document import Document
from pressroom.pdf.errors import Locked, TooLarge, TooMuch, Undecodable, Unreadable
from pressroom.pdf.objects import entry, items, name, number, text
from pressroom.pdf.pages import all_pages, page_content
from pressroom.pdf.reachable import reachable_objects
from pressroom.pdf.spaces import space_of
from pressroom.pdf.streams import decoded
from tests.pdf import others
from tests.preflight.handmade import file, packed, page


def object_stream(packed_objects: bytes, filters: bytes) -> bytes:
    """A file whose page has its resources, object 4, in an object stream."""
    places: dict[int, int] = {}
    out = bytearray(b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n")
    for count, body in {
            1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Resources 4 0 R>>",
            5: b"<</Type/ObjStm/N 1/First 4/Length %d/Filter%b>>\nstream\n%b\nendstream" % (
                len(packed_objects), filters, packed_objects)}.items():
        places[count] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (count, body)
    places[6] = len(out)
    rows = b"".join(b"\2" + (5).to_bytes(4, "big") + bytes(2) if count == 4 else
                    b"\1" + places[count].to_bytes(4, "big") + bytes(2) if count in places else bytes(7)
                    for count in range(7))
    table = zlib.compress(rows)
    return bytes(out + b"6 0 obj\n<</Type/XRef/Size 7/W[1 4 2]/Root 1 0 R/Length %d/Filter/FlateDecode>>\nstream\n%b\n"
                 b"endstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (len(table), table, places[6]))


def resources(document: Document) -> object:
    leaf, = all_pages(document.catalogue())
    return entry(leaf.inherited.get("/Resources"))


@pytest.mark.parametrize("encryption", [
    pikepdf.Encryption(owner="owner", user="", R=6), pikepdf.Encryption(owner="owner", user="", R=4),
    pikepdf.Encryption(owner="owner", user="", R=3, aes=False, metadata=False)], ids=["AES-256", "AES-128", "RC4"])
def test_a_file_with_an_owners_password_alone_is_read(encryption: pikepdf.Encryption) -> None:
    plain = others.reportlab_canvas()
    document = Document(others.save(plain, encryption=encryption))
    assert document.encrypted
    content, expected = (page_content(all_pages(each.catalogue())[0].entries) for each in (document, Document(plain)))
    assert content == expected


def test_a_file_that_needs_a_password_is_refused_with_the_reason() -> None:
    with pytest.raises(Locked, match="protected by a password"):
        Document(others.save(others.reportlab_canvas(), encryption=pikepdf.Encryption(owner="owner", user="user", R=6)))


def test_objects_in_an_object_stream_are_read() -> None:
    document = Document(object_stream(zlib.compress(b"4 0 <</Font<</F 9>>>>"), b"/FlateDecode"))
    assert number(entry(resources(document), "/Font", "/F")) == 9
    assert not document.too_large


@pytest.mark.parametrize(("stream", "filters"), [
    (zlib.compress(b"4 0 <<>>" + bytes(80_000_000), 9), b"/FlateDecode"),
    (zlib.compress(zlib.compress(b"4 0 <<>>" + bytes(80_000_000), 9), 9), b"[/FlateDecode/FlateDecode]"),
    (zlib.compress(b"\x0b4 0 <</A 1>>" + b"\x81 " * 700_000, 9), b"[/FlateDecode/RunLengthDecode]")],
    ids=["Flate", "Flate twice", "run lengths"])
def test_an_object_stream_that_decompresses_beyond_the_bound_is_reported(stream: bytes, filters: bytes) -> None:
    document = Document(object_stream(stream, filters))
    resources(document)
    assert document.too_large
    assert document.complaints


def test_a_file_that_had_to_be_repaired_says_how_without_an_address_in_memory() -> None:
    good = page(b"q Q")
    document = Document(good.replace(b"startxref\n", b"startxref\n7"))
    assert "xref" in document.complaints[0]
    assert "0x" not in "".join(document.complaints)
    assert Document(good).complaints == []


@pytest.mark.parametrize("content", [b"", b"no PDF", b"%PDF-1.6\n", file({1: b"5"})],
                         ids=["nothing", "text", "a header", "no catalogue"])
def test_what_is_no_pdf_is_unreadable(content: bytes) -> None:
    with pytest.raises(Unreadable):
        Document(content)


def test_strings_are_bytes_and_texts_are_decoded() -> None:
    document = Document(file({1: b"<</Type/Catalog/Pages 2 0 R/A(\\376\\377\\000\\351)/B(\\215\\351)/C<efbbbfc3a9>>>",
                              2: b"<</Type/Pages/Kids[]/Count 0>>"}))
    assert [text(entry(document.catalogue(), key)) for key in ("/A", "/B", "/C")] == ["é", "“é", "é"]


def test_a_page_tree_with_a_loop_is_read_once_and_one_beyond_the_bound_is_refused() -> None:
    looped = Document(file({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 1>>",
                            3: b"<</Type/Page/MediaBox[0 0 9 9]/Parent 2 0 R>>"}))
    assert len(all_pages(looped.catalogue())) == 1
    wide = b"<</Type/Pages/Count 9/Kids[" + b"3 0 R " * 3000 + b"]>>"
    with pytest.raises(TooMuch, match="more than 500 pages"):
        all_pages(Document(file({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: wide,
                                 3: b"<</Type/Page/MediaBox[0 0 9 9]>>"})).catalogue())


def test_qpdf_messages_about_a_broken_file_do_not_reach_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(file({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[: 0 R]/Count 2>>"})
                     .replace(b"startxref\n", b"startxref\n7"))
    program = ("import sys; from pathlib import Path; from pressroom import preflight; "
               "from pressroom.brief import Brief; "
               "print(*(each.code for each in preflight.judge(Path(sys.argv[1]).read_bytes(), Brief()).findings))")
    run = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, check=True)
    assert (run.stdout.strip(), run.stderr) == ("file-broken", "")


def test_content_of_more_than_64_megabytes_is_refused_in_one_stream_and_in_several() -> None:
    part = packed(b" " * (30 * 2**20))
    with pytest.raises(TooLarge, match="more than 64 MB"):
        page_content(all_pages(Document(page(more=b"/Contents[5 0 R 5 0 R 5 0 R]", objects={5: part})).catalogue())[0]
                     .entries)
    with pytest.raises(TooLarge):
        page_content(all_pages(Document(page(b" " * (33 * 2**20))).catalogue())[0].entries)


def test_a_stream_in_another_file_or_an_incomplete_one_is_not_decoded() -> None:
    cut = b"<</Length 20/Filter/FlateDecode>>\nstream\n%b\nendstream" % zlib.compress(bytes(range(250)))[:20]
    document = Document(page(objects={5: packed(b"x", b"/F(elsewhere)"), 6: cut}, more=b"/A 5 0 R/B 6 0 R"))
    leaf, = all_pages(document.catalogue())
    for key in ("/A", "/B"):
        with pytest.raises(Undecodable):
            decoded(entry(leaf.entries, key))


@pytest.mark.parametrize(("bits", "colours"), [(8, 1), (8, 2), (8, 3), (8, 4), (16, 1), (16, 2), (4, 1), (1, 1)])
def test_rows_under_a_predictor_are_as_qpdf_undoes_them(bits: int, colours: int) -> None:
    columns, rows = 8, 5
    across = columns * colours * bits // 8
    content = b"".join(bytes([row]) + bytes((row * 7 + at * 3) % 256 for at in range(across)) for row in range(rows))
    entries = b"/DecodeParms<</Predictor 15/Columns %d/Colors %d/BitsPerComponent %d>>" % (columns, colours, bits)
    pdf = page(objects={5: packed(content, entries)}, more=b"/A 5 0 R")
    leaf, = all_pages(Document(pdf).catalogue())
    with pikepdf.open(io.BytesIO(pdf)) as other:
        assert decoded(entry(leaf.entries, "/A")) == other.pages[0].obj["/A"].read_bytes()


@pytest.mark.parametrize("space", [
    b"[/Indexed/DeviceCMYK 300(x)]", b"[/Indexed/DeviceCMYK 1 5]", b"[/Indexed[/Indexed/DeviceRGB 1(x)]1(x)]",
    b"[/Separation/A/DeviceCMYK<</FunctionType 9>>]", b"[/Separation/A/DeviceCMYK]", b"/CalCMYK", b"[/Own]",
    b"[/ICCBased<</N 2>>]", b"[/DeviceN[" + b"/A " * 33 + b"]/DeviceCMYK<</FunctionType 2>>]",
    b"[/Indexed[/Separation/A[/Separation/B[/Separation/C[/Separation/D/DeviceCMYK<</FunctionType 2>>]"
    b"<</FunctionType 2>>]<</FunctionType 2>>]<</FunctionType 2>>]1(xx)]"])
def test_an_invalid_colour_space_is_unknown(space: bytes) -> None:
    leaf, = all_pages(Document(page(resources=b"<</ColorSpace<</C %b>>>>" % space)).catalogue())
    space_read = space_of("/C", entry(leaf.inherited.get("/Resources")))
    assert space_read.kind == "unknown" or space_read.base or space_read.stand_in
    while space_read.base or space_read.stand_in:
        space_read = space_read.base or space_read.stand_in  # type: ignore[assignment]
    assert space_read.kind == "unknown"


def test_each_object_reachable_from_the_trailer_is_listed_once() -> None:
    document = Document(page(b"q Q", more=b"/A 5 0 R/B 5 0 R", objects={5: b"<</Type/Own/P 3 0 R>>"}))
    assert [name(entry(each, "/Type")) for _, each in reachable_objects(document.trailer, [])].count("Own") == 1
    assert items(entry(document.trailer, "/ID")) == []
