"""The file of a new preset for a printer: from another one, for the command line and the studio alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pressroom import library
from pressroom.build.pipeline import NO_SUCH_PRINTER
from pressroom.field_types import NAME
from pressroom.files import is_name_everywhere
from pressroom.findings import DID_YOU_MEAN, N_, Place, Refused, code, finding, nearest
from pressroom.specs.document import Tree
from pressroom.specs.new_printer import starting_printer, with_settings
from pressroom.stages import Job
from pressroom.text.translation import Translate

PRINTER_NAME = code("printer-name", N_("A preset's file name becomes a folder of out/ and is typed in commands."),
                    N_("Use lower-case letters, digits and hyphens."))
PRINTER_EXISTS = code("printer-exists", N_("A new preset never overwrites an existing one."),
                      N_("Choose another name."))


def new_preset(job: Job, name: str, base: str, settings: Sequence[str], translate: Translate) -> str:
    """The YAML of a preset with the requirements of `base` (of the campaign's printer where empty) and other settings.

    Raises:
        Refused: the name cannot be taken, there is no such base, or the preset would have mistakes.
    """
    relative = free_file(job.root, name)
    text = starting_printer(with_settings(base_tree(job, base), settings, translate), translate)
    passes(text, relative)
    return text


def free_file(root: Path, name: str) -> Path:
    """The file of a new preset, by its path in the project.

    Raises:
        Refused: it cannot have this name, or another preset has it.
    """
    if not NAME.match(name) or not is_name_everywhere(name):
        raise Refused([finding(PRINTER_NAME, N_("{name} cannot name a printer"),
                               N_("lower-case letters, digits and hyphens; not the name of a device of "
                                  "Windows, such as con"), name=name)], exit_code=2)
    relative = Path("assets/printers") / f"{name}.yaml"
    for existing in (relative, relative.with_suffix(".yml")):
        if (root / existing).exists():
            raise Refused([finding(PRINTER_EXISTS, N_("{name} exists already"), source=Place(existing), name=name)])
    return relative


def base_tree(job: Job, name: str) -> dict[str, Tree]:
    """The fields of the preset `name`; without a name, of the campaign's preset.

    Raises:
        Refused: there is no such preset.
    """
    name = name or job.campaign.printer
    if name not in job.printers:
        near = nearest(name, job.printers)
        raise Refused([*job.findings, finding(NO_SUCH_PRINTER, N_("there is no printer {name}"),
                                              DID_YOU_MEAN if near else "", name=name, near=near)], exit_code=2)
    tree: Mapping[str, Tree] | Tree = job.documents[library.spec_file("assets/printers", name, job.documents)].tree
    return dict(tree) if isinstance(tree, dict) else {}


def passes(text: str, shown_as: Path) -> None:
    """Validate the text of a preset.

    Raises:
        Refused: it has mistakes; findings quote its lines.
    """
    from pressroom.specs.printer import PrinterSpec
    from pressroom.specs.reader import parsed  # lazy: what was read before needs no parser
    from pressroom.specs.validate import validate

    validate(parsed(text, shown_as), PrinterSpec)
