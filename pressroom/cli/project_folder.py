"""Which project a command works on: the one around the folder in which it is called."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from pressroom.commands import WITHOUT_PROJECT
from pressroom.findings import N_, Refused, code, finding
from pressroom.resident import address

NO_PROJECT = code(
    "no-project",
    N_("Commands work on the project around the folder in which they are called: the nearest one, upwards, that holds "
       "materials/campaign.yaml."),
    N_("Change to a project's folder, or make one: `render.py init DIR`."))


def project_around(folder: Path) -> Path | None:
    """The nearest folder, from `folder` upwards, that holds a project; None where there is none."""
    found = address.project_around(os.fspath(folder))
    return Path(found) if found else None


def folder_without_project(args: argparse.Namespace) -> Path:
    """The current folder, for a command that needs no project.

    Raises:
        Refused: the command needs one.
    """
    folder = Path.cwd()
    needs = (args.command not in WITHOUT_PROJECT or bool(getattr(args, "printer", ""))
             or (args.command == "list" and args.things not in ("checks", "elements", "fixups")))
    if needs:
        raise Refused([finding(NO_PROJECT, N_("neither {folder} nor a folder above it holds a project, with "
                                              "materials/campaign.yaml"),
                               N_("render.py init DIR makes one"), folder=folder.as_posix())], exit_code=2)
    return folder
