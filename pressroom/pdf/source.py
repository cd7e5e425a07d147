"""The bytes of a PDF: in memory, or, of a large one, in an open file of which only what is read is in memory."""

from __future__ import annotations

import io
import os
from typing import BinaryIO

_PIECE = 2**20


class HeldFile(io.RawIOBase):
    """An open file, read by position, so that the processes that share its descriptor do not move each other's place.

    A file that is shortened meanwhile reads as one that breaks off.
    """

    def __init__(self, descriptor: int, size: int) -> None:
        """Hold a descriptor for reading, which the object owns; `size` is in bytes."""
        super().__init__()
        self._descriptor, self.size, self._at = descriptor, size, 0

    def __len__(self) -> int:
        return self.size

    def reopened(self) -> HeldFile:
        """The same file with a place of its own."""
        return HeldFile(os.dup(self._descriptor), self.size)

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move to a place."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self.size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        """The place of the next byte."""
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer; how many bytes there were."""
        content = os.pread(self._descriptor, len(buffer), self._at)
        buffer[:len(content)] = content
        self._at += len(content)
        return len(content)

    def close(self) -> None:
        """Close the file."""
        if not self.closed:
            os.close(self._descriptor)
        super().close()


def opened(pdf: bytes | HeldFile) -> BinaryIO:
    """A stream of the bytes, with a place of its own."""
    return io.BytesIO(pdf) if isinstance(pdf, bytes) else io.BufferedReader(pdf.reopened(), _PIECE >> 4)


def begin(pdf: bytes | HeldFile, count: int) -> bytes:
    """The first bytes, at most `count`."""
    with opened(pdf) as stream:
        return stream.read(count)


def whole(pdf: bytes | HeldFile) -> bytes:
    """All bytes, in memory."""
    if isinstance(pdf, bytes):
        return pdf
    with opened(pdf) as stream:
        return stream.read()


def contains(pdf: bytes | HeldFile, *needles: bytes) -> bool:
    """Whether one of the needles is somewhere in the bytes."""
    overlap, before = max(map(len, needles)), b""
    with opened(pdf) as stream:
        while piece := stream.read(_PIECE):
            if any(needle in before + piece for needle in needles):
                return True
            before = piece[-overlap:]
    return False
