"""Pictures and drawn fonts of another file's page, anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pressroom.artwork.placed_pages import samples, states
from pressroom.artwork.placed_pages.objects import Pdf, entry, items, name, pairs, raw, resolved, stream, truth
from pressroom.artwork.placed_pages.scanning import Instruction
from pressroom.artwork.placed_pages.spaces import UNKNOWN, space_of
from pressroom.findings import N_

if TYPE_CHECKING:
    from pressroom.artwork.placed_pages.streams import Stream
    from pressroom.artwork.placed_pages.transcribing import Transcript

_ABBREVIATED = {"/BPC": "/BitsPerComponent", "/CS": "/ColorSpace", "/D": "/Decode", "/DP": "/DecodeParms",
                "/F": "/Filter", "/H": "/Height", "/IM": "/ImageMask", "/I": "/Interpolate", "/W": "/Width"}
_FILTERS = {"/AHx": "/ASCIIHexDecode", "/A85": "/ASCII85Decode", "/LZW": "/LZWDecode", "/Fl": "/FlateDecode",
            "/RL": "/RunLengthDecode", "/CCF": "/CCITTFaxDecode", "/DCT": "/DCTDecode"}


def font(transcript: Transcript, value: Pdf, resources: Pdf) -> Pdf:
    """A font, anew.

    The list of its glyphs (CIDSet, CharSet) is nobody's need, and fails those who hear the file where it is not
    whole (ISO 14289-1, 7.21.4.2); what an absent map of glyphs means is said (7.21.3.2).
    """
    if name(entry(value, "/Subtype")) == "/Type3":
        return drawn_font(transcript, value, resources)
    kept = dict(pairs(value))
    inner = (items(entry(value, "/DescendantFonts")) or [None])[0]
    if isinstance(inner, dict):
        own = _described(inner)
        if name(entry(inner, "/Subtype")) == "/CIDFontType2":
            own.setdefault("/CIDToGIDMap", "/Identity")
        kept["/DescendantFonts"] = [own]
    return kept if isinstance(inner, dict) else _described(value)


def _described(value: Pdf) -> dict[str, Any]:
    kept = dict(pairs(value))
    said = entry(value, "/FontDescriptor")
    if isinstance(said, dict):
        kept["/FontDescriptor"] = {key: each for key, each in pairs(said) if key not in ("/CIDSet", "/CharSet")}
    return kept


def drawn_font(transcript: Transcript, font: Pdf, resources: Pdf) -> Pdf:
    """A font whose letters are drawings; they share one set of resources."""
    own = entry(font, "/Resources")
    letters, used = {}, dict[str, dict[str, Any]]()
    for called, letter in pairs(entry(font, "/CharProcs")):
        content, needs = transcript.written(transcript.unfolded(resolved(letter)), resources if own is None else own)
        letters[called] = stream(content, {})
        for category, things in needs.items():
            used.setdefault(category, {}).update(things)
    return {**dict(pairs(font)), "/CharProcs": letters, "/Resources": used}


def picture(transcript: Transcript, value: Pdf, resources: Pdf) -> Pdf:
    """A picture, anew where its colours change."""
    stated = entry(value, "/ColorSpace")
    stencil = truth(entry(value, "/ImageMask"))
    space = UNKNOWN if stated is None else space_of(stated, resources)
    transcript.seen.image(value, space, stencil=stencil)
    if transcript.inks.profile and not stencil and transcript.inks.changes(space):
        return samples.on_screen(value, space, transcript.inks)
    kept = {key: each for key, each in pairs(value) if key not in samples.LEFT_OUT}
    if isinstance(stated, str) and stated.startswith("/") and space.kind not in ("grey", "rgb", "cmyk"):
        kept["/ColorSpace"] = raw(entry(resources, "/ColorSpace"), str(stated))
    return stream(bytes(value._data), {key: each for key, each in kept.items() if each is not None}, coded=True)


def inline(transcript: Transcript, page: Stream, instruction: Instruction) -> None:
    """A picture within the content becomes one beside it, where its colours change."""
    entries = states.inline_entries(instruction.operands)
    plain = {_ABBREVIATED.get(key, key): value for key, value in entries.items()}
    plain |= {"/Filter": states.full_names(plain["/Filter"], _FILTERS)} if "/Filter" in plain else {}
    value = stream(instruction.content, plain, coded=True)
    stencil = truth(entry(value, "/ImageMask"))
    stated = entry(value, "/ColorSpace")
    space = UNKNOWN if stated is None else space_of(stated, page.resources)
    transcript.seen.image(value, space, stencil=stencil)
    if stencil:
        transcript.seen.colour(page.state.fill, N_("a drawing"))
    if not transcript.inks.profile or stencil or not transcript.inks.changes(space):
        if isinstance(stated, str):
            transcript.use(page, "/ColorSpace", str(stated))
        page.out.append(instruction.raw)
        return
    transcript.inlined += 1
    called = f"/BesideItsPage{transcript.inlined}"
    whole = {**plain, "/Type": "/XObject", "/Subtype": "/Image"}
    page.used.setdefault("/XObject", {})[called] = samples.on_screen(
        stream(instruction.content, whole, coded=True), space, transcript.inks)
    page.out.append(f"{called} Do".encode())
