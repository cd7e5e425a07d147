"""Texts over several pages: every word once and in order, no line alone, one structure to hear; releases; a letter."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdf
import pytest

from pressroom import load, prose, resolve
from pressroom.cache import Cache
from pressroom.elements.context import Words
from pressroom.findings import Place, Refused
from pressroom.fit import fit
from pressroom.marks import Group, Mark, TextRun
from pressroom.paint import paint
from pressroom.resolve.appearance import faces
from pressroom.resolve.context import Context
from pressroom.sheet.units import mm
from pressroom.stages import Fit, Piece
from tests import work
from tests.conftest import ROOT

Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]
WORDS = ("kinésithérapeute", "le", "convention", "patients", "un", "soin", "d’urgence", "anticonstitutionnel", "à",
         "rééducation", "et", "l’Assurance", "maladie", "négociations", "de", "calendrier")
PLAIN = "Le soin que nous donnons chaque jour à nos patients a un prix, et ce prix ne suit plus celui de la vie. "


@cache
def kept() -> Cache:
    return Cache(ROOT / ".cache")


@cache
def release() -> Piece:
    return resolve.piece(load.job(ROOT), resolve.Choice("opposition", "A4", "members", "online"), kept())


def texted(markdown: str) -> Piece:
    return replace(release(), blocks=prose.blocks(markdown))


def sentence(count: int, start: int = 0) -> str:
    return " ".join(f"{WORDS[(start + at) % len(WORDS)]}{start + at}" for at in range(count))


def runs(marks: tuple[Mark, ...], heard: bool = True) -> Iterator[TextRun]:
    for mark in marks:
        if isinstance(mark, Group) and not (heard and mark.role == "artifact"):
            yield from runs(mark.marks, heard)
        elif isinstance(mark, TextRun):
            yield mark


def body(made: Fit) -> str:
    """What the glyphs of the text itself read as, from the first page to the last."""
    text = ""
    for sheet in made.sheets:
        for mark in sheet.marks:
            if isinstance(mark, Group) and mark.thread:
                text += "".join(run.text for run in runs(mark.marks)) + " "
    return " ".join(text.replace("\u00ad ", "").replace("\u00ad", "").split())


@pytest.mark.parametrize("count", [1, 2, 12, 60, 200, 333, 400, 750, 1500])
def test_a_text_of_any_length_gives_every_word_once_and_in_order(count: int) -> None:
    words = sentence(count)
    text = "\n\n".join(" ".join(words.split()[at:at + 83]) for at in range(0, count, 83))
    assert body(fit(texted(text), kept())) == words


def test_ten_thousand_words_in_one_paragraph_are_set_with_bounded_work() -> None:
    words = (PLAIN * 500).strip()
    assert len(words.split()) > 10_000
    with work.calls() as done:
        made = fit(texted(words), kept())
    assert done.calls < 6_000_000  # 190 for each word; a square of their number would be 100 million
    assert len(made.sheets) > 15
    assert body(made) == words


def baselines(made: Fit) -> Iterator[tuple[int, int, list[float]]]:
    """Of each block on each sheet: the sheet, the thread, and the baselines of its lines."""
    def blocks(marks: tuple[Mark, ...]) -> Iterator[Group]:
        for mark in marks:
            if isinstance(mark, Group) and mark.role in ("paragraph", "heading") and mark.thread:
                yield mark
            elif isinstance(mark, Group):
                yield from blocks(mark.marks)
    for number, sheet in enumerate(made.sheets):
        for group in blocks(sheet.marks):
            yield number, group.thread, sorted({round(run.y, 2) for run in runs(group.marks)})


@pytest.mark.parametrize("lead", range(0, 44, 3))
def test_no_line_of_a_paragraph_stands_alone_at_the_foot_or_the_head_of_a_sheet(lead: int) -> None:
    text = "\n\n".join([sentence(lead * 9 + 1), *(sentence(60, 100 * number) for number in range(9))])
    made = fit(texted(text), kept())
    assert len(made.sheets) > 1
    parts: dict[int, list[int]] = {}
    for _, thread, lines in baselines(made):
        parts.setdefault(thread, []).append(len(lines))
    assert all(len(lines) == 1 or min(lines) >= 2 for lines in parts.values()), parts


@pytest.mark.parametrize("lead", range(150, 330, 20))
def test_a_heading_stands_over_two_lines_of_its_text(lead: int) -> None:
    text = f"{sentence(lead)}\n\n## Un intertitre\n\n{sentence(90, 500)}"
    made = fit(texted(text), kept())
    found = [(sheet, lines) for sheet, _, lines in baselines(made)]
    heading = next(at for at, (_, lines) in enumerate(found) if len(lines) == 1)
    assert found[heading + 1][0] == found[heading][0]
    assert len(found[heading + 1][1]) >= 2


def test_no_sheet_ends_on_a_divided_word_and_all_words_keep_to_the_body() -> None:
    made = fit(texted("\n\n".join(PLAIN * (4 + number % 3) for number in range(14))), kept())
    for sheet in made.sheets:
        last = max((run for run in runs(sheet.marks) if run.y < mm(268)), key=lambda run: (run.y, run.x))
        assert "\u00ad" not in last.text
        for run in runs(sheet.marks):
            assert run.x >= mm(20) - 0.1
            assert run.x + run.width <= mm(210 - 24) + 12  # a stop may hang, a space ends a line
            assert run.y <= mm(297 - 14)


def test_numbers_of_a_list_stand_under_each_other_by_their_last_figure() -> None:
    made = fit(texted("\n".join(f"{number}. point" for number in range(1, 13))), kept())
    ends, begins = set(), set()
    for sheet in made.sheets:
        for holder in (mark for mark in sheet.marks if isinstance(mark, Group) and mark.role == "numbered-list"):
            for item in holder.marks:
                assert isinstance(item, Group)
                assert item.role == "item"
                label, words = list(runs(item.marks[:1])), list(runs(item.marks[1:]))
                ends.add(round(label[-1].x + sum(glyph.advance for glyph in label[-1].glyphs[:-1]) * label[-1].size, 1))
                begins.add(round(words[0].x, 0))
    assert len(ends) == 1
    assert len(begins) == 1


def test_a_word_wider_than_the_column_is_refused_at_its_place() -> None:
    with pytest.raises(Refused) as caught:
        fit(texted("a\n\n" + "x" * 200), kept())
    assert [item.code for item in caught.value.findings] == ["overset"]


def structure(content: bytes) -> list[Any]:
    """The structure tree as nested lists: tag, then kids; content as (page, MCID)."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    pages = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)
             if page.indirect_reference}

    def kid(item: Any, page: int) -> Any:
        given = item.get_object()
        if isinstance(given, int):
            return page, int(given)
        if given.get("/Type") == "/MCR":
            return pages[given.raw_get("/Pg").idnum], int(given["/MCID"])
        return "link" if given.get("/Type") == "/OBJR" else element(given)

    def element(given: Any) -> list[Any]:
        page = pages[given.raw_get("/Pg").idnum] if "/Pg" in given else 0
        kids = given["/K"]
        return [given["/S"], *(kid(one, page) for one in (kids if isinstance(kids, list) else [kids]))]
    root: Any = reader.trailer["/Root"]
    return element(root["/StructTreeRoot"]["/K"])


def tags(tree: list[Any]) -> list[str]:
    return [tree[0], *(tag for one in tree[1:] if isinstance(one, list) for tag in tags(one))]


def test_a_paragraph_over_two_pages_is_one_to_who_hears_it() -> None:
    made = paint(fit(texted("\n\n".join(PLAIN * (4 + number % 3) for number in range(12))), kept()), kept()).content
    spread = [one for one in structure(made)[1:] if len({kid[0] for kid in one[1:] if isinstance(kid, tuple)}) > 1]
    assert spread
    assert {one[0] for one in spread} == {"/P"}


def test_headings_lists_quotes_and_links_are_heard_as_such() -> None:
    text = "## A\n\ntexte [lien](https://a.example/) suite\n\n### B\n\n1. un\n   - deux\n\n> cité"
    made = paint(fit(texted(text), kept()), kept()).content
    tree = structure(made)
    assert tags(tree) == ["/Document", "/Figure", "/P", "/P", "/H1", "/P", "/H2", "/P", "/Link", "/H3", "/L", "/LI",
                          "/Lbl", "/LBody", "/P", "/L", "/LI", "/Lbl", "/LBody", "/P", "/BlockQuote", "/P"]
    (linked,) = [one for one in tree[1:] if any(isinstance(kid, list) for kid in one[1:]) and one[0] == "/P"]
    assert [type(kid) for kid in linked[1:]] == [tuple, list, tuple]
    assert linked[2][0] == "/Link"
    assert linked[2][-1] == "link"


def test_a_link_over_two_lines_is_one_link_with_two_places_to_click() -> None:
    made = paint(fit(texted(f"{sentence(6)} [{sentence(18)}](https://a.example/)"), kept()), kept()).content
    page = pypdf.PdfReader(io.BytesIO(made)).pages[0]
    boxes = [[float(edge) for edge in note.get_object()["/Rect"]] for note in page["/Annots"]]
    assert len(boxes) >= 2
    assert all(upper[1] >= lower[3] - 8 for upper, lower in pairwise(boxes))
    assert tags(structure(made)).count("/Link") == 1


def folded(text: str) -> str:
    """White space as one space, divided words joined."""
    return " ".join(re.sub(r"[\u00ad\ufffe\x02]\s*", "", text).split())


@pytest.mark.parametrize("name", ["opposition", "access", "forgotten"])
def test_every_release_is_published_whole_and_read_back_exactly(name: str, project: Path, render: Render) -> None:
    code, _, err = render(name, "--out", "out")
    assert code == 0, err
    reader = pypdf.PdfReader(project / f"out/releases/{name}.pdf")
    made = json.loads((project / "out/manifest.json").read_text(encoding="utf-8"))["files"]
    entry = next(item for item in made if item["path"] == f"releases/{name}.pdf")
    assert entry["edition"] == "members"
    assert len(entry["pages"]) == len(reader.pages) >= 1
    read = folded(" ".join(page["text"] for page in entry["pages"]))
    piece = resolve.piece(load.job(project), resolve.Choice(name, "A4", "members", "online"), kept())
    around = [piece.words[0][key].text for key in ("label", "dateline", "title", "standfirst")]
    issue = f"{piece.words[0]['organisation'].text}, {piece.words[0]['issue'].text}"
    count = len(reader.pages)
    for part in [*around, piece.words[0]["title"].text, issue, *(f"{number}/{count}" for number in range(1, count + 1)),
                 *[issue] * (count - 1)]:
        assert folded(part) in read, part
        read = " ".join(read.replace(folded(part), "", 1).split())
    assert read == folded(prose.plain(piece.blocks).replace("\n", " "))
    assert {item["path"] for item in made if item["edition"] == "preview"} == {
        path.relative_to(project / "out").as_posix() for path in (project / "out/previews").iterdir()}
    assert reader.metadata
    assert "{" not in (reader.metadata.title or "")
    code, told, _ = render(name, "--out", "out")
    assert code == 0
    assert told.startswith("up to date")


def test_a_shorter_text_takes_the_pictures_of_its_last_pages_away(project: Path, render: Render) -> None:
    assert render("forgotten", "--out", "out")[0] == 0
    file = project / "materials/releases/forgotten.yaml"
    text = file.read_text(encoding="utf-8")
    assert (project / "out/previews/forgotten-A4-2.png").exists()
    file.write_text(text[:text.index("  ## ")], encoding="utf-8")
    assert render("forgotten", "--out", "out")[0] == 0
    left = {path.name for path in (project / "out/previews").iterdir()}
    assert left == {"forgotten-A4.png"}
    assert "forgotten-A4-2" not in (project / "out/manifest.json").read_text(encoding="utf-8")


def test_an_embargo_is_said_until_its_day_and_stands_in_the_manifest(project: Path, render: Render, edit: Edit) -> None:
    edit("materials/releases/access.yaml", "signed: president", "signed: president\nembargo: 2023-02-01")
    code, _, err = render("access", "--out", "out", "--today", "2023-01-31")
    assert code == 0
    assert re.search(r"materials/releases/access.yaml:\d+:\d+: warning: access is under embargo until 2023-02-01", err)
    made = json.loads((project / "out/manifest.json").read_text(encoding="utf-8"))["files"]
    assert {item["embargo"] for item in made} == {"2023-02-01"}
    first = (project / "out/releases/access.pdf").read_bytes()
    text = pypdf.PdfReader(io.BytesIO(first)).pages[0].extract_text()
    assert "Sous embargo jusqu’au 1er février 2023" in text.replace("\u00a0", " ")
    code, _, err = render("access", "--out", "out", "--today", "2023-02-01", "--fresh")
    assert code == 0
    assert "embargo" not in err
    assert (project / "out/releases/access.pdf").read_bytes() == first


def test_one_name_for_two_pieces_in_two_folders_is_refused(project: Path, render: Render,
                                                           only: Callable[..., None]) -> None:
    only("petition", "access")
    source = (project / "materials/releases/access.yaml").read_text(encoding="utf-8")
    (project / "materials/releases/petition.yaml").write_text(source, encoding="utf-8")
    code, _, err = render("check")
    assert code == 1
    assert "materials/releases/petition.yaml: error: petition cannot name a piece" in err


@pytest.mark.parametrize(("old", "new", "rule"), [
    ("signed: president", "signed: presidnt", "unknown-name"), ("date: 2023-01-20", "date: 2023-13-20", "wrong-value"),
    ("place: Saint-Laurent-du-Var", "plce: Nice", "unknown-key"), ("layout: release", "layout: notice", "kind-differs"),
    ("body: |", "body: |\n  texte\n\nbdy: |", "unknown-key"),
    ("{figures.no-doctor} de personnes n'ont", "{figures.no-docter} de personnes n'ont", "unknown-name")])
def test_mistakes_in_a_release_are_said_at_their_line(
        render: Render, edit: Edit, old: str, new: str, rule: str) -> None:
    edit("materials/releases/access.yaml", old, new)
    code, _, err = render("check", "access")
    assert code == 1
    assert re.search(rf"materials/releases/access.yaml:\d+:\d+: error: .*\[{rule}\]", err), err


def test_a_poster_cannot_take_the_layout_of_a_text(render: Render, edit: Edit) -> None:
    edit("materials/petition.yaml", "layout: statement", "layout: release")
    code, _, err = render("check", "petition")
    assert code == 1
    assert "kind-differs" in err


@pytest.mark.parametrize(("old", "new", "says"), [
    ("    quote: {style: text", "    qote: {style: text", "does not say how a quote is set"),
    ("links: blue", "links: bleu", "there is no ink bleu"),
    ("    item: {style: text", "    item: {style: txt", "there is no style txt"),
    ("kind: body, name: body, at: {left: 60mm, top: 34mm",
     "kind: shape, ink: blue, name: body, at: {left: 60mm, top: 34mm", "no element of kind body")])
def test_mistakes_in_a_texts_layout_are_said(render: Render, edit: Edit, old: str, new: str, says: str) -> None:
    edit("layouts/release.yaml", old, new)
    edit("materials/releases/access.yaml", "  ## Une porte", "  > cité\n\n  - point\n\n  "
         + "De quoi remplir deux pages. " * 60 + "\n\n  ## Une porte")
    code, _, err = render("check", "access")
    assert code == 1
    assert says in err


def letter(**known: str) -> Piece:
    """A letter's page, with what is known; all else is to be filled in."""
    job = load.job(ROOT)
    layout, base = job.layouts["letter"], release()
    desk = Context(job, resolve.Choice("opposition", "A4", "members", "online"), kept(), job.materials["opposition"],
                base.document, layout, job.documents["layouts/letter.yaml"])
    words = {name: Words(known.get(name.replace("-", "_"), name), Place(Path("letter.yaml")), name,
                         blank=name.replace("-", "_") not in known) for name in layout.slots}
    blocks = (prose.Paragraph(prose.text("Objet : réouverture des négociations"), "subject"),
              prose.Paragraph(prose.text("Madame la Ministre,"), "greeting"),
              *prose.blocks("Un *texte*.\n\n- un\n- deux"),
              prose.Paragraph(prose.text("Veuillez agréer, Madame la Ministre, mes salutations."), "close"),
              prose.Paragraph(prose.text("Signature"), "signature"))
    return replace(base, kind="letter", layout="letter", spec=layout, layout_document=desk.layout_document,
                   words=(words,), blocks=blocks, faces=faces(desk), title="Lettre")


def test_a_letters_recipient_shows_in_the_envelopes_window() -> None:
    made = fit(letter(recipient_name="Agnès Firmin Le Bodo", recipient_office="Ministre déléguée"), kept())
    (sheet,) = made.sheets
    (window,) = [mark for mark in sheet.marks if isinstance(mark, Group) and any(
        "Ministre déléguée" in run.text for run in runs(mark.marks)) and mark.role == "paragraph"]
    first = min(runs(window.marks), key=lambda run: run.y)
    assert mm(100) <= first.x <= mm(110) + 0.5
    assert mm(45) <= first.y - first.size * 0.73 <= mm(50)
    assert max(run.y for run in runs(window.marks)) < mm(99)  # the first fold


def test_what_is_to_be_filled_in_stands_in_grey_over_dots_and_is_read() -> None:
    made = fit(letter(place="Nice", date="le 1er mars 2023"), kept())
    content = paint(made, kept()).content
    text = " ".join(pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text().split())
    assert "sender-name" in text
    assert "Nice, le 1er mars 2023" in text.replace("\u00a0", " ")
    grey = {run.text.strip() for run in runs(made.sheets[0].marks) if run.ink.name == "grey"}
    assert "sender-town" in grey
    assert not any("Nice" in words for words in grey)
    assert tags(structure(content))[:3] == ["/Document", "/P", "/P"]
    assert "/H1" in tags(structure(content))
