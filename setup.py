"""The build of the wheel, with files that are beside the package in a checkout.

pyproject.toml has all other settings. Layouts and assets are in git once, outside the package; the wheel has a copy
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
sys.path.insert(0, str(ROOT))  # an isolated build does not search beside this file

import catalogues  # noqa: E402
from pressroom.specs.starter_files import files  # noqa: E402


class BuildPackage(build_py):
    """The package, with its starter and its messages."""

    def run(self) -> None:
        """Copy the package, its starter and messages; an editable installation reads these from the checkout."""
        built = Path(self.build_lib) / "pressroom"
        if not self.editable_mode and built.exists():
            shutil.rmtree(built)  # a file removed from the project must not return from an older build
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
    """The wheel, whose metadata too has the same modes on every machine."""

    def egg2dist(self, egginfo_path: str, distinfo_path: str) -> None:
        """Write the metadata of the wheel."""
        super().egg2dist(egginfo_path, distinfo_path)
        _set_modes(Path(distinfo_path))


def _set_modes(folder: Path) -> None:
    """Set fixed modes: the wheel keeps modes, and those of a checkout depend on the user's umask."""
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


setup(cmdclass={"build_py": BuildPackage, "bdist_wheel": BuildWheel})
