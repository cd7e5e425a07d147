"""Each kind of difference between two files is named, from either side, and no other kind with it."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from pressroom import programs
from pressroom.desk.compare import Comparison, compare_files
from pressroom.desk.comparison import drawn
from pressroom.desk.comparison.difference import TITLES
from pressroom.desk.comparison.report import report
from pressroom.desk.original import original_of
from pressroom.text.translation import translator
from tests.desk import bring
from tests.desk.kinds import CHANGES, made, swap

Render = Callable[..., tuple[int, str, str]]


def compared(old: bytes, new: bytes) -> Comparison:
    return compare_files(*(original_of(Path(name), content, long=True) for name, content in (
        ("old.pdf", old), ("new.pdf", new))))


def texts(result: Comparison, language: str = "en") -> list[str]:
    return [each.text(translator(language)) for each in result.differences]


@pytest.fixture
def without_ghostscript(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "ghostscript", lambda: "")


@pytest.mark.usefixtures("without_ghostscript")
@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_named_by_its_kind_from_either_side(name: str) -> None:
    change, kinds, words = CHANGES[name]
    there, back = compared(made(), made(change)), compared(made(change), made())
    assert set(there.kinds) == set(back.kinds) == kinds
    assert any(words in text for text in texts(there)), texts(there)
    assert not there.equal
    assert not there.unread


def test_every_kind_has_a_change_that_names_it() -> None:
    assert set().union(*(kinds for _, kinds, _ in CHANGES.values())) == {*TITLES}


@pytest.mark.usefixtures("without_ghostscript")
@pytest.mark.parametrize("name", CHANGES)
def test_a_file_is_equal_to_itself_however_it_is_written(name: str) -> None:
    content, out = made(CHANGES[name][0]), io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(out, min_version="1.6", object_stream_mode=pikepdf.ObjectStreamMode.disable,
                 recompress_flate=True, fix_metadata_version=False)
    for other in (content, out.getvalue()):
        for old, new in ((content, other), (other, content)):
            result = compared(old, new)
            # a picture that was not compressed is so now, which is told
            assert {*result.kinds} <= {"pictures"}, texts(result)


@pytest.mark.usefixtures("without_ghostscript")
def test_dates_and_identifiers_alone_make_no_difference_and_are_told_apart() -> None:
    new = made(swap(17, b"20240101", b"20250202")).replace(b"<02>", b"<03>")
    for changed in (new, made(swap(10, b"2024-01-01", b"2025-01-01")), made(swap(10, b"uuid:1", b"uuid:2"))):
        result = compared(made(), changed)
        assert result.equal
        assert result.apart
    assert [each.values["key"] for each in compared(made(), new).apart] == ["ModDate", "ID"]


@pytest.mark.usefixtures("without_ghostscript")
def test_the_place_of_a_difference_is_told_from_the_trim() -> None:
    result = compared(made(), made(CHANGES["a path more"][0]))
    (pixels,) = (each for each in result.differences if each.kind == "pixels")
    assert pixels.area is not None
    assert (pixels.area.x0, pixels.area.y0) == pytest.approx((200, 30), abs=1)  # the trim begins at 20 of 300 points
    assert (pixels.area.width, pixels.area.height) == pytest.approx((30, 30), abs=1.5)


@pytest.mark.usefixtures("without_ghostscript")
def test_only_a_page_of_another_paper_and_another_trim_is_of_another_size() -> None:
    bigger = made(swap(3, b"/MediaBox[0 0 300 300]/TrimBox[20 20 280 280]",
                       b"/MediaBox[0 0 400 300]/TrimBox[20 20 380 280]"))
    assert any("of another size: 127.0 x 91.7 mm instead of 91.7 x 91.7 mm" in text
               for text in texts(compared(made(), bigger)))
    for name in ("the trim", "the size of the trim", "the paper", "the unit", "the rotation", "the bleed"):
        assert not any("another size" in text for text in texts(compared(made(), made(CHANGES[name][0]))))


@pytest.mark.usefixtures("without_ghostscript")
def test_plates_that_are_not_separated_are_told_in_every_report() -> None:
    result = compared(made(), made(CHANGES["overprint above colour"][0]))
    assert result.plates_by == "content"
    assert [item.code for item in result.findings] == ["not-compared"]
    assert "plates" in result.open_kinds
    page = report(result, "new", "en", translator("en"))["new-changes.html"].decode()
    assert "Plates were compared by what the content says, not separated." in page
    assert "Ghostscript is not installed" in page


def test_pages_that_one_file_has_alone_are_named_with_their_words_and_inks() -> None:
    old, new = bring.many(1, 1), bring.many(3, 1)
    for first, second, sentence in ((old, new, "3 pages instead of 1"), (new, old, "1 page instead of 3")):
        result = compared(first, second)
        assert result.kinds == ("pages",)
        assert texts(result) == [sentence]
        assert [change.page for change in result.pages] == [2, 3]


@pytest.mark.usefixtures("without_ghostscript")
def test_of_a_thousand_pages_only_those_that_differ_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    book, out = bring.many(1000), io.BytesIO()
    with pikepdf.open(io.BytesIO(book)) as pdf:
        pdf.pages[896].TrimBox = [0, 0, 290, 300]
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    other = out.getvalue()
    drawings: list[int] = []

    def may_draw(_: drawn.Drawing, page: int) -> bool:
        drawings.append(page)
        return True
    monkeypatch.setattr(drawn.Drawing, "may_draw", may_draw)
    result = compared(book, other)
    assert (result.count, result.kinds) == (1000, ("boxes",))
    assert {each.page for each in result.differences} == {897}
    assert drawings == [897]


@pytest.mark.usefixtures("without_ghostscript")
def test_pages_beyond_the_bound_are_told_and_their_plates_compared_by_content(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn, "MOST_PAGES", 2)
    result = compared(bring.many(5, 1), bring.many(5, 2))
    assert "too-much-to-compare" in {item.code for item in result.findings}
    assert {each.page for each in result.differences if each.kind == "pixels"} == {1, 2}
    assert {each.page for each in result.differences if each.kind == "plates"} == {1, 2, 3, 4, 5}
    assert not result.equal


def test_a_broken_page_is_told_and_the_rest_is_compared(project: Path, render: Render) -> None:
    (project / "old.pdf").write_bytes(made())
    (project / "new.pdf").write_bytes(made(swap(4, b"q 60 0 0 60", b"[ (never closed q 60 0 0 60")))
    code, out, err = render("compare", str(project / "old.pdf"), str(project / "new.pdf"))
    assert code == 1
    assert "[not-compared]" in err
    assert "Traceback" not in err
    assert "page 1" in out


def test_json_and_the_exit_code_name_what_differs(project: Path, render: Render) -> None:
    for name, content in (("old", made()), ("new", made(CHANGES["the intent"][0])), ("same", made())):
        (project / f"{name}.pdf").write_bytes(content)
    old, new, same = (str(project / f"{name}.pdf") for name in ("old", "new", "same"))
    code, out, _ = render("compare", old, new, "--json")
    told = json.loads(out)
    assert code == 0
    assert (told["equal"], told["kinds"], told["notCompared"]) == (False, ["intent"], [])
    assert told["differences"][0]["text"] == "the printing condition is “FOGRA47” instead of “FOGRA39”"
    assert Path(told["report"]).name == "new-changes.html"
    assert render("compare", old, new, "--exit-code")[0] == 1
    assert render("compare", old, new)[0] == 0
    code, out, _ = render("compare", old, same, "--exit-code", "--json")
    assert (code, json.loads(out)["equal"], json.loads(out)["kinds"]) == (0, True, [])


@pytest.mark.usefixtures("without_ghostscript")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_report_lists_every_kind_in_the_readers_language(language: str) -> None:
    result = compared(made(), made(CHANGES["a tint"][0]))
    files = report(result, "new", language, translator(language))
    page = files["new-changes.html"].decode()
    assert f'<html lang="{language}">' in page
    for kind, title in TITLES.items():
        assert f'data-kind="{kind}"' in page
        assert translator(language)(title) in page
    for name in ("before", "changes"):
        assert f'src="new-{name}-1.png"' in page
        assert files[f"new-{name}-1.png"].startswith(b"\x89PNG")


def test_names_and_words_of_files_are_no_markup_in_the_report() -> None:
    result = compared(made(), made(swap(17, b"Petition", b"<b>Tract</b>")))
    page = report(result, "<new>", "en", translator("en"))["<new>-changes.html"].decode()
    assert "<b>Tract" not in page
    assert "&lt;b&gt;Tract" in page


# Ghostscript's plates and the printing condition, on a press file of the project.


def spelled(pdf: pikepdf.Pdf, words: str) -> str:
    """A show of words in a font of the page that has their letters."""
    for name, font in pdf.pages[0].Resources.Font.items():
        codes = {bytes.fromhex(character.decode()).decode("utf-16-be", "replace"): code.decode() for code, character in
                 re.findall(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>\s*\n", font.ToUnicode.read_bytes())}
        if all(each in codes for each in words):
            return f"BT {name} 20 Tf 100 400 Td <{''.join(codes[each] for each in words)}> Tj ET"
    raise AssertionError(words)


def variant(press: bytes, state: str, change: Callable[[pikepdf.Pdf], None] = lambda _: None) -> bytes:
    """The press file with a black word on blue, under this graphics state."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(press)) as pdf:
        content = f"/GSk gs 0.6 0.4 0 0 k 0 0 612.3 858.9 re f /{state} gs 0 0 0 1 k {spelled(pdf, 'Kinés')}"
        pdf.pages[0].Contents = pdf.make_stream(content.encode())
        change(pdf)
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def moved(pdf: pikepdf.Pdf) -> None:
    edges = (float(edge) for edge in pdf.pages[0].TrimBox)
    pdf.pages[0].TrimBox = [edge + by for edge, by in zip(edges, (8.504, 0, 8.504, 0), strict=True)]


def turned(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Rotate = 270


def larger(pdf: pikepdf.Pdf) -> None:
    left, bottom, right, top = (float(edge) for edge in pdf.pages[0].MediaBox)
    pdf.pages[0].MediaBox = [left - 10, bottom - 17.3, right + 10, top + 17.3]
    if "/CropBox" in pdf.pages[0]:
        del pdf.pages[0].CropBox


def other_condition(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents[0].OutputConditionIdentifier = pikepdf.String("FOGRA47")


@pytest.fixture
def press(project: Path, render: Render) -> bytes:
    assert render("petition", "--format", "A4", "--edition", "press")[0] == 0
    return (project / "out/press/petition-A4.pdf").read_bytes()


@pytest.mark.external
@pytest.mark.skipif(not programs.ghostscript(), reason="not run: there is no Ghostscript")
def test_press_files_are_compared_on_their_plates_and_through_their_condition(press: bytes) -> None:
    old = variant(press, "GSo")
    result = compared(old, variant(press, "GSk"))
    assert {"plates", "overprint"} <= {*result.kinds} <= {"plates", "overprint", "pixels"}
    assert (result.condition, result.plates_by, result.findings) == ("FOGRA39", "separated", ())
    plates = [each for each in result.differences if each.kind == "plates"]
    assert [each.values["plate"] for each in plates] == ["Cyan", "Magenta"]
    (word,) = (each for each in result.differences if each.kind == "overprint")
    assert word.values["words"] == "Kinés"
    assert word.area is not None
    assert all(each.area and word.area.contains(each.area, 1.0) for each in plates)
    assert result.pages[0].plates.startswith(b"\x89PNG")
    for change, kinds in ((other_condition, ("intent",)), (moved, ("boxes",)), (turned, ("boxes",)),
                          (larger, ("boxes",))):
        for first, second in ((old, variant(press, "GSo", change)), (variant(press, "GSo", change), old)):
            assert compared(first, second).kinds == kinds, change
    assert texts(compared(old, variant(press, "GSo", moved))) == ["the trim (TrimBox) moved by 3.0 mm to the right"]
    assert texts(compared(old, variant(press, "GSo", moved)), "fr") == [
        "la boîte TrimBox (format fini) s’est déplacée de 3,0 mm vers la droite"]


@pytest.mark.external
@pytest.mark.skipif(not programs.ghostscript(), reason="not run: there is no Ghostscript")
def test_two_builds_of_one_piece_are_equal(press: bytes, project: Path, render: Render) -> None:
    assert render("petition", "--format", "A4", "--edition", "press", "--fresh")[0] == 0
    assert compared(press, (project / "out/press/petition-A4.pdf").read_bytes()).equal
