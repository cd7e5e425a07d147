"""Transparency, and settings for one device."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pressroom.findings import N_
from pressroom.pdf.objects import entry, items, name, number, raw_entry, resolved
from pressroom.pdf.spaces import space_of
from pressroom.pdf.steps import layers
from pressroom.preflight.check import Fault, check, fault
from pressroom.preflight.proof import Page, Proof
from pressroom.preflight.spoils import Spoil, changed, drop, first_page, painted, stream
from pressroom.preflight.walk.painted import PaintedPicture

_BLENDS = frozenset({"Normal", "Compatible", "Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorDodge",
                     "ColorBurn", "HardLight", "SoftLight", "Difference", "Exclusion", "Hue", "Saturation", "Color",
                     "Luminosity"})  # ISO 32000-1, tables 136 and 137
_SWATCH = "0 0 0 0.5 k 1 0 0 1 {x0} {y1} cm 60 -80 20 20 re f"


def transparent(page: Page) -> bool:
    """Whether anything on the page is transparent."""
    return bool(page.walk.groups) or any(
        thing.settings.transparent or (isinstance(thing, PaintedPicture) and _masked(thing))
        for thing in page.walk.things)


def _masked(picture: PaintedPicture) -> bool:
    return raw_entry(picture.stream, "/SMask") is not None


@check("page-group",
       why=N_("Transparent colours are blended in the page's blend space. If it is missing or RGB, every colour below "
              "a transparent object changes, black text too."),
       mend=N_("Write /Group with /CS /DeviceCMYK into the page."),
       source="GWG 2022, R0030; ISO 15930-7:2010 (PDF/X-4), rule 14", needs=("press", "live"),
       spoil=changed(lambda writer: drop(first_page(writer), "/Group")))
def page_group(proof: Proof) -> Iterator[Fault]:
    """Where transparency is used, the page's group is DeviceCMYK."""
    for page in proof.pages:
        stated = entry(page.leaf, "/Group", "/CS")
        space = None if stated is None else space_of(stated, resolved(page.inherited.get("/Resources")))
        if (space is None and transparent(page)) or (space is not None and space.family != "DeviceCMYK"):
            yield fault(N_("transparency is blended in {space} instead of DeviceCMYK"), page=page,
                        space=space.label if space else "-")


def _rgb_group(writer: Any) -> Any:
    return writer._add_object(stream(b"0 0 0 0.5 k 0 0 20 20 re f", {
        "/Type": "/XObject", "/Subtype": "/Form", "/BBox": [0, 0, 20, 20],
        "/Group": {"/S": "/Transparency", "/CS": "/DeviceRGB"}}))


@check("form-group",
       why=N_("A group that blends in RGB converts the CMYK inside it to RGB and back; printers' programs refuse it."),
       mend=N_("Export the group with blend space DeviceCMYK, or without one."), source="GWG 2022, R0030",
       needs=("press",), spoil=painted("1 0 0 1 {x0} {y1} cm 1 0 0 1 60 -80 cm /Mixed Do",
                                       {"/XObject": {"/Mixed": _rgb_group}}))
def form_group(proof: Proof) -> Iterator[Fault]:
    """Groups inside the page are DeviceCMYK, or take the page's space."""
    for page in proof.pages:
        for group in page.walk.groups:
            if group.space is not None and group.space.family != "DeviceCMYK":
                yield fault(N_("a group is blended in {space} instead of DeviceCMYK"), page=page, area=group.box,
                            space=group.space.label)
        for group in page.walk.masks:  # a mask is grey in the end
            if group.space is not None and group.space.family not in ("DeviceCMYK", "DeviceGray"):
                yield fault(N_("a soft mask is blended in {space} instead of DeviceGray"), page=page, area=group.box,
                            space=group.space.label)


def _state(**entries: Any) -> Spoil:
    return painted(f"/Spoilt gs {_SWATCH}", {"/ExtGState": {"/Spoilt": {f"/{key}": value for key, value in
                                                                        entries.items()}}})


@check("blend-mode",
       why=N_("A blend mode outside the standard is blended differently in each program."),
       mend=N_("Use a blend mode of the standard."), source="ISO 32000-1:2008, 11.3.5", needs=("press",),
       spoil=_state(BM="/Fancy"))
def blend_mode(proof: Proof) -> Iterator[Fault]:
    """Blend modes are the standard's."""
    for page in proof.pages:
        for mode in sorted({thing.settings.blend for thing in page.walk.things} - _BLENDS):
            yield fault(N_("the blend mode {mode} is not known"), page=page, mode=mode)


@check("transfer-function",
       why=N_("A transfer function changes every tone for one device, and so distorts it on any other."),
       mend=N_("Export without transfer functions."), source="ISO 15930-7:2010 (PDF/X-4), rule 12",
       needs=("press",), spoil=_state(TR="/Identity"))
def transfer_function(proof: Proof) -> Iterator[Fault]:
    """No TR, no TR2 except Default, no HTP."""
    for page in proof.pages:
        for state in page.walk.states:
            second = entry(state, "/TR2")
            if (raw_entry(state, "/TR") is not None or raw_entry(state, "/HTP") is not None
                    or (second is not None and name(second) != "Default")):
                yield fault(N_("a transfer function or halftone phase is set"), page=page)


@check("halftone",
       why=N_("The press uses its own halftone screen; a file with another prints worse, or not at all."),
       mend=N_("Export without halftones."), source="ISO 15930-7:2010 (PDF/X-4), rule 12", needs=("press",),
       spoil=_state(HT={"/Type": "/Halftone", "/HalftoneType": 1, "/Frequency": 60, "/Angle": 45,
                        "/SpotFunction": "/Round", "/HalftoneName": b"Ours"}))
def halftone(proof: Proof) -> Iterator[Fault]:
    """Halftones are of type 1 or 5, and have no name."""
    for page in proof.pages:
        for state in page.walk.states:
            screen = entry(state, "/HT")
            if isinstance(screen, dict) and (number(entry(screen, "/HalftoneType")) not in (1.0, 5.0)
                                             or raw_entry(screen, "/HalftoneName") is not None):
                yield fault(N_("a halftone is set that PDF/X forbids"), page=page)


@check("optional-content", sees="whole",
       why=N_("If layers can be switched off, it depends on the printer's program which of them is printed."),
       mend=N_("Export without layers."),
       source="GWG 2022, R0034; GWG 2022, R0036; Prepress practice, rule 5", needs=("press",),
       spoil=changed(lambda writer: _layered(writer)))
def optional_content(proof: Proof) -> Iterator[Fault]:
    """There are no layers but those of processing steps, and none of these is hidden."""
    stated = entry(proof.catalogue, "/OCProperties")
    hidden = len(items(entry(stated, "/D", "/OFF")))
    if stated is not None and (hidden or None in layers(proof.catalogue)):
        yield fault(N_("the file has layers, {hidden} of them hidden"), hidden=hidden)
    elif proof.facts.layers:
        yield fault(N_("content belongs to layers that the file does not declare"))


def _layered(writer: Any) -> None:
    from pressroom.preflight.spoils import catalogue, put, pypdf_object

    layer = writer._add_object(pypdf_object({"/Type": "/OCG", "/Name": b"Layer"}))
    put(catalogue(writer), "/OCProperties", pypdf_object({"/OCGs": [layer], "/D": {"/Order": [layer]}}))
