"""Runs: a piece printed once for each record of a table, each copy with its own words, code and picture."""
