"""The pieces that a draft of a file for the whole project changes, and how each looks with and without it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from pressroom import editions, resolve
from pressroom.build import fingerprint
from pressroom.findings import Refused
from pressroom.stages import Job
from pressroom.studio import piece_state
from pressroom.studio.looks import Look
from pressroom.studio.workspace import Workspace

_EDITIONS = ("press", "members", "screen")
HEIGHT = "480"


def changed(workspace: Workspace, relative: str) -> list[dict[str, Any]]:
    """Pieces that are made of something else with the draft of a file than without it, in their first format.

    Raises:
        Refused: the campaign or the brand cannot be read.
    """
    draft = workspace.drafts.get(relative)
    if draft is None or not draft.is_changed:
        return []
    after = workspace.job()
    with workspace.in_place_of(relative, draft.base):  # what the file said when it could be read last
        before = workspace.job()
    found = []
    for name, spec in sorted(after.materials.items()):
        for edition in editions.made_of(spec.kind, spec.formats[0], _EDITIONS):
            if _made_of(workspace, before, name, edition) != _made_of(workspace, after, name, edition):
                found.append({"name": name, "title": spec.title, "edition": edition, "format": spec.formats[0]})
                break
    return found


def look(workspace: Workspace, relative: str, query: Mapping[str, str], *, is_before: bool) -> tuple[Look, str]:
    """The first sheet of a piece, with the draft of the file or as the saved one makes it, and the digest of its file.

    Of two that are made of different inks, the files may be the same: where the sheet has none of them.

    Raises:
        Refused: there is no such piece, or the campaign or the brand cannot be read.
    """
    name = query.get("name", "")
    workspace.file_of(name)
    query = {"height": HEIGHT, **{key: query[key] for key in ("format", "edition") if key in query}}
    draft = workspace.drafts.get(relative)
    if not is_before or draft is None:
        return _look(workspace, name, query)
    with workspace.in_place_of(relative, draft.base):
        return _look(workspace, name, query)


def _look(workspace: Workspace, name: str, query: Mapping[str, str]) -> tuple[Look, str]:
    asked = piece_state.asked(workspace, name, query)
    seen = workspace.look(asked)
    return seen, hashlib.sha256(workspace.content(asked)).hexdigest() if seen.picture else ""


def _made_of(workspace: Workspace, job: Job, name: str, edition: str) -> str:
    """Names all that the piece is made of; what stands in its way, where it cannot be made."""
    if name not in job.materials:
        return ""
    choice = resolve.Choice(name, job.materials[name].formats[0], edition,  # type: ignore[arg-type]
                            job.campaign.printer)
    try:
        return fingerprint.of_piece(resolve.piece(job, choice, workspace.cache))
    except Refused as refused:
        return " ".join(f"{item.code} {item.message} {sorted(item.values.items())}" for item in refused.findings)
