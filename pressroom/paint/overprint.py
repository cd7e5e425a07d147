"""The graphics states in which marks overprint or knock out (ISO 32000-1, 8.6.7)."""

from __future__ import annotations

from pressroom.paint.document import dictionary, name
from pressroom.paint.reportlab_documents import pdfdoc


def state(overprint: bool, mode: int = 1) -> object:
    """A graphics state; in mode 1, inks of 0 in DeviceCMYK leave what is below them as it is."""
    stated = pdfdoc.PDFtrue if overprint else pdfdoc.PDFfalse
    return dictionary({"Type": name("ExtGState"), "OP": stated, "op": stated, "OPM": mode})


OVERPRINT = {"GSo": state(True), "GSk": state(False)}
"""By the names that content uses: `GSo` overprints, `GSk` knocks out."""
