"""The rules that pictures can break."""

from __future__ import annotations

from pressroom.findings import N_, Severity, code

MOST_PIXELS = 300_000_000

MISSING = code(
    "picture-missing",
    N_("A piece names a picture that is not there, or that cannot be read."),
    N_("Put the file into assets/pictures/, or correct its name."))
OUTSIDE = code(
    "picture-outside",
    N_("A project is built on several machines; a picture outside its folder is there on one of them only."),
    N_("Copy the picture into assets/pictures/ and name it from there."))
BROKEN = code(
    "picture-broken",
    N_("A file cut short in a download opens as half a picture, the rest grey; that must not reach a press."),
    N_("Fetch the picture again from where it came from."))
FORMAT = code(
    "picture-format",
    N_("Pictures are read as JPEG, PNG or TIFF, one to a file; of others nobody can say what would be printed."),
    N_("Export the picture as JPEG (photographs), PNG or TIFF."))
TOO_LARGE = code(
    "picture-too-large",
    N_("An A0 sheet at 300 ppi has 140 megapixels; a file that states more than 300 is damaged or hostile, and would "
       "fill the memory."),
    N_("Scale the picture down before it goes into assets/pictures/."))
PROFILE = code(
    "picture-profile",
    N_("The picture carries a colour profile that is damaged or belongs to another kind of picture; its colours are "
       "read as if it had none, which may shift them."),
    N_("Export the picture again, with the profile sRGB embedded."),
    severity=Severity.WARNING, weighable=True)
CHANGED = code(
    "picture-changed",
    N_("What is painted must be what was judged; the file was exchanged in between."),
    N_("Build again."))
