"""Bon à tirer in the studio: who approved a press file and when, its sheet, and the file itself, to be compared."""

from __future__ import annotations

from pressroom.build import signoffs
from pressroom.build.signoffs import SignOff
from pressroom.cache import Cache
from pressroom.desk.sign_off import NOT_BUILT, Approval, approve
from pressroom.file_index import FileIndex
from pressroom.findings import N_, Refused, finding
from pressroom.publish import finished as finished_files
from pressroom.publish.folder import write_all, write_file
from pressroom.specs.validate import UNKNOWN_NAME
from pressroom.specs.yaml_spliced import Unspliced, spliced
from pressroom.studio import downloads, history, saving, sending
from pressroom.studio.drafts import text_of
from pressroom.studio.studio_folder import private
from pressroom.studio.tasks import APPROVED
from pressroom.studio.workspace import Workspace
from pressroom.text import translation

LONGEST_NAME = 100


def give(workspace: Workspace, piece: str, printer: str, by: str, day: str) -> None:
    """Record in signoffs/ that somebody approves the press file as it lies in out/, and keep a copy of that file.

    Raises:
        Refused: it is not made, is not what the project says now, was changed since, or is a draft.
    """
    files, entry = sending.press_entry(workspace, piece, printer)
    job = sending.saved_job(workspace, entry.material)
    shown = sending.sheet(workspace, sending.saved_job(workspace), files, entry.material, entry.format, printer, "en")
    if not shown["isCurrent"]:
        raise Refused([finding(NOT_BUILT, N_("{name} has changed since its file was made"), N_("make it again"),
                               name=piece, piece=piece)])
    approval = _approval(workspace, piece, printer, by, day)
    content = finished_files.content_of(files.index, entry)
    private(workspace.root)
    write_all(workspace.root / APPROVED, {f"{entry.sha256}.pdf": content})
    write_all(workspace.root / "out", {f"proofs/{piece}-sign-off.pdf": approval.sheet})
    write_all(job.root, {signoffs.path_of(piece): signoffs.as_yaml(approval.record)})
    workspace.events.tell("signed", piece=piece)


def round_sheet(workspace: Workspace, piece: str, printer: str) -> bytes:
    """The proof to send round, a PDF: the pages with their checksum, and lines to sign on, or the name that signed.

    Raises:
        Refused: there is no press file, or it is not what the last build wrote.
    """
    _, entry = sending.press_entry(workspace, piece, printer)
    record = signoffs.read(workspace.root / signoffs.path_of(piece))
    holds = record is not None and record.sha256 == entry.sha256
    return _approval(workspace, piece, printer, record.by if record and holds else "",
                     record.day if record and holds else "").sheet


def _approval(workspace: Workspace, piece: str, printer: str, by: str, day: str) -> Approval:
    _, entry = sending.press_entry(workspace, piece, printer)
    job = sending.saved_job(workspace, entry.material)
    index = FileIndex(workspace.root / "out", Cache(workspace.root / ".cache"))
    translate = translation.translator(job.campaign.language)
    return next(each for each in approve(job, index, entry.material, entry.format, printer, by, day, translate)
                if each.record.piece == piece)


def set_imprint(workspace: Workspace, printer: str, name: str, address: str) -> None:
    """Write a printer's name and address into its preset, and nothing else of the file.

    Raises:
        Refused: there is no such preset, or its file cannot be changed there.
    """
    job = sending.saved_job(workspace)
    printer = sending.chosen_printer(job, printer)
    relative = next(path for path in job.documents if path.rpartition(".")[0] == f"assets/printers/{printer}")
    with workspace.saving:
        text = before = text_of(workspace.root / relative)
        try:
            for key, value in (("name", name), ("address", address)):
                text = spliced(text, ("imprint", key), value)
        except Unspliced:
            raise saving.refusal(relative) from None
        if text == before:
            return
        history.keep(workspace.root, relative, before)
        write_file(workspace.root / relative, saving.encoded(workspace.root / relative, text))
    workspace.events.tell("saved", file=relative)


def approved_of(workspace: Workspace, piece: str) -> SignOff:
    """The approval of a piece.

    Raises:
        Refused: nobody has approved it, or its record cannot be read.
    """
    record = signoffs.read(workspace.root / signoffs.path_of(downloads.known_piece(workspace, piece)))
    if record is None:
        raise Refused([finding(UNKNOWN_NAME, N_("nobody has approved {name} yet"), name=piece)], exit_code=2)
    return record
