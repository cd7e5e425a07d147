"""The codes of findings about pictures."""

from __future__ import annotations

from pressroom.findings import N_, Severity, code

MOST_PIXELS = 300_000_000

MISSING = code(
    "picture-missing",
    N_("A piece names a picture that is not there, or that cannot be read."),
    N_("Put the file into assets/pictures/, or correct its name."))
OUTSIDE = code(
    "picture-outside",
    N_("A project is built on several computers; a picture outside its folder exists on one of them only."),
    N_("Copy the picture into assets/pictures/ and name it from there."))
BROKEN = code(
    "picture-broken",
    N_("An incomplete download opens as part of the picture, the rest grey; it must not go to press."),
    N_("Download or copy the picture again."))
FORMAT = code(
    "picture-format",
    N_("Pictures are read as JPEG, PNG or TIFF, with one picture in a file."),
    N_("Export the picture as JPEG (photographs), PNG or TIFF."))
TOO_LARGE = code(
    "picture-too-large",
    N_("An A0 sheet at 300 ppi has 140 megapixels; a file that states more than 300 is probably damaged, and would "
       "fill the memory."),
    N_("Scale the picture down before you put it into assets/pictures/."))
PROFILE = code(
    "picture-profile",
    N_("The picture has a colour profile that is damaged or made for another kind of picture; its colours are read "
       "without it, and may shift."),
    N_("Export the picture again, with the profile sRGB embedded."),
    severity=Severity.WARNING, weighable=True)
CHANGED = code(
    "picture-changed",
    N_("The picture must not change between its check and the writing of the PDF."),
    N_("Build again."))
