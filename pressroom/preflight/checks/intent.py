"""The output intent: the printing condition that the colours are made for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pressroom.findings import N_
from pressroom.patterns import regex
from pressroom.pdf.objects import Pdf, entry, fingerprint, items, number, raw_entry, text
from pressroom.pdf.streams import decoded
from pressroom.preflight.check import Fault, check, fault
from pressroom.preflight.proof import Proof
from pressroom.preflight.spoils import catalogue, changed, drop, first_page, put, stream

_FOGRA = regex(rb"FOGRA\s?(\d\d)", re.IGNORECASE)
_CLASS, _SPACE = slice(12, 16), slice(16, 20)  # ICC.1:2010, 7.2


def _intent(writer: Any) -> Pdf:
    return entry(catalogue(writer), "/OutputIntents")[0].get_object()


def _second(writer: Any) -> None:
    intents = entry(catalogue(writer), "/OutputIntents")
    intents.append(intents[0])


@check("intent-count", sees="whole",
       why=N_("The output intent states the printing condition of the colours; with none or several the colours are "
              "undefined."),
       mend=N_("Write exactly one output intent of subtype GTS_PDFX."),
       source="ISO 15930-7:2010 (PDF/X-4), rule 7", needs=("press",), spoil=changed(_second))
def intent_count(proof: Proof) -> Iterator[Fault]:
    """Exactly one output intent for PDF/X."""
    if (count := len(proof.intents)) != 1:
        yield fault(N_("{count} output intents for PDF/X, exactly one is required"), count=count)


@check("intent-condition", sees="whole",
       why=N_("The identifier names the printing condition; another than the printer's gives other colours."),
       mend=N_("State the printer's condition as OutputConditionIdentifier."),
       source="ISO 15930-7:2010 (PDF/X-4), rule 7; ICC registry of characterization data", needs=("press",),
       spoil=changed(lambda writer: put(_intent(writer), "/OutputConditionIdentifier", "elsewhere")))
def intent_condition(proof: Proof) -> Iterator[Fault]:
    """The identifier is present, and is the required one."""
    intent = proof.intent
    identifier, condition = text(entry(intent, "/OutputConditionIdentifier")), proof.brief.condition
    if intent is not None and (not identifier or (condition and identifier != condition)):
        yield fault(N_("the printing condition is “{found}” instead of “{asked}”"), found=identifier or "-",
                    asked=condition or "a name", measured=identifier, limit=condition)


def _unregistered(writer: Any) -> None:
    for key in ("/RegistryName", "/Info"):
        if key in _intent(writer):
            drop(_intent(writer), key)


@check("intent-registry", sees="whole",
       why=N_("A condition is either registered (RegistryName says where) or described (in Info); otherwise its "
              "identifier has no meaning."),
       mend=N_("Write RegistryName http://www.color.org, and Info."),
       source="ISO 15930-7:2010 (PDF/X-4), rule 7", needs=("press",), spoil=changed(_unregistered))
def intent_registry(proof: Proof) -> Iterator[Fault]:
    """RegistryName or Info defines the identifier."""
    intent = proof.intent
    if intent is not None and not (text(entry(intent, "/RegistryName")) or text(entry(intent, "/Info"))):
        yield fault(N_("the output intent has neither RegistryName nor Info"))


@check("intent-profile", sees="whole",
       why=N_("PDF/X-4 contains the profile of its printing condition; without it proofs are guesses."),
       mend=N_("Embed the ICC profile of the condition as DestOutputProfile."),
       source="ISO 15930-7:2010 (PDF/X-4), rule 7", needs=("press",),
       spoil=changed(lambda writer: drop(_intent(writer), "/DestOutputProfile")))
def intent_profile(proof: Proof) -> Iterator[Fault]:
    """An ICC profile is embedded."""
    registered = proof.brief.standard == "PDF/X-1a:2003" and bool(text(entry(proof.intent, "/RegistryName")))
    required = bool(proof.brief.profile_sha256)  # PDF/X-1a may omit the profile of a registered condition
    if proof.intent is not None and proof.profile is None and (required or not registered):
        yield fault(N_("the output intent embeds no ICC profile"))


def _patched(at: slice, new: bytes) -> Any:
    def act(writer: Any) -> None:
        old = decoded(entry(_intent(writer), "/DestOutputProfile"))
        put(_intent(writer), "/DestOutputProfile",
            writer._add_object(stream(old[:at.start] + new + old[at.stop:], {"/N": 4})))
    return act


def _suits(proof: Proof, content: bytes) -> bool:
    parts = number(entry(proof.intent, "/DestOutputProfile", "/N"))
    return content[_CLASS] == b"prtr" and content[_SPACE] == b"CMYK" and parts == 4


@check("intent-class", sees="whole",
       why=N_("Only an output profile for CMYK describes a press; a monitor's or a scanner's profile does not."),
       mend=N_("Embed a profile of class prtr and space CMYK, with /N 4."),
       source="GWG 2022, R0035; ISO 15930-7:2010 (PDF/X-4), rule 7", needs=("press",),
       spoil=changed(_patched(_CLASS, b"scnr")))
def intent_class(proof: Proof) -> Iterator[Fault]:
    """The profile is a CMYK printer's."""
    content = proof.profile
    if content is not None and not _suits(proof, content):
        yield fault(N_("the profile is of class {kind} and space {space} instead of prtr and CMYK"),
                    kind=content[_CLASS].decode("latin-1").strip(), space=content[_SPACE].decode("latin-1").strip())


@check("intent-profile-other", sees="whole",
       why=N_("The profile must be exactly the printer's: another of the same name may differ in every colour."),
       mend=N_("Embed the profile that the printer requires, unaltered."), source="Printer's preset",
       needs=("press", "profile"), spoil=changed(_patched(slice(24, 26), b"\x07\xd1")))
def intent_profile_other(proof: Proof) -> Iterator[Fault]:
    """The profile's SHA-256 is the required one."""
    content = proof.profile
    if content is not None and _suits(proof, content) and proof.brief.profile_sha256 not in _fingerprints(content):
        yield fault(N_("the embedded profile is not the required one"), measured=fingerprint(content),
                    limit=proof.brief.profile_sha256)


def _fingerprints(content: bytes) -> Iterator[str]:
    """Of the profile, then without the zeros by which some programs pad its last word (ICC.1:2010, 7.1)."""
    yield fingerprint(content)
    for padding in range(1, 4):
        if content.endswith(bytes(padding)):
            each = content[:len(content) - padding]
            yield fingerprint(len(each).to_bytes(4, "big") + each[4:])


@check("intent-elsewhere", sees="whole",
       why=N_("An output intent that refers to a profile outside the file is PDF/X-4p, which most printers refuse."),
       mend=N_("Embed the profile."), source="ISO 15930-7:2010 (PDF/X-4), rule 7", needs=("press",),
       spoil=changed(lambda writer: put(_intent(writer), "/DestOutputProfileRef", {"/ProfileName": b"elsewhere"})))
def intent_elsewhere(proof: Proof) -> Iterator[Fault]:
    """No reference to a profile outside."""
    if raw_entry(proof.intent, "/DestOutputProfileRef") is not None:
        yield fault(N_("the output intent refers to a profile outside the file"))


@check("intent-of-page",
       why=N_("A page with an output intent of its own is printed for another condition by programs of PDF 2.0, and "
              "for the file's by all others."),
       mend=N_("Write one output intent, in the catalogue."),
       source="ISO 15930-7:2010 (PDF/X-4), rule 7; ISO 32000-2:2020, 14.11.5", needs=("press",),
       spoil=changed(lambda writer: put(first_page(writer), "/OutputIntents", [_intent(writer)])))
def intent_of_page(proof: Proof) -> Iterator[Fault]:
    """No page has an output intent of its own."""
    for page in proof.pages:
        if items(entry(page.leaf, "/OutputIntents")):
            yield fault(N_("the page has an output intent of its own"), page=page)


@check("intent-mismatch", sees="whole",
       why=N_("The identifier names one characterisation, but the profile was made from another: one of them is "
              "wrong."),
       mend=N_("Embed the profile that belongs to the identifier."), source="FOGRA data sets, rule 1",
       needs=("press", "no condition"),
       spoil=changed(lambda writer: put(_intent(writer), "/OutputConditionIdentifier", "FOGRA51")))
def intent_mismatch(proof: Proof) -> Iterator[Fault]:
    """A FOGRA identifier and the profile's own text agree, if the brief has no condition."""
    named_sets = _FOGRA.findall(text(entry(proof.intent, "/OutputConditionIdentifier")).encode("latin-1", "replace"))
    profile_sets = sorted(set(_FOGRA.findall(proof.profile or b"")))
    if named_sets and profile_sets and named_sets[0] not in profile_sets:
        yield fault(N_("the identifier says FOGRA{stated}, the profile says FOGRA{found}"),
                    stated=named_sets[0].decode(), found=profile_sets[0].decode())
