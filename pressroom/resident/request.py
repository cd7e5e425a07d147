"""What a command hands over to the resident process, as bytes; and by what the two know that they are the same program.

Arguments and the environment hold no NUL byte, so that fields between NUL bytes say everything. Kept free of imports.
"""

from __future__ import annotations

import os
import sys

MOST_BYTES = 8 << 20
LENGTH_BYTES = 4
ACCEPTED, REFUSED, GO, ENDED = b"A", b"R", b"G", b"X"
STATUS_BYTES = 4
"""The exit code after `ENDED`, signed: negative for a signal that ended the command."""

_MAGIC = b"pressroom resident 1"
_HEAD = 9
PACKAGE = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))  # noqa: PTH120 - pathlib takes 7 ms


class Malformed(ValueError):  # noqa: N818 - what others did, not a programming error
    """What came is no request."""


def identity() -> bytes:
    """What both processes must have in common to behave alike: the program, and how Python was started."""
    # A locale that the system lacks puts Python into its UTF-8 mode: names of files are then read in the same encoding.
    flags = repr(sys.flags).replace(f"utf8_mode={sys.flags.utf8_mode}", "")
    return "\n".join((PACKAGE, sys.version, sys.prefix, flags, str(sys._xoptions),
                      str(sys.warnoptions), sys.getfilesystemencoding())).encode("utf-8", "surrogateescape")


class Request:
    """A command to run.

    Attributes:
        identity: of the process that asks.
        root: of the project, resolved; `place` is its device and inode.
        program: the name that the user typed, `render.py` or `pressroom`.
        umask: of files that the command makes.
        ignored: numbers of the signals that the command's caller ignores.
        streams: for standard input, output and error: encoding, error handler, and whether lines and characters are
            written at once; empty for a closed one.
        words: the command line.
        environment: the variables, each as NAME=VALUE.
    """

    __slots__ = ("environment", "identity", "ignored", "place", "program", "root", "streams", "umask", "words")

    def __init__(self, identity: bytes, root: bytes, place: bytes, program: bytes, umask: int, ignored: list[int],
                 streams: list[bytes], words: list[bytes], environment: list[bytes]) -> None:
        self.identity, self.root, self.place, self.program, self.umask = identity, root, place, program, umask
        self.ignored, self.streams, self.words, self.environment = ignored, streams, words, environment

    def packed(self) -> bytes:
        """The request as bytes, its length first."""
        fields = [_MAGIC, self.identity, self.root, self.place, self.program, b"%o" % self.umask,
                  b" ".join(b"%d" % number for number in self.ignored), b"\n".join(self.streams),
                  b"%d" % len(self.words), *self.words, *self.environment]
        body = b"\0".join(fields)
        return len(body).to_bytes(LENGTH_BYTES, "big") + body


def unpacked(body: bytes) -> Request:
    """The request in the bytes after the length.

    Raises:
        Malformed: they are none.
    """
    fields = body.split(b"\0")
    try:
        if fields[0] != _MAGIC:
            raise Malformed
        count, streams = int(fields[8]), fields[7].split(b"\n")
        words, environment = fields[_HEAD:_HEAD + count], fields[_HEAD + count:]
        if count < 0 or len(words) != count or len(streams) != 3 or any(b"=" not in item for item in environment):
            raise Malformed
        alike, root, place, program = fields[1:5]
        return Request(alike, root, place, program, int(fields[5], 8) & 0o777,
                       [int(number) for number in fields[6].split()], streams, words, environment)
    except (ValueError, IndexError):
        raise Malformed from None
