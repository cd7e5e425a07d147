"""Options of the commands for finished files."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from pressroom.cli.parser import Parser

Add = Callable[..., Parser]
PLACES = ("top-left", "top", "top-right", "left", "centre", "right", "bottom-left", "bottom", "bottom-right")


def add(commands: argparse._SubParsersAction[Parser], command: Add) -> None:
    """Add these commands to the parser."""
    _stamp(command(commands, "stamp", "put our QR code and imprint on an existing PDF, into a new file"))
    _impose(command(commands, "impose", "lay a PDF out several times on a larger sheet, with crop marks"))
    _tile(command(commands, "tile", "cut a large poster into sheets that an office printer takes"))
    _package(command(commands, "package", "pack a piece for a printer: press file, job ticket, proof, report"))
    _compare(command(commands, "compare", "show what changed from one PDF to another"))
    _sign_off(command(commands, "sign-off", "record in signoffs/ which press file was approved, and make its sheet"))
    _proof(command(commands, "proof", "show a sheet as it will print, with trim, bleed and safe margin"))


def _output_options(command: Parser) -> None:
    command.add_argument("-o", "--output", default="", metavar="OUT.pdf", help="the new file (beside the old one)")
    command.add_argument("--replace", action="store_true", help="write over an earlier output; never over the source")


def _stamp(command: Parser) -> None:
    command.add_argument("file", metavar="FILE.pdf")
    command.add_argument("--link", required=True, metavar="KEY", help="a link of campaign.yaml")
    command.add_argument("--at", choices=PLACES, default="bottom-right", help="position of the panel (bottom-right)")
    command.add_argument("--size", default="40mm", metavar="LENGTH", help="side of the symbol alone (40mm)")
    command.add_argument("--caption", default="", metavar="TEXT", help="text above the symbol (the link's own call)")
    command.add_argument("--page", type=int, default=1, metavar="N", help="which page (1)")
    command.add_argument("--edition", choices=("press", "members"), default="members",
                         help="imprint to print (members: printed at the practice)")
    command.add_argument("--printer", default="", metavar="NAME", help="a preset, for the press imprint")
    _output_options(command)


def _impose(command: Parser) -> None:
    command.add_argument("file", metavar="FILE.pdf")
    command.add_argument("--on", required=True, metavar="SHEET", help="SRA3, A4, A3, or 330x480mm")
    command.add_argument("--copies", type=int, default=0, metavar="N", help="how many on a sheet (as many as fit)")
    command.add_argument("--gap", default="", metavar="LENGTH", help="from trim to trim (twice the bleed)")
    _output_options(command)


def _tile(command: Parser) -> None:
    command.add_argument("file", metavar="FILE.pdf")
    command.add_argument("--on", default="A4", metavar="SHEET", help="the office printer's paper (A4)")
    command.add_argument("--lap", default="10mm", metavar="LENGTH",
                         help="strip that is glued under its neighbour (10mm)")
    command.add_argument("--margin", default="10mm", metavar="LENGTH", help="edge that the printer leaves blank (10mm)")
    command.add_argument("--page", type=int, default=1, metavar="N", help="which page (1)")
    _output_options(command)


def _material_options(command: Parser) -> None:
    command.add_argument("name", metavar="NAME", help="a material")
    command.add_argument("--format", default="", metavar="FORMAT", help="only this format, e.g. A3")
    command.add_argument("--printer", default="", metavar="NAME", help="a preset of assets/printers (the campaign's)")
    command.add_argument("--out", default="out", metavar="DIR", help="folder of finished files (out)")


def _package(command: Parser) -> None:
    _material_options(command)
    command.add_argument("--copies", type=int, default=0, metavar="N", help="how many are ordered")
    command.add_argument("--paper", default="", metavar="TEXT", help="the paper that is ordered")
    command.add_argument("--contact", default="", metavar="TEXT", help="who answers the printer's questions")


def _compare(command: Parser) -> None:
    command.add_argument("old", metavar="OLD.pdf")
    command.add_argument("new", metavar="NEW.pdf")
    command.add_argument("--json", action="store_true", help="everything as JSON on standard output")
    command.add_argument("--exit-code", action="store_true",
                         help="end with 1 where something differs or was not compared")
    command.add_argument("--out", default="out", metavar="DIR",
                         help="folder whose proofs/ takes the report and its pictures (out)")


def _sign_off(command: Parser) -> None:
    _material_options(command)
    command.add_argument("--by", default="", metavar="WHO", help="who approves it")
    command.add_argument("--on", default="", metavar="DAY", help="the day of approval (today)")


def _proof(command: Parser) -> None:
    command.add_argument("names", nargs="+", metavar="NAME|FILE.pdf")
    command.add_argument("--format", default="", metavar="FORMAT", help="only this format, e.g. A3")
    command.add_argument("--printer", default="", metavar="NAME", help="a preset of assets/printers (the campaign's)")
    command.add_argument("--row", default="longest", metavar="ROW",
                         help="of a run: first, last, shortest, longest, or a number (longest)")
    command.add_argument("--plates", action="store_true", help="every plate as a picture of its own (Ghostscript)")
    command.add_argument("--bare", action="store_true", help="without trim, bleed and safe margin drawn")
    command.add_argument("--out", default="out", metavar="DIR", help="folder whose proofs/ takes the pictures (out)")
