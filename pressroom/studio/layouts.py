"""The layouts to choose from, each filled with its samples."""

from __future__ import annotations

from typing import Any

from pressroom.build.starting import starting_text
from pressroom.cache import key
from pressroom.findings import Refused
from pressroom.studio.looks import Asked
from pressroom.studio.workspace import Workspace
from pressroom.text.translation import translator

HEIGHT = 420
_NAME = "new-piece"  # of the material that stands for a layout while it is drawn
_ENGINE = "studio layout 1"


def every(workspace: Workspace, language: str) -> list[dict[str, Any]]:
    """Every layout, with what it is for.

    Raises:
        Refused: the campaign or the brand cannot be read.
    """
    translate = translator(language)
    return [{"name": name, "title": translate(layout.title), "says": translate(layout.says), "kind": layout.kind}
            for name, layout in sorted(workspace.job().layouts.items(), key=lambda each: (each[1].kind, each[0]))]


def picture(workspace: Workspace, name: str) -> bytes:
    """PNG of the first sheet of a piece as the layout begins it; empty where it cannot be laid out.

    Raises:
        Refused: the campaign or the brand cannot be read, or there is no such layout.
    """
    job = workspace.job()
    relative, text = starting_text(job, _NAME, name, job.campaign.language)
    stored_as = key(_ENGINE, workspace.state(), relative, text, HEIGHT)
    kept = workspace.cache.get(stored_as)
    if kept is None:
        try:
            with workspace.in_place_of(relative, text):
                spec = workspace.job(_NAME).materials.get(_NAME)
                asked = Asked(_NAME, spec.formats[0] if spec else "A4", "members", 1, HEIGHT)
                kept = workspace.look(asked).picture if spec else b""
        except Refused:
            kept = b""
        workspace.cache.put(stored_as, kept)
    return kept
