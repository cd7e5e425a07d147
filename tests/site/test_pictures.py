"""Pictures of the site: the same bytes, whichever of them were kept from an earlier run."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from pressroom.cache import Cache, key
from pressroom.site import pictures
from pressroom.site.offers import PagePreview


def test_a_picture_is_the_same_whether_the_wider_ones_were_kept_or_not(tmp_path: Path) -> None:
    light = Image.linear_gradient("L").resize((1500, 2100))
    Image.merge("RGB", [light, light.rotate(180), light]).save(tmp_path / "preview.png")
    preview = PagePreview("preview.png", "0" * 64)
    cache = Cache(tmp_path / "cache")
    first = pictures._views("poster", preview, tmp_path, cache)
    for width in pictures._MOST:
        (tmp_path / "cache" / key(pictures._ENGINE, preview.sha256, width, pictures._MOST[width])).unlink()
        assert pictures._views("poster", preview, tmp_path, cache) == first
