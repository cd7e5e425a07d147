"""The file opens, and its structure is sound."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pressroom.findings import N_, Severity
from pressroom.patterns import regex
from pressroom.pdf.bounds import MOST_JUDGED_PAGES
from pressroom.pdf.objects import entry, items, name, number, raw_entry
from pressroom.preflight.check import BEFORE_OPENING, Fault, check, fault
from pressroom.preflight.proof import Proof
from pressroom.preflight.spoils import (
    catalogue,
    changed,
    content,
    first_page,
    put,
    replaced,
    second_page,
    set_content,
    stream,
)

_HEADER = regex(rb"%PDF-(\d\.\d)[^\r\n]*[\r\n]+([^\r\n]*)")


@check("file-broken", sees="whole",
       why=N_("A file that cannot be opened cannot be printed; nothing else in it can be checked."),
       mend=N_("Export or transfer the file again and compare its size with the original."),
       source="ISO 32000-1:2008, 7.5", needs=(BEFORE_OPENING,), spoil=lambda good: good[:300])
def file_broken(proof: Proof) -> Iterator[Fault]:
    """The file opens."""
    if proof.trouble == "broken":
        yield fault(N_("the file cannot be opened as a PDF: {detail}"), N_("nothing else was checked"),
                    detail=proof.detail)


def _encrypted(good: bytes) -> bytes:
    import io

    import pypdf

    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(good)))
    writer.encrypt("reader", "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@check("file-encrypted", sees="whole",
       why=N_("A printer's programs cannot open a file with a password or with restrictions."),
       mend=N_("Export the file without a password and without restrictions."),
       source="ISO 15930-7:2010 (PDF/X-4), rule 6", needs=(BEFORE_OPENING,), spoil=_encrypted)
def file_encrypted(proof: Proof) -> Iterator[Fault]:
    """The file is not encrypted."""
    if proof.encrypted or proof.trouble == "encrypted":
        yield fault(N_("the file is encrypted"), N_("nothing else was checked") if proof.trouble else "")


def _without_pages(writer: Any) -> None:
    pages = entry(catalogue(writer), "/Pages")
    put(pages, "/Kids", [])
    put(pages, "/Count", 0)


@check("file-without-pages", sees="whole",
       why=N_("A file without pages prints nothing."), mend=N_("Export the file again."),
       source="ISO 32000-1:2008, 7.7.3", needs=(BEFORE_OPENING,), spoil=changed(_without_pages))
def file_without_pages(proof: Proof) -> Iterator[Fault]:
    """The file has a page."""
    if proof.trouble == "pages":
        yield fault(N_("the file has no pages"))


def _too_many_pages(writer: Any) -> None:
    pages = entry(catalogue(writer), "/Pages")
    put(pages, "/Kids", [{"/Type": "/Page"} for _ in range(MOST_JUDGED_PAGES + 1)])


@check("file-too-large", sees="whole",
       why=N_("A file with thousands of pages or of many gigabytes is not a poster; reading it could stop the "
              "computer."),
       mend=N_("Send the pieces as separate files."),
       source="Pressroom, rule 6", needs=(BEFORE_OPENING,), spoil=changed(_too_many_pages))
def file_too_large(proof: Proof) -> Iterator[Fault]:
    """The file is of a size that can be checked."""
    if proof.trouble == "large":
        yield fault(N_("the file is too large to be checked: {detail}"), detail=proof.detail)


def _shifted_table(good: bytes) -> bytes:
    head, _, tail = good.rpartition(b"startxref")
    return head + b"startxref\n7\n%%EOF\n" if tail else good


@check("file-repaired", sees="whole",
       why=N_("The file's table of objects is wrong. Programs repair it in different ways, and the printer's may "
              "refuse the file."),
       mend=N_("Export the file again, or rewrite it with a program such as qpdf."),
       source="ISO 32000-1:2008, 7.5.4", spoil=_shifted_table)
def file_repaired(proof: Proof) -> Iterator[Fault]:
    """The file was read without repairs, and every object is readable."""
    if proof.survey and proof.complaints:
        yield fault(N_("the file had to be repaired to be read: {complaint}"), complaint=proof.complaints[0])


@check("header-version", sees="whole",
       why=N_("PDF/X-4 is based on PDF 1.6; a higher version announces features that it forbids, a lower one is "
              "unusual."),
       mend=N_("Write %PDF-1.6 and no /Version in the catalogue."),
       source="ISO 15930-7:2010 (PDF/X-4), rule 1", needs=("x4",), spoil=replaced(b"%PDF-1.6", b"%PDF-1.7"))
def header_version(proof: Proof) -> Iterator[Fault]:
    """The header and the catalogue state 1.6."""
    header = _HEADER.match(proof.head)
    stated = max((header[1].decode() if header else ""), name(entry(proof.catalogue, "/Version")))
    if stated != "1.6":
        lower = bool(header) and stated < "1.6"
        yield fault(N_("the file is PDF {version}; PDF/X-4 is PDF 1.6"), version=stated or "?",
                    severity=Severity.WARNING if lower else None)


@check("header-binary", sees="whole",
       why=N_("Transfer programs know by the second line that a file is binary; otherwise they may change line ends, "
              "which destroys the file."),
       mend=N_("Write a comment of four bytes above 127 as the second line."),
       source="ISO 32000-1:2008, 7.5.2", severity=Severity.WARNING, needs=("press",),
       spoil=replaced(b"%\xe2\xe3\xcf\xd3", b"%abcd"))
def header_binary(proof: Proof) -> Iterator[Fault]:
    """The second line is a comment of four bytes above 127."""
    header = _HEADER.match(proof.head)
    line = header[2] if header else b""
    if not (line.startswith(b"%") and len(line) >= 5 and all(byte > 127 for byte in line[1:5])):
        yield fault(N_("the second line is not a comment of four bytes above 127"))


@check("file-id", sees="whole",
       why=N_("Print systems distinguish files by the identifier in the trailer; PDF/X requires it."),
       mend=N_("Write /ID with two strings into the trailer."),
       source="ISO 15930-7:2010 (PDF/X-4), rule 6; ISO 32000-1:2008, 14.4", needs=("press",),
       spoil=changed(lambda writer: setattr(writer, "_ID", None)))
def file_id(proof: Proof) -> Iterator[Fault]:
    """The trailer has /ID with two strings."""
    both = items(entry(proof.trailer, "/ID"))
    if len(both) != 2 or not all(isinstance(each, str | bytes) and each for each in both):
        yield fault(N_("the trailer has no identifier of two strings"))


@check("page-count", sees="whole",
       why=N_("A page too many or too few would be printed, or the sides of a leaflet exchanged."),
       mend=N_("Export exactly the pages of the piece."), source="Pressroom, rule 2", needs=("pages",),
       spoil=changed(second_page))
def page_count(proof: Proof) -> Iterator[Fault]:
    """The file has the number of pages in the brief."""
    if len(proof.pages) != len(proof.brief.pages):
        yield fault(N_("{count} page{count||s} instead of {asked}"), count=len(proof.pages),
                    asked=len(proof.brief.pages), measured=len(proof.pages), limit=len(proof.brief.pages))


@check("page-single", sees="whole",
       why=N_("Each page of an advertisement is a job of its own: a second one is not printed, or takes the place of "
              "another."),
       mend=N_("Send each page as a file of its own."), source="GWG 2022, R0006", needs=("single",),
       spoil=changed(second_page))
def page_single(proof: Proof) -> Iterator[Fault]:
    """The file has one page."""
    if len(proof.pages) > 1:
        yield fault(N_("{count} pages in the place of one"), count=len(proof.pages), measured=len(proof.pages), limit=1)


@check("page-tree", sees="whole",
       why=N_("Two programs count different numbers of pages; the printer's may count either."),
       mend=N_("Export the file again."), source="ISO 32000-1:2008, 7.7.3",
       spoil=changed(lambda writer: put(entry(catalogue(writer), "/Pages"), "/Count", 3)))
def page_tree(proof: Proof) -> Iterator[Fault]:
    """The page tree's count is the number of its pages, and of those in PDFium."""
    stated = int(number(entry(proof.catalogue, "/Pages", "/Count"), 0.0) or 0)
    for count in {stated, proof.pages_drawn} - {len(proof.pages)}:
        yield fault(N_("{count} page{count||s} by one count, {found} by another"), count=count, found=len(proof.pages))
        return


@check("content-unreadable",
       why=N_("If a page's instructions are invalid, each program draws something else, or stops."),
       mend=N_("Export the file again; if it was repaired by hand, look at that page."),
       source="ISO 32000-1:2008, 7.8.2",
       spoil=changed(lambda writer: set_content(writer, content(writer) + b"\n[ (never closes")))
def content_unreadable(proof: Proof) -> Iterator[Fault]:
    """Every page's content can be read completely, within bounds."""
    for page in proof.pages:
        if page.walk.stop_reason:
            yield fault(N_("the page's content cannot be read: {reason}"), page=page, reason=page.walk.stop_reason)


def _lzw(writer: Any) -> None:
    plain, bits = content(writer), []
    for start in range(0, len(plain), 200):  # clearing the table in time keeps every code at nine bits
        bits += [f"{code:09b}" for code in (256, *plain[start:start + 200])]
    joined = "".join([*bits, f"{257:09b}"])
    joined += "0" * (-len(joined) % 8)
    coded = int(joined, 2).to_bytes(len(joined) // 8, "big")
    packed = stream(coded, {"/Filter": "/LZWDecode"}, flate=False)
    put(first_page(writer), "/Contents", writer._add_object(packed))


@check("filter-lzw", sees="whole",
       why=N_("PDF/X-1a and PDF/X-3 forbid LZW, and old print systems refuse it; Flate is smaller anyway."),
       mend=N_("Compress with Flate."),
       source="ISO 15930-7:2010 (PDF/X-4), rule 13; ISO 15930-4:2003 (PDF/X-1a), rule 7", needs=("press",),
       spoil=changed(_lzw))
def filter_lzw(proof: Proof) -> Iterator[Fault]:
    """No stream is compressed with LZW."""
    if count := proof.survey.lzw:
        yield fault(N_("{count} streams are compressed with LZW"), count=count)


@check("filter-crypt", sees="whole",
       why=N_("A Crypt filter belongs to encryption, which PDF/X forbids."),
       mend=N_("Export the file without encryption."), source="ISO 15930-7:2010 (PDF/X-4), rule 13",
       needs=("press",), spoil=changed(lambda writer: put(first_page(writer), "/Contents", writer._add_object(stream(
           content(writer), {"/Filter": ["/Crypt"]}, flate=False)))))
def filter_crypt(proof: Proof) -> Iterator[Fault]:
    """No stream has a Crypt filter."""
    if count := proof.survey.crypt:
        yield fault(N_("{count} streams have a Crypt filter"), count=count)


@check("external-stream", sees="whole",
       why=N_("A stream in another file is not sent along with this one."),
       mend=N_("Embed everything."), source="ISO 15930-7:2010 (PDF/X-4), rule 12", needs=("press",),
       spoil=changed(lambda writer: put(first_page(writer), "/PieceInfo", {"/Else": writer._add_object(stream(
           b"", {"/F": "elsewhere.bin"}))})))
def external_stream(proof: Proof) -> Iterator[Fault]:
    """No stream refers to a file outside."""
    if count := proof.survey.elsewhere:
        yield fault(N_("{count} streams are in other files"), count=count)


@check("embedded-file", sees="whole",
       why=N_("A file inside the file is not printed, may lead to a refusal, and may contain confidential data."),
       mend=N_("Export without attachments."), source="Prepress practice, rule 8",
       severity=Severity.WARNING, needs=("press",),
       spoil=changed(lambda writer: put(first_page(writer), "/PieceInfo", {"/Else": {
           "/Type": "/Filespec", "/EF": {"/F": writer._add_object(stream(b"hidden"))}}})))
def embedded_file(proof: Proof) -> Iterator[Fault]:
    """There are no attachments and no portfolio."""
    count = proof.survey.attachments
    if count or raw_entry(proof.catalogue, "/Collection") is not None:
        yield fault(N_("{count} files are embedded"), count=count)


@check("page-empty",
       why=N_("An empty page costs paper and plates, and usually means that the artwork was lost on export."),
       mend=N_("Export the page again, or remove it."), source="Pressroom, rule 2; GWG 2022, R0005",
       needs=("finished", "nothing to read back"),
       spoil=changed(lambda writer: set_content(writer, b"q Q")))
def page_empty(proof: Proof) -> Iterator[Fault]:
    """Something is painted on every page; where text or symbols are required, their checks report it."""
    for page in proof.pages:
        if not page.walk.stop_reason and not any(page.printed.overlap(thing.box) for thing in page.walk.things):
            yield fault(N_("the page is empty"), page=page)
