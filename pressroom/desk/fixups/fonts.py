"""Fonts that a file names and does not hold, embedded where the same font is at hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pressroom.desk.file_editor import Editor
from pressroom.desk.fixing import fixup
from pressroom.findings import N_, Refused
from pressroom.pdf.objects import entry, name
from pressroom.preflight.walk.painted import PaintedText
from pressroom.preflight.walk.typeface import Typeface
from pressroom.type.fonts import Face, Subset, face, numbered, typable

_SAME = 1.0  # thousandths of the size by which a width may differ: other programs round
_CODECS = {"WinAnsiEncoding": "cp1252", "MacRomanEncoding": "mac_roman"}
_SYMBOLIC, _NONSYMBOLIC = 1 << 2, 1 << 5  # ISO 32000-1, table 123


@fixup("embed-fonts", N_("fonts that are not embedded, where the same font is in assets/fonts or --fonts DIR"))
def embed_fonts(editor: Editor) -> None:
    """Embed each font of which a file at hand has the name, every character that is used, and its widths."""
    at_hand = _at_hand(editor.request.fonts)
    for typeface, codes in _missing(editor):
        label = typeface.label.rpartition("+")[2]
        if label not in at_hand:
            editor.leave(N_("font {name}: no file of it is at hand"), name=label)
            continue
        own = face(at_hand[label])
        embed = _embedded_cids if typeface.composite else _embedded_codes
        why = embed(editor, typeface, own, sorted(codes))
        if why:
            editor.leave(N_("font {name}: {reason}"), name=label, reason=why)
        else:
            editor.change(N_("font {name} embedded, with {count} character{count||s}"), name=label, count=len(codes))


def _at_hand(files: tuple[Path, ...]) -> dict[str, Path]:
    """Files of fonts that may be embedded, by their PostScript names."""
    found = dict[str, Path]()
    for file in files:
        try:
            found.setdefault(face(file).postscript_name, file)
        except Refused:  # no font, or one that may not be embedded
            continue
    return found


def _missing(editor: Editor) -> Iterator[tuple[Typeface, set[int]]]:
    """The fonts of texts that are not embedded, and the codes that they are used with."""
    used: dict[object, tuple[Typeface, set[int]]] = {}
    for _, trace in editor.streams.traces:
        thing = trace.thing
        if isinstance(thing, PaintedText) and thing.face.kind != "Type3" and not thing.face.program[0]:
            used.setdefault(thing.face.key, (thing.face, set()))[1].update(thing.face.codes(thing.string))
    for key, (typeface, codes) in used.items():
        if isinstance(key, tuple):
            yield typeface, codes
        else:
            editor.leave(N_("font {name}: {reason}"), name=typeface.label, reason=N_("it is no object of its own"))


def _embedded_codes(editor: Editor, typeface: Typeface, own: Face, codes: list[int]) -> str:
    """Embed a font with codes of one byte; why not, or nothing."""
    encoding = entry(typeface.font, "/Encoding")
    codec = _CODECS.get(name(encoding) or name(entry(encoding, "/BaseEncoding")))
    if codec is None or (isinstance(encoding, dict) and entry(encoding, "/Differences") is not None):
        return N_("its encoding is its own")
    characters = {code: bytes([code]).decode(codec, "replace") for code in codes}
    why = _other(typeface, own, characters)
    if why:
        return why
    assert isinstance(typeface.key, tuple)
    written: Any = editor.file.get_object(typeface.key)
    subset, _ = typable(own, "".join(characters.values()))
    _describe(editor, written, written, own, subset)
    written["/Subtype"] = _name("/Type1" if own.postscript else "/TrueType")
    return ""


def _embedded_cids(editor: Editor, typeface: Typeface, own: Face, codes: list[int]) -> str:
    """Embed a font whose codes are numbers of glyphs; why not, or nothing."""
    mapped = entry(typeface.descendant, "/CIDToGIDMap")
    if own.postscript or not typeface.identity or (mapped is not None and name(mapped) != "Identity"):
        return N_("its codes are not those of the glyphs of the file at hand")
    reads = typeface.reads_as or {}
    characters = {code: reads.get(code, "") for code in codes}
    if any(len(text) != 1 or own.opened.gid_of(text) != code for code, text in characters.items()):
        return N_("its codes are not those of the glyphs of the file at hand")
    why = _other(typeface, own, characters)
    if why:
        return why
    assert isinstance(typeface.key, tuple)
    written: Any = editor.file.get_object(typeface.key)
    descendant = written["/DescendantFonts"][0]
    _describe(editor, written, descendant, own, numbered(own, codes))
    descendant["/Subtype"], descendant["/CIDToGIDMap"] = _name("/CIDFontType2"), _name("/Identity")
    return ""


def _other(typeface: Typeface, own: Face, characters: dict[int, str]) -> str:
    """Why a file at hand is another version of a font; nothing for the same."""
    if not typeface.widths:
        return N_("its widths are not stated, so that no other version of it can be told")
    lacking = [text for text in characters.values() if not own.covers(text)]
    if lacking:
        return N_("the file at hand lacks characters")
    if any(abs(typeface.width(code) - own.width(own.opened.gid_of(text))) > _SAME for code, text in characters.items()):
        return N_("the file at hand has other widths")
    return ""


def _describe(editor: Editor, font: Any, holder: Any, own: Face, subset: Subset) -> None:
    """Write the program and its description, a new one: fonts may share theirs, and have other characters."""
    import pikepdf

    program = editor.file.make_stream(subset.font_bytes)
    if own.postscript:
        program["/Subtype"] = _name("/Type1C")
    else:
        program["/Length1"] = len(subset.font_bytes)
    base = holder.get("/FontDescriptor", pikepdf.Dictionary())
    described = pikepdf.Dictionary(dict(base.items()))
    stated: dict[str, object] = {
        "/Type": _name("/FontDescriptor"), "/Flags": subset.flags & ~_SYMBOLIC | _NONSYMBOLIC,
        "/FontBBox": pikepdf.Array([round(edge, 2) for edge in subset.bbox]), "/ItalicAngle": subset.italic_angle,
        "/Ascent": subset.ascent, "/Descent": subset.descent, "/CapHeight": subset.cap_height, "/StemV": subset.stem_v}
    for key, value in stated.items():
        if key not in described:
            described[key] = round(value, 2) if isinstance(value, float) else value
    described["/FontFile3" if own.postscript else "/FontFile2"] = program
    named = _name(f"/{subset.name}")
    described["/FontName"] = font["/BaseFont"] = holder["/BaseFont"] = named
    holder["/FontDescriptor"] = editor.file.make_indirect(described)


def _name(key: str) -> Any:
    import pikepdf

    return pikepdf.Name(key)
