"""`render.py site`: the resources page, made from the files of a build."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from pressroom.cli.build import build
from pressroom.cli.console import Console
from pressroom.cli.run_build import folder_of
from pressroom.findings import N_
from pressroom.site.freshness import Site, SiteRequest, current_site


def site(root: Path, args: argparse.Namespace, console: Console,
         is_stale: Callable[[], bool] = lambda: False) -> int:
    """Build what is stale, then the site; when a piece fails, the last site stays.

    Raises:
        Stale: as `build`.
    """
    exit_code = build(root, build_arguments(args), console, is_stale)
    current = None if exit_code else current_site(_request(root, args))
    if current:
        return _report(current, console)
    exit_code = exit_code or letters(root, args, console)
    if exit_code:
        console.remark(N_("the site stays as it was"))
        return exit_code
    return make_site(root, args, console)


def letters(root: Path, args: argparse.Namespace, console: Console) -> int:
    """Make the Word files, where the project has letters; 0 when all were made."""
    from pressroom import load
    from pressroom.letters.generic import letter_names, make

    job = load.job(root)
    if not letter_names(job):
        return 0
    letters_report = make(job, folder_of(root, args.out), (), lambda: None)
    console.findings(letters_report.findings if not letters_report.passed else ())
    return 0 if letters_report.passed else 1


def make_site(root: Path, args: argparse.Namespace, console: Console) -> int:
    """Make the site from the finished files."""
    from pressroom.site.build import make

    request = _request(root, args)
    return _report(make(root, request.out, request.today, request.base, request.database, lambda: console.remark(
        N_("another build is at work in this folder; waiting for it to end"))), console)


def _request(root: Path, args: argparse.Namespace) -> SiteRequest:
    return SiteRequest(root, folder_of(root, args.out), args.today, args.base_url,
                       Path(args.database) if args.database else None)


def _report(result: Site, console: Console) -> int:
    """Print a site's findings and size; 1 when something is missing in it that should not be."""
    console.findings(result.findings)
    console.print(N_("the site of {day}: {files} files, {size} MB in {folder}"), day=result.day, files=result.files,
                  size=f"{result.bytes / 1_000_000:.1f}", folder=str(result.folder))
    return 1 if any(item.fails for item in result.findings) else 0


def build_arguments(args: argparse.Namespace) -> argparse.Namespace:
    """The arguments of a build of everything."""
    return argparse.Namespace(**{**vars(args), "names": [], "edition": [], "format": "", "printer": "",
                                 "fresh": False, "watch": False})
