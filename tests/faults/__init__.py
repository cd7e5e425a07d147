"""The smallest mistake that trips each code: a table of cases, run by `tests/test_every_code.py` and for the docs."""
