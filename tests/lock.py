"""requirements.lock: every package that CI and a release are made with, in one version and with the hash of its file.

    python -m tests.lock

asks pip what it would install for the newest versions that pyproject.toml allows, and writes the file. It names no
address: a package is known by its hash, wherever it comes from.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "requirements.lock"
HEAD = "# Made by `python -m tests.lock`; CI and releases install these files and no others.\n"


def resolved() -> list[dict[str, Any]]:
    """What pip would install into an empty environment, dependencies of dependencies included."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        subprocess.run([sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet",
                        "--disable-pip-version-check", "--report", report, "-e", ".[dev]"], cwd=ROOT, check=True)
        found: list[dict[str, Any]] = json.loads(report.read_text(encoding="utf-8"))["install"]
    return found


def written(packages: list[dict[str, Any]]) -> str:
    """The content of the file."""
    lines = []
    for each in packages:
        hashes = each["download_info"].get("archive_info", {}).get("hashes", {})
        if hashes:  # the project itself is a folder, and has none
            name = canonicalize_name(each["metadata"]["name"])
            lines.append(f"{name}=={each['metadata']['version']} --hash=sha256:{hashes['sha256']}\n")
    return HEAD + "".join(sorted(lines))


if __name__ == "__main__":
    FILE.write_text(written(resolved()), encoding="utf-8")
