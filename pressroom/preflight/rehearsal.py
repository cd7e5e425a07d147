"""A first file for a process that waits: what every judgement compiles, loads or opens once is then done.

The first file that a process judges takes a third longer than the next ones: expressions and methods are compiled when
they are first used, and libraries set themselves up. A process that judges beside one that builds has time before its
first file comes.
"""

from __future__ import annotations

from pressroom.brief import Brief, PageBrief

BRIEF = Brief(edition="press", standard="PDF/X-4", bleed=3.0, ours=True,
              pages=(PageBrief(trim=(66.0, 66.0), words=("AB",), qr=("https://example.org",)),))
_CONTENT = (b"q 0 0 0 1 k /A gs 9 9 20 20 re f 0 0 0 1 K 1 w 5 5 m 60 60 l 50 40 30 20 10 5 c S Q "
            b"q 9 0 0 9 40 40 cm /P Do Q BT 0 0 0 1 k /F 9 Tf 1 0 0 1 9 50 Tm [(A) -3 (B)] TJ ET")
_OBJECTS = (
    b"<< /Type /Catalog /Pages 2 0 R /Metadata 8 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] /TrimBox [3 3 69 69] /BleedBox [0 0 72 72] /Contents 4 0 R"
    b" /Resources << /Font << /F 5 0 R >> /XObject << /P 6 0 R >> /ExtGState << /A << /OP true /op true /OPM 1 >> >> >>"
    b" >>",
    b"<< /Length %d >>\nstream\n%s\nendstream" % (len(_CONTENT), _CONTENT),
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1 >>\n"
    b"stream\n0\nendstream",
    b"<< /Title (A) /Trapped /False /CreationDate (D:20260101000000Z) /ModDate (D:20260101000000Z) >>",
    b"<< /Type /Metadata /Subtype /XML /Length 72 >>\nstream\n"
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a xmlns="b">c</a></x:xmpmeta>      \nendstream',
)


def sample() -> bytes:
    """A page of one line, one picture and two shapes."""
    file, places = b"%PDF-1.6\n", []
    for number, each in enumerate(_OBJECTS, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return file + (b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R /Info 7 0 R >>\nstartxref\n%d\n"
                   b"%%%%EOF\n" % (len(places) + 1, table, len(places) + 1, len(file)))
