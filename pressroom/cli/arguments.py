"""The command line. Kept free of heavy imports, so that `--help` and an unchanged build are quick."""

from __future__ import annotations

import argparse

from pressroom import __version__
from pressroom.cli.parser import Parser, argparse_in, localise, parse
from pressroom.editions import EDITIONS
from pressroom.interpreter import command_name
from pressroom.text.translation import Translate

_BUILD = "make all editions of all (or these) materials that changed"
THINGS = ("materials", "layouts", "parts", "printers", "elements", "checks", "fixups")


def read_arguments(words: list[str], translate: Translate = str) -> argparse.Namespace:
    """The arguments in `words`; those of a build are read without the slower parsers of all other commands.

    Args:
        words: the command and its arguments.
        translate: to the language of help and errors.

    Raises:
        SystemExit: the command line is wrong, or asks for help.
    """
    with argparse_in(translate):
        if words[:1] != ["build"]:
            return parse(localise(parser(), translate), words)
        build = Parser(prog=f"{command_name()} build", description=_BUILD)
        _language(build)
        _build(build)
        return parse(localise(build, translate), words[1:], argparse.Namespace(command="build"))


def parser() -> Parser:
    """The parser of the whole command, in English."""
    top = Parser(prog=command_name(), description="Make a campaign's pieces from its YAML.",
                 epilog="Without a command it builds: `render.py petition --format A3`.")
    top.add_argument("--version", action="version", version=f"Pressroom {__version__}")
    _language(top)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND", prog=top.prog)
    _build(_command(commands, "build", _BUILD))
    check = _names(_command(commands, "check", "check the specifications; write nothing"))
    check.add_argument("--spelling", action="store_true", help="look words up in Hunspell's dictionaries")
    check.add_argument(
        "--explain-typography", action="store_true", help="list what French and English typography changed")
    _command(commands, "list", "list what the project has").add_argument(
        "things", choices=THINGS, metavar="THINGS", help=", ".join(THINGS))
    _command(commands, "explain", "explain a rule: why it exists, and what to do").add_argument("code", metavar="CODE")
    schema = _command(commands, "schema", "write the JSON Schemas that editors complete from")
    schema.add_argument("--out", metavar="DIR", default="schemas", help="folder (schemas)")
    _new(_command(commands, "new", "write a new material to fill in, or a new run of a material"))
    _new_printer(_command(commands, "new-printer", "write a printer's preset: asks, or takes --from and --set"))
    _init(_command(commands, "init", "make a project for another organisation: asks, or takes options"))
    contact = _command(commands, "contact", "put every piece at the same height on one picture, out/contact.png")
    contact.add_argument("--format", default="", metavar="FORMAT", help="format to show, where a piece has it (A3)")
    contact.add_argument("--out", default="out", metavar="DIR", help="folder of finished files (out)")
    critique = _names(_command(commands, "critique", "draw over each sheet what the rules of composition measure"))
    critique.add_argument("--format", default="", metavar="FORMAT", help="only this format, e.g. A3")
    critique.add_argument("--out", default="out", metavar="DIR", help="folder of finished files (out)")
    _colours(_command(commands, "colours", "show the brand in print and on screens, or propose inks for colours"))
    _preflight(_command(commands, "preflight", "check any PDF, ours or not"))
    _certificate(_command(commands, "qr-certificate", "read each QR code of finished files under several conditions"))
    _site(_command(commands, "site", "make the resources page, out/site, after building what changed"))
    _serve(_command(commands, "serve", "serve the site on this machine, and update it at each change"))
    _studio(_command(commands, "studio", "open the studio: fill in forms, look at the sheet, send it to the printer"))
    _command(commands, "resident", "stay in memory, so that the commands of this project begin at once")
    _letters(_command(commands, "letters", "make the letters to officials as Word files, or those of one commune"))
    _officials(commands)
    from pressroom.cli import desk_arguments, run_arguments

    run_arguments.add(commands, _command)
    desk_arguments.add(commands, _command)
    return top


def _command(commands: argparse._SubParsersAction[Parser], name: str,
             summary: str) -> Parser:
    parser = commands.add_parser(name, help=summary, description=summary)
    _language(parser)
    return parser


def _language(command: Parser) -> None:
    command.add_argument("--lang", choices=("fr", "en"), help="language of the messages (the environment's)")


def _names(command: Parser) -> Parser:
    command.add_argument("names", nargs="*", metavar="NAME", help="materials (all)")
    return command


def _build(command: Parser) -> None:
    _names(command)
    command.add_argument("--edition", action="append", choices=EDITIONS, default=[],
                         help="only this edition; may be given again")
    command.add_argument("--format", default="", metavar="FORMAT", help="only this format, e.g. A3")
    command.add_argument("--printer", default="", metavar="NAME", help="a preset of assets/printers")
    command.add_argument("--out", default="out", metavar="DIR", help="folder of finished files (out)")
    command.add_argument("--watch", action="store_true",
                         help="build again whenever materials, layouts or assets change, until Ctrl-C")
    command.add_argument("--fresh", action="store_true", help="make everything again")
    command.add_argument("--today", default="", metavar="DAY", help="the day against which links expire")


def _site(command: Parser) -> None:
    command.add_argument("--today", default="", metavar="DAY",
                         help="the day for embargo and expiry (the newest date of the materials)")
    command.add_argument("--base-url", default="", metavar="URL", help="address of the published site (links: site:)")
    command.add_argument("--database", default="", metavar="FILE", help="the register of officials (officials.sqlite)")
    command.add_argument("--out", default="out", metavar="DIR", help="folder of finished files (out)")


def _studio(command: Parser) -> None:
    command.add_argument("--port", type=int, default=0, metavar="PORT",
                         help="port on this machine (the project's own, or any that is free)")
    command.add_argument("--no-open", action="store_true", help="open no browser; the address is printed")


def _new(command: Parser) -> None:
    command.add_argument("name", metavar="NAME")
    kind = command.add_mutually_exclusive_group(required=True)
    kind.add_argument("--layout", metavar="LAYOUT", default="")
    kind.add_argument("--run", metavar="MATERIAL", default="", help="a run: one copy of the material for each row")
    command.add_argument("--table", metavar="FILE", default="",
                         help="of a run: its table, whose columns are written out")


def _serve(command: Parser) -> None:
    _site(command)
    command.add_argument("--port", type=int, default=8000, metavar="N", help="port (8000)")
    command.add_argument("--host", default="127.0.0.1", metavar="ADDRESS",
                         help="address to listen on (127.0.0.1: this machine only)")
    command.add_argument("--no-reload", action="store_true", help="do not watch the project's files")


def _colours(command: Parser) -> None:
    command.add_argument("colours", nargs="*", metavar="[NAME=]COLOUR",
                         help="a colour as '#0050a0', or inks as 100,65,0,5 (none: the brand)")
    command.add_argument("--printer", default="", metavar="NAME", help="a preset of assets/printers (the campaign's)")
    command.add_argument("--out", default="out", metavar="DIR", help="folder of finished files (out)")


def _preflight(command: Parser) -> None:
    command.add_argument("files", nargs="+", metavar="FILE.pdf")
    command.add_argument("--printer", default="", metavar="NAME", help="a preset of assets/printers")
    command.add_argument("--trim", default="", metavar="WxHmm", help="size of the trim, e.g. 297x420mm")
    command.add_argument("--qr", action="append", default=[], metavar="URL", help="an address that a code must hold")
    command.add_argument("--json", action="store_true", help="findings as JSON")
    command.add_argument("--plates", action="store_true", help="measure ink on the plates that Ghostscript makes")
    command.add_argument("--report", default="", metavar="DIR", help="write DIR/report.html with pictures")
    command.add_argument("--repair", default="", metavar="OUT.pdf", help="write a copy with every safe repair made")
    command.add_argument("--fix", action="append", default=[], metavar="NAME",
                         help="with --repair: make this fix-up too (render.py list fixups)")
    command.add_argument("--bleed", type=float, default=None, metavar="MILLIMETRES",
                         help="bleed of the repaired file (the printer's, or 3)")
    command.add_argument("--fonts", action="append", default=[], metavar="DIR",
                         help="fonts at hand for --fix embed-fonts, beside assets/fonts")


def _init(command: Parser) -> None:
    command.add_argument("folder", metavar="DIR", help="a folder that is empty or does not exist yet")
    for name, metavar, meaning in (
            ("name", "NAME", "what the organisation is called"),
            ("short-name", "NAME", "a shorter one, for the word mark and small print (the name)"),
            ("description", "WORDS", "what it is, in one line"),
            ("site", "URL", "its address on the web; 'URL WORDS' to print other words than its own"),
            ("link", "KEY=URL", "a page that pieces lead to, e.g. petition=https://...; may be given again"),
            ("colour", "COLOUR", "its colour: '#0050a0', or cyan, magenta, yellow, black: 100,65,0,5"),
            ("second-colour", "COLOUR", "another one (one that goes with it)"),
            ("language", "fr,en", "languages of the campaign, its own first (fr)"),
            ("place", "TOWN", "from where press releases are sent"),
            ("campaign", "sample|empty", "begin with the sample's pieces, or with none (sample)")):
        command.add_argument(f"--{name}", action="append", default=[], metavar=metavar, help=meaning)
    command.add_argument("--today", default="", metavar="DAY", help="the day that the sample's pieces bear")


def _certificate(command: Parser) -> None:
    command.add_argument("files", nargs="+", metavar="FILE.pdf")
    command.add_argument("--qr", action="append", default=[], metavar="URL", help="an address that a code must hold")
    command.add_argument("--distance", type=float, default=0.0, metavar="METRES",
                         help="metres from which it is scanned (ten times its side)")
    command.add_argument("--json", action="store_true", help="the table as JSON")


def _new_printer(command: Parser) -> None:
    command.add_argument("name", metavar="NAME")
    command.add_argument("--from", dest="base", default="", metavar="PRESET", help="the preset to start from")
    command.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", dest="settings",
                         help="e.g. bleed=5mm, imprint.name=..., marks=[crop, fold]; may be given again")


def _letters(command: Parser) -> None:
    command.add_argument("names", nargs="*", metavar="NAME", help="letters (all)")
    place = command.add_mutually_exclusive_group()
    place.add_argument("--commune", default="", metavar="COMMUNE", help="name, postal code or INSEE code")
    place.add_argument("--department", default="", metavar="DEPARTMENT", help="all letters of a department, e.g. 06")
    command.add_argument("--constituency", type=int, default=0, metavar="N", help="of a commune that lies in several")
    command.add_argument("--sender", default="", metavar="FILE.yaml", help="who writes: name, practice, address, town")
    command.add_argument("--database", default="", metavar="FILE", help="the register of officials (officials.sqlite)")
    command.add_argument("--replace", action="store_true", help="overwrite addressed letters that were edited")
    command.add_argument("--out", default="out", metavar="DIR", help="folder of finished files (out)")
    command.add_argument("--today", default="", metavar="DAY", help="the letters' date")


def _officials(commands: argparse._SubParsersAction[Parser]) -> None:
    summary = "keep the register of elected officials, and list who gets letters"
    officials = commands.add_parser("officials", help=summary, description=summary)
    actions = officials.add_subparsers(dest="action", required=True, metavar="ACTION")
    importing = _command(actions, "import", "make the register from the open files of the state")
    importing.add_argument("files", nargs="+", metavar="FILE", help="CSV or TXT, also in .gz or .zip; XLSX or ODS")
    importing.add_argument("--as-of", action="append", default=[], metavar="[FILE=]DAY",
                           help="the day that a table is valid for")
    finding = _command(actions, "find", "list the officials of a commune")
    finding.add_argument("text", metavar="TEXT", help="a commune's name, postal code or INSEE code")
    finding.add_argument("--constituency", type=int, default=0, metavar="N",
                         help="which one, where the commune is in several")
    for command in (importing, finding):
        command.add_argument("--database", default="", metavar="FILE", help="the register (officials.sqlite)")
        command.add_argument("--today", default="", metavar="DAY", help="the day against which ages are counted")
