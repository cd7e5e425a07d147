"""The pictures of records: files beside the run that a column names, each judged as every other picture."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pressroom import files
from pressroom.artwork import photographs
from pressroom.artwork.drawings import drawing
from pressroom.cache import Cache
from pressroom.elements.context import Image
from pressroom.findings import N_, Place, Refused, code, finding
from pressroom.marks import Picture
from pressroom.runs.wording import template
from pressroom.sheet.units import POINTS_PER_INCH
from pressroom.specs.run import FOLDER, RecordPictureSpec
from pressroom.stages import Piece
from pressroom.type.typefaces import Typefaces

RECORD_PICTURE = code(
    "record-picture",
    N_("A copy with a picture that is missing, or too small to be printed, is not what its row asks for."),
    N_("Put the file into the folder that the run names, large enough, or correct its name in the table."))
_KINDS = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".avif", ".gif", ".heic", ".heif", ".svg")


class RecordPictures:
    """Where records' pictures lie, and what each has to be."""

    def __init__(self, root: Path, spec: RecordPictureSpec, piece: Piece, cache: Cache) -> None:
        self._folder = root / FOLDER / spec.folder
        self._spec, self._cache, self._root = spec, cache, root
        self._alt = template(spec.alt)
        self._least = piece.printer_spec.pictures.on(piece.format.name, piece.distance_m)[0]

    def image(self, values: Mapping[str, str], place: Place) -> Image:
        """The picture of a record.

        Raises:
            Refused: it is missing, outside of the folder, of another kind, or damaged.
        """
        name = values[self._spec.column]
        path = files.as_on_disk(self._folder / name)
        if Path(name).name != name or Path(name).suffix.lower() not in _KINDS or not files.is_inside(
                self._folder, name, linked=False) or not path.is_file():
            raise Refused([finding(RECORD_PICTURE, N_("there is no picture of that name in {folder}"), source=place,
                                   folder=f"{FOLDER}/{self._spec.folder}")])
        alt = self._alt.filled(values, plain=True) if self._alt else self._spec.alt
        facts = None if path.suffix.lower() == ".svg" else photographs.inspect(path, self._cache, place)
        if facts is None:
            self._check_flat(path, place)
        return Image(path, alt, (0.5, 0.5), place, facts)

    def _check_flat(self, path: Path, place: Place) -> None:
        """Records' drawings are drawn with what their run shares: no gradients, no transparency."""
        drawn = drawing(path, self._cache, place, Typefaces(self._root / "assets/fonts"))
        if any(shape.gradient or shape.opacity < 1 or shape.groups for shape in drawn.shapes):
            raise Refused([finding(RECORD_PICTURE, N_("its drawing has gradients or is transparent; those of records "
                                                      "must be flat and opaque"), source=place)])

    def check(self, mark: Picture, place: Place) -> None:
        """Whether a picture has the pixels that the printer asks for at its size.

        Raises:
            Refused: it has fewer.
        """
        ppi = min(mark.pixels[0] / mark.box.width, mark.pixels[1] / mark.box.height) * POINTS_PER_INCH
        if ppi < self._least:
            found, least = round(ppi), round(self._least)
            raise Refused([finding(RECORD_PICTURE, N_("its picture has {ppi} ppi there, and the printer asks for "
                                                      "{least}"), source=place, measured=found, limit=least, ppi=found,
                                   least=least)])
