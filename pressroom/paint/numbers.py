"""Numbers of a PDF."""

from __future__ import annotations


def number(value: float) -> str:
    """A PDF number with at most four decimals, without exponent or trailing zeros."""
    digits = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if digits in ("-0", "") else digits
