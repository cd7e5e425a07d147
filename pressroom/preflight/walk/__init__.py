"""The content-stream interpreter: what a page paints, with which colour, where and how."""

from __future__ import annotations

from pressroom.preflight.walk import appearances, paths, pictures, settings, shadings, texts
from pressroom.preflight.walk.walker import walk_page

__all__ = ["appearances", "paths", "pictures", "settings", "shadings", "texts", "walk_page"]
