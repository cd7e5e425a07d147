"""Pictures and drawn fonts of another file's page, anew."""

from __future__ import annotations

from typing import Any

from pressroom.artwork.placed_pages import samples
from pressroom.artwork.placed_pages.content_stream import Stream, Transcription
from pressroom.artwork.placed_pages.objects import stream
from pressroom.artwork.placed_pages.spaces import UNKNOWN, space_of
from pressroom.findings import N_
from pressroom.pdf.bounds import MOST_PIXELS
from pressroom.pdf.errors import TooMuch
from pressroom.pdf.inline import full_keys
from pressroom.pdf.objects import Pdf, entry, items, key_of, name, number, raw_entry, raw_pairs, resolved, truth


def font(transcript: Transcription, value: Pdf, resources: Pdf) -> Pdf:
    """A font, anew.

    The list of its glyphs (CIDSet, CharSet) is nobody's need, and fails those who hear the file where it is not
    whole (ISO 14289-1, 7.21.4.2); what an absent map of glyphs means is said (7.21.3.2).
    """
    if name(entry(value, "/Subtype")) == "Type3":
        return drawn_font(transcript, value, resources)
    kept = dict(raw_pairs(value))
    inner = (items(entry(value, "/DescendantFonts")) or [None])[0]
    if isinstance(inner, dict):
        own = _described(inner)
        if name(entry(inner, "/Subtype")) == "CIDFontType2":
            own.setdefault("/CIDToGIDMap", "/Identity")
        kept["/DescendantFonts"] = [own]
    return kept if isinstance(inner, dict) else _described(value)


def _described(value: Pdf) -> dict[str, Any]:
    kept = dict(raw_pairs(value))
    said = entry(value, "/FontDescriptor")
    if isinstance(said, dict):
        kept["/FontDescriptor"] = {key: each for key, each in raw_pairs(said) if key not in ("/CIDSet", "/CharSet")}
    return kept


def drawn_font(transcript: Transcription, font: Pdf, resources: Pdf) -> Pdf:
    """A font whose letters are drawings; they share one set of resources."""
    own = entry(font, "/Resources")
    letters, used = {}, dict[str, dict[str, Any]]()
    for called, letter in raw_pairs(entry(font, "/CharProcs")):
        content, needs = transcript.written(transcript.unfolded(resolved(letter)), resources if own is None else own)
        letters[called] = stream(content, {})
        for category, things in needs.items():
            used.setdefault(category, {}).update(things)
    return {**dict(raw_pairs(font)), "/CharProcs": letters, "/Resources": used}


def picture(transcript: Transcription, value: Pdf, resources: Pdf) -> Pdf:
    """A picture, anew where its colours change."""
    stated = entry(value, "/ColorSpace")
    stencil = truth(entry(value, "/ImageMask")) is True
    space = UNKNOWN if stated is None else space_of(stated, resources)
    _counted(value)
    transcript.seen.image(value, space, stencil=stencil)
    if transcript.inks.profile and not stencil and transcript.inks.changes(space):
        return samples.on_screen(value, space, transcript.inks)
    kept = {key: each for key, each in raw_pairs(value) if key not in samples.LEFT_OUT}
    if key_of(stated) and space.kind not in ("grey", "rgb", "cmyk"):
        kept["/ColorSpace"] = raw_entry(entry(resources, "/ColorSpace"), key_of(stated))
    return stream(value.raw, {key: each for key, each in kept.items() if each is not None}, coded=True)


def _counted(value: Pdf) -> None:
    """See that a picture and its mask have no more pixels than a machine holds.

    Raises:
        TooMuch: they have.
    """
    for each in (value, entry(value, "/SMask")):
        width, height = (number(entry(each, key), 0.0) for key in ("/Width", "/Height"))
        if width * height > MOST_PIXELS:
            raise TooMuch(N_("a picture of too many pixels"))


def inline(transcript: Transcription, page: Stream, entries: dict[Any, Any], content: bytes, raw: bytes) -> None:
    """A picture within the content becomes one beside it, where its colours change.

    `entries` is its dictionary as it stands, `raw` all of it, `BI` to `EI`.
    """
    plain: dict[str, Any] = {str(key): each for key, each in full_keys(entries).items()}
    value = stream(content, plain, coded=True)
    stencil = truth(entry(value, "/ImageMask")) is True
    stated = entry(value, "/ColorSpace")
    space = UNKNOWN if stated is None else space_of(stated, page.resources)
    transcript.seen.image(value, space, stencil=stencil)
    if stencil:
        transcript.seen.colour(page.state.fill, N_("a drawing"))
    if not transcript.inks.profile or stencil or not transcript.inks.changes(space):
        if isinstance(stated, str):
            transcript.use(page, "/ColorSpace", str(stated))
        page.out.append(raw)
        return
    transcript.inlined += 1
    called = f"/BesideItsPage{transcript.inlined}"
    whole = stream(content, {**plain, "/Type": "/XObject", "/Subtype": "/Image"}, coded=True)
    page.used.setdefault("/XObject", {})[called] = samples.on_screen(whole, space, transcript.inks)
    page.out.append(f"{called} Do".encode())
