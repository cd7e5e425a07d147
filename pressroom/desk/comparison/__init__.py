"""The parts of a comparison of two PDFs: a module for each kind of difference, and the report of all of them.

`desk/compare.py` calls them; each takes both files, or a pair of pages, and yields its differences.
"""
