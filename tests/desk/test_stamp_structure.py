"""A stamped panel in a tagged file: readers hear it, and its link leads where the code does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
import pytest

Render = Callable[..., tuple[int, str, str]]
LINK = "https://www.alize-kine.org/"


@pytest.fixture
def members(project: Path, render: Render) -> Path:
    assert render("petition", "--format", "A4", "--edition", "members")[0] == 0
    return project / "out/members/petition-A4.pdf"


def stamp(render: Render, source: Path, target: Path, *more: str) -> str:
    code, _, err = render("stamp", str(source), "--link", "site", "--at", "top-right", "--size", "25mm", "-o",
                          str(target), *more)
    assert code == 0, err
    return err


def elements(node: Any) -> list[Any]:
    """Every structure element, in reading order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [one for kid in node for one in elements(kid)]
    if not isinstance(node, dict) or "/S" not in node:
        return elements(node["/K"]) if isinstance(node, dict) and node.get("/Type") == "/StructTreeRoot" else []
    return [node, *elements(node.get("/K", []))]


def numbered(node: Any) -> dict[int, Any]:
    """The tree of numbers, as a mapping."""
    pairs = list(node.get("/Nums", []))
    found = {int(key): value.get_object() for key, value in zip(pairs[::2], pairs[1::2], strict=True)}
    for kid in node.get("/Kids", []):
        found |= numbered(kid.get_object())
    return found


def check_heard(path: Path, page: int = 0) -> None:
    reader = pypdf.PdfReader(path)
    tree, leaf = reader.trailer["/Root"]["/StructTreeRoot"], reader.pages[page]
    link, figure = elements(tree)[-2:]
    assert (link["/S"], figure["/S"]) == ("/Link", "/Figure")
    assert figure["/P"].get_object() == link
    for words in ("www.alize-kine.org", "Édité par le Syndicat Alizé"):
        assert words in figure["/Alt"].replace("\u00a0", " ")
    rows = numbered(tree["/ParentTree"])
    mcid = int(figure["/K"])
    assert rows[int(leaf["/StructParents"])][mcid].get_object() == figure
    assert f"/Figure <</MCID {mcid}>> BDC".encode() in leaf.get_contents().get_data()
    note = leaf["/Annots"][-1].get_object()
    assert note["/A"]["/URI"] == LINK
    assert rows[int(note["/StructParent"])] == link
    assert link["/K"][1]["/Obj"].get_object() == note
    assert int(tree["/ParentTreeNextKey"]) > max(rows)
    left, bottom, right, top = (float(edge) for edge in note["/Rect"])
    assert 0 < left < right < leaf.mediabox.width
    assert leaf.mediabox.height / 2 < bottom < top < leaf.mediabox.height


def test_a_panel_on_a_tagged_file_is_a_figure_in_a_link(project: Path, render: Render, members: Path) -> None:
    before = pypdf.PdfReader(members)
    known = len(elements(before.trailer["/Root"]["/StructTreeRoot"]))
    stamp(render, members, project / "new.pdf")
    check_heard(project / "new.pdf")
    after = pypdf.PdfReader(project / "new.pdf")
    assert len(elements(after.trailer["/Root"]["/StructTreeRoot"])) == known + 2
    assert len(after.pages[0]["/Annots"]) == len(before.pages[0]["/Annots"]) + 1
    # Twice is no harder than once.
    stamp(render, project / "new.pdf", project / "newer.pdf", "--replace")
    check_heard(project / "newer.pdf")


def test_a_tree_of_several_leaves_is_followed(project: Path, render: Render, members: Path) -> None:
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject

    writer = pypdf.PdfWriter(clone_from=members)
    tree = writer.root_object["/StructTreeRoot"]
    pairs = list(tree["/ParentTree"]["/Nums"])
    leaves = [writer._add_object(DictionaryObject({
        NameObject("/Limits"): ArrayObject([NumberObject(int(key))] * 2),
        NameObject("/Nums"): ArrayObject([key, value])})) for key, value in zip(pairs[::2], pairs[1::2], strict=True)]
    tree[NameObject("/ParentTree")] = DictionaryObject({NameObject("/Kids"): ArrayObject(leaves)})
    writer.write(project / "kids.pdf")
    stamp(render, project / "kids.pdf", project / "new.pdf")
    check_heard(project / "new.pdf")
    last = pypdf.PdfReader(project / "new.pdf").trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Kids"][-1]
    assert [int(each) for each in last.get_object()["/Limits"]][1] == max(numbered(last.get_object()))


def test_a_structure_that_cannot_take_the_panel_is_told(project: Path, render: Render, members: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=members)
    del writer.root_object["/StructTreeRoot"]["/ParentTree"]
    writer.write(project / "broken.pdf")
    assert "[stamp-unheard]" in stamp(render, project / "broken.pdf", project / "new.pdf")
    assert b"/Artifact BMC q" in pypdf.PdfReader(project / "new.pdf").pages[0].get_contents().get_data()


def test_a_press_file_gets_no_link(project: Path, render: Render) -> None:
    assert render("petition", "--format", "A4", "--edition", "press")[0] == 0
    err = stamp(render, project / "out/press/petition-A4.pdf", project / "new.pdf", "--edition", "press")
    assert "stamp-unheard" not in err
    assert "/Annots" not in pypdf.PdfReader(project / "new.pdf").pages[0]
