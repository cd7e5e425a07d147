"""A page with one of everything that a comparison looks at, and a change of each kind."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from tests.preflight.handmade import file

CONTENT = (b"/Knock gs 0.6 0.4 0 0 k 20 20 260 240 re f "
           b"/Over gs 0 0 0 1 k BT /F 24 Tf 40 200 Td (Kines) Tj ET "
           b"0 0 0 1 k BT /F 12 Tf 40 275 Td (note) Tj ET "
           b"/Knock gs /Spot cs 0.5 scn 200 40 40 40 re f "
           b"BT 3 Tr /F 8 Tf 40 30 Td (hidden one) Tj ET "
           b"q 60 0 0 60 60 60 cm /Pic Do Q")
PIXELS = bytes(range(0, 256, 4)) * 4 * 4
XMP = (b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
       b'<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
       b'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">'
       b'<dc:creator><rdf:Seq><rdf:li>Ada</rdf:li><rdf:li>Ben</rdf:li></rdf:Seq></dc:creator>'
       b'<xmp:ModifyDate>2024-01-01</xmp:ModifyDate><xmpMM:InstanceID>uuid:1</xmpMM:InstanceID>'
       b'</rdf:Description></rdf:RDF></x:xmpmeta>')
PAGE = (b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/TrimBox[20 20 280 280]/BleedBox[10 10 290 290]"
        b"/Contents 4 0 R/Resources 6 0 R/Annots[12 0 R]/StructParents 0>>")


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d %b>>\nstream\n%b\nendstream" % (len(content), entries, content)


def objects() -> dict[int, bytes]:
    return {
        1: b"<</Type/Catalog/Pages 2 0 R/OutputIntents[9 0 R]/Metadata 10 0 R/Lang(fr)/MarkInfo<</Marked true>>"
           b"/StructTreeRoot 13 0 R/PageLayout/SinglePage>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: PAGE, 4: stream(CONTENT),
        5: b"<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Quelle/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 126"
           b"/Widths[%b]>>" % b" ".join([b"500"] * 95),
        6: b"<</Font<</F 5 0 R>>/ExtGState<</Over 7 0 R/Knock<</Type/ExtGState/op false/OP false/OPM 1>>>>"
           b"/ColorSpace<</Spot[/Separation/Orange/DeviceCMYK 8 0 R]>>/XObject<</Pic 11 0 R>>>>",
        7: b"<</Type/ExtGState/op true/OP true/OPM 1>>",
        8: b"<</FunctionType 2/N 1/Domain[0 1]/C0[0 0 0 0]/C1[0 0.50 1 0]>>",
        9: b"<</Type/OutputIntent/S/GTS_PDFX/OutputConditionIdentifier(FOGRA39)>>",
        10: stream(XMP, b"/Type/Metadata/Subtype/XML"),
        11: stream(PIXELS, b"/Type/XObject/Subtype/Image/Width 16/Height 16/BitsPerComponent 8/ColorSpace/DeviceCMYK"),
        12: b"<</Type/Annot/Subtype/Link/Rect[0 0 50 50]/Border[0 0 0]/A<</S/URI/URI(https://example.org/a)>>>>",
        13: b"<</Type/StructTreeRoot/K[14 0 R]>>",
        14: b"<</Type/StructElem/S/Document/P 13 0 R/K[15 0 R 16 0 R]>>",
        15: b"<</Type/StructElem/S/H1/P 14 0 R>>", 16: b"<</Type/StructElem/S/Figure/P 14 0 R/Alt(a map)>>",
        17: b"<</Title(Petition)/ModDate(D:20240101000000Z)>>"}


def made(change: Callable[[dict[int, bytes]], None] | None = None) -> bytes:
    """The file, changed."""
    parts = objects()
    if change:
        change(parts)
    return file(parts).replace(b"/Root 1 0 R>>", b"/Root 1 0 R/Info 17 0 R/ID[<01><02>]>>")


def swap(number: int, old: bytes, new: bytes) -> Callable[[dict[int, bytes]], None]:
    """The change of a few bytes of an object; streams get their length anew."""
    def change(parts: dict[int, bytes]) -> None:
        assert old in parts[number], (old, parts[number])
        head, _, rest = parts[number].partition(b"stream\n")
        body = rest.removesuffix(b"\nendstream")
        if not rest:
            parts[number] = parts[number].replace(old, new)
        elif old in head:
            parts[number] = head.replace(old, new) + b"stream\n" + rest
        else:
            body = body.replace(old, new)
            entries = head.partition(b" ")[2].partition(b" ")[2].removesuffix(b">>\n")
            parts[number] = stream(body, entries)
    return change


def _second_page(parts: dict[int, bytes]) -> None:
    parts[2] = b"<</Type/Pages/Kids[3 0 R 18 0 R]/Count 2>>"
    parts[18] = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Resources<<>>>>"


def _deflated(parts: dict[int, bytes]) -> None:
    parts[11] = stream(zlib.compress(PIXELS), b"/Type/XObject/Subtype/Image/Width 16/Height 16/BitsPerComponent 8"
                                              b"/ColorSpace/DeviceCMYK/Filter/FlateDecode")


def _untagged(parts: dict[int, bytes]) -> None:
    parts[1] = parts[1].replace(b"/StructTreeRoot 13 0 R", b"").replace(b"/MarkInfo<</Marked true>>", b"")


Change = Callable[[dict[int, bytes]], None]
# By name: the change, the kinds that differ by what the content says, and words of the report, from old to new.
CHANGES: dict[str, tuple[Change, set[str], str]] = {
    "a page more": (_second_page, {"pages"}, "2 pages instead of 1"),
    "unseen words": (swap(4, b"hidden one", b"hidden two"), {"words"}, "gone “one”; new “two”"),
    "a tint by half a percent": (swap(4, b"0.6 0.4 0 0 k", b"0.605 0.4 0 0 k"), {"plates"}, "the plate Cyan differs"),
    "a tint": (swap(4, b"0.6 0.4 0 0 k", b"0.6 0.8 0 0 k"), {"plates", "pixels"}, "the plate Magenta differs"),
    "a path more": (swap(4, b"q 60 0", b"0 0 1 0 k 220 220 30 30 re f q 60 0"), {"plates", "pixels"},
                    "the plate Yellow differs"),
    "the name of a spot ink": (swap(6, b"/Orange", b"/Rouge"), {"plates", "spots"},
                               "the spot ink “Rouge” is in the new file only (on 1 page: 1)"),
    "what stands in for a spot ink": (swap(8, b"0.50", b"0.51"), {"spots"},
                                      "other colours stand in for the spot ink “Orange”"),
    "overprint above colour": (swap(4, b"/Over gs 0 0 0 1 k BT /F 24", b"/Knock gs 0 0 0 1 k BT /F 24"),
                               {"plates", "overprint"}, "“Kines” knocks out in the new file, and overprints"),
    "overprint above paper": (swap(4, b"0 0 0 1 k BT /F 12", b"/Knock gs 0 0 0 1 k BT /F 12"), {"overprint"},
                              "“note” knocks out in the new file, and overprints in the old one"),
    "overprint of a path": (swap(4, b"/Knock gs /Spot", b"/Over gs /Spot"), {"plates", "overprint"},
                            "a path overprints in the new file, and knocks out in the old one"),
    "the mode of overprint": (swap(7, b"/OPM 1", b"/OPM 0"), {"plates", "overprint"}, "overprints (mode 0)"),
    "the trim": (swap(3, b"/TrimBox[20 20 280 280]", b"/TrimBox[28.504 20 288.504 280]"), {"boxes"},
                 "the trim (TrimBox) moved by 3.0 mm to the right"),
    "the trim, down": (swap(3, b"/TrimBox[20 20 280 280]", b"/TrimBox[20 14.331 280 274.331]"), {"boxes"},
                       "the trim (TrimBox) moved by 2.0 mm down"),
    "the size of the trim": (swap(3, b"/TrimBox[20 20 280 280]", b"/TrimBox[20 20 271.496 280]"), {"boxes"},
                             "the trim (TrimBox) is 88.7 x 91.7 mm instead of 91.7 x 91.7 mm"),
    "the bleed": (swap(3, b"/BleedBox[10 10 290 290]", b"/BleedBox[15 15 285 285]"), {"boxes"},
                  "the bleed (BleedBox) is 95.2 x 95.2 mm instead of 98.8 x 98.8 mm"),
    "the visible part": (swap(3, b"/TrimBox", b"/CropBox[10 10 290 290]/TrimBox"), {"boxes"},
                         "the old page stated no visible part (CropBox)"),
    "the paper": (swap(3, b"[0 0 300 300]", b"[-30 -30 330 330]"), {"boxes"},
                  "the paper (MediaBox) is 127.0 x 127.0 mm instead of 105.8 x 105.8 mm"),
    "the rotation": (swap(3, b"/TrimBox", b"/Rotate 90/TrimBox"), {"boxes"}, "turned by 90° instead of 0°"),
    "the unit": (swap(3, b"/TrimBox", b"/UserUnit 2/TrimBox"), {"boxes"}, "2.0 points instead of 1.0 (UserUnit)"),
    "a font": (swap(5, b"Quelle", b"Anders"), {"fonts"}, "the font Anders is in the new file only"),
    "the coding of a picture": (_deflated, {"pictures"}, "stored as FlateDecode 8 bit instead of - 8 bit"),
    "the colours of a picture": (swap(11, b"/Width 16/Height 16/BitsPerComponent 8/ColorSpace/DeviceCMYK",
                                      b"/Width 32/Height 32/BitsPerComponent 8/ColorSpace/DeviceGray"),
                                 {"pictures", "pixels", "plates"}, "a picture in DeviceGray instead of DeviceCMYK"),
    "the intent": (swap(9, b"FOGRA39", b"FOGRA47"), {"intent"}, "“FOGRA47” instead of “FOGRA39”"),
    "no intent": (swap(1, b"/OutputIntents[9 0 R]", b""), {"intent"}, "in the old file only: FOGRA39"),
    "the title": (swap(17, b"Petition", b"Tract"), {"metadata"}, "Title is “Tract” instead of “Petition”"),
    "the second author": (swap(10, b"Ben", b"Bea"), {"metadata"}, "dc:creator is “Ada; Bea” instead of “Ada; Ben”"),
    "the language": (swap(1, b"/Lang(fr)", b"/Lang(en)"), {"tags"}, "the language is “en” instead of “fr”"),
    "an alternative text": (swap(16, b"a map", b"a photo"), {"tags"},
                            "figure 1: its alternative text is “a photo” instead of “a map”"),
    "a heading": (swap(15, b"/H1", b"/H2"), {"tags"}, "headings: H2 instead of H1"),
    "no tags": (_untagged, {"tags"}, "the new file is not tagged, the old one tagged"),
    "the order of tags": (swap(14, b"15 0 R 16 0 R", b"16 0 R 15 0 R"), {"tags"}, "the same tags are in another order"),
    "a link": (swap(12, b"org/a", b"org/b"), {"other"}, "an annotation (link, note, field) differs"),
    "the catalogue": (swap(1, b"/SinglePage", b"/OneColumn"), {"other"}, "differs: PageLayout"),
}
