"""Several commands at once, and files that change under them: all of out/ belongs together in the end."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.wear import figures
from tests.wear.project import changed, content, run, undisturbed, words_of
from tests.wear.seal import PAUSE

AT_ONCE = {"builds": ("fresh build", "build", "letters"), "letters": ("letters", "addressed letters", "build"),
           "everything": ("build", "import", "import", "sign-off", "site")}


@pytest.mark.wear
@pytest.mark.parametrize("several", AT_ONCE)
def test_commands_at_once_and_edits_during_them_leave_what_they_leave_one_after_the_other(
        several: str, tmp_path: Path, shared: Callable[[str, Callable[[Path], None]], Path]) -> None:
    sealed = changed(shared, tmp_path / "project")
    material = sealed.folder / "materials/petition.yaml"
    good = material.read_text(encoding="utf-8")
    running = [sealed.start(*words_of(name, sealed.folder)) for name in AT_ONCE[several]]
    for change in range(12):  # a third of the times half a file, as an editor leaves it between two writes
        text = good.replace("envie", f"envie {change}")
        material.write_text(text[:len(text) // 2] if change % 3 == 2 else text, encoding="utf-8")
        PAUSE.wait(0.1)
    for name, each in zip(AT_ONCE[several], running, strict=True):
        code, _, err = each.end()
        assert code in (0, 1), (name, code, err)
        assert "Traceback" not in err, (name, err)
        figures.count(faults=1)
    material.write_text(good, encoding="utf-8")
    for name in ("build", "letters", "addressed letters", "import", "sign-off"):
        run(sealed, name)
        after, found = undisturbed(shared, name), content(sealed.folder)
        expected = {path: digest for path, digest in after.after.items() if digest != after.before.get(path)
                    and not path.startswith(("out/manifest", "out/report", "signoffs", "out/proofs"))}
        assert {path: found.get(path) for path in expected} == expected, name
    listed = json.loads((sealed.folder / "out/manifest.json").read_bytes())["files"]
    assert {f"out/{entry['path']}": entry["sha256"] for entry in listed}.items() <= content(sealed.folder).items()
    assert not [*sealed.folder.rglob("*.part"), *sealed.folder.rglob(".site-*")]
