"""Codes on pieces: where they stand, what they hold, what stands beside them, and what is told of the rest."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import zxingcpp
from PIL import Image

from pressroom import load, resolve
from pressroom.cache import Cache
from pressroom.fit import fit
from pressroom.marks import Group
from pressroom.stages import Fit
from tests.specs.test_links import IBAN, PETITION, with_link

Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]

# 97 characters, as newsletters write them: a code of version 6.
LONG = "https://www.alize-kine.org/petition?utm_source=affiche&utm_medium=papier&utm_campaign=2023#signer"
TWO = """
title: Two codes
kind: poster
variant: blue
slots: {headline: {says: the words, sample: Un mot}}
styles:
  headline: {font: display, size: [34pt/m, 40%], balance: true, role: heading, reads: headline}
  caption: {font: text.semibold, size: [8pt, 2.6%], reads: caption}
  imprint: {font: text, size: [6pt, 1.3%], reads: imprint}
elements:
  - {kind: shape, at: sheet, bleed: [left, right, top, bottom], ink: ground}
  - {kind: shape, name: paper, at: {top: 66%}, bleed: [left, right, bottom], ink: foot}
  - {kind: text, at: c1-12 r1-12, text: "{headline}", style: headline}
  - {kind: qr, at: c1-4 r17-22, on: paper, align: left, caption: "{call}"}
  - {kind: qr, link: second, at: c9-12 r17-22, on: paper, align: left, caption: "{links.second.call}"}
  - {kind: imprint, at: c1-12 r24}
"""
PIECE = """
title: Deux codes
kind: poster
layout: two
formats: [A3]
date: 2023-01-20
link: petition
links: {second: kineconsult}
words: {headline: Deux codes}
"""


def fitted(project: Path, name: str, format_name: str = "A4", edition: Any = "press") -> Fit:
    cache = Cache(project / ".cache")
    return fit(resolve.piece(load.job(project), resolve.Choice(name, format_name, edition, "online"), cache), cache)


def made(project: Path) -> dict[str, list[dict[str, Any]]]:
    files = json.loads((project / "out/manifest.json").read_text(encoding="utf-8"))["files"]
    return {entry["edition"]: entry["pages"] for entry in files}


def level_of(project: Path, name: str) -> str:
    with Image.open(project / f"out/previews/{name}.png") as picture:
        (code,) = zxingcpp.read_barcodes(picture.convert("L"))
    return str(code.ec_level)


def test_a_long_address_stays_in_its_foot(project: Path, render: Render) -> None:
    with_link(project, f"    url: {LONG}\n    shown: alize-kine.org")
    code, _, err = render("petition", "--format", "A4")
    assert code == 0, err
    assert "contrast" not in err
    assert [page["qr"] for page in made(project)["press"]] == [[LONG]]
    (placed,) = (one for one in fitted(project, "petition").parts[0].placed if one.element.kind == "qr")
    height = fitted(project, "petition").piece.format.height
    assert placed.fitted.area
    assert placed.fitted.area.y0 >= 0.76 * height - 0.1


@pytest.mark.parametrize(("tracked", "told"), [
    (False, r"the code of petition has 114 characters; on A4 layouts/parts/foot\.yaml:\d+:5 has room for 106 "),
    (True, r"the code of petition has 136 characters, 22 of them for tracking; on A4 layouts/\S+ has room for 106 ")])
def test_a_code_that_outgrows_its_place_is_told_at_the_address_with_the_most_that_the_layout_carries(
        project: Path, render: Render, edit: Edit, tracked: bool, told: str) -> None:
    with_link(project, f"    url: {LONG}{'x' * 17}\n    shown: alize-kine.org")
    if tracked:
        edit("materials/campaign.yaml", "language: fr\n", "language: fr\ntracking: {on: true}\n")
    code, _, err = render("check", "petition")
    assert code == 1
    assert re.search(r"materials/campaign\.yaml:\d+:10: error: petition-A4: sheet 1: " + told, err), err
    assert re.search(r"hint: shorten it by \d+, or take a short link", err)
    assert "contrast" not in err
    assert "foot.yaml:13:5: error" not in err


def test_an_address_that_is_too_long_for_any_place_is_told_with_the_most(project: Path, render: Render) -> None:
    with_link(project, f"    url: {LONG}{'x' * 17}\n    shown: alize-kine.org")
    code, _, err = render("petition", "--format", "A2")
    assert code == 1
    assert "the code of petition is of version 7: many small modules [qr-dense]" in err
    assert "hint: give it a shorter content, of 106 characters at most" in err


def two_codes(project: Path, layout: str = TWO, piece: str = PIECE) -> None:
    (project / "layouts/two.yaml").write_text(layout.strip() + "\n", encoding="utf-8")
    (project / "materials/two.yaml").write_text(piece.strip() + "\n", encoding="utf-8")


def test_two_codes_are_both_listed_read_back_and_heard_in_their_order(project: Path, render: Render) -> None:
    two_codes(project)
    code, _, err = render("two")
    assert code == 0, err
    pages = made(project)
    both = ["https://chng.it/2pnk55wX", "https://bit.ly/3kNtNz1"]
    assert [page["qr"] for page in pages["press"]] == [both]
    assert [page["qr"] for page in pages["members"]] == [both]
    assert sorted(url for page in pages["tiled"] for url in page["qr"]) == sorted(both)
    with pikepdf.open(project / "out/members/two-A3.pdf") as pdf:
        alts = [str(figure.Alt) for figure in figures(pdf.Root.StructTreeRoot)]
        links = [str(one.A.URI) for one in pdf.pages[0].Annots if one.Subtype == "/Link"]
    assert alts == ["Signez la pétition chng.it/2pnk55wX", "Donnez votre avis bit.ly/3kNtNz1"]
    assert links == [both[0], both[0], both[1], both[1]]


def figures(node: Any) -> list[Any]:
    """The figures under a node of a structure tree, in reading order."""
    kids = node.get("/K", [])
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    inner = [figure for kid in kids if isinstance(kid, pikepdf.Dictionary) for figure in figures(kid)]
    return [node, *inner] if node.get("/S") == "/Figure" else inner


@pytest.mark.parametrize(("old", "new", "told"), [
    ("second: kineconsult", "second: kineconsul", r"materials/two\.yaml:7:17: error: .*there is no link kineconsul "),
    ("links: {second: kineconsult}\n", "", r"layouts/two\.yaml:14:22: error: .*the layout has a code second, and "),
    ("second: kineconsult", "second: kineconsult, secnd: site",
     r"materials/two\.yaml:7:30: error: .*the layout two has no code secnd ")])
def test_a_code_without_a_link_and_a_link_without_a_code_are_told(
        project: Path, render: Render, old: str, new: str, told: str) -> None:
    two_codes(project, piece=PIECE.replace(old, new))
    code, _, err = render("check", "two")
    assert code == 1
    assert re.search(told, err), err


def test_a_layout_may_name_a_link_of_the_campaign_itself(project: Path, render: Render) -> None:
    two_codes(project, TWO.replace("second", "kineconsult"), PIECE.replace("links: {second: kineconsult}\n", ""))
    code, _, err = render("two", "--edition", "press")
    assert code == 0, err
    assert made(project)["press"][0]["qr"] == ["https://chng.it/2pnk55wX", "https://bit.ly/3kNtNz1"]


@pytest.mark.parametrize(("wanted", "level"), [("M", "M"), ("Q", "Q"), ("H", "H")])
def test_a_layout_may_ask_for_more_correction(
        project: Path, render: Render, edit: Edit, wanted: str, level: str) -> None:
    edit("layouts/parts/foot.yaml", "{kind: qr, ", f"{{kind: qr, correction: {wanted}, ")
    assert render("petition", "--format", "A4", "--edition", "preview")[0] == 0
    assert level_of(project, "petition-A4") == level


def test_a_donation_has_level_m_its_own_caption_and_the_iban_in_words(
        project: Path, render: Render, edit: Edit) -> None:
    edit("layouts/parts/foot.yaml", "{kind: qr, ", "{kind: qr, correction: H, ")
    edit("layouts/parts/foot.yaml", "align: left, caption", "shown: false, align: left, caption")
    with_link(project, f"    donation: {{name: Syndicat Alizé, iban: {IBAN}, message: Don}}")
    code, _, err = render("petition", "--format", "A4")
    assert code == 0, err
    (page,) = made(project)["press"]
    assert page["qr"] == ["BCD\n002\n1\nSCT\n\nSyndicat Alizé\nFR7630006000011234567890189\n\n\n\nDon"]
    text = " ".join(page["text"].split())
    assert "Don : avec l’appli de votre banque" in text
    assert "FR76 3000 6000 0112 3456 7890 189" in text
    assert "Scannez" not in text
    assert level_of(project, "petition-A4") == "M"
    with pikepdf.open(project / "out/members/petition-A4.pdf") as pdf:
        assert [one for one in pdf.pages[0].get("/Annots", []) if one.Subtype == "/Link"] == []
        alts = [str(figure.get("/Alt", "")) for figure in figures(pdf.Root.StructTreeRoot)]
    (alt,) = (alt for alt in alts if "FR76" in alt)
    assert " ".join(alt.split()) == "Don : avec l’appli de votre banque FR76 3000 6000 0112 3456 7890 189"


@pytest.mark.parametrize("edition", ["press", "members", "lowink"])
def test_a_donation_is_never_cut_by_a_seam_and_is_known_as_a_code(project: Path, edition: str) -> None:
    with_link(project, f"    donation: {{name: Syndicat Alizé, iban: {IBAN}}}")
    (sheet,) = fitted(project, "petition", "A3", edition).sheets
    assert [group.code for group in groups(sheet.marks) if group.code] == list(sheet.qr)


def groups(marks: Any) -> list[Group]:
    return [group for mark in marks if isinstance(mark, Group) for group in (mark, *groups(mark.marks))]


@pytest.mark.parametrize("link", [
    'tel: "+33 4 93 00 00 00"', "mailto: {to: contact@alize-kine.org, subject: Je veux agir}",
    'sms: {number: "+33612345678", message: Je signe}', "geo: [43.6757, 7.1747]\n    shown: Notre cabinet",
    'wifi: {network: "Cabinet_kiné *1", password: "une;phrase:secrète"}',
    "vcard: {name: Syndicat Alizé, telephone: \"+33493000000\"}", f"{PETITION.strip()}\n    capitals: 2023-01-15"])
def test_every_kind_of_code_is_made_read_back_and_passes(project: Path, render: Render, link: str) -> None:
    with_link(project, f"    {link}")
    code, _, err = render("petition", "--format", "A3")
    assert code == 0, err
    job = load.job(project)
    pages = made(project)
    assert pages["press"][0]["qr"] == pages["members"][0]["qr"] == [job.campaign.links["petition"].payload]


def test_captions_side_by_side_share_their_baseline(project: Path) -> None:
    two_codes(project)
    codes = [one.fitted for one in fitted(project, "two", "A3").parts[0].placed if one.element.kind == "qr"]
    first, second = ({round(run.y, 1) for group in groups(code.marks) if group.role == "caption"
                      for run in group.marks} for code in codes)  # type: ignore[union-attr]
    assert all(min(abs(one - other) for other in second) < 0.6 for one in first), (first, second)
