"""`render.py site`: the resources page, made of what a build left."""

from __future__ import annotations

import argparse
from pathlib import Path

from pressroom.cli.build import build, folder_of
from pressroom.cli.console import Voice
from pressroom.findings import N_
from pressroom.site.freshness import Site, SiteRequest, current_site


def site(root: Path, told: argparse.Namespace, voice: Voice) -> int:
    """Build what is stale, then the site; when a piece fails, the site stays as it was."""
    ended = build(root, building(told), voice)
    still = None if ended else current_site(_wanted(root, told))
    if still:
        _said(still, voice)
        return 0
    ended = ended or letters(root, told, voice)
    if ended:
        voice.aside(N_("the site stays as it was"))
        return ended
    return made(root, told, voice)


def letters(root: Path, told: argparse.Namespace, voice: Voice) -> int:
    """The Word files, where the project has letters; 0 when all were made."""
    from pressroom import load
    from pressroom.letters.generic import letter_names, make

    job = load.job(root)
    if not letter_names(job):
        return 0
    done = make(job, folder_of(root, told.out), (), lambda: None)
    voice.findings(done.findings if not done.passed else ())
    return 0 if done.passed else 1


def made(root: Path, told: argparse.Namespace, voice: Voice) -> int:
    """The site of what is there."""
    from pressroom.site.build import make

    asked = _wanted(root, told)
    _said(make(root, asked.out, asked.today, asked.base, asked.database, lambda: voice.aside(
        N_("another build is at work in this folder; waiting for it to end"))), voice)
    return 0


def _wanted(root: Path, told: argparse.Namespace) -> SiteRequest:
    return SiteRequest(root, folder_of(root, told.out), told.today, told.base_url,
                  Path(told.database) if told.database else None)


def _said(done: Site, voice: Voice) -> None:
    voice.findings(done.findings)
    voice.tell(N_("the site of {day}: {files} files, {size} MB in {folder}"), day=done.day, files=done.files,
               size=f"{done.bytes / 1_000_000:.1f}", folder=str(done.folder))


def building(told: argparse.Namespace) -> argparse.Namespace:
    """The arguments of a build of everything."""
    return argparse.Namespace(**{**vars(told), "names": [], "edition": [], "format": "", "printer": "",
                                 "fresh": False, "watch": False})
