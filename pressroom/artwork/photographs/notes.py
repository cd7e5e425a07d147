"""What is said of a picture that can be read, but not without assuming or leaving something out: one note for each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pressroom.artwork.photographs.kinds import ENDINGS
from pressroom.artwork.photographs.rules import READ_AS
from pressroom.findings import N_, Finding, Place, finding

_SENTENCES = {
    "format": N_("it is of the format {format}, and its pixels are printed"),
    "name": N_("it is of the format {format}, under another name"),
    "frames": N_("of its several pictures the first one is printed"),
    "assumed": N_("it has no colour profile, and is read as sRGB"),
    "stated": N_("its colours are converted from those that it states ({profile})"),
    "inverted": N_("it has no Adobe marker, and 0 is read as bare paper"),
}
_JOINED = (N_("{file}: {first}"), N_("{file}: {first}; {second}"), N_("{file}: {first}; {second}; {third}"),
           N_("{file}: {first}; {second}; {third}; {fourth}"))
_OTHER_ENDINGS = frozenset(ending for endings in ENDINGS.values() for ending in endings)


def note(file: Path, format_name: str, facts: Sequence[str], profile: str, place: Place) -> tuple[Finding, ...]:
    """One note of all `facts` (names of the sentences above); none without any."""
    known = list(facts)
    if file.suffix.lower() not in ENDINGS[format_name] and file.suffix.lower() in _OTHER_ENDINGS:
        known = ["name", *(fact for fact in known if fact != "format")]
    if not known:
        return ()
    first, second, third, fourth, *_ = *(_SENTENCES[fact] for fact in known), "", "", "", ""
    return (finding(READ_AS, _JOINED[min(len(known), len(_JOINED)) - 1], source=place, file=file.name,
                    format=format_name, profile=profile, first=first, second=second, third=third, fourth=fourth),)
