"""Why a file, a page or a stream cannot be read."""

from __future__ import annotations


class Unreadable(Exception):  # noqa: N818 - a state of the file, no programming error
    """It cannot be read; the message says why, in English."""


class Broken(Unreadable):
    """The file is no PDF, or cannot be opened."""


class Locked(Unreadable):
    """The file needs a password."""


class Malformed(Unreadable):
    """The content stream breaks the grammar of ISO 32000-1, 7.8.2."""


class Undecodable(Unreadable):
    """A stream's filters cannot be undone."""


class TooLarge(Undecodable):
    """A stream decompresses to more than its bound."""


class TooMuch(Unreadable):
    """The file exceeds a bound on the work that reading it takes."""
