"""Files that were made for a piece, by names from the browser: proofs, pictures of what changed, packages."""

from __future__ import annotations

from pathlib import Path

from pressroom import files
from pressroom.findings import N_, Refused, finding
from pressroom.publish import finished as finished_files
from pressroom.specs.validate import UNKNOWN_NAME
from pressroom.studio import sending
from pressroom.studio.tasks import PROOFS
from pressroom.studio.workspace import Workspace

KINDS = ("proof", "changes", "plates")


def known_piece(workspace: Workspace, piece: str) -> str:
    """The name of a piece that has a finished file, as it was asked for: it is part of paths.

    Raises:
        Refused: there is no such piece.
    """
    if not any(entry.piece == piece for entry in sending.finished(workspace).entries.values()):
        raise Refused([finding(UNKNOWN_NAME, N_("there is no press file of {name}"), N_("make it first"),
                               name=piece[:80])], exit_code=2)
    return piece


def picture(workspace: Workspace, piece: str, page: int) -> bytes:
    """A page of a piece, from its preview.

    Raises:
        Refused: there is none, or it is not what the last build wrote.
    """
    finished = sending.finished(workspace)
    pages = finished.pictures(piece)
    if not 1 <= page <= len(pages):
        raise _missing(piece)
    return finished_files.content_of(finished.index, pages[page - 1])


def drawn(workspace: Workspace, piece: str, kind: str, page: int) -> bytes:
    """A picture of the proof, or of what changed on a page since the approval.

    Raises:
        Refused: it was not made.
    """
    if kind not in KINDS:
        raise _missing(piece)
    known_piece(workspace, piece)
    names = [f"{piece}-{kind}-{page}.png", *([f"{piece}-{kind}.png"] if kind == "proof" and page == 1 else [])]
    for name in names:
        content = _read(workspace.root / "out" / PROOFS / name)
        if content:
            return content
    raise _missing(piece)


def proof_pages(workspace: Workspace, piece: str, count: int) -> dict[str, bytes]:
    """The pictures of the proof, by file name.

    Raises:
        Refused: one was not made.
    """
    return {f"{piece}-proof{f'-{page}' if count > 1 else ''}.png": drawn(workspace, piece, "proof", page)
            for page in range(1, count + 1)}


def package_of(workspace: Workspace, piece: str, printer: str) -> bytes:
    """The package of a piece for a printer, as it was made last.

    Raises:
        Refused: it was not made.
    """
    _, entry = sending.press_entry(workspace, piece, printer)
    content = _read(workspace.root / "out/printers" / entry.printer / f"{entry.piece}.zip")
    if not content:
        raise _missing(piece)
    return content


def _read(path: Path) -> bytes:
    try:
        return files.content(path, finished_files.MOST_BYTES)
    except files.Unread:
        return b""


def _missing(piece: str) -> Refused:
    return Refused([finding(UNKNOWN_NAME, N_("nothing of that kind was made of {name}"), N_("make it first"),
                            name=piece[:80])], exit_code=2)
