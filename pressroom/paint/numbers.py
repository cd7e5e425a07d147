"""Numbers of a PDF."""

from __future__ import annotations

FINE = 8
"""Decimals of the numbers of a matrix or a function."""


def number(value: float, decimals: int = 4) -> str:
    """A PDF number with at most that many decimals, without exponent or trailing zeros."""
    digits = f"{value:.{decimals}f}".rstrip("0").rstrip(".")
    return "0" if digits in ("-0", "") else digits
