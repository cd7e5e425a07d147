"""The commands of the printer's desk: stamp, impose, tile, package, compare, sign-off, proof."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom.cache import Cache
from pressroom.cli.build import folder_of
from pressroom.cli.console import Voice
from pressroom.findings import N_, Refused, code, finding
from pressroom.sheet.units import parse_length, to_mm

if TYPE_CHECKING:
    from pressroom.desk.original import Original
    from pressroom.stages import Job

BAD_LENGTH = code("bad-length", N_("A length is a number and its unit."), N_("Write 40mm, 4cm or 1.5in."))


def _length(text: str, name: str) -> float:
    try:
        found = parse_length(text)
    except ValueError:
        found = -1.0
    if found < 0:
        raise Refused([finding(BAD_LENGTH, N_("{option} {value} is no length"), N_("write {option} 40mm"),
                               option=name, value=text)], exit_code=2)
    return found


def _target(told: argparse.Namespace, source: Path, ending: str) -> Path:
    """Where the new file goes: named, or beside the old one."""
    from pressroom.desk.original import new_file

    path = Path(told.output) if told.output else source.with_name(f"{source.stem}-{ending}.pdf")
    new_file(path, (source,), replace=told.replace)
    return path


def _write(path: Path, content: bytes) -> None:
    from pressroom.publish.folder import write_all

    write_all(path.parent, {path.name: content})


def stamp(root: Path, told: argparse.Namespace, voice: Voice) -> int:
    """Our QR code and imprint on somebody's PDF, into a new file."""
    from pressroom import load
    from pressroom.desk.original import opened
    from pressroom.desk.stamp import Stamp, stamped

    source = Path(told.file)
    side = _length(told.size, "--size")
    path = _target(told, source, "stamped")
    asked = Stamp(told.link, told.at, side, told.caption, told.page, edition=told.edition, printer=told.printer)
    done = stamped(load.job(root), opened(source), asked, Cache(root / ".cache"))
    voice.findings(done.findings)
    _write(path, done.content)
    voice.tell(N_("{file} written: panel of {width} x {height} mm, its code read back"), file=path.as_posix(),
               width=f"{to_mm(done.panel.width):.0f}", height=f"{to_mm(done.panel.height):.0f}")
    return 0


def impose(root: Path, told: argparse.Namespace, voice: Voice) -> int:  # noqa: ARG001
    """Copies on a larger sheet."""
    from pressroom.desk.impose import imposed
    from pressroom.desk.original import opened

    source = Path(told.file)
    gap = _length(told.gap, "--gap") if told.gap else None
    path = _target(told, source, f"on-{told.on.lower()}")
    done = imposed(opened(source), told.on, told.copies, gap)
    voice.findings(done.findings)
    _write(path, done.content)
    voice.tell(N_("{file} written: {copies} copies on each of {sheets} sheets, every code read back"),
               file=path.as_posix(), copies=done.copies, sheets=done.sheets)
    return 0


def tile(root: Path, told: argparse.Namespace, voice: Voice) -> int:
    """A poster on the office printer's sheets."""
    from pressroom import load
    from pressroom.desk.original import opened
    from pressroom.desk.tile import tiled
    from pressroom.text import translation

    source = Path(told.file)
    lap, margin = _length(told.lap, "--lap"), _length(told.margin, "--margin")
    path = _target(told, source, "tiled")
    job = load.job(root)
    printed = translation.translator(job.campaign.language)
    done = tiled(job, opened(source), told.on, lap, margin, told.page, printed)
    voice.findings(done.findings)
    _write(path, done.content)
    voice.tell(N_("{file} written: {columns} x {rows} sheets, every whole code read back"), file=path.as_posix(),
               columns=done.columns, rows=done.rows)
    return 0


def _today() -> str:
    from datetime import date

    return date.today().isoformat()


def package(root: Path, told: argparse.Namespace, voice: Voice) -> int:
    """Everything that a printer is sent, in one file."""
    from pressroom import load
    from pressroom.build import pipeline
    from pressroom.build.request import BuildRequest
    from pressroom.desk.package import Order, named, packed
    from pressroom.desk.press_file import press_files
    from pressroom.publish.folder import write_all
    from pressroom.text import translation

    cache, job, out = Cache(root / ".cache"), load.job(root), folder_of(root, told.out)
    printer = told.printer or job.campaign.printer
    list(pipeline.planned(job, BuildRequest(root, out, (told.name,), format=told.format, printer=printer)))
    named(job, printer)
    language = getattr(job.printers[printer], "language", "") or job.campaign.language
    translate = translation.translator(language)
    order = Order(told.copies, told.paper, told.contact)
    for _, press in press_files(root, told.name, told.format, printer, cache, _today()):
        content = packed(job, press, order, language, translate)
        name = f"printers/{printer}/{press.piece.name}.zip"
        voice.findings(press.report.findings)
        write_all(out, {name: content})
        voice.tell(N_("{file} written, {size} MB"), file=(out / name).as_posix(), size=f"{len(content) / 1e6:.2f}")
    return 0


def compare(root: Path, told: argparse.Namespace, voice: Voice) -> int:
    """What changed from one PDF to another."""
    from pressroom.desk.compare import compared
    from pressroom.desk.original import opened
    from pressroom.publish.folder import write_all

    old, new = opened(Path(told.old)), opened(Path(told.new))
    out, changed = folder_of(root, told.out), False
    for one in compared(old, new):
        if not one.changed:
            continue
        changed = True
        voice.tell(N_("page {page}:"), page=one.page)
        for words in one.gone:
            voice.plain(f"  - {words}")
        for words in one.come:
            voice.plain(f"  + {words}")
        if one.areas < 0:
            voice.tell(N_("  the page is of another size, or is in one file only"))
        elif one.areas:
            name = f"proofs/{new.path.stem}-changes-{one.page}.png"
            write_all(out, {name: one.picture})
            voice.tell(N_("  {areas} changed areas, {share} % of the page: {file}"), areas=one.areas,
                       share=f"{one.share * 100:.2f}", file=(out / name).as_posix())
    if not changed:
        voice.tell(N_("no word and no pixel changed"))
    return 0


def sign_off(root: Path, told: argparse.Namespace, voice: Voice) -> int:
    """Keep which press file was approved, and make the sheet that is signed."""
    from pressroom import load
    from pressroom.build import signoffs
    from pressroom.desk.signing import signings
    from pressroom.publish.folder import write_all
    from pressroom.text import translation

    job, out = load.job(root), folder_of(root, told.out)
    translate = translation.translator(job.campaign.language)
    done = signings(job, out, told.name, told.format, told.printer, told.by, told.on or _today(), translate)
    for one in done:
        voice.findings(one.findings)
        sheet = f"proofs/{one.signed.piece}-sign-off.pdf"
        write_all(out, {sheet: one.sheet})
        write_all(root, {signoffs.path_of(one.signed.piece): signoffs.as_yaml(one.signed)})
        voice.tell(N_("{file} approved: {kept}; sheet to sign: {sheet}"), file=one.signed.file,
                   kept=signoffs.path_of(one.signed.piece), sheet=(out / sheet).as_posix())
    return 0


def proof(root: Path, told: argparse.Namespace, voice: Voice) -> int:
    """Sheets as they will print, as pictures in out/proofs/."""
    from pressroom import load, programs
    from pressroom.desk.drawing import NO_PLATES
    from pressroom.desk.softproof import soft_proof
    from pressroom.publish.folder import write_all

    if told.plates and not programs.ghostscript():
        raise Refused([finding(NO_PLATES, N_("Ghostscript is missing: there are no plates to show"),
                               N_("install Ghostscript, or leave --plates out"))], exit_code=3)
    out, job, failing = folder_of(root, told.out), load.job(root), False
    for brought, name, profile, safe in _proofed(root, told, job):
        done = soft_proof(brought, name, profile, safe, voice.translate, overlays=not told.bare,
                          separated=told.plates)
        voice.findings(done.findings)
        write_all(out, {f"proofs/{path}": content for path, content in done.pictures.items()})
        for path in done.pictures:
            voice.plain((out / "proofs" / path).as_posix())
        failing = failing or any(item.fails for item in done.findings)
    return 1 if failing else 0


def _proofed(root: Path, told: argparse.Namespace,
             job: Job) -> Iterator[tuple[Original, str, Path | bytes | None, float]]:
    """What is shown: files as they are, materials as they would be printed now."""
    from pressroom.build import pipeline
    from pressroom.build.request import BuildRequest
    from pressroom.desk.original import of_bytes, opened
    from pressroom.desk.press_file import press_files
    from pressroom.desk.softproof import usual_safe

    printer = told.printer or job.campaign.printer
    pieces = [name for name in told.names if not name.lower().endswith(".pdf")]
    if pieces or told.printer:
        wanted = BuildRequest(root, root, tuple(pieces), format=told.format, printer=printer)
        list(pipeline.planned(job, wanted))
    spec = job.printers.get(printer)
    profile = root / "assets/icc" / spec.condition.profile if spec else None
    for name in told.names:
        if name not in pieces:
            path = Path(name)
            brought = opened(path)
            yield brought, path.stem, brought.proof.profile or profile, spec.safe if spec else usual_safe()
            continue
        for _, press in press_files(root, name, told.format, printer, Cache(root / ".cache"), _today()):
            yield (of_bytes(Path(press.path), press.content), press.piece.name, press.piece.profile,
                   press.piece.printer_spec.safe)
