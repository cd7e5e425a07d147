"""What annotations paint that print with the page: their colours, fonts and pictures are on the plates too."""

from __future__ import annotations

from pressroom.pdf.appearances import printed_appearances
from pressroom.pdf.objects import Pdf, entry, numbers, rectangle, resolved, stream_id
from pressroom.preflight.walk.matrix import box_through, matrix_of, times
from pressroom.preflight.walk.state import GraphicsState
from pressroom.preflight.walk.walker import AFTER_CONTENT, Walker


def _walk_annotations(walker: Walker, page: Pdf) -> None:
    for raw, placed in printed_appearances(page):
        form = resolved(raw)
        matrix = times(matrix_of(numbers(entry(form, "/Matrix"))), times(matrix_of(placed), walker.base))
        corners = rectangle(entry(form, "/BBox"))
        walker.state = GraphicsState(walker.base)
        with walker.into_list(walker.annotations):
            walker.into(form, stream_id(form), matrix, box_through(matrix, *corners) if corners else None)


AFTER_CONTENT.append(_walk_annotations)
