"""Named resources of a placed page, transcribed: graphics states, shadings and patterns."""

from __future__ import annotations

import itertools
from typing import Any

from pressroom.artwork.placed_pages.content_stream import Transcription
from pressroom.artwork.placed_pages.objects import stream
from pressroom.artwork.placed_pages.samples import OMITTED_KEYS
from pressroom.artwork.placed_pages.spaces import CMYK, Inks, Space, space_of
from pressroom.findings import N_
from pressroom.pdf.errors import Unreadable
from pressroom.pdf.functions import function
from pressroom.pdf.gradients import passed_through
from pressroom.pdf.meshes import MESHES
from pressroom.pdf.objects import Pdf, entry, is_stream, name, number, numbers, raw_entry, raw_pairs

_STEPS, _STEPS_OF_TWO = 256, 48


def state(transcript: Transcription, value: Pdf) -> Pdf:
    """A graphics state; for screens overprint is removed, as there are no plates."""
    transcript.observer.state(value)
    entries = {key: each for key, each in raw_pairs(value) if key != "/SMask"}
    if transcript.inks.profile:
        entries = {key: each for key, each in entries.items() if key not in ("/OP", "/op", "/OPM")}
    mask = entry(value, "/SMask")
    if isinstance(mask, dict):
        entries["/SMask"] = _mask(transcript, mask)
    elif mask is not None:
        entries["/SMask"] = mask
    return entries


def _mask(transcript: Transcription, mask: Pdf) -> Pdf:
    """A soft mask drawn by a form; its backdrop colour is converted like the form's own colours."""
    entries = dict(raw_pairs(mask))
    form = raw_entry(mask, "/G")
    if not is_stream(entry(mask, "/G")):
        raise Unreadable(N_("a mask that is not drawn"))
    backdrop = numbers(entries.get("/BC"))
    if transcript.inks.profile and len(backdrop) == 4:
        entries["/BC"] = list(Inks(transcript.inks.profile, masking=True).convert(CMYK, backdrop))
    entries["/G"] = transcript.form(form, None, masking=True)
    return entries


def group(transcript: Transcription, stated: Pdf) -> Pdf:
    """A transparency group; for screens its blend space becomes RGB."""
    entries = dict(raw_pairs(stated))
    if transcript.inks.profile and name(entries.get("/CS")) == "DeviceCMYK":
        entries["/CS"] = "/DeviceRGB"
    return entries


def shading(transcript: Transcription, value: Pdf, resources: Pdf) -> Pdf:
    """A shading; if its colours change, its function becomes a table of converted colours."""
    stated = raw_entry(value, "/ColorSpace")
    space, inks = space_of(stated, resources), transcript.inks
    kind = int(number(entry(value, "/ShadingType"), 0.0))
    if space.kind != "unknown":
        passed_through(value, space.parts)
    transcript.observer.shading(space, unscreenable=_unscreenable(value, space, kind))
    entries = {key: each for key, each in raw_pairs(value) if key not in OMITTED_KEYS}
    if isinstance(stated, str) and space.kind not in ("grey", "rgb", "cmyk"):
        entries["/ColorSpace"] = raw_entry(entry(resources, "/ColorSpace"), stated)
    if not inks.changes(space) or (inks.profile is None and kind in MESHES):
        return _as_object(value, entries)
    if kind in MESHES and entry(value, "/Function") is None:
        raise Unreadable(N_("a mesh of colours"))
    entries["/ColorSpace"] = "/DeviceRGB" if inks.profile else "/DeviceCMYK"
    entries["/Function"] = _table(value, space, inks, kind)
    if "/Background" in entries:
        entries["/Background"] = list(inks.convert(space, numbers(entries["/Background"])))
    return _as_object(value, entries)


def _as_object(value: Pdf, entries: dict[str, Any]) -> Pdf:
    return stream(value.raw, entries, coded=True) if is_stream(value) else entries


def _unscreenable(value: Pdf, space: Space, kind: int) -> str:
    if kind in MESHES and entry(value, "/Function") is None and space.kind in ("grey", "cmyk", "plates"):
        return N_("a mesh of colours")
    return ""


def _table(value: Pdf, space: Space, inks: Inks, kind: int) -> Pdf:
    """The colours of a shading as a sampled function of 8 bits."""
    work, parts = function(entry(value, "/Function")), inks.target.parts
    domain = numbers(entry(value, "/Domain")) or [0.0, 1.0] * (2 if kind == 1 else 1)
    if kind in MESHES:
        domain = numbers(entry(value, "/Decode"))[4:6] or [0.0, 1.0]
    steps = _STEPS_OF_TWO if kind == 1 else _STEPS
    axes = [[low + (high - low) * step / (steps - 1) for step in range(steps)]
            for low, high in zip(domain[0::2], domain[1::2], strict=False)]
    table = bytes(round(min(max(part, 0.0), 1.0) * 255)
                  for place in itertools.product(*reversed(axes)) for part in inks.convert(space, work(place[::-1])))
    return stream(table, {"/FunctionType": 0, "/Domain": domain, "/Range": [0, 1] * parts, "/Size": [steps] * len(axes),
                          "/BitsPerSample": 8})


def pattern(transcript: Transcription, value: Pdf, resources: Pdf) -> Pdf:
    """A tiling pattern or a shading pattern."""
    if int(number(entry(value, "/PatternType"), 0.0)) == 2:
        entries = dict(raw_pairs(value))
        entries["/Shading"] = transcript.shading(raw_entry(value, "/Shading"), resources)
        if isinstance(graphics_state := entry(value, "/ExtGState"), dict):
            entries["/ExtGState"] = state(transcript, graphics_state)
        return entries
    if not is_stream(value):
        raise Unreadable(N_("a pattern that is not drawn"))
    own = entry(value, "/Resources")
    content, used = transcript.transcribe(transcript.decoded_content(value), resources if own is None else own)
    entries = {key: each for key, each in raw_pairs(value)
            if key not in ("/Filter", "/DecodeParms", "/Resources", *OMITTED_KEYS)}
    return stream(content, {**entries, "/Resources": used})
