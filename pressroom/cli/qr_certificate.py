"""`render.py qr-certificate`: each QR of finished files, read under five conditions by two readers."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pressroom.cli.console import Voice
from pressroom.cli.preflight import read_file
from pressroom.findings import N_, Finding, Severity, code, finding
from pressroom.sheet.units import mm, to_mm

if TYPE_CHECKING:
    from pressroom.preflight.certificate import SymbolCertificate

QR_UNCERTAIN = code(
    "qr-uncertain", N_("A symbol that one reader or one kind of print defeats will fail some of those who scan it."),
    N_("Print the symbol larger, in black on bare paper, with four clear modules around it."),
    source="Pressroom, rule 7; ISO/IEC 18004:2015; ISO/IEC 15415:2011")
QR_ABSENT = code("qr-absent", N_("A certificate is about symbols; a file without one, or without the one that was "
                                 "asked for, gets none."),
                 N_("Name a file that bears the symbol."), source="Pressroom, rule 7")
_MARKS = {"read": N_("read"), "misread": N_("MISREAD"), "unread": N_("unread"), "not run": N_("not run")}


def qr_certificate(root: Path, told: argparse.Namespace, voice: Voice) -> int:  # noqa: ARG001
    """Certify the symbols of every file; 0 when each reads under every condition."""
    answers, findings = [], []
    for file in told.files:
        symbols, seen = _of_file(read_file(file), Path(file).name, tuple(told.qr), told.distance)
        findings += seen
        answers.append((file, symbols, seen))
    if told.json:
        from pressroom.publish.manifest import finding_to_json

        voice.plain(json.dumps([{"file": file, "certified": not seen, "symbols": [_as_json(each) for each in symbols],
                                 "findings": [finding_to_json(item) for item in seen]}
                                for file, symbols, seen in answers],
                               ensure_ascii=False, indent=1))
    else:
        for file, symbols, _ in answers:
            for each in symbols:
                _say(file, each, voice)
        voice.findings(findings)
        voice.tell(N_("{count} symbols in {files} files, {failing} findings"), files=len(answers),
                   count=sum(len(symbols) for _, symbols, _ in answers), failing=len(findings))
    return 1 if findings else 0


def _of_file(content: bytes, name: str, asked: tuple[str, ...],
             distance: float) -> tuple[tuple[SymbolCertificate, ...], list[Finding]]:
    from pressroom.preflight.certificate import certificates, open_proof
    from pressroom.preflight.raster import NotRun

    proof = open_proof(content, name, asked)
    if proof.trouble:
        return (), [finding(QR_ABSENT, N_("the file cannot be opened: {reason}"), piece=name,
                            reason=proof.detail or proof.trouble)]
    try:
        symbols = tuple(certificates(proof, mm(1000 * distance) if distance else None))
    except NotRun as reason:
        return (), [finding(QR_ABSENT, N_("not judged: {reason}"), piece=name, reason=str(reason))]
    said = {each.payload for each in symbols}
    seen = [finding(QR_ABSENT, N_("no symbol reads as {url}"), piece=name, url=url) for url in asked if url not in said]
    if not symbols and not asked:
        seen.append(finding(QR_ABSENT, N_("there is no symbol in the file"), piece=name))
    seen += [finding(QR_UNCERTAIN, fault, piece=name, sheet=each.page, severity=Severity.ERROR)
             for each in symbols for fault in each.faults]
    return symbols, seen


def _as_json(symbol: SymbolCertificate) -> dict[str, Any]:
    return {"page": symbol.page, "payload": symbol.payload, "version": symbol.version, "level": symbol.level,
            "side_mm": round(to_mm(symbol.side), 3), "module_mm": round(to_mm(symbol.module), 4),
            "quiet_zone_modules": symbol.quiet, "contrast": round(symbol.contrast, 3),
            "distance_m": round(to_mm(symbol.distance) / 1000, 3), "certified": not symbol.faults,
            "readings": [{"rasteriser": each.rasteriser, "reader": each.reader, "condition": each.condition,
                          "result": each.result, "reason": each.reason} for each in symbol.readings]}


def _say(file: str, symbol: SymbolCertificate, voice: Voice) -> None:
    voice.tell(N_("{file}, page {page}: {payload}"), file=file, page=symbol.page, payload=symbol.payload)
    voice.tell(N_("  version {version}, correction {level}; side {side} mm, module {module} mm; quiet zone {quiet} "
                  "modules; contrast {contrast} %; scanned from {distance} m"),
               version=symbol.version, level=symbol.level, side=round(to_mm(symbol.side), 1),
               module=round(to_mm(symbol.module), 2), quiet=symbol.quiet, contrast=round(100 * symbol.contrast),
               distance=round(to_mm(symbol.distance) / 1000, 2))
    columns = [*dict.fromkeys((each.rasteriser, each.reader) for each in symbol.readings)]
    rows = [*dict.fromkeys(each.condition for each in symbol.readings)]
    results = {(each.rasteriser, each.reader, each.condition): each.result for each in symbol.readings}
    width = max(len(voice.translate(row)) for row in rows) + 2
    heads = [f"{rasteriser}/{reader}" for rasteriser, reader in columns]
    voice.plain("  " + " " * width + "  ".join(heads))
    for row in rows:
        cells = [voice.translate(_MARKS[results[*column, row]]).ljust(len(head))
                 for column, head in zip(columns, heads, strict=True)]
        voice.plain("  " + voice.translate(row).ljust(width) + "  ".join(cells).rstrip())
