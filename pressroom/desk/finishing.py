"""The finishing of a piece on its job ticket: cassette, hem and eyelets, in millimetres."""

from __future__ import annotations

from pressroom.findings import N_
from pressroom.sheet.units import to_mm
from pressroom.stages import Piece
from pressroom.text.translation import Translate, filled


def finishing(piece: Piece) -> dict[str, object] | None:
    """What is done to the sheet after it is printed, with lengths in millimetres; None where nothing is."""
    finish = piece.finish
    if finish.is_empty:
        return None
    sides = {side: round(to_mm(getattr(finish.hidden, side)), 1) for side in ("top", "bottom", "left", "right")}
    rings = finish.eyelets
    return {"hidden_mm": {side: deep for side, deep in sides.items() if deep}, "hem_mm": round(to_mm(finish.hem), 1),
            "eyelets": {"every_mm": round(to_mm(rings.every), 1), "inset_mm": round(to_mm(rings.inset), 1)}
            if rings else None}


def finishing_rows(piece: Piece, translate: Translate) -> list[tuple[str, str]]:
    """The same as a row of the ticket's page, and the scale of its file; no row for what does not apply."""
    sides = {"top": N_("top"), "bottom": N_("bottom"), "left": N_("left"), "right": N_("right")}
    parts = [filled(translate(N_("hidden at the {side}: {depth} mm")),
                    {"side": translate(word), "depth": f"{to_mm(deep):g}"})
             for side, word in sides.items() if (deep := getattr(piece.finish.hidden, side))]
    if piece.finish.hem:
        parts.append(filled(translate(N_("hem of {depth} mm on all sides")), {"depth": f"{to_mm(piece.finish.hem):g}"}))
    if rings := piece.finish.eyelets:
        parts.append(filled(
            translate(N_("eyelets every {every} mm at most, {inset} mm from the edge, one in each corner")),
            {"every": f"{to_mm(rings.every):g}", "inset": f"{to_mm(rings.inset):g}"}))
    rows = [(N_("Finishing"), "; ".join(parts))] if parts else []
    if piece.scale != 1.0:
        rows.append((N_("Scale of the file"), f"1:{piece.scale:g}"))
    return rows
