"""What a page's content calls by name, written anew: graphics states, transitions of colours, patterns."""

from __future__ import annotations

import itertools
from typing import Any

from pressroom.artwork.placed_pages.content_stream import Transcription
from pressroom.artwork.placed_pages.functions import function
from pressroom.artwork.placed_pages.objects import stream
from pressroom.artwork.placed_pages.samples import LEFT_OUT
from pressroom.artwork.placed_pages.spaces import CMYK, Inks, Space, space_of
from pressroom.findings import N_
from pressroom.pdf.errors import Unreadable
from pressroom.pdf.objects import Pdf, entry, is_stream, name, number, numbers, raw_entry, raw_pairs

_STEPS, _STEPS_OF_TWO = 256, 48
_MESHES = (4, 5, 6, 7)


def state(transcript: Transcription, value: Pdf) -> Pdf:
    """A graphics state; on a screen nothing overprints, for there are no plates."""
    transcript.seen.state(value)
    kept = {key: each for key, each in raw_pairs(value) if key != "/SMask"}
    if transcript.inks.profile:
        kept = {key: each for key, each in kept.items() if key not in ("/OP", "/op", "/OPM")}
    mask = entry(value, "/SMask")
    if isinstance(mask, dict):
        kept["/SMask"] = _mask(transcript, mask)
    elif mask is not None:
        kept["/SMask"] = mask
    return kept


def _mask(transcript: Transcription, mask: Pdf) -> Pdf:
    """A soft mask drawn by a form; the colour around the form changes with the form's own space."""
    kept = dict(raw_pairs(mask))
    drawn = raw_entry(mask, "/G")
    if not is_stream(entry(mask, "/G")):
        raise Unreadable(N_("a mask that is not drawn"))
    backdrop = numbers(kept.get("/BC"))
    if transcript.inks.profile and len(backdrop) == 4:
        kept["/BC"] = list(Inks(transcript.inks.profile, masking=True).said(CMYK, backdrop))
    kept["/G"] = transcript.form(drawn, None, masking=True)
    return kept


def group(transcript: Transcription, stated: Pdf) -> Pdf:
    """A transparency group; on a screen it is mixed in the screen's colours."""
    kept = dict(raw_pairs(stated))
    if transcript.inks.profile and name(kept.get("/CS")) == "DeviceCMYK":
        kept["/CS"] = "/DeviceRGB"
    return kept


def shading(transcript: Transcription, value: Pdf, resources: Pdf) -> Pdf:
    """A transition of colours; where they change, its function is worked out and written down as a table."""
    stated = raw_entry(value, "/ColorSpace")
    space, inks = space_of(stated, resources), transcript.inks
    kind = int(number(entry(value, "/ShadingType"), 0.0))
    transcript.seen.shading(space, unscreenable=_unscreenable(value, space, kind))
    kept = {key: each for key, each in raw_pairs(value) if key not in LEFT_OUT}
    if isinstance(stated, str) and space.kind not in ("grey", "rgb", "cmyk"):
        kept["/ColorSpace"] = raw_entry(entry(resources, "/ColorSpace"), stated)
    if not inks.changes(space) or (inks.profile is None and kind in _MESHES):
        return _again(value, kept)
    if kind in _MESHES and entry(value, "/Function") is None:
        raise Unreadable(N_("a mesh of colours"))
    kept["/ColorSpace"] = "/DeviceRGB" if inks.profile else "/DeviceCMYK"
    kept["/Function"] = _table(value, space, inks, kind)
    if "/Background" in kept:
        kept["/Background"] = list(inks.said(space, numbers(kept["/Background"])))
    return _again(value, kept)


def _again(value: Pdf, kept: dict[str, Any]) -> Pdf:
    return stream(value.raw, kept, coded=True) if is_stream(value) else kept


def _unscreenable(value: Pdf, space: Space, kind: int) -> str:
    if kind in _MESHES and entry(value, "/Function") is None and space.kind in ("grey", "cmyk", "plates"):
        return N_("a mesh of colours")
    return ""


def _table(value: Pdf, space: Space, inks: Inks, kind: int) -> Pdf:
    """The colours along the transition, as steps of 8 bits."""
    work, parts = function(entry(value, "/Function")), inks.target.parts
    domain = numbers(entry(value, "/Domain")) or [0.0, 1.0] * (2 if kind == 1 else 1)
    if kind in _MESHES:
        domain = numbers(entry(value, "/Decode"))[4:6] or [0.0, 1.0]
    steps = _STEPS_OF_TWO if kind == 1 else _STEPS
    axes = [[low + (high - low) * step / (steps - 1) for step in range(steps)]
            for low, high in zip(domain[0::2], domain[1::2], strict=False)]
    table = bytes(round(min(max(part, 0.0), 1.0) * 255)
                  for place in itertools.product(*reversed(axes)) for part in inks.said(space, work(place[::-1])))
    return stream(table, {"/FunctionType": 0, "/Domain": domain, "/Range": [0, 1] * parts, "/Size": [steps] * len(axes),
                          "/BitsPerSample": 8})


def pattern(transcript: Transcription, value: Pdf, resources: Pdf) -> Pdf:
    """A pattern: one that repeats a drawing, or one that is a transition of colours."""
    if int(number(entry(value, "/PatternType"), 0.0)) == 2:
        kept = dict(raw_pairs(value))
        kept["/Shading"] = transcript.shading(raw_entry(value, "/Shading"), resources)
        if isinstance(found := entry(value, "/ExtGState"), dict):
            kept["/ExtGState"] = state(transcript, found)
        return kept
    if not is_stream(value):
        raise Unreadable(N_("a pattern that is not drawn"))
    own = entry(value, "/Resources")
    content, used = transcript.written(transcript.unfolded(value), resources if own is None else own)
    kept = {key: each for key, each in raw_pairs(value)
            if key not in ("/Filter", "/DecodeParms", "/Resources", *LEFT_OUT)}
    return stream(content, {**kept, "/Resources": used})
