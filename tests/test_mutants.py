"""The list of changes that change nothing is about the code as it is."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT
from tests.mutants import equivalents
from tests.mutations import mutations


@pytest.mark.parametrize("file", sorted({file for file, _, _ in equivalents()}))
def test_every_change_that_is_listed_as_equivalent_can_be_made_to_its_file(file: str) -> None:
    source = (ROOT / file).read_text(encoding="utf-8")
    lines = source.splitlines()
    known = {(lines[line - 1].strip(), after.strip()) for line, _, after in mutations(source)}
    assert {(before, after) for path, before, after in equivalents() if path == file} - known == set()
