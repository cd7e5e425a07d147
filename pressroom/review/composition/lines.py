"""Lines of type by their ink: the boxes around the outlines of their glyphs."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.marks import TextRun
from pressroom.records import dataclass
from pressroom.sheet.geometry import Box, around
from pressroom.type.fonts import Face, face

# Runs whose baselines differ by less than this, in points, are one line.
_ONE_LINE = 0.01


@dataclass(frozen=True, slots=True)
class Line:
    """One line of type.

    Attributes:
        ink: the box around the outlines of its glyphs.
        pen: x where its first glyph begins.
        baseline: y.
        size: of its largest type.
    """

    ink: Box
    pen: float
    baseline: float
    size: float


class Lines:
    """Runs in lines; each face is asked for once."""

    def __init__(self) -> None:
        self._faces: dict[tuple[object, ...], Face] = {}  # by the identity of the font's path, which runs keep

    def of(self, runs: list[TextRun]) -> Iterator[Line]:
        """Every line that has ink, from the first run on."""
        line: list[TextRun] = []
        for run in [*runs, None]:
            if line and (run is None or abs(run.y - line[0].y) > _ONE_LINE):
                boxes = [box for one in line if (box := self.ink_of(one))]
                if boxes:
                    yield Line(around(boxes) or boxes[0], line[0].x, line[0].y, max([one.size for one in line]))
                line = []
            if run is not None:
                line.append(run)

    def ink_of(self, run: TextRun) -> Box | None:
        """The box around the outlines of a run's glyphs; None where it has none."""
        ink, size, glyphs = self.face(run).ink, run.size, run.glyphs
        boxes = {gid: box for gid in {glyph.gid for glyph in glyphs} if (box := ink(gid))[2] > box[0]}
        if not boxes:
            return None
        first = last = 0
        while glyphs[first].gid not in boxes:
            first += 1
        while glyphs[~last].gid not in boxes:
            last += 1
        advances = [glyph.advance for glyph in glyphs]
        left = sum(advances[:first]) + glyphs[first].dx + boxes[glyphs[first].gid][0]
        right = sum(advances[:~last]) + glyphs[~last].dx + boxes[glyphs[~last].gid][2]
        if any([glyph.dy for glyph in glyphs]):  # marks set above or below their letters
            drawn = [glyph for glyph in glyphs if glyph.gid in boxes]
            bottom = min(boxes[glyph.gid][1] + glyph.dy for glyph in drawn)
            top = max(boxes[glyph.gid][3] + glyph.dy for glyph in drawn)
        else:
            bottom, top = min([box[1] for box in boxes.values()]), max([box[3] for box in boxes.values()])
        return Box(run.x + left * size, run.y - top * size, run.x + right * size, run.y - bottom * size)

    def face(self, run: TextRun) -> Face:
        """The face of a run."""
        key = (id(run.font), run.instance)
        if key not in self._faces:
            self._faces[key] = face(run.font, run.instance)
        return self._faces[key]
