"""Pieces that keep every rule of composition: a poster, three that hang side by side, and a roll-up."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from pressroom import load, resolve
from pressroom.cache import Cache
from pressroom.fit import fit
from pressroom.stages import Fit, Job
from tests.conftest import ROOT, copy_project

HERE = Path(__file__).parent
HIGH = "850x2000mm"
WORDS = """title: Composed
kind: {kind}
layout: {layout}
formats: [{format}]
audience: patients
date: 2023-01-20
version: 1
variant: blue
link: petition
"""
HEADLINES = ("Soins libres, vite.", "Tarifs justes, vite.", "Kinés libres, vite.")


def material(kind: str, layout: str, headlines: tuple[str, ...] = HEADLINES[:1], format_name: str = "A3") -> str:
    """The YAML of a material in that layout; each headline is a sheet's."""
    head = WORDS.format(kind=kind, layout=layout, format=format_name)
    call = 'call: "Signez par ici", scan: "Scannez et signez"'
    words = [f'{{headline: "{text}", message: "Aidez-les."}}' for text in headlines]
    if kind == "poster":
        return f"{head}words: {words[0][:-1]}, {call}}}\n"
    return f"{head}words: {{{call}}}\nsheets:\n" + "".join(f"  - words: {each}\n" for each in words)


def three(layout: str) -> str:
    """The layout for three sheets, of which the last bears the code."""
    head, _, elements = layout.partition("elements:\n")
    each = "\n".join(f"    {line}" if line else line for line in elements.rstrip().splitlines())
    without = "\n".join(line for line in each.splitlines() if "kind: qr" not in line)
    return (f"{head.replace('kind: poster', 'kind: triptych')}gap: 40mm\ninner-margin: 15mm\nsheets:\n"
            f"  - each: [1, 2]\n    elements:\n{without}\n  - elements:\n{each}\n")


def add_to(root: Path) -> None:
    """Add the layouts, and a material of each kind, to a project."""
    layout = (HERE / "composed.yaml").read_text(encoding="utf-8")
    written = {"layouts/composed.yaml": layout, "layouts/composed-three.yaml": three(layout),
               "layouts/composed-high.yaml": (HERE / "composed-high.yaml").read_text(encoding="utf-8"),
               "materials/composed-one.yaml": material("poster", "composed"),
               "materials/composed-two.yaml": material("poster", "composed", HEADLINES[1:2]),
               "materials/composed-three.yaml": material("triptych", "composed-three", HEADLINES),
               "materials/composed-high.yaml": material("poster", "composed-high", format_name=HIGH)}
    for path, text in written.items():
        (root / path).write_text(text, encoding="utf-8")


@cache
def job() -> Job:
    """A copy of the project with these pieces in it, read."""
    folder = tempfile.TemporaryDirectory()
    _KEPT.append(folder)
    root = Path(folder.name) / "project"
    copy_project(root)
    add_to(root)
    return load.job(root)


_KEPT: list[tempfile.TemporaryDirectory[str]] = []


@cache
def made(name: str) -> Fit:
    """One of the pieces, fitted for a printer."""
    kept = Cache(ROOT / ".cache")
    format_name = job().materials[name].formats[0]
    return fit(resolve.piece(job(), resolve.Choice(name, format_name, "press", "online"), kept), kept)
