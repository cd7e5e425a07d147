"""What the studio refuses."""

from __future__ import annotations

from pressroom.findings import Finding
from pressroom.studio import lives, picture_files, piece_state, run_files, run_rows
from pressroom.studio.workspace import Workspace
from tests.faults.bench import PETITION, Bench, refusal, trips


@trips("not-changed-here")
def value_that_stands_in_two_places(bench: Bench) -> list[Finding]:
    bench.edit(PETITION, 'call: "Signez la pétition"', 'call: &call "Signez la pétition"')
    bench.edit(PETITION, 'scan: "Scannez et signez"', "scan: *call")
    workspace = Workspace(bench.root)
    try:
        return refusal(lambda: piece_state.change(workspace, "petition", ("words", "call"), None, "Signez", force=True))
    finally:
        workspace.close()


@trips("not-saved")
def copy_of_what_is_only_typed(bench: Bench) -> list[Finding]:
    workspace = Workspace(bench.root)
    try:
        piece_state.change(workspace, "petition", ("title",), None, "Autre titre", force=True)
        return refusal(lambda: lives.copy(workspace, "petition", "petition-2"))
    finally:
        workspace.close()


@trips("not-brought-back")
def name_that_another_has_taken(bench: Bench) -> list[Finding]:
    workspace = Workspace(bench.root)
    try:
        away = lives.put_away(workspace, "petition", "trash")
        lives.copy(workspace, "join", "petition")
        return refusal(lambda: lives.bring_back(workspace, away.place, away.number))
    finally:
        workspace.close()


@trips("picture-in-use")
def picture_that_a_piece_shows(bench: Bench) -> list[Finding]:
    workspace = Workspace(bench.root)
    try:
        return refusal(lambda: picture_files.delete(workspace, "treatment.svg"))
    finally:
        workspace.close()


@trips("picture-not-brought-back")
def picture_that_nobody_deleted(bench: Bench) -> list[Finding]:
    workspace = Workspace(bench.root)
    try:
        return refusal(lambda: picture_files.bring_back(workspace, "0001"))
    finally:
        workspace.close()


@trips("run-no-row")
def row_that_no_table_has(bench: Bench) -> list[Finding]:
    workspace = Workspace(bench.root)
    try:
        run_files.begin(workspace, "cabinets", "Une affiche par cabinet", "petition")
        (bench.root / "materials/runs/cabinets.csv").write_text("Cabinet\nDu Port\n", encoding="utf-8")
        run_files.change(workspace, "cabinets", {("records",): "cabinets.csv"})
        return refusal(lambda: run_rows.look(workspace, "cabinets", {"row": "977"}, show=False))
    finally:
        workspace.close()
