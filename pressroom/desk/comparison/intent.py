"""Output intents of two files: the printing condition that they state, and its profile."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.desk.comparison.difference import Difference, difference
from pressroom.findings import N_
from pressroom.pdf.errors import Undecodable
from pressroom.pdf.objects import Pdf, entry, fingerprint, is_stream, items, name, raw_entry, text
from pressroom.pdf.streams import decoded, raw
from pressroom.preflight.proof import Proof

_TEXTS = ("/OutputConditionIdentifier", "/OutputCondition", "/RegistryName", "/Info")
_SPACE = slice(16, 20)  # ICC.1:2010, 7.2
_SHORT = 12  # digits of a digest that are shown


def intent(old: Proof, new: Proof) -> Iterator[Difference]:
    """What differs in the output intents."""
    before, after = _by_kind(old), _by_kind(new)
    for kind in sorted(before.keys() | after.keys()):
        if kind not in after:
            yield difference("intent", N_("the output intent of {kind} is in the old file only: {condition}"),
                             kind=kind, condition=_condition(before[kind][0]))
        elif kind not in before:
            yield difference("intent", N_("the output intent of {kind} is in the new file only: {condition}"),
                             kind=kind, condition=_condition(after[kind][0]))
        else:
            if len(before[kind]) != len(after[kind]):
                yield difference("intent", N_("{count} {count|output intent|output intents} of {kind} instead of "
                                              "{was}"), count=len(after[kind]), kind=kind, was=len(before[kind]))
            for one, other in zip(before[kind], after[kind], strict=False):
                yield from _each(one, other)


def condition(proof: Proof) -> tuple[str, bytes] | None:
    """The printing condition through which a file is drawn: its name, and its CMYK profile; None without one."""
    profile = proof.profile
    if profile is None or profile[_SPACE] != b"CMYK":
        return None
    return _condition(proof.intent), profile


def _by_kind(proof: Proof) -> dict[str, list[Pdf]]:
    kinds: dict[str, list[Pdf]] = {}
    for each in items(entry(proof.catalogue, "/OutputIntents")):
        kinds.setdefault(name(entry(each, "/S")) or "?", []).append(each)
    return kinds


def _condition(one: Pdf) -> str:
    return text(entry(one, _TEXTS[0])) or text(entry(one, _TEXTS[1])) or "-"


def _each(one: Pdf, other: Pdf) -> Iterator[Difference]:
    for key in _TEXTS:
        was, now = text(entry(one, key)), text(entry(other, key))
        if was != now and key == _TEXTS[0]:
            yield difference("intent", N_("the printing condition is “{now}” instead of “{was}”"), now=now or "-",
                             was=was or "-")
        elif was != now:
            yield difference("intent", N_("{key} of the output intent is “{now}” instead of “{was}”"), key=key[1:],
                             now=now or "-", was=was or "-")
    before, after = _profile(one), _profile(other)
    if before != after:
        yield difference("intent", N_("the profile of the output intent is another: {now} instead of {was} (SHA-256)"),
                         now=after[:_SHORT] or "-", was=before[:_SHORT] or "-")


def _profile(one: Pdf) -> str:
    """The digest of the profile, or of what refers to it; empty without either."""
    stream = entry(one, "/DestOutputProfile")
    if not is_stream(stream):
        return fingerprint(repr(entry(one, "/DestOutputProfileRef")).encode()) if raw_entry(
            one, "/DestOutputProfileRef") is not None else ""
    try:
        return fingerprint(decoded(stream))
    except Undecodable:
        return fingerprint(raw(stream))
