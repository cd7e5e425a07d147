"""The paper of a run's imposed sheets: what the copies share, as in the run's own file, and what the sheets share.

Each copy is a form XObject that the sheets draw; its box is the copy's bleed box, so that nothing of it reaches into
its neighbour. The copies have no parts of the document: PDF/VT knows whose pages are whose, and here a page is of many.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pressroom.marks import Group, Mark, Shape
from pressroom.paint.document import Stream, array, dictionary, name
from pressroom.paint.run_paper import RunPaper, Shared
from pressroom.paint.taken_over import taken_over, written
from pressroom.records import dataclass
from pressroom.sheet.geometry import Box, polygon
from pressroom.sheet.imposition import LINE, Plan

MARKS = "M"
"""The name under which sheets draw what is the same on all of them: their crop marks."""


@dataclass(frozen=True, slots=True)
class ImposedShared:
    """What the copies and the sheets of a file share.

    Attributes:
        shared: objects of the file; its entries are those of every sheet's page, without contents and resources.
        form: entries of the form of every copy.
        resources: entries of the resources of every sheet, but for its forms.
        marks: the entry of the form of crop marks, for the resources of every sheet.
    """

    shared: Shared
    form: bytes
    resources: bytes
    marks: bytes


def imposed(paper: RunPaper, name_: str, distinct: bytes, plan: Plan, segments: Sequence[Sequence[Mark]]) -> (
        ImposedShared):
    """The shared objects of a file.

    Args:
        paper: of the run.
        name_: of the file.
        distinct: what tells it from others.
        plan: of its sheets.
        segments: of a copy, as the paper has them.
    """
    # A copy's own crop marks and slug line would be clipped, and yet be read as words and lines of the sheet.
    last, sheet = len(segments) - 1, paper.fit.sheets[0]
    other = {(0, last): segments[last][:-1]} if sheet.slug and segments[last] else {}
    marks = paper.sheet_content(plan.height)
    marks.lines.append("0 0 0 1 k 0 0 0 1 K")
    marks.paint(tuple(_crop_marks(plan)))
    begun = paper.begun(name_, distinct, variable=False, other=other)
    file, page = begun.file, begun.entries[0]
    media = array([0, 0, round(plan.width, 4), round(plan.height, 4)])
    crop = file.add(Stream(marks.bytes(), {"Type": name("XObject"), "Subtype": name("Form"), "BBox": media,
                                           "Resources": begun.resources}))
    common: dict[str, object] = {kind: file.add(dictionary(entries.dict)) for kind, entries in page["Resources"]
                                 .dict.items() if kind in ("ExtGState", "Font", "ColorSpace")}  # type: ignore[attr-defined]
    form = {"Resources": begun.resources, "BBox": page.get("BleedBox", page["MediaBox"])}
    own: dict[str, object] = {"BleedBox": _corners(plan.block.grown(plan.bleed), plan),
                              "TrimBox": _corners(plan.block, plan)}
    if "Group" in page:
        own["Group"] = file.add(page["Group"], "PageGroup")
    # The tree's resources are those of the copies: where these are read back, fonts are looked up there.
    inherited: dict[str, object] = {"Resources": begun.resources, "MediaBox": media, "CropBox": media}
    file.add_page({"Resources": begun.resources}, b"")
    content = file.bytes()
    return ImposedShared(taken_over(content, (written(file, own),), written(file, inherited)), written(file, form),
                         written(file, common), written(file, {MARKS: crop}))


def _crop_marks(plan: Plan) -> Iterable[Mark]:
    lines = plan.crop_lines(plan.trims())
    yield Group(tuple(Shape(polygon(line, closed=False), width=LINE, registration=True) for line in lines),
                role="artifact")


def _corners(box: Box, plan: Plan) -> object:
    """A box in PDF coordinates."""
    return array([round(box.x0, 4), round(plan.height - box.y1, 4), round(box.x1, 4), round(plan.height - box.y0, 4)])
