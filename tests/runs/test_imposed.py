"""Imposed runs: sheets that are cut and stacked give every record in its order; this is done here with the files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from pressroom.findings import Refused
from pressroom.records import dataclass
from pressroom.runs.imposed_file import ImposedNumbers
from pressroom.runs.make import make
from pressroom.runs.request import RunOutcome, RunRequest
from tests.runs.tables import rows, write_run, write_table

Render = Callable[..., tuple[int, str, str]]
Rectangle = tuple[float, float, float, float]
MM = 72 / 25.4
PLACES = 6  # of A6 on SRA3
LAYOUT = """title: Voucher
says: A name and a code. For what is handed over.
kind: poster
variant: blue
made-for: [portrait, landscape, A6]
grid: {columns: 12, rows: 24, margin: 5.5%, gutter: 1.6%}

slots:
  headline: {says: whose it is, most-words: 12, sample: "Gare du Nord."}

styles:
  headline: {font: display, size: [12pt, 9%], floor: 3mm, balance: true, role: heading, reads: headline}

elements:
  - {part: poster-styles}
  - {part: ground}
  - {kind: text, name: headline, at: c1-12 r1-9, text: "{headline}", style: headline, ink: accent, anchor: capitals}
  - {kind: shape, name: foot, at: {left: 0%, right: 0%, top: 44%, bottom: 0%}, bleed: [left, right, bottom], ink: foot}
  - {kind: qr, at: c1-6 r12-20, on: foot, align: left}
  - {kind: imprint, at: c1-12 r22-24, ink: foot-words}
"""
MATERIAL = """title: Un bon
kind: poster
layout: voucher
formats: [A6, A3]
audience: patients
date: 2023-01-20
version: 1
variant: blue
link: petition
words:
  headline: "Un bon"
"""
YAML = """title: Un bon par cabinet
material: voucher
formats: [A6]
records: cabinets.csv
columns: {practice: Cabinet, town: Ville, code: Code}
key: code
words:
  headline: "{record.practice}\\n{record.town}"
link: {key: petition, parameters: {c: "{record.code}"}}
"""


def prepare(project: Path, records: Sequence[tuple[str, str, str]], yaml: str = YAML) -> None:
    (project / "layouts/voucher.yaml").write_text(LAYOUT, encoding="utf-8")
    (project / "materials/voucher.yaml").write_text(MATERIAL, encoding="utf-8")
    write_run(project, yaml, "bons")
    write_table(project, records)


def made(project: Path, name: str = "bons", impose: str = "SRA3", out: str = "out", **options: object) -> RunOutcome:
    return make(RunRequest(project, name, project / out, impose=impose, **options))  # type: ignore[arg-type]


def refused(project: Path, **options: str) -> set[str]:
    with pytest.raises(Refused) as raised:
        made(project, **options)
    return {item.code for item in raised.value.findings if item.fails}


@dataclass(frozen=True, slots=True)
class Sheets:
    """An imposed file, as a cutter sees it: its crop marks, and the paper between them.

    Attributes:
        path: the file.
        lines: its crop marks, from point to point.
        width, height: of its sheets, in points.
    """

    path: Path
    lines: tuple[Rectangle, ...]
    width: float
    height: float

    def cells(self) -> list[Rectangle]:
        """What is cut out: left, bottom, right and top, row after row from the head of the sheet."""
        across = sorted({x0 for x0, _, x1, _ in self.lines if x0 == x1})
        down = sorted({y0 for _, y0, _, y1 in self.lines if y0 == y1}, reverse=True)
        return [(x0, y0, x1, y1) for y1, y0 in zip(down[::2], down[1::2], strict=True)
                for x0, x1 in zip(across[::2], across[1::2], strict=True)]

    def bleeds(self) -> list[Rectangle]:
        """The cells with three millimetres around each."""
        return [(x0 - 3 * MM, y0 - 3 * MM, x1 + 3 * MM, y1 + 3 * MM) for x0, y0, x1, y1 in self.cells()]

    def stacked(self) -> list[str]:
        """The words of each leaf after the sheets were cut, and pile 1 laid on pile 2, both on pile 3, and so on."""
        document = pypdfium2.PdfDocument(self.path)
        sheets = [[page.get_textpage().get_text_bounded(*cell) for cell in self.cells()] for page in document]
        document.close()
        return [" ".join(sheet[pile].split()).replace("\u2010", "-") for pile in range(len(self.cells()))
                for sheet in sheets]

    def codes(self) -> list[str]:
        """What the codes of the leaves hold, in the same order; nothing for an empty leaf."""
        document = pypdfium2.PdfDocument(self.path)
        sheets = []
        for page in document:
            picture = page.render(scale=3).to_pil()
            cut = [picture.crop((round(3 * x0), round(3 * (self.height - y1)), round(3 * x1),
                                 round(3 * (self.height - y0)))) for x0, y0, x1, y1 in self.cells()]
            sheets.append([" ".join(each.text for each in zxingcpp.read_barcodes(leaf)) for leaf in cut])
        document.close()
        return [sheet[pile] for pile in range(len(self.cells())) for sheet in sheets]

    def labels(self, sheet: int) -> list[tuple[str, Rectangle]]:
        """The words of a sheet (from 0) outside of all cells, each with its box."""
        document = pypdfium2.PdfDocument(self.path)
        words = document[sheet].get_textpage()
        boxes = [words.get_rect(number) for number in range(words.count_rects())]
        found = [(words.get_text_bounded(*box).strip(), box) for box in boxes
                 if not any(meet(box, cell) for cell in self.cells())]
        document.close()
        return found


def meet(one: Rectangle, other: Rectangle) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def opened(path: Path) -> Sheets:
    with pikepdf.open(path) as pdf:
        [*_, width, height] = map(float, pdf.pages[0].MediaBox)
        drawn = pdf.pages[0].Resources.XObject.M.read_bytes().decode()
    lines = tuple((float(x0), float(y0), float(x1), float(y1)) for x0, y0, x1, y1 in re.findall(
        r"([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l S", drawn))
    return Sheets(path, lines, width, height)


def imposed(outcome: RunOutcome) -> Sheets:
    [path] = [path for path in outcome.files if "-on-" in path.name]
    return opened(path)


def in_order(leaves: Sequence[str], records: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    """What is wrong with the leaves of a stack."""
    for number, (leaf, (practice, town, _)) in enumerate(zip(leaves, records, strict=False)):
        if not leaf.startswith(f"{practice} {town}"):
            yield f"leaf {number} says {leaf}"
    yield from (f"leaf {number} is not empty" for number, leaf in enumerate(leaves) if number >= len(records) and leaf)


@pytest.mark.parametrize("count", [1, PLACES - 1, PLACES, PLACES + 1, 3 * PLACES - 2])
def test_the_piles_of_the_cut_sheets_laid_on_each_other_are_all_records_in_order(project: Path, count: int) -> None:
    records = rows(count)
    prepare(project, records)
    sheets = imposed(made(project))
    leaves = sheets.stacked()
    assert len(sheets.cells()) == PLACES
    assert len(leaves) == PLACES * -(-count // PLACES)
    assert [*in_order(leaves, records)] == []
    wanted = [f"https://chng.it/2pnk55wX?c={code}" for _, _, code in records]
    assert sheets.codes() == [*wanted, *[""] * (len(leaves) - count)]


def test_a_thousand_records_are_in_order_with_a_short_last_pile_and_the_same_bytes_from_one_process_or_two(
        project: Path) -> None:
    records = rows(1003)
    prepare(project, records)
    one, two = (made(project, out=f"out{count}", workers=count) for count in (1, 2))
    assert [path.read_bytes() for path in one.files] == [path.read_bytes() for path in two.files]
    sheets = imposed(one)
    leaves = sheets.stacked()
    assert (len(leaves), one.stacks[0].sheets, one.stacks[0].places) == (168 * PLACES, 168, PLACES)
    assert [*in_order(leaves, records)] == []


def test_each_places_pile_sheet_and_key_stand_beside_it_outside_of_every_bleed_and_on_the_paper(project: Path) -> None:
    records = rows(3 * PLACES - 2)
    prepare(project, records)
    sheets = imposed(made(project))
    for sheet in range(3):
        labels = sheets.labels(sheet)
        shown = [(place, place * 3 + sheet) for place in range(PLACES) if place * 3 + sheet < len(records)]
        assert sorted(words for words, _ in labels) == sorted(
            f"pile {place + 1} · feuille {sheet + 1}/3 · {records[at][2]}" for place, at in shown)
        for words, box in labels:
            assert not any(meet(box, bleed) for bleed in sheets.bleeds())
            assert min(box[0], box[1], sheets.width - box[2], sheets.height - box[3]) >= 1 * MM
            x0, _, x1, _ = sheets.cells()[int(words.split()[1]) - 1]
            assert x0 < box[0] < box[2] < x1


@pytest.mark.parametrize("paper", ["SRA3", "A3", "A4", "330x480mm", "SRA2"])
def test_crop_marks_point_at_every_cut_and_none_enters_a_bleed_or_leaves_the_paper(project: Path, paper: str) -> None:
    prepare(project, rows(2))
    outcome = made(project, impose=paper)
    sheets = imposed(outcome)
    assert len(sheets.cells()) == outcome.stacks[0].places
    for x0, y0, x1, y1 in sheets.cells():
        assert (x1 - x0, y1 - y0) == pytest.approx((105 * MM, 148 * MM), abs=0.01)
    for x0, y0, x1, y1 in sheets.lines:
        line = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        assert not any(meet(line, (left + 0.01, foot + 0.01, right - 0.01, head - 0.01))
                       for left, foot, right, head in sheets.bleeds())
        assert min(line[0], line[1], sheets.width - line[2], sheets.height - line[3]) >= 1 * MM - 0.01
    gaps = {round(right - left, 2) for left, right in zip(
        sorted(x1 for _, _, x1, _ in sheets.cells()[:-1]), sorted(x0 for x0, *_ in sheets.cells()[1:]), strict=True)
            if right > left}
    assert gaps <= {round(6 * MM, 2)}


@pytest.mark.parametrize(("paper", "places", "landscape"), [
    ("SRA3", 6, True), ("A3", 4, False), ("A4", 2, True), ("330x480mm", 8, True), ("SRA2", 12, False)])
def test_the_sheet_is_turned_so_that_most_places_stand_on_it(
        project: Path, paper: str, places: int, landscape: bool) -> None:
    prepare(project, rows(2))
    outcome = made(project, impose=paper)
    sheets = imposed(outcome)
    assert (outcome.stacks[0].places, sheets.width > sheets.height) == (places, landscape)


def test_a_sheet_is_a_page_whose_trim_is_its_block_and_each_record_a_form_as_large_as_its_bleed(project: Path) -> None:
    prepare(project, rows(PLACES + 1))
    sheets = imposed(made(project))
    whole = [pick(each) for pick, each in zip((min, min, max, max), zip(*sheets.cells(), strict=True), strict=True)]
    with pikepdf.open(sheets.path) as pdf:
        for page in pdf.pages:
            assert [float(each) for each in page.TrimBox] == pytest.approx(whole, abs=0.01)
            grown = [edge + way * 3 * MM for edge, way in zip(whole, (-1, -1, 1, 1), strict=True)]
            assert [float(each) for each in page.BleedBox] == pytest.approx(grown, abs=0.01)
            assert page.CropBox == page.MediaBox
            forms = [form for name, form in page.Resources.XObject.items() if name != "/M"]
            assert len({form.Resources.objgen for form in forms}) == 1
            for form in forms:
                x0, y0, x1, y1 = map(float, form.BBox)
                assert (x1 - x0, y1 - y0) == pytest.approx((111 * MM, 154 * MM), abs=0.01)
        assert [len(page.Resources.XObject) for page in pdf.pages] == [5, 4]
        assert "/DPartRoot" not in pdf.Root
        assert b"GTS_PDFXVersion" in pdf.Root.Metadata.read_bytes()
        assert b"pdfvtid:GTS" not in pdf.Root.Metadata.read_bytes()


def test_the_file_of_the_run_itself_is_the_same_with_and_without_its_sheets(project: Path) -> None:
    prepare(project, rows(5))
    with_sheets, without = made(project), made(project, impose="", out="other")
    assert with_sheets.files[0].read_bytes() == without.files[0].read_bytes()
    assert [path.name for path in with_sheets.files] == ["bons-A6.pdf", "bons-A6-on-sra3.pdf"]
    assert [path.name for path in without.files] == ["bons-A6.pdf"]


def test_each_file_of_so_many_records_has_sheets_of_its_own(project: Path) -> None:
    records = rows(20)
    prepare(project, records)
    outcome = made(project, per_file=13)
    names = [path for path in outcome.files if "-on-" in path.name]
    assert [path.name for path in names] == ["bons-A6-001-on-sra3.pdf", "bons-A6-002-on-sra3.pdf"]
    for path, own in zip(names, (records[:13], records[13:]), strict=True):
        assert [*in_order(opened(path).stacked(), own)] == []


def test_a_row_that_is_left_out_leaves_no_gap_in_the_piles(project: Path) -> None:
    records = rows(9)
    prepare(project, [*records[:4], ("", "", "00099"), *records[4:]])
    outcome = made(project, skip_bad=True)
    assert outcome.left_out == [6]
    assert [*in_order(imposed(outcome).stacked(), records)] == []


def test_keys_are_cut_where_they_are_long_and_signs_that_the_face_lacks_are_question_marks(project: Path) -> None:
    long = "Maison de santé pluriprofessionnelle " * 5
    prepare(project, [("Un", "Paris", "\u05d01"), ("Deux", "Paris", f"{long}."), ("Trois", "Paris", "É-\u4e00")],
            re.sub("link: .*", "link: petition", YAML))
    labels = dict(imposed(made(project)).labels(0))
    assert "pile 1 · feuille 1/1 · ?1" in labels
    assert "pile 3 · feuille 1/1 · É-?" in labels
    [cut] = [words for words in labels if words.startswith("2 ·")]
    assert cut.endswith("…")
    assert long.startswith(cut.removeprefix("2 · 1/1 · ").rstrip("…"))


@pytest.mark.parametrize("printer", ["online", "offset", "leaflets"])
def test_preflight_finds_no_fault_in_the_sheets_whatever_marks_the_copies_have(
        project: Path, render: Render, printer: str) -> None:
    prepare(project, rows(PLACES + 1), f"{YAML}printer: {printer}\n")
    sheets = imposed(made(project))
    code, out, err = render("preflight", str(sheets.path))
    assert code == 0, out + err
    assert {words.split()[0] for words, _ in sheets.labels(0)} == {"pile"}


def test_records_at_each_others_places_are_noticed_and_nothing_is_written(
        project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare(project, rows(PLACES + 1))
    right = ImposedNumbers.on_sheet
    monkeypatch.setattr(ImposedNumbers, "on_sheet", lambda numbers, sheet: [
        right(numbers, sheet)[place] for place in (1, 0, 2, 3, 4, 5)])
    assert refused(project) == {"record-differs"}
    assert [*(project / "out/runs").rglob("*.pdf")] == []


@pytest.mark.parametrize(("before", "after", "paper", "code"), [
    ("", "", "SRA9", "run-paper"), ("[A6]", "[A3]", "A3", "run-paper-small"),
    ("[A6]", "[A3, A6]", "A4", "run-paper-small"),
    ("key: code", "key: code\nedition: members\nas: files", "SRA3", "run-not-imposed"),
    ("key: code", "key: code\nas: files", "SRA3", "run-not-imposed")])
def test_what_cannot_be_cut_from_sheets_is_refused_before_anything_is_made(
        project: Path, before: str, after: str, paper: str, code: str) -> None:
    prepare(project, rows(2), YAML.replace(before, after))
    assert refused(project, impose=paper) == {code}
    assert not (project / "out").exists()


@pytest.mark.parametrize("material", ["triptych-access", "leaflet"])
def test_pieces_of_several_pages_are_refused(project: Path, material: str) -> None:
    yaml = re.sub("words:\n.*\n", "", YAML).replace("voucher", material).replace("[A6]", "[A4]")
    prepare(project, rows(2), yaml)
    assert refused(project) == {"run-not-imposed"}


def test_the_command_says_how_the_piles_are_laid_together(project: Path, render: Render) -> None:
    prepare(project, rows(PLACES + 1))
    code, out, err = render("run", "bons", "--impose", "SRA3")
    assert code == 0, err
    assert "bons-A6-on-sra3.pdf: 2 sheets to cut into 6 piles; then pile 1 goes on pile 2" in out
