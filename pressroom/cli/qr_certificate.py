"""`render.py qr-certificate`: each QR of finished files, read under five conditions by two readers."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pressroom.cli.console import Console
from pressroom.cli.preflight import read_file
from pressroom.findings import N_, Finding, Severity, code, finding
from pressroom.sheet.units import mm, to_mm

if TYPE_CHECKING:
    from pressroom.preflight.certificate import SymbolCertificate

QR_UNCERTAIN = code(
    "qr-uncertain",
    N_("A symbol that fails with one reader or under one condition of print will fail for some people who scan it."),
    N_("Print the symbol larger, in black on bare paper, with four clear modules around it."),
    source="Pressroom, rule 7; ISO/IEC 18004:2015; ISO/IEC 15415:2011")
QR_ABSENT = code("qr-absent", N_("Only symbols are certified, and the file holds none, or not the one that was named."),
                 N_("Name a file that holds the symbol."), source="Pressroom, rule 7")
_MARKS = {"read": N_("read"), "misread": N_("MISREAD"), "unread": N_("unread"), "not run": N_("not run")}


def qr_certificate(root: Path, args: argparse.Namespace, console: Console) -> int:  # noqa: ARG001
    """Certify the symbols of every file; 0 when each reads under every condition."""
    results, findings = [], []
    for file in args.files:
        symbols, faults = _of_file(read_file(file), Path(file).name, tuple(args.qr), args.distance)
        findings += faults
        results.append((file, symbols, faults))
    if args.json:
        from pressroom.publish.manifest import finding_to_json

        rows = [{"file": file, "certified": not faults, "symbols": [_as_json(each) for each in symbols],
                 "findings": [finding_to_json(item) for item in faults]} for file, symbols, faults in results]
        console.print_line(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for file, symbols, _ in results:
            for each in symbols:
                _print_symbol(file, each, console)
        console.findings(findings)
        console.print(N_("{count} symbol{count||s} in {files} file{files||s}, {failing} finding{failing||s}"),
                      files=len(results), count=sum(len(symbols) for _, symbols, _ in results), failing=len(findings))
    return 1 if findings else 0


def _of_file(content: bytes, name: str, expected: tuple[str, ...],
             distance: float) -> tuple[tuple[SymbolCertificate, ...], list[Finding]]:
    from pressroom.preflight.certificate import certificates, open_proof
    from pressroom.preflight.raster import NotRun

    proof = open_proof(content, name, expected)
    if proof.trouble:
        return (), [finding(QR_ABSENT, N_("the file cannot be opened: {reason}"), piece=name,
                            reason=proof.detail or proof.trouble)]
    try:
        symbols = tuple(certificates(proof, mm(1000 * distance) if distance else None))
    except NotRun as reason:
        return (), [finding(QR_ABSENT, N_("not checked: {reason}"), piece=name, reason=str(reason))]
    payloads = {each.payload for each in symbols}
    faults = [finding(QR_ABSENT, N_("no symbol holds {url}"), piece=name, url=url)
              for url in expected if url not in payloads]
    if not symbols and not expected:
        faults.append(finding(QR_ABSENT, N_("there is no symbol in the file"), piece=name))
    faults += [finding(QR_UNCERTAIN, fault, piece=name, sheet=each.page, severity=Severity.ERROR)
               for each in symbols for fault in each.faults]
    return symbols, faults


def _as_json(symbol: SymbolCertificate) -> dict[str, Any]:
    return {"page": symbol.page, "payload": symbol.payload, "version": symbol.version, "level": symbol.level,
            "side_mm": round(to_mm(symbol.side), 3), "module_mm": round(to_mm(symbol.module), 4),
            "quiet_zone_modules": symbol.quiet, "contrast": round(symbol.contrast, 3),
            "distance_m": round(to_mm(symbol.distance) / 1000, 3), "certified": not symbol.faults,
            "readings": [{"rasteriser": each.rasteriser, "reader": each.reader, "condition": each.condition,
                          "result": each.result, "reason": each.reason} for each in symbol.readings]}


def _print_symbol(file: str, symbol: SymbolCertificate, console: Console) -> None:
    console.print(N_("{file}, page {page}: {payload}"), file=file, page=symbol.page, payload=symbol.payload)
    console.print(N_("  version {version}, correction {level}; side {side} mm, module {module} mm; quiet zone {quiet} "
                     "modules; contrast {contrast} %; scanned from {distance} m"),
                  version=symbol.version, level=symbol.level, side=round(to_mm(symbol.side), 1),
                  module=round(to_mm(symbol.module), 2), quiet=symbol.quiet, contrast=round(100 * symbol.contrast),
                  distance=round(to_mm(symbol.distance) / 1000, 2))
    columns = [*dict.fromkeys((each.rasteriser, each.reader) for each in symbol.readings)]
    rows = [*dict.fromkeys(each.condition for each in symbol.readings)]
    results = {(each.rasteriser, each.reader, each.condition): each.result for each in symbol.readings}
    width = max(len(console.translate(row)) for row in rows) + 2
    heads = [f"{rasteriser}/{reader}" for rasteriser, reader in columns]
    console.print_line("  " + " " * width + "  ".join(heads))
    for row in rows:
        cells = [console.translate(_MARKS[results[*column, row]]).ljust(len(head))
                 for column, head in zip(columns, heads, strict=True)]
        console.print_line("  " + console.translate(row).ljust(width) + "  ".join(cells).rstrip())
