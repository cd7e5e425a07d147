"""Fonts and pictures of a placed page, transcribed."""

from __future__ import annotations

from typing import Any

from pressroom.artwork.placed_pages import samples
from pressroom.artwork.placed_pages.content_stream import ContentStream, Transcription
from pressroom.artwork.placed_pages.objects import stream
from pressroom.artwork.placed_pages.spaces import UNKNOWN, space_of
from pressroom.findings import N_
from pressroom.pdf.bounds import MOST_PIXELS
from pressroom.pdf.errors import TooMuch, Unreadable
from pressroom.pdf.inline import full_keys
from pressroom.pdf.objects import (
    Pdf,
    entry,
    is_stream,
    items,
    key_of,
    name,
    number,
    raw_entry,
    raw_pairs,
    resolved,
    truth,
)
from pressroom.pdf.pictures import damage


def font(transcript: Transcription, value: Pdf, resources: Pdf) -> Pdf:
    """A font, transcribed.

    The list of its glyphs (CIDSet, CharSet) is dropped: it is optional, and an incomplete one breaks PDF/UA
    (ISO 14289-1, 7.21.4.2). An absent CIDToGIDMap is written out as Identity (7.21.3.2).
    """
    if name(entry(value, "/Subtype")) == "Type3":
        return type3_font(transcript, value, resources)
    entries = dict(raw_pairs(value))
    inner = (items(entry(value, "/DescendantFonts")) or [None])[0]
    if isinstance(inner, dict):
        own = _with_descriptor(inner)
        if name(entry(inner, "/Subtype")) == "CIDFontType2":
            own.setdefault("/CIDToGIDMap", "/Identity")
        entries["/DescendantFonts"] = [own]
    return entries if isinstance(inner, dict) else _with_descriptor(value)


def _with_descriptor(value: Pdf) -> dict[str, Any]:
    entries = dict(raw_pairs(value))
    descriptor = entry(value, "/FontDescriptor")
    if isinstance(descriptor, dict):
        entries["/FontDescriptor"] = {key: each for key, each in raw_pairs(descriptor)
                                      if key not in ("/CIDSet", "/CharSet")}
    return entries


def type3_font(transcript: Transcription, font: Pdf, resources: Pdf) -> Pdf:
    """A Type 3 font; its glyphs share one set of resources."""
    own = entry(font, "/Resources")
    letters, used = {}, dict[str, dict[str, Any]]()
    for glyph_name, letter in raw_pairs(entry(font, "/CharProcs")):
        content, needs = transcript.transcribe(transcript.decoded_content(resolved(letter)),
                                               resources if own is None else own)
        letters[glyph_name] = stream(content, {})
        for category, things in needs.items():
            used.setdefault(category, {}).update(things)
    return {**dict(raw_pairs(font)), "/CharProcs": letters, "/Resources": used}


def picture(transcript: Transcription, value: Pdf, resources: Pdf) -> Pdf:
    """A picture, converted if its colours change."""
    stated = entry(value, "/ColorSpace")
    stencil = truth(entry(value, "/ImageMask")) is True
    space = UNKNOWN if stated is None else space_of(stated, resources)
    _check_size(value)
    _check_damage(value, 1 if stencil else space.parts)
    transcript.observer.image(value, space, stencil=stencil)
    if transcript.inks.profile and not stencil and transcript.inks.changes(space):
        return samples.on_screen(value, space, transcript.inks)
    entries = {key: each for key, each in raw_pairs(value) if key not in samples.OMITTED_KEYS}
    if key_of(stated) and space.kind not in ("grey", "rgb", "cmyk"):
        entries["/ColorSpace"] = raw_entry(entry(resources, "/ColorSpace"), key_of(stated))
    return stream(value.raw, {key: each for key, each in entries.items() if each is not None}, coded=True)


def _check_size(value: Pdf) -> None:
    """Check that a picture and its mask do not exceed the bound on pixels.

    Raises:
        TooMuch: one does.
    """
    for each in (value, entry(value, "/SMask")):
        width, height = (number(entry(each, key), 0.0) for key in ("/Width", "/Height"))
        if width * height > MOST_PIXELS:
            raise TooMuch(N_("a picture with too many pixels"))


def _check_damage(value: Pdf, parts: int, content: bytes | None = None) -> None:
    """Check that a picture and its mask are whole.

    Raises:
        Unreadable: one is not, with the reason.
    """
    mask = entry(value, "/SMask")
    if what := damage(value, parts, content) or (damage(mask, 1) if is_stream(mask) else ""):
        raise Unreadable(what)


def inline(transcript: Transcription, page: ContentStream, stated_entries: dict[Any, Any], content: bytes,
           raw: bytes) -> None:
    """Write an inline picture: unchanged, or as a picture XObject if its colours change.

    `stated_entries` is its dictionary as in the file, `raw` the whole of it, `BI` to `EI`.
    """
    plain: dict[str, Any] = {str(key): each for key, each in full_keys(stated_entries).items()}
    value = stream(content, plain, coded=True)
    stencil = truth(entry(value, "/ImageMask")) is True
    stated = entry(value, "/ColorSpace")
    space = UNKNOWN if stated is None else space_of(stated, page.resources)
    _check_damage(value, 1 if stencil else space.parts)
    transcript.observer.image(value, space, stencil=stencil)
    if stencil:
        transcript.observer.colour(page.state.fill, N_("a drawing"))
    if not transcript.inks.profile or stencil or not transcript.inks.changes(space):
        if isinstance(stated, str):
            transcript.use(page, "/ColorSpace", str(stated))
        page.out.append(raw)
        return
    transcript.inlined += 1
    key = f"/BesideItsPage{transcript.inlined}"
    whole = stream(content, {**plain, "/Type": "/XObject", "/Subtype": "/Image"}, coded=True)
    page.used.setdefault("/XObject", {})[key] = samples.on_screen(whole, space, transcript.inks)
    page.out.append(f"{key} Do".encode())
