"""The file of a new material: from a layout's samples, for the command line and the studio alike."""

from __future__ import annotations

from pathlib import Path

from pressroom import library
from pressroom.commands import COMMANDS
from pressroom.field_types import NAME
from pressroom.files import is_name_everywhere
from pressroom.findings import N_, Place, Refused, code, finding, nearest
from pressroom.specs.new_material import starting_material
from pressroom.specs.new_text import STARTERS
from pressroom.specs.spec_files import FILE_NAME
from pressroom.specs.validate import UNKNOWN_NAME
from pressroom.stages import Job
from pressroom.text.translation import translator

NOTHING_TO_START_FROM = code("nothing-to-start-from", N_("A piece of this kind starts as a copy of an existing one."),
                             N_("Copy a material of this kind and change its words."))
EXISTS = code("exists", N_("A new material never overwrites an existing one."), N_("Choose another name."))


def new_name(job: Job, name: str) -> str:
    """A name that a new material may have.

    Raises:
        Refused: it cannot name a piece (exit 2), or another piece has it.
    """
    if not NAME.match(name) or not is_name_everywhere(name) or name in COMMANDS or name == "campaign":
        raise Refused([finding(FILE_NAME, N_("{name} cannot name a piece"),
                               N_("lower-case letters, digits and hyphens; no name of a command, or of a device of "
                                  "Windows, such as con"), name=name)],
                      exit_code=2)
    if name in job.names:
        raise Refused([finding(EXISTS, N_("{name} exists already"), name=name,
                               source=Place(Path(library.material_file(name, job.documents))))])
    return name


def starting_text(job: Job, name: str, layout_name: str, language: str) -> tuple[str, str]:
    """The path in the project and the YAML of a new material, with comments in a language.

    Raises:
        Refused: as `new_name`; or there is no such layout, or nothing to start from in its kind (exit 2).
    """
    new_name(job, name)
    layout = job.layouts.get(layout_name)
    if layout is None:
        near = nearest(layout_name, job.layouts)
        raise Refused([*job.findings, finding(UNKNOWN_NAME, N_("there is no layout {name}"),
                                              N_("did you mean {near}?") if near else "", name=layout_name, near=near)],
                      exit_code=2)
    if layout.flow and layout.kind not in STARTERS:
        raise Refused([finding(NOTHING_TO_START_FROM, N_("there is no starting text for a {kind}"),
                               kind=layout.kind)], exit_code=2)
    folder, starter = STARTERS.get(layout.kind, ("materials", None))
    translate = translator(language)
    text = (starter(name, layout_name, job.campaign, translate) if starter
            else starting_material(name, layout_name, layout, job.campaign, translate))
    return f"{folder}/{name}.yaml", text
