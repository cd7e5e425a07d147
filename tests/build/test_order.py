"""What is built first after a change: the piece that a browser shows, where the change touches it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressroom.build.order import LookedAt
from pressroom.build.request import BuildRequest


@pytest.mark.parametrize(("shown", "changed", "first"), [
    ("petition", ["materials/campaign.yaml"], "petition"),
    ("petition", ["assets/brand.yaml"], "petition"),
    ("petition", ["materials/doctor.yaml", "materials/petition.yaml"], "petition"),
    ("petition", ["materials/doctor.yaml"], "doctor"),
    ("no-such-piece", ["materials/campaign.yaml"], ""),
    ("", ["materials/campaign.yaml"], "")])
def test_the_piece_that_is_shown_comes_first_where_the_change_touches_it(
        project: Path, shown: str, changed: list[str], first: str) -> None:
    request = BuildRequest(project, project / "out")
    steps = list(LookedAt(shown=shown).steps(request, [project / path for path in changed]))
    assert [step.names for step in steps[:1]] == ([(first,)] if first else [])


def test_of_the_pieces_of_a_changed_layout_the_one_that_is_shown_comes_first(project: Path) -> None:
    layouts = {path.stem: line.partition(":")[2].strip() for path in (project / "materials").glob("*.yaml")
               for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("layout:")}
    layout = max(set(layouts.values()), key=list(layouts.values()).count)
    using = sorted(name for name, one in layouts.items() if one == layout)
    assert len(using) > 1
    for shown in using:
        looked_at = LookedAt(shown=shown)
        (first, *_) = looked_at.steps(BuildRequest(project, project / "out"), [project / f"layouts/{layout}.yaml"])
        assert first.names == (shown,)
