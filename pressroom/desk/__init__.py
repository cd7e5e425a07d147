"""Work on finished PDFs: stamp, impose, tile, compare, proof, sign off, package for a printer.

This package calls the stages; no stage calls it. It never writes over a source file.
"""
