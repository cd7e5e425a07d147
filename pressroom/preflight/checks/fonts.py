"""Fonts: embedded, with correct widths, and readable as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pressroom.findings import N_, Severity
from pressroom.pdf.objects import entry, items, name
from pressroom.preflight.check import Fault, check, fault, not_run
from pressroom.preflight.font_program import UnreadableFont
from pressroom.preflight.glyph_maps import glyph_map
from pressroom.preflight.proof import Proof
from pressroom.preflight.spoils import Spoil, changed, drop, first_font, painted, pypdf_object, stream
from pressroom.preflight.walk.typeface import Typeface

_WIDTH_TOLERANCE = 1.01  # thousandths of the size: rounding to whole ones on either side


@check("font-embedded", sees="font",
       why=N_("A font that is not inside the file is replaced by another, and lines run over or vanish."),
       mend=N_("Embed every font, including the standard fourteen."), source="ISO 15930-7:2010 (PDF/X-4), rule 10",
       needs=("finished",), spoil=changed(lambda writer: drop(entry(
           items(entry(first_font(writer), "/DescendantFonts"))[0], "/FontDescriptor"), "/FontFile2")))
def font_embedded(proof: Proof) -> Iterator[Fault]:
    """Every font that shows text is embedded, with what readers need to know of it."""
    for face, (_, page) in proof.fonts_shown.items():
        if face.program[1] is None and face.kind != "Type3":
            yield fault(N_("the font {font} is not embedded"), page=page, font=face.label)
        elif face.kind != "Type3" and (missing := _lacking(face)):
            yield fault(N_("the font {font} has no valid {key}, which readers need to show it"), page=page,
                        font=face.label, key=missing)


def _lacking(face: Typeface) -> str:
    """A required entry of an embedded font that is missing (ISO 32000-1, tables 111, 117, 121 and 122).

    Readers show nothing of a CID font without its kind; PDFium takes one for another.
    """
    required = [(face.font, "BaseFont"), (face.descendant, "BaseFont"), (face.descriptor, "FontName")]
    for holder, key in required:
        if not name(entry(holder, f"/{key}")):
            return key
    if face.composite and name(entry(face.descendant, "/Subtype")) not in ("CIDFontType0", "CIDFontType2"):
        return "Subtype"
    return "CIDSystemInfo" if face.composite and entry(face.descendant, "/CIDSystemInfo") is None else ""


def _wider(writer: Any) -> None:
    widths = items(entry(items(entry(first_font(writer), "/DescendantFonts"))[0], "/W"))[1]
    widths[0] = pypdf_object(int(widths[0]) + 6)


@check("font-widths", sees="font",
       why=N_("If the stated widths differ from the font's own, letters overlap or spread in some programs; Acrobat "
              "refuses such a file as PDF/X-4."),
       mend=N_("Write the widths of the embedded font program."),
       source="ISO 32000-1:2008, 9.2.4; ISO 15930-7:2010 (PDF/X-4), rule 10", needs=("finished",),
       spoil=changed(_wider))
def font_widths(proof: Proof) -> Iterator[Fault]:
    """Stated widths are the font program's, for every code shown."""
    for face, (codes, page) in proof.fonts_shown.items():
        if face.program[1] is None:
            continue
        try:
            font_program, glyph_of = glyph_map(face, codes)
            off = [code for code, glyph in glyph_of.items()
                   if glyph < font_program.glyphs and not font_program.is_missing(glyph)
                   and abs(font_program.width(glyph) - face.width(code)) > _WIDTH_TOLERANCE]
        except UnreadableFont as reason:
            yield not_run(N_("the widths of {font} were not compared: {reason}"), page=page, font=face.label,
                          reason=str(reason))
            continue
        if not face.composite and len(glyph_of) < len(codes):
            yield not_run(N_("not compared with {font}, whose glyphs go by name: {count} width{count||s}"), page=page,
                          count=len(codes) - len(glyph_of), font=face.label)
        if off:
            yield fault(N_("{font}: {count} width{count||s} unlike the font program’s, e.g. code {code}: {stated} "
                           "instead of {real}"), page=page, count=len(off), font=face.label, code=off[0],
                        stated=round(face.width(off[0]), 1), real=round(font_program.width(glyph_of[off[0]]), 1))


@check("font-cidtogid", sees="font",
       why=N_("A composite TrueType font must state the glyph of each number, or wrong letters are printed."),
       mend=N_("Write CIDToGIDMap into every embedded CIDFontType2."),
       source="ISO 32000-1:2008, table 117; ISO 15930-7:2010 (PDF/X-4), rule 10", needs=("finished",),
       spoil=changed(lambda writer: drop(items(entry(first_font(writer), "/DescendantFonts"))[0], "/CIDToGIDMap")))
def font_cidtogid(proof: Proof) -> Iterator[Fault]:
    """Every embedded CIDFontType2 has a CIDToGIDMap."""
    for face, (_, page) in proof.fonts_shown.items():
        if (name(entry(face.descendant, "/Subtype")) == "CIDFontType2" and face.program[1] is not None
                and entry(face.descendant, "/CIDToGIDMap") is None):
            yield fault(N_("{font} has no CIDToGIDMap"), page=page, font=face.label)


def _code_spoil(code: int, maps_to: str | None) -> Spoil:
    """A spoil that shows one code in a copy of the first font with another ToUnicode map, or an empty one."""
    def copy(writer: Any) -> Any:
        new = first_font(writer).clone(writer, force_duplicate=True)
        cmap = b"" if maps_to is None else b"1 beginbfchar <%04X> <%s> endbfchar" % (code, maps_to.encode())
        new[pypdf_object("/ToUnicode")] = writer._add_object(stream(cmap))
        return new
    return painted(f"0 0 0 1 k BT /Copy 30 Tf 1 0 0 1 {{x0}} {{y1}} Tm 60 -80 Td <{code:04X}> Tj ET",
                   {"/Font": {"/Copy": copy}})


def _for_readers(proof: Proof) -> Severity | None:
    """A warning in press files of other programs, as text that cannot be searched or heard prints well."""
    return Severity.WARNING if proof.brief.edition != "members" and not proof.brief.ours else None


@check("font-tounicode", sees="font",
       why=N_("A glyph without a character in the font's map cannot be searched, copied or read aloud."),
       mend=N_("Write a ToUnicode map with an entry for every code that is shown."),
       source="ISO 32000-1:2008, 9.10; ISO 14289-1:2014 (PDF/UA-1), 7.21.7",
       needs=("finished",), spoil=_code_spoil(1, None))
def font_tounicode(proof: Proof) -> Iterator[Fault]:
    """Every code shown has an entry in the ToUnicode map."""
    for face, (codes, page) in proof.fonts_shown.items():
        reads_as = face.reads_as
        if reads_as is None:
            # the encoding of a simple font states its characters
            if face.composite or entry(face.font, "/Encoding") is None or proof.brief.ours:
                yield fault(N_("{font} has no ToUnicode map"), page=page, font=face.label,
                            severity=_for_readers(proof))
        elif unmapped := sorted(code for code in codes if code not in reads_as):
            yield fault(N_("{font}: {count} code{count||s} without an entry in its ToUnicode map, e.g. {code}"),
                        page=page, count=len(unmapped), font=face.label, code=unmapped[0], severity=_for_readers(proof))


def _unsearchable(characters: str) -> bool:
    return not characters or any(
        ord(each) in (0, 0xFEFF, 0xFFFD, 0xFFFE) or 0xE000 <= ord(each) <= 0xF8FF or 0xFB00 <= ord(each) <= 0xFB06
        for each in characters)


@check("font-reads-as", sees="font",
       why=N_("A glyph that reads as nothing, as a private character or as a ligature is lost to search and to "
              "screen readers: “efficace” is not found."),
       mend=N_("Map every glyph to the characters it stands for, ligatures to several."),
       source="ISO 14289-1:2014 (PDF/UA-1), 7.21.7; Measurements, rule 4",
       needs=("finished",), spoil=_code_spoil(1, "FB01"))
def font_reads_as(proof: Proof) -> Iterator[Fault]:
    """No code reads as U+0000, a private-use character or a presentation ligature."""
    for face, (codes, page) in proof.fonts_shown.items():
        reads_as = face.reads_as or {}
        if bad := sorted(code for code in codes if code in reads_as and _unsearchable(reads_as[code])):
            points = " ".join(f"U+{ord(each):04X}" for each in reads_as[bad[0]]) or "-"
            yield fault(N_("{font}: {count} code{count||s} with unusable characters, e.g. code {code} as {points}"),
                        page=page, count=len(bad), font=face.label, code=bad[0], points=points,
                        severity=_for_readers(proof))


@check("font-notdef", sees="font",
       why=N_("The glyph for missing characters is used: readers see a box, or nothing, in place of a letter."),
       mend=N_("Use a font that has the character, or another character."),
       source="ISO 15930-7:2010 (PDF/X-4), rule 10; ISO 14289-1:2014 (PDF/UA-1), 7.21.8", needs=("finished",),
       spoil=_code_spoil(0, "0041"))
def font_notdef(proof: Proof) -> Iterator[Fault]:
    """No code shows glyph 0, or a glyph that is not in the program."""
    for face, (codes, page) in proof.fonts_shown.items():
        if face.program[1] is None:
            continue
        try:
            font_program, glyph_of = glyph_map(face, codes)
        except UnreadableFont:
            continue  # font-widths says so
        if gone := [code for code, glyph in glyph_of.items()
                    if glyph >= font_program.glyphs or font_program.is_missing(glyph)]:
            yield fault(N_("{font}: {count} code{count||s} with the missing glyph, e.g. {code}"), page=page,
                        count=len(gone), font=face.label, code=gone[0])


def _drawn_font(writer: Any) -> Any:
    glyph = writer._add_object(stream(b"500 0 0 0 400 400 d1 0 0 400 400 re f"))
    cmap = writer._add_object(stream(b"1 beginbfchar <41> <0041> endbfchar"))
    return pypdf_object({"/Type": "/Font", "/Subtype": "/Type3", "/FontBBox": [0, 0, 500, 500], "/FirstChar": 65,
                         "/LastChar": 65, "/Widths": [500], "/FontMatrix": [0.001, 0, 0, 0.001, 0, 0],
                         "/Encoding": {"/Type": "/Encoding", "/Differences": [65, "/a"]}, "/CharProcs": {"/a": glyph},
                         "/Resources": {}, "/ToUnicode": cmap})


@check("font-type3", sees="font",
       why=N_("A Type 3 font is a set of drawings: without hints, often made of pixels, and slow on the press."),
       mend=N_("Use the original font."), source="Prepress practice, rule 8",
       severity=Severity.WARNING, needs=("press",),
       spoil=painted("0 0 0 1 k BT /Drawn 30 Tf 1 0 0 1 {x0} {y1} Tm 60 -80 Td (A) Tj ET",
                     {"/Font": {"/Drawn": _drawn_font}}))
def font_type3(proof: Proof) -> Iterator[Fault]:
    """No Type 3 font shows text."""
    for face, (_, page) in proof.fonts_shown.items():
        if face.kind == "Type3":
            yield fault(N_("{font} is a Type 3 font"), page=page, font=face.label)


@check("font-unused", sees="whole",
       why=N_("A font that is listed but not embedded makes some preflight programs refuse the file, even if no text "
              "uses it."),
       mend=N_("Remove the font from the page's resources."), source="Measurements, rule 3",
       severity=Severity.WARNING, needs=("press",), spoil=painted("", {"/Font": {"/Spare": {
           "/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}}}))
def font_unused(proof: Proof) -> Iterator[Fault]:
    """No page lists a font that is neither embedded nor shown."""
    for page, font, label in proof.facts.bare_fonts:
        if font not in proof.facts.fonts:
            yield fault(N_("the font {font} is listed, not embedded and not used"), page=page, font=label)
