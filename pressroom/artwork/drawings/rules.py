"""The codes of findings about drawings, and the limits of their files."""

from __future__ import annotations

from pressroom.findings import N_, Severity, code

MOST_BYTES = 8_000_000
MOST_ELEMENTS = 20_000
MOST_DEPTH = 200
MOST_NESTED = 250  # levels, with all uses
# Lines and curves, with all uses and clip paths: read from the file, and in the outlines that come of it.
MOST_SEGMENTS = 250_000
MOST_OUTLINED = 1_000_000
# Those that are cut along straight lines, each as often as it is cut, and how often they may cross these.
MOST_CUT_STRAIGHT = 1_000_000
MOST_CROSSINGS = 60_000
# Those that Skia is given to cut, and the pairs of them that overlap: its work grows with the square of both.
MOST_CUT = 20_000
MOST_OVERLAPS = 60_000

MISSING = code(
    "svg-missing",
    N_("A piece names a drawing that is not there, or that cannot be read."),
    N_("Put the file into assets/, or correct its name."))
BROKEN = code(
    "svg-broken",
    N_("An SVG file with faults is drawn differently by every program."),
    N_("Open the drawing in the program that made it and export it again."),
    source="SVG 1.1")
UNSUPPORTED = code(
    "svg-unsupported",
    N_("Drawings are printed in inks inside outlines, flat or as gradients; other features of SVG would be lost or "
       "printed wrongly."),
    N_("In the drawing program turn effects into filled paths, and export as plain SVG."))
EMPTY = code(
    "svg-empty",
    N_("A drawing without any filled shape prints nothing."),
    N_("Export the drawing again, with at least one visible shape that has a fill or a stroke."))
COLOUR = code(
    "svg-colour",
    N_("Drawings are printed in brand inks; for this colour there is none."),
    N_("Map the colour to an ink under `colours:`, or draw in black and let the layout choose the ink."))
DIFFERS = code(
    "svg-differs",
    N_("When a drawing is new, what would be printed of it is held against what an independent renderer (resvg) draws; "
       "where they differ, a shape would be lost, added or of another form on paper."),
    N_("In the drawing program turn the shapes into simple filled paths, and export as plain SVG."),
    source="SVG 1.1")
NOT_COMPARED = code(
    "svg-not-compared",
    N_("Without the package resvg-py a new drawing is not held against an independent renderer."),
    N_("Install what requirements.lock names, or look at the drawing in the preview."),
    severity=Severity.NOTE)
