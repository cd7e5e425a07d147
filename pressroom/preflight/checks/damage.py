"""Pictures, gradients and masks that are not whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pressroom.findings import N_
from pressroom.pdf.objects import entry, is_stream, name
from pressroom.preflight.check import Fault, check, fault
from pressroom.preflight.proof import Proof
from pressroom.preflight.spoils import painted, stream
from pressroom.preflight.walk.painted import PaintedPicture

_PLACED = "1 0 0 1 {{x0}} {{y1}} cm 4 0 0 4 60 -80 cm /{name} Do"


def _picture(samples: bytes, mask: bytes = b"") -> Any:
    def make(writer: Any) -> Any:
        whole = {"/Type": "/XObject", "/Subtype": "/Image", "/Width": 10, "/Height": 10, "/BitsPerComponent": 8}
        entries = {**whole, "/ColorSpace": "/DeviceCMYK"}
        if mask:
            entries["/SMask"] = writer._add_object(stream(mask, {**whole, "/ColorSpace": "/DeviceRGB"}))
        return writer._add_object(stream(samples, entries))
    return make


@check("object-damaged",
       why=N_("What is missing of a picture, a gradient or a mask is filled by each program in its own way, or the "
              "page stops there."),
       mend=N_("Place the picture again, and export the file again."), source="ISO 32000-1:2008, 8.9.5",
       spoil=painted(_PLACED.format(name="Short"), {"/XObject": {"/Short": _picture(b"\x10" * 50)}}))
def object_damaged(proof: Proof) -> Iterator[Fault]:
    """Every picture has all its pixels, every gradient its colours, every mask its drawing."""
    for page in proof.pages:
        for what, area in page.walk.damage:
            yield fault(N_("damaged: {what}"), page=page, area=area, what=what)
        for image in page.walk.every:
            if isinstance(image, PaintedPicture) and image.object_id not in proof.whole_pictures:
                shared = image.object_id if image.object_id > 0 else None  # one inside the content is on one page
                proof.whole_pictures.update(() if shared is None else (shared,))
                if what := proof.pictures.damage(image):
                    yield fault(N_("damaged: {what}"), page=page, area=image.box, what=what, once=shared)


@check("mask-space",
       why=N_("The mask of a picture is read as grey, whatever it says: in other colours each program takes another "
              "part of it."),
       mend=N_("Export the file again; if it stays so, flatten the transparency of that picture."),
       source="ISO 32000-1:2008, 11.6.5.3",
       spoil=painted(_PLACED.format(name="Masked"), {"/XObject": {"/Masked": _picture(
           b"\x10" * 400, mask=b"\x80" * 300)}}))
def mask_space(proof: Proof) -> Iterator[Fault]:
    """The soft mask of every picture is in DeviceGray."""
    for page in proof.pages:
        for image in page.walk.every:
            mask = entry(image.stream, "/SMask") if isinstance(image, PaintedPicture) else None
            if is_stream(mask) and name(entry(mask, "/ColorSpace")) != "DeviceGray":
                yield fault(N_("the mask of a picture is not in DeviceGray"), page=page, area=image.box)
