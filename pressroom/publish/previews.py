"""Pictures of finished pages, as a screen shows the members' edition."""

from __future__ import annotations

import io

# Pixels; a landscape sheet has them on its short side.
HEIGHT = 1600


def previews(pdf: bytes) -> list[bytes]:
    """A PNG of every page, `HEIGHT` pixels high."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_png(page) for page in document]
    finally:
        document.close()


def _png(page: object) -> bytes:
    height = page.get_height()  # type: ignore[attr-defined]
    picture = page.render(scale=HEIGHT / height).to_pil().convert("RGB")  # type: ignore[attr-defined]
    # Flat inks fit a palette of 256; photographs keep all their colours.
    few = picture.getcolors(maxcolors=20_000)
    out = io.BytesIO()
    if few:
        picture = picture.quantize(256, dither=0)
    picture.save(out, "PNG", optimize=False, compress_level=6)
    return out.getvalue()


def names(piece: str, pages: int) -> list[str]:
    """File names of a piece's previews."""
    return [f"previews/{piece}.png"] if pages == 1 else [f"previews/{piece}-{page}.png" for page in range(1, pages + 1)]
