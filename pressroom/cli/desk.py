"""Commands for finished files: stamp, impose, tile, package, sign-off, proof."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom.cache import Cache
from pressroom.cli.console import Console
from pressroom.cli.run_build import folder_of
from pressroom.findings import N_, Refused, code, finding
from pressroom.sheet.geometry import Box
from pressroom.sheet.units import parse_length, to_mm

if TYPE_CHECKING:
    from pressroom.desk.original import Original
    from pressroom.stages import Job

BAD_LENGTH = code("bad-length", N_("A length is a number and its unit."), N_("Write 40mm, 4cm or 1.5in."))


def _length(text: str, name: str) -> float:
    try:
        length = parse_length(text)
    except ValueError:
        length = -1.0
    if length < 0:
        raise Refused([finding(BAD_LENGTH, N_("{option} {value} is not a length"), N_("write {option} 40mm"),
                               option=name, value=text)], exit_code=2)
    return length


def _target(args: argparse.Namespace, source: Path, ending: str) -> Path:
    """The path of the new file: `--output`, or beside the source."""
    from pressroom.desk.original import new_file

    path = Path(args.output) if args.output else source.with_name(f"{source.stem}-{ending}.pdf")
    new_file(path, source, replace=args.replace)
    return path


def _write(path: Path, content: bytes) -> None:
    from pressroom.publish.folder import write_file

    write_file(path, content)


def stamp(root: Path, args: argparse.Namespace, console: Console) -> int:
    """Put a QR code and imprint on an existing PDF, in a new file."""
    from pressroom import load
    from pressroom.desk.original import open_original
    from pressroom.desk.stamp import StampRequest, stamp_file

    source = Path(args.file)
    side = _length(args.size, "--size")
    path = _target(args, source, "stamped")
    request = StampRequest(args.link, args.at, side, args.caption, args.page, edition=args.edition,
                           printer=args.printer)
    result = stamp_file(load.job(root), open_original(source), request, Cache(root / ".cache"))
    console.findings(result.findings)
    _write(path, result.content)
    console.print(N_("{file} written: panel of {width} x {height} mm, its code read back"), file=path.as_posix(),
                  width=f"{to_mm(result.panel.width):.0f}", height=f"{to_mm(result.panel.height):.0f}")
    return 0


def impose(root: Path, args: argparse.Namespace, console: Console) -> int:  # noqa: ARG001
    """Lay copies out on a larger sheet."""
    from pressroom.desk.impose import impose_copies
    from pressroom.desk.original import open_original

    source = Path(args.file)
    gap = _length(args.gap, "--gap") if args.gap else None
    path = _target(args, source, f"on-{args.on.lower()}")
    result = impose_copies(open_original(source), args.on, args.copies, gap)
    console.findings(result.findings)
    _write(path, result.content)
    console.print(N_("{file} written: {copies} {copies|copy|copies} on each of {sheets} sheet{sheets||s}, every code "
                     "read back"),
                  file=path.as_posix(), copies=result.copies, sheets=result.sheets)
    return 0


def tile(root: Path, args: argparse.Namespace, console: Console) -> int:
    """Cut a poster into sheets for an office printer."""
    from pressroom import load
    from pressroom.desk.original import open_original
    from pressroom.desk.tile import tile_poster
    from pressroom.text import translation

    source = Path(args.file)
    lap, margin = _length(args.lap, "--lap"), _length(args.margin, "--margin")
    path = _target(args, source, "tiled")
    job = load.job(root)
    translate = translation.translator(job.campaign.language)
    result = tile_poster(job, open_original(source), args.on, lap, margin, args.page, translate)
    console.findings(result.findings)
    _write(path, result.content)
    console.print(N_("{file} written: {columns} x {rows} sheets, every whole code read back"), file=path.as_posix(),
                  columns=result.columns, rows=result.rows)
    return 0


def _today() -> str:
    from datetime import date

    return date.today().isoformat()


def package(root: Path, args: argparse.Namespace, console: Console) -> int:
    """Pack everything that a printer is sent into one file."""
    from pressroom import load
    from pressroom.build import pipeline
    from pressroom.build.request import BuildRequest
    from pressroom.desk import run_desk
    from pressroom.desk.package import Order, approval_of, make_package, require_imprint, require_ready
    from pressroom.desk.press_file import press_files
    from pressroom.file_index import FileIndex
    from pressroom.publish import finished
    from pressroom.publish.folder import write_all
    from pressroom.text import translation

    if run_desk.is_run(root, args.name):
        return _package_run(root, args, console)
    cache, job, out = Cache(root / ".cache"), load.job(root), folder_of(root, args.out)
    printer = args.printer or job.campaign.printer
    list(pipeline.planned(job, BuildRequest(root, out, (args.name,), format=args.format, printer=printer)))
    require_ready(job, args.name)
    require_imprint(job, printer)
    language = getattr(job.printers[printer], "language", "") or job.campaign.language
    translate = translation.translator(language)
    order = Order(args.copies, args.paper, args.contact)
    for _, press in press_files(root, args.name, args.format, printer, cache, _today()):
        finished.require_unchanged(FileIndex(out, cache), press.piece.name, printer)
        approval, told = approval_of(job, press)
        content = make_package(job, press, order, language, translate, approval)
        name = f"printers/{printer}/{press.piece.name}.zip"
        console.findings([*press.report.findings, *told])
        write_all(out, {name: content})
        console.print(N_("{file} written, {size} MB"), file=(out / name).as_posix(), size=f"{len(content) / 1e6:.2f}")
    return 0


def _package_run(root: Path, args: argparse.Namespace, console: Console) -> int:
    from pressroom import load
    from pressroom.desk import run_desk
    from pressroom.desk.package import Order, require_imprint
    from pressroom.publish.folder import write_all
    from pressroom.runs.plan import read
    from pressroom.text import translation

    job, out = load.job(root), folder_of(root, args.out)
    require_imprint(job, read(root, args.name)[0].printer or job.campaign.printer)
    order = Order(args.copies, args.paper, args.contact)
    language = job.campaign.language
    for name, content in run_desk.packages(root, out, args.name, order, language, translation.translator(language),
                                           _today()):
        write_all(out, {name: content})
        console.print(N_("{file} written, {size} MB"), file=(out / name).as_posix(), size=f"{len(content) / 1e6:.2f}")
    return 0


def sign_off(root: Path, args: argparse.Namespace, console: Console) -> int:
    """Record which press file was approved, and make the sheet to sign."""
    from pressroom import load
    from pressroom.build import signoffs
    from pressroom.desk import run_desk
    from pressroom.desk.sign_off import approve
    from pressroom.file_index import FileIndex
    from pressroom.publish.folder import write_all
    from pressroom.text import translation

    if run_desk.is_run(root, args.name):
        record = run_desk.signed(root, folder_of(root, args.out), args.name, args.by, args.on or _today())
        write_all(root, {signoffs.path_of(record.piece): signoffs.as_yaml(record)})
        console.print(N_("{file} approved: {record}"), file=record.file, record=signoffs.path_of(record.piece))
        return 0
    job, out = load.job(root), folder_of(root, args.out)
    translate = translation.translator(job.campaign.language)
    index = FileIndex(out, Cache(root / ".cache"))
    result = approve(job, index, args.name, args.format, args.printer, args.by, args.on or _today(), translate)
    for approval in result:
        console.findings(approval.findings)
        sheet = f"proofs/{approval.record.piece}-sign-off.pdf"
        write_all(out, {sheet: approval.sheet})
        write_all(root, {signoffs.path_of(approval.record.piece): signoffs.as_yaml(approval.record)})
        console.print(N_("{file} approved: {record}; sheet to sign: {sheet}"), file=approval.record.file,
                      record=signoffs.path_of(approval.record.piece), sheet=(out / sheet).as_posix())
    return 0


def proof(root: Path, args: argparse.Namespace, console: Console) -> int:
    """Write pictures of the sheets as they will print to out/proofs/."""
    from pressroom import load, programs
    from pressroom.desk.rendering import NO_PLATES
    from pressroom.desk.softproof import soft_proof
    from pressroom.publish.folder import write_all

    if args.plates and not programs.ghostscript():
        raise Refused([finding(NO_PLATES, N_("Ghostscript is missing: there are no plates to show"),
                               N_("install Ghostscript, or leave --plates out"))], exit_code=3)
    out, job, failing = folder_of(root, args.out), load.job(root), False
    for original, name, profile, safe, zones in _proof_inputs(root, args, job):
        result = soft_proof(original, name, profile, safe, console.translate, overlays=not args.bare,
                            separated=args.plates, zones=zones)
        console.findings(result.findings)
        write_all(out, {f"proofs/{path}": content for path, content in result.pictures.items()})
        for path in result.pictures:
            console.print_line((out / "proofs" / path).as_posix())
        failing = failing or any(item.fails for item in result.findings)
    return 1 if failing else 0


def _proof_inputs(root: Path, args: argparse.Namespace,
                  job: Job) -> Iterator[tuple[Original, str, Path | bytes | None, float, tuple[Box, ...]]]:
    """The files to show, with safe margin and hidden zones: PDFs as they are, materials as press files made now."""
    from pressroom import library
    from pressroom.build import pipeline
    from pressroom.build.request import BuildRequest
    from pressroom.desk import run_desk
    from pressroom.desk.original import open_original, original_of
    from pressroom.desk.press_file import press_files
    from pressroom.desk.softproof import default_safe

    printer = args.printer or job.campaign.printer
    for name in filter(lambda each: run_desk.is_run(root, each), args.names):
        for each in run_desk.proofs(root, name, args.row, _today()):
            yield each.original, each.name, each.profile, each.safe, ()
    args.names = [name for name in args.names if not run_desk.is_run(root, name)]
    pieces = [name for name in args.names if not name.lower().endswith(".pdf")]
    if pieces or args.printer:
        request = BuildRequest(root, root, tuple(pieces), format=args.format, printer=printer)
        list(pipeline.planned(job, request))
    spec = job.printers.get(printer)
    profile = library.profile_file(root, spec.condition.profile) if spec else None
    for name in args.names:
        if name not in pieces:
            path = Path(name)
            original = open_original(path)
            yield original, path.stem, original.proof.profile or profile, spec.safe if spec else default_safe(), ()
            continue
        for _, press in press_files(root, name, args.format, printer, Cache(root / ".cache"), _today()):
            piece = press.piece
            trim = Box(0, 0, piece.format.width, piece.format.height)
            yield (original_of(Path(press.path), press.content), piece.name, piece.profile,
                   piece.printer_spec.safe / piece.scale, piece.finish.zones(trim, piece.scale))
