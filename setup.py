"""The build of the wheel: what lies beside the package in a checkout goes into it.

pyproject.toml says everything else. Layouts and assets are in git once, outside the package; the wheel carries a copy
as `pressroom/starter`, from which `pressroom init` makes a project, and the compiled message catalogues.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))  # a build in isolation does not look beside this file

import catalogues  # noqa: E402
from pressroom.specs.starter_files import files  # noqa: E402


class BuildPackage(build_py):
    """The package, with its starter and its messages."""

    def run(self) -> None:
        """Copy the package; outside of an editable installation, which reads the checkout, what belongs to it too."""
        built = Path(self.build_lib) / "pressroom"
        if not self.editable_mode and built.exists():
            shutil.rmtree(built)  # a file that is gone from the project must not come back from an older build
        super().run()
        if self.editable_mode:
            return
        for name, source in files(ROOT).items():
            target = built / "starter" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        (built / "messages").mkdir(exist_ok=True)
        catalogues.refresh(ROOT / "pressroom/messages", built / "messages")
        _set_modes(built)


class BuildWheel(bdist_wheel):
    """The wheel, whose description has the same modes on every machine too."""

    def egg2dist(self, egginfo_path: str, distinfo_path: str) -> None:
        """Write the description of the wheel."""
        super().egg2dist(egginfo_path, distinfo_path)
        _set_modes(Path(distinfo_path))


def _set_modes(folder: Path) -> None:
    """The wheel keeps modes, and those of a checkout follow the user's mask."""
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


setup(cmdclass={"build_py": BuildPackage, "bdist_wheel": BuildWheel})
