"""The pictures of a run: named by what they show, so that copies can be painted before any of them is converted."""

from __future__ import annotations

from hashlib import sha256

from pressroom.marks import Picture
from pressroom.paint.document import File
from pressroom.paint.writer import PictureResources, image_object


class RunPictures(PictureResources):
    """Pictures that are converted when the file is written, each once, whichever process has painted it."""

    _wanted: dict[str, Picture]

    def name(self, picture: Picture) -> str:
        """The resource name of a picture; every process gives it the same."""
        told = (picture.sha256, picture.crop, round(picture.box.width, 4), round(picture.box.height, 4), picture.tint,
                picture.ground)
        name = f"I{sha256(repr(told).encode()).hexdigest()[:16]}"
        if not hasattr(self, "_wanted"):
            self._wanted = {}
        self._wanted.setdefault(name, picture)
        return name

    def embed(self, file: File) -> dict[str, object]:
        """Convert every picture, and add it to the file; the resources by name."""
        wanted = getattr(self, "_wanted", {})
        return {name: file.add(image_object(file, self.converted(wanted[name]))) for name in sorted(wanted)}
