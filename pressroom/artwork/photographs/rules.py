"""The codes of findings about pictures."""

from __future__ import annotations

from pressroom.findings import N_, Severity, code

MOST_PIXELS = 300_000_000
MOST_PIXELS_WHOLE = 100_000_000
"""Of WebP, AVIF, GIF and HEIC, whose readers hold a picture three or four times in memory."""

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
    N_("Pictures are read as JPEG, PNG, TIFF, WebP, AVIF or GIF, and as HEIC where the package pillow-heif is "
       "installed; a TIFF must hold a single picture."),
    N_("Export the picture as JPEG (photographs), PNG or TIFF."))
TOO_LARGE = code(
    "picture-too-large",
    N_("An A0 sheet at 300 ppi has 140 megapixels; a file that states more than 300 is probably damaged, and would "
       "fill the memory. WebP, AVIF, GIF and HEIC take several times the memory; they may have 100."),
    N_("Scale the picture down before you put it into assets/pictures/."))
PROFILE = code(
    "picture-profile",
    N_("The picture has a colour profile that is damaged or made for another kind of picture; its colours are read "
       "without it, and may shift."),
    N_("Export the picture again, with the profile sRGB embedded."),
    severity=Severity.WARNING, weighable=True)
READ_AS = code(
    "picture-read",
    N_("A file may say nothing of its colours, move, or be of a format that is not printed as it is: what was assumed "
       "of it, and what was left out, shows in print."),
    N_("Nothing, if that is what was meant; otherwise export the picture as JPEG or PNG, with the profile sRGB "
       "embedded."),
    severity=Severity.NOTE, weighable=True, source="Prepress practice, rule 10")
GREY = code(
    "picture-grey",
    N_("Grey mixed from four inks turns pink or green as soon as the press drifts, and fine lines lose register; black "
       "alone stays grey, and costs one plate."),
    N_("Nothing; or write treatment: colour beside the picture, where the depth of four inks is wanted."),
    severity=Severity.NOTE, weighable=True, source="Prepress practice, rule 9")
INKS = code(
    "picture-inks",
    N_("The same inks give other colours on another press or paper. Those of a picture without a profile are taken as "
       "they are; those mixed for another printing condition are separated anew, and black alone becomes four inks."),
    N_("Export the picture for the printer's condition, or in sRGB; words that must stay in black belong on the "
       "layout, or into a PDF."),
    severity=Severity.NOTE, weighable=True, source="Prepress practice, rule 10")
CHANGED = code(
    "picture-changed",
    N_("The picture must not change between its check and the writing of the PDF."),
    N_("Build again."))
