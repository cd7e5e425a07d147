"""`render.py colours`: the brand in print and on screens; with colours, inks that print them, as YAML to paste."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom.cli.console import Console
from pressroom.field_types import NAME
from pressroom.findings import N_, Finding, Refused, finding, nearest

if TYPE_CHECKING:
    from pressroom.colour.proposals import Press
    from pressroom.desk.brand_colours import BrandColours
    from pressroom.specs.project_colours import Colour
    from pressroom.stages import Job


def colours(root: Path, args: argparse.Namespace, console: Console) -> int:
    """Show the brand; with colours, propose inks for each."""
    from pressroom import load
    from pressroom.build.pipeline import NO_SUCH_PRINTER

    job = load.job(root)
    for name in (args.printer or job.campaign.printer, job.campaign.printer):
        if name not in job.printers:
            near = nearest(name, job.printers)
            raise Refused([*job.findings, finding(
                NO_SUCH_PRINTER, N_("there is no printer {name}"), N_("did you mean {near}?") if near else "",
                name=name, near=near)], exit_code=2 if args.printer else 1)
    if args.colours:
        return _propose(job, args, console)
    return _show(job, args, console)


def _show(job: Job, args: argparse.Namespace, console: Console) -> int:
    from pressroom.cache import Cache
    from pressroom.desk.brand_colours import brand_colours
    from pressroom.desk.colours_page import page
    from pressroom.desk.colours_picture import picture
    from pressroom.publish.folder import write_all

    findings = [item for item in job.findings if item.source and item.source.file == Path("assets/brand.yaml")]
    console.findings(findings)
    brand = brand_colours(job, args.printer or job.campaign.printer, Cache(job.root / ".cache"))
    _print_inks(brand, console)
    _print_palettes(brand, console)
    family = job.brand.type.get("text") or next(iter(job.brand.type.values()))
    named = family.fonts
    fonts = [job.root / "assets/fonts" / named.get(weight, named["regular"]).name for weight in ("regular", "bold")]
    write_all(job.root / args.out, {"colours.html": page(brand, console.language, console.translate),
                                    "colours.png": picture(brand, fonts[0], fonts[1], console.translate)})
    console.print(N_("{page} and {picture} show them"), page=f"{args.out}/colours.html",
                  picture=f"{args.out}/colours.png")
    return 1 if any(item.fails for item in findings) else 0


def _print_inks(brand: BrandColours, console: Console) -> None:
    from pressroom.colour.ink import hex_of
    from pressroom.desk.colours_page import BEYOND

    console.print(N_("{organisation}, in print on {condition}"), organisation=brand.organisation,
                  condition=brand.condition)
    rows = [[console.translate(head) for head in (
        N_("ink"), "C", "M", "Y", "K", N_("ink in all"), N_("in print"), N_("on screen"), "CIEDE2000")]]
    for each in brand.inks:
        parts = [f"{100 * part:g}" for part in each.ink.cmyk]
        remark = [console.translate(BEYOND)] if each.beyond_screens else []
        rows.append([each.ink.name, *parts, f"{100 * sum(each.ink.cmyk):.0f} %", hex_of(each.ink.look),
                     hex_of(each.ink.srgb), f"{each.apart:.1f}", *[each.ink.spot][:bool(each.ink.spot)], *remark])
    _print_table(rows, console)


def _print_palettes(brand: BrandColours, console: Console) -> None:
    rows = [[console.translate(head) for head in (
        N_("palette"), N_("inks"), N_("contrast in print"), N_("in grey"), N_("to colour-blind eyes"))]]
    for name, pairs in brand.palettes.items():
        rows += [[name, f"{pair.upper.name} / {pair.ground.name}", f"{pair.in_print:.1f}", f"{pair.in_grey:.1f}",
                  f"{pair.to_eyes:.1f}"] for pair in pairs]
    console.print_line("")
    _print_table(rows, console)


def _print_table(rows: list[list[str]], console: Console) -> None:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        console.print_line("  ".join([*cells, *row[len(widths):]]).rstrip())


def _propose(job: Job, args: argparse.Namespace, console: Console) -> int:
    from pressroom.colour.difference import TOLERANCE
    from pressroom.colour.profiles import read_profile
    from pressroom.colour.proposals import Press
    from pressroom.findings import Place

    asked = _read(args.colours)
    printer = job.printers[args.printer or job.campaign.printer]
    file = job.root / "assets/icc" / printer.condition.profile
    press = Press(read_profile(file, Place(file.relative_to(job.root))))
    most = printer.ink_limit if args.printer else min(spec.ink_limit for spec in job.printers.values())
    console.print(N_("# for assets/brand.yaml: {condition}, at most {limit} % of ink; a difference (CIEDE2000) of "
                     "up to {tolerance} passes"),
                  condition=printer.condition.identifier, limit=f"{most:g}", tolerance=f"{TOLERANCE:g}")
    console.print_line("inks:")
    width = max(len(name) for name in asked) + 1
    for name, colour in asked.items():
        mixture, remark = _mixture(colour, press, most, console)
        console.print_line(f"  {name + ':':<{width}} {{cmyk: [{mixture}]}}   # {remark}")
    return 0


def _read(words: list[str]) -> dict[str, Colour]:
    """The colours by the names of their inks.

    Raises:
        Refused: with a finding for each word that is no colour, or whose name is unusable.
    """
    from pressroom.specs.project_colours import NO_COLOUR, parse

    asked: dict[str, Colour] = {}
    faults: list[Finding] = []
    for word in words:
        name, equals, text = word.rpartition("=")
        try:
            colour = parse(text)
            name = name if equals else f"colour-{len(asked) + 1}"
            if not NAME.match(name) or name in asked:
                raise Refused([finding(NO_COLOUR, N_("{name} cannot name an ink, or names two"),
                                       N_("lower-case letters, digits and hyphens: blue=#0050a0"), name=name[:60])])
            asked[name] = colour
        except Refused as refused:
            faults += refused.findings
    if faults:
        raise Refused(faults, exit_code=2)
    return asked


def _mixture(colour: Colour, press: Press, most: float, console: Console) -> tuple[str, str]:
    """The inks in per cent, and a remark: what they print, and how near it is to what was asked for."""
    from pressroom.colour.ink import hex_of
    from pressroom.colour.proposals import propose
    from pressroom.text.translation import filled

    if colour.srgb is None:
        given = colour.cmyk or (0.0, 0.0, 0.0, 0.0)
        look = press.srgbs([(given[0] / 100, given[1] / 100, given[2] / 100, given[3] / 100)])[0]
        return ", ".join(f"{part:g}" for part in given), filled(
            console.translate(N_("prints as {printed}; {total} % of ink")),
            {"printed": hex_of(look), "total": f"{sum(given):g}"})
    proposal = propose(colour.srgb, press, most)
    sentence = N_("{asked} prints as {printed}: difference {apart}, in gamut; {total} % of ink")
    if not proposal.good:
        sentence = (N_("{asked} needs more ink; nearest is {printed}: difference {apart}; {total} % of ink")
                    if proposal.in_gamut else
                    N_("{asked} is out of gamut; nearest is {printed}: difference {apart}; {total} % of ink"))
    values = {"asked": hex_of(proposal.asked), "printed": hex_of(proposal.printed),
              "apart": f"{proposal.difference:.1f}", "total": f"{100 * sum(proposal.cmyk):.0f}"}
    return ", ".join(f"{100 * part:.0f}" for part in proposal.cmyk), filled(console.translate(sentence), values)
