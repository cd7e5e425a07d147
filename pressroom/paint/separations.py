"""Spot colours as PDF objects: one Separation space per ink, with its CMYK mixture as alternate colour."""

from __future__ import annotations

from collections.abc import Iterable

from pressroom.colour.ink import Ink
from pressroom.paint.document import File, array, dictionary, name
from pressroom.paint.reportlab_documents import pdfdoc


class Separations:
    """The spot plates of one file, in order of first use, and registration colour."""

    def __init__(self) -> None:
        self.used: dict[str, str] = {}
        self._inks: dict[str, Ink] = {}
        self._reserved: dict[str, str] = {}
        self.registers = False

    def reserve(self, inks: Iterable[Ink]) -> None:
        """Give spot inks their resource names before any is used; only those that are used come into the file."""
        for spot in sorted({ink.spot for ink in inks if ink.spot} - self.used.keys()):
            self._reserved[spot] = f"Cs{len(self.used) + len(self._reserved) + 1}"

    def known(self) -> Separations:
        """The same plates; one that is asked for there is not added here."""
        found = Separations()
        found.used, found._inks, found._reserved = dict(self.used), dict(self._inks), self._reserved
        return found

    def key(self, ink: Ink) -> str:
        """The resource name of a spot ink's space."""
        self._inks.setdefault(ink.spot, ink)
        if ink.spot not in self.used:
            self.used[ink.spot] = self._reserved.get(ink.spot) or f"Cs{len(self.used) + 1}"
        return self.used[ink.spot]

    def embed(self, file: File) -> dict[str, object]:
        """Add every space to the file; the resources by name."""
        resources: dict[str, object] = {key: file.add(_space(spot, self._inks[spot].cmyk))
                                        for spot, key in self.used.items()}
        if self.registers:
            resources["All"] = file.add(_space("All", (1.0, 1.0, 1.0, 1.0)), "AllPlates")
        return resources


def _space(spot: str, full: tuple[float, ...]) -> pdfdoc.PDFArray:
    """The space of a plate, linear from no ink at 0 to the CMYK mixture at 1 (ISO 32000-1, 7.10.3 and 8.6.6.4)."""
    tint = dictionary({"FunctionType": 2, "Domain": array([0, 1]), "C0": array([0, 0, 0, 0]),
                       "C1": array([round(part, 4) for part in full]), "N": 1})
    return array([name("Separation"), name(spot), name("DeviceCMYK"), tint])
