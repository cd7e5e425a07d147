"""The printer's desk: what is done with finished files.

Stamped onto a section's own poster, imposed, tiled, compared, signed off, packed for a printer. It
stands beside the pipeline and calls it, never the other way round. Nothing here writes over a file
that was given to it.
"""
