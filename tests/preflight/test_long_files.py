"""Long and large files: the pages' content is not kept, several processes share them, and the findings are the same."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from pressroom import preflight
from pressroom.brief import Brief, Report
from pressroom.cli import preflight as command
from pressroom.pdf import streams
from pressroom.pdf.errors import TooLarge
from pressroom.pdf.source import HeldFile, begin, contains, whole
from pressroom.preflight import guarded, page, shares
from pressroom.preflight.check import Check, Fault, every
from pressroom.preflight.proof import Proof
from pressroom.records import replace
from tests.preflight import goodfile, test_checks
from tests.preflight.handmade import file, packed

FOREIGN = Brief(name="foreign", edition="press", standard="PDF/X-4", bleed=goodfile.BLEED)
Pages = Callable[[], bytes]


@cache
def long(count: int = 12) -> bytes:
    """Pages that differ, with faults: a font of the file, one in each page, a picture of all, a spot colour on one."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>", 4: font,
               5: packed(b"\xff" * 400, b"/Type/XObject/Subtype/Image/Width 10/Height 10/ColorSpace/DeviceCMYK"
                                        b"/BitsPerComponent 8")}
    kids = []
    for number in range(count):
        at = 10 + 2 * number
        kids.append(b"%d 0 R" % at)
        spot = b"/Alarm cs 0.5 scn 5 5 9 9 re f" if number == count - 2 else b""
        objects[at] = (b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents %d 0 R/Resources<</Font<</A 4 0 R/B"
                       b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding<</Differences[%d/x]>>>>>>"
                       b"/XObject<</I 5 0 R>>/ColorSpace<</Alarm[/Separation/Alarm/DeviceCMYK<</FunctionType 2"
                       b"/Domain[0 1]/N 1/C0[0 0 0 0]/C1[0 1 1 0]>>]>>>>>>" % (at + 1, 65 + number // 2))
        objects[at + 1] = packed(b"1 0 0 rg 20 20 %d 9 re f BT /A 9 Tf 50 90 Td (%c) Tj /B 8 Tf (x) Tj ET %b "
                                 b"q 40 0 0 40 100 100 cm /I Do Q" % (number + 1, 65 + number, spot))
    objects[2] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (count, b" ".join(kids))
    return file(objects)


def in_shares(monkeypatch: pytest.MonkeyPatch, pdf: bytes, brief: Brief) -> Report:
    monkeypatch.setattr(shares, "MOST_PAGES", 3)
    monkeypatch.setattr(shares, "A_SHARE", 5)
    return preflight.judge(pdf, brief)


@pytest.mark.parametrize("brief", [FOREIGN, Brief(name="unknown"), Brief(edition="press", waivers={"colour-rgb": "-"})],
                         ids=["press", "unknown", "waived"])
def test_pages_shared_among_processes_have_the_findings_of_one_process(monkeypatch: pytest.MonkeyPatch,
                                                                       brief: Brief) -> None:
    alone, here, judge = preflight.judge(long(), brief), os.getpid(), shares.judge_share
    monkeypatch.setattr(shares, "judge_share", lambda proof, share: judge(proof, share) if os.getpid() != here
                        else pytest.fail("a share was judged in this process"))
    assert in_shares(monkeypatch, long(), brief) == alone
    assert len(alone.pages) == 12


def test_a_share_whose_process_ends_without_an_answer_is_judged_here(monkeypatch: pytest.MonkeyPatch) -> None:
    alone, here = preflight.judge(long(), FOREIGN), os.getpid()
    judge = shares.judge_share
    monkeypatch.setattr(shares, "judge_share", lambda proof, share: judge(proof, share) if os.getpid() == here
                        else os._exit(1))
    assert in_shares(monkeypatch, long(), FOREIGN) == alone


def test_no_process_is_left_after_the_pages_were_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path("/proc/self/fd")
    before = len(list(folder.iterdir())) if folder.exists() else 0
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    others = children.read_text() if children.exists() else ""
    in_shares(monkeypatch, long(), FOREIGN)
    assert not children.exists() or children.read_text() == others
    assert not before or len(list(folder.iterdir())) == before


def test_each_page_is_walked_once_and_then_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    walk, walked, most = page.walk_page, [], []

    def counted(leaf: object, *more: object) -> object:
        walked.append(id(leaf))
        most.append(sum("walk" in each.__dict__ for each in proofs[0].pages) if proofs else 0)
        return walk(leaf, *more)  # type: ignore[arg-type]
    proofs: list[Proof] = []
    monkeypatch.setattr(page, "walk_page", counted)
    shown = Proof.showing
    monkeypatch.setattr(Proof, "showing", lambda proof, each: (proofs.append(proof), shown(proof, each))[1])
    _, proof = preflight.examine(long(), FOREIGN, as_declared=True)
    with proof:
        assert not any({"walk", "drawing", "text", "lines", "symbols"} & each.__dict__.keys() for each in proof.pages)
    # one font of each two pages is inside their resources: when it is asked about at the end, its page is walked again
    assert len(walked) == 12
    assert set(most) == {0}


def test_plates_of_a_shared_file_need_no_second_walk(monkeypatch: pytest.MonkeyPatch) -> None:
    walk, here, walked = page.walk_page, os.getpid(), list[object]()

    def counted(leaf: object, *more: object) -> object:
        if os.getpid() == here:
            walked.append(leaf)
        return walk(leaf, *more)  # type: ignore[arg-type]
    monkeypatch.setattr(page, "walk_page", counted)
    in_shares(monkeypatch, long(), FOREIGN)
    for_fonts = len(walked)  # each page that holds a font of its own is walked again, to read that
    in_shares(monkeypatch, long(), replace(FOREIGN, plates=True))
    assert len(walked) == 2 * for_fonts < 24


def test_pages_are_judged_here_on_a_system_that_forks_unsafely(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = preflight.judge(long(), FOREIGN)
    monkeypatch.setattr(shares, "can_fork", lambda: False)
    monkeypatch.setattr(shares, "fork", lambda _run: pytest.fail("a process was forked"))
    assert in_shares(monkeypatch, long(), FOREIGN) == alone


def faults_of(check: Check, proof: Proof) -> list[tuple[str, object, object, object]]:
    return [(each.message, dict(each.values), getattr(each.page, "number", each.page), each.area)
            for each in check.judge(proof) if isinstance(each, Fault)]


PAGEWISE = [check for check in every() if check.sees == "page"]


@pytest.mark.parametrize("check", PAGEWISE, ids=lambda check: check.code.name)
def test_a_check_that_sees_a_page_finds_the_same_when_it_sees_all(check: Check) -> None:
    kind, brief = test_checks.ground_for(check)
    with Proof(twice(check.spoil(test_checks.good(kind))), brief, []) as proof:
        for each in proof.pages[1:]:
            each.brief = proof.pages[0].brief
        together = faults_of(check, proof)
        proof.summed_pictures.clear()
        proof.whole_pictures.clear()
        assert [each for one in proof.pages for each in faults_of(check, proof.showing(one))] == together
        assert together or check.code.name == "box-media"  # which qpdf mends when it copies the page


def twice(pdf: bytes) -> bytes:
    """The file with its first page a second time."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.pages.append(document.pages[0])
        document.save(out, fix_metadata_version=False)
    return out.getvalue()


def test_a_file_of_more_pages_than_can_be_placed_is_judged() -> None:
    kids = b" ".join(b"%d 0 R" % number for number in range(10, 611))
    pages = {number: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>" for number in range(10, 611)}
    report = preflight.judge(file({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 601/Kids[%b]>>" % kids,
                                   **pages}), Brief(name="foreign"))
    assert len(report.pages) == 601
    assert report.passed


def test_an_open_file_is_judged_as_its_bytes_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(long())
    monkeypatch.setattr(command, "_LARGE", 1)
    with command.open_file(str(path)) as held:  # type: ignore[union-attr]
        assert isinstance(held, HeldFile)
        assert whole(held) == long()
        assert begin(held, 5) == b"%PDF-"
        assert contains(held, b"no such", b"%%EOF")
        assert not contains(held, b"no such thing")
        assert preflight.judge(held, FOREIGN) == preflight.judge(long(), FOREIGN)
        assert in_shares(monkeypatch, held, FOREIGN) == preflight.judge(long(), FOREIGN)  # type: ignore[arg-type]


def test_a_file_that_is_shortened_while_it_is_open_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(long())
    descriptor = os.open(path, os.O_RDONLY)
    with HeldFile(descriptor, len(long())) as held:
        os.truncate(path, 700)
        assert not preflight.judge(held, FOREIGN).passed


def test_a_stream_that_is_too_long_to_keep_is_counted_only() -> None:
    import zlib

    content = zlib.compress(bytes(3 * 2**20))
    assert streams.inflated_within(content, 2**22, 2**22) == bytes(3 * 2**20)
    assert streams.inflated_within(content, 2**22, 2**20) is None
    assert max(map(len, streams.inflated_pieces(content))) <= 2**20
    with pytest.raises(TooLarge):
        streams.inflated_within(content, 2**21, 2**20)
    with pytest.raises(zlib.error):
        list(streams.inflated_pieces(content[:-9]))


def test_the_drawing_process_opens_a_file_anew_when_it_has_grown(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = preflight.judge(long(), FOREIGN)
    opened: list[int] = []
    monkeypatch.setattr(guarded, "_MOST_GROWTH", -2**40)
    monkeypatch.setattr(guarded.Renderer, "close", lambda renderer: (opened.append(1), renderer._document.close())[1])
    drawing = guarded._Drawing(long())
    proof = Proof(long(), FOREIGN, [])
    texts = [drawing.answer("text", [index, each.paper, 0, each.media[:2]]) for index, each in enumerate(proof.pages)]
    assert len(opened) == 12
    assert texts == [each.text for each in Proof(long(), FOREIGN, []).pages]
    assert preflight.judge(long(), FOREIGN) == expected
