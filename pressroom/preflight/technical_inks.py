"""Files without technical inks, such as die lines: the sheet as printed."""

from __future__ import annotations

import io
from collections.abc import Collection

from pressroom.pdf.objects import Pdf, name, resolved


def without_technical_inks(pdf: bytes, technical: Collection[str]) -> bytes:
    """The file with its technical inks renamed to `/None`, which paints nothing (ISO 32000-1, 8.6.6.4)."""
    import pypdf
    from pypdf.generic import NameObject

    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(pdf), strict=False))
    writer.pdf_header = pdf[:8].decode("latin-1")
    waiting: list[Pdf] = [resolved(each) for each in writer._objects]
    while waiting:
        holder = waiting.pop()
        if isinstance(holder, dict):
            waiting += [each for each in dict.values(holder) if isinstance(each, dict | list)]
        elif isinstance(holder, list):
            if len(holder) == 4 and name(holder[0]) == "Separation" and name(holder[1]) in technical:
                holder[1] = NameObject("/None")
            waiting += [each for each in list.__iter__(holder) if isinstance(each, dict | list)]
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
