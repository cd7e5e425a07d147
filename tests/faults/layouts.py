"""Mistakes in what layouts share, and in the numbers of their sheets."""

from __future__ import annotations

from pressroom.findings import Finding
from tests.faults.bench import FOOT, STATEMENT, Bench, edits, trips
from tests.review.composition import pieces
from tests.wordings import confirmed

GROUND = "layouts/parts/ground.yaml"

edits("part-nesting", name=GROUND, old="elements:\n", new="elements:\n  - {part: poster-ground}\n")
edits("parts-differ", name=FOOT, old="elements:\n",
      new="styles:\n  small: {font: text, size: 9pt, reads: practical}\n\nelements:\n")
edits("part-parameter", name=GROUND, old="elements:\n", new="with:\n  ink: {says: its ink}\n\nelements:\n")
edits("sheet-numbers", of="triptych-access", name="layouts/triptych.yaml",
      old="sheets:\n  - elements:", new="sheets:\n  - each: [1, 5]\n    elements:")


@trips("data-notice")
def sheet_to_sign_that_says_nothing_of_the_data(bench: Bench) -> list[Finding]:
    bench.run("new", "signatures", "--layout", "signature-sheet")
    path = bench.path("materials/signatures.yaml")
    path.write_text(confirmed(path.read_text("utf-8")), "utf-8")
    return bench.run("check", "signatures")


@trips("part-unused")
def part_that_no_layout_uses(bench: Bench) -> list[Finding]:
    bench.edit(STATEMENT, "  - {part: foot}", "")
    bench.write("layouts/parts/notes.yaml", bench.path(FOOT).read_bytes())
    return bench.run("check")


@trips("headline-tops")
def headlines_that_stand_on_what_is_below_them(bench: Bench) -> list[Finding]:
    pieces.add_to(bench.root)
    bench.edit("layouts/composed.yaml", 'style: headline, anchor: capitals', 'style: headline, anchor: bottom')
    bench.edit("materials/composed-two.yaml", "Tarifs justes, vite.", "Kinés.")
    return bench.run("check", "composed-one", "composed-two")
