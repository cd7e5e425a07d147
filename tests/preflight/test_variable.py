"""PDF/VT-1: what is said of the file, its root of document parts, the tree, and the pages of its leaves."""

from __future__ import annotations

import shutil
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from pressroom import preflight
from pressroom.brief import Brief
from pressroom.findings import Severity
from pressroom.pdf.document import Document
from pressroom.pdf.pages import leaves
from pressroom.preflight import document_parts
from pressroom.preflight.check import every
from pressroom.preflight.judging import Outcome
from pressroom.preflight.proof import Proof
from pressroom.text.translation import message
from tests.preflight import goodfile, test_checks
from tests.preflight.handmade import file

X4 = Brief(name="foreign", standard="PDF/X-4")
UNKNOWN = Brief(name="foreign")
CHECKS = [check for check in every() if check.code.name.startswith("variable-")]
NOW, THEN = b"2026-11-30T12:00:00+01:00", b"2026-11-29T12:00:00+01:00"


def packet(vt: bytes = b'<t:GTS_PDFVTVersion xmlns:t="http://www.npes.org/pdfvt/ns/id/">PDF/VT-1</t:GTS_PDFVTVersion>'
                       b'<t:GTS_PDFVTModDate xmlns:t="http://www.npes.org/pdfvt/ns/id/">%b</t:GTS_PDFVTModDate>' % NOW,
           standard: bytes = b"<x:GTS_PDFXVersion>PDF/X-4</x:GTS_PDFXVersion>") -> bytes:
    """An XMP packet as an object."""
    content = (b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
               b'xmlns:x="http://www.npes.org/pdfx/ns/id/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">'
               b"<xmp:ModifyDate>%b</xmp:ModifyDate>%b%b</rdf:Description></rdf:RDF>" % (NOW, standard, vt))
    return b"<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n%b\nendstream" % (len(content), content)


def page(part: int) -> bytes:
    return b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/DPart %d 0 R>>" % part


# Five pages: the top is part 5, parts 6 and 7 are under it; under these are the leaves, 21 and 22, and 23.
GOOD = {
    1: b"<</Type/Catalog/Pages 2 0 R/Metadata 3 0 R/DPartRoot 4 0 R>>",
    2: b"<</Type/Pages/Count 5/Kids[11 0 R 12 0 R 13 0 R 14 0 R 15 0 R]>>", 3: packet(),
    4: b"<</Type/DPartRoot/DPartRootNode 5 0 R/RecordLevel 2/NodeNameList[/Run/Batch/Record]>>",
    5: b"<</Type/DPart/Parent 4 0 R/DParts[[6 0 R][7 0 R]]>>",
    6: b"<</Type/DPart/Parent 5 0 R/DParts[[21 0 R 22 0 R]]>>", 7: b"<</Type/DPart/Parent 5 0 R/DParts[[23 0 R]]>>",
    21: b"<</Type/DPart/Parent 6 0 R/Start 11 0 R/End 12 0 R/DPM<</Record(1)>>>>",
    22: b"<</Type/DPart/Parent 6 0 R/Start 13 0 R/DPM 31 0 R>>",
    23: b"<</Type/DPart/Parent 7 0 R/Start 14 0 R/End 15 0 R>>", 31: b"<</Record(2)>>",
    11: page(21), 12: page(21), 13: page(22), 14: page(23), 15: page(23)}


def told(pdf: bytes, brief: Brief = X4) -> list[tuple[str, str]]:
    """What the checks of PDF/VT say of a file: the ends of their codes, and their sentences."""
    found = []
    with Proof(pdf, brief, [], most_pages=5000) as proof:
        assert not proof.trouble
        for check in CHECKS:
            outcome = Outcome()
            outcome.ask(check, proof)
            found += [(item.code.removeprefix("variable-"), (f"page {item.sheet}: " if item.sheet else "")
                       + message(item, str)) for item in outcome.summary(check, brief)]
    return found


def spoilt(number: int, old: bytes, new: bytes) -> dict[int, bytes]:
    assert old in GOOD[number]
    return {number: GOOD[number].replace(old, new)}


def test_a_file_of_several_levels_has_no_finding() -> None:
    assert told(file(GOOD)) == told(file(GOOD), UNKNOWN) == []


def test_a_file_that_is_not_variable_is_not_concerned() -> None:
    plain = {**GOOD, 1: b"<</Type/Catalog/Pages 2 0 R>>"}
    assert told(file(plain)) == told(file(plain), UNKNOWN) == []


def test_entries_that_may_be_left_out_are_not_missed() -> None:
    bare = {number: body.replace(b"/Type/DPart/", b"/") for number, body in GOOD.items()}
    bare[4] = b"<</DPartRootNode 5 0 R>>"
    assert told(file(bare)) == []


def test_a_root_inside_the_catalogue_is_the_parent_of_its_node() -> None:
    inside = {**GOOD, **spoilt(1, b"4 0 R", GOOD[4]), **spoilt(5, b"/Parent 4 0 R", b"/Parent<</DPartRootNode 5 0 R>>")}
    assert told(file(inside)) == []
    assert told(file({**inside, **spoilt(5, b"/Parent 4 0 R", b"/Parent 6 0 R")})) == [
        ("parts", "the /Parent of document part 5 is object 6 instead of object -")]


VT = b'<t:GTS_PDFVT%b xmlns:t="http://www.npes.org/pdfvt/ns/id/">%b</t:GTS_PDFVT%b>'
VERSION, MODIFIED = VT % (b"Version", b"PDF/VT-1", b"Version"), VT % (b"ModDate", NOW, b"ModDate")


@pytest.mark.parametrize(("xmp", "brief", "sentences"), [
    (packet(VT % (b"Version", b"PDF/VT-9", b"Version") + MODIFIED), X4, ["XMP says PDF/VT-9 instead of PDF/VT-1"]),
    (packet(MODIFIED), X4, ["XMP says - instead of PDF/VT-1"]),
    (packet((VERSION + MODIFIED).replace(b"pdfvt/ns", b"pdfx/ns")), X4, [
        "XMP says - instead of PDF/VT-1",
        f"GTS_PDFVTModDate is “-”, XMP xmp:ModifyDate is “{NOW.decode()}”"]),
    (packet(VERSION), X4, [f"GTS_PDFVTModDate is “-”, XMP xmp:ModifyDate is “{NOW.decode()}”"]),
    (packet(VERSION + VT % (b"ModDate", THEN, b"ModDate")), X4, [
        f"GTS_PDFVTModDate is “{THEN.decode()}”, XMP xmp:ModifyDate is “{NOW.decode()}”"]),
    (packet(standard=b""), UNKNOWN, ["the file says that it is PDF/VT, and not that it is PDF/X-4"]),
    (packet(standard=b"<x:GTS_PDFXVersion>PDF/X-5g</x:GTS_PDFXVersion>"), UNKNOWN, [
        "the file says that it is PDF/VT, and not that it is PDF/X-4"]),
    (packet(b""), X4, ["the file has document parts and does not say that it is PDF/VT-1"]),
    (packet(VT % (b"Version", b"PDF/VT-2s", b"Version")), X4, [
        "the file says that it is PDF/VT-2s; only PDF/VT-1 is checked"])],
    ids=["version", "no version", "namespace", "no date", "date", "no standard", "other standard", "no claim", "VT-2s"])
def test_what_xmp_says_is_checked(xmp: bytes, brief: Brief, sentences: list[str]) -> None:
    assert told(file({**GOOD, 3: xmp}), brief) == [("identity", each) for each in sentences]


def test_document_parts_without_a_claim_are_a_warning_and_another_part_of_the_standard_is_not_judged() -> None:
    (check,) = [check for check in CHECKS if check.code.name == "variable-identity"]

    def weight(xmp: bytes) -> set[Severity | None]:
        with Proof(file({**GOOD, 3: xmp}), X4, []) as proof:
            return {each.severity for each in check.judge(proof)}
    assert weight(packet(b"")) == {Severity.WARNING}
    assert weight(packet(VT % (b"Version", b"PDF/VT-2", b"Version"))) == {Severity.NOT_RUN}
    assert weight(packet(VERSION)) == {None}
    assert check.code.severity is Severity.ERROR


def test_a_file_without_a_date_of_change_is_not_as_it_was_identified() -> None:
    assert told(file({**GOOD, 3: packet().replace(b"xmp:ModifyDate", b"xmp:CreateDate")})) == [
        ("identity", f"GTS_PDFVTModDate is “{NOW.decode()}”, XMP xmp:ModifyDate is “-”")]


def test_a_file_that_only_lacks_its_standard_is_not_told_twice() -> None:
    report = preflight.judge(file({**GOOD, 3: packet(standard=b"")}), X4)
    assert {"x4-identification"} == {item.code for item in report.findings} & {"x4-identification", "variable-identity"}


def test_the_standard_that_a_variable_file_claims_is_the_one_below() -> None:
    with Proof(file(GOOD), UNKNOWN, []) as proof:
        assert preflight.claimed_standard(proof) == "PDF/X-4"


@pytest.mark.parametrize(("objects", "sentence"), [
    (spoilt(1, b"/DPartRoot 4 0 R", b""), "the file says that it is PDF/VT and has no /DPartRoot"),
    (spoilt(1, b"4 0 R", b"[4 0 R]"), "/DPartRoot is no dictionary"),
    (spoilt(1, b"4 0 R", b"99 0 R"), "the file says that it is PDF/VT and has no /DPartRoot"),
    (spoilt(4, b"/DPartRoot/", b"/DPart/"), "the /Type of /DPartRoot is DPart instead of DPartRoot"),
    (spoilt(4, b"/DPartRootNode 5 0 R", b""), "/DPartRootNode is no indirect dictionary"),
    (spoilt(4, b"5 0 R", b"<</Type/DPart/Parent 4 0 R/Start 11 0 R>>"), "/DPartRootNode is no indirect dictionary"),
    (spoilt(4, b"5 0 R", b"99 0 R"), "/DPartRootNode is no indirect dictionary"),
    (spoilt(4, b"5 0 R", b"3 0 R"), "/DPartRootNode is no indirect dictionary"),
    (spoilt(4, b"Level 2", b"Level 3"), "/RecordLevel is 3; the lowest level of document parts is 2"),
    (spoilt(4, b"Level 2", b"Level -1"), "/RecordLevel is -1 instead of a whole number from 0"),
    (spoilt(4, b"Level 2", b"Level 1.5"), "/RecordLevel is 1.5 instead of a whole number from 0"),
    (spoilt(4, b"Level 2", b"Level true"), "/RecordLevel is - instead of a whole number from 0"),
    (spoilt(4, b"/Batch", b""), "/NodeNameList has 2 names; document parts have 3 levels"),
    (spoilt(4, b"/Batch", b"/Batch/Half"), "/NodeNameList has 4 names; document parts have 3 levels"),
    (spoilt(4, b"/Batch", b"(Batch)"), "/NodeNameList is no array of names"),
    (spoilt(4, b"[/Run/Batch/Record]", b"/Run"), "/NodeNameList is no array of names")])
def test_each_entry_of_the_root_is_checked(objects: dict[int, bytes], sentence: str) -> None:
    assert told(file({**GOOD, **objects})) == [("root", sentence)]


@pytest.mark.parametrize(("old", "new", "measured", "limit"), [(b"Level 2", b"Level 9", 9, 2), (b"/Run", b"", 2, 3)])
def test_levels_that_do_not_exist_are_compared_with_those_that_do(
        old: bytes, new: bytes, measured: int, limit: int) -> None:
    (check,) = [check for check in CHECKS if check.code.name == "variable-root"]
    with Proof(file({**GOOD, **spoilt(4, old, new)}), X4, []) as proof:
        (fault,) = check.judge(proof)
    assert (fault.measured, fault.limit) == (measured, limit)


@pytest.mark.parametrize("level", [b"0", b"1"])
def test_records_may_be_on_any_level(level: bytes) -> None:
    assert told(file({**GOOD, **spoilt(4, b"Level 2", b"Level " + level)})) == []


@pytest.mark.parametrize(("objects", "sentence"), [
    (spoilt(7, b"/DPart/", b"/DPartRoot/"), "the /Type of document part 7 is DPartRoot instead of DPart"),
    (spoilt(7, b"/Type/DPart", b"/Type 7"), "the /Type of document part 7 is - instead of DPart"),
    (spoilt(5, b"4 0 R", b"1 0 R"), "the /Parent of document part 5 is object 1 instead of object 4"),
    (spoilt(22, b"/Parent 6 0 R", b"/Parent 7 0 R"), "the /Parent of document part 22 is object 7 instead of object 6"),
    (spoilt(22, b"/Parent 6 0 R", b""), "the /Parent of document part 22 is object - instead of object 6"),
    (spoilt(22, b"31 0 R", b"[31 0 R]"), "/DPM of document part 22 is no dictionary"),
    (spoilt(7, b"/DParts[[23 0 R]]", b""), "document part 7 has neither /DParts nor /Start"),
    (spoilt(23, b"/Start 14 0 R", b""), "document part 23 has neither /DParts nor /Start"),
    (spoilt(7, b"/DParts", b"/Start 14 0 R/DParts"), "document part 7 has both /DParts and /Start"),
    (spoilt(7, b"[[23 0 R]]", b"[23 0 R]"), "/DParts of document part 7 is no array of arrays"),
    (spoilt(7, b"[[23 0 R]]", b" 23 0 R"), "/DParts of document part 7 is no array of arrays"),
    (spoilt(7, b"[[23 0 R]]", b"[[]]"), "document part 7 has no children"),
    (spoilt(7, b"[[23 0 R]]", b"[]"), "document part 7 has no children"),
    (spoilt(7, b"[23 0 R]", b"[<</Type/DPart/Parent 7 0 R/Start 14 0 R>>]"),
     "a child of document part 7 is no indirect dictionary"),
    (spoilt(7, b"[23 0 R]", b"[99 0 R]"), "a child of document part 7 is no indirect dictionary"),
    (spoilt(7, b"[23 0 R]", b"[3 0 R]"), "a child of document part 7 is no indirect dictionary"),
    (spoilt(7, b"[23 0 R]", b"[23 0 R 5 0 R]"), "document part 5 is reached twice, or is inside itself"),
    (spoilt(7, b"[23 0 R]", b"[23 0 R 7 0 R]"), "document part 7 is reached twice, or is inside itself"),
    (spoilt(7, b"[23 0 R]", b"[23 0 R][22 0 R]"), "document part 22 is reached twice, or is inside itself")])
def test_each_part_of_the_tree_is_checked(objects: dict[int, bytes], sentence: str) -> None:
    assert told(file({**GOOD, **objects})) == [("parts", sentence)]


@pytest.mark.parametrize(("objects", "sentences"), [
    (spoilt(23, b"/End 15 0 R", b""), ["page 5: the page belongs to no document part"]),
    (spoilt(21, b"/Start 11 0 R", b"/Start 12 0 R"), ["page 1: the page belongs to no document part"]),
    (spoilt(6, b" 22 0 R", b""), ["page 3: the page belongs to no document part"]),
    (spoilt(22, b"13 0 R", b"13 0 R/End 14 0 R"), [
        "page 4: the page belongs to two document parts, 22 and 23", "page 5: the page belongs to no document part",
        "page 4: the page's /DPart is object 23 instead of object 22"]),
    (spoilt(6, b"21 0 R 22 0 R", b"22 0 R 21 0 R"), ["page 1: document part 21 stands after a part with later pages"]),
    (spoilt(5, b"[6 0 R][7 0 R]", b"[7 0 R 6 0 R]"), [
        "page 1: document part 21 stands after a part with later pages",
        "page 3: document part 22 stands after a part with later pages"]),
    (spoilt(23, b"14 0 R/End 15 0 R", b"15 0 R/End 14 0 R"), ["document part 23 starts on page 5 and ends on page 4"]),
    (spoilt(23, b"/Start 14 0 R", b"/Start 2 0 R"), ["/Start of document part 23 is no page of the file"]),
    (spoilt(23, b"/Start 14 0 R", b"/Start 14"), ["/Start of document part 23 is no page of the file"]),
    (spoilt(23, b"/End 15 0 R", b"/End 5 0 R"), ["/End of document part 23 is no page of the file"]),
    (spoilt(12, b"21 0 R", b"22 0 R"), ["page 2: the page's /DPart is object 22 instead of object 21"]),
    (spoilt(15, b"/DPart 23 0 R", b""), ["page 5: the page's /DPart is object - instead of object 23"]),
    (spoilt(2, b"15 0 R", b"14 0 R"), ["/End of document part 23 is no page of the file"])])
def test_leaves_cover_every_page_once_and_in_order(objects: dict[int, bytes], sentences: list[str]) -> None:
    assert told(file({**GOOD, **objects})) == [("pages", each) for each in sentences]


def chain(levels: int) -> bytes:
    """A page below so many levels of parts."""
    parts = {30 + level: b"<</Parent %d 0 R/DParts[[%d 0 R]]>>" % (29 + level if level else 4, 31 + level)
             for level in range(levels - 1)}
    last = 29 + levels
    return file({**GOOD, 2: b"<</Type/Pages/Count 1/Kids[11 0 R]>>", 4: b"<</DPartRootNode 30 0 R>>", **parts,
                 last: b"<</Parent %d 0 R/Start 11 0 R>>" % (last - 1 if levels > 1 else 4), 11: page(last)})


def test_a_tree_of_many_levels_is_checked_and_a_deeper_one_is_said_not_to_be() -> None:
    assert told(chain(1)) == told(chain(document_parts.DEEPEST)) == []
    sentence = "document parts are more than 16 levels deep; the lower ones were not checked"
    assert told(chain(document_parts.DEEPEST + 1)) == [(each, sentence) for each in ("pages", "parts", "root")]


def run(pages: int, parts: int, children: bytes = b"") -> bytes:
    """So many pages, and so many leaves below one part, which stand for one page each as long as there are pages."""
    first_page, first_leaf = 10, 10 + pages
    kids, refs = ([b"%d 0 R" % (first + number) for number in range(count)]
                  for first, count in ((first_page, pages), (first_leaf, parts)))
    return file({
        1: GOOD[1], 2: b"<</Type/Pages/Count %d/Kids[%b]>>" % (pages, b" ".join(kids)), 3: GOOD[3],
        4: b"<</Type/DPartRoot/DPartRootNode 5 0 R/RecordLevel 1/NodeNameList[/Run/Record]>>",
        5: b"<</Type/DPart/Parent 4 0 R/DParts[%b]>>" % (children or b"[%b]" % b" ".join(refs)),
        **{first_page + number: page(first_leaf + number) for number in range(pages)},
        **{first_leaf + number: b"<</Type/DPart/Parent 5 0 R/Start %d 0 R>>" % (first_page + min(number, pages - 1))
           for number in range(parts)}})


def walked(pdf: bytes, *, measured: bool = True) -> tuple[document_parts.Parts, int, int]:
    """What the walk finds, the most bytes that it holds at a time (0 if not measured), and how many parts it reads."""
    document = Document(pdf)
    pages = list(leaves(document.catalogue(), 5000))
    numbers = {each.identity: number for number, each in enumerate(pages, start=1)}
    reads = [0]

    def let_go() -> None:
        reads[0] += 1
        document.let_go()
    if measured:
        tracemalloc.start()
    try:
        parts = document_parts.walked(document.catalogue(), numbers, [each.entries for each in pages], let_go)
        return parts, tracemalloc.get_traced_memory()[1] if measured else 0, reads[0]
    finally:
        tracemalloc.stop()
        document.close()


def test_a_run_of_five_thousand_pages_is_walked_in_little_memory() -> None:
    parts, most, reads = walked(run(5000, 5000))
    assert parts == document_parts.Parts(levels=2)
    assert reads == 5001
    assert most < 8 * 2**20


def test_a_hundred_thousand_leaves_are_walked_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    pdf = run(1000, 100_000)
    parts, most, reads = walked(pdf)
    assert parts.nodes == []
    assert {each.message for each in parts.pages} == {"the page belongs to two document parts, {part} and {other}"}
    assert len(parts.pages) == document_parts.MOST_FLAWS
    assert reads < 2000
    assert most < 48 * 2**20
    monkeypatch.setattr(document_parts, "MOST_FLAWS", 200_000)
    parts, _, reads = walked(pdf, measured=False)
    assert [each.message for each in parts.nodes] == [
        "there are more document parts than the pages of the file can have"]
    assert reads == document_parts.DEEPEST * 1000


@pytest.mark.parametrize(("children", "sentence"), [
    (b"[" + b"11 0 R " * 20_000 + b"]", "document part {part} is reached twice, or is inside itself"),
    (b"12 0 R " * 500, "a child of document part {part} is no indirect dictionary")], ids=["one part", "one array"])
def test_a_list_that_names_the_same_thousands_of_times_is_left_after_some(children: bytes, sentence: str) -> None:
    pdf = run(1, 1, children).replace(b"xref", b"12 0 obj\n[" + b"null " * 2_000 + b"]\nendobj\nxref", 1)
    with Proof(pdf, X4, []) as proof:
        flaws = proof.document_parts.nodes
        assert {each.message for each in flaws} == {sentence}
        assert len(flaws) == document_parts.MOST_FLAWS
        assert proof.document_parts.pages == []


def test_leaves_without_pages_are_left_after_some() -> None:
    parts, _, reads = walked(run(100, 1000).replace(b"/Start 109 0 R", b"/Start   5 0 R"), measured=False)
    assert {each.message for each in parts.pages} == {"{key} of document part {part} is no page of the file"}
    assert len(parts.pages) == document_parts.MOST_FLAWS < 900
    assert reads == 1 + 99 + document_parts.MOST_FLAWS


def test_a_good_press_file_made_variable_has_no_finding_of_any_check() -> None:
    (check,) = [check for check in CHECKS if check.code.name == "variable-root"]
    spoiled = check.spoil(test_checks.good("press"))
    assert b"/RecordLevel 2" in spoiled
    assert preflight.judge(spoiled.replace(b"/RecordLevel 2", b"/RecordLevel 1"), goodfile.press_brief()).findings == ()


def test_the_file_of_a_run_passes(project: Path, render: Callable[..., tuple[int, str, str]]) -> None:
    folder = project / "materials/runs"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "offices.yaml").write_text(
        "title: Une affiche par cabinet\nmaterial: petition\nformats: [A4]\nrecords: offices.csv\n"
        "columns: {practice: Cabinet, town: Ville}\nwords:\n  practice: \"{record.practice}\\n{record.town}\"\n",
        encoding="utf-8")
    rows = "".join(f"Cabinet {number};Lyon\n" for number in range(120))
    (folder / "offices.csv").write_text("Cabinet;Ville\n" + rows, encoding="utf-8")
    code, _, error = render("run", "offices")
    assert code == 0, error
    content = (project / "out/runs/offices/offices-A4.pdf").read_bytes()
    assert told(content) == []
    assert content.count(b"/Type/DPart/Parent") == 120
    with Proof(content, X4, []) as proof:
        assert proof.document_parts.levels == 3
