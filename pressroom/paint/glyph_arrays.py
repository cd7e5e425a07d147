"""Glyphs as the arrays of `TJ` (ISO 32000-1, 9.4.3)."""

from __future__ import annotations

from pressroom.paint.numbers import number


def array_of(codes: list[str], correction: float) -> str:
    """A part of a `TJ` array: glyph codes, and a correction after them."""
    glyph_codes = f"<{''.join(codes)}>" if codes else ""
    return f"{glyph_codes}{number(correction) if correction else ''}"


def joined(parts: list[str]) -> str:
    """The parts as `TJ` operators; a change of rise ends an array."""
    out: list[str] = []
    open_array: list[str] = []
    for part in parts:
        if part.endswith("Ts"):
            if open_array:
                out.append(f"[{' '.join(open_array)}] TJ")
            open_array = []
            out.append(part)
        elif part:
            open_array.append(part)
    if open_array:
        out.append(f"[{' '.join(open_array)}] TJ")
    return " ".join(out)
