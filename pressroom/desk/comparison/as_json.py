"""A comparison in JSON values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pressroom.desk.comparison.difference import TITLES, Difference, PageChange, millimetres
from pressroom.publish.manifest import finding_to_json
from pressroom.sheet.units import to_mm
from pressroom.text.translation import Translate

if TYPE_CHECKING:
    from pressroom.desk.compare import Comparison


def as_json(comparison: Comparison, translate: Translate) -> dict[str, Any]:
    """Kinds and differences, with what was not compared; areas in millimetres from the trim's top-left.

    `plates` says how plates were compared: `separated`, by `content`, in `both` ways, or `none` where no page differs.
    """
    return {"equal": comparison.equal, "kinds": [*comparison.kinds],
            "differences": [_difference(each, translate) for each in comparison.differences],
            "pages": [_page(each) for each in comparison.pages],
            "apart": [_difference(each, translate) for each in comparison.apart],
            "notCompared": [finding_to_json(each) for each in comparison.findings],
            "plates": comparison.plates_by, "condition": comparison.condition}


def _difference(each: Difference, translate: Translate) -> dict[str, Any]:
    area = each.area and [millimetres(to_mm(edge)) for edge in (each.area.x0, each.area.y0, each.area.x1,
                                                                each.area.y1)]
    return {"kind": each.kind, "title": translate(TITLES[each.kind]), "page": each.page,
            "text": each.text(translate), "area_mm": area}


def _page(change: PageChange) -> dict[str, Any]:
    return {"page": change.page, "gone": [*change.gone], "come": [*change.come], "areas": change.areas,
            "share": change.share, "hasPicture": bool(change.picture), "hasPlates": bool(change.plates)}
